/** One term of a set, ready to be walked: its patterns as automata, and what their states say together. */
import { Automaton } from './automaton.js';
import type { Condition } from './normal-form.js';

/** Where a text that was read so far has got to. */
export interface State {
  /**
   * For each choice of patterns one position, of which it is guessed that it leads to a match; `lost` where no pattern can match any
   * more. All guesses are followed.
   */
  readonly guesses: readonly number[];
  /** For each list of excluded patterns all positions: the fewer, the more texts may follow. */
  readonly excluded: readonly (readonly number[])[];
}

export const lost = -1;

type Formula =
  | { readonly op: 'constant'; readonly value: boolean }
  | { readonly op: 'any-of' | 'none-of'; readonly index: number }
  | { readonly op: 'and' | 'or'; readonly parts: readonly Formula[] };

export class Term {
  readonly index: number;
  readonly wanted: Automaton[] = [];
  readonly unwanted: Automaton[] = [];
  readonly #formula: Formula;

  constructor(condition: Condition, index: number) {
    this.index = index;
    this.#formula = this.#compile(condition);
  }

  #compile(condition: Condition): Formula {
    switch (condition.op) {
      case 'constant':
        return condition;
      case 'texts':
        return { op: 'any-of', index: this.wanted.push(new Automaton([], condition.texts)) - 1 };
      case 'any-of':
        return { op: 'any-of', index: this.wanted.push(new Automaton(condition.globs, [])) - 1 };
      case 'none-of':
        return { op: 'none-of', index: this.unwanted.push(new Automaton(condition.globs, condition.texts)) - 1 };
      default:
        return { op: condition.op, parts: condition.parts.map((part) => this.#compile(part)) };
    }
  }

  /** Positions to begin with: every guess. */
  *starts(): Iterable<State> {
    const excluded = this.unwanted.map((automaton) => automaton.starts);
    for (const guesses of combinations(this.wanted.map(({ starts }) => starts))) yield { guesses, excluded };
  }

  /** What has been read is a member. */
  accepts(state: State): boolean {
    return this.#accepts(this.#formula, state);
  }

  #accepts(formula: Formula, state: State): boolean {
    switch (formula.op) {
      case 'constant':
        return formula.value;
      case 'any-of': {
        const guess = state.guesses[formula.index] ?? lost;
        return guess !== lost && this.wanted[formula.index]?.accepts(guess) === true;
      }
      case 'none-of': {
        const automaton = this.unwanted[formula.index];
        return state.excluded[formula.index]?.every((position) => automaton?.accepts(position) === false) === true;
      }
      case 'and':
        return formula.parts.every((part) => this.#accepts(part, state));
      case 'or':
        return formula.parts.some((part) => this.#accepts(part, state));
    }
  }

  /** Whatever follows is no member. */
  isLost(state: State): boolean {
    return this.#isLost(this.#formula, state);
  }

  #isLost(formula: Formula, state: State): boolean {
    switch (formula.op) {
      case 'constant':
        return !formula.value;
      case 'any-of':
        return state.guesses[formula.index] === lost;
      case 'none-of': {
        const automaton = this.unwanted[formula.index];
        return state.excluded[formula.index]?.some((position) => automaton?.isFull(position) === true) === true;
      }
      case 'and':
        return formula.parts.some((part) => this.#isLost(part, state));
      case 'or':
        return formula.parts.every((part) => this.#isLost(part, state));
    }
  }

  /** All guesses after one more character. */
  *after(state: State, point: number): Iterable<State> {
    const choices: (readonly number[])[] = [];
    for (const [index, automaton] of this.wanted.entries()) {
      const guess = state.guesses[index] ?? lost;
      const next = guess === lost ? nowhere : automaton.next([guess], point);
      choices.push(next.length === 0 ? nowhere : next);
    }
    let excluded: State['excluded'] | null = null;
    for (const guesses of combinations(choices)) {
      // Most characters end here, before the long lists are read.
      if (this.isLost({ guesses, excluded: state.excluded })) continue;
      excluded ??= this.unwanted.map((automaton, index) => automaton.next(state.excluded[index] ?? [], point));
      yield { guesses, excluded };
    }
  }

  /** What a state costs to follow. */
  weight({ guesses, excluded }: State): number {
    return excluded.reduce((sum, positions) => sum + positions.length, 1 + guesses.length);
  }
}

const nowhere: readonly number[] = [lost];

function* combinations(choices: readonly (readonly number[])[]): Iterable<readonly number[]> {
  const [only] = choices;
  if (only === undefined) yield [];
  else if (choices.length === 1) for (const each of only) yield [each];
  else {
    for (const each of only) for (const others of combinations(choices.slice(1))) yield [each, ...others];
  }
}
