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
export async function itemsAt(store: Store, run: string, round: number): Promise<readonly Item[]> {
  const bytes = await store.get(itemsOfRound(run, round));
  // Written below.
  return bytes === null ? [] : (JSON.parse(new TextDecoder().decode(bytes)) as readonly (readonly Item[])[]).flat();
}

/** @param size - accounts in a batch */
export async function writeItems(
  store: Store,
  { run, round, size }: { readonly run: string; readonly round: number; readonly size: number },
  items: readonly Item[],
): Promise<Round> {
  const batches = inBatches(items.flatMap(inPieces), size);
  await store.put(itemsOfRound(run, round), JSON.stringify(batches), 'application/json');
  return { round, batches: batches.length };
}

/** Names in one batch, and in one item. The state machine takes 256 KB for a batch, and the longest names have some 100 characters. */
const mostNames = 1_000;
const namesInPiece = 250;

function countOf({ destinations, keys, roles }: Item): number {
  return destinations.length + keys.length + roles.length;
}

/** An account that very many others lead to, such as one for logs, is asked in pieces. */
function inPieces(item: Item): readonly Item[] {
  if (countOf(item) <= namesInPiece) return [item];
  const kinds = ['destinations', 'keys', 'roles'] as const;
  const names = kinds.flatMap((kind) => item[kind].map((name) => ({ kind, name })));
  return Array.from({ length: Math.ceil(names.length / namesInPiece) }, (_, index) => {
    const piece = names.slice(index * namesInPiece, (index + 1) * namesInPiece);
    const of = (wanted: (typeof kinds)[number]): string[] =>
      piece.filter(({ kind }) => kind === wanted).map(({ name }) => name);
    return { account: item.account, destinations: of('destinations'), keys: of('keys'), roles: of('roles') };
  });
}

/** In their order. No account is in a batch twice: it is entered once. */
function inBatches(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const batches: Item[][] = [];
  let names = 0;
  for (const item of items) {
    const last = batches.at(-1);
    const isFull = last === undefined || last.length >= size || names + countOf(item) > mostNames;
    if (isFull || last.some(({ account }) => account === item.account)) {
      batches.push([item]);
      names = countOf(item);
    } else {
      last.push(item);
      names += countOf(item);
    }
  }
  return batches;
}
