import { expect, test } from '@jest/globals';
import type { Json } from '../../../src/collectors/json.js';
import { readSnapshots } from '../../../src/sources/snapshot/read-snapshot.js';
import { auditorsOf, describeOnTheWire, fixture, judgementOf, reportOf, timeless } from '../servers/wire-test.js';

const identityCalls = new Set(['GetCallerIdentity', 'AssumeRole']);

describeOnTheWire('a run that is ended early', (wire) => {
  const namesOfCalls = (): readonly string[] =>
    wire.proxy.calls
      .filter(({ operation }) => !identityCalls.has(operation))
      .map(({ region, operation, subject }) => `${region} ${operation} ${subject}`);

  /** Ends the run at its `count`-th call. */
  const interruptedAt = async (count: number, accounts: readonly string[]) => {
    const controller = new AbortController();
    let made = 0;
    let answered: readonly string[] = [];
    wire.proxy.onCall = () => {
      made += 1;
      if (made !== count) return;
      answered = namesOfCalls();
      controller.abort();
    };
    const result = await wire.collect({ ...auditorsOf(accounts), concurrency: 1, signal: controller.signal });
    wire.proxy.onCall = () => {};
    wire.proxy.calls.length = 0;
    return { result, answered };
  };

  test.each([1, 2, 3, 4, 6, 9, 13, 18, 22, 26, 30])(
    'at call %i leaves a snapshot that is valid and can be continued',
    async (count) => {
      const { accounts } = await wire.seed(fixture('article-no-kms-encrypt'));
      const whole = await wire.collect(auditorsOf(accounts));
      wire.proxy.calls.length = 0;
      const { result, answered } = await interruptedAt(count, accounts);
      expect(result.complete).toBe(false);
      expect(result.problems.map(({ kind }) => kind)).toEqual(['interrupted']);
      const text = JSON.stringify(result.snapshot);
      expect(() => readSnapshots([{ name: 'partial', kind: 'snapshot', text }])).not.toThrow();

      const resumed = await wire.collect({ ...auditorsOf(accounts), resume: JSON.parse(text) as Json });
      expect(timeless(resumed.snapshot)).toEqual(timeless(whole.snapshot));
      expect(resumed.complete).toBe(true);
      const repeated = namesOfCalls().filter((name) => answered.includes(name));
      expect(repeated).toEqual([]);
    },
  );

  test('says less than the whole one, and nothing else', async () => {
    const { estate, accounts } = await wire.seed(fixture('cross-account-no-bucket-policy'));
    const [full] = judgementOf(reportOf(estate)).verdicts;
    for (const count of [8, 14, 20]) {
      const { result } = await interruptedAt(count, accounts);
      for (const { verdict } of reportOf(result.snapshot).replication)
        expect([full?.verdict, 'unknown']).toContain(verdict);
    }
  });

  test('fills, when it is continued, the gaps of rights that were granted since, and asks for nothing else', async () => {
    const { accounts } = await wire.seed(fixture('article-good'));
    const whole = await wire.collect(auditorsOf(accounts));
    wire.proxy.misbehave({ denied: new Set(['kms:GetKeyPolicy', 's3:GetBucketVersioning']) });
    const partial = await wire.collect(auditorsOf(accounts));
    expect(partial.complete).toBe(false);
    wire.proxy.calm();
    wire.proxy.calls.length = 0;
    const resumed = await wire.collect({ ...auditorsOf(accounts), resume: partial.snapshot });
    expect(timeless(resumed.snapshot)).toEqual(timeless(whole.snapshot));
    const asked = wire.proxy.calls.map(({ operation }) => operation).filter((name) => !identityCalls.has(name));
    expect([...new Set(asked)].sort()).toEqual(['GetBucketVersioning', 'GetKeyPolicy']);
  });

  test('because its credentials ran out can be continued with fresh ones', async () => {
    const { accounts } = await wire.seed(fixture('article-good'));
    const whole = await wire.collect(auditorsOf(accounts));
    let made = 0;
    wire.proxy.onCall = () => {
      made += 1;
      if (made === 12) wire.proxy.faults.expired = true;
    };
    const ended = await wire.collect({ ...auditorsOf(accounts), concurrency: 1 });
    expect(ended.problems.map(({ kind, code }) => `${kind} ${code}`)).toEqual(['credentials ExpiredToken']);
    wire.proxy.onCall = () => {};
    wire.proxy.calm();
    const resumed = await wire.collect({ ...auditorsOf(accounts), resume: ended.snapshot });
    expect(timeless(resumed.snapshot)).toEqual(timeless(whole.snapshot));
  });

  test('with credentials that had run out before it began says so', async () => {
    wire.proxy.misbehave({ expired: true });
    await expect(wire.collect()).rejects.toMatchObject({ name: 'ExpiredCredentials' });
  });
});
