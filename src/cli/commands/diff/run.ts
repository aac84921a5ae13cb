/** `replint diff`: reports as they are, snapshots audited first. */
import { jsonText } from '../../../reporters/escape/json.js';
import type { Config } from '../../../config/model.js';
import type { Diff } from '../../../diff/model.js';
import { renderMarkdown } from '../../../diff/render-markdown.js';
import { renderText } from '../../../diff/render-text.js';
import { ensureInputsSpared } from '../../../output/spare-inputs.js';
import { compareSides, type Side } from '../../../run/compare-sides.js';
import { isReport } from '../../../report/read-report.js';
import { reportIn } from '../../../run/report-file.js';
import { readInputFiles } from '../../../sources/files/read-input.js';
import { hasStandIn } from '../../../basics/stand-in.js';
import { readOptionsOf, type CodeArguments } from '../../../run/code-options.js';
import type { Reading, ReadOptions } from '../../../sources/adapter.js';
import { retainedIn } from '../../../sources/cloudformation/retained.js';
import { existingIn } from '../../../sources/existing.js';
import { readFiles } from '../../../sources/recognise.js';
import { markdownText } from '../../../reporters/escape/markdown.js';
import { messageLimit, terminalText } from '../../../reporters/escape/terminal.js';
import type { Report } from '../../../report/model.js';
import { run } from '../../../run.js';
import { writeText } from '../../writing/write-text.js';
import { configFor } from '../../../run/config-for.js';
import { standardInput } from '../../../run/standard-input.js';

export interface DiffArguments extends CodeArguments {
  readonly format: string;
  readonly output: string | undefined;
  readonly config: string | undefined;
}

/** The exit code. */
export async function showDiff(before: string, after: string, args: DiffArguments): Promise<0 | 1> {
  await ensureInputsSpared([args.output], [before, after, args.config]);
  const config = await configFor(args.config);
  const options = await readOptionsOf(args);
  const from = await sideOf(before, { config, options, base: [], earlier: [] });
  // Of two states of code each stands for itself: what the later one leaves out is gone, unless the earlier one says that it stays.
  const isCode = from.readings.length > 0 && from.readings.every(isChange);
  const to = await sideOf(after, {
    config,
    options: isCode ? options : asChange(options, from),
    base: isCode ? [] : from.readings,
    earlier: isCode ? from.readings : [],
  });
  const diff = compareSides(from, to);
  await writeText(args.output, rendered(diff, args.format));
  return diff.gotWorse ? 1 : 0;
}

function withNotices(report: Report, more: readonly string[]): Report {
  return more.length === 0 ? report : { ...report, notices: [...more, ...(report.notices ?? [])] };
}

function rendered(diff: Diff, format: string): string {
  if (format === 'json') return jsonText(diff);
  return format === 'markdown'
    ? renderMarkdown(diff, (text) => markdownText(text, messageLimit))
    : renderText(diff, (line) => terminalText(line, messageLimit));
}

interface SideOptions {
  readonly config: Config;
  readonly options: ReadOptions;
  /** What a change is laid over. */
  readonly base: readonly Reading[];
  /** The state of code before, parts of which stay. */
  readonly earlier: readonly Reading[];
}

/** Code says what will be, and leaves out what it does not make; what Terraform remembers is what was there. */
function isChange({ supply, kind }: Reading): boolean {
  return supply !== undefined && kind !== 'terraform-state';
}

/** Where code does not say its account, it changes the only one that it is laid over. */
function asChange(options: ReadOptions, { estate, readings }: Side): ReadOptions {
  if (estate === null) return options;
  const ids = [...estate.accounts.keys()];
  const [only] = ids;
  const isClear = options.account === undefined && ids.length === 1 && only !== undefined && !hasStandIn(only);
  return { ...options, existing: existingIn(readings), ...(isClear ? { account: only } : {}) };
}

/** What is not a report is read as an input, whose reader says what is wrong with it. */
async function sideOf(name: string, { config, options, base, earlier }: SideOptions): Promise<Side> {
  const files = await readInputFiles([name], standardInput);
  const [file] = files;
  const parsed = file?.json?.value;
  if (isReport(parsed))
    return { name, report: await reportIn(name, file?.text ?? '', parsed), estate: null, readings: [] };
  const readings = await readFiles(files, options);
  const retained = retainedIn(earlier, readings);
  const isOfCode = base.length > 0 && readings.some(isChange);
  const { report, estate } = run({
    inputs: isOfCode
      ? [...base, ...readings.map((reading) => ({ ...reading, isChange: true }))]
      : [...readings, ...retained.readings],
    config,
    buckets: [],
    failOn: 'error',
    allowIncomplete: false,
    requireOrganization: config.requireOrganization ?? false,
    baseline: null,
    today: new Date().toISOString().slice(0, 10),
  });
  const all = [...readings, ...retained.readings];
  return {
    name,
    report: withNotices(report, retained.notes),
    estate,
    readings: isOfCode ? [...base, ...readings] : all,
  };
}
