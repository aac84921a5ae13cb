import { columnsOf, displayWidth } from './display-width.js';

/** Characters after which a long word may be broken: those that part an ARN, a path or an object key. */
const breakAfter = new Set(':/,;=.-_|&?');

/**
 * Breaks a word that is wider than a line. Never in front of a colon: a line that begins with `::` is a command to a
 * workflow's log.
 */
function breakWord(word: string, width: number): string[] {
  const characters = [...word];
  const pieces: string[] = [];
  let start = 0;
  while (start < characters.length) {
    let end = start;
    let columns = 0;
    let nice = -1;
    let possible = -1;
    while (end < characters.length) {
      const character = characters[end] ?? '';
      columns += columnsOf(character);
      if (columns > width) break;
      end += 1;
      if (characters[end] === ':' || columnsOf(characters[end] ?? ' ') === 0) continue;
      possible = end;
      if (columns > width / 2 && breakAfter.has(character)) nice = end;
    }
    if (end < characters.length) end = nice > start ? nice : possible > start ? possible : Math.max(end, start + 1);
    pieces.push(characters.slice(start, end).join(''));
    start = end;
  }
  return pieces;
}

/** Lines of at most `width` columns. Breaks at spaces, and inside words that are wider than a line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let columns = 0;
  for (const word of text.split(' ')) {
    const wordColumns = displayWidth(word);
    if (line !== '' && columns + 1 + wordColumns <= width) {
      line += ` ${word}`;
      columns += 1 + wordColumns;
      continue;
    }
    if (word === '') continue;
    if (line !== '') lines.push(line);
    if (wordColumns <= width) {
      line = word;
      columns = wordColumns;
      continue;
    }
    const pieces = breakWord(word, width);
    line = pieces.pop() ?? '';
    columns = displayWidth(line);
    for (const piece of pieces) lines.push(piece);
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}
