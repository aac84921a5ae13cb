/** The runtime that GitHub starts the Action with, whatever runs the tests. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cached = `${root}.cache/node24/node`;

function isNode24(program: string): boolean {
  return spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout?.startsWith('v24.') === true;
}

/** This process's own, or the one that `scripts/setup-node24.sh` fetches. */
function findNode24(): string | null {
  if (process.versions.node.startsWith('24.')) return process.execPath;
  if (existsSync(cached) && isNode24(cached)) return cached;
  spawnSync('bash', [`${root}scripts/setup-node24.sh`], { stdio: ['ignore', 'ignore', 'inherit'] });
  return existsSync(cached) && isNode24(cached) ? cached : null;
}

export const node24 = findNode24();

/** Where the tests must run (`CI` is set), a machine without Node.js 24 fails them. */
export function hasNode24(): boolean {
  if (node24 !== null) return true;
  const complaint = 'No Node.js 24: this process is older, and scripts/setup-node24.sh could not fetch it.';
  if (process.env['CI'] !== undefined) throw new Error(complaint);
  console.warn(`${complaint} THE TESTS OF THE ACTION DID NOT RUN.`);
  return false;
}

export function describeOnNode24(name: string, tests: () => void): void {
  (hasNode24() ? describe : describe.skip)(name, tests);
}
