import type { BucketRef, Finding, ReplicationEntry, Report, Verdict } from '../../report/model.js';

export interface PairView {
  readonly entry: ReplicationEntry;
  /** In the report's order. */
  readonly findings: Finding[];
}

export interface SourceBucketView {
  readonly source: BucketRef;
  /** Worst verdict first. */
  readonly pairs: readonly PairView[];
  /** Findings about the bucket that belong to no single replication rule of it. */
  readonly findings: Finding[];
}

export interface ReportView {
  /** Worst verdict first, otherwise the report's order. */
  readonly sourceBuckets: readonly SourceBucketView[];
  /** Findings that belong to no source bucket of the report: about roles, keys, the estate. */
  readonly elsewhere: readonly Finding[];
}

const badness: Readonly<Record<Verdict, number>> = {
  fails: 0,
  partly: 1,
  unknown: 2,
  replicates: 4,
  disabled: 5,
  skipped: 3,
};

interface Group {
  readonly source: BucketRef;
  readonly pairs: PairView[];
  readonly byId: Map<string | null, PairView[]>;
  readonly findings: Finding[];
}

/** A finding belongs to the pair it names; where it names none, to the only pair whose verdict it explains. */
function pairOf(
  finding: Finding,
  group: Group | undefined,
  explained: ReadonlyMap<string, PairView[]>,
): PairView | null {
  const named = finding.replicationRule === null ? [] : (group?.byId.get(finding.replicationRule) ?? []);
  if (named.length === 1) return named[0] ?? null;
  const because = (explained.get(finding.fingerprint) ?? []).filter(
    ({ entry }) => entry.source.bucket === finding.sourceBucket,
  );
  return because.length === 1 ? (because[0] ?? null) : (named[0] ?? null);
}

/** The report grouped for reading: source bucket, its replication rules, what was found about each. */
export function bySourceBucket(report: Report): ReportView {
  const groups = new Map<string, Group>();
  const explained = new Map<string, PairView[]>();
  for (const entry of report.replication) {
    const pair: PairView = { entry, findings: [] };
    const name = entry.source.bucket;
    const group: Group = groups.get(name) ?? { source: entry.source, pairs: [], byId: new Map(), findings: [] };
    groups.set(name, group);
    group.pairs.push(pair);
    const id = entry.replicationRule?.id ?? null;
    const sameId = group.byId.get(id);
    if (sameId === undefined) group.byId.set(id, [pair]);
    else sameId.push(pair);
    for (const fingerprint of entry.because) {
      const pairs = explained.get(fingerprint);
      if (pairs === undefined) explained.set(fingerprint, [pair]);
      else pairs.push(pair);
    }
  }

  const elsewhere: Finding[] = [];
  for (const finding of report.findings) {
    const group = finding.sourceBucket === null ? undefined : groups.get(finding.sourceBucket);
    const pair = pairOf(finding, group, explained);
    (pair?.findings ?? group?.findings ?? elsewhere).push(finding);
  }

  const worst = ({ pairs }: Group): number => Math.min(...pairs.slice(0, 1).map(({ entry }) => badness[entry.verdict]));
  const sorted = [...groups.values()];
  for (const { pairs } of sorted) pairs.sort((one, other) => badness[one.entry.verdict] - badness[other.entry.verdict]);
  sorted.sort((one, other) => worst(one) - worst(other));
  return { sourceBuckets: sorted.map(({ source, pairs, findings }) => ({ source, pairs, findings })), elsewhere };
}
