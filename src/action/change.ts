/** What a change breaks and fixes, at the lines that it changes. */
import { changedLines } from '../diff/render-change.js';
import type { Diff } from '../diff/model.js';
import { visible, visibleLines } from '../reporters/escape/visible.js';
import { escapeCommandData, escapeCommandProperty, withoutOldCommands } from '../reporters/escape/workflow-command.js';
import { fileSegments } from '../reporters/view/file-name.js';

/** GitHub shows ten annotations of a level for each step: half are left to the findings. */
const mostOfLevel = 5;
const mostCharacters = 4000;

export function changeAnnotations(diff: Diff, workingDirectory: string): string {
  const shown = { error: 0, notice: 0 };
  return changedLines(diff)
    .filter(({ level }) => (shown[level] += 1) <= mostOfLevel)
    .map(({ level, title, file, line, column, text }) => {
      const name = fileSegments(file, workingDirectory).join('/');
      const properties = `title=${property(title)},file=${property(name)},line=${line},col=${column}`;
      const data = escapeCommandData(withoutOldCommands(visibleLines(text.slice(0, mostCharacters))));
      return `::${level} ${properties}::${data}\n`;
    })
    .join('');
}

function property(text: string): string {
  return escapeCommandProperty(withoutOldCommands(visible(text)));
}
