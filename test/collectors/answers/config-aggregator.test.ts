/** A collection through an aggregator of AWS Config: what it asks, how often, and what it makes of the answers. */
import { afterEach, expect, test } from '@jest/globals';
import { fromAggregator } from '../../../src/collectors/answers/config-aggregator/ask-config.js';
import { expressionsFor } from '../../../src/collectors/answers/config-aggregator/expressions.js';
import { read } from '../../sources/snapshots.js';
import { FakeAggregator } from './fake-aggregator.js';

type Item = Readonly<Record<string, unknown>>;

let running: FakeAggregator | null = null;
afterEach(() => running?.stop());

function idOf(index: number): string {
  return String(100_000_000_000 + index);
}

function item(
  resourceType: string,
  account: string,
  name: string,
  arn: string,
  configuration: object,
  supplementaryConfiguration: object = {},
): Item {
  return {
    resourceType,
    accountId: account,
    resourceId: name,
    resourceName: name,
    arn,
    awsRegion: 'eu-west-1',
    configurationItemCaptureTime: '2026-10-01T08:00:00.000Z',
    configurationItemStatus: 'OK',
    configuration,
    supplementaryConfiguration,
    tags: [],
  };
}

function bucket(account: string, name: string, more: object = {}): Item {
  return item(
    'AWS::S3::Bucket',
    account,
    name,
    `arn:aws:s3:::${name}`,
    { name },
    { BucketPolicy: {}, BucketVersioningConfiguration: { status: 'Enabled' }, ...more },
  );
}

const trust = encodeURIComponent(
  JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  }),
);

function role(account: string, name: string, attached: readonly string[]): Item {
  const arn = `arn:aws:iam::${account}:role/${name}`;
  return item('AWS::IAM::Role', account, `AROA${name}`, arn, {
    arn,
    roleName: name,
    roleId: `AROA${name}`,
    assumeRolePolicyDocument: trust,
    rolePolicyList: [],
    attachedManagedPolicies: attached.map((policyArn) => ({ policyArn })),
  });
}

function policy(account: string, name: string): Item {
  const arn = `arn:aws:iam::${account}:policy/${name}`;
  return item('AWS::IAM::Policy', account, `ANPA${name}`, arn, {
    arn,
    policyName: name,
    defaultVersionId: 'v1',
    policyVersionList: [{ versionId: 'v1', isDefaultVersion: true, document: encodeURIComponent('{"Statement":[]}') }],
  });
}

function key(account: string, id: string): Item {
  const arn = `arn:aws:kms:eu-west-1:${account}:key/${id}`;
  return item(
    'AWS::KMS::Key',
    account,
    id,
    arn,
    { arn, keyId: id, keyState: 'Enabled', keyManager: 'CUSTOMER' },
    { Policy: '{"Statement":[]}' },
  );
}

function replication(account: string, roleName: string, to: string, keyArn: string | null): object {
  const rule = {
    status: 'Enabled',
    priority: 1,
    filter: { predicate: { prefix: '' } },
    deleteMarkerReplication: { status: 'Disabled' },
    destinationConfig: {
      bucketARN: `arn:aws:s3:::${to}`,
      ...(keyArn === null ? {} : { encryptionConfiguration: { replicaKmsKeyID: keyArn } }),
    },
  };
  return {
    BucketReplicationConfiguration: { roleARN: `arn:aws:iam::${account}:role/${roleName}`, rules: { all: rule } },
  };
}

async function ask(items: readonly Item[], name = 'org') {
  running = await new FakeAggregator(items).start();
  const environment = {
    endpoint: running.endpoint,
    credentials: async () => ({ accessKeyId: 'A', secretAccessKey: 'S' }),
  };
  const answer = await fromAggregator({ name, region: 'eu-west-1', environment });
  return { ...answer, expressions: running.expressions };
}

function small(account = idOf(1)): readonly Item[] {
  const keyArn = `arn:aws:kms:eu-west-1:${account}:key/11112222-3333-4444-5555-666677778888`;
  return [
    bucket(account, 'orders', replication(account, 'mover', 'copies', keyArn)),
    bucket(account, 'copies'),
    bucket(account, 'unrelated'),
    role(account, 'mover', [`arn:aws:iam::${account}:policy/more`, 'arn:aws:iam::aws:policy/ReadOnlyAccess']),
    role(account, 'unrelated', []),
    policy(account, 'more'),
    key(account, '11112222-3333-4444-5555-666677778888'),
    item('AWS::S3::AccountPublicAccessBlock', account, account, '', {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    }),
  ];
}

test('what replicates, and what it leads to; nothing else', async () => {
  const { snapshot, sources } = await ask(small());
  const estate = read(snapshot);
  expect(sources).toEqual(['orders']);
  expect([...estate.buckets.keys()].sort()).toEqual(['copies', 'orders']);
  expect([...estate.roles.keys()]).toEqual([`arn:aws:iam::${idOf(1)}:role/mover`]);
  const policies = [...estate.roles.values()][0]?.identityPolicies;
  expect(policies?.state === 'known' ? policies.value.map(({ document }) => document.state) : []).toEqual([
    'known',
    'not-collected',
  ]);
  expect(estate.kmsKeys.size).toBe(1);
  expect(estate.accounts.get(idOf(1))?.publicAccessBlock.state).toBe('known');
});

test('an aggregator that is not there is an error that says so', async () => {
  await expect(ask(small(), 'other')).rejects.toThrow('NoSuchConfigurationAggregatorException');
});

test('names that need quoting are in no expression; every expression is short enough', () => {
  const names = [
    ...Array.from({ length: 500 }, (_, index) => `bucket-${'x'.repeat(50)}-${index}`),
    "a' OR '1'='1",
    'a b',
    '',
    'ok',
  ];
  const expressions = expressionsFor('AWS::S3::Bucket', 'resourceId', names);
  expect(Math.max(...expressions.map((text) => text.length))).toBeLessThanOrEqual(4096);
  expect(expressions.join(' ')).not.toContain('OR');
  expect(expressions.join(' ').match(/'(?:bucket-x|ok)/gu)).toHaveLength(501);
});

test('an organization takes a few hundred calls, and none twice', async () => {
  const items = Array.from({ length: 2_000 }, (_, index) => {
    const account = idOf(index % 1_000);
    const keyId = `${String(index).padStart(8, '0')}-3333-4444-5555-666677778888`;
    const keyArn = index % 2 === 0 ? `arn:aws:kms:eu-west-1:${account}:key/${keyId}` : null;
    return [
      bucket(
        account,
        `source-bucket-of-a-usual-length-${index}`,
        replication(account, `replication-role-${index}`, `destination-bucket-of-a-usual-length-${index}`, keyArn),
      ),
      bucket(idOf((index + 1) % 1_000), `destination-bucket-of-a-usual-length-${index}`),
      role(account, `replication-role-${index}`, [`arn:aws:iam::${account}:policy/replication-policy-${index}`]),
      policy(account, `replication-policy-${index}`),
      ...(keyArn === null ? [] : [key(account, keyId)]),
    ];
  }).flat();
  const { expressions, calls, sources } = await ask(items);
  expect(sources).toHaveLength(2_000);
  expect(calls).toBe(expressions.length);
  expect(calls).toBeLessThanOrEqual(700);
  expect(new Set(expressions).size).toBe(expressions.length);
}, 60_000);
