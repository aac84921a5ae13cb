import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetBucketVersioningCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { memberAt, textAt } from '../../../src/collectors/json.js';
import type { CollectResult } from '../../../src/collectors/model.js';
import { baseAccount, baseCredentials } from '../estates/seed.js';
import { type Snapshot, describeOnTheWire, fixture, judgementOf, reportOf } from '../servers/wire-test.js';

/** The estate in moto's own account, so that plain credentials lead there. */
function atHome(name: string): Snapshot {
  return JSON.parse(JSON.stringify(fixture(name)).replaceAll('111122223333', baseAccount)) as Snapshot;
}

const many = 105;
const replicating = 40;

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
function document(Action: readonly string[]) {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  };
}

function bucket(index: number) {
  return {
    Name: `b-${String(index).padStart(4, '0')}`,
    BucketRegion: 'us-east-1',
    ...(index < replicating + 2 ? { GetBucketVersioning: { Status: 'Enabled' } } : {}),
    ...(index < replicating
      ? {
          GetBucketReplication: {
            ReplicationConfiguration: {
              Role: `arn:aws:iam::${baseAccount}:role/repl-${index % 10}`,
              Rules: [
                {
                  ID: 'all',
                  Priority: 1,
                  Status: 'Enabled',
                  Filter: { Prefix: '' },
                  DeleteMarkerReplication: { Status: 'Disabled' },
                  Destination: { Bucket: `arn:aws:s3:::b-00${replicating + (index % 2)}` },
                },
              ],
            },
          },
        }
      : {}),
  };
}

const boundary = `arn:aws:iam::${baseAccount}:policy/bounds`;
const attached = `arn:aws:iam::${baseAccount}:policy/replicate`;
function managed(name: string, actions: readonly string[]) {
  return {
    PolicyName: name,
    Arn: `arn:aws:iam::${baseAccount}:policy/${name}`,
    DefaultVersionId: 'v1',
    PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: document(actions) }],
  };
}

/** Each role replicates by a managed policy; some are bounded by a policy that leaves nothing of it. */
function manyBuckets(buckets: number, roles: number) {
  return {
    format: 'replint-snapshot/1',
    accounts: [
      {
        id: baseAccount,
        organization: null,
        buckets: Array.from({ length: buckets }, (_, index) => bucket(index)),
        policies: [managed('bounds', ['s3:ListBucket']), managed('replicate', ['s3:*'])],
        roles: Array.from({ length: roles }, (_, index) => ({
          Arn: `arn:aws:iam::${baseAccount}:role/repl-${index}`,
          RoleName: `repl-${index}`,
          AssumeRolePolicyDocument: trust,
          RolePolicyList: [],
          AttachedManagedPolicies: [{ PolicyName: 'replicate', PolicyArn: attached }],
          ...(index % 2 === 1
            ? { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary } }
            : {}),
        })),
      },
    ],
  };
}

describeOnTheWire('what is read', (wire) => {
  test('one account, with the credentials at hand', async () => {
    const { estate } = await wire.seed(atHome('article-no-kms-decrypt'));
    const { snapshot } = await wire.collect();
    expect(judgementOf(reportOf(snapshot))).toEqual(judgementOf(reportOf(estate)));
  });

  test('a hundred buckets on two pages, their roles in one call', async () => {
    wire.proxy.largestPage = 100;
    await wire.seed(manyBuckets(many, 10));
    const { snapshot, complete, calls } = await wire.collect();
    expect(complete).toBe(true);
    expect(memberAt(snapshot, 'accounts', '0')).toBeUndefined();
    expect(calls.byOperation).toMatchObject({
      's3:ListBuckets': 2,
      's3:GetBucketReplication': many,
      's3:GetBucketVersioning': replicating + 2,
      'iam:GetAccountAuthorizationDetails': 1,
      'iam:GetRole': 10,
    });
    expect(calls.byOperation['iam:ListRolePolicies']).toBeUndefined();
    const report = reportOf(snapshot);
    const causes = report.findings
      .filter(({ rule }) => rule === 'role/replicate-not-allowed')
      .map(({ permission }) => permission?.cause);
    expect(causes).toEqual(Array.from({ length: replicating / 2 }, () => 'permissions-boundary'));
    expect(report.replication.filter(({ verdict }) => verdict === 'replicates')).toHaveLength(replicating / 2);
  });

  test('a few roles one by one, with boundary and managed policies', async () => {
    const estate = manyBuckets(replicating + 2, 10);
    const few = {
      ...estate,
      accounts: estate.accounts.map((account) => ({
        ...account,
        buckets: [...account.buckets.slice(0, 2), ...account.buckets.slice(replicating)],
      })),
    };
    const { estate: seeded } = await wire.seed(few);
    const { snapshot, calls } = await wire.collect();
    expect(calls.byOperation).toMatchObject({
      'iam:GetRole': 2,
      'iam:ListRolePolicies': 2,
      'iam:GetPolicy': 2,
      'iam:GetPolicyVersion': 2,
    });
    const verdicts = reportOf(snapshot).replication.map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['replicates', 'fails']);
    expect(reportOf(snapshot).findings.map(({ fingerprint }) => fingerprint)).toEqual(
      expect.arrayContaining(
        reportOf(seeded)
          .findings.filter(({ rule }) => rule.startsWith('role/'))
          .map(({ fingerprint }) => fingerprint),
      ),
    );
  });

  test('only the buckets that are asked for, and where they replicate to', async () => {
    await wire.seed(manyBuckets(60, 10));
    const { calls, snapshot } = await wire.collect({ buckets: ['b-0007'] });
    expect(calls.byOperation).toMatchObject({ 's3:GetBucketReplication': 2, 'iam:GetRole': 1 });
    expect(reportOf(snapshot).replication.map(({ source }) => source.bucket)).toEqual(['b-0007']);
  });

  test('a bucket that is asked for and that no account has', async () => {
    await wire.seed(manyBuckets(4, 1));
    await expect(wire.collect({ buckets: ['b-0000', 'no-such-bucket'] })).rejects.toMatchObject({
      name: 'BucketsNotFound',
      message: expect.stringContaining('"no-such-bucket"'),
    });
  });

  test('the AWS managed key, by its alias, and never so that KMS would make one', async () => {
    const byDefault = (name: string): Snapshot => ({
      ...atHome('article-good'),
      accounts: (atHome('article-good')['accounts'] as readonly { buckets: readonly object[] }[]).map((account) => ({
        ...account,
        buckets: account.buckets.map((bucket) => ({
          ...bucket,
          GetBucketEncryption: {
            ServerSideEncryptionConfiguration: {
              Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: name } }],
            },
          },
        })),
      })),
    });
    await wire.seed(byDefault('aws:kms'));
    const kms = new KMSClient({ endpoint: wire.proxy.endpoint, region: 'us-east-1', credentials: baseCredentials });
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }));
    const known = `arn:aws:kms:us-east-1:${baseAccount}:alias/aws/s3`;
    wire.proxy.awsAliases.set(known, KeyMetadata?.KeyId ?? '');
    wire.proxy.calls.length = 0;
    const { snapshot } = await wire.collect();
    const [account] = memberAt(snapshot, 'accounts') as readonly never[];
    const keys = (memberAt(account, 'keys') as readonly never[]).map((key) => textAt(key, 'Arn'));
    expect(keys).toContain(KeyMetadata?.Arn);
    expect(keys.filter((arn) => arn?.includes('alias/'))).toEqual([]);
    const described = wire.proxy.calls
      .filter(({ operation }) => operation === 'DescribeKey')
      .map(({ subject }) => subject);
    expect(described).toContain(KeyMetadata?.Arn);
    expect(described.filter((subject) => subject.includes('alias/'))).toEqual([]);
  });

  test('the replication status of the newest versions, beside the verdict', async () => {
    const { estate } = await wire.seed(atHome('prefix-logs-slash-good'));
    const name = reportOf(estate).replication[0]?.source.bucket ?? '';
    const s3 = new S3Client({
      endpoint: wire.proxy.endpoint,
      region: 'us-east-1',
      credentials: baseCredentials,
      forcePathStyle: true,
    });
    for (const [key, status] of [
      ['logs/1', 'COMPLETED'],
      ['logs/2', 'FAILED'],
      ['logs/3', 'FAILED'],
    ] as const) {
      await s3.send(new PutObjectCommand({ Bucket: name, Key: key, Body: 'x' }));
      wire.proxy.replicationStatus.set(`${name}/${key}`, status);
    }
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket: name }))).Status).toBe('Enabled');
    await s3.send(new PutObjectCommand({ Bucket: name, Key: 'elsewhere/1', Body: 'x' }));
    const observedIn = ({ snapshot }: Pick<CollectResult, 'snapshot'>) => {
      const [account] = memberAt(snapshot, 'accounts') as readonly never[];
      const source = (memberAt(account, 'buckets') as readonly never[]).find((entry) => textAt(entry, 'Name') === name);
      return memberAt(source, 'ObservedReplication');
    };
    const seenIn = (result: Pick<CollectResult, 'snapshot'>) =>
      (memberAt(observedIn(result), 'Versions') as readonly never[]).map((version) => [
        textAt(version, 'Key'),
        textAt(version, 'ReplicationStatus'),
      ]);
    const two = await wire.collect({ observe: 2 });
    expect(two.calls.byOperation).toMatchObject({ 's3:ListObjectVersions': 1, 's3:HeadObject': 2 });
    expect(seenIn(two)).toHaveLength(2);
    const all = [
      ['logs/1', 'COMPLETED'],
      ['logs/2', 'FAILED'],
      ['logs/3', 'FAILED'],
    ];
    expect(seenIn(await wire.collect({ observe: 9 })).toSorted()).toEqual(all);

    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: name, Key: 'logs/4', Body: 'x' }));
    wire.proxy.misbehave({ denied: new Set([`HeadObject ${name}/logs/4 ${VersionId ?? ''}`]) });
    expect(seenIn(await wire.collect({ observe: 9 })).toSorted()).toEqual(all);

    wire.proxy.misbehave({ denied: new Set(['s3:GetObjectVersion']) });
    const refused = await wire.collect({ observe: 9 });
    expect(observedIn(refused)).toMatchObject({ Operation: 'HeadObject', Error: { Code: 'AccessDenied' } });
    expect(refused.problems.map(({ action, isNeeded }) => [action, isNeeded])).toContainEqual([
      's3:GetObjectVersion',
      false,
    ]);
    expect(reportOf(refused.snapshot).replication[0]?.observed?.message).toContain('could not be read');
  });
});
