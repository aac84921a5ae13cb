/** Characters as code points: which spellings a pattern tells apart, how long they are, and which is read most easily. */
import { fold } from './glob.js';

const readable = Array.from(
  'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./',
  (char) => char.codePointAt(0) ?? 0,
);
const rankOf = new Map(readable.map((point, index) => [point, index]));

/** As patterns that ignore case read it. */
export function foldPoint(point: number): number {
  if (point < 0x80) return point >= 0x41 && point <= 0x5a ? point + 0x20 : point;
  return fold(String.fromCodePoint(point)).codePointAt(0) ?? point;
}

/** How a folded character is written: in lower case, and in upper case where it has one. */
export function upperPoint(point: number): number {
  const upper = String.fromCodePoint(point).toUpperCase();
  const [first = point, ...others] = Array.from(upper, (char) => char.codePointAt(0) ?? 0);
  return others.length === 0 && foldPoint(first) === point ? first : point;
}

/** In UTF-8. */
export function bytesOf(point: number): number {
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

export function byReadability(a: number, b: number): number {
  return rank(a) - rank(b);
}

function rank(point: number): number {
  return rankOf.get(point) ?? readable.length + point;
}

/** The most readable character outside of a set. */
export function otherThan(stated: ReadonlySet<number>): number {
  for (const point of readable) if (!stated.has(point)) return point;
  // Any of one byte comes before a longer one: a key has room for so many bytes.
  for (let point = 0x21; ; point = point === 0x7e ? 0 : point === 0x20 ? 0x7f : point === 0x7f ? 0xa1 : point + 1) {
    // Folded characters must not meet a letter that a pattern ignoring case tells apart.
    if (!stated.has(point) && foldPoint(point) === point && !stated.has(upperPoint(point))) return point;
  }
}
