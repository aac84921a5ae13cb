/** The `replication` of a report: one entry a replication rule, with its verdict and the findings that explain it. */
import type { Estate } from '../../estate/model.js';
import { groupBy } from '../../basics/group-by.js';
import { conflictsOf } from '../../replication/configuration/conflicts.js';
import type { KeyReference, Pair } from '../shapes/model.js';
import type { AllFindings } from '../findings/all-findings.js';
import { compareText, type FindingWithPair } from '../findings/findings.js';
import { regionOf } from '../words/words.js';
import { aspects, objectClasses, type Finding, type ReplicationEntry, type Verdict } from '../../report/model.js';
import type { JudgedPair } from '../verdict/judge.js';
import { failingKeysOf } from '../verdict/failing-keys.js';
import { becauseOf } from './because.js';
import { isPaymentAssumed } from '../verdict/preconditions.js';
import { arrives, impactOf, isDefaultAssumed } from './impact.js';
import { observedOf } from '../observed/observed.js';

/** In the order of buckets and rules. */
export function entriesOf(
  estate: Estate,
  { judged, unreadable, found, said }: AllFindings,
): readonly ReplicationEntry[] {
  const about = findingsByPair(found);
  const bySource = groupBy(
    judged.map(({ pair }) => pair),
    ({ source }) => source.name,
  );
  return [
    ...judged.map((each) => {
      const siblings = bySource.get(each.pair.source.name) ?? [];
      const entry = entryOf(each, siblings, withConflicts(each.pair, siblings, about));
      const evidence = said.get(each.pair)?.evidence;
      return evidence === undefined ? entry : { ...entry, evidence };
    }),
    ...unreadable.map((each) => unreadableEntry(estate, each.name, each.findings)),
  ].sort(compareEntries);
}

/** What makes a configuration invalid is said about one rule of it, and is why none of them is in force. */
function withConflicts(pair: Pair, siblings: readonly Pair[], about: (pair: Pair) => AboutPair): AboutPair {
  const own = about(pair);
  const others = conflictsOf(pair.configuration).filter(({ index }) => index !== pair.index);
  if (others.length === 0) return own;
  const inherited = others.flatMap(({ rule, index }) => {
    const other = siblings.find((each) => each.index === index);
    return other === undefined ? [] : about(other).problems.filter((finding) => finding.rule === rule);
  });
  return { ...own, problems: [...new Set([...own.problems, ...inherited])] };
}

interface AboutPair {
  readonly problems: readonly Finding[];
  /** On evidence that leaves its verdict open. */
  readonly open: readonly Finding[];
}

function findingsByPair(found: readonly FindingWithPair[]): (pair: Pair) => AboutPair {
  const problems = groupBy(found, ({ pair }) => pair);
  const open = groupBy(
    found.flatMap(({ finding, leavesOpen = [] }) => leavesOpen.map((pair) => ({ finding, pair }))),
    ({ pair }) => pair,
  );
  const findingsOf = (each: readonly { readonly finding: Finding }[] = []): readonly Finding[] =>
    each.map(({ finding }) => finding);
  return (pair) => ({ problems: findingsOf(problems.get(pair)), open: findingsOf(open.get(pair)) });
}

function entryOf(
  { pair, judgement }: JudgedPair,
  siblings: readonly Pair[],
  { problems, open }: AboutPair,
): ReplicationEntry {
  const { source, destination, replicationRule, verdicts } = pair;
  const assumes = pair.enabled && pair.requests.requiredAssumesOrganizationPolicies;
  const observed = observedOf(pair, siblings);
  const failing = verdicts.whole === 'partly' ? failingKeysOf(judgement) : null;
  return {
    source: { bucket: source.name, account: source.account, region: regionOf(source) },
    destination: { bucket: destination.name, account: destination.account, region: destination.region },
    replicationRule: {
      id: pair.id,
      index: pair.index,
      priority: replicationRule.Priority ?? null,
      status: replicationRule.Status ?? '',
    },
    role: pair.role.arn,
    keys: { source: keyNames(pair.kms.sourceKeys), replica: keyNames(pair.kms.replicaKeys) },
    verdict: verdicts.whole,
    because: becauseOf(pair, judgement, problems, open),
    counterexample: verdicts.counterexample === null ? null : `${source.name}/${verdicts.counterexample}`,
    ...(failing === null ? {} : { failing }),
    assumptions: [
      ...(assumes ? ['organization-policies'] : []),
      ...(isDefaultAssumed(pair) ? ['default-encryption'] : []),
      ...(arrives(verdicts.whole) && isPaymentAssumed(pair) ? ['bucket-owner-pays'] : []),
      ...(usesRelatedKey(pair) ? ['related-multi-region-key'] : []),
    ],
    disputed: pair.enabled ? disputedOf(pair) : [],
    byObjectClass: verdicts.byObjectClass,
    aspects: verdicts.aspects,
    impact: impactOf(pair, judgement),
    ...(observed === null ? {} : { observed }),
  };
}

/** The account's `aws/s3` key has an ARN only where it was read. */
function keyNames(keys: readonly KeyReference[]): readonly string[] {
  return [
    ...new Set(
      keys.flatMap(({ arn, configured, isAwsManaged }) => arn ?? configured ?? (isAwsManaged === true ? 'aws/s3' : [])),
    ),
  ].sort();
}

/** Which rights S3 needs on a related multi-Region key is inferred from what it needs on a named one. */
function usesRelatedKey({ enabled, facts, kms: { relatedKeys } }: Pair): boolean {
  return enabled && facts.replicatesKms && (relatedKeys ?? []).some(({ state }) => state === 'found');
}

/** Disputed rows that are certainly not allowed for all keys: listed, never counted. */
function disputedOf(pair: Pair): readonly string[] {
  const ids = new Set<string>();
  for (const { row, decision, objectClass } of pair.requests.remarkable) {
    if (row.requirement !== 'disputed' || (decision.outcome !== 'denied' && decision.outcome !== 'partly')) continue;
    if (pair.verdicts.byObjectClass[objectClass] !== 'skipped') ids.add(row.id);
  }
  return [...ids].sort();
}

function unreadableEntry(estate: Estate, name: string, findings: readonly FindingWithPair[]): ReplicationEntry {
  const bucket = estate.buckets.get(name);
  const unknown = <K extends string>(names: readonly K[]): Record<K, Verdict> =>
    Object.fromEntries(names.map((each) => [each, 'unknown'])) as Record<K, Verdict>;
  return {
    source: { bucket: name, account: bucket?.account ?? null, region: bucket === undefined ? null : regionOf(bucket) },
    destination: null,
    replicationRule: null,
    role: null,
    verdict: 'unknown',
    because: findings.map(({ finding }) => finding.fingerprint),
    counterexample: null,
    assumptions: [],
    disputed: [],
    byObjectClass: unknown(objectClasses),
    aspects: unknown(aspects),
    impact: [
      bucket?.replication.state === 'after-deployment'
        ? 'Whether the bucket replicates at all is known only after deployment.'
        : 'Whether the bucket replicates at all is not known: its replication configuration could not be read.',
    ],
  };
}

export function compareEntries(a: ReplicationEntry, b: ReplicationEntry): number {
  return (
    compareText(a.source.bucket, b.source.bucket) || (a.replicationRule?.index ?? -1) - (b.replicationRule?.index ?? -1)
  );
}
