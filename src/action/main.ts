/** The GitHub Action: inputs → `run()` → files, outputs, summary, annotations. All files are written before the step can fail. */
import { appendFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { parseFormats } from '../cli/format-option.js';
import { findConfig } from '../config/find-config.js';
import { readReport } from '../config/read-report.js';
import type { Level, Report } from '../engine/report.js';
import { ExpectedError } from '../expected-error.js';
import { readInputs } from '../input/read-input.js';
import { writeWhole } from '../output/write-file.js';
import { escapeCommandData } from '../reporters/escape/workflow-command.js';
import { isReporterName, loadReporter, reporterNames } from '../reporters/index.js';
import { ruleFacts } from '../rule-facts.js';
import { run } from '../run.js';

export interface World {
  readonly print: (text: string) => void;
  readonly workingDirectory: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The exit code of the step. */
export async function main(environment: Environment, world: World): Promise<number> {
  try {
    return await audit(environment, world);
  } catch (error) {
    const text =
      error instanceof ExpectedError
        ? `${error.message}\n${error.help ?? ''}`
        : `A bug in replint: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    world.print(`::error title=replint::${escapeCommandData(text)}\n`);
    return 2;
  }
}

const failLevels = ['error', 'warning', 'note', 'never'];

async function audit(environment: Environment, { print, workingDirectory, today }: World): Promise<number> {
  // The runner passes inputs by name in upper case, blanks turned into underscores.
  const input = (name: string): string => (environment[`INPUT_${name.toUpperCase()}`] ?? '').trim();
  const lines = (name: string): readonly string[] =>
    input(name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const isOn = (name: string, fallback: boolean): boolean => (input(name) === '' ? fallback : input(name) === 'true');
  const failOn = input('fail-on') === '' ? 'error' : input('fail-on');
  if (!failLevels.includes(failOn))
    throw new ExpectedError(`fail-on cannot be "${failOn}".`, `It is one of ${failLevels.join(', ')}.`);
  if (lines('input').length === 0)
    throw new ExpectedError('The input "input" names no snapshot.', 'Give one file a line.');
  const formats = lines('formats').length === 0 ? [] : parseFormats(lines('formats'), reporterNames);
  const noInput = async (): Promise<Uint8Array> => new Uint8Array();
  const config = await findConfig({
    file: input('config') === '' ? null : input('config'),
    workingDirectory,
    ruleIds: ruleFacts.map(({ id }) => id),
  });
  const [baseline] = input('baseline') === '' ? [] : await readInputs([input('baseline')], noInput);
  const { report, exitCode } = run({
    inputs: (await readInputs(lines('input'), noInput)).map(({ name, text }) => ({ name, text, kind: 'snapshot' })),
    config,
    buckets: [],
    failOn: failOn as Level | 'never',
    allowIncomplete: isOn('allow-incomplete', config.allowIncomplete ?? false),
    requireOrganization: isOn('require-organization', config.requireOrganization ?? false),
    baseline: baseline === undefined ? null : readReport(baseline.name, JSON.parse(baseline.text)),
    today,
  });
  const render = async (name: string): Promise<string> =>
    isReporterName(name)
      ? (await loadReporter(name))(report, {
          rules: ruleFacts,
          color: false,
          width: 120,
          workingDirectory,
          failOn: failOn as Level | 'never',
        })
      : '';
  for (const { format, file } of formats) if (file !== null) await writeWhole(file, await render(format));
  await writeOutputs(environment['GITHUB_OUTPUT'], outputsOf(report, exitCode));
  const summary = environment['GITHUB_STEP_SUMMARY'];
  if (summary !== undefined && summary !== '' && isOn('summary', true))
    await appendFile(summary, await render('markdown'));
  if (isOn('annotations', true)) print(await render('github'));
  print(await render('table'));
  return exitCode;
}

function outputsOf({ summary }: Report, exitCode: number): Readonly<Record<string, string>> {
  const { verdicts, findings, incomplete } = summary;
  return {
    'exit-code': String(exitCode),
    incomplete: String(incomplete),
    errors: String(findings.error),
    warnings: String(findings.warning),
    notes: String(findings.note),
    replicates: String(verdicts.replicates),
    fails: String(verdicts.fails + verdicts.partly),
    unknown: String(verdicts.unknown),
  };
}

/** Multi-line form with a delimiter nobody can guess, as the runner asks for. */
async function writeOutputs(file: string | undefined, outputs: Readonly<Record<string, string>>): Promise<void> {
  if (file === undefined || file === '') return;
  const delimiter = `replint-${randomUUID()}`;
  await appendFile(
    file,
    Object.entries(outputs)
      .map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
      .join(''),
  );
}
