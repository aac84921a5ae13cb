/** The whole judgement: an estate in, a report out. Pure: no clock, no files; positions in the input are looked up afterwards. */
import type { Estate } from '../estate/model.js';
import { Budget } from '../policy/index.js';
import type { S3Evidence } from '../report/evidence.js';
import type { Report } from '../report/model.js';
import { version } from '../basics/version.generated.js';
import { reportOf } from './entries/report-of.js';
import { allFindings } from './findings/all-findings.js';
import { unreadTags } from './findings/unread-tags.js';
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
export { isDestination, isUnread } from './findings/asked-buckets.js';
export { locateFindings, locationOf, placer } from './findings/locate-findings.js';
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
  const { rules, evidence = null, buckets = [] } = options;
  const settings: EngineSettings = { ...defaultSettings, budget: new Budget(), ...options.settings };
  const asked = buckets.length === 0 ? null : new Set(buckets);
  const isPartial = options.isPartial === true && asked !== null;
  const store = new PolicyStore();
  const whole = judgePairs(estate, settings, store, { isWanted: () => true });
  const pairs = whole.map(({ pair }) => pair);
  const uses = usesOf(estate, pairs, settings, store);
  const jobs = jobProblems(estate, settings, store);
  const all = allFindings({ estate, whole, uses, jobs, evidence }, { rules, buckets: asked, isPartial });
  const unread = unreadTags(estate, settings.mustReplicate);
  const report = reportOf(estate, all);
  return {
    format: 'replint-report/1',
    tool: { name: 'replint', version },
    ...report,
    patches: patchesOf(all.found.flatMap(({ patches = [] }) => patches)),
    ...noticesOf([...(isPartial ? [partialNotice] : []), ...unread, ...(evidence?.notices ?? [])]),
  };
}

function noticesOf(notices: readonly string[]): Pick<Report, 'notices'> {
  return notices.length === 0 ? {} : { notices };
}

const partialNotice =
  'Only the named buckets and what they lead to were read. Whether roles and policies allow too much is not judged, because other buckets may need it.';
