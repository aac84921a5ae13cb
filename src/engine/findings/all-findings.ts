/** All findings of an audit: of the rules, of the engine itself, and of what S3 said against a verdict. */
import type { Estate } from '../../estate/model.js';
import type { S3Evidence } from '../../report/evidence.js';
import type { JobProblem } from '../jobs/job-problems.js';
import { evidenceOf } from '../observed/join-evidence.js';
import type { ConcludedEvidence } from '../observed/evidence.js';
import type { Pair, Rule } from '../shapes/model.js';
import type { Uses } from '../uses/uses.js';
import type { JudgedPair } from '../verdict/judge.js';
import { askedBucketProblems } from './asked-buckets.js';
import { gapProblems, unreadableConfigurations } from './evidence.js';
import type { FindingWithPair } from './findings.js';
import { configurationFindings, engineFindings, raise } from './raised.js';
import { runRules } from './run-rules.js';

/** What is known once everything is judged. */
export interface Judged {
  readonly estate: Estate;
  /** All of the estate. What a role needs, and what comes back to a pair, all rules say together, whichever are asked about. */
  readonly whole: readonly JudgedPair[];
  readonly uses: Uses;
  readonly jobs: readonly JobProblem[];
  readonly evidence: S3Evidence | null;
}

export interface Looked {
  readonly rules: readonly Rule[];
  /** Source buckets; null = all. */
  readonly buckets: ReadonlySet<string> | null;
  /** Nothing but these source buckets and what they lead to was read. */
  readonly isPartial: boolean;
}

export interface AllFindings {
  readonly found: readonly FindingWithPair[];
  /** Pairs that were asked about. */
  readonly judged: readonly JudgedPair[];
  /** Buckets whose replication configuration is not known. */
  readonly unreadable: readonly UnreadableConfiguration[];
  /** What could not be listed at all. */
  readonly gaps: readonly FindingWithPair[];
  readonly said: ReadonlyMap<Pair, ConcludedEvidence>;
}

/** A bucket whose replication configuration could not be read, with what is said about that. */
export interface UnreadableConfiguration {
  readonly name: string;
  readonly findings: readonly FindingWithPair[];
}

export function allFindings(
  { estate, whole, uses, jobs, evidence }: Judged,
  { rules, buckets, isPartial }: Looked,
): AllFindings {
  const isWanted = (name: string): boolean => buckets === null || buckets.has(name);
  const judged = whole.filter(({ pair }) => isWanted(pair.source.name));
  const pairs = whole.map(({ pair }) => pair);
  const raised = (id: string, problems: Parameters<typeof raise>[3]) => raise(estate, rules, id, problems);
  const ofRules = withoutJobRoles(runRules(rules, uses, isWanted), estate);
  const unreadable = unreadableConfigurations(estate, isWanted).map((name) => ({
    name,
    findings: configurationFindings(estate, rules, name),
  }));
  const gaps = raised('evidence/unreadable', gapProblems(estate, buckets));
  const found = [
    ...(isPartial ? ofRules.filter(holdsForSome(rules)) : ofRules),
    ...engineFindings(estate, rules, judged, whole),
    ...jobs
      .filter(({ source }) => source === null || isWanted(source))
      .flatMap(({ rule, problem }) => raised(rule, [problem])),
    ...unreadable.flatMap((each) => each.findings),
    ...raised(
      'coverage/asked-bucket-does-not-replicate',
      buckets === null ? [] : askedBucketProblems(estate, buckets, pairs),
    ),
    ...gaps,
  ];
  const said = evidenceOf(evidence, pairs, judged, found);
  const contradicted = [...said.values()].flatMap(({ problem }) => problem ?? []);
  return { found: [...found, ...raised('evidence/contradicted', contradicted)], judged, unreadable, gaps, said };
}

/** Of a role whose job is given, the job's own settings say what it lacks. */
function withoutJobRoles(found: readonly FindingWithPair[], { jobs }: Estate): readonly FindingWithPair[] {
  const roles = new Set(jobs.map(({ roleArn }) => roleArn));
  return found.filter(
    ({ finding: { rule, level, resource } }) => !(rule.startsWith('batch/') && level === 'note' && roles.has(resource)),
  );
}

/** Whether a finding stands where only some of the buckets were read. What is open to anyone is too much whatever others need. */
function holdsForSome(rules: readonly Rule[]): (found: FindingWithPair) => boolean {
  const needWhole = new Set(rules.filter(({ meta }) => meta.needsWholeEstate === true).map(({ id }) => id));
  return ({ finding: { rule, level } }) => level === 'error' || !needWhole.has(rule);
}
