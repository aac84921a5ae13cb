/** What has a say in a request: policies of every type, grants, settings; each known, absent, or missing for a stated reason. */
import type { PolicyDocument, PolicyKind } from './documents.js';
import type { Unanswered } from './requests.js';

/** Evidence: known, known to be not there, or missing for a stated reason. */
export type Evidence<T> =
  | { readonly state: 'known'; readonly value: T }
  | { readonly state: 'absent' }
  | { readonly state: 'missing'; readonly question: Unanswered };

/** One policy in a decision. */
export interface PolicyInForce {
  readonly kind: PolicyKind;
  /** For people: policy name, ARN, or the resource it depends on. */
  readonly name: string;
  readonly document: PolicyDocument;
  /** Handed back untouched in explanations: the caller's way to find the place in its input. */
  readonly tag?: unknown;
}

/** The organization policies of one level: the root, an organizational unit, or the account. */
export interface PolicyLevelInForce {
  /** Root, OU or account. */
  readonly target: string;
  readonly policies: Evidence<readonly PolicyInForce[]>;
}

/** A grant on a KMS key. */
export interface GrantInForce {
  readonly id: string;
  readonly granteePrincipal: string | null;
  readonly granteeServicePrincipal: string | null;
  /** `Decrypt`, `Encrypt`, … as KMS spells grant operations. */
  readonly operations: readonly string[];
  readonly encryptionContextSubset: Readonly<Record<string, string>> | null;
  readonly encryptionContextEquals: Readonly<Record<string, string>> | null;
  readonly sourceArn: string | null;
  readonly tag?: unknown;
}

/** Everything that has a say in one request. */
export interface Authorities {
  /** Identity-based policies of the role. Each may be missing on its own. */
  readonly identity: Evidence<readonly Evidence<PolicyInForce>[]>;
  /** Absent = none. */
  readonly permissionsBoundary: Evidence<PolicyInForce>;
  /** Absent = none passed. */
  readonly session: Evidence<PolicyInForce>;
  /** SCPs of the principal's account, root first. Absent = no organization, or the management account. */
  readonly serviceControl: Evidence<readonly PolicyLevelInForce[]>;
  /** RCPs of the resource's account, root first. Absent = no organization, or the management account. */
  readonly resourceControl: Evidence<readonly PolicyLevelInForce[]>;
  /** Set where nobody knows whether the account manages its organization, which its policies then do not bind. */
  readonly serviceControlMayNotBind?: Unanswered;
  readonly resourceControlMayNotBind?: Unanswered;
  /** Bucket policy, key policy or trust policy of the resource. */
  readonly resource: Evidence<PolicyInForce>;
  /** KMS only; absent elsewhere. */
  readonly grants: Evidence<readonly GrantInForce[]>;
  /** S3 only: RestrictPublicBuckets on any level. Absent elsewhere. */
  readonly restrictPublicBuckets: Evidence<boolean>;
  /** KMS only: an AWS managed key, which RCPs do not bind. */
  readonly isAwsManagedKey?: boolean;
  /** S3 object reads where ACLs are enabled: who owns the objects. Objects of other accounts can be read only if their ACL says so. */
  readonly objectOwner?: 'bucket-owner' | 'other-account' | 'unknown';
}
