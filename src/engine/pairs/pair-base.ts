/** What is known of a replication rule and its two buckets before any request is decided. */
import { couldBe, hasStandIn } from '../../basics/stand-in.js';
import { bucketOfArn } from '../../estate/arn.js';
import { valueOf, type Origin } from '../../estate/fact.js';
import type { Bucket, Estate, ReplicationConfiguration, ReplicationRule } from '../../estate/model.js';
import { destinationMeant, destinationOf } from '../../replication/configuration/destination-of.js';
import { pairFacts } from '../../replication/facts.js';
import { ruleSelections, type RuleSelection } from '../../replication/configuration/priorities.js';
import { asksForRelatedKey, isEnabled, selectsClass } from '../../replication/configuration/selection.js';
import { unfamiliarParts } from '../../replication/configuration/unfamiliar.js';
import type { ObjectClass } from '../../report/model.js';
import type { Destination, EngineSettings, KeyReference, PairBase, RoleReference, RuleNamed } from '../shapes/model.js';
import { resolveKey, sourceKeysOf } from './keys.js';
import { relatedKeys } from './related-keys.js';
import { roleNamed } from './role-named.js';
import type { PolicyStore } from '../documents/policies.js';
import { selectedKeys } from './selected-keys.js';
import { serviceWriters } from './service-writers.js';

/** One a replication rule, in the order of buckets by name and rules by index. */
export function pairBases(
  estate: Estate,
  settings: EngineSettings,
  store: PolicyStore,
  isWanted: (bucket: string) => boolean,
): readonly PairBase[] {
  const pairs: PairBase[] = [];
  for (const name of [...estate.buckets.keys()].sort()) {
    const source = estate.buckets.get(name);
    if (source?.replication.state !== 'known' || !isWanted(name)) continue;
    const { value: configuration, origin } = source.replication;
    const role = roleNamed(estate, configuration.Role);
    const storedBy = serviceWriters(source, store);
    const inBucket = { estate, settings, source, configuration, role, storedBy };
    for (const [index, selected] of ruleSelections(configuration).entries()) {
      const rule = configuration.Rules[index];
      if (rule !== undefined) pairs.push(pairBase(inBucket, { rule, index, selected }, ruleOrigin(origin, index)));
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

/** What all rules of a configuration share. */
interface SourceOfPairs {
  readonly estate: Estate;
  readonly settings: EngineSettings;
  readonly source: Bucket;
  readonly configuration: ReplicationConfiguration;
  readonly role: RoleReference;
  readonly storedBy: readonly string[];
}

interface RuleOfPair {
  readonly rule: ReplicationRule;
  readonly index: number;
  readonly selected: RuleSelection;
}

function pairBase(inBucket: SourceOfPairs, { rule, index, selected }: RuleOfPair, origin: Origin): PairBase {
  const { estate, settings, source, configuration, role, storedBy } = inBucket;
  const destination = destinationIn(estate, source, rule);
  const sourceKeys = sourceKeysOf(estate, source, settings, storedBy);
  const replicaKey = namedReplicaKey(inBucket, rule, destination);
  const related = asksForRelatedKey(rule) ? relatedKeys(estate, source, sourceKeys, destination) : null;
  const found = (related ?? []).flatMap((each) => (each.state === 'found' ? [each.key] : []));
  const { bucket, name } = destination;
  const setup = { source, configuration, rule, index, destination: bucket, destinationName: name };
  return {
    // Written out: objects that are spread and added to get a hidden class each, and a pair is read everywhere.
    estate,
    settings,
    source,
    configuration,
    storedBy,
    role,
    replicationRule: rule,
    index,
    id: rule.ID ?? null,
    enabled: isEnabled(rule),
    destination,
    selected: {
      selection: selected.selection,
      keys: selectedKeys(selected.selection),
      selectsClass: (objectClass) => selectsClass(rule, objectClass),
      shadowedBy: ruleAt(configuration, selected.shadowedBy),
      isShadowShared: selected.isShadowShared,
      mayBeTakenBy: ruleAt(configuration, selected.mayBeTakenBy),
    },
    facts: pairFacts(setup, { replicaKeyIsAwsManaged: replicaKey?.isAwsManaged ?? (related === null ? null : false) }),
    defaultClass: storedBy.length > 0 && settings.sourceKeys.has(source.name) ? 'SSE-KMS' : defaultClassOf(source),
    kms: {
      sourceKeys,
      replicaKey,
      relatedKeys: related,
      replicaKeys: replicaKey === null ? found : [replicaKey],
    },
    unfamiliar: unfamiliarParts(configuration, rule),
    origin,
  };
}

function ruleAt({ Rules }: ReplicationConfiguration, index: number | null): RuleNamed | null {
  return index === null ? null : { id: Rules[index]?.ID ?? null, index };
}

function destinationIn(estate: Estate, source: Bucket, rule: ReplicationRule): Destination {
  const isOpen = isOpenArn(rule.Destination.Bucket);
  const named = destinationOf(rule) ?? (isOpen ? null : destinationMeant(rule, source.partition));
  const name = named?.name ?? rule.Destination.Bucket;
  const bucket = named === null ? null : (estate.buckets.get(name) ?? null);
  return {
    name,
    // Without a partition, the name is a whole ARN that is not known.
    partition: named?.partition ?? (isOpen ? '' : source.partition),
    account: bucket?.account ?? null,
    claimedAccount: rule.Destination.Account ?? null,
    region: bucket === null ? null : (valueOf(bucket.region) ?? null),
    bucket,
  };
}

function isOpenArn(text: string): boolean {
  return hasStandIn(text) && couldBe(text, (arn) => bucketOfArn(arn)?.key === null);
}

/** A bare name is looked up in the account of the role, in the Region of the destination. */
function namedReplicaKey(
  { estate, source, role }: SourceOfPairs,
  { Destination: { EncryptionConfiguration } }: ReplicationRule,
  destination: Destination,
): KeyReference | null {
  const configured = EncryptionConfiguration?.ReplicaKmsKeyID ?? '';
  const scope = { partition: source.partition, account: role.account, region: destination.region };
  return configured === '' ? null : resolveKey(estate, configured, scope);
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
