/** Tools that tests need beyond npm: each has a script of its own that installs it into `.cache` at a pinned version. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The path of `file` in `.cache/NAME`, after `scripts/setup-NAME.sh` has installed it; null if it could not. The script is always asked: it
 * ends at once if the pinned version is there, and waits for another test that is installing it.
 */
export function ownTool(name: string, file: string): string | null {
  const { status } = spawnSync('bash', [`${root}scripts/setup-${name}.sh`], { stdio: ['ignore', 'ignore', 'inherit'] });
  const path = `${root}.cache/${name}/${file}`;
  return status === 0 && existsSync(path) ? path : null;
}

/** Whether what a tool checks can be checked. With `CI` set, a missing tool fails the tests; otherwise they say so. */
export function isThere(found: boolean, complaint: string, consequence: string): boolean {
  if (found) return true;
  if (process.env['CI'] !== undefined) throw new Error(complaint);
  console.warn(`${complaint} ${consequence}`);
  return false;
}
