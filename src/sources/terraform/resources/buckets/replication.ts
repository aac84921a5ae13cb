/**
 * `aws_s3_bucket_replication_configuration`, and `replication_configuration` of `aws_s3_bucket` (provider 3), as S3 would answer.
 * What the provider sends was read off the wire with provider 5.100: V1 or V2 is decided by whether there is a `filter` block.
 */
import type { RawBucket } from '../../../snapshot/snapshot-shape.js';
import { type Instance, Unknown, type Value, type ValueMap } from '../../model.js';
import { replicationTypes } from '../../sets-up-replication.js';
import { blockOf, elementsOf, flagOf, isMap, isUnset, textOf, unknownIn } from '../../values.js';
import { none } from '../answers.js';
import type { Setting } from '../settings.js';
import type { Spots } from '../spots.js';

type Answer = Extract<NonNullable<RawBucket['GetBucketReplication']>, { readonly ReplicationConfiguration: unknown }>;
type Rule = Answer['ReplicationConfiguration']['Rules'][number];
type Destination = Rule['Destination'];
type Filter = NonNullable<Rule['Filter']>;
type Path = readonly (string | number)[];

/** Thrown where a part is open that decides what the whole means; caught by `configurationOf`. */
class Open extends Error {
  readonly unknown: Unknown;

  constructor(unknown: Unknown) {
    super(unknown.address);
    this.unknown = unknown;
  }
}

function closed<T>(value: T | Unknown): T {
  if (value instanceof Unknown) throw new Open(value);
  return value;
}

/** A member with a text, or none. */
function member<Name extends string>(name: Name, value: string | null): { readonly [N in Name]?: string } {
  return value === null ? {} : ({ [name]: value } as { readonly [N in Name]: string });
}

/** A text that must be known. */
function word(value: Value | undefined): string | null {
  return textOf(closed(value));
}

function block(value: Value | undefined): ValueMap | null {
  return closed(blockOf(value));
}

function blocks(value: Value | undefined): readonly ValueMap[] {
  return closed(elementsOf(value)).map((element) => {
    const known = closed(element);
    return isMap(known) ? known : {};
  });
}

/** `{ status = "Enabled" }`, as the API has it. */
function statusOf(value: Value | undefined): { readonly Status?: string } | null {
  const found = block(value);
  return found === null ? null : member('Status', word(found['status']));
}

function tagsOf(value: Value | undefined): readonly { readonly Key: string; readonly Value: string }[] {
  const tags = closed(value);
  const open = unknownIn(tags);
  if (open !== null) throw new Open(open);
  return isMap(tags) ? Object.entries(tags).map(([Key, text]) => ({ Key, Value: textOf(text) ?? '' })) : [];
}

function filterOf(value: Value | undefined): Filter | null {
  if (closed(elementsOf(value)).length === 0) return null;
  // An empty block stands as null in some plans.
  const filter = block(value) ?? {};
  const and = block(filter['and']);
  if (and !== null) return { And: { ...member('Prefix', word(and['prefix'])), Tags: tagsOf(and['tags']) } };
  const tag = block(filter['tag']);
  if (tag !== null) return { Tag: { Key: word(tag['key']) ?? '', Value: word(tag['value']) ?? '' } };
  // Provider 3: a map, beside a prefix.
  const tags = tagsOf(filter['tags']);
  const prefix = word(filter['prefix']);
  const [only] = tags;
  if (only === undefined) return prefix === null ? {} : { Prefix: prefix };
  return tags.length === 1 && prefix === null ? { Tag: only } : { And: { ...member('Prefix', prefix), Tags: tags } };
}

function minutesOf(value: Value | undefined): { readonly Minutes?: number } | null {
  const found = block(value);
  const minutes = Number(closed(found?.['minutes'] ?? null));
  return found === null || !Number.isInteger(minutes) ? null : { Minutes: minutes };
}

/** Provider 3 has them in the block itself; a state writes 0 for none. */
function ownMinutes(value: ValueMap | null): { readonly Minutes: number } | null {
  const minutes = Number(closed(value?.['minutes'] ?? null));
  return Number.isInteger(minutes) && minutes > 0 ? { Minutes: minutes } : null;
}

function destinationOf(value: Value | undefined, path: Path, owner: Instance, spots: Spots): Destination {
  const given = block(value) ?? {};
  const encryption = block(given['encryption_configuration']);
  const legacyKey = given['replica_kms_key_id'];
  const key = textOf(encryption?.['replica_kms_key_id'] ?? legacyKey);
  const account = textOf(given['account'] ?? given['account_id']);
  const translation = block(given['access_control_translation']);
  const time = block(given['replication_time']);
  const metrics = block(given['metrics']);
  const minutes = minutesOf(time?.['time']) ?? ownMinutes(time);
  const threshold = minutesOf(metrics?.['event_threshold']) ?? ownMinutes(metrics);
  const at = (...steps: Path): Path => [...path, 'destination', 0, ...steps];
  const keyPlace =
    encryption === null ? at('replica_kms_key_id') : at('encryption_configuration', 0, 'replica_kms_key_id');
  const translated =
    translation === null ? {} : { AccessControlTranslation: member('Owner', word(translation['owner'])) };
  const encrypted = spots.mark(member('ReplicaKmsKeyID', key), owner, keyPlace);
  const destination: Destination = {
    Bucket: textOf(given['bucket']) ?? '',
    ...member('Account', account),
    ...member('StorageClass', word(given['storage_class'])),
    ...translated,
    ...(encryption === null && key === null ? {} : { EncryptionConfiguration: encrypted }),
    ...(time === null
      ? {}
      : { ReplicationTime: { ...member('Status', word(time['status'])), ...(minutes && { Time: minutes }) } }),
    ...(metrics === null
      ? {}
      : { Metrics: { ...member('Status', word(metrics['status'])), ...(threshold && { EventThreshold: threshold }) } }),
  };
  return spots.mark(destination, owner, at(), { Bucket: at('bucket'), Account: at('account') });
}

function selectionOf(value: Value | undefined): NonNullable<Rule['SourceSelectionCriteria']> | null {
  const given = block(value);
  if (given === null) return null;
  const kms = block(given['sse_kms_encrypted_objects']);
  const replicas = statusOf(given['replica_modifications']);
  const isEnabled = closed(flagOf(kms?.['enabled']));
  const status = word(kms?.['status']) ?? (isEnabled === null ? null : isEnabled ? 'Enabled' : 'Disabled');
  return {
    ...(kms === null ? {} : { SseKmsEncryptedObjects: member('Status', status) }),
    ...(replicas === null ? {} : { ReplicaModifications: replicas }),
  };
}

function ruleOf({ values: given, path, owner, isLegacy }: Given, spots: Spots): Rule {
  const filter = filterOf(given['filter']);
  const priority = closed(given['priority']);
  const deleteMarkers = isLegacy
    ? legacyDeleteMarkers(given, filter !== null)
    : statusOf(given['delete_marker_replication']);
  const existing = statusOf(given['existing_object_replication']);
  const selection = selectionOf(given['source_selection_criteria']);
  const at = (...steps: Path): Path => [...path, ...steps];
  const rule: Rule = {
    ...member('ID', word(given['id'])),
    ...member('Status', word(given['status'])),
    // A state writes `priority: 0` for a rule that has none.
    ...(filter === null
      ? { Prefix: word(given['prefix']) ?? '' }
      : { Filter: spots.mark(filter, owner, at('filter')), Priority: Number(priority ?? 0) }),
    ...(deleteMarkers === null ? {} : { DeleteMarkerReplication: deleteMarkers }),
    ...(existing === null ? {} : { ExistingObjectReplication: existing }),
    ...(selection === null
      ? {}
      : { SourceSelectionCriteria: spots.mark(selection, owner, at('source_selection_criteria')) }),
    Destination: destinationOf(given['destination'], path, owner, spots),
  };
  return spots.mark(rule, owner, path, {
    ID: at('id'),
    Status: at('status'),
    Prefix: at('prefix'),
    Priority: at('priority'),
  });
}

/** Provider 3 fills in `Disabled` for a rule with a filter. */
function legacyDeleteMarkers(given: ValueMap, hasFilter: boolean): { readonly Status?: string } | null {
  const status = word(given['delete_marker_replication_status']);
  if (status !== null) return { Status: status };
  return hasFilter ? { Status: 'Disabled' } : null;
}

interface Given {
  readonly values: ValueMap;
  readonly path: Path;
  readonly owner: Instance;
  readonly isLegacy: boolean;
}

function configurationOf({ values, path, owner, isLegacy }: Given, spots: Spots): Answer | Unknown {
  const name = isLegacy ? 'rules' : 'rule';
  try {
    const rules = blocks(values[name]).map((rule, index) =>
      ruleOf({ values: rule, path: [...path, name, index], owner, isLegacy }, spots),
    );
    const configuration = { ...member('Role', textOf(values['role'])), Rules: rules };
    spots.mark(configuration, owner, path, { Role: [...path, 'role'] });
    return { ReplicationConfiguration: configuration };
  } catch (error) {
    if (error instanceof Open) return error.unknown;
    throw error;
  }
}

const noReplication = none('ReplicationConfigurationNotFoundError');

export function replicationSetting(spots: Spots): Setting<Answer> {
  return {
    types: replicationTypes,
    read: (owner) => configurationOf({ values: owner.values, path: [], owner, isLegacy: false }, spots),
    own: ['replication_configuration'],
    readOwn: (value, owner, argument) => {
      const values = blockOf(value);
      if (values === null || values instanceof Unknown) return values;
      if (isUnset(values['role']) && isUnset(values['rules'])) return null;
      return configurationOf({ values, path: [argument, 0], owner, isLegacy: true }, spots);
    },
    fallback: () => noReplication,
    isMirrored: true,
  };
}
