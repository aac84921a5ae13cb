import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from '@jest/globals';
import type { Report } from '../../src/report/model.js';
import { mergeSnapshots } from '../../src/sources/snapshot/merge-snapshots.js';
import type { RawSnapshot } from '../../src/sources/snapshot/snapshot-shape.js';
import { OutOfTime, collect } from '../../src/job/collect.js';
import { batchEvent } from '../../src/job/events.js';
import { list } from '../../src/job/list.js';
import { merge } from '../../src/job/merge.js';
import type { Setting } from '../../src/job/setting.js';
import { jobSetting, jsonAt, runJob, textAt } from './servers/job-setting.js';
import { estateOfMany, withKeyOfThirdAccount } from './estates/many-accounts.js';
import { baseAccount, baseCredentials } from './estates/seed.js';
import { auditorsOf, describeOnTheWire, fixture, judgementOf, reportOf, type Wire } from './servers/wire-test.js';

const six = [
  'cross-account-good',
  'cross-account-no-bucket-policy',
  'cross-account-no-identity-policy',
  'cross-account-no-key-policy',
  'five-independent-defects',
  'cross-account-good',
];

async function reportAt(setting: Setting, key = 'latest/report.json'): Promise<Report> {
  return (await jsonAt(setting, key)) as unknown as Report;
}

interface Role {
  readonly RoleName: string;
  readonly RolePolicyList: readonly { readonly PolicyName: string; readonly PolicyDocument: unknown }[];
}

/** Takes an action away from the replication role of an estate's first account. */
async function takeAway(wire: Wire, estate: Record<string, unknown>, action: string): Promise<void> {
  const [account] = estate['accounts'] as readonly { readonly id: string; readonly roles: readonly Role[] }[];
  const [role] = account?.roles ?? [];
  const [policy] = role?.RolePolicyList ?? [];
  const base = { endpoint: wire.motoEndpoint, region: 'us-east-1' };
  const { Credentials } = await new STSClient({ ...base, credentials: baseCredentials }).send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account?.id}:role/admin`, RoleSessionName: 'admin' }),
  );
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  const document = policy?.PolicyDocument;
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  await new IAMClient({ ...base, credentials }).send(
    new PutRolePolicyCommand({
      RoleName: role?.RoleName ?? '',
      PolicyName: policy?.PolicyName ?? '',
      PolicyDocument: text.replace(`"${action}"`, '"s3:GetBucketLocation"'),
    }),
  );
}

describeOnTheWire('the scheduled job', (wire) => {
  test('over 12 accounts, in batches of three, says what one process says, and what four shards say', async () => {
    const { accounts } = await wire.seed(withKeyOfThirdAccount(estateOfMany(six)));
    expect(accounts).toHaveLength(12);
    const whole = await wire.collect({ ...auditorsOf(accounts), externalId: 'ticket-7' });
    const shards = await Promise.all(
      [1, 2, 3, 4].map((index) => wire.collect({ ...auditorsOf(accounts), shard: { index, count: 4 } })),
    );
    const merged = mergeSnapshots(shards.map(({ snapshot }) => snapshot as unknown as RawSnapshot));
    expect(judgementOf(reportOf(merged))).toEqual(judgementOf(reportOf(whole.snapshot)));
    const setting = await jobSetting(wire);
    const { summary } = await runJob(setting, 'first');
    const report = await reportAt(setting);
    expect(judgementOf(report)).toEqual(judgementOf(reportOf(whole.snapshot)));
    expect(report.input.accounts).toEqual([...accounts].sort());
    expect(report.input.accounts).not.toContain(baseAccount);
    expect(summary?.replicationRules).toBe(6);
  }, 400_000);

  test('names the statement whose change broke a pair, and is silent when nothing changes further', async () => {
    const { estate } = await wire.seed(fixture('cross-account-good'));
    const setting = await jobSetting(wire);
    await runJob(setting, 'first');
    await takeAway(wire, estate, 'kms:Encrypt');
    const { notice } = await runJob(setting, 'second');
    expect(notice?.subject).toMatch(/^replint: 1 replication rule broke, 0 fixed/);
    expect(notice?.message).toMatch(/^BROKE orders → orders-replica, .*: replicates → fails$/m);
    expect(notice?.message).toMatch(/changed: arn:aws:iam::.*Statement\[\d\].*loses kms:Encrypt/);
    expect(await textAt(setting, 'latest/drift.md')).toContain('## Broke');
    // What would mend it is kept beside it, and nothing is applied.
    expect(JSON.parse(await textAt(setting, 'latest/fix.json'))).toMatchObject({
      format: 'replint-fix/1',
      verified: true,
    });
    expect(await textAt(setting, 'latest/fix.md')).toContain('kms:Encrypt');
    expect(await runJob(setting, 'third')).toMatchObject({ notice: null });
  });

  test('that is tried again after it has written everything gives the same notice', async () => {
    const { estate } = await wire.seed(fixture('cross-account-good'));
    const setting = await jobSetting(wire);
    await runJob(setting, 'first');
    await takeAway(wire, estate, 'kms:Encrypt');
    const stated = await runJob(setting, 'second');
    expect(stated.notice).not.toBeNull();
    expect(await merge({ run: 'second', started: '2026-11-25T05:00:00Z' }, setting)).toEqual(stated);
  });

  test('keeps the numbers of each run, shows them in the page, and replaces no report', async () => {
    await wire.seed(estateOfMany(['cross-account-good', 'cross-account-no-bucket-policy']));
    const setting = await jobSetting(wire);
    await runJob(setting, 'first');
    expect(await textAt(setting, 'latest/report.html')).not.toContain('id="trend"');
    const dated = 'reports/2026/11/25/first/report.json';
    const report = await textAt(setting, dated);
    await runJob(setting, 'second');
    const { runs } = await jsonAt(setting, 'state/history.json');
    expect(runs).toMatchObject([
      { run: 'first', verdicts: { replicates: 1, fails: 1 } },
      { run: 'second', verdicts: { replicates: 1, fails: 1 } },
    ]);
    expect(await textAt(setting, 'latest/report.html')).toContain('On 2026-11-25, in the first of 2 runs, 1 did.');
    // Somebody else's report of the same name, or a run whose name is used again once its notice is gone.
    await setting.store.keep('reports/2026/11/25/third/report.json', 'another', 'application/json', null);
    await expect(runJob(setting, 'third')).rejects.toThrow(
      /reports\/2026\/11\/25\/third\/ holds another report\.json already/u,
    );
    expect(await textAt(setting, dated)).toBe(report);
    expect(await textAt(setting, 'reports/2026/11/25/third/report.json')).toBe('another');
  });

  test('tells of an account that refuses it, once, and does not call its replication broken', async () => {
    const { accounts } = await wire.seed(estateOfMany(['cross-account-good', 'cross-account-good']));
    const setting = await jobSetting(wire, { REPLINT_BATCH_SIZE: '1' });
    await runJob(setting, 'first');
    const [closed = ''] = accounts;
    wire.proxy.misbehave({ denied: new Set([`AssumeRole arn:aws:iam::${closed}:role/replint-auditor`]) });
    const { notice, summary } = await runJob(setting, 'second');
    expect(notice?.subject).toBe('replint: 1 account could not be read');
    expect(notice?.message).toContain(`  ${closed}: `);
    expect(notice?.message).not.toContain('BROKE');
    expect(summary?.replicationRules).toBe(1);
    expect(await runJob(setting, 'third')).toMatchObject({ notice: null });
    wire.proxy.calm();
    const again = await runJob(setting, 'fourth');
    expect(again.notice?.subject).toBe('replint: 1 account can be read again');
    expect(again.summary?.verdicts.replicates).toBe(2);
  });

  test('goes on where an invocation ran out of time, and asks nothing twice', async () => {
    await wire.seed(fixture('cross-account-good'));
    const setting = await jobSetting(wire);
    await list({ run: 'slow' }, setting);
    const [items] = JSON.parse(await textAt(setting, 'runs/slow/items/0.json')) as readonly unknown[];
    const batch = batchEvent.parse({ run: 'slow', round: 0, items });
    const isAbout = (operation: string): boolean =>
      operation.startsWith('GetBucket') || operation.startsWith('GetRole');
    const asked = (): readonly string[] =>
      wire.proxy.calls.filter(({ operation }) => isAbout(operation)).map((call) => `${call.operation} ${call.subject}`);
    wire.proxy.misbehave({ unanswered: new Set(['GetBucketPolicy']) });
    await expect(collect(batch, setting, 63_000)).rejects.toThrow(OutOfTime);
    const before = asked();
    wire.proxy.calm();
    await expect(collect(batch, setting, 900_000)).resolves.toMatchObject({ complete: true });
    expect(before.length).toBeGreaterThan(0);
    expect(asked().length).toBeGreaterThan(before.length);
    expect(new Set(asked()).size).toBe(asked().length);
  });

  test('judges by the configuration in its bucket, and refuses a faulty one with its line', async () => {
    const { estate } = await wire.seed(fixture('article-no-kms-decrypt'));
    const [account] = estate['accounts'] as readonly { readonly id: string }[];
    const setting = await jobSetting(wire, { REPLINT_ACCOUNTS: account?.id ?? '' });
    await runJob(setting, 'first');
    const { findings } = await reportAt(setting);
    expect(findings.filter(({ suppressed }) => suppressed !== null)).toEqual([]);
    const configured = async (text: string): Promise<Setting> => ({
      ...setting,
      store: {
        ...setting.store,
        get: async (key) =>
          key === 'config/replint.config.yaml' ? new TextEncoder().encode(text) : setting.store.get(key),
      },
    });
    const suppressing = 'suppressions:\n  - rule: kms/decrypt-not-allowed\n    reason: known\n    owner: storage\n';
    await runJob(await configured(suppressing), 'second');
    expect((await reportAt(setting)).findings.filter(({ suppressed }) => suppressed !== null)).toHaveLength(1);
    await expect(runJob(await configured('suppresions: []\n'), 'third')).rejects.toThrow(
      /s3:\/\/replint-job\/config\/replint\.config\.yaml:1:1/,
    );
  });
});
