/** What is known last of every account, kept from run to run: the ground that the next run is compared on. */
import { gzipSync } from 'node:zlib';
import type { Report } from '../report/model.js';
import type { RawAccount, RawSnapshot } from '../sources/snapshot/snapshot-shape.js';
import { ExpectedError } from '../basics/expected-error.js';
import { decodeInput } from '../sources/files/read-input.js';
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
export async function readLastKnown(store: Store): Promise<LastKnown | null> {
  const bytes = await store.get(lastKnown);
  if (bytes === null) return null;
  const known = parse(decodeInput(lastKnown, bytes));
  if (known?.format === format) return known;
  throw new ExpectedError(
    `s3://${store.bucket}/${lastKnown} is not of format ${format}.`,
    'Restore its earlier version, or remove it: the next run is then the first one again.',
  );
}

function parse(text: string): LastKnown | null {
  try {
    // Written below; a foreign object fails at `format`.
    return JSON.parse(text) as LastKnown | null;
  } catch {
    return null;
  }
}

export function writeLastKnown(store: Store, known: Omit<LastKnown, 'format'>): Promise<void> {
  return store.put(lastKnown, gzipSync(JSON.stringify({ format, ...known })), 'application/gzip');
}

/**
 * The estate as far as it is known: accounts that were not read stand as they were known before, and so does what nobody asked the
 * others about because an account that leads to it was not read. An account that is no longer to be read is gone.
 * @param fresh - joined snapshot of the run
 */
export function carriedOver(fresh: RawSnapshot, before: RawSnapshot | null, unread: readonly Unread[]): RawSnapshot {
  const missing = new Set(unread.map(({ account }) => account));
  const known = new Map((before?.accounts ?? []).map((account) => [account.id, account]));
  if (before === null || ![...missing].some((id) => known.has(id))) return fresh;
  const kept = [...known.values()].filter(({ id }) => missing.has(id));
  const { collection: _collection, ...rest } = fresh;
  const read = fresh.accounts
    .filter(({ id }) => !missing.has(id) || !known.has(id))
    .map((account) => filled(account, known.get(account.id)));
  return {
    ...rest,
    accounts: [...read, ...kept].sort((a, b) => (a.id < b.id ? -1 : 1)),
    externalBuckets: joined(fresh.externalBuckets, before.externalBuckets, ({ Name }) => Name),
  };
}

/** What was not asked for this time, as it was answered before. Buckets are listed: those that are not there are gone. */
function filled(account: RawAccount, before: RawAccount | undefined): RawAccount {
  if (before === undefined) return account;
  const names = new Set((account.buckets ?? []).map(({ Name }) => Name));
  const buckets = (before.buckets ?? []).filter(({ Name }) => names.has(Name));
  return {
    ...before,
    ...account,
    buckets: joined(account.buckets, buckets, ({ Name }) => Name),
    roles: joined(account.roles, before.roles, ({ Arn }) => Arn),
    policies: joined(account.policies, before.policies, ({ Arn }) => Arn),
    keys: joined(account.keys, before.keys, ({ Arn }) => Arn),
  };
}

/** By name, answer by answer; the fresh ones win. */
function joined<T extends object>(
  fresh: readonly T[] = [],
  before: readonly T[] = [],
  nameOf: (entry: T) => string | undefined,
): readonly T[] {
  const old = new Map(before.map((entry) => [nameOf(entry), entry]));
  const names = new Set(fresh.map(nameOf));
  return [
    ...fresh.map((entry) => ({ ...old.get(nameOf(entry)), ...entry })),
    ...before.filter((entry) => !names.has(nameOf(entry))),
  ];
}
