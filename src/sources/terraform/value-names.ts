/** Names of values that nobody knows and that code makes: no two values have the same one, of all sources that are read together. */
export class ValueNames {
  readonly #made = new Map<string, number>();
  readonly #named = new Map<string, string>();

  /** One that nothing has yet. */
  fresh(name: string): string {
    const number = (this.#made.get(name) ?? 0) + 1;
    this.#made.set(name, number);
    return number === 1 ? name : `${name}, number ${number}`;
  }

  /** Of a value that comes about in some way: undefined where none has. */
  known(how: string): string | undefined {
    return this.#named.get(how);
  }

  /** The same for all values that come about in this way. */
  name(how: string, written: string): string {
    const name = this.fresh(written);
    this.#named.set(how, name);
    return name;
  }
}
