/**
 * Several readings of the same thing, joined operation by operation: known or absent beats unreadable, which beats not collected;
 * among equals the newer snapshot wins, and the first of two that are equally new.
 */
import type { Fact } from '../../estate/fact.js';
import { secondsOf } from '../../estate/instant.js';
import type { Source } from '../../estate/model.js';

const ranks: Readonly<Record<Fact<unknown>['state'], number>> = {
  'not-collected': 0,
  outside: 1,
  unreadable: 2,
  'after-deployment': 3,
  known: 4,
  absent: 4,
};

function rank({ state }: Fact<unknown>): number {
  return ranks[state];
}

export class Join {
  readonly #ages: readonly number[];

  constructor(sources: readonly Source[]) {
    this.#ages = sources.map(({ collectedAt }) => (collectedAt === null ? null : secondsOf(collectedAt)) ?? -Infinity);
  }

  /** Whether the first is from a later snapshot; a snapshot that does not say when it was collected is the oldest. */
  isNewer(source: number, than: number): boolean {
    return (this.#ages[source] ?? -Infinity) > (this.#ages[than] ?? -Infinity);
  }

  /** The better of two, the first where they are equal. */
  better<F extends Fact<unknown>>(first: F, second: F): F {
    const difference = rank(second) - rank(first);
    if (difference !== 0) return difference > 0 ? second : first;
    const [left, right] = [originOf(first), originOf(second)];
    return left !== null && right !== null && this.isNewer(right, left) ? second : first;
  }

  best<F extends Fact<unknown>>(facts: readonly [F, ...F[]]): F {
    return facts.reduce((first, second) => this.better(first, second));
  }
}

function originOf(fact: Fact<unknown>): number | null {
  return 'origin' in fact ? (fact.origin?.source ?? null) : null;
}
