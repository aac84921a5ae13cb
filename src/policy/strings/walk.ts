/**
 * Finds the shortest member of a set by walking all of its patterns together, character by character.
 *
 * Each pattern is an automaton whose state is a small set of token positions (see glob.ts); the walk goes over the product of
 * these states, cheapest strings first, and tries at each state only the characters that some pattern tells apart, plus one
 * that none does. A state from which the whole expression can no longer become true is not followed.
 */
import { closure, fold, step, type Glob } from './glob.js';
import { tooComplex, type StringSet, type TooComplex } from './string-set.js';

// ---- automata of atoms --------------------------------------------------------------------------------------------

interface AtomState {
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

function globStart(glob: Glob): AtomState {
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

function textStart(texts: ReadonlySet<string>): AtomState {
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

// ---- the expression -----------------------------------------------------------------------------------------------

type Formula =
  | { readonly op: 'constant'; readonly value: boolean }
  | { readonly op: 'atom'; readonly index: number }
  | { readonly op: 'or' | 'and'; readonly parts: readonly Formula[] }
  | { readonly op: 'not'; readonly part: Formula };

const yes: Formula = { op: 'constant', value: true };
const no: Formula = { op: 'constant', value: false };

class Atoms {
  readonly starts: AtomState[] = [];
  readonly #bySet = new Map<StringSet, number>();

  /** The expression for strings whose length lies in one interval, in which every length test is constant. */
  formula(set: StringSet, length: number): Formula {
    switch (set.op) {
      case 'all':
        return yes;
      case 'none':
        return no;
      case 'length':
        return length >= set.min && length <= set.max ? yes : no;
      case 'not': {
        const part = this.formula(set.set, length);
        return part.op === 'constant' ? (part.value ? no : yes) : { op: 'not', part };
      }
      case 'or':
      case 'and':
        return this.#joined(set.op, set.sets, length);
      default:
        return { op: 'atom', index: this.#indexOf(set) };
    }
  }

  #joined(op: 'or' | 'and', sets: readonly StringSet[], length: number): Formula {
    const parts: Formula[] = [];
    for (const set of sets) {
      const part = this.formula(set, length);
      if (part.op !== 'constant') parts.push(part);
      else if (part.value === (op === 'or')) return part;
    }
    const [only] = parts;
    if (only === undefined) return op === 'or' ? no : yes;
    return parts.length === 1 ? only : { op, parts };
  }

  #indexOf(set: Extract<StringSet, { op: 'texts' | 'glob' }>): number {
    let index = this.#bySet.get(set);
    if (index === undefined) {
      index = this.starts.length;
      this.starts.push(set.op === 'texts' ? textStart(set.texts) : globStart(set.glob));
      this.#bySet.set(set, index);
    }
    return index;
  }
}

function accepts(formula: Formula, states: readonly AtomState[]): boolean {
  switch (formula.op) {
    case 'constant':
      return formula.value;
    case 'atom':
      return states[formula.index]?.accepts === true;
    case 'or':
      return formula.parts.some((part) => accepts(part, states));
    case 'and':
      return formula.parts.every((part) => accepts(part, states));
    case 'not':
      return !accepts(formula.part, states);
  }
}

/** The value that the formula keeps whatever follows; null = it can still change. */
function settled(formula: Formula, states: readonly AtomState[]): boolean | null {
  switch (formula.op) {
    case 'constant':
      return formula.value;
    case 'atom': {
      const state = states[formula.index];
      return state === undefined || state.isDead ? false : state.isFull ? true : null;
    }
    case 'not': {
      const value = settled(formula.part, states);
      return value === null ? null : !value;
    }
    default: {
      const decisive = formula.op === 'or';
      let isOpen = false;
      for (const part of formula.parts) {
        const value = settled(part, states);
        if (value === decisive) return decisive;
        if (value === null) isOpen = true;
      }
      return isOpen ? null : !decisive;
    }
  }
}

// ---- the walk -----------------------------------------------------------------------------------------------------

interface Node {
  readonly states: readonly AtomState[];
  readonly parent: Node | null;
  readonly char: string;
  readonly bytes: number;
}

const readable = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./';

/** Null = no member; the budget counts states times patterns. */
export function shortestMember(set: StringSet, budget: number): string | null | TooComplex {
  const breaks = lengthBreaks(set);
  const left = { budget };
  for (const [index, from] of breaks.entries()) {
    const to = (breaks[index + 1] ?? Number.POSITIVE_INFINITY) - 1;
    const found = shortestWithin(set, from, to, left);
    if (found !== null) return found;
  }
  return null;
}

/** Lengths at which some length test changes its answer, beginning with 0. */
function lengthBreaks(set: StringSet): readonly number[] {
  const breaks = new Set<number>([0]);
  const visit = (each: StringSet): void => {
    if (each.op === 'length') {
      breaks.add(each.min);
      if (Number.isFinite(each.max)) breaks.add(each.max + 1);
    } else if (each.op === 'not') visit(each.set);
    else if (each.op === 'or' || each.op === 'and') each.sets.forEach(visit);
  };
  visit(set);
  return [...breaks].sort((a, b) => a - b);
}

function shortestWithin(
  set: StringSet,
  from: number,
  to: number,
  left: { budget: number },
): string | null | TooComplex {
  const atoms = new Atoms();
  const formula = atoms.formula(set, from);
  if (formula.op === 'constant' && !formula.value) return null;
  const weight = Math.max(1, atoms.starts.length);
  const start: Node = { states: atoms.starts, parent: null, char: '', bytes: 0 };
  const queue: Node[][] = [[start]];
  const seen = new Set<string>();
  for (let bytes = 0; bytes < queue.length && bytes <= to; bytes += 1) {
    for (const node of queue[bytes] ?? []) {
      left.budget -= weight;
      if (left.budget < 0) return tooComplex;
      if (bytes >= from && accepts(formula, node.states)) return textOf(node);
      const fate = settled(formula, node.states);
      if (fate === false) continue;
      for (const char of charactersAt(node.states)) {
        const states = node.states.map((state) => state.next(char));
        const total = bytes + sizeOf(char);
        // Below the shortest allowed length a state counts anew at every length; from there on the first visit is the shortest.
        const key = `${Math.min(total, from)}|${states.map((state) => state.id).join()}`;
        if (seen.has(key)) continue;
        seen.add(key);
        (queue[total] ??= []).push({ states, parent: node, char, bytes: total });
        left.budget -= weight;
      }
    }
    if (queue[bytes] !== undefined) queue[bytes] = [];
  }
  return null;
}

/** What some pattern tells apart, and before it one character that none does. */
function charactersAt(states: readonly AtomState[]): readonly string[] {
  const told = new Set<string>();
  for (const state of states) for (const char of state.alphabet) told.add(char);
  const other = otherThan(told);
  return [other, ...[...told].sort(byReadability)];
}

function otherThan(told: ReadonlySet<string>): string {
  for (const char of readable) if (!told.has(char)) return char;
  for (let point = 0xa1; ; point += 1) {
    const char = String.fromCodePoint(point);
    // Folded characters must not meet a letter that a pattern ignoring case tells apart.
    if (!told.has(char) && fold(char) === char && !told.has(char.toUpperCase())) return char;
  }
}

function rank(char: string): number {
  const at = readable.indexOf(char);
  return at < 0 ? readable.length + (char.codePointAt(0) ?? 0) : at;
}
function byReadability(a: string, b: string): number {
  return rank(a) - rank(b);
}

function sizeOf(char: string): number {
  const point = char.codePointAt(0) ?? 0;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

function textOf(node: Node): string {
  const chars: string[] = [];
  for (let at: Node | null = node; at !== null; at = at.parent) chars.push(at.char);
  return chars.reverse().join('');
}
