/** Which buckets, keys and roles a run is about. */
import { InvalidCollectOption } from '../errors.js';
import type { CollectOptions, Shard } from '../model.js';
import { shardOf } from './shard.js';

export class Scope {
  /** Only these source buckets; null = all. */
  readonly buckets: ReadonlySet<string> | null;
  /** Buckets that others replicate to. */
  readonly destinations: ReadonlySet<string>;
  /** ARNs of keys that others lead to. */
  readonly keys: readonly string[];
  /** ARNs of roles that others lead to. */
  readonly roles: readonly string[];
  readonly observe: number;
  readonly object: { readonly bucket: string; readonly key: string } | null;
  readonly bucketTags: boolean;
  readonly #passed: ReadonlySet<string>;
  readonly #shard: Shard | null;

  /** @throws {InvalidCollectOption} */
  constructor({
    buckets = [],
    destinations = [],
    keys = [],
    roles = [],
    sweep = true,
    shard,
    passed = [],
    observe = 0,
    object,
    bucketTags = false,
  }: CollectOptions) {
    if (!Number.isInteger(observe) || observe < 0 || observe > 1_000) {
      throw new InvalidCollectOption(
        `The number of object versions to observe must be from 0 to 1000, and is ${observe}.`,
        'A few show whether objects arrive, such as 20.',
      );
    }
    this.buckets = sweep && buckets.length === 0 ? null : new Set(buckets);
    this.destinations = new Set(destinations);
    this.#passed = new Set(passed);
    this.keys = keys;
    this.roles = roles;
    this.observe = observe;
    this.object = object ?? null;
    this.bucketTags = bucketTags;
    this.#shard = shard ?? null;
  }

  /** All buckets of the accounts. */
  get isWhole(): boolean {
    return this.buckets === null && this.#shard === null;
  }

  /** Names that were given. */
  get named(): readonly string[] {
    return [...(this.buckets ?? []), ...this.destinations];
  }

  holds(name: string): boolean {
    return this.destinations.has(name) || this.isSource(name);
  }

  /** Whether it is for this run to follow where the bucket replicates to. */
  isSource(name: string): boolean {
    if (this.#passed.has(name) || (this.buckets !== null && !this.buckets.has(name))) return false;
    return this.#shard === null || shardOf(name, this.#shard.count) === this.#shard.index;
  }
}
