/** What the evaluation of a source may cost: steps, memory, and instances of resources and modules. */
import { Unknown, type Value } from '../../model.js';
import { ValueNames } from '../../value-names.js';
import { isList } from '../../values.js';
import { largestValue, weightOf } from '../types/weight.js';
import { LimitError } from './hcl-error.js';

export interface Limits {
  /** About one for each expression, and for each eight parts or characters that a function looks at. */
  readonly steps: number;
  /** Of eight bytes: all values that are made, whether they are still needed or not. */
  readonly cells: number;
  readonly instances: number;
}

const limits: Limits = { steps: 5_000_000, cells: 30_000_000, instances: 50_000 };

/** Expressions within expressions, also through names. */
const deepest = 800;

/** Steps of one argument with all that it is made of: what takes more leaves enough for the others. */
const mostOfOne = 300_000;

export class WorkBudget {
  #steps: number;
  #cells: number;
  #instances: number;
  #depth = 0;
  #stepsOfOne = 0;
  #isSpent = false;
  readonly #names: ValueNames;

  constructor({ steps, cells, instances }: Limits = limits, names = new ValueNames()) {
    this.#names = names;
    this.#steps = steps;
    this.#cells = cells;
    this.#instances = instances;
  }

  /** @throws LimitError where the budget is used up, or that of the value that is worked out */
  take(steps = 1): void {
    if (this.#depth > 0) {
      this.#stepsOfOne -= steps;
      if (this.#stepsOfOne < 0) throw new LimitError('this takes too many steps');
    }
    this.#steps -= steps;
    if (this.#steps < 0) this.#stop('this takes too many steps');
  }

  /**
   * For what looks at all parts of values.
   * @throws LimitError also where one is too large, or all of them together
   */
  takeAll(values: readonly Value[], forced = false): void {
    let weight = 0;
    for (const value of values) weight += weightOf(value, forced);
    if (weight > largestValue) throw new LimitError('these values are too large to be worked out');
    this.takeWeight(weight);
  }

  takeWeight(weight: number): void {
    this.take(Math.ceil(weight / 8));
  }

  /** To throw and catch costs as much as many steps. */
  takeForError(): void {
    this.take(30);
  }

  /** A value that was made. @throws LimitError where it is too large, or all of them are */
  kept<Made extends Value>(value: Made): Made {
    weightOf(value);
    this.#cells -= cellsOf(value);
    if (this.#cells < 0) this.#stop('all values together are too large');
    return value;
  }

  /** Whether so many more can be made. */
  hasRoomFor(instances: number): boolean {
    if (instances > this.#instances) return false;
    this.#instances -= instances;
    return true;
  }

  /** An expression within others; `leave` ends it. @throws LimitError where there are too many */
  enter(): void {
    if (this.#depth === 0) this.#stepsOfOne = mostOfOne;
    if (this.#depth >= deepest) throw new LimitError('this is nested too deeply');
    this.#depth += 1;
  }

  leave(): void {
    this.#depth -= 1;
  }

  /** Whether nothing more is worked out. */
  get isSpent(): boolean {
    return this.#isSpent;
  }

  #stop(why: string): never {
    this.#isSpent = true;
    throw new LimitError(why);
  }

  /** An unknown value that is equal to no other one; the place is that in the code. */
  fresh(place: string, why: string): Unknown {
    return new Unknown(this.#names.fresh(place), why);
  }

  /**
   * Of a value that is worked out: one that comes about in the same way has the same, and no other one.
   * @param how it comes about
   * @param written in the code
   */
  nameOf(how: string, written: string): string {
    const known = this.#names.known(how);
    if (known !== undefined) return known;
    this.#cells -= 4 + (how.length + written.length) / 8;
    if (this.#cells < 0) this.#stop('all values together are too large');
    return this.#names.name(how, written);
  }
}

/** Of its own: what it holds was counted when it was made. */
function cellsOf(value: Value): number {
  if (typeof value === 'string') return 2 + value.length / 8;
  if (typeof value !== 'object' || value === null || value instanceof Unknown) return 1;
  return 4 + (isList(value) ? value.length : 3 * Object.keys(value).length);
}
