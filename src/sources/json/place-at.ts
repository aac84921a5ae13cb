import type { Place } from '../../estate/locator.js';

/** Line and column of an offset in a text, both 1-based; the column in UTF-16 code units. */
export function placeAt(file: string, text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { file, address: '', line: before.split('\n').length, column: offset - lastBreak };
}
