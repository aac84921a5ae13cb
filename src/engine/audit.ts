/** The whole judgement: an estate in, a report out. Pure: no clock, no files; positions in the input are looked up afterwards. */
import type { Estate } from '../estate/model.js';
import { Budget } from '../policy/index.js';
import type { S3Evidence } from '../report/evidence.js';
import type { Report } from '../report/model.js';
import { version } from '../basics/version.generated.js';
import { entriesOf } from './entries/entries.js';
import { evidenceOf, withEvidence } from './entries/join-evidence.js';
import { inputOf, summaryOf } from './entries/summary.js';
import { askedBucketProblems } from './findings/asked-buckets.js';
import { gapProblems, unreadableConfigurations } from './findings/evidence.js';
import { compareFindings, type FindingWithPair } from './findings/findings.js';
import { configurationFindings, engineFindings, raise } from './findings/raised.js';
import { withGroups } from './findings/groups.js';
import { runRules } from './findings/run-rules.js';
import { jobProblems } from './jobs/job-problems.js';
import { usesOf } from './uses/uses.js';
import type { EngineSettings, Rule } from './shapes/model.js';
import { defaultSettings } from './shapes/settings.js';
import { patchesOf } from './remedy/patches.js';
import { PolicyStore } from './documents/policies.js';
import { judgePairs } from './verdict/judge.js';

export { defaultSettings };
export { joinReports } from './cases/join-reports.js';
export { explain, type ExplainOptions } from './explain/explain.js';
export { locateExplanation } from './explain/locate-explanation.js';
export { isDestination } from './findings/asked-buckets.js';
export { locateFindings, placer } from './findings/locate-findings.js';
export { type Need, neededIn } from './uses/need.js';

export interface AuditOptions {
  readonly settings?: Partial<EngineSettings>;
  /** Only these source buckets; all by default. */
  readonly buckets?: readonly string[];
  /** Nothing but these source buckets and what they lead to was read. */
  readonly isPartial?: boolean;
  /** What S3 said itself. */
  readonly evidence?: S3Evidence | null;
  /** What is looked for: the engine knows no rule by itself. */
  readonly rules: readonly Rule[];
}

export function audit(estate: Estate, options: AuditOptions): Report {
  const settings: EngineSettings = { ...defaultSettings, budget: new Budget(), ...options.settings };
  const { rules } = options;
  const wanted = options.buckets === undefined || options.buckets.length === 0 ? null : new Set(options.buckets);
  const isWanted = (name: string): boolean => wanted === null || wanted.has(name);
  const isPartial = options.isPartial === true && wanted !== null;
  const store = new PolicyStore();
  // What a role needs, and what else writes to a destination, all rules of the estate say together, whichever are asked about.
  const whole = judgePairs(estate, settings, store, { isWanted: () => true });
  const judged = whole.filter(({ pair }) => isWanted(pair.source.name));
  const pairs = whole.map(({ pair }) => pair);
  const jobRoles = new Set(estate.jobs.map(({ roleArn }) => roleArn));
  // Of a role whose job is given, the job's own settings say what it lacks.
  const ofRules = runRules(rules, usesOf(estate, pairs, settings, store), isWanted).filter(
    ({ finding: { rule, level, resource } }) =>
      !(rule.startsWith('batch/') && level === 'note' && jobRoles.has(resource)),
  );

  const unreadable = unreadableConfigurations(estate, isWanted).map((name) => ({
    name,
    findings: configurationFindings(estate, rules, name),
  }));
  const gaps = wanted === null ? raise(estate, rules, 'evidence/unreadable', gapProblems(estate)) : [];
  const ofJobs = jobProblems(estate, settings, store).flatMap(({ rule, problem }) =>
    raise(estate, rules, rule, [problem]),
  );
  const found = [
    ...(isPartial ? ofRules.filter(holdsForSome(rules)) : ofRules),
    ...engineFindings(estate, rules, judged, whole),
    ...ofJobs,
    ...unreadable.flatMap((each) => each.findings),
    ...raise(
      estate,
      rules,
      'coverage/asked-bucket-does-not-replicate',
      wanted === null ? [] : askedBucketProblems(estate, wanted, pairs),
    ),
    ...gaps,
  ];
  const said = evidenceOf(options.evidence ?? null, pairs, judged, found);
  for (const each of raise(
    estate,
    rules,
    'evidence/contradicted',
    [...said.values()].flatMap(({ problem }) => problem ?? []),
  ))
    found.push(each);
  const findings = withGroups(found.map(({ finding }) => finding).sort(compareFindings));
  const replication = withEvidence(entriesOf(estate, judged, unreadable, found), judged, said);
  return {
    format: 'replint-report/1',
    tool: { name: 'replint', version },
    input: inputOf(estate, gaps),
    summary: summaryOf(replication, findings, gaps.length > 0),
    replication,
    findings,
    patches: patchesOf(found.flatMap(({ patches = [] }) => patches)),
    ...noticesOf([...(isPartial ? [partialNotice] : []), ...(options.evidence?.notices ?? [])]),
  };
}

function noticesOf(notices: readonly string[]): Pick<Report, 'notices'> {
  return notices.length === 0 ? {} : { notices };
}

/** Whether a finding stands where only some of the buckets were read. What is open to anyone is too much whatever others need. */
function holdsForSome(rules: readonly Rule[]): (found: FindingWithPair) => boolean {
  const needWhole = new Set(rules.filter(({ meta }) => meta.needsWholeEstate === true).map(({ id }) => id));
  return ({ finding: { rule, level } }) => level === 'error' || !needWhole.has(rule);
}

const partialNotice =
  'Only the named buckets and what they lead to were read. Whether roles and policies allow too much is not judged, because other buckets may need it.';
