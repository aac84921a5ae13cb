/** What is asked about buckets. */
import type { Answers } from '../answers/answers.js';
import type { BucketEntry } from '../entries/bucket-entry.js';
import { type Json, listAt, textAt } from '../json.js';

/** What S3's requests at the source depend on. */
export const sourceReads = [
  'GetBucketVersioning',
  'GetBucketEncryption',
  'GetBucketPolicy',
  'GetObjectLockConfiguration',
  'GetBucketOwnershipControls',
] as const;

/** What S3's requests at the destination depend on; its own replication configuration shows chains. */
export const destinationReads = [
  'GetBucketReplication',
  'GetBucketVersioning',
  'GetBucketEncryption',
  'GetBucketPolicy',
  'GetObjectLockConfiguration',
  'GetBucketOwnershipControls',
  'GetPublicAccessBlock',
  'GetBucketRequestPayment',
] as const;

export type BucketRead =
  | (typeof sourceReads)[number]
  | (typeof destinationReads)[number]
  | 'GetBucketNotificationConfiguration'
  | 'GetBucketLifecycleConfiguration'
  | 'GetBucketAbac'
  | 'GetBucketTagging';

/** Of at most 10 000: small enough to be repeated without harm. */
const listPage = 1_000;

/**
 * The account's buckets, in whatever Region. `BucketRegion` is only answered to requests that carry a parameter, which MaxBuckets is.
 * @returns pages verbatim; an error entry stands as the last page
 */
export async function listBuckets(answers: Answers): Promise<readonly Json[]> {
  const pages: Json[] = [];
  let ContinuationToken: string | undefined;
  do {
    const { json } = await answers.read('ListBuckets', {
      MaxBuckets: listPage,
      ...(ContinuationToken === undefined ? {} : { ContinuationToken }),
    });
    pages.push(json);
    const next = textAt(json, 'ContinuationToken');
    ContinuationToken = next === '' || next === ContinuationToken ? undefined : next;
  } while (ContinuationToken !== undefined);
  return pages;
}

export function bucketsOn(
  pages: readonly Json[],
): readonly { readonly name: string; readonly region: string | null }[] {
  return pages
    .flatMap((page) => listAt(page, 'Buckets'))
    .flatMap((bucket) => {
      const name = textAt(bucket, 'Name');
      const region = textAt(bucket, 'BucketRegion') ?? '';
      return name === undefined ? [] : [{ name, region: region === '' ? null : region }];
    });
}

/**
 * HeadBucket, which names the Region also where it is refused.
 * @param owner - account that must own the bucket; any, if null
 */
export function headBucket(answers: Answers, bucket: BucketEntry, region: string, owner: string | null): Promise<Json> {
  return bucket.entry.read('HeadBucket', async () => {
    const answer = await answers.read('HeadBucket', {
      region,
      Bucket: bucket.name,
      ...(owner === null ? {} : { ExpectedBucketOwner: owner }),
    });
    bucket.region ??= answer.bucketRegion;
    return answer;
  });
}

/** The bucket's Region; where nobody says it, that of the first calls, from which S3 redirects. */
export async function regionOf(answers: Answers, bucket: BucketEntry): Promise<string> {
  if (bucket.region === null) await headBucket(answers, bucket, answers.identity.region, null);
  return bucket.region ?? answers.identity.region;
}

export function readBucket(answers: Answers, bucket: BucketEntry, operation: BucketRead): Promise<Json> {
  return bucket.entry.read(operation, async () =>
    answers.read(operation, { region: await regionOf(answers, bucket), Bucket: bucket.name }),
  );
}

export async function readAll(answers: Answers, bucket: BucketEntry, operations: readonly BucketRead[]): Promise<void> {
  await Promise.all(operations.map((operation) => readBucket(answers, bucket, operation)));
}
