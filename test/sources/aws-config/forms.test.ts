/** Configuration items in every form that Config gives them, what they say, and what they leave open. */
import { describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { audit } from '../../../src/judge.js';
import type { Estate } from '../../../src/estate/model.js';
import type { Reading } from '../../../src/sources/adapter.js';
import { decode } from '../../../src/sources/files/decode.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { readFiles } from '../../../src/sources/recognise.js';

const account = '111122223333';
const role = `arn:aws:iam::${account}:role/mover`;
const key = `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

type Item = Record<string, unknown>;

function item(resourceType: string, name: string, configuration: object, more: Item = {}): Item {
  return {
    version: '1.3',
    accountId: account,
    configurationItemCaptureTime: '2026-10-01T08:00:00.000Z',
    configurationItemStatus: 'OK',
    arn: `arn:aws:s3:::${name}`,
    resourceType,
    resourceId: name,
    resourceName: name,
    awsRegion: 'eu-west-1',
    configuration,
    supplementaryConfiguration: {},
    tags: [],
    ...more,
  };
}

const rule = {
  status: 'Enabled',
  priority: 1,
  filter: { predicate: { type: 'ReplicationPrefixPredicate', prefix: 'logs/' } },
  deleteMarkerReplication: { status: 'Disabled' },
  destinationConfig: { bucketARN: 'arn:aws:s3:::copies', account },
};

function bucket(name: string, supplementary: object): Item {
  return item(
    'AWS::S3::Bucket',
    name,
    { name, creationDate: '2020-01-01', region: 'eu-west-1' },
    {
      supplementaryConfiguration: {
        AccessControlList: '"{}"',
        BucketPolicy: {},
        BucketVersioningConfiguration: { status: 'Enabled', isMfaDeleteEnabled: null },
        ServerSideEncryptionConfiguration: {
          rules: [
            {
              applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256', kmsMasterKeyID: null },
              bucketKeyEnabled: false,
            },
          ],
        },
        PublicAccessBlockConfiguration: {
          blockPublicAcls: true,
          ignorePublicAcls: true,
          blockPublicPolicy: true,
          restrictPublicBuckets: true,
        },
        IsRequesterPaysEnabled: 'false',
        BucketTaggingConfiguration: { tagSets: [{ tags: { team: 'a' } }] },
        ...supplementary,
      },
    },
  );
}

const encoded = (document: object): string => encodeURIComponent(JSON.stringify(document));
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const permissions = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };

const items: readonly Item[] = [
  bucket('orders', { BucketReplicationConfiguration: { roleARN: role, rules: { logs: rule } } }),
  bucket('copies', { BucketPolicy: { policyText: '{"Version":"2012-10-17","Statement":[]}' } }),
  item(
    'AWS::IAM::Role',
    'AROA1',
    {
      path: '/',
      roleName: 'mover',
      roleId: 'AROA1',
      arn: role,
      assumeRolePolicyDocument: encoded(trust),
      rolePolicyList: [{ policyName: 'inline', policyDocument: encoded(permissions) }],
      attachedManagedPolicies: [{ policyArn: `arn:aws:iam::${account}:policy/more`, policyName: 'more' }],
      instanceProfileList: [],
    },
    { arn: role, awsRegion: 'global' },
  ),
  item(
    'AWS::IAM::Policy',
    'ANPA1',
    {
      arn: `arn:aws:iam::${account}:policy/more`,
      policyName: 'more',
      defaultVersionId: 'v2',
      policyVersionList: [
        { versionId: 'v1', isDefaultVersion: false, document: encoded({ Statement: [] }) },
        { versionId: 'v2', isDefaultVersion: true, document: encoded(permissions) },
      ],
    },
    { arn: `arn:aws:iam::${account}:policy/more`, awsRegion: 'global' },
  ),
  item(
    'AWS::KMS::Key',
    '1234abcd-12ab-34cd-56ef-1234567890ab',
    {
      awsaccountId: account,
      arn: key,
      keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
      keyState: 'Enabled',
      enabled: true,
      keyUsage: 'ENCRYPT_DECRYPT',
      keySpec: 'SYMMETRIC_DEFAULT',
      keyManager: 'CUSTOMER',
      origin: 'AWS_KMS',
      multiRegion: false,
    },
    {
      arn: key,
      supplementaryConfiguration: { Policy: JSON.stringify({ Statement: [] }), KeyRotationStatus: true, Tags: [] },
    },
  ),
  item('AWS::S3::AccountPublicAccessBlock', account, {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  }),
];

/** Everything nested is a text, as batch and history calls answer. */
function asTexts(each: Item): Item {
  return {
    ...each,
    accountId: account,
    configurationItemCaptureTime: 1_790_841_600,
    configuration: JSON.stringify(each['configuration']),
    supplementaryConfiguration: Object.fromEntries(
      Object.entries(each['supplementaryConfiguration'] as Item).map(([name, part]) => [name, JSON.stringify(part)]),
    ),
  };
}

function asDelivered({ accountId, arn, ...each }: Item): Item {
  return { ...each, awsAccountId: accountId, ARN: arn, tags: {} };
}

const forms: Readonly<Record<string, string>> = {
  'rows of an aggregated query': JSON.stringify({
    Results: items.map((each) => JSON.stringify(each)),
    QueryInfo: { SelectFields: [] },
  }),
  'rows of a query, indented': JSON.stringify({ Results: items.map((each) => JSON.stringify(each)) }, null, 4),
  'a batch of an aggregator': JSON.stringify({
    BaseConfigurationItems: items.map(asTexts),
    UnprocessedResourceIdentifiers: [],
  }),
  'a batch': JSON.stringify({ baseConfigurationItems: items.map(asTexts) }),
  'a history': JSON.stringify({ configurationItems: items.map(asTexts), nextToken: null }),
  'a delivered snapshot': JSON.stringify({
    fileVersion: '1.0',
    configSnapshotId: 'x',
    configurationItems: items.map(asDelivered),
  }),
  'rows one a line': items.map((each) => JSON.stringify(each)).join('\n'),
  'a list of items': JSON.stringify(items),
};

async function readingsOf(...texts: readonly (string | Uint8Array)[]): Promise<readonly Reading[]> {
  return readFiles(
    texts.map((text, index) => {
      const bytes = typeof text === 'string' ? Buffer.from(text) : text;
      return new InputFile({
        name: `${index}.json`,
        given: `${index}.json`,
        text: decode('x', bytes).text,
        bytes: null,
      });
    }),
  );
}

async function estateOf(...texts: readonly (string | Uint8Array)[]): Promise<Estate> {
  const readings = await readingsOf(...texts);
  expect(new Set(readings.map(({ kind }) => kind))).toEqual(new Set(['aws-config']));
  return joinReadings(readings).estate;
}

describe.each(Object.entries(forms))('%s', (_name, text) => {
  test('says what it holds, and nothing else', async () => {
    const estate = await estateOf(text);
    expect(estate.buckets.get('orders')).toMatchObject({
      account,
      region: { value: 'eu-west-1' },
      versioning: { value: { Status: 'Enabled' } },
      replication: {
        state: 'known',
        value: {
          Role: role,
          Rules: [
            {
              ID: 'logs',
              Priority: 1,
              Filter: { Prefix: 'logs/' },
              Destination: { Bucket: 'arn:aws:s3:::copies', Account: account },
            },
          ],
        },
      },
      encryption: { value: { algorithm: 'AES256', blocksSseC: null } },
      policy: { state: 'absent' },
      objectLock: { state: 'absent' },
      publicAccessBlock: { value: { RestrictPublicBuckets: true } },
      ownership: { state: 'not-collected' },
      requestPayment: { value: 'BucketOwner' },
      tags: { value: [{ Key: 'team', Value: 'a' }] },
    });
    expect(estate.buckets.get('copies')).toMatchObject({
      policy: { state: 'known' },
      replication: { state: 'absent' },
    });
    expect(estate.roles.get(role)).toMatchObject({
      trustPolicy: { value: { json: trust } },
      permissionsBoundary: { state: 'absent' },
    });
    const policies = estate.roles.get(role)?.identityPolicies;
    expect(policies).toMatchObject({ state: 'known' });
    expect(
      policies?.state === 'known' ? policies.value.map(({ name, document }) => [name, document.state]) : [],
    ).toEqual([
      ['inline', 'known'],
      ['more', 'known'],
    ]);
    expect(estate.kmsKeys.get(key)).toMatchObject({
      metadata: { value: { KeyState: 'Enabled', KeyManager: 'CUSTOMER' } },
      policy: { state: 'known' },
      grants: { state: 'not-collected' },
    });
    expect(estate.accounts.get(account)).toMatchObject({
      organization: { state: 'not-collected' },
      publicAccessBlock: { state: 'known' },
    });
    expect(audit(estate).replication).toHaveLength(1);
  });
});

test('gzip, as it is delivered', async () => {
  expect((await estateOf(gzipSync(forms['a delivered snapshot'] ?? ''))).buckets.size).toBe(2);
});

async function ordersWith(supplementary: object, more: Item = {}) {
  const estate = await estateOf(
    JSON.stringify({ configurationItems: [{ ...bucket('orders', supplementary), ...more }] }),
  );
  return estate.buckets.get('orders');
}

describe('what is not there', () => {
  test('versioning that is off was never on', async () => {
    expect((await ordersWith({ BucketVersioningConfiguration: { status: 'Off' } }))?.versioning).toMatchObject({
      state: 'known',
      value: {},
    });
  });

  test('a part is absent only beside parts that every item has', async () => {
    expect(await ordersWith({})).toMatchObject({ replication: { state: 'absent' }, objectLock: { state: 'absent' } });
    expect(await ordersWith({ BucketPolicy: undefined })).toMatchObject({
      replication: { state: 'not-collected' },
      objectLock: { state: 'not-collected' },
      policy: { state: 'not-collected' },
    });
  });

  test.each(['ResourceNotRecorded', 'ResourceDeletedNotRecorded'])(
    '%s says nothing',
    async (configurationItemStatus) => {
      expect(await ordersWith({}, { configurationItemStatus })).toBeUndefined();
    },
  );

  test('a bucket that was deleted may be another account’s by now; a role that was deleted is gone', async () => {
    const deleted = {
      configurationItemStatus: 'ResourceDeleted',
      configuration: undefined,
      supplementaryConfiguration: {},
    };
    expect((await ordersWith({}, deleted))?.account ?? null).toBeNull();
    const estate = await estateOf(
      JSON.stringify([{ ...item('AWS::IAM::Role', 'AROA1', {}, { arn: role }), ...deleted }]),
    );
    expect(estate.roles.get(role)?.exists).toMatchObject({ state: 'absent' });
  });

  test('a role whose lists are not all there is not collected', async () => {
    const { configuration, ...rest } = items[2] ?? {};
    const { rolePolicyList: _list, ...cut } = configuration as Item;
    const estate = await estateOf(JSON.stringify([{ ...rest, configuration: cut }, items[0]]));
    expect(estate.roles.has(role)).toBe(false);
  });
});

describe('rules', () => {
  const replicationOf = async (own: unknown): Promise<unknown> =>
    (await ordersWith({ BucketReplicationConfiguration: { roleARN: role, rules: { own } } }))?.replication;

  test.each<readonly [string, object, object]>([
    [
      'of the older schema',
      {
        prefix: '',
        status: 'Enabled',
        destinationConfig: { Account: account, bucketARN: 'arn:aws:s3:::copies', storageClass: null },
      },
      { Prefix: '', Destination: { Account: account } },
    ],
    [
      'by tag',
      { ...rule, filter: { predicate: { type: 'ReplicationTagPredicate', tag: { key: 'a', value: 'b' } } } },
      { Filter: { Tag: { Key: 'a', Value: 'b' } } },
    ],
    [
      'by both',
      {
        ...rule,
        filter: {
          predicate: {
            type: 'ReplicationAndOperator',
            operands: [
              { type: 'ReplicationPrefixPredicate', prefix: 'x/' },
              { type: 'ReplicationTagPredicate', tag: { key: 'a', value: 'b' } },
            ],
          },
        },
      },
      { Filter: { And: { Prefix: 'x/', Tags: [{ Key: 'a', Value: 'b' }] } } },
    ],
    [
      'with a key',
      {
        ...rule,
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
        destinationConfig: {
          ...rule.destinationConfig,
          encryptionConfiguration: { replicaKmsKeyID: key },
          accessControlTranslation: { owner: 'Destination' },
          replicationTime: { status: 'Enabled', time: { minutes: 15 } },
          metrics: { status: 'Enabled', eventThreshold: { minutes: 15 } },
        },
      },
      {
        SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
        Destination: {
          EncryptionConfiguration: { ReplicaKmsKeyID: key },
          AccessControlTranslation: { Owner: 'Destination' },
          Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
        },
      },
    ],
  ])('%s', async (_name, own, expected) => {
    expect(await replicationOf(own)).toMatchObject({
      state: 'known',
      value: { Rules: [{ ID: 'own', Status: 'Enabled', ...expected }] },
    });
  });

  const { filter: _filter, ...bare } = rule;
  test.each<readonly [string, unknown]>([
    ['no filter and no prefix', bare],
    ['an empty filter', { ...rule, filter: {} }],
    [
      'a filter of an unknown kind',
      { ...rule, filter: { predicate: { type: 'ReplicationNotPredicate', not: { prefix: 'secret/' } } } },
    ],
    ['a filter with more than a predicate', { ...rule, filter: { predicate: { prefix: 'a' }, not: {} } }],
    [
      'an encryption without a key',
      { ...rule, destinationConfig: { ...rule.destinationConfig, encryptionConfiguration: {} } },
    ],
    [
      'an encryption of an unknown kind',
      {
        ...rule,
        destinationConfig: {
          ...rule.destinationConfig,
          encryptionConfiguration: { replicaKmsKeyID: key, useSourceMultiRegionKey: {} },
        },
      },
    ],
    ['an unknown member', { ...rule, somethingNew: true }],
    ['a text', 'x'],
  ])('%s is never read as all objects', async (_name, own) => {
    expect(await replicationOf(own)).toMatchObject({ state: 'unreadable', code: 'UnknownShape' });
  });
});

test('the newest of several items counts, whatever the order of files', async () => {
  const older = {
    ...bucket('orders', { BucketVersioningConfiguration: { status: 'Suspended' } }),
    configurationItemCaptureTime: '2026-01-01T00:00:00.000Z',
  };
  for (const order of [
    [older, items[0]],
    [items[0], older],
  ])
    expect(
      (await estateOf(...order.map((each) => JSON.stringify([each])))).buckets.get('orders')?.versioning,
    ).toMatchObject({ value: { Status: 'Enabled' } });
});

test('each place is that of its item', async () => {
  const [reading] = await readingsOf(forms['rows one a line'] ?? '');
  const { estate, locators } = joinReadings(reading === undefined ? [] : [reading]);
  const pointer = estate.roles.get(role)?.origin?.pointer ?? '';
  expect(locators.get('0.json')?.placesOf([pointer]).get(pointer)).toMatchObject({ file: '0.json', line: 3 });
  const [indented] = await readingsOf(forms['rows of a query, indented'] ?? '');
  const place = indented?.locator.placesOf([pointer]).get(pointer);
  expect(place).toMatchObject({ address: '/Results/2', line: 5, column: 9 });
});

test('rows that follow, ages, and what Config never records are said', async () => {
  const [reading] = await readingsOf(
    JSON.stringify({ Results: items.map((each) => JSON.stringify(each)), NextToken: 'more' }),
  );
  const notes = reading?.notes?.join('\n') ?? '';
  expect(notes).toContain('More rows follow');
  expect(notes).toContain('2026-10-01T08:00:00.000Z');
  expect(notes).toContain('ownership controls');
});

test.each(['{"Results":[1,2]}', '{"configurationItems":[{"a":1}]}', '{"resourceType":"x"}'])(
  '%s is none of it',
  async (text) => {
    expect((await readingsOf(text)).map(({ kind }) => kind)).toEqual(['unknown']);
  },
);

test('of a notification, and of the event that the function of a rule gets', async () => {
  const configurationItem = item('AWS::S3::AccountPublicAccessBlock', account, {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  const text = JSON.stringify({ configurationItem, messageType: 'ConfigurationItemChangeNotification' });
  for (const event of [
    { Type: 'Notification', Message: text },
    { version: '1.0', invokingEvent: text, ruleParameters: '{}', resultToken: 'x' },
    { version: '0', detail: { configurationItem } },
  ])
    expect((await estateOf(JSON.stringify(event))).accounts.get(account)?.publicAccessBlock.state).toBe('known');
});
