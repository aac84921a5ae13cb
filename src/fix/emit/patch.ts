/** The edits of the input's files as one unified diff, for `git apply` or `patch -p1`. */
import { createTwoFilesPatch } from 'diff';
import type { Fixed } from '../fix.js';
import type { FixPatch } from '../model.js';
import { withEditsMade } from '../source/apply-edits.js';
import { visible } from '../../reporters/escape/visible.js';
import { documentWords, placeWords } from './words.js';

export function fixPatch({ report: { patches }, files = new Map() }: Fixed): string {
  const byHand = patches
    .filter(({ edits }) => edits === undefined)
    .map((patch) => `# By hand: ${visible(handWords(patch))}`);
  const diffs = [...files].map(([file, text]) => {
    const edits = patches.flatMap((patch) => (patch.edits ?? []).filter((edit) => edit.file === file));
    const name = visible(file.replaceAll('\\', '/').replace(/^(?:\.?\/)+/u, ''));
    return createTwoFilesPatch(`a/${name}`, `b/${name}`, text, withEditsMade(text, edits), undefined, undefined, {
      context: 3,
    }).replace(/^=+\n/u, '');
  });
  return `${[...byHand, ...diffs.map((diff) => diff.trimEnd())].join('\n')}\n`;
}

function handWords(patch: FixPatch): string {
  const place = placeWords(patch);
  const own = place === null ? documentWords(patch) : `${documentWords(patch)}, at ${place}`;
  return patch.byHand === undefined ? own : `${own}: here it is ${patch.byHand}`;
}
