/**
 * A bucket that two accounts list. Names of buckets are unique, so that one of the lists is older, or wrong: of two ages the newer one
 * holds, of one age nothing is known of the bucket.
 */
import { contradictoryCode, type Fact, type Origin, unreadable } from '../../estate/fact.js';
import type { Bucket } from '../../estate/model.js';
import { joinBuckets } from './buckets.js';
import type { Join } from './join.js';

export function bucketOfTwoAccounts(first: Bucket, second: Bucket, join: Join): Bucket {
  const [left, right] = [first.origin, second.origin];
  if (left === null || right === null) return first;
  if (join.isNewer(left.source, right.source)) return first;
  if (join.isNewer(right.source, left.source)) return second;
  const open = (operation: string): Fact<never> => contradiction(operation, first, second, left);
  return {
    ...joinBuckets(first, second, join, null),
    exists: open('ListBuckets'),
    replication: open('GetBucketReplication'),
    versioning: open('GetBucketVersioning'),
    encryption: open('GetBucketEncryption'),
    policy: open('GetBucketPolicy'),
    ownership: open('GetBucketOwnershipControls'),
    objectLock: open('GetObjectLockConfiguration'),
    publicAccessBlock: open('GetPublicAccessBlock'),
    requestPayment: open('GetBucketRequestPayment'),
    abac: open('GetBucketAbac'),
    origin: left,
  };
}

function contradiction(operation: string, first: Bucket, second: Bucket, origin: Origin): Fact<never> {
  const owners = [first.account, second.account].map((account) => account ?? 'another account').join(' and ');
  const what = `Which account owns bucket {subject} is contradictory: ${owners} list it at the same time.`;
  return {
    ...unreadable(operation, contradictoryCode, `${owners} list it at the same time.`, origin),
    hint: { what, how: 'Leave out the account that does not own it, or collect both again.' },
  };
}
