import { hasStandIn } from '../basics/stand-in.js';
import type { Fact, Missing } from '../estate/fact.js';
import type { Bucket, ServerSideEncryption } from '../estate/model.js';
import type { PairFacts, ReplicationSetup } from './model.js';
import { schemaOf } from './configuration/schema.js';
import { asksForRelatedKey, selectsKmsObjects } from './configuration/selection.js';

/** What a caller knows beyond the setup, such as an alias that it resolved. */
export interface KnownBeyondSetup {
  readonly replicaKeyIsAwsManaged?: boolean | null;
}

/** What the request table looks at. `null` wherever the evidence is missing: an unknown setting is never taken as off. */
export function pairFacts(setup: ReplicationSetup, beyond: KnownBeyondSetup = {}): PairFacts {
  const { source, destination, rule, configuration } = setup;
  const replicaKey = rule.Destination.EncryptionConfiguration?.ReplicaKmsKeyID ?? '';
  const sourceEncryption = source.encryption;
  const destinationEncryption = destination?.encryption;
  return {
    schema: schemaOf(configuration),
    crossAccount: isCrossAccount(source, destination),
    deleteMarkers: replicatesDeleteMarkers(setup),
    ownerOverride: rule.Destination.AccessControlTranslation?.Owner === 'Destination',
    replicaModifications: rule.SourceSelectionCriteria?.ReplicaModifications?.Status === 'Enabled',
    replicatesKms: selectsKmsObjects(rule),
    objectLock: judge(source.objectLock, ({ ObjectLockEnabled }) => ObjectLockEnabled === 'Enabled'),
    sourceBucketKey: judge(sourceEncryption, ({ bucketKeyEnabled }) => bucketKeyEnabled),
    destinationBucketKey: judge(destinationEncryption, ({ bucketKeyEnabled }) => bucketKeyEnabled),
    replicaKeyConfigured: replicaKey !== '' || asksForRelatedKey(rule),
    replicaKeyIsAwsManaged: beyond.replicaKeyIsAwsManaged ?? namesAwsManagedKey(replicaKey),
    destinationDefaultIsKms: judge(destinationEncryption, isKms),
    destinationOwnerEnforced: judge(destination?.ownership, (ownership) => ownership === 'BucketOwnerEnforced'),
  };
}

/** A fact's judgement: what AWS says is not configured is no; what nobody could read is not known. */
function judge<T>(fact: Fact<T> | undefined, is: (value: T) => boolean): boolean | null {
  if (fact?.state === 'known') return is(fact.value);
  return fact?.state === 'absent' ? false : null;
}

/** The rule's `Destination.Account` is a claim that S3 does not always check: only the owner that the estate knows counts. */
function isCrossAccount(source: Bucket, destination: Bucket | null): boolean | null {
  if (source.account === null || destination === null || destination.account === null) return null;
  if (source.account === destination.account) return false;
  return hasStandIn(source.account + destination.account) ? null : true;
}

/** V1 has no switch for delete markers and replicates those that users make; an explicit switch is believed in either schema. */
function replicatesDeleteMarkers({ rule, configuration }: ReplicationSetup): boolean {
  if (rule.DeleteMarkerReplication !== undefined) return rule.DeleteMarkerReplication.Status === 'Enabled';
  return schemaOf(configuration) === 'V1';
}

function isKms({ algorithm }: ServerSideEncryption): boolean {
  return algorithm === 'aws:kms' || algorithm === 'aws:kms:dsse';
}

/** An alias that begins with `aws/` is AWS's; any other name has to be looked up. */
function namesAwsManagedKey(key: string): boolean | null {
  if (/(?:^|:)alias\/aws\//.test(key)) return true;
  return key.includes('alias/') ? false : null;
}

/**
 * The evidence that a fact was judged from, for saying why it is null. `null` = no single answer of AWS: the owner of the
 * destination bucket is known from whatever account it was collected in.
 * @param unlisted why something is missing of a bucket that is not in the estate
 */
export function evidenceBehind(
  fact: keyof PairFacts,
  { source, destination }: Pick<ReplicationSetup, 'source' | 'destination'>,
  unlisted: (operation: string) => Missing,
): Fact<unknown> | null {
  switch (fact) {
    case 'objectLock':
      return source.objectLock;
    case 'sourceBucketKey':
      return source.encryption;
    case 'destinationBucketKey':
    case 'destinationDefaultIsKms':
      return destination?.encryption ?? unlisted('GetBucketEncryption');
    case 'destinationOwnerEnforced':
      return destination?.ownership ?? unlisted('GetBucketOwnershipControls');
    default:
      return null;
  }
}
