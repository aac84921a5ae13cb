/**
 * Third step: what must be read once more. Replication crosses accounts, and each batch reads its own accounts only: that a bucket is a
 * destination, or a key encrypts replicas, is known where the source is. Each owner is asked for what others lead to. What that leads to
 * in turn is the next round's.
 */
import { accountOfArn } from '../estate/arn.js';
import { type Json, listAt, memberAt, textAt } from '../collectors/json.js';
import type { Outward } from '../collectors/model.js';
import type { Item, PlanEvent } from './events.js';
import { itemsAt, writeItems, type Round } from './items.js';
import { readParts } from './parts.js';
import type { Setting } from './setting.js';

/** A chain of accounts this long is no replication that anyone has: source, destination, its key, the key behind an alias. */
const mostRounds = 4;

type Asked = { readonly [K in 'destinations' | 'keys' | 'roles']: Set<string> };

/** Writes what the Distributed Map reads in its next round. */
export async function plan({ run, round }: PlanEvent, { store, settings }: Setting): Promise<Round> {
  const next = round + 1;
  if (next > mostRounds) return { round: next, batches: 0 };
  const snapshots = (await readParts(store, run)).map(({ text }) => JSON.parse(text) as Json);
  const accounts = await itemsAt(store, run, 0);
  const asked: Item[] = [];
  for (let earlier = 1; earlier <= round; earlier += 1)
    for (const each of await itemsAt(store, run, earlier)) asked.push(each);
  const items = followUps(snapshots, new Set(accounts.map(({ account }) => account)), asked);
  return writeItems(store, { run, round: next, size: settings.limits.batchSize }, items);
}

function texts(value: readonly Json[]): readonly string[] {
  return value.filter((one) => typeof one === 'string');
}

function outwardOf(snapshot: Json): Outward {
  const named = (name: keyof Outward): readonly string[] => texts(listAt(snapshot, 'collection', 'outward', name));
  return { buckets: named('buckets'), keys: named('keys'), roles: named('roles') };
}

/**
 * One entry for each account that others lead to, sorted.
 * @param accounts - ids of those that are read at all
 * @param asked - follow-ups of earlier rounds
 */
export function followUps(
  snapshots: readonly Json[],
  accounts: ReadonlySet<string>,
  asked: readonly Item[],
): readonly Item[] {
  const owners = new Map<string, string>();
  for (const account of snapshots.flatMap((snapshot) => listAt(snapshot, 'accounts'))) {
    const id = textAt(account, 'id') ?? '';
    for (const bucket of listAt(memberAt(account, 'buckets'))) owners.set(textAt(bucket, 'Name') ?? '', id);
  }
  const done = new Set(asked.flatMap(({ destinations, keys, roles }) => [...destinations, ...keys, ...roles]));
  const wanted = new Map<string, Asked>();
  const want = (account: string | undefined, kind: keyof Asked, name: string): void => {
    if (account === undefined || !accounts.has(account) || done.has(name)) return;
    const entry = wanted.get(account) ?? { destinations: new Set(), keys: new Set(), roles: new Set() };
    wanted.set(account, entry);
    entry[kind].add(name);
  };
  for (const { buckets, keys, roles } of snapshots.map(outwardOf)) {
    for (const bucket of buckets) want(owners.get(bucket), 'destinations', bucket);
    for (const key of keys) want(accountOfArn(key) ?? '', 'keys', key);
    for (const role of roles) want(accountOfArn(role) ?? '', 'roles', role);
  }
  return [...wanted]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([account, { destinations, keys, roles }]) => ({
      account,
      destinations: [...destinations].sort(),
      keys: [...keys].sort(),
      roles: [...roles].sort(),
    }));
}
