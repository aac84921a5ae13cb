/** What is known last of every account, kept from run to run: the ground that the next run is compared on. */
import { gzipSync } from 'node:zlib';
import type { Report } from '../engine/report.js';
import type { RawSnapshot } from '../estate/snapshot-shape.js';
import { ExpectedError } from '../expected-error.js';
import { decodeInput } from '../input/read-input.js';
import { lastKnown } from './places.js';
import type { Store } from './store.js';
import type { Unread } from './unread.js';

const format = 'replint-last-known/1';

export interface LastKnown {
  readonly format: typeof format;
  /** The run that wrote it. */
  readonly run: string;
  readonly unread: readonly Unread[];
  readonly report: Report;
  readonly snapshot: RawSnapshot;
}

/** null = no run has ended yet. */
export const readLastKnown = async (store: Store): Promise<LastKnown | null> => {
  const bytes = await store.get(lastKnown);
  if (bytes === null) return null;
  const known = parse(decodeInput(lastKnown, bytes));
  if (known?.format === format) return known;
  throw new ExpectedError(
    `s3://${store.bucket}/${lastKnown} is not of format ${format}.`,
    'Restore its earlier version, or remove it: the next run is then the first one again.',
  );
};

const parse = (text: string): LastKnown | null => {
  try {
    // Written below; a foreign object fails at `format`.
    return JSON.parse(text) as LastKnown | null;
  } catch {
    return null;
  }
};

export const writeLastKnown = (store: Store, known: Omit<LastKnown, 'format'>): Promise<void> =>
  store.put(lastKnown, gzipSync(JSON.stringify({ format, ...known })), 'application/gzip');

/**
 * The estate as far as it is known: accounts that were read, as they were read; the others as they were known before. An account
 * that is no longer to be read is gone.
 * @param fresh - joined snapshot of the run
 */
export const carriedOver = (fresh: RawSnapshot, before: RawSnapshot | null, unread: readonly Unread[]): RawSnapshot => {
  const missing = new Set(unread.map(({ account }) => account));
  const kept = (before?.accounts ?? []).filter(({ id }) => missing.has(id));
  if (kept.length === 0) return fresh;
  const keptIds = new Set(kept.map(({ id }) => id));
  const { collection: _collection, ...rest } = fresh;
  return {
    ...rest,
    accounts: [...fresh.accounts.filter(({ id }) => !keptIds.has(id)), ...kept].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
};
