/** What is there before a change: code that is laid over it says what it sets, and leaves the rest. */
import { accountOfArn } from '../estate/arn.js';
import { errorOf, isFailed, meansAbsence, pagesWithOrigin } from './build/answer.js';
import type { RawAccount, RawBucket, RawExternalBucket, RawRole, RawSnapshot } from './snapshot/snapshot-shape.js';

export interface ExistingBucket {
  /** Null = nobody says whose it is. */
  readonly account: string | null;
  readonly region: string | null;
  readonly isVersioned: boolean;
}

export interface Existing {
  readonly buckets: ReadonlyMap<string, ExistingBucket>;
  /** ARN of a role by its account and name, whatever its path is. */
  readonly roleArn: (account: string, name: string) => string | null;
  /** Names of a role's inline policies, by its ARN; empty where nobody listed them. */
  readonly inlinePolicies: (arn: string) => readonly string[];
  /** By ARN. */
  readonly keys: ReadonlySet<string>;
}

export function existingIn(readings: readonly { readonly facts: RawSnapshot | null }[]): Existing {
  const buckets = new Map<string, ExistingBucket>();
  const roles = new Map<string, string>();
  const keys = new Set<string>();
  const inline = new Map<string, readonly string[]>();
  for (const { facts } of readings) {
    for (const account of facts?.accounts ?? []) {
      for (const bucket of account.buckets ?? [])
        if (!isAbsent(bucket.HeadBucket)) buckets.set(bucket.Name, existingBucket(bucket, account.id));
      for (const role of rolesIn(account)) {
        const arn = arnOf(role);
        if (arn === undefined) continue;
        roles.set(roleKey(accountOfArn(arn) ?? '', arn.slice(arn.lastIndexOf('/') + 1)), arn);
        inline.set(arn, inlineNames(role));
      }
      for (const { Arn, DescribeKey: described } of account.keys ?? []) {
        const arn = described === undefined || isFailed(described) ? Arn : (described.KeyMetadata.Arn ?? Arn);
        if (arn !== undefined && !isAbsent(described)) keys.add(arn);
      }
    }
    for (const bucket of facts?.externalBuckets ?? [])
      if (!buckets.has(bucket.Name) && !isAbsent(bucket.HeadBucket))
        buckets.set(bucket.Name, existingBucket(bucket, bucket.Account ?? null));
  }
  return {
    buckets,
    keys,
    roleArn: (account, name) => roles.get(roleKey(account, name)) ?? null,
    inlinePolicies: (arn) => inline.get(arn) ?? [],
  };
}

function existingBucket(bucket: RawBucket | RawExternalBucket, account: string | null): ExistingBucket {
  const { GetBucketVersioning: versioning, BucketRegion: region = null } = bucket;
  const isVersioned = versioning !== undefined && 'Status' in versioning && versioning.Status === 'Enabled';
  return { account, region, isVersioned };
}

/** Names of roles are unique in an account, without regard to case. */
function roleKey(account: string, name: string): string {
  return `${account} ${name.toLowerCase()}`;
}

function rolesIn({ roles = [], GetAccountAuthorizationDetails: pages = [] }: RawAccount): readonly RawRole[] {
  const details = pagesWithOrigin(pages, { source: 0, pointer: '' }).flatMap(([page]) =>
    isFailed(page) ? [] : (page.RoleDetailList ?? []),
  );
  return [...roles, ...details];
}

function inlineNames({ ListRolePolicies: listed, RolePolicyList: details = [] }: RawRole): readonly string[] {
  if (listed !== undefined)
    return pagesWithOrigin(listed, { source: 0, pointer: '' }).flatMap(([page]) =>
      isFailed(page) ? [] : page.PolicyNames,
    );
  return details.flatMap(({ PolicyName }) => PolicyName ?? []);
}

function arnOf({ Arn, GetRole: answer }: RawRole): string | undefined {
  if (answer === undefined || isFailed(answer)) return isAbsent(answer) ? undefined : Arn;
  return answer.Role.Arn ?? Arn;
}

function isAbsent(answer: object | undefined): boolean {
  return answer !== undefined && isFailed(answer) && meansAbsence(errorOf(answer).Code);
}
