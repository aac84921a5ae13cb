import { expect, test } from '@jest/globals';
import type { Item } from '../../src/job/events.js';
import { itemsAt, writeItems } from '../../src/job/items.js';
import { memoryStore } from './memory-store.js';

function item(account: string, destinations: string[] = []): Item {
  return { account, destinations, keys: [], roles: [] };
}

async function batchesOf(items: readonly Item[], size: number): Promise<readonly (readonly Item[])[]> {
  const store = memoryStore();
  const { batches } = await writeItems(store, { run: 'r', round: 1, size }, items);
  const written = JSON.parse(new TextDecoder().decode(store.objects.get('runs/r/items/1.json'))) as Item[][];
  expect(written).toHaveLength(batches);
  expect(await itemsAt(store, 'r', 1)).toEqual(written.flat());
  return written;
}

test('accounts come in batches, in their order', async () => {
  const items = ['111122223333', '444455556666', '777788889999'].map((id) => item(id));
  expect((await batchesOf(items, 2)).map((batch) => batch.length)).toEqual([2, 1]);
  expect(await batchesOf([], 2)).toEqual([]);
});

test('an account that thousands of others lead to is asked in pieces that the state machine can carry', async () => {
  const names = Array.from({ length: 3_000 }, (_, index) => `${'logs-'.repeat(11)}${index}`);
  const batches = await batchesOf([item('111122223333', names), item('444455556666', ['a'])], 10);
  expect(batches.flatMap((batch) => batch.flatMap(({ destinations }) => destinations))).toEqual([...names, 'a']);
  for (const batch of batches) {
    expect(JSON.stringify(batch).length).toBeLessThan(200_000);
    expect(new Set(batch.map(({ account }) => account)).size).toBe(batch.length);
  }
});
