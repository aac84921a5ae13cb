/** Renders a report in every format that was asked for and writes each whole; what goes to standard output goes last. */
import type { Level, Report } from '../../report/model.js';
import { ensureWritable } from '../../output/write-file.js';
import { writeReports } from '../../output/write-reports.js';
import { loadReporter, reporterNames, type ReporterName } from '../../reporters/index.js';
import type { ReporterOptions, RuleFacts } from '../../reporters/reporter.js';
import { parseFormats, type WantedOutput } from '../../output/wanted-formats.js';
import { screenWidth } from './screen-width.js';
import { wantsColor } from './wants-color.js';

export interface OutputWishes {
  readonly format: readonly string[] | undefined;
  readonly color: boolean | undefined;
  readonly failOn: Level | 'never';
  readonly rules: readonly RuleFacts[];
}

/**
 * Without any, a table goes to standard output.
 * @throws UsageError for formats that do not exist or collide: to be called before the work is done, too
 */
export function wantedFormats(format: readonly string[] | undefined): readonly WantedOutput<ReporterName>[] {
  return format === undefined || format.length === 0
    ? [{ format: 'table', file: null }]
    : parseFormats(format, reporterNames);
}

/**
 * To be asked before the work is done.
 * @throws UsageError for formats that do not exist or collide
 * @throws OutputError for files that could not be written
 */
export async function ensureOutputs(format: readonly string[] | undefined): Promise<void> {
  for (const { file } of wantedFormats(format)) if (file !== null) await ensureWritable(file);
}

/** @throws OutputError for the first file that cannot be written, after all others have been */
export async function writeOutputs(report: Report, { format, color, failOn, rules }: OutputWishes): Promise<void> {
  const wanted = wantedFormats(format);
  const options: ReporterOptions = {
    rules,
    color: false,
    width: screenWidth(),
    workingDirectory: process.cwd(),
    failOn,
  };
  const files = wanted.flatMap((one) => (one.file === null ? [] : [{ format: one.format, file: one.file }]));
  const { failure } = await writeReports(report, files, options);
  if (failure !== null) throw failure;
  const onScreen = wanted.find(({ file }) => file === null);
  if (onScreen === undefined) return;
  const render = await loadReporter(onScreen.format);
  const isColored = wantsColor({ option: color, environment: process.env, isTerminal: process.stdout.isTTY === true });
  process.stdout.write(render(report, { ...options, color: isColored }));
}
