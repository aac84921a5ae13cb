export interface OwnedPrefix {
  readonly prefix: string;
  readonly index: number;
}

/**
 * A set of prefixes none of which begins another, sorted: the only one that can begin a given prefix is its predecessor, and those
 * that it begins are its successors, so both are found by bisection.
 */
export class PrefixCover {
  readonly #sorted: OwnedPrefix[] = [];

  /** The rule whose prefix begins this one, or `null`. */
  ownerOf(prefix: string): number | null {
    const at = this.#firstNotBefore(prefix);
    const same = this.#sorted[at];
    if (same?.prefix === prefix) return same.index;
    const before = this.#sorted[at - 1];
    return before !== undefined && prefix.startsWith(before.prefix) ? before.index : null;
  }

  /** The prefixes that this one begins. */
  below(prefix: string): readonly OwnedPrefix[] {
    const start = this.#firstNotBefore(prefix);
    return this.#sorted.slice(start, this.#endOfThoseBeginningWith(prefix, start));
  }

  add(prefix: string, index: number): void {
    if (this.ownerOf(prefix) !== null) return;
    const start = this.#firstNotBefore(prefix);
    this.#sorted.splice(start, this.#endOfThoseBeginningWith(prefix, start) - start, { prefix, index });
  }

  prefixes(): readonly string[] {
    return this.#sorted.map(({ prefix }) => prefix);
  }

  #firstNotBefore(prefix: string): number {
    return this.#bisect(0, (candidate) => candidate < prefix);
  }

  #endOfThoseBeginningWith(prefix: string, start: number): number {
    return this.#bisect(start, (candidate) => candidate.startsWith(prefix));
  }

  /** First place from `low` on where the test, true up to some place and false behind it, is false. */
  #bisect(low: number, isBefore: (prefix: string) => boolean): number {
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(this.#sorted[middle]?.prefix ?? '')) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
