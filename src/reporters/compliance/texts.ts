import { visible } from '../escape/visible.js';
import { bounded } from '../text/bounded.js';

/**
 * One line of text for a console of somebody else: nothing hidden, of bounded length, never empty.
 * @param limit most characters, of what escaping makes of it
 */
export function oneLine(text: string, limit: number): string {
  const line = bounded(visible(text.replaceAll(/\s*\n\s*/gu, ' ')).trim(), limit).trim();
  return line === '' ? 'not known' : line;
}
