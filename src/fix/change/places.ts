/** Where the document or setting that a patch changes stands in the facts. Pointers are those of the estate's own facts. */
import type { Fact } from '../../estate/fact.js';
import { partsOf } from '../../estate/arn.js';
import type { Bucket, Estate, NamedPolicy, PolicyText, Role } from '../../estate/model.js';
import type { Patch } from '../../report/patch.js';
import type { RawSnapshot } from '../../sources/snapshot/snapshot-shape.js';
import { isObject, valueAt } from './json-place.js';
import type { JsonObject } from '../model.js';

/** One document in the facts; the same policy of an organization can stand in several places. */
export interface DocumentPlace {
  readonly pointers: readonly string[];
  /** Null = there is none yet. */
  readonly document: JsonObject | null;
  /** What surrounds a document that is not there yet. */
  readonly wrap: ((document: JsonObject) => unknown) | null;
}

export function bucketOf(estate: Estate, arn: string): Bucket | null {
  return estate.buckets.get(partsOf(arn)?.resource ?? '') ?? null;
}

function there({ origin, value }: { origin: { pointer: string }; value: PolicyText }): DocumentPlace | null {
  return isObject(value.json) ? { pointers: [origin.pointer], document: value.json, wrap: null } : null;
}

function ofNamed(policy: NamedPolicy | undefined): DocumentPlace | null {
  return policy?.document.state === 'known' ? there(policy.document) : null;
}

/** Null where the document is not known: nothing is edited that nobody has read. */
export function documentPlace(
  estate: Estate,
  { target, account }: Pick<Patch, 'target' | 'account'>,
): DocumentPlace | null {
  const { kind, resource, name } = target;
  switch (kind) {
    case 'bucket-policy':
      return bucketPolicyPlace(bucketOf(estate, resource));
    case 'key-policy': {
      const policy = estate.kmsKeys.get(resource)?.policy;
      return policy?.state === 'known' ? there(policy) : null;
    }
    case 'trust-policy':
      return trustPolicyPlace(estate.roles.get(resource) ?? null);
    case 'permissions-boundary': {
      const boundary = estate.roles.get(resource)?.permissionsBoundary;
      return boundary?.state === 'known' ? ofNamed(boundary.value) : null;
    }
    case 'role-policy': {
      const policies = estate.roles.get(resource)?.identityPolicies;
      return policies?.state === 'known' ? ofNamed(policies.value.find((policy) => policy.name === name)) : null;
    }
    case 'service-control-policy':
    case 'resource-control-policy':
      return organizationPlace(estate, account, { kind, name });
    default:
      return null;
  }
}

/** A role that does not exist has the place of the answer that says so. */
function trustPolicyPlace(role: Role | null): DocumentPlace | null {
  if (role === null) return null;
  const { exists, trustPolicy, origin, arn, name, path } = role;
  if (trustPolicy.state === 'known') return there(trustPolicy);
  if (exists.state !== 'absent' || origin === null) return null;
  return {
    pointers: [origin.pointer],
    document: null,
    wrap: (document) => ({
      RoleName: name,
      Arn: arn,
      Path: path,
      AssumeRolePolicyDocument: document,
      RolePolicyList: [],
      AttachedManagedPolicies: [],
    }),
  };
}

function bucketPolicyPlace(bucket: Bucket | null): DocumentPlace | null {
  if (bucket === null) return null;
  const { policy } = bucket;
  if (policy.state === 'known') return there(policy);
  const pointer = operationPointer(bucket, policy, 'GetBucketPolicy');
  if (policy.state !== 'absent' || pointer === null) return null;
  return { pointers: [pointer], document: null, wrap: (document) => ({ Policy: document }) };
}

/** Where the answer of the operation stands, or would stand. */
export function operationPointer(bucket: Bucket, fact: Fact<unknown>, operation: string): string | null {
  const pointer = 'origin' in fact ? (fact.origin?.pointer ?? '') : '';
  const end = pointer.indexOf(`/${operation}`);
  if (end >= 0) return pointer.slice(0, end + operation.length + 1);
  return bucket.origin === null ? null : `${bucket.origin.pointer}/${operation}`;
}

/** The levels of the account's organization that the kind of policy has. */
export function levelsOf(estate: Estate, account: string | null, kind: string) {
  const organization = estate.accounts.get(account ?? '')?.organization;
  if (organization?.state !== 'known') return [];
  const { serviceControlPolicies, resourceControlPolicies } = organization.value;
  const levels = kind === 'service-control-policy' ? serviceControlPolicies : resourceControlPolicies;
  return levels.state === 'known' ? levels.value : [];
}

/** One policy can be attached on several levels, and above several accounts: each copy is the same document. */
function organizationPlace(
  estate: Estate,
  account: string | null,
  { kind, name }: { readonly kind: string; readonly name: string | null },
): DocumentPlace | null {
  const named = (id: string | null): readonly NamedPolicy[] =>
    levelsOf(estate, id, kind).flatMap(({ policies }) =>
      policies.state === 'known' ? policies.value.filter((policy) => policy.name === name) : [],
    );
  const own = ofNamed(named(account)[0]);
  if (own === null) return null;
  const organization = organizationId(estate, account);
  const text = JSON.stringify(own.document);
  const copies = [...estate.accounts.keys()]
    .filter((id) => id === account || (organization !== null && organizationId(estate, id) === organization))
    .flatMap((id) => named(id).flatMap((policy) => ofNamed(policy) ?? []))
    .filter(({ document }) => JSON.stringify(document) === text);
  return { ...own, pointers: [...new Set(copies.flatMap(({ pointers }) => pointers))] };
}

function organizationId(estate: Estate, account: string | null): string | null {
  const organization = estate.accounts.get(account ?? '')?.organization;
  return organization?.state === 'known' ? organization.value.id : null;
}

/** A document in the spelling of what stood there: an object, a text, or a URL-encoded text. */
export function spelledAs(facts: RawSnapshot, pointer: string, document: JsonObject): unknown {
  const before = valueAt(facts, pointer);
  if (typeof before !== 'string') return document;
  const text = JSON.stringify(document);
  return before.trimStart().startsWith('%') ? encodeURIComponent(text) : text;
}
