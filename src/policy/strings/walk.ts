/**
 * Finds the shortest member of a set by walking all of its patterns together, character by character, cheapest texts first.
 *
 * What a member must match is guessed, one position a pattern; what it must not match is followed in all positions. A state is not
 * followed where an earlier one with the same guesses has no position that it lacks: whatever makes a member of it makes a shorter,
 * or a more readable, member of the earlier one. Only characters that a guess waits for are tried, and one that nothing tells
 * apart, which is the best way past all that is excluded. So hostile patterns, whose single automaton would be huge, stay small.
 */
import type { Allowance } from './budget.js';
import { byReadability, bytesOf, otherThan } from './glob/characters.js';
import { termsOf } from './normal-form.js';
import type { StringSet } from './set.js';
import { combinations, type State, type Step, Term } from './term.js';
import { tooComplex, type TooComplex } from './too-complex.js';

/** A text, with the states that terms are in after it. */
interface Node {
  readonly states: readonly Placed[];
  readonly parent: Node | null;
  readonly point: number;
}

interface Placed {
  readonly term: Term;
  readonly state: State;
}

/** Null = no member. */
export function shortestMember(set: StringSet, allowance: Allowance): string | null | TooComplex {
  const breaks = lengthBreaks(set);
  for (const [index, from] of breaks.entries()) {
    const to = (breaks[index + 1] ?? Number.POSITIVE_INFINITY) - 1;
    const found = shortestWithin(set, { from, to }, allowance);
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

interface Lengths {
  readonly from: number;
  readonly to: number;
}

function shortestWithin(set: StringSet, lengths: Lengths, allowance: Allowance): string | null | TooComplex {
  const terms = termsOf(set, lengths.from).map((condition) => new Term(condition));
  return terms.length === 0 ? null : new Walk(lengths, allowance).run(terms);
}

class Walk {
  readonly #from: number;
  readonly #to: number;
  readonly #allowance: Allowance;
  /** By length in bytes. */
  readonly #queue: Node[][] = [];
  readonly #seen = new Map<Term, Seen>();

  constructor({ from, to }: Lengths, allowance: Allowance) {
    this.#from = from;
    this.#to = to;
    this.#allowance = allowance;
  }

  run(terms: readonly Term[]): string | null | TooComplex {
    this.#allowance.left -= terms.reduce((sum, { wanted, unwanted }) => sum + sizeOf(wanted) + sizeOf(unwanted), 0);
    const states: Placed[] = [];
    for (const term of terms) this.#enter(term, term.start(), 0, states);
    this.#queue.push([{ states, parent: null, point: 0 }]);
    for (let bytes = 0; bytes < this.#queue.length && bytes <= this.#to; bytes += 1) {
      for (const node of this.#queue[bytes] ?? []) {
        if (this.#allowance.left < 0) return tooComplex;
        if (bytes >= this.#from && node.states.some(({ term, state }) => term.accepts(state))) return textOf(node);
        this.#follow(node, bytes);
      }
      // Nobody comes back to shorter texts.
      this.#queue[bytes] = [];
    }
    return this.#allowance.left < 0 ? tooComplex : null;
  }

  #follow(node: Node, bytes: number): void {
    const { stated, worthTrying } = charactersOf(node.states);
    const other = otherThan(stated);
    const isShort = bytesOf(other) === 1;
    for (const point of [other, ...[...stated].sort(byReadability)]) {
      const total = bytes + bytesOf(point);
      const states: Placed[] = [];
      for (const [index, { term, state }] of node.states.entries()) {
        // Where every short character is told apart, a longer one that is not does not stand for them.
        if (point !== other && isShort && worthTrying[index]?.has(point) !== true) continue;
        this.#allowance.left -= term.weight(state);
        this.#enter(term, term.after(state, point), total, states);
        if (this.#allowance.left < 0) return;
      }
      if (states.length > 0) (this.#queue[total] ??= []).push({ states, parent: node, point });
    }
  }

  /** Adds the states that a step leads to, as far as they are new and may lead to a member. */
  #enter(term: Term, step: Step, bytes: number, states: Placed[]): void {
    let seen = this.#seen.get(term);
    if (seen === undefined) this.#seen.set(term, (seen = new Map()));
    // Below the shortest allowed length a state counts anew at every length; from there on the first visit is the shortest.
    const layer = Math.min(bytes, this.#from);
    for (const guesses of combinations(step.choices)) {
      this.#allowance.left -= 2;
      if (this.#allowance.left < 0) return;
      if (term.isLost({ guesses, excluded: noneRead })) continue;
      const ways = term.keyOf(guesses);
      const key = typeof ways === 'number' ? ways * (this.#from + 1) + layer : `${layer} ${ways}`;
      const earlier = seen.get(key);
      if (earlier !== undefined && term.unwanted.length === 0) continue;
      const excluded = step.excluded();
      if (earlier?.some((each) => isInside(each, excluded)) === true) {
        this.#allowance.left -= earlier.length;
        continue;
      }
      if (earlier === undefined) seen.set(key, [excluded]);
      else earlier.push(excluded);
      const state: State = { guesses: [...guesses], excluded };
      if (!term.isLost(state)) states.push({ term, state });
    }
  }
}

/** By guesses and length: what was excluded when a text came there. */
type Seen = Map<number | string, State['excluded'][]>;

const noneRead: State['excluded'] = [];

function sizeOf(automata: readonly { readonly size: number }[]): number {
  return automata.reduce((sum, { size }) => sum + size, 0);
}

interface Characters {
  /** Told apart by anything. */
  readonly stated: ReadonlySet<number>;
  /** For each state: what a guess waits for, and what a wildcard does not match. */
  readonly worthTrying: readonly ReadonlySet<number>[];
}

function charactersOf(states: readonly Placed[]): Characters {
  const stated = new Set<number>();
  const worthTrying = states.map(({ term, state }) => {
    const worth = new Set<number>();
    for (const [index, automaton] of term.wanted.entries()) {
      const guess = state.guesses[index] ?? -1;
      if (guess >= 0) automaton.tell(guess, worth, worth);
    }
    for (const point of worth) stated.add(point);
    for (const [index, automaton] of term.unwanted.entries()) {
      for (const position of state.excluded[index] ?? []) automaton.tell(position, stated, worth);
    }
    return worth;
  });
  return { stated, worthTrying };
}

function isInside(inner: State['excluded'], outer: State['excluded']): boolean {
  return inner.every((positions, index) => isSubList(positions, outer[index] ?? []));
}

/** Both ascend. */
function isSubList(inner: readonly number[], outer: readonly number[]): boolean {
  if (inner.length > outer.length) return false;
  let at = 0;
  for (const position of inner) {
    while (at < outer.length && (outer[at] ?? 0) < position) at += 1;
    if (outer[at] !== position) return false;
    at += 1;
  }
  return true;
}

function textOf(node: Node): string {
  const points: number[] = [];
  for (let at: Node = node; at.parent !== null; at = at.parent) points.push(at.point);
  return points
    .reverse()
    .map((point) => String.fromCodePoint(point))
    .join('');
}
