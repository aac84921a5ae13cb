/** What is read in a round, in batches: one invocation of the collecting function reads one batch. */
import type { Item } from './events.js';
import { itemsOfRound } from './places.js';
import type { Store } from './store.js';

/** What the state machine goes by. */
export interface Round {
  /** 0 = all accounts; later ones: what earlier rounds led to. */
  readonly round: number;
  /** 0 = there is nothing left to read. */
  readonly batches: number;
}

/** Everything that was read in a round; empty = there was no such round. */
export const itemsAt = async (store: Store, run: string, round: number): Promise<readonly Item[]> => {
  const bytes = await store.get(itemsOfRound(run, round));
  // Written below.
  return bytes === null ? [] : (JSON.parse(new TextDecoder().decode(bytes)) as readonly (readonly Item[])[]).flat();
};

/** @param size - accounts in a batch */
export const writeItems = async (
  store: Store,
  { run, round, size }: { readonly run: string; readonly round: number; readonly size: number },
  items: readonly Item[],
): Promise<Round> => {
  const batches = Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
  await store.put(itemsOfRound(run, round), JSON.stringify(batches), 'application/json');
  return { round, batches: batches.length };
};
