/** `replint diff`: reports as they are, snapshots audited first. */
import { jsonText } from '../../../reporters/escape/json.js';
import type { Config } from '../../../config/model.js';
import { diffEstates } from '../../../diff/diff-estates.js';
import { diffReports } from '../../../diff/diff-reports.js';
import type { Diff } from '../../../diff/model.js';
import { renderMarkdown } from '../../../diff/render-markdown.js';
import { renderText } from '../../../diff/render-text.js';
import { withNames } from '../../../report/named.js';
import { isReport } from '../../../report/read-report.js';
import { reportIn } from '../../../run/report-file.js';
import type { Report } from '../../../report/model.js';
import type { Estate } from '../../../estate/model.js';
import { readInputFiles } from '../../../sources/files/read-input.js';
import { readFiles } from '../../../sources/recognise.js';
import { markdownText } from '../../../reporters/escape/markdown.js';
import { messageLimit, terminalText } from '../../../reporters/escape/terminal.js';
import { run } from '../../../run.js';
import { writeText } from '../../writing/write-text.js';
import { configFor } from '../../../run/config-for.js';
import { standardInput } from '../../../run/standard-input.js';

export interface DiffArguments {
  readonly format: string;
  readonly output: string | undefined;
  readonly config: string | undefined;
}

interface Side {
  readonly name: string;
  readonly report: Report;
  /** Null where a report was given: it does not hold the configuration. */
  readonly estate: Estate | null;
}

/** The exit code. */
export async function showDiff(before: string, after: string, args: DiffArguments): Promise<0 | 1> {
  const config = await configFor(args.config);
  const from = await sideOf(before, config);
  const to = await sideOf(after, config);
  const changes = from.estate === null || to.estate === null ? null : diffEstates(from.estate, to.estate);
  const diff = withNames(diffReports(from, to, changes));
  await writeText(args.output, rendered(diff, args.format));
  return diff.gotWorse ? 1 : 0;
}

function rendered(diff: Diff, format: string): string {
  if (format === 'json') return jsonText(diff);
  return format === 'markdown'
    ? renderMarkdown(diff, (text) => markdownText(text, messageLimit))
    : renderText(diff, (line) => terminalText(line, messageLimit));
}

/** What is not a report is read as an input, whose reader says what is wrong with it. */
async function sideOf(name: string, config: Config): Promise<Side> {
  const files = await readInputFiles([name], standardInput);
  const [file] = files;
  const parsed = file?.json?.value;
  if (isReport(parsed)) return { name, report: await reportIn(name, file?.text ?? '', parsed), estate: null };
  const { report, estate } = run({
    inputs: await readFiles(files),
    config,
    buckets: [],
    failOn: 'error',
    allowIncomplete: false,
    requireOrganization: config.requireOrganization ?? false,
    baseline: null,
    today: new Date().toISOString().slice(0, 10),
  });
  return { name, report, estate };
}
