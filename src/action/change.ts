/** What a change breaks and fixes, at the lines that it changes. */
import { changedLines } from '../diff/render-change.js';
import type { Diff } from '../diff/model.js';
import { annotationText } from '../reporters/text/annotation.js';

/** GitHub shows ten annotations of a level for each step: half are left to the findings. */
const mostOfLevel = 5;

export function changeAnnotations(diff: Diff, workingDirectory: string): string {
  const shown = { error: 0, notice: 0 };
  return changedLines(diff)
    .filter(({ level }) => (shown[level] += 1) <= mostOfLevel)
    .map(({ level, title, text, ...place }) => annotationText({ command: level, title, text, place }, workingDirectory))
    .map((line) => `${line}\n`)
    .join('');
}
