/** Changes of a replication configuration, as patches. */
import { isMultiRegionId } from '../pairs/related-keys.js';
import type { Denial } from '../../policy/model.js';
import { schemaOf } from '../../replication/configuration/schema.js';
import { arnInPartition, arnInRegion, bucketArn, keyIdOfArn, partitionOfArn } from '../../estate/arn.js';
import type { DecidedRequest, KeyReference, Pair } from '../shapes/model.js';
import { keyCondition } from '../verdict/key-condition.js';
import type { PatchDraft } from '../shapes/patch-draft.js';
import type { JsonObject } from './statements.js';

type Change = Pick<PatchDraft, 'value'> & Partial<Pick<PatchDraft, 'decision'>>;

/** On one replication rule. */
export function ofRule(pair: Pair, { value, decision = value === null }: Change): PatchDraft {
  return {
    account: pair.source.account,
    owner: 'source',
    target: {
      kind: 'replication-configuration',
      resource: bucketArn(pair.source),
      name: pair.id,
      part: `Rules[${pair.index}]`,
    },
    operation: 'set',
    value,
    decision,
    narrows: false,
    cause: value === null ? 'partition' : Object.keys(leaves(value)).sort().join(' '),
  };
}

/** What of the rule changes: changes of different members are different patches. */
function leaves(value: JsonObject, path = ''): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      typeof member === 'object' && member !== null && !Array.isArray(member)
        ? Object.entries(leaves(member as JsonObject, `${path}/${name}`))
        : [[`${path}/${name}`, member]],
    ),
  );
}

// ---- partitions ---------------------------------------------------------------------------------------------------

function rolePartition({ role, source }: Pair): string {
  return (role.arn === null ? null : partitionOfArn(role.arn)) ?? source.partition;
}

export function isWithinOnePartition(pair: Pair): boolean {
  return pair.source.partition === pair.destination.partition && rolePartition(pair) === pair.source.partition;
}

/** The bucket, or the role, of that name in the partition of the source, where it is known; else somebody has to choose. */
export function correctPartition(pair: Pair): readonly PatchDraft[] {
  const { source, destination, role, estate } = pair;
  if (destination.partition !== source.partition) {
    const bucket = estate.buckets.get(destination.name);
    const value =
      bucket?.partition === source.partition
        ? { Destination: { Bucket: bucketArn({ partition: source.partition, name: destination.name }) } }
        : null;
    return [ofRule(pair, { value })];
  }
  const arn = arnInPartition(role.arn ?? '', source.partition);
  return [ofConfiguration(pair, { value: estate.roles.has(arn) ? { Role: arn } : null })];
}

function ofConfiguration(pair: Pair, change: Change): PatchDraft {
  const draft = ofRule(pair, change);
  return { ...draft, target: { ...draft.target, name: null, part: null } };
}

/** Another role than the one that is named, which does not exist: whether it is meant, the owner of the source says. */
export function setRole(pair: Pair, Role: string): PatchDraft {
  return ofConfiguration(pair, { value: { Role }, decision: true });
}

// ---- what the rule selects ----------------------------------------------------------------------------------------

/**
 * Where the policy of a shared destination lets the role write below a prefix of its own, the rule is to keep to that prefix: opening
 * the bucket further is for its owner to decide. Null = the policy is not of that kind.
 */
export function narrowSelection(denial: Denial, { row }: DecidedRequest, pair: Pair): readonly PatchDraft[] | null {
  if (denial.policyKind !== 'bucket' || denial.forAll || row.target !== 'destination-objects') return null;
  const [near] = denial.statements;
  const resources = near?.statement?.resources;
  if (near?.effect !== 'near-miss' || denial.misfit?.part !== 'resource' || resources?.not !== false) return null;
  const start = `${bucketArn(pair.destination)}/`;
  const prefixes = resources.patterns.flatMap((pattern) => {
    const prefix = pattern.startsWith(start) && pattern.endsWith('*') ? pattern.slice(start.length, -1) : '';
    return prefix !== '' && !/[*?$]/u.test(prefix) && prefix.startsWith(pair.selected.selection.prefix) ? [prefix] : [];
  });
  const [prefix] = prefixes;
  if (prefix === undefined || prefixes.length !== resources.patterns.length || prefixes.length > 1) return null;
  return [ofRule(pair, { value: withPrefix(pair, prefix), decision: true })];
}

function withPrefix({ replicationRule: { Filter: filter }, configuration }: Pair, Prefix: string): JsonObject {
  if (schemaOf(configuration) === 'V1' || filter === undefined) return { Prefix };
  const { And, Tag, Not } = filter;
  if (And === undefined && Tag === undefined && Not === undefined) return { Filter: { Prefix } };
  const joined = { Prefix, ...(Tag !== undefined && { Tags: [{ ...Tag }] }), ...(Not !== undefined && { Not }) };
  return { Filter: { And: joined, Tag: null, Not: null } } as JsonObject;
}

/** KMS-encrypted objects are selected, and get a key; without one that the evidence names, somebody has to choose it. */
export function selectKmsObjects(pair: Pair): PatchDraft {
  const key = replicaKeyToUse(pair);
  const selection = { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } };
  return key === null
    ? { ...ofRule(pair, { value: null }), cause: 'kms-selection' }
    : ofRule(pair, {
        value: { ...selection, Destination: { EncryptionConfiguration: { ReplicaKmsKeyID: key } } },
        // Which key protects replicas is for the owner of the destination to say.
        decision: pair.kms.replicaKey?.arn !== key,
      });
}

/** A key of the destination Region in place of the one that is named. */
export function changeReplicaKey(pair: Pair): PatchDraft {
  const key = replicaKeyToUse(pair);
  const value = key === null ? null : { Destination: { EncryptionConfiguration: { ReplicaKmsKeyID: key } } };
  // The key that an alias stands for is the one that is meant; any other is for the owner of the destination to choose.
  const draft = ofRule(pair, { value, decision: key === null || key !== pair.kms.replicaKey?.arn });
  return value === null ? { ...draft, cause: 'replica-key' } : draft;
}

/**
 * The key that the rule means, where it fits: the named one, the related multi-Region key, or the key that the destination bucket
 * encrypts with by default.
 */
function replicaKeyToUse(pair: Pair): string | null {
  const {
    kms: { replicaKey },
    destination,
    estate,
  } = pair;
  const named = replicaKey?.arn ?? null;
  const isMultiRegion = named !== null && isMultiRegionId(keyIdOfArn(named) ?? '');
  const related = isMultiRegion ? arnInRegion(named, destination.region ?? '') : null;
  const byDefault = destination.bucket?.encryption;
  const ofBucket = byDefault?.state === 'known' ? (byDefault.value.kmsKeyId ?? null) : null;
  const candidates = [named, related, ofBucket].filter((arn) => arn !== null);
  return candidates.find((arn) => fits(arn, estate.kmsKeys.get(arn) ?? null, pair)) ?? null;
}

function fits(arn: string, kmsKey: KeyReference['kmsKey'], { destination, facts }: Pair): boolean {
  const metadata = kmsKey?.metadata;
  if (kmsKey === null || metadata?.state !== 'known' || kmsKey.region !== destination.region) return false;
  if (facts.crossAccount !== false && metadata.value.KeyManager === 'AWS') return false;
  return arn === kmsKey.arn && keyCondition(metadata.value).is === 'usable';
}

/** `Destination.Account` as the bucket's real owner. */
export function setDestinationAccount(pair: Pair, Account: string): PatchDraft {
  return ofRule(pair, { value: { Destination: { Account } } });
}
