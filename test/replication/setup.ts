import { absent, known, notCollected } from '../../src/estate/fact.js';
import type { Fact } from '../../src/estate/fact.js';
import type { Bucket, ReplicationRule, ServerSideEncryption } from '../../src/estate/model.js';
import type { ReplicationSetup } from '../../src/replication/model.js';

const origin = { source: 0, pointer: '/accounts/0/buckets/0' };

export function fact<T>(value: T): Fact<T> {
  return known(value, origin);
}
export const none = absent('NoSuchConfiguration', origin);

/** A bucket of which nothing is collected, with what a test knows. */
export function bucket(name: string, known: Partial<Bucket> = {}): Bucket {
  return {
    name,
    account: '111122223333',
    partition: 'aws',
    region: notCollected('HeadBucket'),
    exists: notCollected('HeadBucket'),
    versioning: notCollected('GetBucketVersioning'),
    replication: notCollected('GetBucketReplication'),
    encryption: notCollected('GetBucketEncryption'),
    policy: notCollected('GetBucketPolicy'),
    ownership: notCollected('GetBucketOwnershipControls'),
    objectLock: notCollected('GetObjectLockConfiguration'),
    publicAccessBlock: notCollected('GetPublicAccessBlock'),
    tags: notCollected('GetBucketTagging'),
    requestPayment: notCollected('GetBucketRequestPayment'),
    abac: notCollected('GetBucketAbac'),
    notification: notCollected('GetBucketNotificationConfiguration'),
    lifecycle: notCollected('GetBucketLifecycleConfiguration'),
    unorderedVersioning: notCollected('ListObjectVersions'),
    observed: notCollected('ListObjectVersions'),
    origin,
    ...known,
  };
}

export function encryption(changes: Partial<ServerSideEncryption> = {}): Fact<ServerSideEncryption> {
  return fact({ algorithm: 'AES256', kmsKeyId: null, bucketKeyEnabled: false, blocksSseC: null, ...changes });
}

/** A V2 rule that selects everything, with what a test changes. */
export function rule(changes: Partial<ReplicationRule> = {}): ReplicationRule {
  return {
    ID: 'everything',
    Priority: 1,
    Status: 'Enabled',
    Filter: {},
    DeleteMarkerReplication: { Status: 'Disabled' },
    Destination: { Bucket: 'arn:aws:s3:::orders-replica' },
    ...changes,
  };
}

export function setup(changes: Partial<ReplicationSetup> = {}): ReplicationSetup {
  const only = changes.rule ?? rule();
  return {
    source: bucket('orders'),
    configuration: { Role: 'arn:aws:iam::111122223333:role/replication', Rules: [only] },
    rule: only,
    index: 0,
    destination: bucket('orders-replica'),
    destinationName: 'orders-replica',
    ...changes,
  };
}
