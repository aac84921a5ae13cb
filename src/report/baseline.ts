import { levelRank, levels, type Finding, type Report, type SuppressedBy } from './model.js';
import { summarize } from './summarize.js';

/** What an earlier report already knew. */
export interface Baseline {
  /** Day of its evidence, `YYYY-MM-DD`; null = the report does not say. */
  readonly date: string | null;
  /** Level of each known finding, by fingerprint. */
  readonly known: ReadonlyMap<string, string>;
}

function reasonOf({ date }: Baseline): string {
  return `In the baseline of ${date ?? 'an unknown date'}`;
}

/** A finding that a suppression hid is not known: once the suppression has expired it has to show. One that an older baseline hid is. */
function isKnown({ suppressed }: Pick<Finding, 'suppressed'>): boolean {
  return suppressed === null || suppressed.kind === 'baseline';
}

/** What a JSON report knows, for `--baseline`. */
export function baselineOf(report: Pick<Report, 'input' | 'findings'>): Baseline {
  return {
    date: report.input.collectedAt?.slice(0, 10) ?? null,
    known: new Map(report.findings.filter(isKnown).map(({ fingerprint, level }) => [fingerprint, level])),
  };
}

/**
 * Marks the findings that the baseline knows as suppressed, and counts the summary again. A finding whose level has risen since is
 * not known.
 */
export function applyBaseline(report: Report, baseline: Baseline): Report {
  const suppressed: SuppressedBy = { kind: 'baseline', reason: reasonOf(baseline), expires: null, owner: null };
  const findings = report.findings.map((finding): Finding => {
    if (finding.suppressed !== null) return finding;
    const level = baseline.known.get(finding.fingerprint);
    if (level === undefined || levels.findIndex((one) => one === level) > levelRank(finding.level)) return finding;
    return { ...finding, suppressed };
  });
  return summarize({ ...report, findings });
}
