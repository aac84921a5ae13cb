/** Configuration items, put together in the snapshot's shape, and from there back to their places. */
import { isAccountId } from '../../basics/aws-names.js';
import { accountOfArn, partitionOfArn } from '../../estate/arn.js';
import type { Locator, Place } from '../../estate/locator.js';
import { locate } from '../json/locate.js';
import type { JsonObject } from '../shape.js';
import { bucketAnswers, publicAccessBlockOf } from './bucket.js';
import { aliasOf, keyEntry, policyEntry, roleEntry } from './identities.js';
import type { ConfigItem } from './items.js';

type Entry = Record<string, unknown>;

interface AccountEntry {
  readonly pointer: string;
  readonly own: Entry;
  readonly buckets: Entry[];
  readonly roles: Entry[];
  readonly policies: Entry[];
  readonly keys: Entry[];
  readonly aliases: JsonObject[];
}

type ListName = 'buckets' | 'roles' | 'policies' | 'keys';

export class ConfigFacts implements Locator {
  readonly #accounts = new Map<string, AccountEntry>();
  readonly #items = new Map<string, ConfigItem>();
  readonly #external: Entry[] = [];
  readonly unrecorded: string[] = [];
  oldest: string | null = null;
  newest: string | null = null;
  withoutAccount = 0;

  /** @param given - by the user, for items that do not say whose they are */
  constructor(items: readonly ConfigItem[], given: string | undefined) {
    for (const item of items) {
      const account = accountOf(item) ?? given ?? null;
      if (account === null) this.withoutAccount += 1;
      else this.#add(item, account);
    }
  }

  /** In the snapshot's shape; not checked. */
  get snapshot(): JsonObject {
    return {
      format: 'replint-snapshot/1',
      ...(this.newest === null ? {} : { collectedAt: this.newest }),
      accounts: [...this.#accounts.values()].map(({ own, buckets, roles, policies, keys, aliases }) => ({
        ...own,
        ...(buckets.length === 0 ? {} : { buckets }),
        ...(roles.length === 0 ? {} : { roles }),
        ...(policies.length === 0 ? {} : { policies }),
        ...(keys.length === 0 ? {} : { keys }),
        // Not every alias need be recorded: the list is never whole.
        ...(aliases.length === 0 ? {} : { ListAliases: { Aliases: aliases, Truncated: true } }),
      })),
      ...(this.#external.length === 0 ? {} : { externalBuckets: this.#external }),
    };
  }

  placesOf(pointers: Iterable<string>): ReadonlyMap<string, Place> {
    const places = new Map<string, Place>();
    const byFile = new Map<ConfigItem['file'], { readonly pointer: string; readonly at: string }[]>();
    for (const pointer of pointers) {
      const item = this.#itemAt(pointer);
      if (item === null) continue;
      const { file, at } = item;
      if (typeof at === 'number')
        places.set(pointer, { file: file.name, address: addressOf(item), line: at, column: 1 });
      else byFile.set(file, [...(byFile.get(file) ?? []), { pointer, at }]);
    }
    for (const [file, wanted] of byFile) {
      const found = locate(file.text ?? '', new Set(wanted.map(({ at }) => at)));
      for (const { pointer, at } of wanted) {
        const place = found.get(at) ?? { line: 1, column: 1 };
        places.set(pointer, { file: file.name, address: at, ...place });
      }
    }
    return places;
  }

  excerptOf(): string | null {
    return null;
  }

  #itemAt(pointer: string): ConfigItem | null {
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const item = this.#items.get(at);
      if (item !== undefined) return item;
    }
    return null;
  }

  #account(id: string, item: ConfigItem): AccountEntry {
    const before = this.#accounts.get(id);
    if (before !== undefined) return before;
    const partition = item.arn === null ? null : partitionOfArn(item.arn);
    const entry: AccountEntry = {
      pointer: `/accounts/${this.#accounts.size}`,
      own: { id, ...(partition === null ? {} : { partition }) },
      buckets: [],
      roles: [],
      policies: [],
      keys: [],
      aliases: [],
    };
    this.#accounts.set(id, entry);
    this.#items.set(entry.pointer, item);
    return entry;
  }

  #add(item: ConfigItem, id: string): void {
    if (item.status !== null && /NotRecorded/u.test(item.status)) {
      this.unrecorded.push(`${item.type} in ${item.region ?? 'a Region'} of account ${id}`);
      return;
    }
    const isDeleted = item.status === 'ResourceDeleted';
    const account = this.#account(id, item);
    this.#addAge(item);
    switch (item.type) {
      case 'AWS::S3::Bucket':
        if (isDeleted) this.#addDeletedBucket(item);
        else this.#push(account, 'buckets', { Name: item.name, ...bucketAnswers(item) }, item);
        return;
      case 'AWS::S3::AccountPublicAccessBlock':
        if (!isDeleted) account.own['GetPublicAccessBlock'] = publicAccessBlockOf(item.configuration);
        return;
      case 'AWS::IAM::Role':
        this.#push(account, 'roles', isDeleted ? gone(item, 'GetRole', 'NoSuchEntity') : roleEntry(item), item);
        return;
      case 'AWS::IAM::Policy':
        if (!isDeleted) this.#push(account, 'policies', policyEntry(item), item);
        return;
      case 'AWS::KMS::Key':
        this.#push(account, 'keys', isDeleted ? gone(item, 'DescribeKey', 'NotFoundException') : keyEntry(item), item);
        return;
      case 'AWS::KMS::Alias': {
        const alias = isDeleted ? null : aliasOf(item);
        if (alias !== null) account.aliases.push(alias);
        return;
      }
      default:
    }
  }

  #push(account: AccountEntry, list: ListName, entry: JsonObject | null, item: ConfigItem): void {
    if (entry === null) return;
    const index = account[list].push({ ...entry, ...ageOf(entry, item) }) - 1;
    this.#items.set(`${account.pointer}/${list}/${index}`, item);
  }

  /** A bucket of that name can belong to somebody else by now: its deletion says only that it is not this account's. */
  #addDeletedBucket(item: ConfigItem): void {
    const index = this.#external.push({ Name: item.name }) - 1;
    this.#items.set(`/externalBuckets/${index}`, item);
  }

  #addAge({ capturedAt }: ConfigItem): void {
    if (capturedAt === null) return;
    if (this.oldest === null || capturedAt < this.oldest) this.oldest = capturedAt;
    if (this.newest === null || capturedAt > this.newest) this.newest = capturedAt;
  }
}

/** As a collection writes the age of answers: by operation. */
function ageOf(entry: JsonObject, { capturedAt }: ConfigItem): JsonObject {
  if (capturedAt === null) return {};
  const operations = Object.keys(entry).filter((name) => /^(?:Get|Describe|List)[A-Z]/u.test(name));
  return operations.length === 0 ? {} : { ReadAt: Object.fromEntries(operations.map((name) => [name, capturedAt])) };
}

function gone({ arn }: ConfigItem, operation: string, code: string): JsonObject | null {
  return arn === null
    ? null
    : { Arn: arn, [operation]: { Error: { Code: code, Message: 'AWS Config says that it was deleted.' } } };
}

function accountOf({ account, arn, configuration }: ConfigItem): string | null {
  return account ?? (arn === null ? null : accountOfArn(arn)) ?? idIn(configuration['awsaccountId']);
}

function idIn(value: unknown): string | null {
  return typeof value === 'string' && isAccountId(value) ? value : null;
}

function addressOf({ type, name }: ConfigItem): string {
  return `${type} ${name}`;
}
