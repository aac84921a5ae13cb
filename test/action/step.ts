/** A step of a workflow: the bundle under Node.js 24, with what the runner gives it and takes from it. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { node24 } from './node24.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundled from the present sources as it is for the repository; that the one in the repository equals it is checked elsewhere. */
export function buildAction(): string {
  const folder = mkdtempSync(join(tmpdir(), 'replint-bundle-'));
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), 'action', '--into', folder]);
  return join(folder, 'dist/action/index.js');
}

export interface Step {
  readonly inputs?: Readonly<Record<string, string>>;
  /** Of the checked-out repository, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Links in the repository: where each leads, by its path. */
  readonly links?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface EndedStep {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** As the runner reads them: of an output that is set twice the last value. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The workflow commands that the runner obeys: none between `::stop-commands::` and its token. */
  readonly commands: readonly string[];
  readonly read: (path: string) => string;
  readonly exists: (path: string) => boolean;
}

export async function runStep(
  bundle: string,
  { inputs = {}, files = {}, links = {}, environment = {} }: Step,
): Promise<EndedStep> {
  const folder = mkdtempSync(join(tmpdir(), 'replint-step-'));
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  for (const name of ['output', 'summary']) writeFileSync(join(folder, name), '');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(workspace, path));
  const variables = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const child = spawn(node24 ?? '', [bundle], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      AWS_EC2_METADATA_DISABLED: 'true',
      ...Object.fromEntries(variables),
      ...environment,
    },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const status = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  return {
    status,
    stdout,
    stderr,
    outputs: outputsIn(readFileSync(join(folder, 'output'), 'utf8')),
    summary: readFileSync(join(folder, 'summary'), 'utf8'),
    commands: commandsIn(stdout),
    read: (path) => readFileSync(join(workspace, path), 'utf8'),
    exists: (path) => existsSync(join(workspace, path)),
  };
}

function outputsIn(text: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const [, name, delimiter] = /^([^=<]+)<<(.+)$/u.exec(lines[at] ?? '') ?? [];
    if (name === undefined || delimiter === undefined) {
      if (lines[at] !== '') throw new Error(`The runner does not understand this output: ${lines[at]}`);
      continue;
    }
    const end = lines.indexOf(delimiter, at + 1);
    if (end === -1) throw new Error(`The output ${name} does not end.`);
    outputs[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return outputs;
}

function commandsIn(log: string): readonly string[] {
  const commands: string[] = [];
  let resume: string | null = null;
  for (const line of log.split('\n')) {
    const text = line.trimStart();
    if (resume !== null) {
      if (text === resume) resume = null;
    } else if (text.startsWith('::stop-commands::')) {
      resume = `::${text.slice('::stop-commands::'.length)}::`;
    } else if (text.startsWith('::') || text.includes('##[')) {
      commands.push(text);
    }
  }
  if (resume !== null) throw new Error('The log never lets commands in again.');
  return commands;
}
