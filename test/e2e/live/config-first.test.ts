/** A collection by AWS Config first judges as a live one does, and asks the account only for what Config does not record. */
import { afterEach, expect, test } from '@jest/globals';
import { FakeAggregator } from '../../collectors/answers/fake-aggregator.js';
import { collectWithConfig } from '../../../src/collectors/collect-with-config.js';
import { baseAccount } from '../estates/seed.js';
import { jobBucket, jobSetting, runJob, textAt } from '../servers/job-setting.js';
import { type Snapshot, describeOnTheWire, fixture, judgementOf, reportOf } from '../servers/wire-test.js';

type Entry = Record<string, unknown>;

let fake: FakeAggregator | null = null;
afterEach(async () => {
  delete process.env['AWS_ENDPOINT_URL_CONFIG_SERVICE'];
  await fake?.stop();
});

function atHome(name: string): Snapshot {
  return JSON.parse(JSON.stringify(fixture(name)).replaceAll('111122223333', baseAccount)) as Snapshot;
}

function listOf(value: unknown): readonly Entry[] {
  return Array.isArray(value) ? (value as readonly Entry[]) : [];
}

/** Names as Config spells them. */
function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.slice(0, 1).toLowerCase() + name.slice(1), camel(member)]),
  );
}

function ruleOf(rule: Entry): object {
  const { Filter, Destination, ID: _id, ...rest } = rule as { Filter?: Entry; Destination: Entry; ID?: string };
  const { Bucket, ...destination } = Destination;
  return {
    ...(camel(rest) as object),
    filter: { predicate: { type: 'ReplicationPrefixPredicate', prefix: Filter?.['Prefix'] ?? '' } },
    destinationConfig: { ...(camel(destination) as object), bucketARN: Bucket },
  };
}

function bucketItem(bucket: Entry): Entry {
  const configuration = (
    bucket['GetBucketReplication'] as
      { ReplicationConfiguration?: { Role: string; Rules: readonly Entry[] } } | undefined
  )?.ReplicationConfiguration;
  const { Status = 'Off' } = (bucket['GetBucketVersioning'] ?? {}) as { Status?: string };
  const policy = (bucket['GetBucketPolicy'] as { Policy?: string } | undefined)?.Policy;
  return {
    supplementaryConfiguration: {
      BucketVersioningConfiguration: { status: Status },
      BucketPolicy: policy === undefined ? {} : { policyText: policy },
      ...(configuration === undefined
        ? {}
        : {
            BucketReplicationConfiguration: {
              roleARN: configuration.Role,
              rules: Object.fromEntries(configuration.Rules.map((rule) => [String(rule['ID']), ruleOf(rule)])),
            },
          }),
    },
    configuration: { name: bucket['Name'], region: bucket['BucketRegion'] },
  };
}

function itemsOf(snapshot: Snapshot): readonly Entry[] {
  const [account = {}] = listOf(snapshot['accounts']);
  const item = (resourceType: string, id: string, arn: string, more: Entry): Entry => ({
    resourceType,
    accountId: baseAccount,
    resourceId: id,
    resourceName: id,
    arn,
    awsRegion: 'us-east-1',
    configurationItemCaptureTime: '2026-11-01T00:00:00Z',
    configurationItemStatus: 'OK',
    supplementaryConfiguration: {},
    ...more,
  });
  return [
    ...listOf(account['buckets']).map((bucket) =>
      item('AWS::S3::Bucket', String(bucket['Name']), `arn:aws:s3:::${String(bucket['Name'])}`, bucketItem(bucket)),
    ),
    ...listOf(account['roles']).map((role) => {
      const {
        AssumeRolePolicyDocument: trust,
        RolePolicyList: inline,
        AttachedManagedPolicies: attached,
        Arn: arn,
        RoleName: name,
        RoleId: id,
      } = role;
      return item('AWS::IAM::Role', String(id), String(arn), {
        configuration: {
          arn,
          roleName: name,
          roleId: id,
          assumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
          rolePolicyList: listOf(inline).map((policy) => ({
            policyName: policy['PolicyName'],
            policyDocument: encodeURIComponent(JSON.stringify(policy['PolicyDocument'])),
          })),
          attachedManagedPolicies: camel(attached ?? []),
        },
      });
    }),
  ];
}

describeOnTheWire('a collection by AWS Config first', (wire) => {
  test('in the scheduled job: the same verdicts, the aggregator asked once, and no account for what is recorded', async () => {
    const { estate } = await wire.seed(atHome('prefix-logs-slash-good'));
    const live = judgementOf(reportOf((await wire.collect()).snapshot)).verdicts;
    fake = await new FakeAggregator(itemsOf(estate as Snapshot)).start();
    process.env['AWS_ENDPOINT_URL_CONFIG_SERVICE'] = fake.endpoint;
    const setting = await jobSetting(wire, { REPLINT_ACCOUNTS: baseAccount, REPLINT_CONFIG_AGGREGATOR: 'org' });
    wire.proxy.calls.length = 0;
    await runJob(setting, 'run-1');
    expect(new Set(fake.expressions).size).toBe(fake.expressions.length);
    const asked = wire.proxy.calls.filter(({ operation }) =>
      /^GetBucket(?:Replication|Versioning|Policy)$/u.test(operation),
    );
    // The job's own bucket is there, and not recorded.
    expect(asked.map(({ operation, subject }) => `${operation} ${subject}`)).toEqual([
      `GetBucketReplication ${jobBucket}`,
    ]);
    const snapshot: unknown = JSON.parse(await textAt(setting, 'latest/snapshot.json.gz'));
    expect(judgementOf(reportOf(snapshot)).verdicts).toEqual(live);
  });

  test('a bucket that is not recorded is asked, and one that is recorded without replication is not', async () => {
    const home = atHome('prefix-logs-slash-good') as { accounts: { buckets: Entry[] }[] };
    home.accounts[0]?.buckets.push({ Name: 'idle', BucketRegion: 'us-east-1' });
    const { estate } = await wire.seed(home);
    const source = (item: Entry): boolean =>
      (item['supplementaryConfiguration'] as Entry)['BucketReplicationConfiguration'] !== undefined;
    fake = await new FakeAggregator(itemsOf(estate as Snapshot).filter((item) => !source(item))).start();
    process.env['AWS_ENDPOINT_URL_CONFIG_SERVICE'] = fake.endpoint;
    const recorded = await collectWithConfig('org', { region: 'us-east-1', environment: wire.environment });
    const live = await wire.collect();
    expect(judgementOf(reportOf(recorded.snapshot))).toEqual(judgementOf(reportOf(live.snapshot)));
    expect(live.calls.byOperation['s3:GetBucketReplication']).toBe(3);
    // Of the source, and of what it leads to.
    expect(recorded.calls.byOperation['s3:GetBucketReplication']).toBe(2);
  });

  test.each(['prefix-logs-slash-good', 'prefix-everything-role-logs-only'])(
    '%s',
    async (name) => {
      const { estate } = await wire.seed(atHome(name));
      const live = await wire.collect();
      const before = live.calls.byOperation;
      fake = await new FakeAggregator(itemsOf(estate as Snapshot)).start();
      process.env['AWS_ENDPOINT_URL_CONFIG_SERVICE'] = fake.endpoint;
      const recorded = await collectWithConfig('org', { region: 'us-east-1', environment: wire.environment });
      const judged = judgementOf(reportOf(recorded.snapshot));
      expect(judged.verdicts.length).toBeGreaterThan(0);
      expect(judged.verdicts).toEqual(judgementOf(reportOf(live.snapshot)).verdicts);
      const after = recorded.calls.byOperation;
      for (const call of [
        's3:GetBucketReplication',
        's3:GetBucketVersioning',
        's3:GetBucketPolicy',
        'iam:GetRolePolicy',
      ])
        expect([call, after[call] ?? 0]).toEqual([call, 0]);
      expect(before['s3:GetBucketReplication']).toBeGreaterThan(0);
      expect(after['config:SelectAggregateResourceConfig']).toBe(fake.expressions.length);
      expect(fake.expressions.length).toBeLessThan(8);
    },
    60_000,
  );
});
