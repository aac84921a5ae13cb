/** A set as an expression over the automata of its patterns. */
import { type AtomState, globStart, textStart } from './automata.js';
import type { StringSet } from './set.js';

export type Formula =
  | { readonly op: 'constant'; readonly value: boolean }
  | { readonly op: 'atom'; readonly index: number }
  | { readonly op: 'or' | 'and'; readonly parts: readonly Formula[] }
  | { readonly op: 'not'; readonly part: Formula };

const yes: Formula = { op: 'constant', value: true };
const no: Formula = { op: 'constant', value: false };

export class Atoms {
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

export function accepts(formula: Formula, states: readonly AtomState[]): boolean {
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
export function fateOf(formula: Formula, states: readonly AtomState[]): boolean | null {
  switch (formula.op) {
    case 'constant':
      return formula.value;
    case 'atom': {
      const state = states[formula.index];
      return state === undefined || state.isDead ? false : state.isFull ? true : null;
    }
    case 'not': {
      const value = fateOf(formula.part, states);
      return value === null ? null : !value;
    }
    default: {
      const decisive = formula.op === 'or';
      let isOpen = false;
      for (const part of formula.parts) {
        const value = fateOf(part, states);
        if (value === decisive) return decisive;
        if (value === null) isOpen = true;
      }
      return isOpen ? null : !decisive;
    }
  }
}
