/** The snapshot that a run writes: of what it has read so far, at any time. */
import { version } from '../../basics/version.generated.js';
import { snapshotFormat } from '../../sources/snapshot/snapshot-shape.js';
import { type JsonObject, textAt } from '../json.js';
import type { CollectProblem, Outward } from '../model.js';
import type { AccountEntries } from './account-entries.js';
import type { BucketEntry } from './bucket-entry.js';

function idOf(account: JsonObject): string {
  return textAt(account, 'id') ?? '';
}

/** Sorted throughout, so that the same answers give the same bytes. */
export function accountsOf(
  works: readonly AccountEntries[],
  others: readonly JsonObject[],
  collectedAt: string,
): readonly JsonObject[] {
  return [...works.map((work) => work.toJson(collectedAt)), ...others].sort((left, right) =>
    idOf(left) < idOf(right) ? -1 : 1,
  );
}

/** A bucket that an account of this run turned out to own is not an external one. */
export function externalBucketsOf(
  external: ReadonlyMap<string, BucketEntry>,
  works: readonly AccountEntries[],
  collectedAt: string,
): readonly JsonObject[] {
  return [...external]
    .filter(([name]) => !works.some(({ buckets }) => buckets.has(name)))
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, bucket]) => bucket.toJson(collectedAt));
}

function problemEntry({ kind, account, subject, code, message }: CollectProblem): JsonObject {
  return {
    kind,
    account,
    subject,
    code,
    message,
  };
}

export interface SnapshotParts {
  /** When the oldest answer was read, RFC 3339. */
  readonly collectedAt: string;
  readonly accounts: readonly JsonObject[];
  readonly externalBuckets: readonly JsonObject[];
  /** Ids of accounts all of whose buckets are known. */
  readonly listedAccounts: readonly string[];
  readonly problems: readonly CollectProblem[];
  readonly outward: Outward;
}

export function snapshotOf(parts: SnapshotParts): JsonObject {
  const { buckets, keys, roles } = parts.outward;
  return {
    format: snapshotFormat,
    collectedAt: parts.collectedAt,
    collection: {
      tool: `replint ${version}`,
      listedAccounts: parts.listedAccounts,
      problems: parts.problems.filter(({ kind }) => kind !== 'unreadable').map(problemEntry),
      ...(buckets.length + keys.length + roles.length === 0 ? {} : { outward: { buckets, keys, roles } }),
    },
    accounts: parts.accounts,
    ...(parts.externalBuckets.length === 0 ? {} : { externalBuckets: parts.externalBuckets }),
  };
}
