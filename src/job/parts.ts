/** The snapshots of a run's batches. */
import { decodeInput, type InputText } from '../sources/files/read-input.js';
import { partsOfRun } from './places.js';
import type { Store } from './store.js';

/** Most objects that are fetched at once. */
const atOnce = 20;

/** In the order of their keys. */
export async function readParts(store: Store, run: string): Promise<readonly InputText[]> {
  const keys = await store.list(partsOfRun(run));
  const parts: InputText[] = [];
  for (let from = 0; from < keys.length; from += atOnce) {
    const some = keys.slice(from, from + atOnce);
    const read = await Promise.all(
      some.map(async (name) => ({ name, text: decodeInput(name, (await store.get(name)) ?? new Uint8Array()) })),
    );
    for (const each of read) parts.push(each);
  }
  return parts;
}
