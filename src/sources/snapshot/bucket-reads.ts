/** What is read of a bucket, beside where it is. */
import type { RawBucket } from './snapshot-shape.js';

export const bucketReads = [
  'GetBucketVersioning',
  'GetBucketReplication',
  'GetBucketEncryption',
  'GetBucketPolicy',
  'GetBucketOwnershipControls',
  'GetObjectLockConfiguration',
  'GetPublicAccessBlock',
  'GetBucketTagging',
  'GetBucketRequestPayment',
  'GetBucketAbac',
  'GetBucketNotificationConfiguration',
  'GetBucketLifecycleConfiguration',
] as const satisfies readonly (keyof RawBucket)[];
