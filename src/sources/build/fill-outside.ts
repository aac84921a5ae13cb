/** Code says what it says: what it leaves out of a bucket, role or key that it names stands outside of it, and was not forgotten. */
import { missingCodes } from './answer.js';
import { bucketReads } from '../read-operations.js';
import type { Reading } from '../adapter.js';
import type { Failed, RawAccount, RawBucket, RawKmsKey, RawRole, RawSnapshot } from '../snapshot/snapshot-shape.js';

/** For adapters: a value that AWS or a tool will choose. `address` names what settles it, `hint` says what people can do. */
export function knownAfterDeployment(address: string, hint?: string): Failed {
  return {
    Error: { Code: missingCodes.afterDeployment, Address: address, ...(hint === undefined ? {} : { Hint: hint }) },
  };
}

/** For adapters: what the code does not hold. `hint` says, as a sentence, how to supply it. */
export function outsideOfInput(hint: string): Failed {
  return { Error: { Code: missingCodes.outside, Hint: hint } };
}

const keyReads = [
  'DescribeKey',
  'GetKeyPolicy',
  'ListGrants',
  'ListAliases',
  'ListResourceTags',
] as const satisfies readonly (keyof RawKmsKey)[];

/** The same facts where the source is no code. */
export function fillOutside(facts: RawSnapshot, { supply }: Pick<Reading, 'supply'>): RawSnapshot {
  if (supply === undefined) return facts;
  const missing = outsideOfInput(supply);
  const filled = <T extends object>(entry: T, reads: readonly (keyof T)[]): T => ({
    ...Object.fromEntries(reads.map((read) => [read, missing])),
    ...entry,
  });
  const bucketOf = (bucket: RawBucket): RawBucket =>
    filled(bucket, bucket.BucketRegion === undefined ? [...bucketReads, 'HeadBucket'] : bucketReads);
  const ofAccount = (account: RawAccount): RawAccount => ({
    ...filled(account, ['organization', 'GetPublicAccessBlock']),
    ...(account.buckets === undefined ? {} : { buckets: account.buckets.map(bucketOf) }),
    ...(account.roles === undefined ? {} : { roles: account.roles.map((role) => filled(role, roleReads(role))) }),
    ...(account.keys === undefined ? {} : { keys: account.keys.map((key) => filled(key, keyReads)) }),
  });
  return {
    ...facts,
    accounts: facts.accounts.map(ofAccount),
    ...(facts.externalBuckets === undefined ? {} : { externalBuckets: facts.externalBuckets.map(bucketOf) }),
  };
}

/** An element of a `RoleDetailList` tells what these answer. */
function roleReads(role: RawRole): readonly (keyof RawRole)[] {
  return [
    ...(role.AssumeRolePolicyDocument === undefined ? (['GetRole'] as const) : []),
    ...(role.RolePolicyList === undefined ? (['ListRolePolicies'] as const) : []),
    ...(role.AttachedManagedPolicies === undefined ? (['ListAttachedRolePolicies'] as const) : []),
  ];
}
