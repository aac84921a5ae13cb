/** Sends calls: bounded in number, at a bearable pace, again where that may help; and counts them. */
import pLimit, { type LimitFunction } from 'p-limit';
import { type Failure, failureOf } from '../answers/sdk/failure.js';
import type { CallRecord, CallStatistics, CollectEnvironment } from '../model.js';
import { Breaker } from './breaker.js';
import { withinTime } from './deadline.js';
import { Pace } from './pace.js';

/** The run was ended early, or cannot go on: nothing is known of the call. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Calls of one kind: of one account, service and Region. */
export interface Lane {
  readonly limit: LimitFunction;
  readonly pace: Pace;
  /** Where its calls go: operations of one place answer, or do not, whichever account asks. */
  readonly place: string;
}

/** @param signal - aborted when nobody waits for the answer any more */
export type Send<T> = (signal: AbortSignal) => Promise<T>;

/** A call under way. */
interface Made<T> {
  readonly name: string;
  readonly lane: Lane;
  readonly send: Send<T>;
  readonly breaker: Breaker;
  /** Milliseconds that it took so far, without waiting for its turn. */
  spent: number;
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
  readonly #breakers = new Map<string, Breaker>();
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

  lane(place: string, concurrency: number, smallestGap = 0): Lane {
    return { limit: pLimit(concurrency), pace: new Pace(this.#environment, smallestGap), place };
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
  async make<T>(name: string, lane: Lane, send: Send<T>): Promise<Outcome<T>> {
    this.#open += 1;
    this.#onChange();
    try {
      return await this.#attempts({ name, lane, send, breaker: this.#breaker(`${lane.place} ${name}`), spent: 0 });
    } finally {
      this.#open -= 1;
      this.#onChange();
    }
  }

  #breaker(place: string): Breaker {
    let breaker = this.#breakers.get(place);
    if (breaker === undefined) this.#breakers.set(place, (breaker = new Breaker(this.#environment.now)));
    return breaker;
  }

  async #attempts<T>(call: Made<T>): Promise<Outcome<T>> {
    const { lane, breaker } = call;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await lane.limit(() => this.#limit(() => this.#attempt(call, attempt === 1)));
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
      const isLate = call.spent >= this.#environment.callTimeout;
      if (isLate || breaker.isOpen || attempt >= attemptsFor(outcome.failure, this.#environment.attempts))
        return outcome;
      this.#retries += 1;
      const pause = Math.min(longestBackoff, backoffBase[kind] * 2 ** (attempt - 1)) * this.#environment.random();
      call.spent += pause;
      await this.#pause(pause);
    }
  }

  async #attempt<T>(call: Made<T>, isFirst: boolean): Promise<Outcome<T>> {
    const { name, lane, send, breaker } = call;
    this.#stopIfAborted();
    const refusal = breaker.refusal();
    if (refusal !== null) return { failure: refusal };
    if (lane.pace.gap > 0) await this.#interruptible(lane.pace.turn(this.#signal));
    if (isFirst) {
      this.#total += 1;
      this.#byOperation.set(name, (this.#byOperation.get(name) ?? 0) + 1);
    }
    const startedAt = this.#environment.now();
    try {
      const output = await withinTime(this.#environment.answerTimeout, send);
      breaker.answered();
      return { output };
    } catch (error) {
      this.#stopIfAborted();
      if (error instanceof Interrupted) throw error;
      const failure = failureOf(error);
      breaker.failed(failure);
      return { failure };
    } finally {
      call.spent += this.#environment.now() - startedAt;
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
