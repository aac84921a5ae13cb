/** What a Batch Replication job asks for, by its settings. Source: rows of the request table. */
import { accountOfArn, bucketArn, bucketOfArn, partitionOfArn } from '../../estate/arn.js';
import { isMissing, valueOf } from '../../estate/fact.js';
import type { BatchJob, GivenManifest } from '../../estate/batch-job.js';
import type { Estate } from '../../estate/model.js';
import type { Text } from '../../policy/model.js';
import type { StringSet } from '../../policy/strings/index.js';
import { resolveKey } from '../pairs/keys.js';
import { replicatedKeys } from '../pairs/replicated-keys.js';

export type JobRule =
  | 'batch/initiate-not-allowed'
  | 'batch/manifest-not-readable'
  | 'batch/manifest-not-writable'
  | 'batch/report-not-writable';

interface Place {
  /** Bucket that is asked; null = a key. */
  readonly bucket: string | null;
  readonly resource: Text;
  /** With `*` for what is not known of the key. */
  readonly resourceText: string;
}

export interface JobRequest extends Place {
  /** Of the request table. */
  readonly row: string;
  readonly rule: JobRule;
  readonly action: string;
  /** Either is enough. */
  readonly otherAction?: string;
  /**
   * Bucket whose default key it is: nothing says that the file is encrypted with it, though new objects of the bucket are. Missing = the
   * request is made for sure.
   */
  readonly ifEncryptedLike?: string;
  /** Of the objects below the resource; missing = all. */
  readonly keys?: StringSet;
  /** Nobody knows which of them the job asks for: what is denied for some alone may never be asked for. */
  readonly mayBeFewer?: boolean;
}

/** One of them is enough. */
export function actionsOf({ action, otherAction }: JobRequest): readonly string[] {
  return otherAction === undefined ? [action] : [action, otherAction];
}

/** In the order in which a job runs. */
export function requestsOf(job: BatchJob, estate: Estate): readonly JobRequest[] {
  const partition = partitionOfArn(job.roleArn) ?? 'aws';
  return [
    ...ofManifest(job, estate),
    ...ofSource(job, partition, estate),
    ...ofOutput(job, estate),
    ...ofReport(job, estate),
  ];
}

function below(partition: string, bucket: string, prefix: string): Place {
  const start = `${bucketArn({ partition, name: bucket })}/${prefix}`;
  return { bucket, resource: { prefix: start }, resourceText: `${start}*` };
}

function ofSource(job: BatchJob, partition: string, estate: Estate): readonly JobRequest[] {
  const { source, manifest } = job;
  if (source === null) return [];
  const replicated = estate.buckets.get(source) ?? null;
  const arn = bucketArn({ partition, name: source });
  const bucket = { bucket: source, resource: arn, resourceText: arn };
  const rule = 'batch/manifest-not-readable';
  const generated: readonly JobRequest[] = [
    { row: 'A-62', rule, action: 's3:GetReplicationConfiguration', ...bucket },
    { row: 'A-62b', rule, action: 's3:PutInventoryConfiguration', ...bucket },
  ];
  return [
    ...(manifest === null ? generated : []),
    {
      row: 'A-61',
      rule: 'batch/initiate-not-allowed',
      action: 's3:InitiateReplication',
      ...below(partition, source, ''),
      keys: replicatedKeys(job.keyNames, replicated),
      mayBeFewer: replicated === null || isMissing(replicated.replication),
    },
  ];
}

function ofManifest({ manifest, roleArn }: BatchJob, estate: Estate): readonly JobRequest[] {
  const bucket = manifest === null ? undefined : bucketOfArn(manifest.arn)?.name;
  if (manifest === null || bucket === undefined) return [];
  const rule = 'batch/manifest-not-readable';
  return [
    {
      row: manifest.hasVersion ? 'A-63b' : 'A-63',
      rule,
      action: manifest.hasVersion ? 's3:GetObjectVersion' : 's3:GetObject',
      bucket,
      resource: manifest.arn,
      resourceText: manifest.arn,
    },
    ...withKey(defaultKey(bucket, roleArn, estate), rule, keyActionsToRead(manifest)),
  ];
}

const decrypt = { row: 'A-65', action: 'kms:Decrypt' } as const;
const generateDataKey = { row: 'A-65b', action: 'kms:GenerateDataKey' } as const;

/** An encrypted report of S3 Inventory takes both, as the page on permissions of S3 Batch Operations says; any other object takes one. */
function keyActionsToRead({ isInventory }: GivenManifest): readonly KeyAction[] {
  return isInventory ? [decrypt, generateDataKey] : [decrypt];
}

type KeyAction = typeof decrypt | typeof generateDataKey;

function ofOutput({ manifestOutput, roleArn }: BatchJob, estate: Estate): readonly JobRequest[] {
  if (manifestOutput === null) return [];
  const { bucket, prefix, key: configured } = manifestOutput;
  const place = below(partitionOfArn(roleArn) ?? 'aws', bucket, folder(prefix));
  const key =
    configured === null ? defaultKey(bucket, roleArn, estate) : placeOfKey(keyFor(configured, bucket, roleArn, estate));
  return [
    { row: 'A-64b', rule: 'batch/manifest-not-writable', action: 's3:PutObject', ...place },
    ...withKey(key, 'batch/manifest-not-writable', [generateDataKey]),
    ...(takesAcl(bucket, roleArn, estate)
      ? [
          {
            row: 'A-66',
            rule: 'batch/manifest-not-writable' as const,
            action: 's3:PutObjectAcl',
            ...place,
          },
        ]
      : []),
    // Whether S3 names the version of a manifest that it wrote itself is not documented.
    {
      row: 'A-63',
      rule: 'batch/manifest-not-readable',
      action: 's3:GetObject',
      otherAction: 's3:GetObjectVersion',
      ...place,
    },
    ...withKey(key, 'batch/manifest-not-readable', [decrypt]),
  ];
}

function ofReport({ report, roleArn, id }: BatchJob, estate: Estate): readonly JobRequest[] {
  if (report === null) return [];
  const { bucket, prefix } = report;
  const rule = 'batch/report-not-writable';
  const file = folder(prefix) + (id === '' ? 'job-' : `job-${id}/`);
  return [
    { row: 'A-64', rule, action: 's3:PutObject', ...below(partitionOfArn(roleArn) ?? 'aws', bucket, file) },
    ...withKey(defaultKey(bucket, roleArn, estate), rule, [generateDataKey]),
  ];
}

function folder(prefix: string): string {
  return prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
}

/** A bucket of another account in which access control lists count. */
function takesAcl(name: string, roleArn: string, { buckets }: Estate): boolean {
  const bucket = buckets.get(name);
  const account = bucket?.account ?? null;
  if (bucket === undefined || account === null || account === accountOfArn(roleArn)) return false;
  const { ownership } = bucket;
  return ownership.state === 'absent' || (ownership.state === 'known' && ownership.value !== 'BucketOwnerEnforced');
}

type PlaceOfKey = (Place & Pick<JobRequest, 'ifEncryptedLike'>) | null;

function withKey(place: PlaceOfKey, rule: JobRule, actions: readonly KeyAction[]): readonly JobRequest[] {
  return place === null ? [] : actions.map((action) => ({ ...action, rule, ...place }));
}

/** Where that is a customer's: everybody in its account may use `aws/s3` through S3. */
function defaultKey(name: string, roleArn: string, estate: Estate): PlaceOfKey {
  const bucket = estate.buckets.get(name);
  const encryption = bucket === undefined ? undefined : valueOf(bucket.encryption);
  const configured = encryption?.algorithm.startsWith('aws:kms') === true ? encryption.kmsKeyId : null;
  const place = configured === null ? null : placeOfKey(keyFor(configured, name, roleArn, estate));
  return place === null ? null : { ...place, ifEncryptedLike: name };
}

function placeOfKey(key: string | null): Place | null {
  return key === null ? null : { bucket: null, resource: key, resourceText: key };
}

/** In the bucket's Region, where only its id or alias is given; null = not known. */
function keyFor(configured: string, name: string, roleArn: string, estate: Estate): string | null {
  const bucket = estate.buckets.get(name);
  const region = bucket === undefined ? null : (valueOf(bucket.region) ?? null);
  const account = bucket?.account ?? accountOfArn(roleArn);
  return resolveKey(estate, configured, { partition: partitionOfArn(roleArn) ?? 'aws', account, region }).arn;
}
