/** Names in the path of a file. */
import { hasBucketNameForm } from '../../../basics/aws-names.js';
import type { Piece } from '../pieces.js';
import { stemOf } from './names.js';

const generic =
  /^(?:s3|s3api|buckets?|roles?|keys?|kms|iam|aws|answers?|outputs?|out|cli|dump|data|files?|json|account|organization|tmp|input|default|global|\d{12}|[a-z]{2,4}-(?:gov-|iso[a-z]?-)?[a-z]+-\d)$/iu;

/** Folders of that name hold answers about many things. */
export function isGeneric(folder: string): boolean {
  return generic.test(folder);
}

export function isBucketName(text: string): boolean {
  return hasBucketNameForm(text) && !isGeneric(text);
}

/** A name that stands as a whole in the file's name, or else in a folder's; the longest one. */
export function inPath(piece: Piece, names: { has(name: string): boolean }): string | null {
  const { rest, folders } = piece.hints;
  if (names.has(rest)) return rest;
  for (const text of [stemOf(piece.file.name), ...folders]) {
    const name = longestIn(text, names);
    if (name !== null) return name;
  }
  return null;
}

const mostWords = 24;

/** Runs of words, the longest first: the work does not grow with the names that are known. */
function longestIn(text: string, names: { has(name: string): boolean }): string | null {
  if (names.has(text)) return text;
  const words = [...text.matchAll(/[a-z0-9]+/giu)].slice(0, mostWords);
  for (let length = words.length; length > 0; length -= 1) {
    for (let first = 0; first + length <= words.length; first += 1) {
      const start = words[first];
      const last = words[first + length - 1];
      if (start === undefined || last === undefined) continue;
      const name = text.slice(start.index, last.index + last[0].length);
      if (names.has(name)) return name;
    }
  }
  return null;
}

const keyId = /mrk-[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/u;

export function keyIdIn(piece: Piece): string | null {
  return idIn(piece, keyId);
}

/** What the pattern finds in the name of the file, or else of the nearest folder. */
export function idIn(piece: Piece, pattern: RegExp): string | null {
  for (const text of [stemOf(piece.file.name), ...piece.hints.folders]) {
    const [id] = pattern.exec(text) ?? [];
    if (id !== undefined) return id;
  }
  return null;
}
