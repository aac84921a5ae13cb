/** Which account of the run has which bucket. */
import type { AccountEntries } from '../entries/account-entries.js';
import { BucketEntry } from '../entries/bucket-entry.js';

export interface Owned {
  readonly work: AccountEntries;
  readonly bucket: BucketEntry;
}

export class Owners {
  readonly works: readonly AccountEntries[];
  /** Buckets that no account of the run has, by name. */
  readonly external: Map<string, BucketEntry>;
  readonly #byAccount: ReadonlyMap<string, AccountEntries>;
  readonly #byBucket = new Map<string, AccountEntries>();
  /** Regions of listed buckets that are not swept. */
  readonly #regions = new Map<string, string | null>();

  constructor(works: readonly AccountEntries[], external: Map<string, BucketEntry>) {
    this.works = works;
    this.external = external;
    this.#byAccount = new Map(works.map((work) => [work.id, work]));
  }

  account(id: string): AccountEntries | undefined {
    return this.#byAccount.get(id);
  }

  has(bucket: string): boolean {
    return this.#byBucket.has(bucket);
  }

  /** @param region - where its account lists it; null = not said */
  add(bucket: string, work: AccountEntries, region: string | null): void {
    this.#byBucket.set(bucket, work);
    if (region !== null) this.#regions.set(bucket, region);
  }

  /** The bucket in the account that has it; null where none of the run does. */
  find(name: string): Owned | null {
    const work = this.#byBucket.get(name);
    return work === undefined ? null : { work, bucket: work.bucket(name, this.#regions.get(name) ?? null) };
  }

  stranger(name: string): BucketEntry {
    let bucket = this.external.get(name);
    if (bucket === undefined) {
      bucket = new BucketEntry(name, null);
      this.external.set(name, bucket);
    }
    return bucket;
  }
}
