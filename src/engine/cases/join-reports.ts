/**
 * Reports on the cases of code that leaves conditions open, joined to one: what holds in all cases holds, a verdict that differs is unknown,
 * and what is found in some cases says in which.
 */
import { uncapital } from '../../basics/capital.js';
import { shortList } from '../../basics/short-list.js';
import { bucketArn } from '../../estate/arn.js';
import type { Estate } from '../../estate/model.js';
import {
  aspects,
  objectClasses,
  type Finding,
  type ReplicationEntry,
  type Report,
  type Verdict,
} from '../../report/model.js';
import { compareEntries } from '../entries/entries.js';
import { summaryOf } from '../entries/summary.js';
import { compareFindings, findingOf } from '../findings/findings.js';
import type { Rule } from '../shapes/model.js';

/** One way in which the conditions can come out. */
export interface JudgedCase {
  /** Such as `UseCustomerKey is yes`. */
  readonly when: string;
  readonly report: Report;
}

export interface JoinOptions {
  /** Of the first case: where replication configurations stand. */
  readonly estate: Estate;
  readonly rules: readonly Rule[];
  /** Fills in where in the text a finding is. */
  readonly locate: (finding: Finding) => Finding;
  /** There are more cases than were judged, so that no verdict holds for all. */
  readonly isCut: boolean;
}

/** @param cases at least one */
export function joinReports(cases: readonly [JudgedCase, ...JudgedCase[]], options: JoinOptions): Report {
  const [{ report: first }] = cases;
  const joined = entryKeys(cases).map((key) => joinEntry(key, cases, options));
  const findings = [...joinFindings(cases), ...joined.flatMap(({ finding }) => finding ?? [])].sort(compareFindings);
  const replication = joined.map(({ entry }) => entry).sort(compareEntries);
  const patches = new Map(cases.flatMap(({ report }) => report.patches.map((patch) => [patch.id, patch] as const)));
  const notices = new Set(cases.flatMap(({ report }) => report.notices ?? []));
  const gaps = [...new Set(cases.flatMap(({ report }) => report.input.gaps ?? []))].sort();
  return {
    ...first,
    input: {
      ...first.input,
      accounts: [...new Set(cases.flatMap(({ report }) => report.input.accounts))].sort(),
      ...(gaps.length === 0 ? {} : { gaps }),
    },
    summary: summaryOf(replication, findings, gaps.length > 0),
    replication,
    findings,
    patches: [...patches.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    notices: [...notices, noticeOf(cases, options.isCut)],
  };
}

function noticeOf(cases: readonly JudgedCase[], isCut: boolean): string {
  const names = shortList(
    cases.map(({ when }) => when),
    4,
    '; ',
  );
  return isCut
    ? `Conditions of the code have no values, and more combinations than the ${cases.length} that were judged: no verdict holds for all of them. Give the parameters values.`
    : `Conditions of the code have no values. Each of ${cases.length} cases was judged: ${names}.`;
}

// ---- verdicts -----------------------------------------------------------------------------------------------------

function keyOf({ source, destination, replicationRule }: ReplicationEntry): string {
  const rule = replicationRule === null ? '' : (replicationRule.id ?? `#${replicationRule.index}`);
  return JSON.stringify([source.bucket, rule, destination?.bucket ?? '']);
}

function entryKeys(cases: readonly JudgedCase[]): readonly string[] {
  return [...new Set(cases.flatMap(({ report }) => report.replication.map(keyOf)))];
}

interface JoinedEntry {
  readonly entry: ReplicationEntry;
  readonly finding: Finding | null;
}

function joinEntry(key: string, cases: readonly JudgedCase[], options: JoinOptions): JoinedEntry {
  const found = cases.map(({ when, report }) => ({
    when,
    entry: report.replication.find((each) => keyOf(each) === key) ?? null,
  }));
  const entries = found.flatMap(({ entry }) => entry ?? []);
  const [first] = entries;
  if (first === undefined) throw new TypeError('a key without an entry');
  const shared = (of: (entry: ReplicationEntry) => Verdict): Verdict =>
    options.isCut && of(first) !== 'disabled' ? 'unknown' : sharedVerdict(entries.map(of));
  const verdict = shared((each) => each.verdict);
  const isPartOf =
    new Set(entries.map((each) => each.verdict)).size > 1 || options.isCut || entries.length < cases.length;
  const finding = verdict === 'unknown' ? dependsOnCases(first, found, options) : null;
  const merged: ReplicationEntry = {
    ...first,
    verdict,
    because: [
      ...new Set([...entries.flatMap(({ because }) => because), ...(finding === null ? [] : [finding.fingerprint])]),
    ],
    counterexample: verdict === 'unknown' ? null : first.counterexample,
    assumptions: [...new Set(entries.flatMap(({ assumptions }) => assumptions))].sort(),
    disputed: [...new Set(entries.flatMap(({ disputed }) => disputed))].sort(),
    byObjectClass: verdictsOf(objectClasses, (name) => shared(({ byObjectClass }) => byObjectClass[name])),
    aspects: verdictsOf(aspects, (name) => shared((each) => each.aspects[name])),
    impact: verdict === first.verdict ? first.impact : [],
    ...(isPartOf ? { cases: found.map(({ when, entry }) => ({ when, verdict: entry?.verdict ?? null })) } : {}),
  };
  if (verdict === first.verdict) return { entry: merged, finding };
  const { failing: _, ...without } = merged;
  return { entry: without, finding };
}

function verdictsOf<K extends string>(names: readonly K[], of: (name: K) => Verdict): Record<K, Verdict> {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<K, Verdict>;
}

/** Where a rule is disabled on purpose in some cases, the others decide. */
function sharedVerdict(verdicts: readonly Verdict[]): Verdict {
  const enabled = verdicts.filter((verdict) => verdict !== 'disabled');
  const [first = 'unknown', ...others] = enabled.length === 0 ? verdicts : enabled;
  return others.every((verdict) => verdict === first) ? first : 'unknown';
}

/** Where the cases themselves leave the verdict open, and not what is not known in each of them. */
function dependsOnCases(
  { source, replicationRule }: ReplicationEntry,
  found: readonly { readonly when: string; readonly entry: ReplicationEntry | null }[],
  { estate, rules, isCut, locate }: JoinOptions,
): Finding | null {
  const rule = rules.find(({ id }) => id === 'evidence/unresolved');
  const verdicts = found.flatMap(({ entry }) => entry?.verdict ?? []);
  if (rule === undefined || (!isCut && new Set(verdicts).size < 2)) return null;
  const name =
    replicationRule?.id === null || replicationRule === null
      ? 'The replication rule'
      : `Replication rule "${replicationRule.id}"`;
  const words = found.map(({ when, entry }) => `${entry?.verdict ?? 'is not there'} when ${when}`);
  const fact = estate.buckets.get(source.bucket)?.replication;
  const finding = findingOf(
    rule,
    {
      message: 'cases',
      kind: 'unknown',
      data: {
        what: isCut
          ? `${name} of ${source.bucket} depends on conditions with more combinations than are judged.`
          : `${name} of ${source.bucket} depends on conditions that have no value: ${shortList(words, 4, '; ')}.`,
        how: 'Give the parameters values. Then the verdict is decided.',
        verdicts: `${uncapital(name)} of ${source.bucket}`,
      },
      resource: bucketArn({ partition: estate.buckets.get(source.bucket)?.partition ?? 'aws', name: source.bucket }),
      account: source.account,
      region: source.region,
      origin: fact !== undefined && 'origin' in fact ? fact.origin : null,
      failureReasons: [],
      discriminator: `cases ${replicationRule?.id ?? replicationRule?.index ?? ''}`,
    },
    estate,
  );
  return { ...locate(finding), sourceBucket: source.bucket, replicationRule: replicationRule?.id ?? null };
}

// ---- findings -----------------------------------------------------------------------------------------------------

function joinFindings(cases: readonly JudgedCase[]): readonly Finding[] {
  const all = new Map<string, { readonly finding: Finding; readonly when: string[] }>();
  for (const { when, report } of cases) {
    for (const finding of report.findings) {
      const known = all.get(finding.fingerprint);
      if (known === undefined) all.set(finding.fingerprint, { finding, when: [when] });
      else if (known.when.at(-1) !== when) known.when.push(when);
    }
  }
  return [...all.values()].map(({ finding, when }) => {
    if (when.length === cases.length) return finding;
    const start = `When ${shortList(when, 2, ', or when ')}: `;
    // Reports that are read show why, and not the message.
    return { ...finding, message: start + finding.message, why: start + finding.why, when };
  });
}
