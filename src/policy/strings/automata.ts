/** One pattern, or one list of texts, as an automaton that reads a character at a time. */
import { closure, fold, step, type Glob } from './glob.js';

export interface AtomState {
  readonly accepts: boolean;
  /** Whatever follows is accepted. */
  readonly isFull: boolean;
  /** Nothing that follows is accepted. */
  readonly isDead: boolean;
  /** Characters told apart here. */
  readonly alphabet: readonly string[];
  readonly id: number;
  next(char: string): AtomState;
}

class GlobState implements AtomState {
  readonly accepts: boolean;
  readonly isFull: boolean;
  readonly isDead: boolean;
  readonly id: number;
  readonly #positions: readonly number[];
  readonly #automaton: GlobAutomaton;
  readonly #next = new Map<string, AtomState>();
  #alphabet: readonly string[] | undefined;

  constructor(automaton: GlobAutomaton, positions: readonly number[], id: number) {
    const { tokens } = automaton.glob;
    this.#automaton = automaton;
    this.#positions = positions;
    this.id = id;
    this.accepts = positions.includes(tokens.length);
    this.isDead = positions.length === 0;
    const last = tokens.at(-1);
    this.isFull = last?.kind === 'star' && last.except === null && positions.includes(tokens.length - 1);
  }

  get alphabet(): readonly string[] {
    return (this.#alphabet ??= this.#distinguished());
  }

  #distinguished(): readonly string[] {
    if (this.isFull || this.isDead) return [];
    const { tokens, ignoreCase } = this.#automaton.glob;
    const chars = new Set<string>();
    for (const position of this.#positions) {
      const token = tokens[position];
      if (token === undefined) continue;
      if (token.kind !== 'char') {
        if (token.except !== null) chars.add(token.except);
        continue;
      }
      for (const char of toldApart(token.char, ignoreCase)) chars.add(char);
    }
    return [...chars];
  }

  next(char: string): AtomState {
    let state = this.#next.get(char);
    if (state === undefined) {
      const { glob } = this.#automaton;
      state = this.#automaton.state(step(glob.tokens, this.#positions, glob.ignoreCase ? fold(char) : char));
      this.#next.set(char, state);
    }
    return state;
  }
}

class GlobAutomaton {
  readonly glob: Glob;
  readonly #states = new Map<string, GlobState>();

  constructor(glob: Glob) {
    this.glob = glob;
  }

  get start(): AtomState {
    return this.state(closure(this.glob.tokens, [0]));
  }

  state(positions: readonly number[]): AtomState {
    const key = positions.join();
    let state = this.#states.get(key);
    if (state === undefined) {
      state = new GlobState(this, positions, this.#states.size);
      this.#states.set(key, state);
    }
    return state;
  }
}

/**
 * A fixed text, or a fixed beginning followed by anything: one state a character. Nearly all patterns are of this kind, and need
 * no sets of positions.
 */
class PlainState implements AtomState {
  readonly accepts: boolean;
  readonly isFull: boolean;
  readonly isDead = false;
  readonly alphabet: readonly string[];
  readonly id: number;
  readonly #chars: readonly string[];
  readonly #glob: Glob;
  #following: PlainState | undefined;

  constructor(glob: Glob, chars: readonly string[], id: number) {
    this.#glob = glob;
    this.#chars = chars;
    this.id = id;
    const char = chars[id];
    this.accepts = char === undefined;
    this.isFull = char === undefined && glob.shape.kind === 'prefix';
    this.alphabet = char === undefined ? [] : toldApart(char, glob.ignoreCase);
  }

  next(char: string): AtomState {
    if (this.isFull) return this;
    const expected = this.#chars[this.id];
    if (expected === undefined || expected !== (this.#glob.ignoreCase ? fold(char) : char)) return dead;
    return (this.#following ??= new PlainState(this.#glob, this.#chars, this.id + 1));
  }
}

const dead: AtomState = { accepts: false, isFull: false, isDead: true, alphabet: [], id: -1, next: () => dead };

function toldApart(char: string, ignoreCase: boolean): readonly string[] {
  const upper = char.toUpperCase();
  return ignoreCase && upper !== char && fold(upper) === char ? [char, upper] : [char];
}

export function globStart(glob: Glob): AtomState {
  if (glob.shape.kind === 'general') return new GlobAutomaton(glob).start;
  return new PlainState(glob, Array.from(glob.shape.text), 0);
}

/** A list of texts, as a tree of their characters. */
class TextState implements AtomState {
  accepts = false;
  readonly isFull = false;
  readonly id: number;
  readonly children = new Map<string, TextState>();
  readonly #dead: TextState | null;

  constructor(id: number, dead: TextState | null) {
    this.id = id;
    this.#dead = dead;
  }

  get isDead(): boolean {
    return this.#dead === null;
  }

  get alphabet(): readonly string[] {
    return [...this.children.keys()];
  }

  next(char: string): AtomState {
    return this.children.get(char) ?? this.#dead ?? this;
  }
}

export function textStart(texts: ReadonlySet<string>): AtomState {
  const dead = new TextState(0, null);
  let count = 1;
  const root = new TextState(count, dead);
  for (const text of texts) {
    let node = root;
    for (const char of text) {
      let child = node.children.get(char);
      if (child === undefined) {
        count += 1;
        child = new TextState(count, dead);
        node.children.set(char, child);
      }
      node = child;
    }
    node.accepts = true;
  }
  return root;
}
