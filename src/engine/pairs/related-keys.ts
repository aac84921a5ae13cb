/**
 * The keys that replicas are encrypted with: the one that the replication rule names, or, with `UseSourceMultiRegionKey`, the related
 * multi-Region key of each source key in the Region of the destination.
 * Sources: API_EncryptionConfiguration (2026-11-18); KMS Developer Guide, "Multi-Region keys" (related keys share account and key id, the id
 * begins with `mrk-`). Which rights S3 needs on the related key no page says: as on any replica key is inferred.
 */
import { arnInRegion, keyIdOfArn } from '../../estate/arn.js';
import { isMissing, notCollected } from '../../estate/fact.js';
import type { Bucket, Estate } from '../../estate/model.js';
import type { Unsettled } from '../../policy/model.js';
import type { Destination, KeyReference, RelatedKey } from '../model.js';
import { missingEvidence } from '../requests/missing-evidence.js';
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
  if (source.arn === null) return { state: 'open', source, settle: unresolved(source) };
  const id = keyIdOfArn(source.arn) ?? '';
  const metadata = source.kmsKey?.metadata;
  const isSingle = metadata?.state === 'known' && metadata.value.MultiRegion === false;
  if (!id.startsWith('mrk-') || isSingle) return { state: 'single-region', source };
  const { region } = destination;
  if (region === null) {
    const fact = destination.bucket?.region ?? notCollected('HeadBucket');
    const missing = isMissing(fact) ? fact : notCollected('HeadBucket');
    return { state: 'open', source, settle: missingEvidence(missing, destination.name) };
  }
  if (region === regionName(bucket)) return { state: 'open', source, settle: sameRegion(destination.name) };
  const arn = arnInRegion(source.arn, region);
  const kmsKey = estate.kmsKeys.get(arn) ?? null;
  if (kmsKey?.metadata.state === 'absent') return { state: 'not-replicated', source, region };
  const isKnown = kmsKey?.metadata.state === 'known';
  if (!isKnown && metadata?.state === 'known' && !isListed(metadata.value.MultiRegionConfiguration, region))
    return { state: 'not-replicated', source, region };
  const key = { configured: arn, arn, kmsKey, isAlias: false, isAwsManaged: false, account: source.account, region };
  return { state: 'found', source, key };
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

function unresolved(source: KeyReference): Unsettled {
  const name = source.configured ?? 'alias/aws/s3';
  return missingEvidence(notCollected('ListAliases'), name);
}

function sameRegion(name: string): Unsettled {
  return {
    cause: 'undocumented',
    id: `related-key-same-region:${name}`,
    what: `UseSourceMultiRegionKey is enabled for a destination in the Region of the source (${name}): which key S3 then takes is not documented.`,
    how: 'Upload one object and look at the encryption key of its replica, or name the key in ReplicaKmsKeyID.',
  };
}

/** What the rule asks for and AWS does not describe: a named key and the related key at once. */
export function bothNamed(bucket: string, rule: string): Unsettled {
  return {
    cause: 'undocumented',
    id: `replica-key-and-related-key:${bucket}:${rule}`,
    what: `The ${rule} of ${bucket} names a replica key and enables UseSourceMultiRegionKey: which of the two S3 uses is not documented.`,
    how: 'Keep one of them, or upload one object and look at the encryption key of its replica.',
  };
}
