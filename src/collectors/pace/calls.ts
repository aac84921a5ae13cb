/** Sends calls: bounded in number, at a bearable pace, again where that may help; and counts them. */
import pLimit, { type LimitFunction } from 'p-limit';
import { type Failure, failureOf } from '../answers/sdk/failure.js';
import type { CallRecord, CallStatistics, CollectEnvironment } from '../model.js';
import { Pace } from './pace.js';

/** The run was ended early, or cannot go on: nothing is known of the call. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Calls of one kind: of one account, service and Region. */
export interface Lane {
  readonly limit: LimitFunction;
  readonly pace: Pace;
}

export type Outcome<T> = { readonly output: T } | { readonly failure: Failure };

const longestBackoff = 20_000;
const backoffBase = { throttled: 400, transient: 100, odd: 100, unreachable: 200 } as const;
/** A name that does not resolve, or a port that nobody listens on, will hardly come up during the run. */
const unreachableAttempts = 3;
/** What answers in the place of AWS will hardly go away during the run. */
const oddAttempts = 3;
/** Each costs the whole time-out. */
const silentAttempts = 5;

function attemptsFor({ kind, code }: Failure, most: number): number {
  if (kind === 'unreachable') return Math.min(unreachableAttempts, most);
  if (kind === 'odd') return Math.min(oddAttempts, most);
  return code === 'TimeoutError' ? Math.min(silentAttempts, most) : most;
}

export class Calls {
  readonly #environment: CollectEnvironment;
  readonly #signal: AbortSignal;
  readonly #limit: LimitFunction;
  readonly #byOperation = new Map<string, number>();
  readonly #startedAt: number;
  readonly #onChange: () => void;
  #listener: ((call: CallRecord) => void) | null = null;
  #retries = 0;
  #throttled = 0;
  #open = 0;
  #total = 0;

  constructor(environment: CollectEnvironment, signal: AbortSignal, concurrency: number, onChange: () => void) {
    this.#environment = environment;
    this.#signal = signal;
    this.#limit = pLimit(concurrency);
    this.#startedAt = environment.now();
    this.#onChange = onChange;
  }

  /** When the run began, RFC 3339 to the second: nothing that it reads is older. */
  get asOf(): string {
    return new Date(this.#startedAt).toISOString().replace(/\.\d+Z$/, 'Z');
  }

  get open(): number {
    return this.#open;
  }

  get total(): number {
    return this.#total;
  }

  get retries(): number {
    return this.#retries;
  }

  lane(concurrency: number, smallestGap = 0): Lane {
    return { limit: pLimit(concurrency), pace: new Pace(this.#environment, smallestGap) };
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#environment.now();
  }

  /** From now on the listener is told of every call that ends. */
  listen(listener: (call: CallRecord) => void): void {
    this.#listener = listener;
  }

  tell(call: CallRecord): void {
    this.#listener?.(call);
  }

  /**
   * One call, with as many attempts as it takes.
   * @throws {Interrupted}
   */
  async make<T>(name: string, lane: Lane, send: () => Promise<T>): Promise<Outcome<T>> {
    this.#open += 1;
    this.#onChange();
    try {
      return await this.#attempts(name, lane, send);
    } finally {
      this.#open -= 1;
      this.#onChange();
    }
  }

  async #attempts<T>(name: string, lane: Lane, send: () => Promise<T>): Promise<Outcome<T>> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await lane.limit(() => this.#limit(() => this.#attempt(name, lane, send, attempt === 1)));
      if ('output' in outcome) {
        lane.pace.answered();
        return outcome;
      }
      const { kind } = outcome.failure;
      if (kind === 'refused' || kind === 'credentials') return outcome;
      if (kind === 'throttled') {
        this.#throttled += 1;
        lane.pace.throttled();
      }
      if (attempt >= attemptsFor(outcome.failure, this.#environment.attempts)) return outcome;
      this.#retries += 1;
      await this.#pause(Math.min(longestBackoff, backoffBase[kind] * 2 ** (attempt - 1)) * this.#environment.random());
    }
  }

  async #attempt<T>(name: string, lane: Lane, send: () => Promise<T>, isFirst: boolean): Promise<Outcome<T>> {
    this.#stopIfAborted();
    if (lane.pace.gap > 0) await this.#interruptible(lane.pace.turn(this.#signal));
    if (isFirst) {
      this.#total += 1;
      this.#byOperation.set(name, (this.#byOperation.get(name) ?? 0) + 1);
    }
    try {
      return { output: await send() };
    } catch (error) {
      this.#stopIfAborted();
      if (error instanceof Interrupted) throw error;
      return { failure: failureOf(error) };
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    await this.#interruptible(this.#environment.sleep(milliseconds, this.#signal));
  }

  async #interruptible(waiting: Promise<void>): Promise<void> {
    try {
      await waiting;
    } catch (error) {
      this.#stopIfAborted();
      throw error;
    }
  }

  #stopIfAborted(): void {
    if (this.#signal.aborted) throw new Interrupted('The run was ended early.');
  }

  get statistics(): CallStatistics {
    return {
      total: this.#total,
      retries: this.#retries,
      throttled: this.#throttled,
      byOperation: Object.fromEntries([...this.#byOperation].sort(([left], [right]) => (left < right ? -1 : 1))),
      milliseconds: this.#environment.now() - this.#startedAt,
    };
  }
}
