/**
 * Several readings of the same thing, joined operation by operation: known or absent beats unreadable, which beats not collected;
 * among equals the newer snapshot wins. Two that are equally new and differ are not settled by their order: nothing is known then.
 */
import { canonicalJson } from '../../basics/canonical-json.js';
import { contradictory } from './words.js';
import type { Fact, Origin } from '../../estate/fact.js';
import { secondsOf } from '../../basics/instant.js';
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
  readonly #changes: ReadonlySet<number>;

  constructor(sources: readonly Source[]) {
    this.#changes = new Set(sources.flatMap(({ isChange = false }, index) => (isChange ? [index] : [])));
    this.#ages = sources.map(({ collectedAt }) => (collectedAt === null ? null : secondsOf(collectedAt)) ?? -Infinity);
  }

  /** Whether the first is from a later snapshot; a snapshot that does not say when it was collected is the oldest. */
  isNewer(source: number, than: number): boolean {
    return (this.#ages[source] ?? -Infinity) > (this.#ages[than] ?? -Infinity);
  }

  /** The better of two, the first where they are equal; unreadable where two of the same age contradict each other. */
  better<F extends Fact<unknown>>(first: F, second: F): F {
    const changed = this.#changed(first, second);
    if (changed !== null) return changed;
    const difference = rank(second) - rank(first);
    if (difference !== 0) return difference > 0 ? second : first;
    const [left, right] = [originOf(first), originOf(second)];
    if (left === null || right === null) return first;
    if (this.isNewer(right.source, left.source)) return second;
    const isDecided = rank(first) < ranks.known || this.isNewer(left.source, right.source) || isSame(first, second);
    // A missing fact is one in whatever type of fact is asked for.
    return isDecided ? first : (contradictory(left, right) as Fact<unknown> as F);
  }

  /** Whether what a change says of something is laid over it. */
  isChange(source: number): boolean {
    return this.#changes.has(source);
  }

  /** What a change says, be it that nobody knows yet; null where none of the two is of one, or both are. */
  #changed<F extends Fact<unknown>>(first: F, second: F): F | null {
    const isOfChange = (fact: F): boolean => {
      const origin = originOf(fact);
      return origin !== null && this.isChange(origin.source);
    };
    const [isFirst, isSecond] = [isOfChange(first), isOfChange(second)];
    if (isFirst === isSecond) return null;
    return isFirst ? first : second;
  }

  best<F extends Fact<unknown>>(facts: readonly [F, ...F[]]): F {
    return facts.reduce((first, second) => this.better(first, second));
  }
}

function originOf(fact: Fact<unknown>): Origin | null {
  return 'origin' in fact ? fact.origin : null;
}

/** Places do not count: two entries that say the same say it at two of them. */
function isSame(first: Fact<unknown>, second: Fact<unknown>): boolean {
  if (first.state !== second.state) return false;
  return first.state !== 'known' || second.state !== 'known' || textOf(first.value) === textOf(second.value);
}

function textOf(value: unknown): string {
  return canonicalJson(
    JSON.parse(JSON.stringify(value, (name, member: unknown) => (name === 'origin' ? null : member)) ?? 'null'),
  );
}
