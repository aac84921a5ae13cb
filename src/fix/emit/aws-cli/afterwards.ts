/** What comes after the fix, as a script of its own: it costs money, and has its time. */
import { visible } from '../../../reporters/escape/visible.js';
import type { Afterwards } from '../../model.js';

export function afterwardsScript(afterwards: readonly Afterwards[]): string {
  return [
    '#!/usr/bin/env bash',
    '# Once the fix is in place and has been seen to work. Read it, and run what is wanted.',
    '# shellcheck disable=SC2016',
    'set -euo pipefail',
    '',
    ...afterwards.flatMap(({ bucket, account, text, commands }) => [
      `# ${visible(bucket)}${account === null ? '' : `, account ${account}`}`,
      `# ${visible(text)}`,
      ...commands,
      '',
    ]),
  ].join('\n');
}
