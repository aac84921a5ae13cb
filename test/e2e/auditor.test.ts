import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from '../../src/engine/report.js';
import { auditorsOf, describeOnTheWire, fixture, judgementOf, reportOf, root } from './wire-test.js';

const { Statement } = JSON.parse(readFileSync(join(root, 'docs/auditor-policy.json'), 'utf8')) as {
  Statement: readonly { Action: readonly string[] }[];
};
const rights = Statement.flatMap(({ Action }) => Action);

const verdictsOf = (...snapshots: readonly unknown[]): readonly Verdict[] =>
  reportOf(...snapshots).replication.map(({ verdict }) => verdict);

describeOnTheWire('an auditor with the rights of docs/auditor-policy.json', (wire) => {
  test('reads everything', async () => {
    const { estate, accounts } = await wire.seed(fixture('cross-account-no-key-policy'));
    wire.proxy.misbehave({ allowed: new Set(rights) });
    const { snapshot, complete, problems } = await wire.collect(auditorsOf(accounts));
    expect(problems.filter(({ isNeeded }) => isNeeded)).toEqual([]);
    expect(complete).toBe(true);
    expect(judgementOf(reportOf(snapshot))).toEqual(judgementOf(reportOf(estate)));
  });

  test.each(rights.filter((right) => right !== 's3:ListAllMyBuckets'))(
    'but %s: says so, and judges nothing wrongly',
    async (right) => {
      const { estate, accounts } = await wire.seed(fixture('cross-account-good'));
      wire.proxy.misbehave({ allowed: new Set(rights.filter((other) => other !== right)) });
      const { snapshot, complete, problems } = await wire.collect(auditorsOf(accounts));
      const wasRefused = wire.proxy.calls.some(({ status }) => status === 403 || status === 400);
      const told = problems.filter(({ action }) => action === right);
      expect(told.length > 0).toBe(wasRefused);
      expect(complete).toBe(!told.some(({ isNeeded }) => isNeeded));
      const [full] = verdictsOf(estate);
      const [verdict] = verdictsOf(snapshot);
      expect([full, 'unknown']).toContain(verdict);
    },
  );

  test('but s3:ListAllMyBuckets cannot audit the account', async () => {
    const { accounts } = await wire.seed(fixture('article-good'));
    wire.proxy.misbehave({ allowed: new Set(rights.filter((right) => right !== 's3:ListAllMyBuckets')) });
    await expect(wire.collect(auditorsOf(accounts))).rejects.toThrow(
      /ListBuckets \(needs s3:ListAllMyBuckets\): AccessDenied/,
    );
  });

  test('but s3:ListAllMyBuckets can audit a bucket that is named', async () => {
    const { estate, accounts } = await wire.seed(fixture('article-good'));
    wire.proxy.misbehave({ allowed: new Set(rights.filter((right) => right !== 's3:ListAllMyBuckets')) });
    const names = reportOf(estate).replication.flatMap(({ source, destination }) => [
      source.bucket,
      ...(destination === null ? [] : [destination.bucket]),
    ]);
    const { snapshot } = await wire.collect({ ...auditorsOf(accounts), buckets: names });
    expect(verdictsOf(snapshot)).toEqual(verdictsOf(estate));
  });
});
