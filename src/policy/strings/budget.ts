/**
 * How much work questions about sets may take, counted in steps and never in time: the same questions in the same order always get the
 * same answers.
 */
import { globKey } from './glob/glob-texts.js';
import type { StringSet } from './set.js';
import { tooComplex, type TooComplex } from './too-complex.js';

/** Steps that a question which stands alone may take: positions looked at. Well below a second. */
export const defaultSteps = 100_000;

/** Nearly every question takes less; what does not is counted. */
const easySteps = 4000;

/** What one question may take, or what many may take together. */
export type Effort = number | Budget;

/** What a question may still take; counted down by whoever answers it. */
export interface Allowance {
  left: number;
}

/** How much a budget allows. */
export interface BudgetLimits {
  /** For all hard questions together. */
  readonly total: number;
  /** For one hard question. */
  readonly question: number;
}

/** Of what is left a question may take this part: the first ones never leave nothing for the others. */
const share = 1 / 32;
/** Characters of remembered questions. */
const maxRemembered = 2_000_000;

/**
 * Shared by all questions of an audit. Easy questions are free; hard ones share what there is, and a hard question that comes
 * again is not asked again. When nothing is left, hard questions are too complex, and easy ones are answered as before.
 */
export class Budget {
  #left: number;
  #remembered = 0;
  readonly #question: number;
  readonly #answers = new Map<string, string | null | TooComplex>();

  constructor({ total, question }: BudgetLimits = { total: 3_000_000, question: 60_000 }) {
    this.#left = total;
    this.#question = question;
  }

  /** Steps that hard questions may still take. */
  get left(): number {
    return this.#left;
  }

  answer(set: StringSet, ask: (allowance: Allowance) => string | null | TooComplex): string | null | TooComplex {
    const quick = ask({ left: Math.min(easySteps, this.#question) });
    if (quick !== tooComplex) return quick;
    const key = keyOf(set);
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const steps = Math.floor(Math.min(this.#question, this.#left * share));
    if (steps <= easySteps) return tooComplex;
    const allowance = { left: steps };
    const found = ask(allowance);
    this.#left -= steps - Math.max(0, allowance.left);
    this.#remember(key, found);
    return found;
  }

  #remember(key: string, answer: string | null | TooComplex): void {
    this.#remembered += key.length;
    if (this.#remembered <= maxRemembered) this.#answers.set(key, answer);
  }
}

/** Equal only for sets that are written alike. */
function keyOf(set: StringSet): string {
  switch (set.op) {
    case 'all':
    case 'none':
      return set.op;
    case 'length':
      return `length ${set.min} ${set.max}`;
    case 'texts':
      return JSON.stringify([...set.texts]);
    case 'glob':
      return JSON.stringify(globKey(set.glob));
    case 'not':
      return `not(${keyOf(set.set)})`;
    case 'or':
    case 'and':
      return `${set.op}(${set.sets.map(keyOf).join()})`;
  }
}
