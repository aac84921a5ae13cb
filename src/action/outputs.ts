import type { Report } from '../report/model.js';
import type { WantedFile } from '../output/write-reports.js';
import { reporterNames } from '../reporters/index.js';

/** The Action's outputs: all of them, every time. Paths are as given, one a line, empty where nothing was written. */
export function outputsOf(
  { summary }: Report,
  exitCode: number,
  written: readonly WantedFile[],
): Readonly<Record<string, string>> {
  const { verdicts, findings, suppressed, incomplete, sourceBuckets, replicationRules } = summary;
  const paths = (files: readonly WantedFile[]): string => files.map(({ file }) => file).join('\n');
  return {
    'exit-code': String(exitCode),
    incomplete: String(incomplete),
    errors: String(findings.error),
    warnings: String(findings.warning),
    notes: String(findings.note),
    suppressed: String(suppressed),
    'source-buckets': String(sourceBuckets),
    'replication-rules': String(replicationRules),
    ...Object.fromEntries(Object.entries(verdicts).map(([verdict, count]) => [verdict, String(count)])),
    files: paths(written),
    ...Object.fromEntries(
      reporterNames.map((name) => [`${name}-file`, paths(written.filter(({ format }) => format === name))]),
    ),
  };
}
