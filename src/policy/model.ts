/**
 * The shapes of the policy language: documents as they are parsed, requests as they are asked, decisions as they are given.
 * This room knows IAM and nothing of S3 replication.
 */
import type { StringSet } from './strings/index.js';

// ---- documents ----------------------------------------------------------------------------------------------------

/** Which grammar a document follows, and which place it has in a decision. */
export type PolicyKind =
  'identity' | 'permissions-boundary' | 'session' | 'service-control' | 'resource-control' | 'bucket' | 'key' | 'trust';

export interface PolicyDocument {
  readonly kind: PolicyKind;
  /** `null` = the document has no Version, which means 2008-10-17. */
  readonly version: '2008-10-17' | '2012-10-17' | null;
  readonly statements: readonly Statement[];
  /** Faults of grammar, in document order. One of severity `invalid` makes the whole document one that is never evaluated. */
  readonly problems: readonly PolicyProblem[];
  readonly valid: boolean;
}

export interface PolicyProblem {
  readonly severity: 'invalid' | 'suspicious';
  /** Stable id, such as `effect-case`, `duplicate-name`, `partial-wildcard-principal`, `short-arn`. */
  readonly code: string;
  /** One sentence for people; quotes at most 200 characters of the document. */
  readonly message: string;
  /** Path in the document, such as `Statement[3].Condition.StringEquals`. */
  readonly path: string;
}

export interface Statement {
  readonly index: number;
  /** `Statement[3]`; also for a single statement that is not in an array. */
  readonly path: string;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  /** `null` in policies that have no principal element. */
  readonly principals: PrincipalElement | null;
  readonly actions: PatternElement;
  /** `null` in trust policies, where the role is implied. */
  readonly resources: PatternElement | null;
  readonly conditions: readonly ConditionTest[];
  /** Why the statement can never have an effect (empty list, key policy statement without Resource); `null` = it can. */
  readonly inert: string | null;
  /** Why nobody can say whether the statement applies (AWS's own pages disagree, such as for an empty Condition); `null` = one can. */
  readonly uncertain: string | null;
}

export interface PatternElement {
  /** True for NotAction and NotResource. */
  readonly not: boolean;
  readonly patterns: readonly string[];
}

export interface PrincipalElement {
  /** True for NotPrincipal. */
  readonly not: boolean;
  readonly entries: readonly PrincipalEntry[];
}

export type PrincipalEntry =
  /** `*`, in any of its spellings. */
  | { readonly kind: 'anyone' }
  /** An account id or its root ARN. `partition` is null where only the id is written. */
  | { readonly kind: 'account'; readonly account: string; readonly partition: string | null }
  | { readonly kind: 'role'; readonly arn: string }
  | { readonly kind: 'session'; readonly arn: string }
  | { readonly kind: 'user'; readonly arn: string }
  | { readonly kind: 'federated-user'; readonly arn: string }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'canonical-user'; readonly id: string }
  | { readonly kind: 'federated'; readonly provider: string }
  /** `AROA…`, `AIDA…`: what IAM leaves in a policy when the named principal was deleted. */
  | { readonly kind: 'unique-id'; readonly id: string }
  /** Matches nobody: partial wildcards, malformed ARNs. */
  | { readonly kind: 'nobody'; readonly text: string };

export type ConditionOperator =
  | 'StringEquals'
  | 'StringNotEquals'
  | 'StringEqualsIgnoreCase'
  | 'StringNotEqualsIgnoreCase'
  | 'StringLike'
  | 'StringNotLike'
  | 'NumericEquals'
  | 'NumericNotEquals'
  | 'NumericLessThan'
  | 'NumericLessThanEquals'
  | 'NumericGreaterThan'
  | 'NumericGreaterThanEquals'
  | 'DateEquals'
  | 'DateNotEquals'
  | 'DateLessThan'
  | 'DateLessThanEquals'
  | 'DateGreaterThan'
  | 'DateGreaterThanEquals'
  | 'Bool'
  | 'BinaryEquals'
  | 'IpAddress'
  | 'NotIpAddress'
  | 'ArnEquals'
  | 'ArnLike'
  | 'ArnNotEquals'
  | 'ArnNotLike'
  | 'Null';

/** One condition key under one operator: the values are alternatives. */
export interface ConditionTest {
  readonly operator: ConditionOperator;
  readonly ifExists: boolean;
  readonly qualifier: 'ForAllValues' | 'ForAnyValue' | null;
  /** Lower case. */
  readonly key: string;
  /** As written. */
  readonly writtenKey: string;
  /** JSON numbers and booleans already turned into their text. */
  readonly values: readonly string[];
  /** `Statement[3].Condition.StringEquals.aws:PrincipalOrgID`. */
  readonly path: string;
}

// ---- requests -----------------------------------------------------------------------------------------------------

/**
 * A text that may hold the object key the request ranges over: `prefix` followed by the key. A plain string is fixed.
 * `{ prefix: 'arn:aws:s3:::orders/' }` stands for the ARNs of all objects of the request.
 */
export type Text = string | { readonly prefix: string };

/** What is known of one condition key in the context of a request. */
export type ContextValue =
  | { readonly state: 'present'; readonly values: readonly Text[] }
  | { readonly state: 'absent' }
  /** One of a few worlds: documentation leaves open which. A decision that is the same in all of them is certain. */
  | {
      readonly state: 'one-of';
      readonly worlds: readonly ContextValue[];
      readonly settle: Unsettled;
      /** Keys of one name are in their first world together, in their second, and so on. */
      readonly together?: string;
    }
  /** Any value, or none (`mayBeAbsent`); never one of `never`. */
  | {
      readonly state: 'unknown';
      readonly mayBeAbsent: boolean;
      readonly settle: Unsettled;
      readonly never?: readonly string[];
    };

/** Why something is open, and what would settle it. */
export interface Unsettled {
  readonly cause: 'undocumented' | 'unreadable' | 'too-complex';
  /** Stable id of the question, such as `context:s3:aws:SecureTransport` or `unreadable:GetKeyPolicy:arn:…`. */
  readonly id: string;
  /** What is not known, as a sentence. */
  readonly what: string;
  /** The test, the API call or the permission that would settle it, as a sentence. */
  readonly how: string;
  /** What it is about, where whoever asked knows it: handed back untouched. Missing = a question of the policy language. */
  readonly about?: QuestionSubject;
}

export type QuestionSubject =
  /** An answer that is missing. `subject` is a bucket name, an ARN, or `account 111122223333`. */
  | { readonly kind: 'read'; readonly operation: string; readonly subject: string }
  /** The value of a condition key in the request, which an owner may know. */
  | { readonly kind: 'condition-key' }
  /** Whether the request is made at all, which an owner may know. */
  | { readonly kind: 'request' };

export interface RequestContext {
  /** By lower-case condition key. */
  readonly values: ReadonlyMap<string, ContextValue>;
  /** For keys that `values` does not name: asked before `others`, with the lower-case key. */
  resolve?(key: string): ContextValue;
  /** Keys (lower case) that the request may carry although the service authorization reference does not list them for the action. */
  carriesToo?(key: string): boolean;
  /** For keys that nothing else says anything of and that the action may carry. */
  readonly others: ContextValue;
}

export type RequestPrincipal =
  | {
      readonly kind: 'role-session';
      readonly partition: string;
      readonly account: string;
      /** With path. */
      readonly roleArn: string;
      /** `AROA…`, or null where it is not known. */
      readonly roleId: string | null;
      readonly sessionName: string;
    }
  | {
      readonly kind: 'service';
      readonly service: string;
      /** Further names under which the service may be the caller; nobody documents which it uses. */
      readonly otherNames?: readonly string[];
    };

export interface AccessRequest {
  readonly principal: RequestPrincipal;
  /** `s3:ReplicateObject`. */
  readonly action: string;
  readonly resource: Text;
  /**
   * Where the ARN of the one resource is not known: a pattern that it certainly matches, such as `arn:aws:kms:us-east-1:…:key/*`.
   * `resource` is then only a name for people.
   */
  readonly resourcePattern?: string;
  /** Account that owns the resource; null = not known. */
  readonly resourceAccount: string | null;
  /** The object keys that the request ranges over. For a request that no key is part of: `everyKey`. */
  readonly keys: StringSet;
  readonly context: RequestContext;
}

// ---- what may decide ----------------------------------------------------------------------------------------------

/** Evidence: known, known to be not there, or missing for a stated reason. */
export type Evidence<T> =
  | { readonly state: 'known'; readonly value: T }
  | { readonly state: 'absent' }
  | { readonly state: 'missing'; readonly settle: Unsettled };

/** One policy in a decision. */
export interface PolicyInForce {
  readonly kind: PolicyKind;
  /** For people: policy name, ARN, or the resource it hangs on. */
  readonly name: string;
  readonly document: PolicyDocument;
  /** Handed back untouched in explanations: the caller's way to find the place in its input. */
  readonly tag?: unknown;
}

export interface PolicyLevelInForce {
  /** Root, OU or account. */
  readonly target: string;
  readonly policies: Evidence<readonly PolicyInForce[]>;
}

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
  readonly serviceControlMayNotBind?: Unsettled;
  readonly resourceControlMayNotBind?: Unsettled;
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

// ---- decisions ----------------------------------------------------------------------------------------------------

/** Missing organization policies: hold the decision unless one of them denies, or make it unknown. */
export interface DecideOptions {
  readonly requireOrganization?: boolean;
  /** Work units for set questions (see strings); past it the decision is unknown, `too-complex`. */
  readonly budget?: number;
  /** Ask only whether something denies explicitly; a missing Allow does not count. */
  readonly onlyDenies?: boolean;
}

export type Outcome =
  /** For every key. */
  | 'allowed'
  /** For no key. */
  | 'denied'
  /** Certainly for some keys and certainly not for others. */
  | 'partly'
  | 'unknown';

export type CauseOfDenial =
  | 'explicit-deny'
  | 'permissions-boundary'
  | 'session-policy'
  | 'service-control-policy'
  | 'resource-control-policy'
  | 'key-policy-does-not-allow'
  | 'resource-policy-missing'
  | 'block-public-access'
  | 'wrong-principal'
  | 'wrong-resource'
  | 'condition-not-met'
  | 'no-statement';

/** A statement in an explanation. */
export interface StatementReference {
  readonly policyKind: PolicyKind | 'grant';
  readonly policyName: string;
  /** `Statement[3]`, or null for a whole document or a grant. */
  readonly path: string | null;
  readonly sid: string | null;
  readonly effect: 'allow' | 'deny' | 'near-miss' | 'none';
  readonly statement: Statement | null;
  readonly tag?: unknown;
}

/** The one part of the nearest statement that did not fit. */
export interface Misfit {
  readonly part: 'principal' | 'action' | 'resource' | 'condition';
  /** What the statement says. */
  readonly expected: string;
  /** What the request has. */
  readonly actual: string;
  /** Path in the document. */
  readonly path: string;
}

export interface Denial {
  readonly cause: CauseOfDenial;
  /** Whose side it is on: the caller's (identity, boundary, session, SCP) or the resource's (resource policy, grant, RCP, Block Public Access). */
  readonly side: 'principal' | 'resource';
  /** Policy type that denies or does not allow. */
  readonly policyKind: PolicyKind | 'block-public-access';
  readonly statements: readonly StatementReference[];
  readonly misfit: Misfit | null;
  /** A key that is certainly denied for this cause; null where no key is part of the request. */
  readonly counterexample: string | null;
  /** True: every key of the request is denied for this cause. */
  readonly forAll: boolean;
}

export interface Decision {
  readonly outcome: Outcome;
  /** Keys (within the request's) that are certainly allowed, and those that are possibly allowed. certainly ⊆ possibly. */
  readonly certainly: StringSet;
  readonly possibly: StringSet;
  /** Statements that carry an `allowed`. */
  readonly allowedBy: readonly StatementReference[];
  /** All causes, each policy type on its own, whichever AWS would have reported first. Empty for `allowed`. */
  readonly denials: readonly Denial[];
  /** What would settle an `unknown`; also what an `allowed` assumes of uncollected organization policies. */
  readonly unsettled: readonly Unsettled[];
  /** Notes that stand beside a decision without changing it, as sentences. */
  readonly doubts: readonly string[];
  /** True where the decision holds only if uncollected or unreadable organization policies do not deny. */
  readonly assumesOrganizationPolicies: boolean;
  /** A key that is certainly denied, where there is one. */
  readonly counterexample: string | null;
  /** The decision on the same request, made for other keys. */
  forKeys(keys: StringSet): Decision;
}
