import { Interrupted } from './calls.js';

/** Work under way. More may be started by what is under way. */
export class Tasks {
  readonly #open = new Set<Promise<void>>();
  readonly #onBug: (error: unknown) => void;

  /** @param onBug - told at once what a task threw, other than that it was interrupted */
  constructor(onBug: (error: unknown) => void) {
    this.#onBug = onBug;
  }

  start(work: () => Promise<unknown>): void {
    const task: Promise<void> = work()
      .then(
        () => undefined,
        (error: unknown) => {
          if (!(error instanceof Interrupted)) this.#onBug(error);
        },
      )
      .finally(() => this.#open.delete(task));
    this.#open.add(task);
  }

  /** Waits until nothing is under way. An interrupted task ends like any other. */
  async question(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open);
  }
}
