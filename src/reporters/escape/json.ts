import { visibleLines } from './visible.js';
import { withoutOldCommands } from './workflow-command.js';

/**
 * JSON in which nothing is hidden, for a terminal and for a workflow's log: what cannot be seen, or acts on the screen, stands there
 * as `\u202e`, and `##[`, which starts a command anywhere in a line, with an escape. Such characters only stand inside of strings,
 * so that a parser gives back exactly `value`. No line can begin with `::`.
 */
export function jsonText(value: unknown): string {
  return `${withoutOldCommands(visibleLines(JSON.stringify(value, null, 2)))}\n`;
}
