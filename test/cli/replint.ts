/** Runs the built command as users do. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export function estate(name: string): string {
  return join(root, `fixtures/estates/${name}.json`);
}

export function build(): void {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), 'replint']);
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'replint-cli-'));
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** No terminal, nothing in the environment but the path and what is given. */
export function replint(
  args: readonly string[],
  input = '',
  cwd = newFolder(),
  environment: Readonly<Record<string, string>> = {},
): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/replint.js'), ...args], {
    cwd,
    input,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  });
  return { status, stdout, stderr };
}
