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

/** What may come next. */
export interface Step {
  /** For each guess, where it may go. */
  readonly choices: readonly (readonly number[])[];
  readonly excluded: () => State['excluded'];
}

type Formula =
  | { readonly op: 'constant'; readonly value: boolean }
  | { readonly op: 'any-of' | 'none-of'; readonly index: number }
  | { readonly op: 'and' | 'or'; readonly parts: readonly Formula[] };

/** Times as many lengths, still a whole number. */
const maxWays = 2 ** 40;

export class Term {
  readonly wanted: Automaton[] = [];
  readonly unwanted: Automaton[] = [];
  readonly #formula: Formula;
  #ways: number | undefined;

  constructor(condition: Condition) {
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

  /** Where reading begins. */
  start(): Step {
    return {
      choices: this.wanted.map(({ starts }) => starts),
      excluded: () => this.unwanted.map(({ starts }) => starts),
    };
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

  /** A number for each way to guess, where numbers are large enough for that. */
  keyOf(guesses: readonly number[]): number | string {
    if (!this.#isNumbered) return guesses.join();
    let key = 0;
    for (const [index, { size }] of this.wanted.entries()) key = key * (size + 1) + (guesses[index] ?? lost) + 1;
    return key;
  }

  get #isNumbered(): boolean {
    return (this.#ways ??= this.wanted.reduce((product, { size }) => product * (size + 1), 1)) < maxWays;
  }

  /** Whatever follows is not a member. */
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

  after(state: State, point: number): Step {
    const choices = this.wanted.map((automaton, index) => {
      const guess = state.guesses[index] ?? lost;
      const next = guess === lost ? nowhere : automaton.next([guess], point);
      return next.length === 0 ? nowhere : next;
    });
    let excluded: State['excluded'] | undefined;
    // Most characters end at the guesses, before the long lists are read.
    const read = (): State['excluded'] =>
      (excluded ??= this.unwanted.map((automaton, index) => automaton.next(state.excluded[index] ?? [], point)));
    return { choices, excluded: read };
  }

  /** What a state costs to follow. */
  weight({ guesses, excluded }: State): number {
    return excluded.reduce((sum, positions) => sum + positions.length, 1 + guesses.length);
  }
}

const nowhere: readonly number[] = [lost];

/** Every way to take one of each list; the array is the same each time. */
export function* combinations(choices: readonly (readonly number[])[]): Iterable<readonly number[]> {
  const at = choices.map(() => 0);
  const taken = choices.map(([first]) => first ?? lost);
  for (;;) {
    yield taken;
    let turning = choices.length - 1;
    for (; turning >= 0; turning -= 1) {
      const choice = choices[turning] ?? nowhere;
      const next = (at[turning] ?? 0) + 1;
      const isOver = next >= choice.length;
      at[turning] = isOver ? 0 : next;
      taken[turning] = choice[isOver ? 0 : next] ?? lost;
      if (!isOver) break;
    }
    if (turning < 0) return;
  }
}
