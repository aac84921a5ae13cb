/**
 * Trap cases of policy evaluation as data: what stands in which policy, what is asked, what must come out, and why.
 * A trap says only what differs from the default world: one role, two buckets, one key, everything allowed by the identity policy.
 */
import type { ContextValue, GrantInForce } from '../../../src/policy/model.js';

export const A = '111111111111';
export const B = '222222222222';
export const role = `arn:aws:iam::${A}:role/service-role/repl`;
export const session = `arn:aws:sts::${A}:assumed-role/repl/s3-replication`;
export function rootOf(account: string): string {
  return `arn:aws:iam::${account}:root`;
}
export const dst = 'arn:aws:s3:::dst';
export const src = 'arn:aws:s3:::src';
export function keyOf(account: string, region = 'us-east-1', id = 'k1'): string {
  return `arn:aws:kms:${region}:${account}:key/${id}`;
}

export type Json = unknown;
export type StatementJson = Record<string, Json>;

export type Expected =
  | 'ALLOW'
  /** An explicit Deny applies. */
  | 'DENY-E'
  /** Nothing allows. */
  | 'DENY-I'
  | 'DENY-BPA'
  | 'UNKNOWN'
  /** The document is reported and never evaluated. */
  | 'INVALID';

/** D documented, I inferred from documented facts, O observed, U not verified by any source. */
export type Basis = string;

export interface Trap {
  readonly id: string;
  readonly name: string;
  readonly expect: Expected;
  readonly why: string;
  readonly basis: Basis;
  /** Destination bucket or key in account B. */
  readonly cross?: boolean;
  readonly ask?: Ask;
  /** Statements of the one identity policy; `null` = no identity policy. Default: Allow * on *. */
  readonly identity?: readonly StatementJson[] | null;
  /** Added to the identity policy. */
  readonly identityExtra?: StatementJson;
  readonly identityVersion?: '2008-10-17' | '2012-10-17' | null;
  readonly bucketPolicy?: readonly StatementJson[];
  readonly bucketPolicyVersion?: '2008-10-17' | '2012-10-17';
  /** The text itself, where JSON cannot show the trap. */
  readonly bucketPolicyText?: string;
  /** Replaces the default key policy. */
  readonly keyPolicy?: readonly StatementJson[];
  readonly keyPolicyExtra?: StatementJson;
  readonly trustPolicy?: readonly StatementJson[];
  readonly boundary?: readonly StatementJson[];
  /** SCP levels of account A, root first; each a list of policies, each a list of statements. */
  readonly scp?: readonly (readonly (readonly StatementJson[])[])[];
  /** Customer RCP of the resource's account. */
  readonly rcp?: readonly StatementJson[];
  readonly grants?: readonly GrantInForce[] | 'unreadable';
  readonly restrictPublicBuckets?: boolean | 'unreadable';
  readonly objectOwner?: 'other-account';
  readonly awsManagedKey?: boolean;
  readonly keyAccount?: string;
  readonly keyRegion?: string;
  readonly keyId?: string;
  /** Organization of account A; none by default. */
  readonly organization?: string;
  readonly roleTags?: Readonly<Record<string, string>>;
  /** The decision stands, but the engine must print a doubt beside it. */
  readonly flagged?: boolean;
  readonly context?: Readonly<Record<string, ContextValue>>;
  readonly bucketKey?: boolean;
}

export type Ask =
  | { readonly callKind: 's3'; readonly action: string; readonly resource: string }
  | { readonly callKind: 'kms'; readonly action: string; readonly objectArn?: string }
  | { readonly callKind: 'assume-role' };

export const replicateObject: Ask = { callKind: 's3', action: 's3:ReplicateObject', resource: `${dst}/k` };
export function ask(action: string, resource: string): Ask {
  return { callKind: 's3', action, resource };
}
export function askKms(action: string, objectArn = `${src}/k`): Ask {
  return { callKind: 'kms', action, objectArn };
}
export const assumeRole: Ask = { callKind: 'assume-role' };

// Shorthands for statements. Later properties win.
export function allow(more: StatementJson): StatementJson {
  return {
    Effect: 'Allow',
    Action: 's3:ReplicateObject',
    Resource: '*',
    ...more,
  };
}
export function deny(more: StatementJson = {}): StatementJson {
  return {
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    ...more,
  };
}
const ofBucket = { Action: 's3:*', Resource: [dst, `${dst}/*`] };
export function bucketAllow(more: StatementJson = {}): StatementJson {
  return {
    Effect: 'Allow',
    Principal: { AWS: role },
    ...ofBucket,
    ...more,
  };
}
export function bucketDeny(more: StatementJson = {}): StatementJson {
  return {
    Effect: 'Deny',
    Principal: '*',
    ...ofBucket,
    ...more,
  };
}
/** A Deny for everyone in the bucket policy under one condition. */
export function denyIf(condition: StatementJson): readonly StatementJson[] {
  return [bucketDeny({ Condition: condition })];
}
export function keyAllow(more: StatementJson = {}): StatementJson {
  return {
    Effect: 'Allow',
    Principal: { AWS: role },
    Action: 'kms:Decrypt',
    Resource: '*',
    ...more,
  };
}
export function keyDeny(more: StatementJson = {}): StatementJson {
  return {
    Effect: 'Deny',
    Principal: '*',
    Action: 'kms:*',
    Resource: '*',
    ...more,
  };
}
export function trust(more: StatementJson = {}): StatementJson {
  return {
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'sts:AssumeRole',
    ...more,
  };
}
export const fullAccess: readonly StatementJson[] = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
/** A boundary that knows nothing of S3. */
export const boundaryWithoutS3: readonly StatementJson[] = [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }];
export const adminOnly: readonly StatementJson[] = [
  keyAllow({ Principal: { AWS: `arn:aws:iam::${A}:role/admin` }, Action: 'kms:*' }),
];

export function grant(more: Partial<GrantInForce> = {}): GrantInForce {
  return {
    id: 'g1',
    granteePrincipal: role,
    granteeServicePrincipal: null,
    operations: ['Decrypt'],
    encryptionContextSubset: null,
    encryptionContextEquals: null,
    sourceArn: null,
    ...more,
  };
}
