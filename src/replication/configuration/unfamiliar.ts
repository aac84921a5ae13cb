/**
 * Members and values of a replication rule that this program does not know. S3 gains new ones; what one of them means is not guessed: it
 * may select other objects, or encrypt them with another key.
 * Source: S3 API models of 2026-11-20 (PutBucketReplication).
 */
import type { ReplicationConfiguration, ReplicationRule } from '../../estate/model.js';

export interface Unfamiliar {
  /** From the configuration, or from the rule: `Filter.Nor`, `DeleteMarkerReplication.Status`. */
  readonly path: string;
  /** The value, where the member is known and its value is not; null = the member itself. */
  readonly value: string | null;
  /** What it may change. */
  readonly bearsOn: Bearing;
}

export type Bearing = 'objects' | 'deleteMarkers' | 'replicaModifications' | 'nothing';

/** `text` = any value; a list = one of these; an array in an array = a list of such members. */
type Known =
  'text' | readonly string[] | { readonly each: Known } | { readonly members: Readonly<Record<string, Known>> };

const onOff: Known = ['Enabled', 'Disabled'];
const status: Known = { members: { Status: onOff } };
const tag: Known = { members: { Key: 'text', Value: 'text' } };
const minutes: Known = { members: { Minutes: 'text' } };
const not: Known = {
  members: { Prefix: 'text', Tag: tag, Or: { members: { Prefixes: { each: 'text' }, Tags: { each: tag } } } },
};
const filter: Known = {
  members: {
    Prefix: 'text',
    Tag: tag,
    And: { members: { Prefix: 'text', Tags: { each: tag }, Not: not } },
    Not: not,
  },
};
const destination: Known = {
  members: {
    Bucket: 'text',
    Account: 'text',
    StorageClass: 'text',
    AccessControlTranslation: { members: { Owner: ['Destination'] } },
    EncryptionConfiguration: { members: { ReplicaKmsKeyID: 'text', UseSourceMultiRegionKey: status } },
    ReplicationTime: { members: { Status: onOff, Time: minutes } },
    Metrics: { members: { Status: onOff, EventThreshold: minutes } },
  },
};
const knownRule: Known = {
  members: {
    ID: 'text',
    Priority: 'text',
    Prefix: 'text',
    Status: onOff,
    Filter: filter,
    SourceSelectionCriteria: { members: { SseKmsEncryptedObjects: status, ReplicaModifications: status } },
    ExistingObjectReplication: status,
    DeleteMarkerReplication: status,
    Destination: destination,
  },
};
const knownConfiguration: Known = { members: { Role: 'text', Rules: { each: 'text' } } };

/** The longest beginning of a path decides; everything else bears on the objects themselves. */
const bearings: readonly (readonly [string, Bearing])[] = [
  ['DeleteMarkerReplication', 'deleteMarkers'],
  ['SourceSelectionCriteria.ReplicaModifications', 'replicaModifications'],
  ['ExistingObjectReplication', 'nothing'],
  ['Destination.ReplicationTime', 'nothing'],
  ['Destination.Metrics', 'nothing'],
];

/** All of a rule, and of the configuration it belongs to. A rule without `Status` may or may not be in force. */
export function unfamiliarParts(configuration: ReplicationConfiguration, rule: ReplicationRule): readonly Unfamiliar[] {
  const inConfiguration = once(configuration, (see) => visit(configuration, knownConfiguration, '', see));
  const inRule = once(rule, (see) => seeRule(rule, see));
  return inConfiguration.length === 0 ? inRule : [...inConfiguration, ...inRule];
}

type See = (path: string, value: string | null) => void;

const known = new WeakMap<object, readonly Unfamiliar[]>();

/** Found once for each configuration and rule, which no one changes. */
function once(part: object, look: (see: See) => void): readonly Unfamiliar[] {
  const before = known.get(part);
  if (before !== undefined) return before;
  const found: Unfamiliar[] = [];
  look((path, value) => {
    const bearsOn = bearings.find(([start]) => path === start || path.startsWith(`${start}.`))?.[1] ?? 'objects';
    found.push({ path, value, bearsOn });
  });
  known.set(part, found);
  return found;
}

function seeRule(rule: ReplicationRule, see: See): void {
  visit(rule, knownRule, '', see);
  if (rule.Status === undefined) see('Status', 'nothing');
  for (const [path, each] of [
    ['Filter.Not', rule.Filter?.Not],
    ['Filter.And.Not', rule.Filter?.And?.Not],
  ] as const)
    if (each !== undefined && !isOneExclusion(each)) see(path, 'not exactly one of Prefix, Tag and Or');
}

/** S3 wants exactly one member; an empty prefix would leave out everything, which no page speaks of. */
function isOneExclusion(exclusion: object): boolean {
  const members = Object.entries(exclusion).filter(([, value]) => value !== undefined && value !== null);
  const [first] = members;
  return members.length === 1 && first?.[1] !== '';
}

function visit(value: unknown, known: Known, path: string, see: See): void {
  if (known === 'text' || value === null || value === undefined) return;
  if (Array.isArray(known)) {
    if (!known.includes(value)) see(path, typeof value === 'string' ? value : JSON.stringify(value));
  } else if ('each' in known) {
    if (Array.isArray(value)) for (const each of value) visit(each, known.each, path, see);
  } else if ('members' in known && typeof value === 'object') {
    for (const [name, member] of Object.entries(value)) {
      const there = Object.hasOwn(known.members, name) ? known.members[name] : undefined;
      const at = path === '' ? name : `${path}.${name}`;
      if (there !== undefined) visit(member, there, at, see);
      else if (member !== null && member !== undefined) see(at, null);
    }
  }
}
