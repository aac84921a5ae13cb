/** An earlier snapshot that a run goes on from. */
import { snapshotFormat } from '../../sources/snapshot/snapshot-shape.js';
import type { Answers } from '../answers/answers.js';
import { InvalidCollectOption } from '../errors.js';
import { type Json, type JsonObject, isJsonObject, listAt, textAt } from '../json.js';
import { AccountEntries } from './account-entries.js';
import { BucketEntry } from './bucket-entry.js';

/** Taken apart: its answers are kept, and their age. */
export class Earlier {
  /** When its oldest answer was read; null = there is no earlier snapshot, or it does not say. */
  readonly collectedAt: string | null;
  readonly external: Map<string, BucketEntry>;
  readonly #accounts = new Map<string, JsonObject>();
  readonly #listed: ReadonlySet<string>;

  /** @throws {InvalidCollectOption} for what is not a snapshot */
  constructor(snapshot: Json | undefined) {
    if (snapshot !== undefined && textAt(snapshot, 'format') !== snapshotFormat) {
      throw new InvalidCollectOption(
        'What is to be continued is not a snapshot.',
        `It must be of format ${snapshotFormat}.`,
      );
    }
    this.collectedAt = textAt(snapshot, 'collectedAt') ?? null;
    for (const account of listAt(snapshot, 'accounts')) {
      const id = textAt(account, 'id');
      if (id !== undefined && isJsonObject(account)) this.#accounts.set(id, account);
    }
    this.#listed = new Set(listAt(snapshot, 'collection', 'listedAccounts').filter((id) => typeof id === 'string'));
    this.external = new Map(
      listAt(snapshot, 'externalBuckets').flatMap((bucket) => {
        const name = textAt(bucket, 'Name');
        return name === undefined || !isJsonObject(bucket)
          ? []
          : [[name, new BucketEntry(name, null, bucket, this.collectedAt ?? '')] as const];
      }),
    );
  }

  /** @param isWhole - whether the run looks at all buckets, so that an earlier complete list of them is enough */
  entriesOf(answers: Answers, isWhole: boolean): AccountEntries {
    const { id } = answers.identity;
    const entries = new AccountEntries(answers, this.#accounts.get(id), this.collectedAt ?? '');
    entries.isListed = isWhole && this.#listed.has(id);
    return entries;
  }

  /** Accounts that the run does not read again, as they stand. */
  othersThan(ids: ReadonlySet<string>): readonly JsonObject[] {
    return [...this.#accounts].filter(([id]) => !ids.has(id)).map(([, account]) => account);
  }
}
