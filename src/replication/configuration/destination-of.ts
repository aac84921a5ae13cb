import { bucketOfArn, type BucketName } from '../../estate/arn.js';
import type { ReplicationRule } from '../../estate/model.js';

/** The destination bucket that the rule names; `null` where `Destination.Bucket` is not the ARN of an S3 bucket. */
export function destinationOf(rule: ReplicationRule): BucketName | null {
  const bucket = bucketOfArn(rule.Destination.Bucket);
  if (bucket === null || bucket.key !== null || !isBucketName(bucket.name)) return null;
  return bucket.partition === '' ? null : { partition: bucket.partition, name: bucket.name };
}

/** Nothing that would make a pattern, or another ARN, of it. */
function isBucketName(name: string): boolean {
  return /^[^*?:/]+$/u.test(name);
}
