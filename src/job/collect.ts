/** Second step, many at once: reads a batch of accounts into a snapshot of its own. */
import { gzipSync } from 'node:zlib';
import { collectLive } from '../collectors/load.js';
import type { CollectResult } from '../collectors/model.js';
import type { Json } from '../collectors/json.js';
import { decodeInput } from '../sources/files/read-input.js';
import type { BatchEvent, Item } from './events.js';
import { partOfBatch } from './places.js';
import { recordedFor } from './recorded.js';
import type { Setting } from './setting.js';

/** The batch was not read to its end. What was read is kept, and the next attempt goes on from there. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/** Milliseconds for writing down what was read. */
const reserve = 60_000;

export interface BatchOutcome {
  readonly accounts: number;
  /** Nothing that a verdict may need is missing. */
  readonly complete: boolean;
  readonly calls: number;
}

/**
 * @param remaining - milliseconds until the function is ended from outside
 * @throws OutOfTime
 */
export async function collect(event: BatchEvent, setting: Setting, remaining: number): Promise<BatchOutcome> {
  const { run, round, items } = event;
  const { store } = setting;
  const part = partOfBatch(run, round, items);
  const earlier = await store.get(part);
  const { snapshot, passed } = await recordedFor(run, items, setting);
  const resume = earlier === null ? snapshot : (JSON.parse(decodeInput(part, earlier)) as Json);
  const result = await collectItems(items, setting, {
    ...(resume === null ? {} : { resume }),
    passed,
    signal: AbortSignal.timeout(Math.max(0, remaining - reserve)),
  });
  await store.put(part, gzipSync(JSON.stringify(result.snapshot)), 'application/gzip');
  if (result.problems.some(({ kind }) => kind === 'interrupted')) {
    throw new OutOfTime(`Of ${items.length} accounts, not everything was read in the time there was.`);
  }
  return { accounts: items.length, complete: result.complete, calls: result.calls.total };
}

function collectItems(
  items: readonly Item[],
  { settings, environment }: Setting,
  more: { readonly resume?: Json; readonly passed: readonly string[]; readonly signal: AbortSignal },
): Promise<CollectResult> {
  const [destinations, keys, roles] = (['destinations', 'keys', 'roles'] as const).map((name) =>
    items.flatMap((item) => item[name]),
  );
  const isFollowUp = [destinations, keys, roles].some((named) => named !== undefined && named.length > 0);
  return collectLive({
    accounts: items.map(({ account }) => ({ account, role: settings.roleName })),
    ...(settings.externalId === null ? {} : { externalId: settings.externalId }),
    ...(isFollowUp ? { destinations: destinations ?? [], keys: keys ?? [], roles: roles ?? [], sweep: false } : {}),
    ...(environment === undefined ? {} : { environment }),
    allowNone: true,
    ...more,
  });
}
