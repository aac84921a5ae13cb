import { Unknown } from '../../model.js';
import type { Type } from '../types/type.js';

/** What Terraform refuses while it evaluates: `try` and `can` catch it; elsewhere the value is not known. */
export class HclError extends Error {
  override readonly name = 'HclError';
  /** Of the value that there would be, where that is clear. */
  readonly type: Type | null;

  constructor(message: string, type: Type | null = null) {
    super(message);
    this.type = type;
  }
}

/** Work that one source may cost: loops and texts are bounded. */
export class WorkBudget {
  #left: number;

  constructor(steps = 5_000_000) {
    this.#left = steps;
  }

  /** @throws HclError where the budget is used up: for `try`, too, the rest stays unknown */
  take(steps = 1): void {
    this.#left -= steps;
    if (this.#left < 0) throw new HclError('this takes too many steps');
  }

  get isSpent(): boolean {
    return this.#left < 0;
  }

  readonly #made = new Map<string, number>();

  /** An unknown value that is equal to no other one; the place is that in the code. */
  fresh(place: string, why: string): Unknown {
    const number = (this.#made.get(place) ?? 0) + 1;
    this.#made.set(place, number);
    return new Unknown(number === 1 ? place : `${place}, number ${number}`, why);
  }
}
