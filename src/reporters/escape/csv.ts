import { bounded } from '../text/bounded.js';
import { visibleLines } from './visible.js';
import { defuseCommands } from './workflow-command.js';

/** Most characters a spreadsheet's cell holds, less room for what escaping adds. */
const cellLimit = 30_000;

/** What makes a spreadsheet take text for a formula, the full-width forms included. */
const formulaStart = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * One field, RFC 4180: always in quotes, so that no line of a row begins with text from elsewhere. What a spreadsheet would
 * calculate gets an apostrophe in front and stays text.
 */
export function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = bounded(value, cellLimit);
  const inert = formulaStart.test(text) ? `'${text}` : text;
  return `"${defuseCommands(visibleLines(inert)).replaceAll('"', '""')}"`;
}
