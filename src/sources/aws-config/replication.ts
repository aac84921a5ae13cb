/**
 * The replication configuration inside of a configuration item. Its names are those of the model classes of the AWS SDK for Java 1.x;
 * rules are a map by their id, not a list. What such a model cannot hold (what a filter leaves out, a related multi-Region key) must not
 * read as "all objects" or "no key": a rule of an unfamiliar shape makes the whole answer unreadable.
 */
import { capital } from '../../basics/capital.js';
import { isObject, type JsonObject } from '../shape.js';
import { textOf } from './items.js';

export function unknownShape(what: string): JsonObject {
  return {
    Error: {
      Code: 'UnknownShape',
      Message: `AWS Config shows the ${what} in a form that is not known: read it from the service itself.`,
    },
  };
}

/** A rule that cannot be read for sure. */
class OddRule extends Error {}

export function replicationOf(part: unknown): JsonObject {
  const role = isObject(part) ? textOf(part['roleARN']) : null;
  const rules = isObject(part) ? part['rules'] : undefined;
  if (role === null || !isObject(rules)) return unknownShape('replication configuration');
  try {
    const Rules = Object.entries(rules).map(([id, rule]) => ruleOf(id, rule));
    if (Rules.length === 0) return unknownShape('replication configuration');
    // The order of rules is not recorded: priorities decide, where there are any.
    Rules.sort(
      (a, b) => numberOf(a['Priority']) - numberOf(b['Priority']) || (String(a['ID']) < String(b['ID']) ? -1 : 1),
    );
    return { ReplicationConfiguration: { Role: role, Rules } };
  } catch (error) {
    if (!(error instanceof OddRule)) throw error;
    return unknownShape('replication configuration');
  }
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

const familiar = new Set([
  'id',
  'priority',
  'status',
  'prefix',
  'filter',
  'deleteMarkerReplication',
  'existingObjectReplication',
  'sourceSelectionCriteria',
  'destinationConfig',
]);

function ruleOf(ID: string, rule: unknown): JsonObject {
  if (!isObject(rule) || Object.keys(rule).some((name) => !familiar.has(name))) throw new OddRule();
  const status = textOf(rule['status']);
  if (status === null) throw new OddRule();
  const priority = rule['priority'];
  return {
    ID,
    ...(typeof priority === 'number' ? { Priority: priority } : {}),
    Status: status,
    ...selectionOf(rule),
    ...statusMember(rule, 'deleteMarkerReplication', 'DeleteMarkerReplication'),
    ...statusMember(rule, 'existingObjectReplication', 'ExistingObjectReplication'),
    ...criteriaOf(rule['sourceSelectionCriteria']),
    Destination: destinationOf(rule['destinationConfig']),
  };
}

/** `Filter` makes a rule one of the newer schema. Rows of queries drop what is null: without either sign nobody can tell. */
function selectionOf(rule: JsonObject): JsonObject {
  const { filter, prefix, priority } = rule;
  if (isObject(filter) && Object.keys(filter).length > 0) return { Filter: filterOf(filter) };
  if (typeof prefix === 'string' && typeof priority !== 'number') return { Prefix: prefix };
  throw new OddRule();
}

function filterOf(filter: JsonObject): JsonObject {
  const predicate = filter['predicate'];
  if (Object.keys(filter).some((name) => name !== 'predicate') || !isObject(predicate)) throw new OddRule();
  const { operands } = predicate;
  if (!Array.isArray(operands)) return simple(predicate);
  if (unfamiliar(predicate, ['type', 'operands'])) throw new OddRule();
  const parts = (operands as readonly unknown[]).map((operand) => {
    if (!isObject(operand)) throw new OddRule();
    return simple(operand);
  });
  const prefix = parts.find((part) => part['Prefix'] !== undefined)?.['Prefix'];
  const Tags = parts.flatMap((part) => (part['Tag'] === undefined ? [] : [part['Tag']]));
  return { And: { ...(prefix === undefined ? {} : { Prefix: prefix }), ...(Tags.length === 0 ? {} : { Tags }) } };
}

function simple(predicate: JsonObject): JsonObject {
  const { prefix, tag } = predicate;
  if (unfamiliar(predicate, ['type', 'prefix', 'tag'])) throw new OddRule();
  if (typeof prefix === 'string' && (tag === undefined || tag === null)) return { Prefix: prefix };
  const key = isObject(tag) ? textOf(tag['key']) : null;
  const value = isObject(tag) ? tag['value'] : undefined;
  if (key === null || typeof value !== 'string' || (prefix !== undefined && prefix !== null)) throw new OddRule();
  return { Tag: { Key: key, Value: value } };
}

function unfamiliar(value: JsonObject, names: readonly string[]): boolean {
  return Object.keys(value).some((name) => !names.includes(name));
}

function statusMember(of: JsonObject, name: string, member: string): JsonObject {
  const value = of[name];
  if (value === undefined || value === null) return {};
  const status = isObject(value) ? textOf(value['status']) : null;
  if (status === null) throw new OddRule();
  return { [member]: { Status: status } };
}

function criteriaOf(criteria: unknown): JsonObject {
  if (criteria === undefined || criteria === null) return {};
  if (!isObject(criteria) || unfamiliar(criteria, ['sseKmsEncryptedObjects', 'replicaModifications']))
    throw new OddRule();
  return {
    SourceSelectionCriteria: {
      ...statusMember(criteria, 'sseKmsEncryptedObjects', 'SseKmsEncryptedObjects'),
      ...statusMember(criteria, 'replicaModifications', 'ReplicaModifications'),
    },
  };
}

const ofDestination = [
  'bucketARN',
  'account',
  'Account',
  'storageClass',
  'accessControlTranslation',
  'encryptionConfiguration',
  'replicationTime',
  'metrics',
];

function destinationOf(value: unknown): JsonObject {
  if (!isObject(value) || unfamiliar(value, ofDestination)) throw new OddRule();
  const bucket = textOf(value['bucketARN']);
  if (bucket === null) throw new OddRule();
  const account = textOf(value['account']) ?? textOf(value['Account']);
  const storageClass = textOf(value['storageClass']);
  const { accessControlTranslation: translation, encryptionConfiguration: encryption } = value;
  const owner = isObject(translation) ? textOf(translation['owner']) : null;
  const key = isObject(encryption) ? textOf(encryption['replicaKmsKeyID']) : null;
  // An encryption without a key is a newer form, which this model has no member for.
  if (isObject(encryption) && (key === null || unfamiliar(encryption, ['replicaKmsKeyID']))) throw new OddRule();
  if (isObject(translation) && owner === null) throw new OddRule();
  return {
    Bucket: bucket,
    ...(account === null ? {} : { Account: account }),
    ...(storageClass === null ? {} : { StorageClass: storageClass }),
    ...(owner === null ? {} : { AccessControlTranslation: { Owner: owner } }),
    ...(key === null ? {} : { EncryptionConfiguration: { ReplicaKmsKeyID: key } }),
    ...timed(value, 'replicationTime', 'time'),
    ...timed(value, 'metrics', 'eventThreshold'),
  };
}

/** AWS Config writes the first letter of a name small. */
function timed(of: JsonObject, name: string, time: string): JsonObject {
  const value = of[name];
  if (!isObject(value)) return {};
  const minutes = isObject(value[time]) ? value[time]['minutes'] : undefined;
  const status = textOf(value['status']);
  if (status === null) throw new OddRule();
  const limit = typeof minutes === 'number' ? { [capital(time)]: { Minutes: minutes } } : {};
  return { [capital(name)]: { Status: status, ...limit } };
}
