import { expect, test } from '@jest/globals';
import type { Faults } from '../servers/proxy.js';
import { auditorsOf, describeOnTheWire, fixture, reportOf, timeless } from '../servers/wire-test.js';

const badDays: readonly (readonly [string, Partial<Faults>])[] = [
  ['a fifth of the calls throttled and one in twenty failing with 500', { throttled: 0.2, failing: 0.05 }],
  ['answers that break off', { truncated: 0.2 }],
  ['answers that stop halfway', { stalled: 0.05 }],
  ['slow answers', { latency: 50 }],
];

describeOnTheWire('a bad day changes nothing', (wire) => {
  test.each(badDays)('%s', async (_name, faults) => {
    const { accounts } = await wire.seed(fixture('five-independent-defects'));
    const calm = await wire.collect(auditorsOf(accounts));
    wire.proxy.misbehave(faults, 7);
    const bad = await wire.collect(auditorsOf(accounts), { timeout: 400 });
    expect(timeless(bad.snapshot)).toEqual(timeless(calm.snapshot));
    expect(bad.complete).toBe(true);
    expect(bad.calls.byOperation).toEqual(calm.calls.byOperation);
    if (faults.latency === undefined) expect(bad.calls.retries).toBeGreaterThan(0);
  });

  test.each([1, 2, 3, 4, 5, 6])('where nothing is tried again, nothing is said wrongly or lost (%i)', async (seed) => {
    const { estate, accounts } = await wire.seed(fixture('cross-account-no-bucket-policy'));
    const full = reportOf(estate);
    wire.proxy.misbehave({ throttled: 0.2, failing: 0.05 }, seed);
    // The lists of buckets and the way into the accounts work, so that there is something to judge.
    wire.proxy.onCall = ({ operation }) => {
      const isEntry = ['GetCallerIdentity', 'AssumeRole', 'ListBuckets', 'GetBucketReplication'].includes(operation);
      Object.assign(wire.proxy.faults, isEntry ? { throttled: 0, failing: 0 } : { throttled: 0.2, failing: 0.05 });
    };
    const { snapshot, complete, problems } = await wire.collect(auditorsOf(accounts), { attempts: 1 });
    const report = reportOf(snapshot);
    const refused = wire.proxy.calls.filter(({ status }) => status >= 400 && status !== 404);
    expect(problems.length).toBeGreaterThanOrEqual(refused.length > 0 ? 1 : 0);
    expect(report.replication.map(({ source }) => source.bucket)).toEqual(
      full.replication.map(({ source }) => source.bucket),
    );
    const known = new Set(full.findings.filter(({ kind }) => kind === 'problem').map(({ fingerprint }) => fingerprint));
    for (const { kind, level, fingerprint } of report.findings)
      if (kind === 'problem' && level === 'error') expect(known).toContain(fingerprint);
    for (const [index, { verdict }] of report.replication.entries()) {
      expect([full.replication[index]?.verdict, 'unknown']).toContain(verdict);
      if (verdict === 'unknown') expect([complete, report.summary.incomplete]).toEqual([false, true]);
    }
  });

  test('what stays down is unreadable, not absent', async () => {
    const { accounts } = await wire.seed(fixture('article-good'));
    wire.proxy.misbehave({ throttled: 0, failing: 0 });
    wire.proxy.onCall = ({ operation }) => {
      wire.proxy.faults.failing = operation === 'GetBucketEncryption' ? 1 : 0;
    };
    const { problems, complete } = await wire.collect({ ...auditorsOf(accounts), concurrency: 1 }, { attempts: 3 });
    expect(complete).toBe(false);
    expect(problems.map(({ operation, action, code }) => [operation, action, code])).toEqual([
      ['GetBucketEncryption', 's3:GetEncryptionConfiguration', 'InternalError'],
      ['GetBucketEncryption', 's3:GetEncryptionConfiguration', 'InternalError'],
    ]);
  });

  test('buckets whose Region the list leaves out are found', async () => {
    const { accounts } = await wire.seed(fixture('article-good'));
    const listed = await wire.collect(auditorsOf(accounts));
    wire.proxy.misbehave({ hidesRegions: true });
    const { snapshot } = await wire.collect(auditorsOf(accounts));
    const regionsIn = (value: unknown): readonly string[] =>
      JSON.stringify(value).match(/"BucketRegion":"[^"]+"/g) ?? [];
    expect(new Set(regionsIn(snapshot))).toEqual(new Set(regionsIn(listed.snapshot)));
    expect(new Set(regionsIn(snapshot)).size).toBe(2);
  });
});
