/** Renders a report in every format that was asked for and writes all files or none; what goes to standard output goes last. */
import { codeOf } from '../../basics/file-fault.js';
import { UsageError } from '../../basics/usage-error.js';
import { parseFormats, type WantedOutput } from '../../output/wanted-formats.js';
import { ensureWritable, writePieces, writeTogether } from '../../output/write-file.js';
import { reportFiles, reportFor } from '../../output/write-reports.js';
import type { Level, Report } from '../../report/model.js';
import { isReporterName, renderedFor, reporterNames, type ReporterName } from '../../reporters/index.js';
import type { Detail, ReporterOptions, RuleFacts } from '../../reporters/reporter.js';
import { thisCommand } from '../started-as.js';
import { screenWidth } from './screen-width.js';
import { wantsColor } from './wants-color.js';

/** The options that say where reports go, and how they look. */
export interface OutputArguments {
  readonly format: readonly string[] | undefined;
  readonly output: string | undefined;
  readonly color: boolean | undefined;
  readonly verbose: boolean | undefined;
  readonly compact: boolean | undefined;
  readonly summary: boolean | undefined;
  readonly 'explain-all': boolean | undefined;
}

/** What reports say besides the report. */
export interface Judged {
  readonly failOn: Level | 'never';
  readonly rules: readonly RuleFacts[];
  /** Inputs, as the next command has to name them. */
  readonly inputs: readonly string[];
  /** As in `ReporterOptions`. */
  readonly repeated?: readonly string[] | null;
  /** Markdown that a comment leads with. */
  readonly lead?: string;
}

const formatOfEnding: Readonly<Record<string, string>> = {
  md: 'markdown',
  htm: 'html',
  xml: 'junit',
  txt: 'table',
  log: 'table',
};

/** By the ending of the file's name; a table where it says nothing. */
function formatOf(file: string): ReporterName {
  const ending = /\.([a-z]+)$/iu.exec(file)?.[1]?.toLowerCase() ?? '';
  const name = formatOfEnding[ending] ?? ending;
  return isReporterName(name) ? name : 'table';
}

/**
 * Without any, a table goes to standard output.
 * @throws UsageError for formats that do not exist or collide: to be called before the work is done, too
 */
export function wantedFormats({
  format = [],
  output,
}: Pick<OutputArguments, 'format' | 'output'>): readonly WantedOutput<ReporterName>[] {
  if (output === undefined) return format.length === 0 ? [{ format: 'table', file: null }] : parse(format);
  const file = output === '-' || output === '/dev/stdout' ? null : output;
  if (format.length === 0) return [{ format: formatOf(output), file }];
  const wanted = parse(format);
  const open = wanted.filter((one) => one.file === null);
  if (open.length === 1)
    return parse(wanted.map((one) => `${one.format}=${one.file ?? (file === null ? '-' : output)}`));
  throw new UsageError(
    '`--output` names the file of a format that has none, but every format has one.',
    'Leave it out, or give another `--format NAME`.',
  );
}

function parse(format: readonly string[]): readonly WantedOutput<ReporterName>[] {
  return parseFormats(format, reporterNames);
}

/**
 * To be asked before the work is done.
 * @throws UsageError for formats that do not exist or collide
 * @throws OutputError for files that could not be written
 */
export async function ensureOutputs(args: Pick<OutputArguments, 'format' | 'output'>): Promise<void> {
  for (const { file } of wantedFormats(args)) if (file !== null) await ensureWritable(file);
}

function detailOf({ verbose, compact, summary }: OutputArguments): Detail {
  const asked = [
    ...(verbose === true ? (['verbose'] as const) : []),
    ...(compact === true ? (['compact'] as const) : []),
    ...(summary === true ? (['summary'] as const) : []),
  ];
  if (asked.length < 2) return asked[0] ?? 'normal';
  throw new UsageError(`\`--${asked.join('` and `--')}\` cannot be used together.`, 'Give only one of them.');
}

/** @throws OutputError for the first file that cannot be written: none is then there, and nothing on the screen */
export async function writeOutputs(report: Report, args: OutputArguments, judged: Judged): Promise<void> {
  const wanted = wantedFormats(args);
  const options: ReporterOptions = {
    rules: judged.rules,
    failOn: judged.failOn,
    color: false,
    width: screenWidth(),
    workingDirectory: process.cwd(),
    detail: detailOf(args),
    explainAll: args['explain-all'] === true,
    command: thisCommand(),
    inputs: judged.inputs,
    ...(judged.repeated === undefined ? {} : { repeated: judged.repeated }),
    now: new Date().toISOString(),
    ...(judged.lead === undefined ? {} : { lead: judged.lead }),
  };
  const files = wanted.flatMap((one) => (one.file === null ? [] : [{ format: one.format, file: one.file }]));
  await writeTogether(reportFiles(report, files, options));
  const onScreen = wanted.find(({ file }) => file === null);
  if (onScreen === undefined) return;
  const isTerminal = process.stdout.isTTY === true;
  const color = wantsColor({ option: args.color, environment: process.env, isTerminal });
  const shown = reportFor(onScreen.format, report, options);
  await writeToScreen(await renderedFor(onScreen.format, shown, { ...options, color }));
}

/** A reader that has seen enough is not an error. */
async function writeToScreen(rendered: string | Iterable<string>): Promise<void> {
  try {
    await writePieces(process.stdout, rendered);
  } catch (error) {
    if (codeOf(error) !== 'EPIPE') throw error;
  }
}
