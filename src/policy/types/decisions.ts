/** Decisions as they are given. */
import type { Effort, StringSet } from '../strings/index.js';
import type { PolicyKind, Statement } from './documents.js';
import type { Unanswered } from './requests.js';

/** Missing organization policies: hold the decision unless one of them denies, or make it unknown. */
export interface DecideOptions {
  readonly requireOrganization?: boolean;
  /** Steps for each question about sets, or a budget that decisions share; past it the decision is unknown, `too-complex`. */
  readonly budget?: Effort;
  /** Ask only whether something denies explicitly; a missing Allow does not count. */
  readonly onlyDenies?: boolean;
}

/** What a decision comes to. */
export type Outcome =
  /** For every key. */
  | 'allowed'
  /** For no key. */
  | 'denied'
  /** Certainly for some keys and certainly not for others. */
  | 'partly'
  | 'unknown';

/** Which kind of policy, or which misfit, denies. */
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
  /** For a Deny with conditions: each of them, and what of the request meets it. */
  readonly met?: readonly ConditionMet[];
  readonly tag?: unknown;
}

/** A condition of a Deny that the request meets. */
export interface ConditionMet {
  /** As written: `aws:SourceVpce`. */
  readonly key: string;
  /** `ForAnyValue:StringNotEqualsIfExists aws:SourceVpce "vpce-1"` */
  readonly test: string;
  /** Whether the request carries the key; null = not known, and it makes no difference. */
  readonly isCarried: boolean | null;
  /** The values that it carries, bounded; empty where it carries none. */
  readonly actual: string;
}

/** The first part of the nearest statement that did not fit. */
export interface Misfit {
  readonly part: 'principal' | 'action' | 'resource' | 'condition';
  /** What the statement says. */
  readonly expected: string;
  /** What the request has. */
  readonly actual: string;
  /**
   * Why what looks alike does not fit: a wildcard in a principal names nobody, and under an operator that compares letter by letter it
   * is a character like any other. Null = nothing of the kind.
   */
  readonly trap: 'principal-wildcard' | 'literal-wildcard' | null;
  /** Whether another part of the statement does not fit either: correcting this one alone then allows nothing. */
  readonly isOneOfSeveral: boolean;
  /** Path in the document. */
  readonly path: string;
}

/** One policy that stands in the way, with its statements. */
export interface Denial {
  readonly cause: CauseOfDenial;
  /** Whose side it is on: the caller's (identity, boundary, session, SCP) or the resource's (resource policy, grant, RCP, Block Public Access). */
  readonly side: 'principal' | 'resource';
  /** Policy type that denies or does not allow. */
  readonly policyKind: PolicyKind | 'block-public-access';
  /** Of service control policies that do not allow: the root, unit or account that they are attached to. */
  readonly level?: string;
  readonly statements: readonly StatementReference[];
  readonly misfit: Misfit | null;
  /** A key that is certainly denied for this cause; null where no key is part of the request. */
  readonly counterexample: string | null;
  /** True: every key of the request is denied for this cause. */
  readonly forAll: boolean;
}

/** The answer to a request: its outcome, for which keys, and why. */
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
  readonly unanswered: readonly Unanswered[];
  /** Notes that stand beside a decision without changing it, as sentences. */
  readonly doubts: readonly string[];
  /** True where the decision holds only if uncollected or unreadable organization policies do not deny. */
  readonly assumesOrganizationPolicies: boolean;
  /** A key that is certainly denied, where there is one. */
  readonly counterexample: string | null;
  /** The decision on the same request, made for other keys. */
  forKeys(keys: StringSet): Decision;
}
