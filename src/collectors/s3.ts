/** What is asked about buckets. */
import {
  GetBucketAbacCommand,
  GetBucketEncryptionCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type AccountReader, failureEntry } from './account-reader.js';
import { Entry } from './entry.js';
import { type Json, type JsonObject, errorCodeOf, listAt, plainJson, textAt } from './json.js';

type Ask = (client: S3Client, Bucket: string) => Promise<object>;

const bucketReads = {
  GetBucketReplication: (client, Bucket) => client.send(new GetBucketReplicationCommand({ Bucket })),
  GetBucketVersioning: (client, Bucket) => client.send(new GetBucketVersioningCommand({ Bucket })),
  GetBucketEncryption: (client, Bucket) => client.send(new GetBucketEncryptionCommand({ Bucket })),
  GetBucketPolicy: (client, Bucket) => client.send(new GetBucketPolicyCommand({ Bucket })),
  GetBucketOwnershipControls: (client, Bucket) => client.send(new GetBucketOwnershipControlsCommand({ Bucket })),
  GetObjectLockConfiguration: (client, Bucket) => client.send(new GetObjectLockConfigurationCommand({ Bucket })),
  GetPublicAccessBlock: (client, Bucket) => client.send(new GetPublicAccessBlockCommand({ Bucket })),
  GetBucketRequestPayment: (client, Bucket) => client.send(new GetBucketRequestPaymentCommand({ Bucket })),
  GetBucketNotificationConfiguration: (client, Bucket) =>
    client.send(new GetBucketNotificationConfigurationCommand({ Bucket })),
  GetBucketAbac: (client, Bucket) => client.send(new GetBucketAbacCommand({ Bucket })),
  GetBucketTagging: (client, Bucket) => client.send(new GetBucketTaggingCommand({ Bucket })),
} satisfies Record<string, Ask>;

export type BucketRead = keyof typeof bucketReads;

/** What S3's requests at the source depend on. */
export const sourceReads = [
  'GetBucketVersioning',
  'GetBucketEncryption',
  'GetBucketPolicy',
  'GetObjectLockConfiguration',
  'GetBucketOwnershipControls',
] as const satisfies readonly BucketRead[];

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
] as const satisfies readonly BucketRead[];

export class BucketWork {
  readonly name: string;
  readonly entry: Entry;
  /** Null = not known yet; see `regionOf`. */
  region: string | null;

  constructor(name: string, region: string | null, kept: JsonObject = {}) {
    this.name = name;
    this.region = region;
    const { Name: _name, BucketRegion, ...answers } = kept;
    if (this.region === null && typeof BucketRegion === 'string') this.region = BucketRegion;
    this.entry = new Entry(answers);
  }

  toJson(): JsonObject {
    return this.entry.toJson({ Name: this.name, ...(this.region === null ? {} : { BucketRegion: this.region }) });
  }
}

/** Of at most 10 000: small enough to be repeated without harm. */
const listPage = 1_000;

/**
 * The account's buckets, in whatever Region. `BucketRegion` is only answered to requests that carry a parameter, which MaxBuckets is.
 * @returns pages verbatim; an error entry stands as the last page
 */
export async function listBuckets(reader: AccountReader): Promise<readonly Json[]> {
  const pages: Json[] = [];
  let ContinuationToken: string | undefined;
  do {
    const input = { MaxBuckets: listPage, ...(ContinuationToken === undefined ? {} : { ContinuationToken }) };
    const page = await reader.ask('s3', reader.identity.region, 'ListBuckets', (client) =>
      client.send(new ListBucketsCommand(input)),
    );
    pages.push(page);
    const next = textAt(page, 'ContinuationToken');
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
export function headBucket(
  reader: AccountReader,
  bucket: BucketWork,
  region: string,
  owner: string | null,
): Promise<Json> {
  return bucket.entry.read('HeadBucket', async () => {
    const outcome = await reader.attempt('s3', region, 'HeadBucket', (client) =>
      client.send(
        new HeadBucketCommand({ Bucket: bucket.name, ...(owner === null ? {} : { ExpectedBucketOwner: owner }) }),
      ),
    );
    if ('output' in outcome) {
      const answer = plainJson(outcome.output);
      bucket.region ??= textAt(answer, 'BucketRegion') ?? null;
      return answer;
    }
    bucket.region ??= outcome.failure.bucketRegion;
    return failureEntry(outcome.failure, 'HeadBucket');
  });
}

/** The bucket's Region; where nobody says it, that of the first calls, from which S3 redirects. */
export async function regionOf(reader: AccountReader, bucket: BucketWork): Promise<string> {
  if (bucket.region === null) await headBucket(reader, bucket, reader.identity.region, null);
  return bucket.region ?? reader.identity.region;
}

export function readBucket(reader: AccountReader, bucket: BucketWork, operation: BucketRead): Promise<Json> {
  return bucket.entry.read(operation, async () => {
    const region = await regionOf(reader, bucket);
    return reader.ask('s3', region, operation, (client) => bucketReads[operation](client, bucket.name));
  });
}

export async function readAll(
  reader: AccountReader,
  bucket: BucketWork,
  operations: readonly BucketRead[],
): Promise<void> {
  await Promise.all(operations.map((operation) => readBucket(reader, bucket, operation)));
}

/** Whether S3 answered that there is no such bucket. */
export function isGone(answer: Json | undefined): boolean {
  const code = errorCodeOf(answer);
  return code === 'NoSuchBucket' || code === 'NotFound' || code === '404';
}
