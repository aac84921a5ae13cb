import { setMaxListeners } from 'node:events';
import { version } from '../basics/version.generated.js';
import type { AccountReader } from './account-reader.js';
import type { AccountWork } from './account-work.js';
import { Calls, Interrupted } from './calls.js';
import { Collection, type Scope } from './collection.js';
import { realEnvironment } from './environment.js';
import { BucketsNotFound, InvalidCollectOption, NoAccountReadable } from './errors.js';
import { Identities } from './identities.js';
import type { CollectOptions, CollectProblem, CollectResult, Progress } from './model.js';
import { problemsIn } from './problems.js';
import { Earlier, accountsOf, externalBucketsOf, snapshotOf } from './snapshot.js';

const defaultConcurrency = 50;
const mostConcurrency = 1_000;

function checkedConcurrency(concurrency: number): number {
  if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= mostConcurrency) return concurrency;
  throw new InvalidCollectOption(
    `Concurrency must be a whole number from 1 to ${mostConcurrency}, and is ${concurrency}.`,
  );
}

function scopeOf({
  buckets = [],
  destinations = [],
  keys = [],
  roles = [],
  sweep = true,
  shard,
  observe = 0,
  bucketTags = false,
}: CollectOptions): Scope {
  if (!Number.isInteger(observe) || observe < 0 || observe > 1_000) {
    throw new InvalidCollectOption(
      `The number of object versions to observe must be from 0 to 1000, and is ${observe}.`,
    );
  }
  return {
    buckets: sweep && buckets.length === 0 ? null : new Set(buckets),
    destinations: new Set(destinations),
    keys,
    roles,
    shard: shard ?? null,
    observe,
    bucketTags,
  };
}

/** Reports progress when something changed, and not more often than a person can read. */
class ProgressReport {
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

const nothingYet = { accounts: { done: 0, total: 0 }, buckets: { done: 0, total: 0 }, calls: 0, retries: 0, open: 0 };

/**
 * Reads one account or many, and judges nothing. Only reads are made; an answer that AWS refuses stands in the snapshot as the
 * error it is. Ended early through `signal`, it gives back what it has.
 * @throws {ExpectedError} where nothing can be read at all: no credentials, no Region, no account that lets us in
 */
export async function collect(options: CollectOptions): Promise<CollectResult> {
  const environment = { ...realEnvironment, ...options.environment };
  const concurrency = checkedConcurrency(options.concurrency ?? defaultConcurrency);
  const scope = scopeOf(options);
  const earlier = new Earlier(options.resume);
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  // Each call in flight listens.
  setMaxListeners(0, signal);
  const report = new ProgressReport(options.onProgress, environment.now);
  const calls = new Calls(environment, signal, concurrency, () => report.changed());
  const identities = new Identities(options, environment, calls, Math.min(concurrency, defaultConcurrency));

  const problems: CollectProblem[] = [];
  const bugs: unknown[] = [];
  const works: AccountWork[] = [];
  let external = earlier.external;
  let collection: Collection | null = null;
  const readers = new Set<AccountReader>();
  // Calls in flight end with their connections.
  const leave = (): void => {
    for (const reader of readers) reader.destroy();
  };
  signal.addEventListener('abort', leave, { once: true });
  const collectedAt = new Date(environment.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  try {
    const base = await identities.base();
    readers.add(base);
    const entered = await Promise.all((await identities.targets(base)).map((target) => identities.enter(base, target)));
    const isWhole = scope.buckets === null && scope.shard === null;
    for (const one of entered) {
      if ('kind' in one) problems.push(one);
      else {
        readers.add(one);
        works.push(earlier.workOf(one, isWhole));
      }
    }
    if (works.length === 0 && options.allowNone !== true)
      throw new NoAccountReadable(problems.map(({ message }) => message));
    const running = new Collection(works, external, scope, base, (bug) => {
      bugs.push(bug);
      stop.abort();
    });
    collection = running;
    external = running.external;
    report.watch(() => ({
      accounts: { done: running.progress.accountsDone, total: works.length },
      buckets: { done: running.progress.bucketsDone, total: running.progress.bucketsTotal },
      calls: calls.total,
      retries: calls.retries,
      open: calls.open,
    }));
    await running.run();
    const isAllListed =
      problems.length === 0 && works.every(({ isListed, reader }) => isListed && reader.ended === null);
    if (running.missing.length > 0 && isAllListed && options.allowNone !== true && !signal.aborted)
      throw new BucketsNotFound(running.missing);
  } catch (error) {
    // Before any account was entered there is nothing to give back but what an earlier run left.
    if (!(error instanceof Interrupted)) throw error;
  } finally {
    signal.removeEventListener('abort', leave);
    leave();
  }
  if (bugs.length > 0) throw bugs[0];
  report.last();

  const outward = collection?.outward ?? { buckets: [], keys: [], roles: [] };
  const accounts = accountsOf(works, earlier.othersThan(new Set(works.map(({ id }) => id))));
  const externalBuckets = externalBucketsOf(external, works);
  problems.push(...endings(works), ...interruption(options.signal), ...problemsIn(accounts, externalBuckets));
  const unlisted = works.filter((work) => isClosed(work));
  const isNothingRead = unlisted.length === works.length && works.length > 0 && options.allowNone !== true;
  if (isNothingRead && problems.every(({ kind }) => kind !== 'interrupted')) {
    throw new NoAccountReadable(problems.filter(({ isNeeded }) => isNeeded).map((problem) => sentenceOf(problem)));
  }
  return {
    snapshot: snapshotOf(collectedAt, `replint ${version}`, accounts, externalBuckets, works, problems, outward),
    outward,
    complete: problems.every(({ isNeeded }) => !isNeeded),
    problems,
    calls: calls.statistics,
  };
}

/** Nothing of the account could be found out: its buckets cannot be listed, and none was found by name. */
function isClosed({ isListed, buckets }: AccountWork): boolean {
  return !isListed && buckets.size === 0;
}

function sentenceOf({ account, operation, subject, code, message, action }: CollectProblem): string {
  const about = subject === null || subject === account ? '' : ` of ${subject}`;
  const needs = action === null ? '' : ` (needs ${action})`;
  return `Account ${account ?? 'not known'}: ${operation ?? 'a call'}${about}${needs}: ${code}: ${message}`;
}

function endings(works: readonly AccountWork[]): readonly CollectProblem[] {
  return works.flatMap(({ id, reader: { ended } }) =>
    ended === null
      ? []
      : [
          {
            kind: 'credentials',
            account: id,
            operation: null,
            action: null,
            subject: null,
            code: ended.code,
            message: ended.message,
            isNeeded: true,
          },
        ],
  );
}

function interruption(signal: AbortSignal | undefined): readonly CollectProblem[] {
  return signal?.aborted === true
    ? [
        {
          kind: 'interrupted',
          account: null,
          operation: null,
          action: null,
          subject: null,
          code: 'Interrupted',
          message: 'The run was ended early: what it had not read by then is missing.',
          isNeeded: true,
        },
      ]
    : [];
}
