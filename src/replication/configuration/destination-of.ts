import { couldBe } from '../../basics/stand-in.js';
import { bucketOfArn, partsOf, type BucketName } from '../../estate/arn.js';
import type { ReplicationRule } from '../../estate/model.js';

/** The destination bucket that the rule names; `null` where `Destination.Bucket` is not the ARN of an S3 bucket. */
export function destinationOf(rule: ReplicationRule): BucketName | null {
  const bucket = bucketOfArn(rule.Destination.Bucket);
  if (bucket === null || bucket.key !== null || !isBucketName(bucket.name)) return null;
  return bucket.partition === '' ? null : { partition: bucket.partition, name: bucket.name };
}

/** The bucket that is meant where the rule names it by its name, or with a folder behind it, and not by its ARN. */
export function destinationMeant(rule: ReplicationRule, partition: string): BucketName | null {
  const { Bucket } = rule.Destination;
  if (isBucketName(Bucket)) return { partition, name: Bucket };
  const named = bucketOfArn(Bucket);
  return named === null || !isBucketName(named.name) ? null : { partition: named.partition, name: named.name };
}

/** Nothing that would make a pattern, or another ARN, of it. */
function isBucketName(name: string): boolean {
  return /^[^*?:/]+$/u.test(name);
}

/** Buckets of other kinds have ARNs of other services. */
const servicesOfBuckets: ReadonlySet<string> = new Set(['s3', 's3express', 's3-outposts', 's3tables']);

export type DestinationFault =
  /** No ARN: mostly the bucket's name alone. */
  | 'name'
  /** The ARN of a bucket, and something behind it. */
  | 'folder'
  | 'accessPoint'
  /** The ARN of something else. */
  | 'otherArn'
  | 'noAccount'
  /** A storage class that the API Reference excludes by name. */
  | 'storageClass';

/**
 * What AWS documents as invalid about where a rule sends replicas: `Bucket` is the ARN of a bucket, and a new owner is named by `Account`.
 * Sources: S3 API Reference, Destination; list of replication error codes; CloudFormation, AWS::S3::Bucket ReplicationDestination.
 */
export function faultsOfDestination({ Destination }: ReplicationRule): readonly DestinationFault[] {
  const { Bucket, Account, AccessControlTranslation, StorageClass } = Destination;
  const ofBucket = Bucket === '' || couldBe(Bucket, (text) => faultOfName(text) === null) ? null : faultOfName(Bucket);
  return [
    ...(ofBucket === null ? [] : [ofBucket]),
    ...(AccessControlTranslation?.Owner === 'Destination' && Account === undefined ? (['noAccount'] as const) : []),
    ...(StorageClass === 'FSX_OPENZFS' ? (['storageClass'] as const) : []),
  ];
}

function faultOfName(text: string): DestinationFault | null {
  const parts = partsOf(text);
  if (parts === null) return 'name';
  if (!servicesOfBuckets.has(parts.service)) return 'otherArn';
  if (parts.service !== 's3') return null;
  if (/^accesspoint[:/]/u.test(parts.resource)) return 'accessPoint';
  return parts.resource.includes('/') && parts.region === '' && parts.account === '' ? 'folder' : null;
}
