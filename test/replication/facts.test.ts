import { describe, expect, test } from '@jest/globals';
import { notCollected, unreadable } from '../../src/estate/fact.js';
import { evidenceBehind, pairFacts } from '../../src/replication/facts.js';
import type { PairFacts, ReplicationSetup } from '../../src/replication/model.js';
import { bucket, encryption, fact, none, rule, setup } from './setup.js';

const { Filter: _filter, DeleteMarkerReplication: _switch, Priority: _priority, ...v1 } = rule();
const denied = unreadable('GetBucketEncryption', 'AccessDenied', 'no', null);

const cases: readonly (readonly [string, Partial<ReplicationSetup>, Partial<PairFacts>])[] = [
  ['a filter makes V2, even an empty one', {}, { schema: 'V2', deleteMarkers: false }],
  [
    'no filter makes V1, where delete markers replicate',
    { rule: { ...v1, Prefix: '' } },
    { schema: 'V1', deleteMarkers: true },
  ],
  [
    'one rule with a filter makes the whole configuration V2',
    { rule: { ...v1, Prefix: '' }, configuration: { Rules: [{ ...v1, Prefix: '' }, rule()] } },
    { schema: 'V2', deleteMarkers: false },
  ],
  [
    'delete markers switched on',
    { rule: rule({ DeleteMarkerReplication: { Status: 'Enabled' } }) },
    { deleteMarkers: true },
  ],
  [
    'an explicit switch is believed in V1 too',
    { rule: { ...v1, Prefix: '', DeleteMarkerReplication: { Status: 'Disabled' } } },
    { schema: 'V1', deleteMarkers: false },
  ],
  ['two buckets of one account', {}, { crossAccount: false }],
  ['two accounts', { destination: bucket('orders-replica', { account: '444455556666' }) }, { crossAccount: true }],
  ['an unknown owner', { destination: bucket('orders-replica', { account: null }) }, { crossAccount: null }],
  [
    'a destination outside the estate, whatever account the rule claims',
    {
      destination: null,
      rule: rule({ Destination: { Bucket: 'arn:aws:s3:::orders-replica', Account: '444455556666' } }),
    },
    {
      crossAccount: null,
      destinationBucketKey: null,
      destinationDefaultIsKms: null,
      destinationOwnerEnforced: null,
    },
  ],
  [
    'owner override',
    {
      rule: rule({
        Destination: { Bucket: 'arn:aws:s3:::orders-replica', AccessControlTranslation: { Owner: 'Destination' } },
      }),
    },
    { ownerOverride: true },
  ],
  ['KMS objects not selected', {}, { replicatesKms: false, replicaKeyConfigured: false, replicaKeyIsAwsManaged: null }],
  [
    'KMS objects selected, with a key',
    {
      rule: rule({
        SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
        Destination: {
          Bucket: 'arn:aws:s3:::orders-replica',
          EncryptionConfiguration: { ReplicaKmsKeyID: 'arn:aws:kms:us-west-2:111122223333:key/1' },
        },
      }),
    },
    { replicatesKms: true, replicaKeyConfigured: true, replicaKeyIsAwsManaged: null },
  ],
  [
    'the AWS managed key, by its alias',
    {
      rule: rule({
        Destination: {
          Bucket: 'arn:aws:s3:::orders-replica',
          EncryptionConfiguration: { ReplicaKmsKeyID: 'arn:aws:kms:us-west-2:111122223333:alias/aws/s3' },
        },
      }),
    },
    { replicaKeyConfigured: true, replicaKeyIsAwsManaged: true },
  ],
  [
    'a key of one’s own, by its alias',
    {
      rule: rule({
        Destination: {
          Bucket: 'arn:aws:s3:::orders-replica',
          EncryptionConfiguration: { ReplicaKmsKeyID: 'alias/orders' },
        },
      }),
    },
    { replicaKeyIsAwsManaged: false },
  ],
  [
    'replica modification sync',
    { rule: rule({ SourceSelectionCriteria: { ReplicaModifications: { Status: 'Enabled' } } }) },
    { replicaModifications: true, replicatesKms: false },
  ],
  [
    'settings that AWS says are not there',
    {
      source: bucket('orders', { objectLock: none, encryption: none }),
      destination: bucket('orders-replica', { encryption: none, ownership: none }),
    },
    {
      objectLock: false,
      sourceBucketKey: false,
      destinationBucketKey: false,
      destinationDefaultIsKms: false,
      destinationOwnerEnforced: false,
    },
  ],
  [
    'settings that could not be read',
    {
      source: bucket('orders', { encryption: denied }),
      destination: bucket('orders-replica', { encryption: denied }),
    },
    { objectLock: null, sourceBucketKey: null, destinationBucketKey: null, destinationDefaultIsKms: null },
  ],
  [
    'settings that are on',
    {
      source: bucket('orders', {
        objectLock: fact({ ObjectLockEnabled: 'Enabled' }),
        encryption: encryption({ algorithm: 'aws:kms', bucketKeyEnabled: true }),
      }),
      destination: bucket('orders-replica', {
        encryption: encryption({ algorithm: 'aws:kms:dsse' }),
        ownership: fact('BucketOwnerEnforced'),
      }),
    },
    {
      objectLock: true,
      sourceBucketKey: true,
      destinationBucketKey: false,
      destinationDefaultIsKms: true,
      destinationOwnerEnforced: true,
    },
  ],
];

describe('facts of a pair', () => {
  test.each(cases)('%s', (_, changes, expected) => {
    expect(pairFacts(setup(changes))).toMatchObject(expected);
  });

  test('what the caller resolved goes before the text of the key', () => {
    expect(pairFacts(setup(), { replicaKeyIsAwsManaged: true }).replicaKeyIsAwsManaged).toBe(true);
  });
});

describe('the evidence behind a fact', () => {
  test('is the answer of AWS that it was judged from', () => {
    const pair = setup({ source: bucket('orders', { encryption: denied }) });
    expect(evidenceBehind('sourceBucketKey', pair, notCollected)).toBe(denied);
    expect(evidenceBehind('objectLock', pair, notCollected)).toEqual(notCollected('GetObjectLockConfiguration'));
  });

  test('of a destination outside the estate is not collected', () => {
    const pair = setup({ destination: null });
    expect(evidenceBehind('destinationBucketKey', pair, notCollected)).toEqual(notCollected('GetBucketEncryption'));
    expect(evidenceBehind('destinationOwnerEnforced', pair, notCollected)).toEqual(
      notCollected('GetBucketOwnershipControls'),
    );
  });

  test('is no answer of AWS for what the rule itself says', () => {
    expect(evidenceBehind('deleteMarkers', setup(), notCollected)).toBeNull();
  });
});
