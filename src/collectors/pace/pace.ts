import type { CollectEnvironment } from '../model.js';

type Clock = Pick<CollectEnvironment, 'now' | 'sleep'>;

const longestGap = 2_000;
const firstGap = 20;
const calmGap = 2;
/** Answers to calls that were sent before a slowdown say nothing about the pace after it. */
const quietTime = 250;

/**
 * The pace at which calls of one service are sent: as fast as can be until the service throttles, then with growing gaps, and
 * carefully faster again with every call that it answers. A service with a known quota has a smallest gap from the start.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #smallestGap: number;
  #gap: number;
  #next = 0;
  #slowedAt = -Infinity;

  /** @param smallestGap - milliseconds between two calls at full pace */
  constructor(clock: Clock, smallestGap = 0) {
    this.#clock = clock;
    this.#smallestGap = smallestGap;
    this.#gap = smallestGap;
  }

  /** Milliseconds between two calls. */
  get gap(): number {
    return this.#gap;
  }

  async turn(signal: AbortSignal): Promise<void> {
    if (this.#gap === 0) return;
    const now = this.#clock.now();
    const slot = Math.max(now, this.#next);
    this.#next = slot + this.#gap;
    if (slot > now) await this.#clock.sleep(slot - now, signal);
  }

  throttled(): void {
    const now = this.#clock.now();
    if (now - this.#slowedAt < quietTime) return;
    this.#slowedAt = now;
    this.#gap = Math.min(longestGap, Math.max(firstGap, this.#gap * 2));
  }

  answered(): void {
    const gap = this.#gap * 0.95;
    this.#gap = gap < Math.max(calmGap, this.#smallestGap) ? this.#smallestGap : gap;
  }
}
