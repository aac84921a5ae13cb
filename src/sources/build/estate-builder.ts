/** Puts the entries of all snapshots together. Faults that only show here, across entries, are reported with their place. */
import { hasStandIn } from '../../basics/stand-in.js';
import { at, isFailed, pagesWithOrigin } from './answer.js';
import { joinAccounts, readAccount } from './accounts.js';
import { Jobs } from './jobs.js';
import { joinBuckets, partitionOfExternal, readBucket } from './buckets.js';
import type { Missing, Origin } from '../../estate/fact.js';
import { Gaps } from './gaps.js';
import type { Join } from './join.js';
import { Aliases, joinKmsKeys, readKmsKey } from './kms-keys.js';
import { ManagedPolicies } from './managed-policies.js';
import type { Account, Bucket, Estate, KmsKey, Source } from '../../estate/model.js';
import { partitionOfAccount } from './partition-of-account.js';
import type { PolicyDocuments } from './policy-documents.js';
import { bucketOfTwoAccounts } from './two-owners.js';
import { type RoleEntry, readRoleEntry } from './role-entry.js';
import { ManagedDocuments, joinRoleEntries, roleOf } from './roles.js';
import type {
  RawAccount,
  RawBucket,
  RawExternalBucket,
  RawKmsKey,
  RawManagedPolicy,
  RawRole,
  RawSnapshot,
} from '../snapshot/snapshot-shape.js';

export type Report = (origin: Origin, message: string) => void;

function shown(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
}

export class EstateBuilder {
  readonly #accounts = new Map<string, Account>();
  readonly #buckets = new Map<string, Bucket>();
  /** Buckets whose owner is known from the owner's own list, not from another account's word. */
  readonly #listed = new Set<string>();
  readonly #roles = new Map<string, RoleEntry>();
  readonly #kmsKeys = new Map<string, KmsKey>();
  readonly #jobs = new Jobs();
  readonly #gaps = new Gaps();
  readonly #policies: ManagedPolicies;
  readonly #aliases: Aliases;
  readonly #documents: PolicyDocuments;
  readonly #join: Join;
  readonly #report: Report;

  constructor(documents: PolicyDocuments, join: Join, report: Report) {
    this.#documents = documents;
    this.#join = join;
    this.#report = report;
    this.#policies = new ManagedPolicies(documents, join);
    this.#aliases = new Aliases(join);
  }

  addSnapshot(snapshot: RawSnapshot, source: number): void {
    const root: Origin = { source, pointer: '' };
    const partitions = new Set<string>();
    for (const [index, account] of snapshot.accounts.entries()) {
      partitions.add(partitionOfAccount(account));
      this.#addAccount(account, at(root, 'accounts', index));
    }
    for (const [index, bucket] of (snapshot.externalBuckets ?? []).entries()) {
      this.#addExternalBucket(bucket, at(root, 'externalBuckets', index), partitions);
    }
    this.#gaps.addSnapshot(snapshot, root);
  }

  /** @param unlisted why something of which no source speaks is missing */
  build(sources: readonly Source[], unlisted: (operation: string) => Missing): Estate {
    const documents = new ManagedDocuments(this.#policies, this.#join);
    return {
      sources,
      accounts: this.#accounts,
      buckets: this.#buckets,
      roles: new Map([...this.#roles].map(([arn, entry]) => [arn, roleOf(entry, documents)])),
      kmsKeys: this.#kmsKeys,
      aliases: this.#aliases.keyArns,
      jobs: this.#jobs.all,
      jobLists: this.#jobs.lists,
      gaps: this.#gaps.open(),
      unlisted: (operation) => (operation === 'ListBuckets' ? this.#gaps.ownerUnread() : null) ?? unlisted(operation),
    };
  }

  #addAccount(raw: RawAccount, origin: Origin): void {
    if (isOnlyPolicies(raw)) {
      this.#addPolicies(raw.policies, at(origin, 'policies'));
      return;
    }
    const account = readAccount(raw, origin, this.#documents);
    const before = this.#accounts.get(account.id);
    if (before !== undefined && before.partition !== account.partition) {
      this.#report(
        origin,
        `Account ${account.id} stands in two partitions: "${before.partition}" and "${account.partition}".`,
      );
    }
    this.#accounts.set(account.id, before === undefined ? account : joinAccounts(before, account, this.#join));
    for (const [index, bucket] of (raw.buckets ?? []).entries())
      this.#addBucket(bucket, at(origin, 'buckets', index), account);
    this.#addRoles(raw.roles, at(origin, 'roles'));
    this.#addPolicies(raw.policies, at(origin, 'policies'));
    if (raw.GetAccountAuthorizationDetails !== undefined) {
      for (const [page, place] of pagesWithOrigin(
        raw.GetAccountAuthorizationDetails,
        at(origin, 'GetAccountAuthorizationDetails'),
      )) {
        if (isFailed(page)) continue;
        this.#addRoles(page.RoleDetailList, at(place, 'RoleDetailList'));
        this.#addPolicies(page.Policies, at(place, 'Policies'));
      }
    }
    for (const [index, kmsKey] of (raw.keys ?? []).entries()) this.#addKmsKey(kmsKey, at(origin, 'keys', index));
    this.#aliases.addPages(raw.ListAliases, origin.source);
    this.#jobs.addAccount(raw, origin);
  }

  #addBucket(raw: RawBucket, origin: Origin, { id, partition }: Account): void {
    const bucket = readBucket(raw, origin, { account: id, partition, isListed: true, documents: this.#documents });
    const before = this.#buckets.get(bucket.name);
    const wasListed = this.#listed.has(bucket.name);
    this.#listed.add(bucket.name);
    if (before === undefined) {
      this.#buckets.set(bucket.name, bucket);
      return;
    }
    this.#checkPartition(before, bucket, origin);
    const owner = this.#ownerOf(before.account, id);
    const isContradicted = wasListed && before.account !== owner;
    this.#buckets.set(
      bucket.name,
      isContradicted ? bucketOfTwoAccounts(before, bucket, this.#join) : joinBuckets(before, bucket, this.#join, owner),
    );
  }

  /** An account that code leaves open is the one that is known. */
  #ownerOf(before: string | null, now: string): string {
    if (before === null || before === now) return now;
    return hasStandIn(now) ? before : now;
  }

  #addExternalBucket(raw: RawExternalBucket, origin: Origin, partitions: ReadonlySet<string>): void {
    const bucket = readBucket(raw, origin, {
      account: raw.Account ?? null,
      partition: partitionOfExternal(raw, partitions),
      isListed: false,
      documents: this.#documents,
    });
    const before = this.#buckets.get(bucket.name);
    if (before === undefined) {
      this.#buckets.set(bucket.name, bucket);
      return;
    }
    this.#checkPartition(before, bucket, origin);
    const isContradicted = before.account !== null && bucket.account !== null && before.account !== bucket.account;
    const claimed = isContradicted ? null : (before.account ?? bucket.account);
    const owner = this.#listed.has(bucket.name) ? before.account : claimed;
    this.#buckets.set(bucket.name, joinBuckets(before, bucket, this.#join, owner));
  }

  #checkPartition(before: Bucket, bucket: Bucket, origin: Origin): void {
    if (before.partition === bucket.partition) return;
    this.#report(
      origin,
      `Bucket ${shown(bucket.name)} stands in two partitions, "${before.partition}" and "${bucket.partition}": audit each on its own.`,
    );
  }

  #addRoles(roles: readonly RawRole[] | undefined, origin: Origin): void {
    for (const [index, raw] of (roles ?? []).entries()) {
      const entry = readRoleEntry(raw, at(origin, index), this.#documents, this.#report);
      if (entry === null) continue;
      const before = this.#roles.get(entry.arn);
      this.#roles.set(entry.arn, before === undefined ? entry : joinRoleEntries(before, entry, this.#join));
    }
  }

  #addPolicies(policies: readonly RawManagedPolicy[] | undefined, origin: Origin): void {
    for (const [index, raw] of (policies ?? []).entries()) {
      const place = at(origin, index);
      if (!this.#policies.add(raw, place))
        this.#report(place, 'This entry does not say which policy it is: `Arn` is missing.');
    }
  }

  #addKmsKey(raw: RawKmsKey, origin: Origin): void {
    const kmsKey = readKmsKey(raw, origin, this.#documents);
    if (kmsKey === null) {
      this.#report(origin, 'This entry does not say which key it is: `Arn` is missing.');
      return;
    }
    const before = this.#kmsKeys.get(kmsKey.arn);
    this.#kmsKeys.set(kmsKey.arn, before === undefined ? kmsKey : joinKmsKeys(before, kmsKey, this.#join));
    this.#aliases.addPages(raw.ListAliases, origin.source);
    this.#addAliasNames(kmsKey, origin.source);
    if (raw.Arn !== undefined && raw.Arn !== kmsKey.arn) this.#aliases.add(raw.Arn, kmsKey.arn, origin.source);
  }

  /** Aliases that were listed without their ARN stand in the key's own account and Region. */
  #addAliasNames({ arn, aliases }: KmsKey, source: number): void {
    const owner = arn.slice(0, arn.indexOf(':key/') + 1);
    if (aliases.state !== 'known' || owner === '') return;
    for (const name of aliases.value) this.#aliases.add(`${owner}${name}`, arn, source);
  }
}

/** Managed policies that were read in an account of which nobody says more. */
function isOnlyPolicies(raw: RawAccount): boolean {
  return hasStandIn(raw.id) && Object.keys(raw).every((name) => name === 'id' || name === 'policies');
}
