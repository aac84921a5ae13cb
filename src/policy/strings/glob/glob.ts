/**
 * Wildcard patterns as IAM has them: `*` any run of characters, `?` exactly one, everything else literal. Never a regular
 * expression: matching is linear in practice and cannot be made to explode by a hostile pattern.
 */

import { hasStandIn } from '../../../basics/stand-in.js';

/** One part of a pattern: a character, any character, or any text. */
export type Token =
  | { readonly kind: 'char'; readonly char: string }
  /** One character; `except` is one it does not match (a colon, inside an ARN field). */
  | { readonly kind: 'any'; readonly except: string | null }
  /** Any run of characters, also none. */
  | { readonly kind: 'star'; readonly except: string | null };

/** A pattern with the wildcards `*` and `?`, compiled. */
export interface Glob {
  readonly tokens: readonly Token[];
  readonly ignoreCase: boolean;
  /** What can be said without walking: a fixed text, a fixed beginning followed by anything, or neither. */
  readonly shape: Shape;
  /** Whether it holds stand-ins, which have values that are not known: `stand-ins/match.ts` compares those. */
  readonly holdsStandIn: boolean;
}

type Shape =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'prefix'; readonly text: string }
  | { readonly kind: 'general'; readonly hasExceptions: boolean };

export interface GlobOptions {
  readonly ignoreCase?: boolean;
  /** `*` and `?` do not match a colon. */
  readonly fieldWildcards?: boolean;
}

const star: Token = { kind: 'star', except: null };
const any: Token = { kind: 'any', except: null };
const fieldStar: Token = { kind: 'star', except: ':' };
const fieldAny: Token = { kind: 'any', except: ':' };

/** One character in lower case. The letters A to Z alone: Unicode would make a `k` of the Kelvin sign. */
export function fold(char: string): string {
  return char >= 'A' && char <= 'Z' && char.length === 1 ? char.toLowerCase() : char;
}

/** Compiles a pattern. */
export function parseGlob(text: string, options: GlobOptions = {}): Glob {
  const ignoreCase = options.ignoreCase === true;
  const wildcardAt = text.search(/[*?]/u);
  if (wildcardAt < 0) return new PlainGlob('literal', text, ignoreCase);
  const isLast = wildcardAt === text.length - 1 && text.endsWith('*');
  if (isLast && options.fieldWildcards !== true) return new PlainGlob('prefix', text.slice(0, -1), ignoreCase);
  const tokens: Token[] = [];
  for (const char of text) {
    if (char === '*') tokens.push(options.fieldWildcards === true ? fieldStar : star);
    else if (char === '?') tokens.push(options.fieldWildcards === true ? fieldAny : any);
    else tokens.push({ kind: 'char', char });
  }
  return makeGlob(tokens, ignoreCase);
}

/** The pattern that matches the text and nothing else, whatever characters it has. */
export function literalGlob(text: string, options: Pick<GlobOptions, 'ignoreCase'> = {}): Glob {
  return new PlainGlob('literal', text, options.ignoreCase === true);
}

/** The pattern of these parts. */
export function globOfTokens(tokens: readonly Token[], ignoreCase: boolean): Glob {
  return makeGlob(tokens, ignoreCase);
}

/** The pattern that matches what the patterns match one after the other. */
export function concatGlobs(...globs: readonly Glob[]): Glob {
  const ignoreCase = globs.some((glob) => glob.ignoreCase);
  const plain = concatPlain(globs);
  if (plain !== null) return new PlainGlob(plain.kind, plain.text, ignoreCase);
  return makeGlob(
    globs.flatMap((glob) => glob.tokens),
    ignoreCase,
  );
}

/** Fixed texts, the last one perhaps followed by anything; null = another shape. */
function concatPlain(globs: readonly Glob[]): Exclude<Shape, { kind: 'general' }> | null {
  let text = '';
  for (const [index, { shape }] of globs.entries()) {
    if (shape.kind === 'general') return null;
    text += shape.text;
    if (shape.kind === 'prefix') return index === globs.length - 1 ? { kind: 'prefix', text } : null;
  }
  return { kind: 'literal', text };
}

/** Most patterns by far, and most are never walked: their tokens are made when somebody asks. */
class PlainGlob implements Glob {
  readonly ignoreCase: boolean;
  readonly shape: Shape;
  readonly holdsStandIn: boolean;
  #tokens: readonly Token[] | undefined;

  constructor(kind: 'literal' | 'prefix', text: string, ignoreCase: boolean) {
    this.ignoreCase = ignoreCase;
    this.shape = { kind, text: ignoreCase ? foldAll(text) : text };
    this.holdsStandIn = hasStandIn(text);
  }

  get tokens(): readonly Token[] {
    return (this.#tokens ??= this.#makeTokens());
  }

  #makeTokens(): readonly Token[] {
    const { shape } = this;
    if (shape.kind === 'general') return [];
    const tokens = Array.from(shape.text, (char): Token => ({ kind: 'char', char }));
    if (shape.kind === 'prefix') tokens.push(star);
    return tokens;
  }
}

function makeGlob(tokens: readonly Token[], ignoreCase: boolean): Glob {
  const collapsed: Token[] = [];
  for (const token of tokens) {
    const last = collapsed.at(-1);
    if (token.kind === 'star' && last?.kind === 'star' && (last.except === null || last.except === token.except))
      continue;
    if (token.kind === 'star' && token.except === null && last?.kind === 'star') collapsed.pop();
    collapsed.push(ignoreCase && token.kind === 'char' ? { kind: 'char', char: fold(token.char) } : token);
  }
  const holdsStandIn = collapsed.some(
    (token) => token.kind === 'char' && token.char >= '\ufdd0' && hasStandIn(token.char),
  );
  return { tokens: collapsed, ignoreCase, shape: shapeOf(collapsed), holdsStandIn };
}

function shapeOf(tokens: readonly Token[]): Shape {
  let text = '';
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'char') text += token.char;
    else if (token === star && index === tokens.length - 1) return { kind: 'prefix', text };
    else return { kind: 'general', hasExceptions: tokens.some((each) => each.kind !== 'char' && each.except !== null) };
  }
  return { kind: 'literal', text };
}

/** Whether the pattern matches the whole text. */
export function matchesGlob(glob: Glob, text: string): boolean {
  const subject = glob.ignoreCase ? foldAll(text) : text;
  switch (glob.shape.kind) {
    case 'literal':
      return subject === glob.shape.text;
    case 'prefix':
      return subject.startsWith(glob.shape.text);
    case 'general':
      return glob.shape.hasExceptions ? simulate(glob.tokens, subject) : matchByBacktracking(glob.tokens, subject);
  }
}

/** Character by character, as patterns are walked: a whole text's lower case knows context, such as a final sigma. */
function foldAll(text: string): string {
  return /^[\0-\x7f]*$/u.test(text) ? text.toLowerCase() : Array.from(text, fold).join('');
}

/** Only the last star ever needs to be taken back: at most tokens × text steps. */
function matchByBacktracking(tokens: readonly Token[], text: string): boolean {
  let at = 0;
  let token = 0;
  let starToken = -1;
  let starAt = 0;
  while (at < text.length) {
    const current = tokens[token];
    if (current?.kind === 'star') {
      starToken = token;
      starAt = at;
      token += 1;
      continue;
    }
    const length = current === undefined ? 0 : consumed(current, text, at);
    if (length > 0) {
      at += length;
      token += 1;
      continue;
    }
    if (starToken < 0) return false;
    token = starToken + 1;
    starAt += 1;
    at = starAt;
  }
  while (tokens[token]?.kind === 'star') token += 1;
  return token === tokens.length;
}

/** Code units that a `char` or `any` token takes at a place; 0 = it does not match. */
function consumed(token: Token, text: string, at: number): number {
  if (token.kind === 'char') return text.startsWith(token.char, at) ? token.char.length : 0;
  const point = text.codePointAt(at) ?? 0;
  return point > 0xffff ? 2 : 1;
}

function simulate(tokens: readonly Token[], text: string): boolean {
  let positions = closure(tokens, [0]);
  for (const char of text) {
    positions = step(tokens, positions, char);
    if (positions.length === 0) return false;
  }
  return positions.includes(tokens.length);
}

/** Positions after one character, closed and pruned; ascending. */
export function step(tokens: readonly Token[], positions: readonly number[], char: string): readonly number[] {
  const next: number[] = [];
  for (const position of positions) {
    const token = tokens[position];
    if (token === undefined) continue;
    if (token.kind === 'char') {
      if (token.char === char) next.push(position + 1);
    } else if (token.except !== char) {
      next.push(token.kind === 'star' ? position : position + 1);
    }
  }
  return closure(tokens, next);
}

/**
 * Adds what stars reach without a character, and drops what an unrestricted star makes superfluous: whatever a position
 * before such a star accepts, the star accepts too. This keeps the sets small: one star and what follows it.
 */
export function closure(tokens: readonly Token[], positions: readonly number[]): readonly number[] {
  // Without a star nothing is added, and nothing stands twice.
  if (!positions.some((position) => tokens[position]?.kind === 'star')) return positions;
  const reached = new Set<number>();
  for (let position of positions) {
    reached.add(position);
    while (tokens[position]?.kind === 'star') {
      position += 1;
      reached.add(position);
    }
  }
  const sorted = [...reached].sort((a, b) => a - b);
  let start = 0;
  for (const [index, position] of sorted.entries()) {
    const token = tokens[position];
    if (token?.kind === 'star' && token.except === null) start = index;
  }
  return start === 0 ? sorted : sorted.slice(start);
}

/** The left quotient: globs such that `prefix + rest` matches the glob exactly when `rest` matches one of them. */
export function afterPrefix(glob: Glob, prefix: string): readonly Glob[] {
  const { shape } = glob;
  const subject = glob.ignoreCase ? foldAll(prefix) : prefix;
  if (subject === '') return [glob];
  if (shape.kind !== 'general') {
    if (shape.text.startsWith(subject))
      return [new PlainGlob(shape.kind, shape.text.slice(subject.length), glob.ignoreCase)];
    return shape.kind === 'prefix' && subject.startsWith(shape.text) ? [anything] : [];
  }
  let positions = closure(glob.tokens, [0]);
  for (const char of subject) {
    positions = step(glob.tokens, positions, char);
    if (positions.length === 0) return [];
  }
  // A position just behind a star is inside what the star already accepts.
  const needed = positions.filter(
    (position) => !(positions.includes(position - 1) && glob.tokens[position - 1]?.kind === 'star'),
  );
  return needed.map((position) => makeGlob(glob.tokens.slice(position), glob.ignoreCase));
}

const anything: Glob = new PlainGlob('prefix', '', false);
