/**
 * Finds the shortest member of a set by walking all of its patterns together, character by character.
 *
 * Each pattern is an automaton whose state is a small set of token positions (see glob.ts); the walk goes over the product of
 * these states, cheapest strings first, and tries at each state only the characters that some pattern tells apart, plus one
 * that none does. A state from which the whole expression can no longer become true is not followed.
 */
import type { AtomState } from './automata.js';
import { accepts, Atoms, fateOf } from './formula.js';
import { fold } from './glob.js';
import type { StringSet } from './set.js';
import { tooComplex, type TooComplex } from './too-complex.js';

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
      const fate = fateOf(formula, node.states);
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
