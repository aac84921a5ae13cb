/** What was begun already: many buckets lead to the same role and key, which are read once. */
export class Firsts {
  readonly #begun = new Set<string>();

  isFirst(name: string): boolean {
    if (this.#begun.has(name)) return false;
    this.#begun.add(name);
    return true;
  }
}
