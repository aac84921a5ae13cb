import type { AccountReader } from './account-reader.js';
import { Entry } from './entry.js';
import { type Json, type JsonObject, isJsonObject, listAt, textAt } from './json.js';
import type { KmsName } from './kms.js';
import { parseKmsArn } from './kms.js';
import { BucketWork } from './s3.js';

export interface KeyWork {
  readonly name: KmsName;
  readonly entry: Entry;
}

/** Everything that was read in one account, and the way in. */
export class AccountWork {
  readonly reader: AccountReader;
  /** Answers about the account itself, and `organization`. */
  readonly own: Entry;
  readonly buckets = new Map<string, BucketWork>();
  /** By ARN. */
  readonly roles = new Map<string, Entry>();
  /** By ARN. */
  readonly policies = new Map<string, Entry>();
  /** By ARN. */
  readonly keys = new Map<string, KeyWork>();
  /** Whether all buckets of the account are in `buckets`. */
  isListed = false;

  /** @param kept - the account as an earlier run wrote it */
  constructor(reader: AccountReader, kept: JsonObject = {}) {
    this.reader = reader;
    const {
      id: _id,
      partition: _partition,
      buckets: _buckets,
      roles: _roles,
      policies: _policies,
      keys: _keys,
      ...own
    } = kept;
    this.own = new Entry(own);
    for (const bucket of listAt(kept['buckets'])) {
      const name = textAt(bucket, 'Name');
      if (name !== undefined && isJsonObject(bucket)) this.buckets.set(name, new BucketWork(name, null, bucket));
    }
    keep(kept['roles'], (arn, answers) => this.roles.set(arn, new Entry(answers)));
    keep(kept['policies'], (arn, answers) => this.policies.set(arn, new Entry(answers)));
    keep(kept['keys'], (arn, answers) => {
      const name = parseKmsArn(arn);
      if (name !== null) this.keys.set(arn, { name, entry: new Entry(answers) });
    });
  }

  get id(): string {
    return this.reader.identity.id;
  }

  bucket(name: string, region: string | null): BucketWork {
    const before = this.buckets.get(name);
    if (before !== undefined) {
      before.region ??= region;
      return before;
    }
    const bucket = new BucketWork(name, region);
    this.buckets.set(name, bucket);
    return bucket;
  }

  role(arn: string): Entry {
    return entryIn(this.roles, arn);
  }

  policy(arn: string): Entry {
    return entryIn(this.policies, arn);
  }

  key(name: KmsName): KeyWork {
    let key = this.keys.get(name.arn);
    if (key === undefined) {
      key = { name, entry: new Entry() };
      this.keys.set(name.arn, key);
    }
    return key;
  }

  toJson(): JsonObject {
    const { id, partition } = this.reader.identity;
    return {
      id,
      partition,
      ...this.own.toJson({}),
      buckets: sorted(this.buckets).map((bucket) => bucket.toJson()),
      roles: withArn(this.roles),
      policies: withArn(this.policies),
      keys: sorted(this.keys).map(({ name, entry }) => entry.toJson({ Arn: name.arn })),
    };
  }
}

function keep(list: Json | undefined, put: (arn: string, answers: JsonObject) => void): void {
  for (const element of listAt(list)) {
    const arn = textAt(element, 'Arn');
    if (arn === undefined || !isJsonObject(element)) continue;
    const { Arn: _arn, ...answers } = element;
    put(arn, answers);
  }
}

function entryIn(entries: Map<string, Entry>, arn: string): Entry {
  let entry = entries.get(arn);
  if (entry === undefined) {
    entry = new Entry();
    entries.set(arn, entry);
  }
  return entry;
}

function sorted<T>(map: ReadonlyMap<string, T>): readonly T[] {
  return [...map].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, value]) => value);
}

function withArn(entries: ReadonlyMap<string, Entry>): readonly JsonObject[] {
  return [...entries].sort(([left], [right]) => (left < right ? -1 : 1)).map(([Arn, entry]) => entry.toJson({ Arn }));
}
