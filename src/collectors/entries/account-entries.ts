import type { Answers } from '../answers/answers.js';
import { type Json, type JsonObject, isJsonObject, listAt, textAt } from '../json.js';
import { type KmsName, parseKmsArn } from '../reads/kms-name.js';
import { BucketEntry } from './bucket-entry.js';
import { Entry } from './entry.js';

export interface KeyEntry {
  readonly name: KmsName;
  readonly entry: Entry;
}

/** Everything that was read in one account, and the way in. */
export class AccountEntries {
  readonly answers: Answers;
  /** Answers about the account itself, and `organization`. */
  readonly own: Entry;
  readonly buckets = new Map<string, BucketEntry>();
  /** By ARN. */
  readonly roles = new Map<string, Entry>();
  /** By ARN. */
  readonly policies = new Map<string, Entry>();
  /** By ARN. */
  readonly keys = new Map<string, KeyEntry>();
  /** Batch Replication jobs, by id. */
  readonly jobs = new Map<string, Entry>();
  /** Whether all buckets of the account are in `buckets`. */
  isListed = false;

  /**
   * @param kept - the account as an earlier run wrote it
   * @param keptAt - when that run began
   */
  constructor(answers: Answers, kept: JsonObject = {}, keptAt = '') {
    this.answers = answers;
    const {
      id: _id,
      partition: _partition,
      buckets: _buckets,
      roles: _roles,
      policies: _policies,
      keys: _keys,
      jobs: _jobs,
      ...own
    } = kept;
    this.own = new Entry(own, keptAt);
    for (const bucket of listAt(kept['buckets'])) {
      const name = textAt(bucket, 'Name');
      if (name !== undefined && isJsonObject(bucket))
        this.buckets.set(name, new BucketEntry(name, null, bucket, keptAt));
    }
    keep(kept['roles'], 'Arn', (arn, answers) => this.roles.set(arn, new Entry(answers, keptAt)));
    keep(kept['policies'], 'Arn', (arn, answers) => this.policies.set(arn, new Entry(answers, keptAt)));
    keep(kept['jobs'], 'JobId', (id, answers) => this.jobs.set(id, new Entry(answers, keptAt)));
    keep(kept['keys'], 'Arn', (arn, answers) => {
      const name = parseKmsArn(arn);
      if (name !== null) this.keys.set(arn, { name, entry: new Entry(answers, keptAt) });
    });
  }

  get id(): string {
    return this.answers.identity.id;
  }

  bucket(name: string, region: string | null): BucketEntry {
    const before = this.buckets.get(name);
    if (before !== undefined) {
      before.region ??= region;
      return before;
    }
    const bucket = new BucketEntry(name, region);
    this.buckets.set(name, bucket);
    return bucket;
  }

  role(arn: string): Entry {
    return entryIn(this.roles, arn);
  }

  policy(arn: string): Entry {
    return entryIn(this.policies, arn);
  }

  job(id: string): Entry {
    return entryIn(this.jobs, id);
  }

  key(name: KmsName): KeyEntry {
    let key = this.keys.get(name.arn);
    if (key === undefined) {
      key = { name, entry: new Entry() };
      this.keys.set(name.arn, key);
    }
    return key;
  }

  /** @param asOf - time of the snapshot */
  toJson(asOf: string): JsonObject {
    const { id, partition } = this.answers.identity;
    return {
      id,
      partition,
      ...this.own.toJson({}, asOf),
      buckets: sorted(this.buckets).map(([, bucket]) => bucket.toJson(asOf)),
      roles: sorted(this.roles).map(([Arn, entry]) => entry.toJson({ Arn }, asOf)),
      policies: sorted(this.policies).map(([Arn, entry]) => entry.toJson({ Arn }, asOf)),
      keys: sorted(this.keys).map(([Arn, { entry }]) => entry.toJson({ Arn }, asOf)),
      ...(this.jobs.size === 0 ? {} : { jobs: sorted(this.jobs).map(([JobId, job]) => job.toJson({ JobId }, asOf)) }),
    };
  }
}

/** @param name - of the member that tells the elements apart */
function keep(list: Json | undefined, name: string, put: (id: string, answers: JsonObject) => void): void {
  for (const element of listAt(list)) {
    const id = textAt(element, name);
    if (id === undefined || !isJsonObject(element)) continue;
    const { [name]: _id, ...answers } = element;
    put(id, answers);
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

function sorted<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...map].sort(([left], [right]) => (left < right ? -1 : 1));
}
