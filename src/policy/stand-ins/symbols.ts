/** Texts and patterns with stand-ins, as sequences: a stand-in is one symbol, whatever its text. */
import { type StandIn, stretchesOf } from '../../basics/stand-in.js';
import { type Glob, type Token } from '../strings/index.js';

/** What has some value that is not known. */
export interface Atom {
  readonly kind: 'atom';
  readonly text: string;
  /** Null: nothing is known of it, so that it is not even equal to itself. */
  readonly standIn: StandIn | null;
}

/** One character of a text, or a stand-in. */
export type TextSymbol = { readonly kind: 'char'; readonly char: string } | Atom;
/** One part of a pattern. */
export type PatternSymbol = Token | Atom;

export function symbolsOf(text: string): readonly TextSymbol[] {
  return stretchesOf(text).flatMap((stretch): readonly TextSymbol[] => {
    if (stretch.kind === 'text') return Array.from(stretch.text, (char) => ({ kind: 'char', char }));
    return [{ kind: 'atom', text: stretch.text, standIn: stretch.kind === 'stand-in' ? stretch.standIn : null }];
  });
}

/** As a text of which only a pattern is known: what its wildcards stand for has no value that anybody knows. */
export function symbolsOfPattern(glob: Glob): readonly TextSymbol[] {
  return patternSymbols(glob).map((symbol) =>
    symbol.kind === 'any' || symbol.kind === 'star' ? { kind: 'atom', text: '', standIn: null } : symbol,
  );
}

export function patternSymbols(glob: Glob): readonly PatternSymbol[] {
  const symbols: PatternSymbol[] = [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '') for (const each of symbolsOf(literal)) symbols.push(each);
    literal = '';
  };
  for (const token of glob.tokens) {
    if (token.kind === 'char') {
      literal += token.char;
      continue;
    }
    flush();
    symbols.push(token);
  }
  flush();
  return symbols;
}

/** Two places where the same value stands. */
export function isSame(a: Atom, b: Atom): boolean {
  return a.standIn !== null && a.text === b.text;
}

/** Whether it could have any value of its kind; the others are new names. */
export function isOpen({ standIn }: Atom): boolean {
  return standIn === null || standIn.isOpen;
}

const characters: Readonly<Record<StandIn['kind'], RegExp | null>> = {
  bucket: /[a-z0-9.-]/u,
  role: /[\w+=,.@-]/u,
  policy: /[\w+=,.@-]/u,
  key: /[a-z0-9-]/u,
  'mrk-key': /[a-z0-9]/u,
  account: /\d/u,
  region: /[a-z0-9-]/u,
  text: null,
};

/**
 * Whether a value of it can hold the character.
 * Sources: S3 User Guide, "General purpose bucket naming rules"; IAM User Guide, "IAM and AWS STS quotas"; KMS API Reference, "DescribeKey".
 */
export function canHold({ standIn }: Atom, char: string, ignoreCase: boolean): boolean {
  const allowed = standIn === null ? null : characters[standIn.kind];
  return allowed === null || allowed.test(char) || (ignoreCase && allowed.test(char.toUpperCase()));
}
