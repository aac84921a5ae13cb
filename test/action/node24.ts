/** The runtime that GitHub starts the Action with, whatever runs the tests. */
import { describe } from '@jest/globals';
import { isThere, ownTool } from '../tools/own-tool.js';

/** This process's own, or the one that `scripts/setup-node24.sh` fetches. */
export const node24 = process.versions.node.startsWith('24.') ? process.execPath : ownTool('node24', 'node');

export function hasNode24(): boolean {
  return isThere(
    node24 !== null,
    'No Node.js 24: this process is older, and scripts/setup-node24.sh could not fetch it.',
    'THE TESTS OF THE ACTION DID NOT RUN.',
  );
}

export function describeOnNode24(name: string, tests: () => void): void {
  (hasNode24() ? describe : describe.skip)(name, tests);
}
