/** Saves what was read so far, from time to time: one at a time, and none once the run has ended. */
export class Checkpoints {
  readonly #gap: number;
  readonly #save: () => Promise<void>;
  #timer: NodeJS.Timeout | null = null;
  #saving: Promise<void> = Promise.resolve();
  #isEnded = false;

  /** @param gap - milliseconds from the end of one to the beginning of the next */
  constructor(gap: number, save: () => Promise<void>) {
    this.#gap = gap;
    this.#save = save;
    this.#wait();
  }

  /** Waits for the one that is being saved. */
  async end(): Promise<void> {
    this.#isEnded = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#saving;
  }

  #wait(): void {
    if (this.#isEnded) return;
    this.#timer = setTimeout(() => {
      this.#saving = this.#save().finally(() => this.#wait());
      // Whoever ends the run is told.
      this.#saving.catch(() => {});
    }, this.#gap);
  }
}
