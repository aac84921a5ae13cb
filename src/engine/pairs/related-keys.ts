/**
 * The keys that replicas are encrypted with: the one that the replication rule names, or, with `UseSourceMultiRegionKey`, the related
 * multi-Region key of each source key in the Region of the destination.
 * Sources: API_EncryptionConfiguration (2026-11-18); KMS Developer Guide, "Multi-Region keys" (related keys share account and key id, the id
 * begins with `mrk-`). Which rights S3 needs on the related key no page says: as on any replica key is inferred.
 */
import { accountOfArn, arnInRegion, keyIdOfArn } from '../../estate/arn.js';
import { isMissing } from '../../estate/fact.js';
import type { Bucket, Estate, KeyMetadata } from '../../estate/model.js';
import type { Unanswered } from '../../policy/model.js';
import type { Destination, KeyReference, RelatedKey } from '../shapes/model.js';
import { groupBy } from '../../basics/group-by.js';
import { missingEvidence } from '../documents/missing-evidence.js';
import { regionName } from './region-name.js';

export function relatedKeys(
  estate: Estate,
  source: Bucket,
  sourceKeys: readonly KeyReference[],
  destination: Destination,
): readonly RelatedKey[] {
  return sourceKeys.map((key) => relatedKey(estate, source, key, destination));
}

function relatedKey(estate: Estate, bucket: Bucket, source: KeyReference, destination: Destination): RelatedKey {
  if (source.isAwsManaged === true) return { state: 'single-region', source };
  if (source.arn === null) return { state: 'open', source, question: unresolved(estate, source) };
  const id = keyIdOfArn(source.arn) ?? '';
  const metadata = source.kmsKey?.metadata;
  const isSingle = metadata?.state === 'known' && metadata.value.MultiRegion === false;
  if (!isMultiRegionId(id) || isSingle) return { state: 'single-region', source };
  const { region } = destination;
  if (region === null) {
    const fact = destination.bucket?.region ?? estate.unlisted('HeadBucket');
    const missing = isMissing(fact) ? fact : estate.unlisted('HeadBucket');
    return { state: 'open', source, question: missingEvidence(missing, destination.name) };
  }
  if (region === regionName(bucket)) return { state: 'open', source, question: sameRegion(destination.name) };
  const { arn, state } = relatedIn(estate, source.arn, region);
  if (state === 'not-replicated') return { state, source, region };
  const kmsKey = estate.kmsKeys.get(arn) ?? null;
  const key = { configured: arn, arn, kmsKey, isAlias: false, isAwsManaged: false, account: source.account, region };
  return { state: 'found', source, key };
}

export interface RelatedIn {
  readonly arn: string;
  readonly state: 'found' | 'not-replicated' | 'not-known';
}

/** What the estate knows of the related key of a multi-Region key, or of one that is named where it does not exist. */
export function relatedIn(estate: Estate, arn: string, region: string): RelatedIn {
  const related = arnInRegion(arn, region);
  const there = estate.kmsKeys.get(related)?.metadata.state;
  if (there === 'known') return { arn: related, state: 'found' };
  if (there === 'absent') return { arn: related, state: 'not-replicated' };
  const lists = siblings(estate, arn).map(({ MultiRegionConfiguration }) => MultiRegionConfiguration);
  const isUnlisted = lists.some((list) => !isListed(list, region));
  return { arn: related, state: isUnlisted ? 'not-replicated' : 'not-known' };
}

/** Keys of the same account and id in all Regions, this one among them, as far as DescribeKey was read. */
export function siblings(estate: Estate, arn: string): readonly KeyMetadata[] {
  const id = keyIdOfArn(arn);
  return id === null ? [] : (multiRegionKeysOf(estate).get(`${accountOfArn(arn) ?? ''} ${id}`) ?? []);
}

const multiRegionKeys = new WeakMap<Estate, ReadonlyMap<string, readonly KeyMetadata[]>>();

/** By account and id. */
function multiRegionKeysOf(estate: Estate): ReadonlyMap<string, readonly KeyMetadata[]> {
  let found = multiRegionKeys.get(estate);
  if (found === undefined) {
    const keys = [...estate.kmsKeys.values()].flatMap(({ account, keyId, metadata }) =>
      isMultiRegionId(keyId) && metadata.state === 'known'
        ? [{ id: `${account} ${keyId}`, value: metadata.value }]
        : [],
    );
    const byId = groupBy(keys, ({ id }) => id);
    found = new Map([...byId].map(([id, list]) => [id, list.map(({ value }) => value)]));
    multiRegionKeys.set(estate, found);
  }
  return found;
}

/** Source: KMS Developer Guide, "Multi-Region keys": the ids of related keys are the same and begin with `mrk-`. */
export function isMultiRegionId(id: string): boolean {
  return id.startsWith('mrk-');
}

interface MultiRegionConfiguration {
  readonly PrimaryKey?: { readonly Region?: string };
  readonly ReplicaKeys?: readonly { readonly Region?: string }[];
}

/** Without a list of related keys nothing says that there is none. */
function isListed(configuration: MultiRegionConfiguration | undefined, region: string): boolean {
  if (configuration?.PrimaryKey === undefined || configuration.ReplicaKeys === undefined) return true;
  return [configuration.PrimaryKey, ...configuration.ReplicaKeys].some((each) => each.Region === region);
}

function unresolved(estate: Estate, source: KeyReference): Unanswered {
  const name = source.configured ?? 'alias/aws/s3';
  return missingEvidence(estate.unlisted('ListAliases'), name);
}

function sameRegion(name: string): Unanswered {
  return {
    cause: 'undocumented',
    id: `related-key-same-region:${name}`,
    what: `UseSourceMultiRegionKey is enabled for a destination in the Region of the source (${name}). Which key S3 then uses is not documented.`,
    how: 'Upload one object and look at the encryption key of its replica, or name the key in ReplicaKmsKeyID.',
  };
}

/** What the rule asks for and AWS does not describe: a named key and the related key at once. */
export function bothNamed(bucket: string, rule: string): Unanswered {
  return {
    cause: 'undocumented',
    id: `replica-key-and-related-key:${bucket}:${rule}`,
    what: `The ${rule} of ${bucket} names a replica key and enables UseSourceMultiRegionKey. Which of the two S3 uses is not documented.`,
    how: 'Keep one of them, or upload one object and look at the encryption key of its replica.',
  };
}
