/** One entry for a bucket, read; and several entries for the same bucket, joined. */
import { hasStandIn } from '../../basics/stand-in.js';
import { at, errorOf, factAt, factOfError, isFailed, meansAbsence } from './answer.js';
import { bucketReads } from '../read-operations.js';
import { partsOf } from '../../estate/arn.js';
import { type Fact, type Origin, absent, known } from '../../estate/fact.js';
import { notCollected } from './words.js';
import type { Join } from './join.js';
import type { Bucket, NotificationSummary, ServerSideEncryption } from '../../estate/model.js';
import type { PolicyDocuments } from './policy-documents.js';
import { partitionOfRegion } from '../../estate/partitions.js';
import type { RawBucket, RawExternalBucket } from '../snapshot/snapshot-shape.js';

/** `null` and the empty text are us-east-1, `EU` is the old name of eu-west-1. */
function regionOfLocation(constraint: string | null | undefined): string {
  if (constraint === undefined || constraint === null || constraint === '') return 'us-east-1';
  return constraint === 'EU' ? 'eu-west-1' : constraint;
}

function regionOf(raw: RawBucket, origin: Origin): Fact<string> {
  if (raw.BucketRegion !== undefined) return known(raw.BucketRegion, at(origin, 'BucketRegion'));
  const { HeadBucket: head, GetBucketLocation: location } = raw;
  // S3 names the Region in a header of HeadBucket, also where it refuses to answer.
  if (head !== undefined && 'BucketRegion' in head && typeof head.BucketRegion === 'string') {
    return known(head.BucketRegion, at(origin, 'HeadBucket', 'BucketRegion'));
  }
  if (location !== undefined) {
    return factAt('GetBucketLocation', location, origin, ({ LocationConstraint }, place) =>
      known(
        regionOfLocation(LocationConstraint),
        LocationConstraint === undefined ? place : at(place, 'LocationConstraint'),
      ),
    );
  }
  if (head !== undefined && isFailed(head)) return factOfError('HeadBucket', head, at(origin, 'HeadBucket'));
  return notCollected('HeadBucket');
}

/** The operations whose answer shows that the bucket is there. */
const witnesses = ['GetBucketLocation', ...bucketReads] as const;

const bucketIsGone = new Set(['NoSuchBucket', 'NotFound', '404']);

function existenceOf(raw: RawBucket, origin: Origin, isListed: boolean): Fact<true> {
  const head = raw.HeadBucket;
  if (head !== undefined && !isFailed(head)) return known(true, at(origin, 'HeadBucket'));
  if (head !== undefined && meansAbsence(errorOf(head).Code))
    return absent(errorOf(head).Code, at(origin, 'HeadBucket'));
  for (const operation of witnesses) {
    const answer = raw[operation];
    if (answer === undefined) continue;
    const place = at(origin, operation);
    if (!isFailed(answer)) return known(true, place);
    const { Code } = errorOf(answer);
    if (bucketIsGone.has(Code)) return absent(Code, place);
    if (meansAbsence(Code)) return known(true, place);
  }
  if (head !== undefined && isFailed(head)) return factOfError('HeadBucket', head, at(origin, 'HeadBucket'));
  return isListed ? known(true, origin) : notCollected('HeadBucket');
}

function encryptionOf(raw: RawBucket, origin: Origin): Fact<ServerSideEncryption> {
  return factAt('GetBucketEncryption', raw.GetBucketEncryption, origin, (answer, place) => {
    const rules = answer.ServerSideEncryptionConfiguration?.Rules ?? [];
    const index = Math.max(
      0,
      rules.findIndex((rule) => rule.ApplyServerSideEncryptionByDefault !== undefined),
    );
    const rule = rules[index];
    if (rule === undefined) return absent(null, place);
    const { ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled, BlockedEncryptionTypes } = rule;
    return known(
      {
        algorithm: byDefault?.SSEAlgorithm ?? 'AES256',
        kmsKeyId: byDefault?.KMSMasterKeyID ?? null,
        bucketKeyEnabled: BucketKeyEnabled ?? false,
        blocksSseC: BlockedEncryptionTypes?.EncryptionType?.includes('SSE-C') ?? null,
      },
      at(place, 'ServerSideEncryptionConfiguration', 'Rules', index),
    );
  });
}

function notificationOf(raw: RawBucket, origin: Origin): Fact<NotificationSummary> {
  return factAt(
    'GetBucketNotificationConfiguration',
    raw.GetBucketNotificationConfiguration,
    origin,
    (answer, place) => {
      const targets = [
        ...(answer.TopicConfigurations ?? []),
        ...(answer.QueueConfigurations ?? []),
        ...(answer.LambdaFunctionConfigurations ?? []),
      ];
      const events = new Set(targets.flatMap(({ Events }) => Events ?? []));
      return known({ events: [...events].sort(), eventBridge: answer.EventBridgeConfiguration !== undefined }, place);
    },
  );
}

export interface BucketSetting {
  /** Owner; null for a bucket of an account that is not in the snapshot and not named. */
  readonly account: string | null;
  readonly partition: string;
  /** Whether the entry stands in an account's own list. */
  readonly isListed: boolean;
  readonly documents: PolicyDocuments;
}

export function readBucket(
  raw: RawBucket,
  origin: Origin,
  { account, partition, isListed, documents }: BucketSetting,
): Bucket {
  return {
    name: raw.Name,
    account,
    partition,
    region: regionOf(raw, origin),
    exists: existenceOf(raw, origin, isListed),
    versioning: factAt('GetBucketVersioning', raw.GetBucketVersioning, origin, known),
    replication: factAt('GetBucketReplication', raw.GetBucketReplication, origin, (answer, place) =>
      known(answer.ReplicationConfiguration, at(place, 'ReplicationConfiguration')),
    ),
    encryption: encryptionOf(raw, origin),
    policy: factAt('GetBucketPolicy', raw.GetBucketPolicy, origin, ({ Policy }, place) =>
      documents.read(Policy, at(place, 'Policy')),
    ),
    ownership: factAt(
      'GetBucketOwnershipControls',
      raw.GetBucketOwnershipControls,
      origin,
      ({ OwnershipControls: { Rules } }, place) =>
        Rules[0] === undefined
          ? absent(null, place)
          : known(Rules[0].ObjectOwnership, at(place, 'OwnershipControls', 'Rules', 0, 'ObjectOwnership')),
    ),
    objectLock: factAt('GetObjectLockConfiguration', raw.GetObjectLockConfiguration, origin, (answer, place) =>
      known(answer.ObjectLockConfiguration, at(place, 'ObjectLockConfiguration')),
    ),
    publicAccessBlock: factAt('GetPublicAccessBlock', raw.GetPublicAccessBlock, origin, (answer, place) =>
      known(answer.PublicAccessBlockConfiguration, at(place, 'PublicAccessBlockConfiguration')),
    ),
    tags: factAt('GetBucketTagging', raw.GetBucketTagging, origin, ({ TagSet }, place) =>
      known(TagSet, at(place, 'TagSet')),
    ),
    requestPayment: factAt('GetBucketRequestPayment', raw.GetBucketRequestPayment, origin, ({ Payer }, place) =>
      Payer === undefined ? absent(null, place) : known(Payer, at(place, 'Payer')),
    ),
    abac: factAt('GetBucketAbac', raw.GetBucketAbac, origin, ({ AbacStatus }, place) =>
      AbacStatus?.Status === undefined
        ? absent(null, place)
        : known(AbacStatus.Status === 'Enabled', at(place, 'AbacStatus', 'Status')),
    ),
    ...besidesOf(raw, origin),
    origin,
  };
}

/** What verdicts depend on least. */
function besidesOf(
  raw: RawBucket,
  origin: Origin,
): Pick<Bucket, 'notification' | 'lifecycle' | 'unorderedVersioning' | 'observed'> {
  return {
    notification: notificationOf(raw, origin),
    lifecycle: factAt<NonNullable<RawBucket['GetBucketLifecycleConfiguration']>, unknown>(
      'GetBucketLifecycleConfiguration',
      raw.GetBucketLifecycleConfiguration,
      origin,
      known,
    ),
    unorderedVersioning: factAt('UnorderedVersioning', raw.UnorderedVersioning, origin, ({ Buckets }, place) =>
      known(
        Buckets.map(({ Name }) => Name),
        place,
      ),
    ),
    observed: factAt('ObservedReplication', raw.ObservedReplication, origin, ({ Versions }, place) =>
      known(
        {
          versions: Versions.map(({ Key, VersionId, ReplicationStatus }) => ({
            key: Key,
            versionId: VersionId,
            status: ReplicationStatus ?? null,
          })),
        },
        place,
      ),
    ),
  };
}

/** By its ARN, its Region, or else the one partition of the snapshot's accounts. */
export function partitionOfExternal(raw: RawExternalBucket, partitions: ReadonlySet<string>): string {
  const ofArn = raw.Arn === undefined ? null : partsOf(raw.Arn);
  if (ofArn !== null) return ofArn.partition;
  const head = raw.HeadBucket;
  const region = raw.BucketRegion ?? (head !== undefined && 'BucketRegion' in head ? head.BucketRegion : undefined);
  if (typeof region === 'string') return partitionOfRegion(region);
  const [only] = partitions;
  return partitions.size === 1 && only !== undefined ? only : 'aws';
}

/** Two readings of one bucket. */
export function joinBuckets(first: Bucket, second: Bucket, join: Join, account: string | null): Bucket {
  const exists = join.better(first.exists, second.exists);
  // What a change deletes replicates nothing any more, whatever was read of it before.
  const gone =
    exists.state === 'absent' && exists.origin !== null && join.isChange(exists.origin.source) ? exists : null;
  return {
    name: first.name,
    account,
    partition: first.partition,
    region: knownRegion(first.region, second.region, join),
    exists,
    versioning: join.better(first.versioning, second.versioning),
    replication: gone ?? join.better(first.replication, second.replication),
    encryption: join.better(first.encryption, second.encryption),
    policy: join.better(first.policy, second.policy),
    ownership: join.better(first.ownership, second.ownership),
    objectLock: join.better(first.objectLock, second.objectLock),
    publicAccessBlock: join.better(first.publicAccessBlock, second.publicAccessBlock),
    tags: join.better(first.tags, second.tags),
    requestPayment: join.better(first.requestPayment, second.requestPayment),
    abac: join.better(first.abac, second.abac),
    notification: join.better(first.notification, second.notification),
    lifecycle: join.better(first.lifecycle, second.lifecycle),
    unorderedVersioning: join.better(first.unorderedVersioning, second.unorderedVersioning),
    observed: join.better(first.observed, second.observed),
    origin: newerOrigin(first.origin, second.origin, join),
  };
}

/** Code that leaves its Region open does not unsay one that is known. */
function knownRegion(first: Bucket['region'], second: Bucket['region'], join: Join): Bucket['region'] {
  const isOpen = ({ state, ...fact }: Bucket['region']): boolean =>
    state === 'known' && 'value' in fact && hasStandIn(fact.value);
  if (first.state === 'known' && second.state === 'known' && isOpen(first) !== isOpen(second))
    return isOpen(first) ? second : first;
  return join.better(first, second);
}

export function newerOrigin(first: Origin | null, second: Origin | null, join: Join): Origin | null {
  return first === null || (second !== null && join.isNewer(second.source, first.source)) ? second : first;
}
