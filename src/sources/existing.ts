/** What is there before a change: code that is laid over it says what it sets, and leaves the rest. */
import { stretchesOf } from '../basics/stand-in.js';
import { accountOfArn } from '../estate/arn.js';
import { errorOf, factOfPages, isFailed, meansAbsence, pagesWithOrigin } from './build/answer.js';
import type {
  RawAccount,
  RawBucket,
  RawExternalBucket,
  RawKmsKey,
  RawRole,
  RawSnapshot,
} from './snapshot/snapshot-shape.js';

export interface ExistingBucket {
  /** Null = nobody says whose it is. */
  readonly account: string | null;
  readonly region: string | null;
  readonly isVersioned: boolean;
}

type Grant = Readonly<Record<string, unknown>>;

export interface Existing {
  readonly buckets: ReadonlyMap<string, ExistingBucket>;
  /** ARN of a role by its account and name, whatever its path is. */
  readonly roleArn: (account: string, name: string) => string | null;
  /** Names of roles of all accounts, in lower case. */
  readonly roleNames: ReadonlySet<string>;
  /** Names of a role's inline policies, by its ARN; empty where nobody listed them. */
  readonly inlinePolicies: (arn: string) => readonly string[];
  /** ARNs of roles of an account that a managed policy is attached to. */
  readonly attachedTo: (account: string, policyArn: string) => readonly string[];
  /** By ARN. */
  readonly keys: ReadonlySet<string>;
  /** Of a key, by its ARN; null where nobody listed all of them. */
  readonly grants: (arn: string) => readonly Grant[] | null;
}

export function existingIn(readings: readonly { readonly facts: RawSnapshot | null }[]): Existing {
  const buckets = new Map<string, ExistingBucket>();
  const roles = new Map<string, string>();
  const keys = new Set<string>();
  const grants = new Map<string, readonly Grant[]>();
  const roleNames = new Set<string>();
  const inline = new Map<string, readonly string[]>();
  const attached = new Map<string, readonly string[]>();
  for (const { facts } of readings) {
    for (const account of facts?.accounts ?? []) {
      for (const bucket of account.buckets ?? [])
        if (!isAbsent(bucket.HeadBucket)) buckets.set(bucket.Name, existingBucket(bucket, account.id));
      for (const role of rolesIn(account)) {
        const arn = arnOf(role);
        if (arn === undefined) continue;
        const name = arn.slice(arn.lastIndexOf('/') + 1);
        roles.set(roleKey(accountOfArn(arn) ?? '', name), arn);
        roleNames.add(name.toLowerCase());
        inline.set(arn, inlineNames(role));
        for (const policy of attachedArns(role)) {
          const id = `${accountOfArn(arn) ?? ''} ${policy}`;
          attached.set(id, [...(attached.get(id) ?? []), arn]);
        }
      }
      for (const { Arn, DescribeKey: described, ListGrants: listed } of account.keys ?? []) {
        const arn = described === undefined || isFailed(described) ? Arn : (described.KeyMetadata.Arn ?? Arn);
        if (arn === undefined || isAbsent(described)) continue;
        keys.add(arn);
        const all = grantsIn(listed);
        if (all !== null) grants.set(arn, all);
      }
    }
    for (const bucket of facts?.externalBuckets ?? [])
      if (!buckets.has(bucket.Name) && !isAbsent(bucket.HeadBucket))
        buckets.set(bucket.Name, existingBucket(bucket, bucket.Account ?? null));
  }
  return {
    buckets,
    keys,
    roleNames,
    grants: (arn) => grants.get(arn) ?? null,
    roleArn: (account, name) => roles.get(roleKey(account, name)) ?? null,
    attachedTo: (account, policyArn) => attached.get(`${account} ${policyArn}`) ?? [],
    inlinePolicies: (arn) => inline.get(arn) ?? [],
  };
}

/**
 * Whether what is there may have a name of which parts are not known: by its beginning and its end, as far as they are known, without
 * regard to case.
 * @param names in lower case
 * @param text the name, with stand-ins
 */
export function mayBeAmong(names: Iterable<string>, text: string): boolean {
  const stretches = stretchesOf(text);
  const literal = (index: number): string => {
    const stretch = stretches.at(index);
    return stretch?.kind === 'text' ? stretch.text.toLowerCase() : '';
  };
  const [head, tail] = [literal(0), literal(-1)];
  for (const each of names) if (each.startsWith(head) && each.endsWith(tail)) return true;
  return false;
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

function attachedArns({ ListAttachedRolePolicies: listed, AttachedManagedPolicies: details = [] }: RawRole): string[] {
  if (listed === undefined) return details.map(({ PolicyArn }) => PolicyArn);
  return pagesWithOrigin(listed, { source: 0, pointer: '' }).flatMap(([page]) =>
    isFailed(page) ? [] : page.AttachedPolicies.map(({ PolicyArn }) => PolicyArn),
  );
}

function grantsIn(listed: RawKmsKey['ListGrants']): readonly Grant[] | null {
  const all = factOfPages('ListGrants', listed, { source: 0, pointer: '' }, ({ Grants }) => Grants);
  return all.state === 'known' ? all.value : null;
}

function arnOf({ Arn, GetRole: answer }: RawRole): string | undefined {
  if (answer === undefined || isFailed(answer)) return isAbsent(answer) ? undefined : Arn;
  return answer.Role.Arn ?? Arn;
}

function isAbsent(answer: object | undefined): boolean {
  return answer !== undefined && isFailed(answer) && meansAbsence(errorOf(answer).Code);
}
