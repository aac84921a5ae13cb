import { bucketOfArn } from '../estate/arn.js';
import {
  aspects,
  type Finding,
  levelRank,
  objectClasses,
  type Report,
  type ReplicationEntry,
} from '../report/model.js';
import { comparePart, compareVerdicts, type Trend } from './compare-verdicts.js';
import type { Diff, DiffSide, EstateChange, FindingChange, PairChange } from './model.js';

/** One report with the name it goes by. */
export interface DiffInput {
  readonly name: string;
  readonly report: Report;
}

type Entries = ReadonlyMap<string, ReplicationEntry>;

function sideOf({ name, report }: DiffInput): DiffSide {
  const gaps = new Set(report.input.gaps ?? []);
  const unread = report.findings.filter(({ fingerprint }) => gaps.has(fingerprint)).map(({ message }) => message);
  const { notices = [] } = report;
  return {
    name,
    collectedAt: report.input.collectedAt,
    ...(unread.length === 0 ? {} : { unread }),
    ...(notices.length === 0 ? {} : { notices }),
  };
}

/** Replication rules by who they are: source bucket, rule id (its place where it has none), destination bucket. */
function byIdentity(report: Report): Entries {
  const entries = new Map<string, ReplicationEntry>();
  for (const entry of report.replication) {
    const rule = entry.replicationRule;
    const identity = [entry.source.bucket, rule?.id ?? rule?.index ?? null, entry.destination?.bucket ?? null];
    let key = JSON.stringify(identity);
    // AWS refuses two rules of one ID; a snapshot written by hand may hold them.
    for (let number = 2; entries.has(key); number += 1) key = JSON.stringify([...identity, number]);
    entries.set(key, entry);
  }
  return entries;
}

function findingChange(finding: Finding): FindingChange {
  return {
    rule: finding.rule,
    level: finding.level,
    kind: finding.kind,
    message: finding.message,
    sourceBucket: finding.sourceBucket,
    replicationRule: finding.replicationRule,
    resource: finding.resource,
    fingerprint: finding.fingerprint,
    policies: finding.permission?.policies ?? [],
    ...(finding.location === null ? {} : { location: finding.location }),
  };
}

function partsOf(from: ReplicationEntry, to: ReplicationEntry): PairChange['parts'] {
  return [
    ...aspects.map((name) => ({ name, old: from.aspects[name], new: to.aspects[name] })),
    ...objectClasses.map((name) => ({ name, old: from.byObjectClass[name], new: to.byObjectClass[name] })),
  ];
}

/** What a pair depends on: changes of these may be the reason. */
function resourcesOf(entry: ReplicationEntry, because: readonly Finding[]): ReadonlySet<string> {
  const texts: (string | null | undefined)[] = [
    `bucket ${entry.source.bucket}`,
    `bucket ${entry.destination?.bucket}`,
    entry.source.account,
    entry.destination?.account,
    entry.role,
    ...because.flatMap(({ resource, permission }) => [
      lookupName(resource),
      permission?.principal,
      permission?.resource,
    ]),
  ];
  return new Set(texts.filter((text) => typeof text === 'string'));
}

/** Under which name a change is looked up: buckets by their name, since a report does not hold their ARN. */
function lookupName(resource: string): string {
  const bucket = bucketOfArn(resource);
  return bucket === null || bucket.key !== null ? resource : `bucket ${bucket.name}`;
}

interface JudgedChange {
  readonly trend: Trend;
  readonly change: PairChange;
}

function worst(trends: readonly Trend[]): Trend {
  const order: readonly Trend[] = ['worse', 'better', 'otherwise'];
  return order.find((trend) => trends.includes(trend)) ?? 'same';
}

function idOf({ replicationRule }: ReplicationEntry): string | null {
  return replicationRule === null ? null : (replicationRule.id ?? `number ${replicationRule.index + 1}`);
}

function judge(
  from: ReplicationEntry | undefined,
  to: ReplicationEntry | undefined,
  findings: ReadonlyMap<string, Finding>,
  changesOf: (resources: ReadonlySet<string>) => readonly EstateChange[],
): JudgedChange | null {
  const entry = to ?? from;
  if (entry === undefined) return null;
  const verdictTrend = compareVerdicts(from?.verdict ?? null, to?.verdict ?? null);
  const parts = from === undefined || to === undefined ? [] : partsOf(from, to).filter((part) => part.old !== part.new);
  const trend = verdictTrend === 'same' ? worst(parts.map((part) => comparePart(part.old, part.new))) : verdictTrend;
  if (trend === 'same') return null;
  const because = (to?.because ?? []).flatMap((fingerprint) => findings.get(fingerprint) ?? []);
  const change: PairChange = {
    source: entry.source,
    destination: entry.destination,
    replicationRule: idOf(entry),
    role: entry.role,
    old: from?.verdict ?? null,
    new: to?.verdict ?? null,
    parts,
    failureReasons:
      trend === 'worse' ? [...new Set(because.flatMap(({ failureReasons }) => failureReasons))].sort() : [],
    because: because.map(findingChange),
    changes: changesOf(resourcesOf(entry, because)),
  };
  return { trend, change };
}

function unsuppressed(report: Report): ReadonlyMap<string, Finding> {
  return new Map(
    report.findings.filter(({ suppressed }) => suppressed === null).map((finding) => [finding.fingerprint, finding]),
  );
}

function isWorse(finding: Finding, before: Finding | undefined): boolean {
  return (
    finding.kind === 'problem' &&
    finding.level !== 'note' &&
    (before === undefined || levelRank(finding.level) < levelRank(before.level))
  );
}

/** Changes by what they touch, in their own order. */
function indexChanges(changes: readonly EstateChange[]) {
  const byResource = new Map<string, number[]>();
  for (const [index, { resource }] of changes.entries()) {
    const key = lookupName(resource);
    const list = byResource.get(key);
    if (list === undefined) byResource.set(key, [index]);
    else list.push(index);
  }
  return (resources: ReadonlySet<string>): readonly EstateChange[] =>
    [...new Set([...resources].flatMap((resource) => byResource.get(resource) ?? []))]
      .sort((left, right) => left - right)
      .flatMap((index) => changes[index] ?? []);
}

/**
 * What broke, what was mended, which findings came and went.
 * @param changes of the configuration between the two; null where it is not known
 */
export function diffReports(from: DiffInput, to: DiffInput, changes: readonly EstateChange[] | null): Diff {
  const before = byIdentity(from.report);
  const after = byIdentity(to.report);
  const findings = new Map(to.report.findings.map((finding) => [finding.fingerprint, finding]));
  const changesOf = indexChanges(changes ?? []);
  const judged: JudgedChange[] = [];
  for (const key of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const change = judge(before.get(key), after.get(key), findings, changesOf);
    if (change !== null) judged.push(change);
  }
  const having = (trend: Trend) => judged.filter((one) => one.trend === trend).map(({ change }) => change);
  const known = unsuppressed(from.report);
  const shown = unsuppressed(to.report);
  const broke = having('worse');
  return {
    format: 'replint-diff/1',
    old: sideOf(from),
    new: sideOf(to),
    gotWorse:
      broke.length > 0 || [...shown.values()].some((finding) => isWorse(finding, known.get(finding.fingerprint))),
    broke,
    mended: having('better'),
    otherwise: having('otherwise'),
    newFindings: [...shown.values()].filter(({ fingerprint }) => !known.has(fingerprint)).map(findingChange),
    goneFindings: [...known.values()].filter(({ fingerprint }) => !shown.has(fingerprint)).map(findingChange),
    changes,
  };
}
