/**
 * Sets of strings: expressions over wildcard patterns, closed under union, intersection and complement. Immutable; simplified
 * on construction as far as that is free.
 */
import { afterStart, commonStart } from './common-start.js';
import { globText, matchesGlob, parseGlob, type Glob } from './glob.js';
import { hasObviousMember, quickEmpty, quickSubset } from './shortcuts.js';
import { shortestMember } from './walk.js';

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

/** The question needs more steps than the budget allows. */
export const tooComplex: unique symbol = Symbol('too complex');
export type TooComplex = typeof tooComplex;
export function isTooComplex(answer: unknown): answer is TooComplex {
  return answer === tooComplex;
}

/** Work units a question may take: states × patterns. A fraction of a second. */
export const defaultBudget = 400_000;

export const everything: StringSet = { op: 'all' };
export const nothing: StringSet = { op: 'none' };

/** Every key that an S3 object can have: 1 to 1,024 bytes. */
export const objectKeyBounds: Bounds = { minBytes: 1, maxBytes: 1024 };
export const everyKey: StringSet = { op: 'length', min: objectKeyBounds.minBytes, max: objectKeyBounds.maxBytes };

export function ofText(text: string): StringSet {
  return { op: 'texts', texts: new Set([text]) };
}

export function ofGlob(glob: Glob): StringSet {
  if (glob.shape.kind === 'prefix' && glob.shape.text === '') return everything;
  if (glob.shape.kind === 'literal' && !glob.ignoreCase) return ofText(glob.shape.text);
  return { op: 'glob', glob };
}

export function ofGlobs(globs: readonly Glob[]): StringSet {
  const [only] = globs;
  if (only === undefined) return nothing;
  return globs.length === 1 ? ofGlob(only) : union(...globs.map(ofGlob));
}

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

export function complement(set: StringSet): StringSet {
  if (set.op === 'all') return nothing;
  if (set.op === 'none') return everything;
  return set.op === 'not' ? set.set : { op: 'not', set };
}

export function difference(a: StringSet, b: StringSet): StringSet {
  if (a === b || b.op === 'all') return nothing;
  return b.op === 'none' ? a : intersection(a, complement(b));
}

const encoder = new TextEncoder();
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

export function contains(set: StringSet, text: string): boolean {
  switch (set.op) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'texts':
      return set.texts.has(text);
    case 'glob':
      return matchesGlob(set.glob, text);
    case 'length': {
      const length = byteLength(text);
      return length >= set.min && length <= set.max;
    }
    case 'or':
      return set.sets.some((each) => contains(each, text));
    case 'and':
      return set.sets.every((each) => contains(each, text));
    case 'not':
      return !contains(set.set, text);
  }
}

function within(set: StringSet, bounds: Bounds | undefined): StringSet {
  return bounds === undefined ? set : intersection({ op: 'length', min: bounds.minBytes, max: bounds.maxBytes }, set);
}

/** The shortest member, the most readable among equals; null = the set is empty. */
export function witness(set: StringSet, bounds?: Bounds, budget: number = defaultBudget): string | null | TooComplex {
  return walk(within(set, bounds), budget);
}

/** What all members begin with needs no walk. */
function walk(set: StringSet, budget: number): string | null | TooComplex {
  const start = commonStart(set);
  const rest = shortestMember(start === '' ? set : afterStart(set, start), budget);
  return typeof rest === 'string' ? start + rest : rest;
}

export function isEmpty(set: StringSet, bounds?: Bounds, budget: number = defaultBudget): boolean | TooComplex {
  const asked = within(set, bounds);
  if (quickEmpty(asked)) return true;
  if (hasObviousMember(asked)) return false;
  const found = walk(asked, budget);
  return isTooComplex(found) ? found : found === null;
}

export function isSubset(
  a: StringSet,
  b: StringSet,
  bounds?: Bounds,
  budget: number = defaultBudget,
): boolean | TooComplex {
  return quickSubset(a, b) ? true : isEmpty(difference(a, b), bounds, budget);
}

/** For people: at most `limit` patterns. */
export function describe(set: StringSet, limit = 5): string {
  switch (set.op) {
    case 'all':
      return '*';
    case 'none':
      return 'nothing';
    case 'length':
      return 'every object key';
    case 'glob':
      return globText(set.glob);
    case 'texts':
      return listOf([...set.texts], limit, ', ');
    case 'or':
      return listOf(
        set.sets.map((each) => describe(each, limit)),
        limit,
        ', ',
      );
    case 'and': {
      const parts = set.sets
        .filter((each) => each.op !== 'not' && each.op !== 'length')
        .map((each) => describe(each, limit));
      const except = set.sets.filter((each) => each.op === 'not').map((each) => describe(each.set, limit));
      const base = parts.length === 0 ? '*' : listOf(parts, limit, ' and ');
      return except.length === 0 ? base : `${base}, except ${listOf(except, limit, ', ')}`;
    }
    case 'not':
      return `everything except ${describe(set.set, limit)}`;
  }
}

function listOf(texts: readonly string[], limit: number, separator: string): string {
  return texts.length <= limit
    ? texts.join(separator)
    : `${texts.slice(0, limit).join(separator)} and ${texts.length - limit} more`;
}

/** The set of strings that a pattern stands for. */
export function ofPattern(pattern: string): StringSet {
  return ofGlob(parseGlob(pattern));
}
