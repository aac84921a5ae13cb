import { describe, expect, test } from '@jest/globals';
import { absent, type Fact, known, notCollected, unreadable } from '../../src/estate/fact.js';
import type { Bucket, Estate, NamedPolicy, PolicyText, Role } from '../../src/estate/model.js';
import { diffEstates } from '../../src/diff/diff-estates.js';
import type { EstateChange } from '../../src/diff/model.js';

const origin = { source: 0, pointer: '' };
const roleArn = 'arn:aws:iam::111122223333:role/s3-crr';

function document(...statements: readonly unknown[]): Fact<PolicyText> {
  return known({ json: { Version: '2012-10-17', Statement: statements }, text: null }, origin);
}

function inline(name: string, policy: Fact<PolicyText>): NamedPolicy {
  return {
    kind: 'inline',
    name,
    arn: null,
    document: policy,
  };
}

function role(policies: Role['identityPolicies'], change: Partial<Role> = {}): Role {
  return {
    arn: roleArn,
    name: 's3-crr',
    path: '/',
    id: null,
    account: '111122223333',
    exists: known(true, origin),
    trustPolicy: document(),
    identityPolicies: policies,
    permissionsBoundary: absent(),
    tags: notCollected('ListRoleTags'),
    origin,
    ...change,
  };
}

function bucket(change: Partial<Bucket>): Bucket {
  return {
    name: 'orders',
    account: '111122223333',
    partition: 'aws',
    region: known('us-east-1', origin),
    exists: known(true, origin),
    versioning: known({ Status: 'Enabled' }, origin),
    replication: absent('ReplicationConfigurationNotFoundError'),
    encryption: known({ algorithm: 'aws:kms', kmsKeyId: null, bucketKeyEnabled: false, blocksSseC: null }, origin),
    policy: absent('NoSuchBucketPolicy'),
    ownership: notCollected('GetBucketOwnershipControls'),
    objectLock: absent(),
    publicAccessBlock: absent(),
    tags: absent(),
    requestPayment: notCollected('GetBucketRequestPayment'),
    abac: notCollected('GetBucketAbac'),
    notification: notCollected('GetBucketNotificationConfiguration'),
    lifecycle: notCollected('GetBucketLifecycleConfiguration'),
    unorderedVersioning: notCollected('HeadObject'),
    observed: notCollected('HeadObject'),
    origin,
    ...change,
  };
}

function estate(parts: { readonly roles?: readonly Role[]; readonly buckets?: readonly Bucket[] }): Estate {
  return {
    sources: [],
    accounts: new Map(),
    buckets: new Map((parts.buckets ?? []).map((one) => [one.name, one])),
    roles: new Map((parts.roles ?? []).map((one) => [one.arn, one])),
    kmsKeys: new Map(),
    aliases: new Map(),
    jobs: [],
    jobLists: { read: new Set(), undescribed: [] },
    gaps: [],
    unlisted: (operation) => notCollected(operation),
  };
}

function withPolicy(...statements: readonly unknown[]) {
  return estate({ roles: [role(known([inline('kms', document(...statements))], origin))] });
}

const read = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObjectVersionForReplication', Resource: '*' };
const write = {
  Sid: 'Replica',
  Effect: 'Allow',
  Action: ['kms:Encrypt', 'kms:DescribeKey'],
  Resource: 'arn:aws:kms:eu-west-1:1:key/a',
};
function change(part: Partial<EstateChange>): EstateChange {
  return {
    resource: roleArn,
    what: 'changed',
    name: 'identity policy kms',
    statement: null,
    sid: null,
    details: [],
    ...part,
  };
}

describe('statements', () => {
  test.each<[string, Estate, Estate, readonly EstateChange[]]>([
    [
      'an action that is lost',
      withPolicy(read, write),
      withPolicy(read, { ...write, Action: 'kms:DescribeKey' }),
      [change({ statement: 'Statement[1]', sid: 'Replica', details: ['Action loses kms:Encrypt'] })],
    ],
    [
      'a resource that is exchanged',
      withPolicy(write),
      withPolicy({ ...write, Resource: 'arn:aws:kms:eu-west-1:1:key/b' }),
      [
        change({
          statement: 'Statement[0]',
          sid: 'Replica',
          details: ['Resource loses arn:aws:kms:eu-west-1:1:key/a', 'Resource gains arn:aws:kms:eu-west-1:1:key/b'],
        }),
      ],
    ],
    [
      'a condition that is added',
      withPolicy(write),
      withPolicy({ ...write, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
      [
        change({
          statement: 'Statement[0]',
          sid: 'Replica',
          details: ['Condition is new: {"Bool":{"aws:SecureTransport":"true"}}'],
        }),
      ],
    ],
    [
      'an effect that is turned round',
      withPolicy(read),
      withPolicy({ ...read, Effect: 'Deny' }),
      [change({ statement: 'Statement[0]', sid: 'Read', details: ['Effect is "Deny", was "Allow"'] })],
    ],
    [
      'a statement that is gone',
      withPolicy(read, write),
      withPolicy(write),
      [
        change({
          what: 'removed',
          statement: 'Statement[0]',
          sid: 'Read',
          details: ['was {"Action":"s3:GetObjectVersionForReplication","Effect":"Allow","Resource":"*","Sid":"Read"}'],
        }),
      ],
    ],
    [
      'a statement that is new',
      withPolicy(read),
      withPolicy({ Effect: 'Deny', Action: '*', Resource: '*' }, read),
      [
        change({
          what: 'added',
          statement: 'Statement[0]',
          details: ['{"Action":"*","Effect":"Deny","Resource":"*"}'],
        }),
      ],
    ],
    ['statements in another order', withPolicy(read, write), withPolicy(write, read), []],
    [
      'elements in another order',
      withPolicy(read),
      withPolicy({ Resource: '*', Action: read.Action, Effect: 'Allow', Sid: 'Read' }),
      [],
    ],
    [
      'one statement without a list',
      withPolicy(read),
      estate({
        roles: [
          role(
            known(
              [inline('kms', known({ json: { Version: '2012-10-17', Statement: read }, text: null }, origin))],
              origin,
            ),
          ),
        ],
      }),
      [],
    ],
  ])('%s', (_name, from, to, changes) => {
    expect(diffEstates(from, to)).toEqual(changes);
  });
});

describe('policies and settings', () => {
  const orders = (part: Partial<Bucket>) => estate({ buckets: [bucket(part)] });
  const setting = (part: Partial<EstateChange>) => change({ resource: 'arn:aws:s3:::orders', ...part });
  const rule = { ID: 'all', Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::orders-replica' } };

  test.each<[string, Estate, Estate, readonly EstateChange[]]>([
    [
      'versioning that is suspended',
      orders({}),
      orders({ versioning: known({ Status: 'Suspended' }, origin) }),
      [setting({ name: 'versioning', details: ['Status is "Suspended", was "Enabled"'] })],
    ],
    [
      'a Bucket Key that is switched on',
      orders({}),
      orders({
        encryption: known({ algorithm: 'aws:kms', kmsKeyId: null, bucketKeyEnabled: true, blocksSseC: null }, origin),
      }),
      [setting({ name: 'default encryption', details: ['bucketKeyEnabled is true, was false'] })],
    ],
    [
      'a bucket policy that is gone',
      orders({ policy: document(read) }),
      orders({}),
      [setting({ what: 'removed', name: 'bucket policy' })],
    ],
    [
      'a policy that can no longer be read',
      orders({ policy: document(read) }),
      orders({ policy: unreadable('GetBucketPolicy', 'AccessDenied', 'no', null) }),
      [setting({ name: 'bucket policy', details: ['is unreadable (AccessDenied), was there'] })],
    ],
    [
      'a replication rule that is switched off',
      orders({ replication: known({ Role: roleArn, Rules: [rule] }, origin) }),
      orders({ replication: known({ Role: roleArn, Rules: [{ ...rule, Status: 'Disabled' }] }, origin) }),
      [setting({ name: 'replication rule all', details: ['Status is "Disabled", was "Enabled"'] })],
    ],
    [
      'a replication rule that is gone',
      orders({ replication: known({ Role: roleArn, Rules: [rule] }, origin) }),
      orders({ replication: known({ Role: roleArn, Rules: [] }, origin) }),
      [
        setting({
          what: 'removed',
          name: 'replication rule all',
          details: [
            'is not there, was {"Destination":{"Bucket":"arn:aws:s3:::orders-replica"},"ID":"all","Status":"Enabled"}',
          ],
        }),
      ],
    ],
    [
      'a replication configuration that can no longer be read',
      orders({ replication: known({ Role: roleArn, Rules: [rule] }, origin) }),
      orders({ replication: unreadable('GetBucketReplication', 'AccessDenied', 'no', null) }),
      [setting({ name: 'replication configuration', details: ['is unreadable (AccessDenied), was readable'] })],
    ],
    ['what nobody collected', orders({}), orders({ versioning: notCollected('GetBucketVersioning') }), []],
    ['a role that is new', estate({}), withPolicy(read), [change({ what: 'added', name: 'everything' })]],
    [
      'a role whose policies can no longer be read',
      withPolicy(read),
      estate({ roles: [role(unreadable('ListRolePolicies', 'AccessDenied', 'no', null))] }),
      [change({ name: 'identity-based policies', details: ['is unreadable (AccessDenied), was readable'] })],
    ],
  ])('%s', (_name, from, to, changes) => {
    expect(diffEstates(from, to)).toEqual(changes);
  });
});
