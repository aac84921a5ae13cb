/** The snapshot that a run writes, and reads back to go on from. */
import { snapshotFormat } from '../sources/snapshot/snapshot-shape.js';
import type { AccountReader } from './account-reader.js';
import { AccountWork } from './account-work.js';
import { InvalidCollectOption } from './errors.js';
import { type Json, type JsonObject, isJsonObject, listAt, textAt } from './json.js';
import type { CollectProblem, Outward } from './model.js';
import { BucketWork } from './s3.js';

/** An earlier snapshot, taken apart. */
export class Earlier {
  readonly #accounts = new Map<string, JsonObject>();
  readonly #listed: ReadonlySet<string>;
  readonly external: Map<string, BucketWork>;

  /** @throws {InvalidCollectOption} for what is no snapshot */
  constructor(snapshot: Json | undefined) {
    if (snapshot !== undefined && textAt(snapshot, 'format') !== snapshotFormat) {
      throw new InvalidCollectOption(
        'What is to be continued is no snapshot.',
        `It must be of format ${snapshotFormat}.`,
      );
    }
    for (const account of listAt(snapshot, 'accounts')) {
      const id = textAt(account, 'id');
      if (id !== undefined && isJsonObject(account)) this.#accounts.set(id, account);
    }
    this.#listed = new Set(listAt(snapshot, 'collection', 'listedAccounts').filter((id) => typeof id === 'string'));
    this.external = new Map(
      listAt(snapshot, 'externalBuckets').flatMap((bucket) => {
        const name = textAt(bucket, 'Name');
        return name === undefined || !isJsonObject(bucket) ? [] : [[name, new BucketWork(name, null, bucket)] as const];
      }),
    );
  }

  /** @param isWhole - whether the run looks at all buckets, so that an earlier complete list of them is enough */
  workOf(reader: AccountReader, isWhole: boolean): AccountWork {
    const { id } = reader.identity;
    const work = new AccountWork(reader, this.#accounts.get(id));
    work.isListed = isWhole && this.#listed.has(id);
    return work;
  }

  /** Accounts that the run does not read again, as they stand. */
  othersThan(ids: ReadonlySet<string>): readonly JsonObject[] {
    return [...this.#accounts].filter(([id]) => !ids.has(id)).map(([, account]) => account);
  }
}

function idOf(account: JsonObject): string {
  return textAt(account, 'id') ?? '';
}

/** Sorted throughout, so that the same answers give the same bytes. */
export function accountsOf(works: readonly AccountWork[], others: readonly JsonObject[]): readonly JsonObject[] {
  return [...works.map((work) => work.toJson()), ...others].sort((left, right) => (idOf(left) < idOf(right) ? -1 : 1));
}

/** A bucket that an account of this run turned out to own is no external one. */
export function externalBucketsOf(
  external: ReadonlyMap<string, BucketWork>,
  works: readonly AccountWork[],
): readonly JsonObject[] {
  return [...external]
    .filter(([name]) => !works.some(({ buckets }) => buckets.has(name)))
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, bucket]) => bucket.toJson());
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

export function snapshotOf(
  collectedAt: string,
  tool: string,
  accounts: readonly JsonObject[],
  externalBuckets: readonly JsonObject[],
  works: readonly AccountWork[],
  problems: readonly CollectProblem[],
  { buckets, keys, roles }: Outward,
): JsonObject {
  return {
    format: snapshotFormat,
    collectedAt,
    collection: {
      tool,
      listedAccounts: works.filter(({ isListed }) => isListed).map(({ id }) => id),
      problems: problems.filter(({ kind }) => kind !== 'unreadable').map(problemEntry),
      ...(buckets.length + keys.length + roles.length === 0 ? {} : { outward: { buckets, keys, roles } }),
    },
    accounts,
    ...(externalBuckets.length === 0 ? {} : { externalBuckets }),
  };
}
