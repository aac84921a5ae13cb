/**
 * What AWS Config records, asked for once a run and kept account by account: a batch reads of its accounts only what is not recorded, and
 * what replicates.
 */
import { gzipSync } from 'node:zlib';
import { loadAggregator } from '../collectors/load.js';
import { type Json, type JsonObject, isJsonObject, listAt, textAt } from '../collectors/json.js';
import { decodeInput } from '../sources/files/read-input.js';
import type { Item } from './events.js';
import { recordedOf } from './places.js';
import type { Setting } from './setting.js';

/** Most objects that are put or fetched at once. */
const atOnce = 20;

/** Of one account. */
interface Recorded {
  readonly collectedAt: string | null;
  /** As in a snapshot. */
  readonly account: JsonObject | null;
  /** Buckets that are recorded without a replication configuration. */
  readonly passed: readonly string[];
}

/**
 * @param accounts - that the run reads
 * @throws ExpectedError where the aggregator does not answer
 */
export async function recordAll(
  run: string,
  accounts: readonly string[],
  { settings, store, environment }: Setting,
): Promise<void> {
  const { aggregator } = settings;
  if (aggregator === null) return;
  const { fromAggregator, passedOver } = await loadAggregator();
  const { snapshot, sources, recorded } = await fromAggregator({
    name: aggregator.name,
    accounts,
    ...(aggregator.region === null ? {} : { region: aggregator.region }),
    ...(environment === undefined ? {} : { environment }),
  });
  const collectedAt = textAt(snapshot as Json, 'collectedAt') ?? null;
  const entries = new Map(
    listAt(snapshot as Json, 'accounts')
      .filter(isJsonObject)
      .map((account) => [textAt(account, 'id') ?? '', account]),
  );
  const ids = [...new Set([...entries.keys(), ...recorded.keys()])].sort();
  for (let from = 0; from < ids.length; from += atOnce) {
    await Promise.all(
      ids.slice(from, from + atOnce).map(async (id) => {
        const passed = passedOver([recorded.get(id) ?? []], sources);
        const own: Recorded = { collectedAt, account: entries.get(id) ?? null, passed };
        await store.put(recordedOf(run, id), gzipSync(JSON.stringify(own)), 'application/gzip');
      }),
    );
  }
}

export interface RecordedBatch {
  /** Of all accounts of the batch; null = nothing is recorded, or Config was not asked. */
  readonly snapshot: Json | null;
  readonly passed: readonly string[];
}

export async function recordedFor(
  run: string,
  items: readonly Item[],
  { settings, store }: Setting,
): Promise<RecordedBatch> {
  if (settings.aggregator === null) return { snapshot: null, passed: [] };
  const found = await Promise.all(
    items.map(async ({ account }) => {
      const name = recordedOf(run, account);
      const bytes = await store.get(name);
      // Written above.
      return bytes === null ? [] : [JSON.parse(decodeInput(name, bytes)) as Recorded];
    }),
  );
  const all = found.flat();
  const accounts = all.map(({ account }) => account).filter((account) => account !== null);
  const [collectedAt] = all.flatMap(({ collectedAt: time }) => time ?? []);
  return {
    snapshot:
      accounts.length === 0
        ? null
        : { format: 'replint-snapshot/1', ...(collectedAt === undefined ? {} : { collectedAt }), accounts },
    passed: all.flatMap(({ passed }) => passed),
  };
}
