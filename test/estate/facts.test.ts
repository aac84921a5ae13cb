import { describe, expect, test } from '@jest/globals';
import { bucketOf, error } from '../sources/snapshots.js';

describe('an error that means "there is none" is absent', () => {
  test.each([
    ['GetBucketReplication', 'ReplicationConfigurationNotFoundError', 'replication'],
    ['GetBucketPolicy', 'NoSuchBucketPolicy', 'policy'],
    ['GetBucketEncryption', 'ServerSideEncryptionConfigurationNotFoundError', 'encryption'],
    ['GetObjectLockConfiguration', 'ObjectLockConfigurationNotFoundError', 'objectLock'],
    ['GetBucketOwnershipControls', 'OwnershipControlsNotFoundError', 'ownership'],
    ['GetPublicAccessBlock', 'NoSuchPublicAccessBlockConfiguration', 'publicAccessBlock'],
    ['GetBucketTagging', 'NoSuchTagSet', 'tags'],
    ['GetBucketLifecycleConfiguration', 'NoSuchLifecycleConfiguration', 'lifecycle'],
    ['GetBucketVersioning', 'NoSuchBucket', 'versioning'],
    ['GetBucketVersioning', '404', 'versioning'],
    ['GetBucketVersioning', 'NotFound', 'versioning'],
  ] as const)('%s: %s', (operation, code, fact) => {
    expect(bucketOf({ [operation]: error(code) })[fact]).toEqual({
      state: 'absent',
      code,
      origin: { source: 0, pointer: `/accounts/0/buckets/0/${operation}` },
    });
  });
});

describe('every other error is unreadable', () => {
  test.each([
    ['GetBucketPolicy', 'AccessDenied', 'policy'],
    ['GetBucketPolicy', 'MethodNotAllowed', 'policy'],
    ['GetBucketVersioning', '403', 'versioning'],
    ['GetBucketReplication', 'SlowDown', 'replication'],
    ['GetBucketTagging', 'toString', 'tags'],
    ['GetBucketTagging', '', 'tags'],
  ] as const)('%s: %s', (operation, code, fact) => {
    expect(bucketOf({ [operation]: error(code) })[fact]).toMatchObject({
      state: 'unreadable',
      operation,
      code,
      message: 'said by AWS',
      origin: { source: 0, pointer: `/accounts/0/buckets/0/${operation}` },
    });
  });
});

describe('an operation that is missing is not collected', () => {
  test.each([
    ['GetBucketVersioning', 'versioning'],
    ['GetBucketReplication', 'replication'],
    ['GetBucketEncryption', 'encryption'],
    ['GetBucketPolicy', 'policy'],
    ['GetBucketOwnershipControls', 'ownership'],
    ['GetObjectLockConfiguration', 'objectLock'],
    ['GetPublicAccessBlock', 'publicAccessBlock'],
    ['GetBucketTagging', 'tags'],
    ['GetBucketRequestPayment', 'requestPayment'],
    ['GetBucketAbac', 'abac'],
    ['GetBucketNotificationConfiguration', 'notification'],
    ['GetBucketLifecycleConfiguration', 'lifecycle'],
    ['ObservedReplication', 'observed'],
    ['HeadBucket', 'region'],
  ] as const)('%s', (operation, fact) => {
    expect(bucketOf({})[fact]).toMatchObject({ state: 'not-collected', operation });
  });
});
