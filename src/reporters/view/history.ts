/** How runs over the same estate turned out, one after the other. */
import type { Report, ReportSummary } from '../../report/model.js';

/** One run in numbers. */
export interface HistoryPoint {
  /** When it was started, RFC 3339. */
  readonly at: string;
  /** Replication rules by verdict. */
  readonly verdicts: ReportSummary['verdicts'];
  /** Findings that count, by level. */
  readonly findings: ReportSummary['findings'];
  readonly incomplete: boolean;
}

export function historyPoint(at: string, { summary: { verdicts, findings, incomplete } }: Report): HistoryPoint {
  return { at, verdicts, findings, incomplete };
}
