/** Renders a report in every format that was asked for and writes each whole; what goes to standard output goes last. */
import type { Level, Report } from '../engine/report.js';
import { writeWhole } from '../output/write-file.js';
import { isReporterName, loadReporter, reporterNames } from '../reporters/index.js';
import { parseFormats } from './format-option.js';
import { wantsColor } from './wants-color.js';

export interface OutputWishes {
  readonly format: readonly string[] | undefined;
  readonly color: boolean | undefined;
  readonly failOn: Level | 'never';
}

/** Terminals are told to be this wide where they do not say. */
const usualWidth = 100;

/** A pager or a log viewer says so in the environment. */
const columnsOf = ({ COLUMNS }: NodeJS.ProcessEnv): number | null =>
  /^\d{2,3}$/u.test(COLUMNS ?? '') ? Number(COLUMNS) : null;

/** @throws UsageError for formats that do not exist or collide: to be called before the work is done, too */
export const wantedFormats = (format: readonly string[] | undefined) => parseFormats(format ?? [], reporterNames);

export async function writeOutputs(report: Report, { format, color, failOn }: OutputWishes): Promise<void> {
  const { ruleFacts } = await import('../rule-facts.js');
  let onScreen: string | null = null;
  for (const { format: name, file } of wantedFormats(format)) {
    if (!isReporterName(name)) continue;
    const render = await loadReporter(name);
    const isScreen = file === null;
    const text = render(report, {
      rules: ruleFacts,
      color:
        isScreen && wantsColor({ option: color, environment: process.env, isTerminal: process.stdout.isTTY === true }),
      width: process.stdout.columns ?? columnsOf(process.env) ?? usualWidth,
      workingDirectory: process.cwd(),
      failOn,
    });
    if (file === null) onScreen = text;
    else await writeWhole(file, text);
  }
  if (onScreen !== null) process.stdout.write(onScreen);
}
