/** `replint diff`: reports as they are, snapshots audited first. */
import { findConfig } from '../config/find-config.js';
import type { Config } from '../config/model.js';
import { diffEstates } from '../config/diff/diff-estates.js';
import { diffReports } from '../config/diff/diff-reports.js';
import { renderMarkdown } from '../config/diff/render-markdown.js';
import { renderText } from '../config/diff/render-text.js';
import { isReport, readReport } from '../config/read-report.js';
import type { Report } from '../engine/report.js';
import { readSnapshots } from '../estate/read-snapshot.js';
import type { Estate } from '../estate/model.js';
import { readInputs, type InputText } from '../input/read-input.js';
import { markdownText } from '../reporters/escape/markdown.js';
import { messageLimit, terminalText } from '../reporters/escape/terminal.js';
import { ruleFacts } from '../rule-facts.js';
import { run } from '../run.js';
import { dash } from './dash.js';
import { standardInput } from './standard-input.js';

export interface DiffArguments {
  readonly format: string;
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
  const names = [before, after].map((name) => (name === dash ? '-' : name));
  const inputs: InputText[] = [];
  // One at a time: the same file on both sides is no mistake.
  for (const name of names) inputs.push(...(await readInputs([name], standardInput)));
  const config = await findConfig({
    file: args.config ?? null,
    workingDirectory: process.cwd(),
    ruleIds: ruleFacts.map(({ id }) => id),
  });
  const today = new Date().toISOString().slice(0, 10);
  const [from, to] = inputs.map((input) => sideOf(input, config, today));
  if (from === undefined || to === undefined) throw new Error('Two inputs were read.');
  const changes = from.estate === null || to.estate === null ? null : diffEstates(from.estate, to.estate);
  const diff = diffReports(from, to, changes);
  if (args.format === 'json') process.stdout.write(`${JSON.stringify(diff, null, 2)}\n`);
  else if (args.format === 'markdown')
    process.stdout.write(renderMarkdown(diff, (text) => markdownText(text, messageLimit)));
  else process.stdout.write(renderText(diff, (line) => terminalText(line, messageLimit)));
  return diff.gotWorse ? 1 : 0;
}

/** What is no report is read as a snapshot, whose reader says what is wrong with it. */
function sideOf({ name, text }: InputText, config: Config, today: string): Side {
  const parsed = parse(text);
  if (isReport(parsed)) return { name, report: readReport(name, parsed), estate: null };
  const input = { name, text, kind: 'snapshot' as const };
  const { estate } = readSnapshots([input]);
  const { report } = run({
    inputs: [input],
    config,
    buckets: [],
    failOn: 'error',
    allowIncomplete: false,
    requireOrganization: config.requireOrganization ?? false,
    baseline: null,
    today,
  });
  return { name, report, estate };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
