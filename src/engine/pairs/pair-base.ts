/** What is known of a replication rule and its two buckets before any request is decided. */
import { valueOf, type Origin } from '../../estate/fact.js';
import type { Bucket, Estate, ReplicationConfiguration, ReplicationRule } from '../../estate/model.js';
import { arnFields } from '../../policy/arn.js';
import {
  concatGlobs,
  difference,
  everyKey,
  intersection,
  literalGlob,
  nothing,
  ofGlob,
  ofPattern,
  parseGlob,
  union,
  type StringSet,
} from '../../policy/strings/index.js';
import { destinationOf } from '../../replication/destination-of.js';
import { pairFacts } from '../../replication/facts.js';
import { ruleSelections } from '../../replication/priorities.js';
import type { KeyRegion, Selection } from '../../replication/model.js';
import { schemaOf } from '../../replication/schema.js';
import { isEnabled, nothingExcluded, selectsClass } from '../../replication/selection.js';
import { resolveKey, sourceKeysOf } from './keys.js';
import type { EngineSettings, Pair } from '../model.js';
import type { ObjectClass } from '../../report/model.js';

/** A pair without what has to be decided. */
export type PairBase = Omit<
  Pair,
  'requests' | 'verdict' | 'byObjectClass' | 'aspects' | 'decryptsNothing' | 'ifKmsSelected'
>;

/** One a replication rule, in the order of buckets by name and rules by index. */
export function pairBases(
  estate: Estate,
  settings: EngineSettings,
  isWanted: (bucket: string) => boolean,
): readonly PairBase[] {
  const pairs: PairBase[] = [];
  for (const name of [...estate.buckets.keys()].sort()) {
    const source = estate.buckets.get(name);
    if (source?.replication.state !== 'known' || !isWanted(name)) continue;
    const { value: configuration, origin } = source.replication;
    const selections = ruleSelections(configuration);
    for (const [index, rule] of configuration.Rules.entries()) {
      const { selection, shadowedBy } = selections[index] ?? {
        selection: { prefix: '', tags: [], without: nothingExcluded, taken: [], isEmpty: false },
        shadowedBy: null,
      };
      const by = shadowedBy === null ? null : { id: configuration.Rules[shadowedBy]?.ID ?? null, index: shadowedBy };
      pairs.push(
        pairBase(estate, settings, source, configuration, rule, index, selection, by, ruleOrigin(origin, index)),
      );
    }
  }
  return pairs;
}

function ruleOrigin({ source, pointer }: Origin, index: number): Origin {
  return {
    source,
    pointer: pointer.endsWith('/ReplicationConfiguration')
      ? `${pointer}/Rules/${index}`
      : `${pointer}/ReplicationConfiguration/Rules/${index}`,
  };
}

function pairBase(
  estate: Estate,
  settings: EngineSettings,
  source: Bucket,
  configuration: ReplicationConfiguration,
  rule: ReplicationRule,
  index: number,
  selection: Selection,
  shadowedBy: Pair['shadowedBy'],
  origin: Origin,
): PairBase {
  const named = destinationOf(rule);
  const name = named?.name ?? rule.Destination.Bucket;
  const bucket = named === null ? null : (estate.buckets.get(name) ?? null);
  const claimedAccount = rule.Destination.Account ?? null;
  const destination = {
    name,
    partition: named?.partition ?? source.partition,
    account: bucket?.account ?? null,
    claimedAccount,
    region: bucket === null ? null : (valueOf(bucket.region) ?? null),
    bucket,
  };
  // An empty text names no role.
  const arn = configuration.Role || null;
  const roleAccount = arn === null ? null : (arnFields(arn)[4] ?? null);
  const configured = rule.Destination.EncryptionConfiguration?.ReplicaKmsKeyID ?? null;
  const scope = { partition: source.partition, account: roleAccount, region: destination.region };
  const replicaKey = configured === null || configured === '' ? null : resolveKey(estate, configured, scope);
  const setup = { source, configuration, rule, index, destination: bucket, destinationName: name };
  return {
    estate,
    configuration,
    replicationRule: rule,
    index,
    id: rule.ID ?? null,
    enabled: isEnabled(rule),
    schema: schemaOf(configuration),
    source,
    destination,
    role: {
      arn,
      account: roleAccount === '' ? null : roleAccount,
      role: arn === null ? null : (estate.roles.get(arn) ?? null),
    },
    selection,
    keys: keysOf(selection),
    facts: pairFacts(setup, { replicaKeyIsAwsManaged: replicaKey?.isAwsManaged ?? null }),
    defaultClass: defaultClassOf(source),
    selectsClass: (objectClass) => selectsClass(rule, objectClass),
    sourceKeys: sourceKeysOf(estate, source, settings),
    replicaKey,
    shadowedBy,
    origin,
    settings,
  };
}

/** Every object key that the filter selects and that was not taken by a rule of higher priority. */
function keysOf({ prefix, without, taken, isEmpty }: Selection): StringSet {
  if (isEmpty) return nothing;
  const selected = prefix === '' ? everyKey : intersection(everyKey, beginningWith(prefix));
  const gone = [...without.prefixes.map(beginningWith), ...taken.map(keysOfRegion)];
  return gone.length === 0 ? selected : difference(selected, union(...gone));
}

function keysOfRegion({ prefix, without }: KeyRegion): StringSet {
  const keys = beginningWith(prefix);
  return without.length === 0 ? keys : difference(keys, union(...without.map(beginningWith)));
}

const rest = parseGlob('*');
/** A prefix is compared literally: a star in it is a star. */
function beginningWith(prefix: string): StringSet {
  return prefix === '' ? ofPattern('*') : ofGlob(concatGlobs(literalGlob(prefix), rest));
}

/** What the default encryption of the bucket makes of an object that is uploaded without a word on encryption. */
function defaultClassOf({ encryption }: Bucket): ObjectClass | null {
  if (encryption.state === 'absent') return 'SSE-S3';
  if (encryption.state !== 'known') return null;
  switch (encryption.value.algorithm) {
    case 'AES256':
      return 'SSE-S3';
    case 'aws:kms':
      return 'SSE-KMS';
    case 'aws:kms:dsse':
      return 'DSSE-KMS';
    default:
      return null;
  }
}
