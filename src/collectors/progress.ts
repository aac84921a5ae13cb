import type { Progress } from './model.js';

const nothingYet = { accounts: { done: 0, total: 0 }, buckets: { done: 0, total: 0 }, calls: 0, retries: 0, open: 0 };

/** Reports progress when something changed, and not more often than a person can read. */
export class ProgressReport {
  readonly #report: ((progress: Progress) => void) | undefined;
  readonly #now: () => number;
  readonly #startedAt: number;
  #reportedAt = -Infinity;
  #look: () => Omit<Progress, 'secondsLeft'> = () => nothingYet;

  constructor(report: ((progress: Progress) => void) | undefined, now: () => number) {
    this.#report = report;
    this.#now = now;
    this.#startedAt = now();
  }

  watch(look: () => Omit<Progress, 'secondsLeft'>): void {
    this.#look = look;
  }

  changed(): void {
    if (this.#report === undefined) return;
    const now = this.#now();
    if (now - this.#reportedAt < 100) return;
    this.#reportedAt = now;
    this.last();
  }

  last(): void {
    const seen = this.#look();
    const seconds = (this.#now() - this.#startedAt) / 1_000;
    const done = seen.calls - seen.open;
    const isTooEarly = seconds < 1 || done < 20;
    this.#report?.({ ...seen, secondsLeft: isTooEarly ? null : Math.round((seen.open * seconds) / done) });
  }
}
