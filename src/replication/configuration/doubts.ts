/**
 * What AWS does not document as invalid, but S3 has hardly accepted from anyone: code that has it may never be in force. Sources stand
 * beside each; where there is none, it is a message of S3 that emulators repeat.
 */
import { hasStandIn } from '../../basics/stand-in.js';
import type { ReplicationConfiguration, ReplicationRule } from '../../estate/model.js';
import { PrefixCover } from './prefix-cover.js';
import { namesReplicaKey } from './selection.js';
import { unfamiliarParts } from './unfamiliar.js';

export interface Doubt {
  /** Index of the replication rule that shows it. */
  readonly index: number;
  /** Unique in its rule. */
  readonly path: string;
  /** To follow the name of the rule: `has priority -1`. */
  readonly what: string;
}

/** All of a configuration, in the order of its rules. */
export interface Doubts {
  /** Of a configuration that S3 may never have seen. */
  readonly inCode: readonly Doubt[];
  /** Also where S3 itself answered so: without those that it may accept by now, or accepts from some accounts. */
  readonly anywhere: readonly Doubt[];
}

type Found = Pick<Doubt, 'path' | 'what'> & {
  /** Whether S3 may have got it since: what S3 itself answered is then right. */
  readonly mayBeNew?: boolean;
};

const known = new WeakMap<ReplicationConfiguration, Doubts>();

/** Found once for each configuration. */
export function doubtsAbout(configuration: ReplicationConfiguration): Doubts {
  const before = known.get(configuration);
  if (before !== undefined) return before;
  const inCode: Doubt[] = [];
  const anywhere: Doubt[] = [];
  const earlier = new PrefixCover();
  const isMixed = configuration.Rules.some(({ Filter }) => Filter !== undefined);
  for (const [index, rule] of configuration.Rules.entries()) {
    const older = rule.Filter === undefined ? amongOlderOnes(rule, isMixed, earlier) : [];
    const found: readonly Found[] = [...inRule(rule), ...notInSchema(configuration, rule), ...older];
    for (const { path, what, mayBeNew = false } of found) {
      inCode.push({ index, path, what });
      if (!mayBeNew) anywhere.push({ index, path, what });
    }
    if (rule.Filter === undefined) earlier.add(rule.Prefix ?? '', index);
  }
  const doubts = { inCode: [...inCode, ...existingObjects(configuration)], anywhere };
  known.set(configuration, doubts);
  return doubts;
}

/** @param earlier prefixes of the rules before it that have no Filter either */
function* amongOlderOnes({ Prefix = '' }: ReplicationRule, isMixed: boolean, earlier: PrefixCover): Iterable<Found> {
  // Which schema applies is not documented: in either, one of the rules has what it does not know, or lacks what it asks for.
  if (isMixed) yield { path: 'Filter', what: 'has no Filter, and other rules of the configuration have one' };
  // Source: S3 API Reference of the older schema, PUT Bucket replication.
  if (earlier.ownerOf(Prefix) !== null || earlier.below(Prefix).length > 0)
    yield { path: 'Prefix', what: 'has no Filter, and its prefix overlaps with that of another rule' };
}

/**
 * S3 took it from accounts that AWS Support had allowed to, and refuses it from others: MalformedXML, whatever its status.
 * Sources: hashicorp/terraform-provider-aws#23803, #43746; aws-controllers-k8s/community#1885.
 */
function existingObjects({ Rules }: ReplicationConfiguration): readonly Doubt[] {
  return Rules.flatMap(({ ExistingObjectReplication }, index) =>
    ExistingObjectReplication === undefined
      ? []
      : [{ index, path: 'ExistingObjectReplication', what: 'has ExistingObjectReplication' }],
  );
}

/** Values of an enumeration that S3's schema does not have: also where nothing else depends on them, S3 refuses them all. */
function* notInSchema(configuration: ReplicationConfiguration, rule: ReplicationRule): Iterable<Found> {
  for (const { path, value } of unfamiliarParts(configuration, rule))
    if (value !== null && !hasStandIn(value))
      yield { path, what: `has a value of ${path} that replint does not know (${value.slice(0, 80)})`, mayBeNew: true };
}

/** Type Integer in the S3 API Reference; S3 names the bounds. */
const highestPriority = 2 ** 31 - 1;

/** Sources: S3 API Reference, Destination; CloudFormation, AWS::S3::Bucket ReplicationDestination, which lists those of replicas. */
const classesOfReplicas: ReadonlySet<string> = new Set([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
]);

/** Of objects elsewhere, and none at all. Source: S3 API Reference, Object. */
const otherClasses: ReadonlySet<string> = new Set([
  '',
  'OUTPOSTS',
  'SNOW',
  'EXPRESS_ONEZONE',
  'FSX_OPENZFS',
  'FSX_ONTAP',
  'AWS_BACKUP_WARM',
  'AWS_BACKUP_LOW_COST_WARM',
]);

function* inRule(rule: ReplicationRule): Iterable<Found> {
  const { Priority: priority = 0, Filter: filter, Destination: destination, SourceSelectionCriteria: selection } = rule;
  if (priority < 0 || priority > highestPriority)
    yield { path: 'Priority', what: `has priority ${priority}, which is not between 0 and ${highestPriority}` };
  const { StorageClass: storageClass = 'STANDARD', AccessControlTranslation: translation } = destination;
  if (!hasStandIn(storageClass) && !classesOfReplicas.has(storageClass))
    yield {
      path: 'StorageClass',
      what: `gives replicas storage class "${storageClass.slice(0, 80)}"`,
      mayBeNew: !otherClasses.has(storageClass) && !classesOfReplicas.has(storageClass.toUpperCase()),
    };
  if (translation !== undefined && translation.Owner === undefined)
    yield { path: 'AccessControlTranslation', what: 'has AccessControlTranslation without Owner' };
  if (selection !== undefined) yield* inSelection(selection, namesReplicaKey(rule));
  // Source: hashicorp/terraform-provider-aws#26241; with a key it is a conflict.
  const isEncryptionAlone =
    destination.EncryptionConfiguration !== undefined && selection?.SseKmsEncryptedObjects === undefined;
  if (isEncryptionAlone && !namesReplicaKey(rule))
    yield { path: 'EncryptionConfiguration', what: 'has EncryptionConfiguration without SseKmsEncryptedObjects' };
  if (filter === undefined) yield* inOlderSchema(rule);
  const { And } = filter ?? {};
  if (And === undefined) return;
  const keys = (And.Tags ?? []).map(({ Key }) => Key);
  if (keys.length === 0 && And.Prefix === undefined && And.Not === undefined)
    yield { path: 'Filter.And', what: 'has an And in its Filter with nothing in it' };
  if (new Set(keys).size < keys.length) yield { path: 'Filter.And.Tags', what: 'names a tag key twice in its Filter' };
}

/** Sources: S3 API Reference, SseKmsEncryptedObjects and ReplicaModifications: the status is required. */
function* inSelection(
  selection: NonNullable<ReplicationRule['SourceSelectionCriteria']>,
  namesKey: boolean,
): Iterable<Found> {
  const parts = ['SseKmsEncryptedObjects', 'ReplicaModifications'] as const;
  const at = (part: string): string => `SourceSelectionCriteria.${part}`;
  if (parts.every((part) => selection[part] === undefined))
    yield { path: 'SourceSelectionCriteria', what: 'has SourceSelectionCriteria with nothing in it' };
  for (const part of parts)
    if (selection[part] !== undefined && selection[part].Status === undefined)
      yield { path: at(part), what: `has ${part} without Status` };
  // S3 refused it while there was only the older schema: "ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present".
  if (selection.SseKmsEncryptedObjects?.Status === 'Disabled' && !namesKey)
    yield {
      path: at('SseKmsEncryptedObjects'),
      what: 'has SseKmsEncryptedObjects and names no replica key',
      mayBeNew: true,
    };
}

/** A rule with neither a Filter nor a Prefix is of it, and takes all objects. Source: aws/aws-cdk#30966, where one was deployed. */
function* inOlderSchema({ Destination }: ReplicationRule): Iterable<Found> {
  // Source: S3 User Guide, "Replication configuration file elements": S3 RTC is of the newer schema.
  if (Destination.ReplicationTime !== undefined)
    yield { path: 'ReplicationTime', what: 'has no Filter, and uses S3 RTC' };
}
