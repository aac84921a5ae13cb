/**
 * Stops asking an API that does not answer: each question costs the whole time-out, and a large estate has thousands of them. After long
 * enough without an answer calls fail at once. From time to time one is let through, to see whether the API is back.
 */
import type { Failure } from '../answers/sdk/failure.js';

/** Attempts in a row, and milliseconds: calls are made side by side, so that one bad moment costs many of them. */
const mostSilent = 20;
const longestSilence = 100_000;
const trialGap = 60_000;

export class Breaker {
  readonly #now: () => number;
  #silent = 0;
  #silentSince: number;
  #last: Failure | null = null;
  #triedAt = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#silentSince = now();
  }

  /** Whether asking again is of no use. */
  get isOpen(): boolean {
    return this.#silent >= mostSilent && this.#now() - this.#silentSince >= longestSilence;
  }

  /** What a call comes to without being made; null = it is made. */
  refusal(): Failure | null {
    if (this.#last === null || !this.isOpen) return null;
    const now = this.#now();
    if (now - this.#triedAt >= trialGap) {
      this.#triedAt = now;
      return null;
    }
    const { code, message } = this.#last;
    const seconds = Math.round((now - this.#silentSince) / 1_000);
    return {
      kind: 'unreachable',
      code,
      message: `Not asked, since nothing has answered for ${seconds} s: ${message}`,
      bucketRegion: null,
    };
  }

  answered(): void {
    this.#silent = 0;
    this.#silentSince = this.#now();
    this.#last = null;
  }

  failed(failure: Failure): void {
    if (failure.kind !== 'unreachable' && failure.code !== 'TimeoutError') {
      this.answered();
      return;
    }
    this.#silent += 1;
    this.#last = failure;
    this.#triedAt = this.#now();
  }
}
