/** What a report says of itself: its input, and its numbers. */
import type { Bucket, Estate } from '../../estate/model.js';
import { type Fact, valueOf } from '../../estate/fact.js';
import type { FindingWithPair } from '../findings/findings.js';
import {
  levels,
  verdicts as verdictNames,
  type Finding,
  type ReplicationEntry,
  type Report,
  type ReportSummary,
  type WhatWasRead,
} from '../../report/model.js';

export function inputOf(estate: Estate, gaps: readonly FindingWithPair[]): Report['input'] {
  return {
    kind: kindOf(estate),
    accounts: [...estate.accounts.keys()].sort(),
    collectedAt:
      estate.sources
        .map(({ collectedAt }) => collectedAt)
        .filter((time) => time !== null)
        .sort()[0] ?? null,
    files: estate.sources.map(({ name }) => name),
    read: readOf(estate),
    ...(gaps.length === 0 ? {} : { gaps: gaps.map(({ finding }) => finding.fingerprint).sort() }),
  };
}

function readOf({ buckets }: Estate): WhatWasRead {
  const all = [...buckets.values()];
  const destinations = new Set(all.flatMap(destinationsOf));
  const mayReplicate = all.filter((bucket) => maybeSource(bucket) && !destinations.has(bucket.name));
  return {
    buckets: all.length,
    notAsked: all.filter(({ replication }) => replication.state === 'not-collected').length,
    ...(mayReplicate.length === 0 ? {} : { mayReplicate: mayReplicate.map(({ name }) => name).sort() }),
    regions: [...new Set(all.flatMap(({ region }) => valueOf(region) ?? []))].sort(),
  };
}

/** Settings that are read of a source, and that nobody gives who only shows a policy or that a bucket is there. */
const settings = [
  'versioning',
  'encryption',
  'ownership',
  'objectLock',
  'tags',
  'notification',
  'lifecycle',
] as const satisfies readonly (keyof Bucket)[];

/** Of all rules, whichever the report is about. */
function destinationsOf({ replication }: Bucket): readonly string[] {
  const rules = valueOf(replication)?.Rules ?? [];
  return rules.flatMap(({ Destination }) => Destination?.Bucket?.split(':::')[1] ?? []);
}

function maybeSource(bucket: Bucket): boolean {
  const isRead = ({ state }: Fact<unknown>): boolean => state === 'known' || state === 'absent';
  return (
    bucket.replication.state === 'not-collected' &&
    bucket.exists.state !== 'absent' &&
    settings.some((setting) => isRead(bucket[setting]))
  );
}

function kindOf({ sources }: Estate): string {
  const [kind = 'snapshot', ...others] = new Set(sources.map((source) => source.kind));
  return others.length === 0 ? kind : 'mixed';
}

export function summaryOf(
  replication: readonly ReplicationEntry[],
  findings: readonly Finding[],
  hasGaps: boolean,
): ReportSummary {
  const count = <K extends string>(names: readonly K[], of: (name: K) => number): Record<K, number> =>
    Object.fromEntries(names.map((name) => [name, of(name)])) as Record<K, number>;
  const judged = replication.filter(({ replicationRule }) => replicationRule !== null);
  const unsuppressed = findings.filter(({ suppressed }) => suppressed === null);
  return {
    sourceBuckets: new Set(replication.map(({ source }) => source.bucket)).size,
    replicationRules: judged.length,
    verdicts: count(verdictNames, (verdict) => replication.filter((entry) => entry.verdict === verdict).length),
    findings: count(levels, (level) => unsuppressed.filter((finding) => finding.level === level).length),
    suppressed: findings.length - unsuppressed.length,
    incomplete: hasGaps || replication.some(({ verdict }) => verdict === 'unknown'),
  };
}
