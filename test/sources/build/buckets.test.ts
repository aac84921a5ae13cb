import { mergeSnapshots } from '../../../src/sources/snapshot/merge-snapshots.js';
import type { RawSnapshot } from '../../../src/sources/snapshot/snapshot-shape.js';
import { describe, expect, test } from '@jest/globals';
import type { Fact } from '../../../src/estate/fact.js';
import { bucketOf, error, faultsOf, home, read, snapshot } from '../snapshots.js';

/** The value of a known fact, else its state. */
function brief(fact: Fact<unknown> | undefined): unknown {
  return fact?.state === 'known' ? fact.value : fact?.state;
}

describe('Region', () => {
  test.each([
    ['of the listing', { BucketRegion: 'eu-west-1', GetBucketLocation: { LocationConstraint: null } }, 'eu-west-1'],
    ['of HeadBucket', { HeadBucket: { BucketRegion: 'eu-central-1' } }, 'eu-central-1'],
    ['of a refused HeadBucket', { HeadBucket: { ...error('403'), BucketRegion: 'us-west-2' } }, 'us-west-2'],
    ['null of GetBucketLocation', { GetBucketLocation: { LocationConstraint: null } }, 'us-east-1'],
    ['no location at all', { GetBucketLocation: {} }, 'us-east-1'],
    ['the old name EU', { GetBucketLocation: { LocationConstraint: 'EU' } }, 'eu-west-1'],
    ['of GetBucketLocation', { GetBucketLocation: { LocationConstraint: 'ap-south-2' } }, 'ap-south-2'],
    ['GetBucketLocation refused', { GetBucketLocation: error('AccessDenied') }, 'unreadable'],
    ['HeadBucket refused', { HeadBucket: error('403') }, 'unreadable'],
    ['of no bucket', { HeadBucket: error('404') }, 'absent'],
    ['not asked for', {}, 'not-collected'],
  ])('%s', (_name, answers, expected) => {
    expect(brief(bucketOf(answers).region)).toBe(expected);
  });
});

describe('existence', () => {
  test.each([
    ['an entry in its account', {}, true],
    ['an answer of HeadBucket', { HeadBucket: {} }, true],
    ['HeadBucket: 404', { HeadBucket: error('404') }, 'absent'],
    ['HeadBucket: NotFound', { HeadBucket: error('NotFound') }, 'absent'],
    ['HeadBucket: 403', { HeadBucket: error('403') }, 'unreadable'],
    ['HeadBucket: 403, but another answer', { HeadBucket: error('403'), GetBucketVersioning: {} }, true],
    ['no policy', { HeadBucket: error('403'), GetBucketPolicy: error('NoSuchBucketPolicy') }, true],
    ['NoSuchBucket', { GetBucketVersioning: error('NoSuchBucket') }, 'absent'],
    ['only refusals', { GetBucketVersioning: error('AccessDenied') }, true],
  ])('%s', (_name, answers, expected) => {
    expect(brief(bucketOf(answers).exists)).toBe(expected);
  });
});

describe('answers', () => {
  test.each([
    ['never versioned', 'versioning', { GetBucketVersioning: {} }, {}],
    ['suspended', 'versioning', { GetBucketVersioning: { Status: 'Suspended' } }, { Status: 'Suspended' }],
    [
      'encryption with a key',
      'encryption',
      {
        GetBucketEncryption: {
          ServerSideEncryptionConfiguration: {
            Rules: [
              {
                ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/orders' },
                BucketKeyEnabled: true,
                BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
              },
            ],
          },
        },
      },
      { algorithm: 'aws:kms', kmsKeyId: 'alias/orders', bucketKeyEnabled: true, blocksSseC: true },
    ],
    [
      'encryption with the account’s own key',
      'encryption',
      {
        GetBucketEncryption: {
          ServerSideEncryptionConfiguration: {
            Rules: [
              {
                ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' },
                BlockedEncryptionTypes: { EncryptionType: ['NONE'] },
              },
            ],
          },
        },
      },
      { algorithm: 'aws:kms', kmsKeyId: null, bucketKeyEnabled: false, blocksSseC: false },
    ],
    [
      'encryption that only blocks types',
      'encryption',
      { GetBucketEncryption: { ServerSideEncryptionConfiguration: { Rules: [{ BucketKeyEnabled: true }] } } },
      { algorithm: 'AES256', kmsKeyId: null, bucketKeyEnabled: true, blocksSseC: null },
    ],
    [
      'encryption without rules',
      'encryption',
      { GetBucketEncryption: { ServerSideEncryptionConfiguration: { Rules: [] } } },
      'absent',
    ],
    ['encryption without configuration', 'encryption', { GetBucketEncryption: {} }, 'absent'],
    [
      'ownership',
      'ownership',
      { GetBucketOwnershipControls: { OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } } },
      'ObjectWriter',
    ],
    [
      'ownership without rules',
      'ownership',
      { GetBucketOwnershipControls: { OwnershipControls: { Rules: [] } } },
      'absent',
    ],
    [
      'Object Lock',
      'objectLock',
      { GetObjectLockConfiguration: { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } } },
      { ObjectLockEnabled: 'Enabled' },
    ],
    ['who pays', 'requestPayment', { GetBucketRequestPayment: { Payer: 'Requester' } }, 'Requester'],
    ['attribute-based access', 'abac', { GetBucketAbac: { AbacStatus: { Status: 'Enabled' } } }, true],
    ['attribute-based access, off', 'abac', { GetBucketAbac: { AbacStatus: { Status: 'Disabled' } } }, false],
    ['attribute-based access, never set', 'abac', { GetBucketAbac: {} }, 'absent'],
    [
      'notifications',
      'notification',
      {
        GetBucketNotificationConfiguration: {
          TopicConfigurations: [{ Events: ['s3:Replication:*', 's3:ObjectCreated:*'] }],
          QueueConfigurations: [{ Events: ['s3:ObjectCreated:*'] }],
          LambdaFunctionConfigurations: [{ Events: ['s3:ObjectRemoved:*'] }],
          EventBridgeConfiguration: {},
        },
      },
      { events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*', 's3:Replication:*'], eventBridge: true },
    ],
    [
      'no notifications',
      'notification',
      { GetBucketNotificationConfiguration: {} },
      { events: [], eventBridge: false },
    ],
    [
      'observed versions',
      'observed',
      {
        ObservedReplication: {
          Versions: [
            { Key: 'a', VersionId: 'v', ReplicationStatus: 'FAILED' },
            { Key: 'b', VersionId: 'w' },
          ],
        },
      },
      {
        versions: [
          { key: 'a', versionId: 'v', status: 'FAILED' },
          { key: 'b', versionId: 'w', status: null },
        ],
      },
    ],
  ] as const)('%s', (_name, fact, answers, expected) => {
    expect(brief(bucketOf(answers)[fact])).toEqual(expected);
  });

  test('that are not known yet are kept out of the way', () => {
    const bucket = bucketOf({ GetBucketFuture: { Anything: 1 }, note: 'pasted by hand', GetBucketVersioning: {} });
    expect(brief(bucket.versioning)).toEqual({});
  });
});

describe('owner and partition', () => {
  const externals = (...externalBuckets: readonly object[]): object => snapshot({}, { externalBuckets });
  const ownerOf = (...snapshots: readonly object[]): unknown => read(...snapshots).buckets.get('replica')?.account;

  test('an external bucket has the owner that its entry names, or none', () => {
    expect(ownerOf(externals({ Name: 'replica' }))).toBeNull();
    expect(ownerOf(externals({ Name: 'replica', Account: '444455556666' }))).toBe('444455556666');
  });

  test('what its own account lists outweighs what others say', () => {
    const listed = { format: 'replint-snapshot/1', accounts: [{ id: '444455556666', buckets: [{ Name: 'replica' }] }] };
    const claimed = externals({ Name: 'replica', Account: '777788889999' });
    expect(ownerOf(listed, claimed)).toBe('444455556666');
    expect(ownerOf(claimed, listed)).toBe('444455556666');
  });

  test('two claims that contradict each other leave the owner unknown', () => {
    expect(
      ownerOf(
        externals({ Name: 'replica', Account: '444455556666' }),
        externals({ Name: 'replica', Account: '777788889999' }),
      ),
    ).toBeNull();
  });

  test.each([
    ['its ARN', { Arn: 'arn:aws-cn:s3:::replica', BucketRegion: 'us-east-1' }, 'aws-cn'],
    ['its Region', { BucketRegion: 'us-gov-west-1' }, 'aws-us-gov'],
    ['the Region of HeadBucket', { HeadBucket: { ...error('403'), BucketRegion: 'cn-north-1' } }, 'aws-cn'],
    ['a commercial Region', { BucketRegion: 'eu-west-1' }, 'aws'],
    ['the accounts beside it', {}, 'aws-us-gov'],
  ])('the partition of an external bucket follows from %s', (_name, entry, partition) => {
    const estate = read({
      format: 'replint-snapshot/1',
      accounts: [{ id: home, partition: 'aws-us-gov' }],
      externalBuckets: [{ Name: 'replica', ...entry }],
    });
    expect(estate.buckets.get('replica')?.partition).toBe(partition);
  });

  test('one name in two accounts: the newer list holds, and of one age nothing is known', () => {
    const listedBy = (id: string, collectedAt: string): object => ({
      format: 'replint-snapshot/1',
      collectedAt,
      accounts: [{ id, buckets: [{ Name: 'replica', GetBucketVersioning: { Status: 'Enabled' } }] }],
    });
    const [old, young] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'];
    const stateOf = (...snapshots: readonly object[]) => {
      const bucket = read(...snapshots).buckets.get('replica');
      return [bucket?.account, bucket?.versioning.state, bucket?.replication.state];
    };
    const other = '444455556666';
    const contradictory = [null, 'unreadable', 'unreadable'];
    expect(stateOf(listedBy(home, young), listedBy(other, young))).toEqual(contradictory);
    expect(stateOf(listedBy(home, old), listedBy(other, young))).toEqual([other, 'known', 'not-collected']);
    expect(stateOf(listedBy(home, young), listedBy(other, old))).toEqual([home, 'known', 'not-collected']);
    const both = {
      ...listedBy(home, old),
      accounts: [home, other].map((id) => ({ id, buckets: [{ Name: 'replica' }] })),
    };
    expect(stateOf(both)).toEqual(contradictory);
    expect(stateOf(JSON.parse(JSON.stringify(mergeSnapshots([both as unknown as RawSnapshot]))))).toEqual(
      contradictory,
    );
  });

  test('one name in two partitions is a fault', () => {
    const listedBy = (id: string, partition: string): object => ({
      format: 'replint-snapshot/1',
      accounts: [{ id, partition, buckets: [{ Name: 'replica' }] }],
    });
    expect(faultsOf(listedBy(home, 'aws'), listedBy(home, 'aws-cn'))[0]).toContain('two partitions');
    expect(faultsOf(listedBy(home, 'aws'), listedBy(home, 'aws'))).toEqual([]);
  });

  test('different names in two partitions are one estate', () => {
    const estate = read({
      format: 'replint-snapshot/1',
      accounts: [
        { id: home, buckets: [{ Name: 'orders' }] },
        { id: '444455556666', partition: 'aws-cn', buckets: [{ Name: 'orders-cn' }] },
      ],
    });
    expect([...estate.buckets.values()].map(({ name, partition }) => [name, partition])).toEqual([
      ['orders', 'aws'],
      ['orders-cn', 'aws-cn'],
    ]);
  });
});
