/**
 * Sets of strings: expressions over wildcard patterns, closed under union, intersection and complement. Immutable; simplified
 * on construction as far as that is free.
 */
import { parseGlob, type Glob } from './glob/glob.js';

/** A set of strings: an expression, made by the functions below. */
export type StringSet =
  | { readonly op: 'all' }
  | { readonly op: 'none' }
  | { readonly op: 'texts'; readonly texts: ReadonlySet<string> }
  | { readonly op: 'glob'; readonly glob: Glob }
  /** Strings by their length in UTF-8 bytes. */
  | { readonly op: 'length'; readonly min: number; readonly max: number }
  | { readonly op: 'or'; readonly sets: readonly StringSet[] }
  | { readonly op: 'and'; readonly sets: readonly StringSet[] }
  | { readonly op: 'not'; readonly set: StringSet };

/** Length of strings in UTF-8 bytes, both ends included. */
export interface Bounds {
  readonly minBytes: number;
  readonly maxBytes: number;
}

/** Every string. */
export const everything: StringSet = { op: 'all' };

/** No string. */
export const nothing: StringSet = { op: 'none' };

/** Every key that an S3 object can have: 1 to 1,024 bytes. */
export const objectKeyBounds: Bounds = { minBytes: 1, maxBytes: 1024 };

/** The same keys as a set. */
export const everyKey: StringSet = { op: 'length', min: objectKeyBounds.minBytes, max: objectKeyBounds.maxBytes };

/** The set of one string. */
export function ofText(text: string): StringSet {
  return { op: 'texts', texts: new Set([text]) };
}

/** The strings that a pattern matches. */
export function ofGlob(glob: Glob): StringSet {
  if (glob.shape.kind === 'prefix' && glob.shape.text === '') return everything;
  if (glob.shape.kind === 'literal' && !glob.ignoreCase) return ofText(glob.shape.text);
  return { op: 'glob', glob };
}

/** The strings that one of the patterns matches. */
export function ofGlobs(globs: readonly Glob[]): StringSet {
  const [only] = globs;
  if (only === undefined) return nothing;
  return globs.length === 1 ? ofGlob(only) : union(...globs.map(ofGlob));
}

/** The set of strings that a pattern stands for. */
export function ofPattern(pattern: string): StringSet {
  return ofGlob(parseGlob(pattern));
}

/** What is in one of the sets. */
export function union(...sets: readonly StringSet[]): StringSet {
  const parts: StringSet[] = [];
  const texts = new Set<string>();
  for (const set of flat(sets, 'or')) {
    if (set.op === 'all') return everything;
    if (set.op === 'none' || parts.includes(set)) continue;
    if (set.op === 'texts') for (const text of set.texts) texts.add(text);
    else parts.push(set);
    if (parts.length > maxDedupe) break;
  }
  if (parts.length > maxDedupe) return unionOfMany(sets);
  if (texts.size > 0) parts.push({ op: 'texts', texts });
  return join('or', parts, nothing);
}

/** Looking every part up among the others pays only while they are few. */
const maxDedupe = 64;

function unionOfMany(sets: readonly StringSet[]): StringSet {
  const parts = new Set<StringSet>();
  const texts = new Set<string>();
  for (const set of flat(sets, 'or')) {
    if (set.op === 'all') return everything;
    if (set.op === 'texts') for (const text of set.texts) texts.add(text);
    else if (set.op !== 'none') parts.add(set);
  }
  return join('or', texts.size > 0 ? [...parts, { op: 'texts', texts }] : [...parts], nothing);
}

/** What is in all of the sets. */
export function intersection(...sets: readonly StringSet[]): StringSet {
  const parts = new Set<StringSet>();
  for (const set of flat(sets, 'and')) {
    if (set.op === 'none') return nothing;
    if (set.op !== 'all') parts.add(set);
  }
  return join('and', [...parts], everything);
}

function join(op: 'or' | 'and', parts: readonly StringSet[], neutral: StringSet): StringSet {
  const [only] = parts;
  if (only === undefined) return neutral;
  return parts.length === 1 ? only : { op, sets: parts };
}

function* flat(sets: readonly StringSet[], op: 'or' | 'and'): Iterable<StringSet> {
  for (const set of sets) {
    if (set.op === op) yield* set.sets;
    else yield set;
  }
}

/** What is not in the set. */
export function complement(set: StringSet): StringSet {
  if (set.op === 'all') return nothing;
  if (set.op === 'none') return everything;
  return set.op === 'not' ? set.set : { op: 'not', set };
}

/** What is in the first set and not in the second. */
export function difference(a: StringSet, b: StringSet): StringSet {
  if (a === b || b.op === 'all') return nothing;
  return b.op === 'none' ? a : intersection(a, complement(b));
}

const encoder = new TextEncoder();
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}
