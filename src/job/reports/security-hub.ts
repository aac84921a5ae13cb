/** What the state machine imports into AWS Security Hub: the findings of this run, and those of the last one that are gone, archived. */
import type { Report } from '../../report/model.js';
import { asffFindings, batchesOf, type Importer } from '../../reporters/asff/findings.js';
import type { AsffFinding } from '../../reporters/asff/model.js';
import { ruleFacts } from '../../rule-facts.js';

/** Step Functions passes 256 KiB from state to state; the rest is for what it adds. */
const mostBytes = 200_000;

export interface Reports {
  /** What was read in this run. */
  readonly fresh: Report;
  /** With what is known of accounts that were not read: what is missing there is not gone. */
  readonly current: Report;
  /** The last run's; null = this is the first. */
  readonly before: Report | null;
}

/** @param now RFC 3339 */
export function findingBatches(
  { fresh, current, before }: Reports,
  importer: Importer,
  now: string,
): readonly (readonly AsffFinding[])[] {
  const of = (report: Report): readonly AsffFinding[] => asffFindings(report, { rules: ruleFacts, now }, importer);
  const there = new Set([...of(fresh), ...of(current)].map(({ Id }) => Id));
  const gone = (before === null ? [] : of(before)).filter(({ Id }) => !there.has(Id));
  return batchesOf([...of(fresh), ...gone.map((finding) => archived(finding, now))], mostBytes);
}

/** Its times are those of the run that no longer found it: Security Hub takes no finding that is older than what it has. */
function archived(finding: AsffFinding, now: string): AsffFinding {
  return { ...finding, RecordState: 'ARCHIVED', UpdatedAt: now };
}
