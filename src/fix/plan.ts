/** From the findings to the patches that fix them: round after round, since what is fixed first can uncover what is behind it. */
import { levelRank, type Finding, type Level, type Report } from '../report/model.js';
import type { Patch } from '../report/patch.js';
import type { RawSnapshot } from '../sources/snapshot/snapshot-shape.js';
import { allApplied, type Step } from './change/apply-all.js';
import type { State } from './change/model.js';
import { withinToday } from './prove/within.js';

/** Facts, the estate that they are, and what an audit says of it. */
export interface Judged extends State {
  readonly report: Report;
}

export interface Judge {
  (facts: RawSnapshot): Judged;
}

/** Which findings are to be fixed. */
export interface Aim {
  /** The least grave level that counts. */
  readonly level: Level;
  /** What is too broad, rather than what is missing. */
  readonly harden: boolean;
}

/** Findings that are fixed by taking access away, and by nothing else: they never stand in the way of replication. */
export function isNarrowing(finding: Finding, patches: ReadonlyMap<string, Patch>): boolean {
  return (
    finding.permission === null &&
    (finding.rule.startsWith('least-privilege/') ||
      (finding.patches.length > 0 && finding.patches.every((id) => patches.get(id)?.narrows === true)))
  );
}

export function byId({ patches }: Report): ReadonlyMap<string, Patch> {
  return new Map(patches.map((patch) => [patch.id, patch]));
}

/** Problems that count, of a report, and verdicts that are open for a reason that a patch takes away. */
export function aimedAt(report: Report, { level, harden }: Aim): readonly Finding[] {
  const patches = byId(report);
  return report.findings.filter(
    (finding) =>
      finding.suppressed === null &&
      (finding.kind === 'problem' ? levelRank(finding.level) <= levelRank(level) : isFixable(finding, patches)) &&
      isNarrowing(finding, patches) === harden,
  );
}

/** Whether something can be done about a finding: every patch that it takes has a value. */
export function isFixable(finding: Finding, patches: ReadonlyMap<string, Patch>): boolean {
  return finding.patches.length > 0 && finding.patches.every((id) => (patches.get(id)?.value ?? null) !== null);
}

/** Each mends something that the ones before it do not; a configuration that changes is asked again. */
const mostRounds = 8;

export interface Plan {
  readonly steps: readonly Step[];
  /** By step: the findings it was suggested for. */
  readonly mends: ReadonlyMap<Step, readonly Finding[]>;
  /** Patches that could not be applied, by id. */
  readonly impossible: ReadonlySet<string>;
  /** Those among them whose document would grow too long. */
  readonly tooLong: ReadonlySet<string>;
  readonly end: Judged;
}

export function planOf(start: Judged, judge: Judge, understand: (facts: RawSnapshot) => State, aim: Aim): Plan {
  const steps: Step[] = [];
  const mends = new Map<Step, readonly Finding[]>();
  const impossible = new Set<string>();
  const tooLong = new Set<string>();
  const tried = new Set<string>();
  let current = start;
  for (let round = 1; round <= mostRounds; round += 1) {
    const fresh = suggested(current, aim, round).filter(({ step: { patch } }) => {
      // A patch that is suggested again in the same words did not help.
      const id = `${patch.id} ${JSON.stringify(patch.value)}`;
      if (tried.has(id) || impossible.has(patch.id)) return false;
      tried.add(id);
      return true;
    });
    if (fresh.length === 0) break;
    const outcome = allApplied(
      current.facts,
      fresh.map(({ step }) => step),
      understand,
    );
    for (const step of outcome.impossible) impossible.add(step.patch.id);
    for (const step of outcome.tooLong) tooLong.add(step.patch.id);
    const done = fresh.filter(({ step }) => outcome.touched.has(step));
    for (const { step, findings } of done) mends.set(step, findings);
    for (const each of done.map(({ step }) => step)) steps.push(each);
    if (done.length === 0) break;
    current = judge(outcome.facts);
  }
  return { steps, mends, impossible, tooLong, end: current };
}

interface Suggestion {
  readonly step: Step;
  readonly findings: readonly Finding[];
}

/** In the order of the report's patches, so that the same input gives the same fix. */
function suggested(current: Judged, aim: Aim, round: number): readonly Suggestion[] {
  const { report } = current;
  const patches = byId(report);
  const findings = new Map<string, Finding[]>();
  for (const finding of aimedAt(report, aim)) {
    if (!isFixable(finding, patches)) continue;
    for (const id of finding.patches) findings.set(id, [...(findings.get(id) ?? []), finding]);
  }
  return report.patches.flatMap((patch) => {
    const own = findings.get(patch.id);
    const narrowed = own === undefined ? null : aim.harden ? withinToday(patch, current) : patch;
    return own === undefined || narrowed === null ? [] : [{ step: { patch: narrowed, round }, findings: own }];
  });
}
