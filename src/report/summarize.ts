import type { Finding, Report, ReplicationEntry, ReportSummary } from './model.js';

/**
 * An unknown verdict of an enabled replication rule makes a run incomplete, unless all that is unknown about it is suppressed.
 * Where no finding explains it, it counts.
 */
function isIncomplete(entry: ReplicationEntry, findings: ReadonlyMap<string, Finding>): boolean {
  if (entry.verdict !== 'unknown') return false;
  const unknowns = entry.because.flatMap((fingerprint) => {
    const finding = findings.get(fingerprint);
    return finding?.kind === 'unknown' ? [finding] : [];
  });
  return unknowns.length === 0 || unknowns.some(({ suppressed }) => suppressed === null);
}

/** The report with the part of its summary that depends on findings counted again. */
export function summarize(report: Report): Report {
  const findings = { error: 0, warning: 0, note: 0 };
  let suppressed = 0;
  for (const finding of report.findings) {
    if (finding.suppressed === null) findings[finding.level] += 1;
    else suppressed += 1;
  }
  const byFingerprint = new Map(report.findings.map((finding) => [finding.fingerprint, finding]));
  // A gap whose finding was taken out of the report by its level is as accepted as a suppressed one.
  const hasGap = (report.input.gaps ?? []).some((fingerprint) => byFingerprint.get(fingerprint)?.suppressed === null);
  const incomplete = hasGap || report.replication.some((entry) => isIncomplete(entry, byFingerprint));
  const summary: ReportSummary = { ...report.summary, findings, suppressed, incomplete };
  return { ...report, summary };
}
