/** A collection from options to result: who we are, which accounts, what is read, what is missing. */
import { setMaxListeners } from 'node:events';
import { Identities } from './accounts/identities.js';
import type { Answers } from './answers/answers.js';
import { findAgents } from './answers/sdk/agents.js';
import type { AccountEntries } from './entries/account-entries.js';
import { Earlier } from './entries/earlier.js';
import { interruption, outOfTime, problemsOf } from './entries/problems.js';
import { accountsOf, externalBucketsOf, snapshotOf } from './entries/snapshot.js';
import { BucketsNotFound, InvalidCollectOption, NoAccountReadable } from './errors.js';
import type { JsonObject } from './json.js';
import type { CollectEnvironment, CollectOptions, CollectProblem, CollectResult } from './model.js';
import { Calls, Interrupted } from './pace/calls.js';
import { realEnvironment } from './pace/environment.js';
import { Collection } from './plan/collection.js';
import { Owners } from './plan/owners.js';
import { Checkpoints } from './pace/checkpoints.js';
import { Scope } from './plan/scope.js';
import { ProgressReport } from './progress.js';

const defaultConcurrency = 50;
const mostConcurrency = 1_000;

function checkedConcurrency(concurrency: number): number {
  if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= mostConcurrency) return concurrency;
  throw new InvalidCollectOption(
    `Concurrency must be a whole number from 1 to ${mostConcurrency}, and is ${concurrency}.`,
    `Leave it out for the default, ${defaultConcurrency}.`,
  );
}

const longestTimeout = 7 * 24 * 3_600;

/** Milliseconds; null = no end. */
function checkedTimeout(seconds: number | undefined): number | null {
  if (seconds === undefined) return null;
  if (seconds > 0 && seconds <= longestTimeout) return seconds * 1_000;
  throw new InvalidCollectOption(
    `The timeout must be a number of seconds above 0 and up to ${longestTimeout}, and is ${seconds}.`,
    'Leave it out to read until everything is read.',
  );
}

/**
 * Reads one account or many, and judges nothing. Only reads are made; an answer that AWS refuses stands in the snapshot as the
 * error it is. Ended early through `signal`, it gives back what it has.
 * @throws {ExpectedError} where nothing can be read at all: no credentials, no Region, no account that lets us in
 */
export async function collect(options: CollectOptions): Promise<CollectResult> {
  const run = new Run(options);
  await run.read();
  return run.result();
}

class Run {
  readonly #options: CollectOptions;
  readonly #environment: CollectEnvironment;
  readonly #concurrency: number;
  readonly #scope: Scope;
  readonly #earlier: Earlier;
  readonly #stop = new AbortController();
  readonly #deadline = new AbortController();
  readonly #timeout: number | null;
  readonly #signal: AbortSignal;
  readonly #report: ProgressReport;
  readonly #calls: Calls;
  readonly #open = new Set<Answers>();
  readonly #works: AccountEntries[] = [];
  /** Accounts that do not let us in. */
  readonly #closed: CollectProblem[] = [];
  readonly #bugs: unknown[] = [];
  #collection: Collection | null = null;

  constructor(options: CollectOptions) {
    this.#options = options;
    this.#environment = { ...realEnvironment, ...options.environment };
    this.#timeout = checkedTimeout(options.timeout);
    this.#concurrency = checkedConcurrency(options.concurrency ?? defaultConcurrency);
    this.#scope = new Scope(options);
    this.#earlier = new Earlier(options.resume);
    const signals = options.signal === undefined ? [] : [options.signal];
    this.#signal = AbortSignal.any([...signals, this.#stop.signal, this.#deadline.signal]);
    // Each call in flight listens.
    setMaxListeners(0, this.#signal);
    this.#report = new ProgressReport(options.onProgress, this.#environment.now);
    this.#calls = new Calls(this.#environment, this.#signal, this.#concurrency, () => this.#report.changed());
    if (options.onCall !== undefined) this.#calls.listen(options.onCall);
  }

  async read(): Promise<void> {
    // Calls in flight end with their connections.
    const leave = (): void => {
      for (const answers of this.#open) answers.close();
    };
    this.#signal.addEventListener('abort', leave, { once: true });
    const timer = this.#timeout === null ? null : setTimeout(() => this.#deadline.abort(), this.#timeout);
    const checkpoints = this.#checkpoints();
    try {
      await this.#readAll();
    } catch (error) {
      // Before any account was entered there is nothing to give back but what an earlier run left.
      if (!(error instanceof Interrupted)) throw error;
    } finally {
      if (timer !== null) clearTimeout(timer);
      await checkpoints.end();
      this.#signal.removeEventListener('abort', leave);
      leave();
    }
    if (this.#bugs.length > 0) throw this.#bugs[0];
    this.#report.last();
  }

  async #readAll(): Promise<void> {
    const base = await this.#enter();
    const isNoneWanted = this.#options.allowNone === true;
    if (this.#works.length === 0 && !isNoneWanted)
      throw new NoAccountReadable(this.#closed.map(({ message }) => message));
    const owners = new Owners(this.#works, this.#earlier.external);
    const collection = new Collection(owners, this.#scope, base, (bug) => {
      this.#bugs.push(bug);
      this.#stop.abort();
    });
    this.#collection = collection;
    this.#report.watch(() => ({
      accounts: { done: collection.progress.accountsDone, total: this.#works.length },
      buckets: { done: collection.progress.bucketsDone, total: collection.progress.bucketsTotal },
      calls: this.#calls.total,
      retries: this.#calls.retries,
      open: this.#calls.open,
    }));
    await collection.run();
    const isAllListed =
      this.#closed.length === 0 && this.#works.every(({ isListed, answers }) => isListed && answers.ended === null);
    if (collection.missing.length > 0 && isAllListed && !isNoneWanted && !this.#signal.aborted)
      throw new BucketsNotFound(collection.missing);
  }

  /** Takes the roles. @returns the way in with the credentials at hand */
  async #enter(): Promise<Answers> {
    const connections = Math.min(this.#concurrency, defaultConcurrency);
    const identities = new Identities(this.#options, this.#environment, this.#calls, {
      connections,
      agents: await findAgents(),
    });
    const base = await identities.base();
    this.#open.add(base);
    const targets = await identities.targets(base);
    for (const one of await Promise.all(targets.map((target) => identities.enter(base, target)))) {
      if ('kind' in one) this.#closed.push(one);
      else {
        this.#open.add(one);
        this.#works.push(this.#earlier.entriesOf(one, this.#scope.isWhole));
      }
    }
    return base;
  }

  /** @throws {NoAccountReadable} where all accounts are closed */
  result(): CollectResult {
    const { snapshot, problems } = this.#snapshot(this.#ending);
    const isNothingRead = this.#works.length > 0 && this.#works.every(isClosed) && this.#options.allowNone !== true;
    if (isNothingRead && problems.every(({ kind }) => kind !== 'interrupted')) {
      throw new NoAccountReadable(problems.filter(({ isNeeded }) => isNeeded).map(sentenceOf));
    }
    return {
      snapshot,
      outward: this.#outward,
      complete: problems.every(({ isNeeded }) => !isNeeded),
      problems,
      calls: this.#calls.statistics,
      principals: principalsOf(this.#works),
    };
  }

  /** What ended the run before its time. */
  get #ending(): CollectProblem | null {
    if (this.#options.signal?.aborted === true) return interruption;
    return this.#deadline.signal.aborted ? outOfTime : null;
  }

  #checkpoints(): Checkpoints {
    const { onCheckpoint } = this.#options;
    return new Checkpoints(this.#environment.checkpointGap, async () => {
      // Nothing is worth keeping before an account was entered.
      if (this.#works.length > 0) await onCheckpoint?.(this.#snapshot(interruption).snapshot);
    });
  }

  get #outward(): CollectResult['outward'] {
    return this.#collection?.outward ?? { buckets: [], keys: [], roles: [] };
  }

  /** What was read so far. */
  #snapshot(ending: CollectProblem | null): {
    readonly snapshot: JsonObject;
    readonly problems: readonly CollectProblem[];
  } {
    const works = this.#works;
    // Nothing old looks new: a snapshot is as old as its oldest answer.
    const collectedAt = this.#earlier.collectedAt ?? this.#calls.asOf;
    const accounts = accountsOf(works, this.#earlier.othersThan(new Set(works.map(({ id }) => id))), collectedAt);
    const externalBuckets = externalBucketsOf(this.#earlier.external, works, collectedAt);
    const problems = [
      ...this.#closed,
      ...problemsOf(works, accounts, externalBuckets),
      ...(ending === null ? [] : [ending]),
    ];
    const listedAccounts = works.filter(({ isListed }) => isListed).map(({ id }) => id);
    const outward = this.#outward;
    return {
      snapshot: snapshotOf({ collectedAt, accounts, externalBuckets, listedAccounts, problems, outward }),
      problems,
    };
  }
}

function principalsOf(works: readonly AccountEntries[]): readonly string[] {
  const arns = works.flatMap(({ answers: { identity } }) => identity.roleArn ?? identity.caller ?? []);
  return [...new Set(arns)].sort();
}

/** Nothing of the account could be found out: its buckets cannot be listed, and none was found by name. */
function isClosed({ isListed, buckets }: AccountEntries): boolean {
  return !isListed && buckets.size === 0;
}

function sentenceOf({ account, operation, subject, code, message, action }: CollectProblem): string {
  const about = subject === null || subject === account ? '' : ` of ${subject}`;
  const needs = action === null ? '' : ` (needs ${action})`;
  return `Account ${account ?? 'not known'}: ${operation ?? 'a call'}${about}${needs}: ${code}: ${message}`;
}
