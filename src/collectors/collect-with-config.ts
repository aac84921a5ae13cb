/** A collection that asks an aggregator of AWS Config first, and the accounts only for what Config does not record. */
import { mergeSnapshots } from '../sources/snapshot/merge-snapshots.js';
import { Check } from '../sources/shape.js';
import { snapshotShape, type RawSnapshot } from '../sources/snapshot/snapshot-shape.js';
import { fromAggregator } from './answers/config-aggregator/ask-config.js';
import { collect } from './collect.js';
import type { Json, JsonObject } from './json.js';
import type { CollectOptions, CollectResult } from './model.js';

/**
 * @param name - of the aggregator, in the Region of the first calls
 * @throws ExpectedError where the aggregator does not answer
 */
export async function collectWithConfig(name: string, options: CollectOptions): Promise<CollectResult> {
  const { snapshot, sources, recorded, calls } = await fromAggregator({ ...withoutAccounts(options), name });
  const passed = options.buckets === undefined ? passedOver(recorded.values(), sources) : [];
  const live = await collect({ ...options, passed, resume: snapshot as Json, allowNone: true });
  const joined =
    checked(live.snapshot) === null || checked(snapshot) === null
      ? live.snapshot
      : merged(live.snapshot, snapshot as JsonObject);
  return {
    ...live,
    snapshot: joined,
    calls: {
      ...live.calls,
      total: live.calls.total + calls,
      byOperation: { ...live.calls.byOperation, 'config:SelectAggregateResourceConfig': calls },
    },
  };
}

/** The accounts of a collection are told by a file or an organization: which those are is found out later. */
function withoutAccounts({ accounts: _accounts, ...options }: CollectOptions): Omit<CollectOptions, 'accounts'> {
  return options;
}

/** Buckets that are recorded, and without a replication configuration. Whatever is not recorded is asked. */
export function passedOver(recorded: Iterable<readonly string[]>, sources: readonly string[]): readonly string[] {
  const replicating = new Set(sources);
  return [...recorded].flat().filter((name) => !replicating.has(name));
}

/** Accounts that were not entered keep what Config says of them. */
function merged(live: JsonObject, recorded: JsonObject): JsonObject {
  const snapshots = [checked(live), checked(recorded)].filter((each) => each !== null);
  return mergeSnapshots(snapshots) as unknown as JsonObject;
}

function checked(snapshot: unknown): RawSnapshot | null {
  return snapshotShape.isMet(snapshot, new Check()) ? snapshot : null;
}
