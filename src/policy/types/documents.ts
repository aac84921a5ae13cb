/** Policy documents as they are parsed. */

/** Which grammar a document follows, and which place it has in a decision. */
export type PolicyKind =
  'identity' | 'permissions-boundary' | 'session' | 'service-control' | 'resource-control' | 'bucket' | 'key' | 'trust';

/** A policy document, parsed and compiled. */
export interface PolicyDocument {
  readonly kind: PolicyKind;
  /** `null` = the document has no Version, which means 2008-10-17. */
  readonly version: '2008-10-17' | '2012-10-17' | null;
  readonly statements: readonly Statement[];
  /** Faults of grammar, in document order. One of severity `invalid` makes the whole document one that is never evaluated. */
  readonly problems: readonly PolicyProblem[];
  readonly valid: boolean;
}

/** Something in a document that the grammar does not allow. */
export interface PolicyProblem {
  readonly severity: 'invalid' | 'suspicious';
  /** Stable id, such as `effect-case`, `duplicate-name`, `partial-wildcard-principal`, `short-arn`. */
  readonly code: string;
  /** One sentence for people; quotes at most 200 characters of the document. */
  readonly message: string;
  /** Path in the document, such as `Statement[3].Condition.StringEquals`. */
  readonly path: string;
}

/** One statement of a policy document. */
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

/** An `Action` or `Resource` element, or its opposite. */
export interface PatternElement {
  /** True for NotAction and NotResource. */
  readonly not: boolean;
  readonly patterns: readonly string[];
}

/** A `Principal` or `NotPrincipal` element. */
export interface PrincipalElement {
  /** True for NotPrincipal. */
  readonly not: boolean;
  readonly entries: readonly PrincipalEntry[];
}

/** Whom one entry of a principal element names. */
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
  /** A value that is not known: whoever it names. */
  | { readonly kind: 'open'; readonly text: string }
  /** Matches nobody: partial wildcards, malformed ARNs. */
  | { readonly kind: 'nobody'; readonly text: string };

/** An operator of a condition block, without `IfExists` and set prefixes. */
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
