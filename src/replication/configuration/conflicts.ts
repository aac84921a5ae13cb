/**
 * What AWS documents as invalid in a replication configuration: S3 does not accept it, so that no rule of it can be in force.
 * Sources: API_PutBucketReplication, API_ReplicationRule, API_Destination, "Replication configuration file elements", list of replication
 * error codes.
 */
import { couldBe } from '../../basics/stand-in.js';
import type { ReplicationConfiguration, ReplicationRule } from '../../estate/model.js';
import { faultsOfDestination } from './destination-of.js';
import { faultsOfReplicationTime } from './replication-time.js';
import { filterOf, selectsKmsObjects, asksForRelatedKey, namesReplicaKey } from './selection.js';

export interface Conflict {
  /** Id of the rule of ours that reports it, and which of its messages. */
  readonly rule: string;
  readonly message: string;
  /** Index of the replication rule that shows it. */
  readonly index: number;
  /** The elements that are too much or missing, or the value; empty where the message says it all. */
  readonly detail: string;
}

const known = new WeakMap<ReplicationConfiguration, readonly Conflict[]>();

/** All of a configuration, in the order of its rules; found once for each. */
export function conflictsOf(configuration: ReplicationConfiguration): readonly Conflict[] {
  const before = known.get(configuration);
  if (before !== undefined) return before;
  const conflicts = [...conflictsOfRules(configuration)];
  known.set(configuration, conflicts);
  return conflicts;
}

function* conflictsOfRules(configuration: ReplicationConfiguration): Iterable<Conflict> {
  const { Rules } = configuration;
  const destinations = new Set(Rules.map(({ Destination: { Bucket } }) => Bucket));
  const firstWith = new Map<number, number>();
  const ids = new Set<string>();
  for (const [index, rule] of Rules.entries()) {
    for (const { message, detail } of beyondLimits(rule, ids)) yield { rule: limits, message, detail, index };
    if (index === mostRules) yield { rule: limits, message: 'rules', detail: String(Rules.length), index };
    for (const { rule: id, message, detail = '' } of conflictsOfRule(rule)) yield { rule: id, message, detail, index };
    const priority = rule.Filter === undefined ? undefined : rule.Priority;
    if (priority !== undefined) {
      if (firstWith.has(priority))
        yield { rule: 'configuration/duplicate-priority', message: 'same', detail: String(priority), index };
      else firstWith.set(priority, index);
    }
    if (index === 0 && rule.Filter === undefined && destinations.size > 1)
      yield { rule: schema, message: 'destinations', detail: String(destinations.size), index };
  }
}

/** Source: S3 API Reference, ReplicationConfiguration. */
const mostRules = 1000;
const longestId = 255;

/**
 * Sources: S3 API Reference, ReplicationRule: the ID is unique and has up to 255 characters; list of replication error codes: it must not
 * contain non-ASCII characters.
 */
function* beyondLimits({ ID = '' }: ReplicationRule, ids: Set<string>): Iterable<Pick<Conflict, 'message' | 'detail'>> {
  if (ID !== '' && ids.has(ID)) yield { message: 'ids', detail: ID.slice(0, 100) };
  ids.add(ID);
  if (!couldBe(ID, (text) => text.length <= longestId)) yield { message: 'length', detail: String(ID.length) };
  if (!couldBe(ID, isAscii)) yield { message: 'ascii', detail: ID.slice(0, 100) };
}

function isAscii(text: string): boolean {
  return [...text].every((character) => character <= '\u007f');
}

const limits = 'configuration/limits-exceeded';
const schema = 'configuration/schema-conflict';
const time = 'configuration/replication-time-without-metrics';
const kms = 'coverage/replica-key-without-selection';

interface OfRule {
  readonly rule: string;
  readonly message: string;
  readonly detail?: string;
}

function* conflictsOfRule(rule: ReplicationRule): Iterable<OfRule> {
  if (rule.Filter === undefined) yield* inOlderSchema(rule);
  else yield* inNewerSchema(rule, rule.Filter);
  for (const message of faultsOfDestination(rule))
    yield { rule: 'configuration/destination-invalid', message, detail: rule.Destination.Bucket.slice(0, 200) };
  for (const { message, detail } of faultsOfReplicationTime(rule)) yield { rule: time, message, detail };
  if (filterOf(rule).tags.length > 0 && rule.DeleteMarkerReplication?.Status === 'Enabled')
    yield { rule: 'configuration/tag-filter-with-delete-markers', message: 'both' };
  // What S3 does with the related key alone is not documented as refused.
  if (asksForRelatedKey(rule)) return;
  // It asks whether the selection is there, not what it says: one that is disabled stands beside a key.
  const isWritten = rule.SourceSelectionCriteria?.SseKmsEncryptedObjects !== undefined;
  if (namesReplicaKey(rule) && !isWritten) yield { rule: kms, message: 'keyOnly' };
  if (!namesReplicaKey(rule) && selectsKmsObjects(rule)) yield { rule: kms, message: 'selectionOnly' };
}

function* inOlderSchema(rule: ReplicationRule): Iterable<OfRule> {
  const used = [
    rule.Priority === undefined ? null : 'Priority',
    rule.DeleteMarkerReplication === undefined ? null : 'DeleteMarkerReplication',
    rule.SourceSelectionCriteria?.ReplicaModifications === undefined ? null : 'ReplicaModifications',
  ];
  const detail = listOf(used);
  if (detail !== '') yield { rule: schema, message: 'v1', detail };
}

function* inNewerSchema(rule: ReplicationRule, filter: NonNullable<ReplicationRule['Filter']>): Iterable<OfRule> {
  const missing = [
    rule.Priority === undefined ? 'Priority' : null,
    rule.DeleteMarkerReplication === undefined ? 'DeleteMarkerReplication' : null,
  ];
  const detail = listOf(missing);
  if (detail !== '') yield { rule: schema, message: 'v2', detail };
  if ((rule.Prefix ?? '') !== '') yield { rule: schema, message: 'bothPrefixes' };
  const members = (['Prefix', 'Tag', 'And', 'Not'] as const).filter((name) => filter[name] !== undefined);
  if (members.length > 1) yield { rule: schema, message: 'severalFilters', detail: listOf(members) };
}

function listOf(names: readonly (string | null)[]): string {
  const there = names.filter((name) => name !== null);
  const last = there.at(-1) ?? '';
  return there.length < 2 ? last : `${there.slice(0, -1).join(', ')} and ${last}`;
}
