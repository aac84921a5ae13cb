/** The GitHub Action: inputs → the command's own audit → files, outputs, summary, annotations; only then can the step fail. */
import { judgeInputs } from '../run/judge-inputs.js';
import { ExpectedError } from '../basics/expected-error.js';
import { inventoryFile } from '../report/inventory.js';
import { filesOf } from '../fix/emit/folder.js';
import type { Fixed } from '../fix/fix.js';
import { fixMarkdown } from '../fix/emit/markdown.js';
import { type FileToWrite, OutputError, writeTogether } from '../output/write-file.js';
import { inFolder } from '../output/write-files.js';
import { repair, type RepairOptions } from '../repair.js';
import { reportFiles } from '../output/write-reports.js';
import { markdownText } from '../reporters/escape/markdown.js';
import { renderChange } from '../diff/render-change.js';
import { visibleLines } from '../reporters/escape/visible.js';
import { escapeCommandData } from '../reporters/escape/workflow-command.js';
import { loadReporter } from '../reporters/index.js';
import type { ReporterOptions } from '../reporters/reporter.js';
import { version } from '../basics/version.generated.js';
import { foundConfigFile } from '../run/config-for.js';
import { changeAnnotations } from './change.js';
import { type Environment, readActionInputs } from './inputs.js';
import { refuseLinksOut } from './links.js';
import { outputsOf } from './outputs.js';
import { type Runner, runnerOf } from './runner.js';
import { snapshotFiles } from './snapshot-files.js';

/** The exit code of the step. */
export async function main(environment: Environment, print: (text: string) => void): Promise<number> {
  const runner = runnerOf(environment, print);
  try {
    return await audit(environment, runner);
  } catch (error) {
    const text = failureText(error);
    fail(runner, text);
    await runner.setOutputs({ 'exit-code': '2' });
    // A paragraph a line: a line break is escaped as any other character that is not to be seen.
    const said = text.split('\n').map((line) => markdownText(line, 2000));
    await runner.addSummary(`## S3 replication\n\nThe audit could not be done: ${said.join('\n\n')}\n`);
    return 2;
  }
}

async function audit(environment: Environment, runner: Runner): Promise<number> {
  const inputs = readActionInputs(environment);
  const workingDirectory = process.cwd();
  const snapshots = inputs.snapshots.length === 0 ? [] : await snapshotFiles(inputs.snapshots, workingDirectory);
  const { config, baseline, accounts } = inputs.judgement;
  const read = [...snapshots, config ?? (await foundConfigFile()) ?? undefined, baseline, accounts, inventoryFile];
  const fixes = inputs.fixes === null ? [] : [inputs.fixes];
  await refuseLinksOut([...read, ...inputs.files.map(({ file }) => file), ...fixes], workingDirectory);
  const {
    report,
    exitCode,
    failOn,
    rules,
    judged,
    change: changeIn,
  } = await judgeInputs(
    snapshots,
    inputs.judgement,
    inputs.files.map(({ format }) => format),
  );
  const now = new Date().toISOString();
  const change = changeIn();
  const lead = change === null ? {} : { lead: renderChange(change, (text) => markdownText(text, 2000)) };
  const options: ReporterOptions = { rules, color: false, width: 120, workingDirectory, failOn, now, ...lead };

  const fixed = inputs.fixes === null ? null : await fixedInputs(judged);
  const failure = await failureOf(
    writeTogether([
      ...reportFiles(report, inputs.files, options),
      ...(inputs.fixes === null || fixed === null ? [] : await fixFiles(inputs.fixes, fixed, workingDirectory)),
    ]),
  );
  const ended = failure === null ? exitCode : 2;
  const written = failure === null ? inputs.files : [];
  await runner.setOutputs({
    ...outputsOf(report, ended, written),
    fixes: failure === null ? (inputs.fixes ?? '') : '',
  });
  if (inputs.summary) await runner.addSummary((await loadReporter('markdown'))(report, options));
  if (inputs.summary && fixed !== null && fixed.report.patches.length > 0)
    await runner.addSummary(`\n${fixMarkdown(fixed.report)}`);
  if (failure !== null) fail(runner, failureText(failure));
  if (inputs.annotations && change !== null) runner.command(changeAnnotations(change, workingDirectory));
  if (inputs.annotations) runner.command((await loadReporter('github'))(report, options));
  runner.log((await loadReporter('table'))(report, options));
  return ended;
}

async function fixedInputs(judged: Omit<RepairOptions, 'level' | 'harden'>): Promise<Fixed> {
  const options: RepairOptions = { ...judged, level: 'warning', harden: false };
  const { withProvedEdits } = await import('../proved-edits.js');
  return withProvedEdits(repair(options), options);
}

/** What lies in the folder already can be links, too. */
async function fixFiles(folder: string, fixed: Fixed, workingDirectory: string): Promise<readonly FileToWrite[]> {
  const files = filesOf(fixed);
  await refuseLinksOut(
    files.map(({ path }) => `${folder}/${path}`),
    workingDirectory,
  );
  return inFolder(folder, files);
}

/** What to say once everything else is done. */
async function failureOf(writing: Promise<void>): Promise<OutputError | null> {
  try {
    await writing;
    return null;
  } catch (error) {
    if (error instanceof OutputError) return error;
    throw error;
  }
}

function fail({ command }: Runner, text: string): void {
  command(`::error title=replint::${escapeCommandData(visibleLines(text))}\n`);
}

function failureText(error: unknown): string {
  if (error instanceof ExpectedError) return error.help === null ? error.message : `${error.message}\n${error.help}`;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `A bug in replint ${version} stopped this run. Please report it with these lines.\n${stack}`;
}
