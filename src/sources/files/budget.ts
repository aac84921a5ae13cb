/** What all inputs of a run may hold together, in bytes: taken as they are read, so that nothing is read that is too much. */
import { maxBytes, UnreadableInput } from './decode.js';

export class Budget {
  #left: number;
  readonly #of: number;

  constructor(bytes: number = maxBytes) {
    this.#of = bytes;
    this.#left = bytes;
  }

  get left(): number {
    return this.#left;
  }

  /** @throws UnreadableInput */
  take(bytes: number, name: string): void {
    this.#left -= bytes;
    if (this.#left < 0) throw this.spent(name);
  }

  spent(name: string): UnreadableInput {
    return new UnreadableInput(
      `The inputs hold more than ${this.#of / 1e6} MB together: that is reached in ${name}.`,
      'Name only the files and folders that matter, or audit parts on their own.',
    );
  }
}
