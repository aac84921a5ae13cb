/** Runs the built command as users do. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readdirSync, readSync, statSync, utimesSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { oncePerWorker } from '../tools/once-per-worker.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const command = join(root, 'dist/replint.js');

export function estate(name: string): string {
  return join(root, `fixtures/estates/${name}.json`);
}

/** Whether the built command is newer than everything it is made of. */
function isBuilt(): boolean {
  const built = statSync(command, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = ['src', 'rules'].flatMap((folder) =>
    (readdirSync(join(root, folder), { recursive: true }) as string[]).map((name) => join(root, folder, name)),
  );
  const others = [
    'package.json',
    'package-lock.json',
    'scripts/build.mjs',
    'scripts/gather-chunks.mjs',
    'scripts/lighter-packages.mjs',
  ].map((name) => join(root, name));
  return [...sources, ...others].every((path) => statSync(path).mtimeMs < built);
}

export function build(): void {
  if (isBuilt()) return;
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), 'replint']);
  // A build writes only what differs.
  utimesSync(command, new Date(), new Date());
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'replint-cli-'));
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Warm {
  readonly requests: number;
  readonly replies: number;
}

/** The command in a process of its own that stays: most of what a run costs is loading the program. */
function startWarm(): Warm {
  const folder = newFolder();
  const [requests, replies] = [join(folder, 'requests'), join(folder, 'replies')];
  execFileSync('mkfifo', [requests, replies]);
  const server = fileURLToPath(new URL('warm-command.mjs', import.meta.url));
  spawn(process.execPath, [server, command, requests, replies], { stdio: 'ignore', env: {} }).unref();
  return { requests: openSync(requests, 'r+'), replies: openSync(replies, 'r') };
}

function replyOf({ replies }: Warm): string {
  const buffer = Buffer.alloc(1 << 16);
  const parts: Buffer[] = [];
  while (parts.at(-1)?.at(-1) !== 10) {
    const count = readSync(replies, buffer);
    if (count === 0) throw new Error('The process that runs the command has ended.');
    parts.push(Buffer.from(buffer.subarray(0, count)));
  }
  return Buffer.concat(parts).toString('utf8');
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

/** No terminal, nothing in the environment but the path and what is given. */
export function replint(
  args: readonly string[],
  input = '',
  cwd = newFolder(),
  environment: Readonly<Record<string, string>> = {},
): Ended {
  const warm = oncePerWorker(`command ${command}`, startWarm);
  const request = { args, cwd, environment: { PATH: process.env['PATH'] ?? '', ...environment }, input };
  writeAll(warm.requests, `${JSON.stringify(request)}\n`);
  return JSON.parse(replyOf(warm)) as Ended;
}

/** In a process of its own, from its start to its end. */
export function replintAlone(
  args: readonly string[],
  input = '',
  cwd = newFolder(),
  environment: Readonly<Record<string, string>> = {},
): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  });
  return { status, stdout, stderr };
}
