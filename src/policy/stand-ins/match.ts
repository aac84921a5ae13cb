/**
 * A pattern against a text, where stand-ins are in one of them: what holds for every value that they could have, and what holds for one.
 *
 * Certainly: the pattern matches while each stand-in is a symbol of its own, equal to itself alone; such a match stays one whatever the
 * values are. Possibly: a stand-in may be whatever its kind allows, at each place anew. A new name, which AWS or a tool makes up, is never
 * what literal characters or another new name spell: only a wildcard or an open value can reach into it.
 */
import { hasStandIn } from '../../basics/stand-in.js';
import { always, exactly, type Extent, fromBoolean, never, undecided } from '../extent.js';
import type { Text } from '../model.js';
import {
  afterPrefix,
  concatGlobs,
  everything,
  type Glob,
  globOfTokens,
  literalGlob,
  matchesGlob,
  nothing,
  ofGlobs,
  parseGlob,
} from '../strings/index.js';
import {
  canHold,
  isOpen,
  isSame,
  type PatternSymbol,
  patternSymbols,
  symbolsOf,
  symbolsOfPattern,
  type Atom,
  type TextSymbol,
} from './symbols.js';

/** Which texts a pattern matches, where `value` may go on with the object key. */
export function matched(glob: Glob, value: Text): Extent {
  const text = typeof value === 'string' ? value : value.prefix;
  if (glob.holdsStandIn || hasStandIn(text)) return matchedSymbols(new Reader(glob), symbolsOf(text), value !== text);
  return typeof value === 'string'
    ? fromBoolean(matchesGlob(glob, value))
    : exactly(ofGlobs(afterPrefix(glob, value.prefix)));
}

/** Which of the texts that `meant` stands for a pattern matches; only for one that is known no better. */
export function matchedPattern(glob: Glob, meant: Glob): Extent {
  return matchedSymbols(new Reader(glob), symbolsOfPattern(meant), false);
}

/** Whether two texts are the same one. */
export function isEqual(a: string, b: string): Extent {
  if (a === b && !hasStandIn(a)) return always;
  return hasStandIn(a) || hasStandIn(b) ? matched(literalGlob(a), b) : never;
}

/** True, false, or null where it depends on a stand-in. */
export function sameText(a: string, b: string): boolean | null {
  const extent = isEqual(a, b);
  return extent === always ? true : extent === never ? false : null;
}

function matchedSymbols(reader: Reader, symbols: readonly TextSymbol[], goesOn: boolean): Extent {
  const shared = reader.cutShared(symbols, goesOn);
  const certain = reader.certainlyAfter(shared);
  const possible = reader.possiblyAfter(shared);
  if (!goesOn) {
    if (certain.includes(reader.end)) return always;
    return possible.includes(reader.end) ? undecided : never;
  }
  const [sure, perhaps] = [
    ofGlobs(certain.flatMap((position) => reader.certainRest(position))),
    ofGlobs(possible.map((position) => reader.possibleRest(position))),
  ];
  if (perhaps === nothing) return never;
  return sure === everything ? always : { certain: sure, possible: perhaps };
}

type Positions = readonly number[];

/** Walks a pattern, symbol by symbol. */
class Reader {
  #start = 0;
  #end: number;
  readonly #symbols: readonly PatternSymbol[];
  readonly #ignoreCase: boolean;

  constructor(glob: Glob) {
    this.#symbols = patternSymbols(glob);
    this.#ignoreCase = glob.ignoreCase;
    this.#end = this.#symbols.length;
  }

  get end(): number {
    return this.#end;
  }

  /** Leaves out what both begin with, and what both end in: it is the same whatever the values are. Gives what is left of the text. */
  cutShared(symbols: readonly TextSymbol[], goesOn: boolean): readonly TextSymbol[] {
    let textEnd = symbols.length;
    while (this.#start < this.#end && this.#isShared(this.#symbols[this.#start], symbols[this.#start]))
      this.#start += 1;
    if (!goesOn)
      while (
        this.#end > this.#start &&
        textEnd > this.#start &&
        this.#isShared(this.#symbols[this.#end - 1], symbols[textEnd - 1])
      ) {
        this.#end -= 1;
        textEnd -= 1;
      }
    return symbols.slice(this.#start, textEnd);
  }

  #isShared(own: PatternSymbol | undefined, symbol: TextSymbol | undefined): boolean {
    if (own === undefined || symbol === undefined) return false;
    if (symbol.kind === 'atom') return own.kind === 'atom' && isSame(own, symbol);
    return own.kind === 'char' && own.char === this.#folded(symbol.char);
  }

  certainlyAfter(symbols: readonly TextSymbol[]): Positions {
    let positions = this.#closed([this.#start], false);
    for (const symbol of symbols) {
      const next = positions.flatMap((position) => {
        const own = this.#symbols[position];
        if (own === undefined) return [];
        if (symbol.kind === 'char') return this.#afterChar(own, position, symbol.char);
        if (own.kind === 'atom') return isSame(own, symbol) ? [position + 1] : [];
        return own.kind === 'star' && this.#takesWhole(own.except, symbol) ? [position] : [];
      });
      positions = this.#closed(next, false);
    }
    return positions;
  }

  possiblyAfter(symbols: readonly TextSymbol[]): Positions {
    let positions = this.#closed([this.#start], true);
    for (const symbol of symbols) {
      const next =
        symbol.kind === 'char'
          ? positions.flatMap((position) => this.#possiblyAfterChar(position, symbol.char))
          : this.#possiblyAfterAtom(positions, symbol);
      positions = this.#closed(next, true);
    }
    return positions;
  }

  /** What may follow: object keys, which hold no stand-ins. */
  certainRest(position: number): readonly Glob[] {
    const rest = this.#symbols.slice(position);
    const tokens = rest.flatMap((symbol) => (symbol.kind === 'atom' ? [] : [symbol]));
    return tokens.length === rest.length ? [globOfTokens(tokens, this.#ignoreCase)] : [];
  }

  possibleRest(position: number): Glob {
    const parts = this.#symbols
      .slice(position)
      .map((symbol) => (symbol.kind === 'atom' ? parseGlob('*') : globOfTokens([symbol], this.#ignoreCase)));
    return concatGlobs(literalGlob('', { ignoreCase: this.#ignoreCase }), ...parts);
  }

  #afterChar(own: PatternSymbol, position: number, char: string): Positions {
    if (own.kind === 'atom') return [];
    if (own.kind === 'char') return own.char === this.#folded(char) ? [position + 1] : [];
    if (own.except === char) return [];
    return own.kind === 'star' ? [position] : [position + 1];
  }

  #folded(char: string): string {
    return this.#ignoreCase && char >= 'A' && char <= 'Z' ? char.toLowerCase() : char;
  }

  /** A wildcard that stays inside of a field of an ARN takes what has no colon. */
  #takesWhole(except: string | null, atom: Atom): boolean {
    return except === null || !canHold(atom, except, false);
  }

  #possiblyAfterChar(position: number, char: string): Positions {
    const own = this.#symbols[position];
    if (own === undefined) return [];
    if (own.kind !== 'atom') return this.#afterChar(own, position, char);
    return isOpen(own) && canHold(own, char, this.#ignoreCase) ? [position] : [];
  }

  /**
   * What a stand-in of the text can take of the pattern: a stretch whose characters it can hold. A new name takes none that is spelled out
   * whole, without a wildcard or an open value.
   */
  #possiblyAfterAtom(from: Positions, atom: Atom): Positions {
    const next = new Set<number>();
    const starts = new Set(from);
    let [spelled, hasWild] = [false, false];
    for (let position = this.#start; position <= this.#end; position += 1) {
      const own = position === this.#end ? undefined : this.#symbols[position];
      const isStart = starts.has(position);
      spelled ||= isStart;
      if (own?.kind === 'atom' && isStart && isSame(own, atom)) next.add(position + 1);
      const isAny = own !== undefined && (own.kind === 'atom' ? isOpen(own) : own.kind !== 'char');
      const staysInside = isAny && own.kind !== 'any' && spelled;
      if (hasWild || staysInside || (spelled && isOpen(atom))) next.add(position);
      if (own === undefined) break;
      if (isAny) [spelled, hasWild] = [false, spelled || hasWild];
      else if (!this.#canSpell(own, atom)) [spelled, hasWild] = [false, false];
    }
    return [...next];
  }

  #canSpell(own: PatternSymbol, atom: Atom): boolean {
    return own.kind === 'char' ? canHold(atom, own.char, this.#ignoreCase) : isOpen(atom);
  }

  #closed(positions: Positions, isPossible: boolean): Positions {
    const reached = new Set<number>();
    for (let position of positions) {
      reached.add(position);
      for (;;) {
        const own = this.#symbols[position];
        const canBeEmpty = own?.kind === 'star' || (isPossible && own?.kind === 'atom' && isOpen(own));
        if (!canBeEmpty) break;
        position += 1;
        reached.add(position);
      }
    }
    return [...reached].sort((a, b) => a - b);
  }
}
