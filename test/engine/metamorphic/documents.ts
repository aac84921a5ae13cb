/** Hands on the policy documents of a snapshot, wherever they stand and however they are written. */
import type { Snapshot } from '../../../scripts/fixtures/estate.mjs';

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Block;
}
export type Block = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export type Kind = 'identity' | 'boundary' | 'scp' | 'rcp' | 'bucket' | 'key' | 'trust';

/** One document: read and written in place. */
export interface Held {
  readonly kind: Kind;
  readonly statements: readonly Statement[];
  readonly write: (statements: readonly Statement[]) => void;
}

export function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** A document stands as an object, or as JSON in a text. */
function heldAt(kind: Kind, owner: Snapshot, name: string): Held {
  const isText = typeof owner[name] === 'string';
  const document = isText ? JSON.parse(owner[name]) : owner[name];
  return {
    kind,
    statements: listOf<Statement>(document.Statement),
    write: (Statement) => {
      const changed = { ...document, Statement };
      owner[name] = isText ? JSON.stringify(changed) : changed;
    },
  };
}

/** Every document of the snapshot. */
export function documentsOf(snapshot: Snapshot): readonly Held[] {
  const found: Held[] = [];
  for (const account of snapshot.accounts) {
    for (const [kind, name] of [
      ['scp', 'serviceControlPolicies'],
      ['rcp', 'resourceControlPolicies'],
    ] as const)
      for (const level of account.organization?.[name] ?? [])
        for (const policy of level.policies) found.push(heldAt(kind, policy, 'Content'));
    for (const role of account.roles) {
      found.push(heldAt('trust', role, 'AssumeRolePolicyDocument'));
      for (const policy of role.RolePolicyList) found.push(heldAt('identity', policy, 'PolicyDocument'));
    }
    for (const policy of account.policies)
      for (const version of policy.PolicyVersionList)
        found.push(heldAt(policy.PolicyName.includes('boundary') ? 'boundary' : 'identity', version, 'Document'));
    for (const bucket of account.buckets)
      if (bucket.GetBucketPolicy?.Policy !== undefined) found.push(heldAt('bucket', bucket.GetBucketPolicy, 'Policy'));
    for (const key of account.keys) found.push(heldAt('key', key.GetKeyPolicy, 'Policy'));
  }
  return found;
}
