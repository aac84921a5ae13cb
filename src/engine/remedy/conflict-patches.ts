/** What makes a replication configuration one that S3 accepts, as patches: nobody lost anything by them, since it was never in force. */
import { bucketArn } from '../../estate/arn.js';
import type { Pair } from '../shapes/model.js';
import { ofRule } from './configuration-patches.js';
import type { PatchDraft } from '../shapes/patch-draft.js';
import type { JsonObject } from './statements.js';

/** The rule's owner chooses: each of these is one of several ways. */
function chosen(pair: Pair, value: JsonObject): PatchDraft {
  return ofRule(pair, { value, decision: true });
}

/** Above all others, so that the rule takes what it selects; rules that are changed together stay different. */
function freePriority({ configuration, index }: Pair): number {
  const taken = configuration.Rules.map(({ Priority }) => Priority ?? 0);
  return Math.max(0, ...taken) + 1 + index;
}

export function deleteMarkersOff(pair: Pair): PatchDraft {
  return chosen(pair, { DeleteMarkerReplication: { Status: 'Disabled' } });
}

export function priorityOfItsOwn(pair: Pair): PatchDraft {
  return chosen(pair, { Priority: freePriority(pair) });
}

function prefixOf(rule: Pair['replicationRule'] | undefined): string {
  return rule?.Filter?.Prefix ?? rule?.Filter?.And?.Prefix ?? rule?.Prefix ?? '';
}

/**
 * A rule for a part of what another one takes, put before it: both then have objects of their own. Empty where they select the same, so
 * that one would only hide the other.
 */
export function beforeTheOther(pair: Pair, other: number): readonly PatchDraft[] {
  const own = prefixOf(pair.replicationRule);
  const wider = prefixOf(pair.configuration.Rules[other]);
  return own.startsWith(wider) && own !== wider ? [priorityOfItsOwn(pair)] : [];
}

const quarter = { Minutes: 15 };

/** @param message of the rule `configuration/replication-time-without-metrics`; whether a status is meant to be on, only the owner knows */
export function metricsThatFit(pair: Pair, message: string): readonly PatchDraft[] {
  const set = (Destination: JsonObject): readonly PatchDraft[] => [ofRule(pair, { value: { Destination } })];
  const isOn = pair.replicationRule.Destination.ReplicationTime?.Status === 'Enabled';
  switch (message) {
    case 'noMetrics':
      return set({ Metrics: isOn ? { Status: 'Enabled', EventThreshold: quarter } : { Status: 'Disabled' } });
    case 'minutes':
    case 'noTime':
      return set({ ReplicationTime: { Time: quarter } });
    case 'noThreshold':
    case 'thresholdMinutes':
      return set({ Metrics: { EventThreshold: quarter } });
    case 'threshold':
      return set({ Metrics: { EventThreshold: null } });
    default:
      return [];
  }
}

function inNewerSchema(pair: Pair): PatchDraft {
  const { Prefix = '', Priority = freePriority(pair), DeleteMarkerReplication: markers } = pair.replicationRule;
  const DeleteMarkerReplication = { Status: markers?.Status ?? 'Disabled' };
  return chosen(pair, { Filter: { Prefix }, Prefix: null, Priority, DeleteMarkerReplication });
}

/** @param message of the rule `configuration/schema-conflict` */
export function inOneSchema(pair: Pair, message: string): readonly PatchDraft[] {
  const { replicationRule: rule } = pair;
  const { Prefix: beside, Filter: filter } = rule;
  switch (message) {
    case 'v1':
    case 'destinations':
      // All of them: S3 takes no mixture.
      return pair.configuration.Rules.flatMap((replicationRule, index) =>
        replicationRule.Filter === undefined
          ? [inNewerSchema({ ...pair, id: replicationRule.ID ?? null, index, replicationRule })]
          : [],
      );
    case 'v2':
      return [
        chosen(pair, {
          ...(rule.Priority === undefined ? { Priority: freePriority(pair) } : {}),
          ...(rule.DeleteMarkerReplication === undefined ? { DeleteMarkerReplication: { Status: 'Disabled' } } : {}),
        }),
      ];
    case 'bothPrefixes':
      // Two prefixes that differ: which one is meant, only the owner knows.
      return filter?.Prefix !== undefined && filter.Prefix !== beside
        ? []
        : [chosen(pair, { Prefix: null, Filter: { Prefix: beside } })];
    default:
      return [];
  }
}

/** @param message of the rule `configuration/destination-invalid`: of a folder or an access point, only the owner knows what is meant */
export function destinationThatIsOne(pair: Pair, message: string): readonly PatchDraft[] {
  const { source, replicationRule, estate } = pair;
  const { Bucket } = replicationRule.Destination;
  if (message === 'name' && estate.buckets.has(Bucket))
    return [
      ofRule(pair, { value: { Destination: { Bucket: bucketArn({ partition: source.partition, name: Bucket }) } } }),
    ];
  const owner = pair.destination.account;
  return message === 'noAccount' && owner !== null
    ? [ofRule(pair, { value: { Destination: { Account: owner } } })]
    : [];
}
