/**
 * The AWS CLI for scripts: most of what a command costs is its start, so it is loaded once and forked for each command. Where it is not a
 * Python package of this machine, it is called as it is.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { oncePerWorker } from '../../tools/once-per-worker.js';

const here = fileURLToPath(new URL('.', import.meta.url));

export function hasCli(): boolean {
  if (spawnSync('aws', ['--version'], { stdio: 'ignore' }).status === 0) return true;
  if (process.env['CI'] !== undefined) throw new Error('The AWS CLI is missing.');
  console.warn('The AWS CLI is missing. SCRIPTS FOR IT ARE NOT RUN.');
  return false;
}

/** The interpreter that runs `aws`; null where it is not a script of Python. */
function interpreter(): string | null {
  const find = 'pyenv which aws 2>/dev/null || command -v aws';
  const script = spawnSync('sh', ['-c', find], { encoding: 'utf8' }).stdout.trim();
  const [, python] = script === '' ? [] : (/^#!\s*(\S*python\S*)/u.exec(readFileSync(script, 'latin1')) ?? []);
  if (python === undefined) return null;
  return spawnSync(python, ['-c', 'import awscli.clidriver'], { stdio: 'ignore' }).status === 0 ? python : null;
}

/** The folder whose `aws` is called, for the front of PATH. */
export function cliFolder(): Promise<string> {
  return oncePerWorker('aws', start);
}

async function start(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'replint-aws-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const python = interpreter();
  const own = join(folder, 'aws');
  if (python === null) {
    const real = spawnSync('sh', ['-c', 'command -v aws'], { encoding: 'utf8' }).stdout.trim();
    writeFileSync(own, `#!/bin/sh\nexec '${real}' "$@"\n`, { mode: 0o755 });
    return folder;
  }
  const socket = join(folder, 'socket');
  writeFileSync(own, `#!/bin/sh\nAWS_SERVER='${socket}' exec '${python}' -IS '${here}aws-client.py' "$@"\n`, {
    mode: 0o755,
  });
  const child = spawn(python, [`${here}aws-server.py`, socket], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' },
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`The AWS CLI did not load: exit code ${code}.`)));
  });
  return folder;
}
