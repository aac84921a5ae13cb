/**
 * Members of a replication configuration that S3 sends and the SDK's model does not know: the SDK drops them without a word. They are put
 * back into its answer, so that whoever judges a rule sees that there is something in it that nobody here knows.
 */
import { type Json, type JsonObject, isJsonObject, listAt, memberAt } from '../../json.js';
import { xmlTree, type XmlElement } from './xml-tree.js';

/** Elements by name, in the spelling of XML; an empty one holds text. */
interface Known {
  readonly [name: string]: Known;
}

const text: Known = {};
const status: Known = { Status: text };
const tag: Known = { Key: text, Value: text };
const not: Known = { Prefix: text, Tag: tag, Or: { Prefix: text, Tag: tag } };
const time: Known = { Minutes: text };

/** Source: S3 API Reference, PutBucketReplication, request syntax. */
const rule: Known = {
  ID: text,
  Priority: text,
  Prefix: text,
  Status: text,
  Filter: { Prefix: text, Tag: tag, Not: not, And: { Prefix: text, Tag: tag, Not: not } },
  SourceSelectionCriteria: { SseKmsEncryptedObjects: status, ReplicaModifications: status },
  ExistingObjectReplication: status,
  DeleteMarkerReplication: status,
  Destination: {
    Bucket: text,
    Account: text,
    StorageClass: text,
    AccessControlTranslation: { Owner: text },
    EncryptionConfiguration: { ReplicaKmsKeyID: text, UseSourceMultiRegionKey: status },
    ReplicationTime: { Status: text, Time: time },
    Metrics: { Status: text, EventThreshold: time },
  },
};

/** @param answer - of GetBucketReplication, as the SDK reads it; @param body - the same, as S3 sent it */
export function withUnknownMembers(answer: Json, body: string): Json {
  const root = xmlTree(body);
  const configuration = memberAt(answer, 'ReplicationConfiguration');
  if (root === null || !isJsonObject(configuration) || !isJsonObject(answer)) return answer;
  const ofRoot = root.children.filter(({ name }) => name !== 'Rule' && name !== 'Role');
  const rules = root.children.filter(({ name }) => name === 'Rule');
  const Rules = listAt(configuration, 'Rules').map((each, index) => {
    const sent = rules[index];
    return sent === undefined || !isJsonObject(each) ? each : completed(each, sent, rule);
  });
  return { ...answer, ReplicationConfiguration: { ...configuration, ...valuesOf(ofRoot), Rules } };
}

function completed(answer: JsonObject, { children }: XmlElement, known: Known): JsonObject {
  const unknown = children.filter(({ name }) => !Object.hasOwn(known, name));
  const result: Record<string, Json | undefined> = { ...answer, ...valuesOf(unknown) };
  for (const child of children) {
    const inside = Object.hasOwn(known, child.name) ? known[child.name] : undefined;
    if (inside === undefined || Object.keys(inside).length === 0) continue;
    const own = answer[child.name];
    const filled = completed(isJsonObject(own) ? own : {}, child, inside);
    if (isJsonObject(own)) result[child.name] = filled;
    // Lists have other names in JSON: what is unknown in an element of one stands beside it.
    else for (const [name, value] of Object.entries(filled)) result[`${child.name}.${name}`] = value;
  }
  return result;
}

function valuesOf(elements: readonly XmlElement[]): JsonObject {
  return Object.fromEntries(elements.map((element) => [element.name, valueOf(element)]));
}

function valueOf({ children, text: own }: XmlElement): Json {
  return children.length === 0 ? own : valuesOf(children);
}
