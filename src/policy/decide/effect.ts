/** What one policy says of one request in one scenario: for which keys it allows, and for which it denies. */
import { addressesIn } from '../../basics/stand-in.js';
import { evaluateConditions } from '../conditions/condition-block.js';
import type { Lookup } from '../conditions/context.js';
import { always, and, anyOf, doubted, type Extent, never, undecided } from '../extent.js';
import { matchPrincipal, type PrincipalForm } from '../match/principal.js';
import { matchResource } from '../match/resource.js';
import type { AccessRequest, PolicyDocument, PolicyInForce, Statement } from '../model.js';
import type { Notes } from '../notes.js';
import { actionCarriesKey } from '../service-data/index.js';
import { type Relevant, relevantStatements } from './relevant.js';

export interface PolicyEffect {
  readonly allow: Extent;
  readonly deny: Extent;
}

/** Allows of a resource-based policy, by the way its principal element matched. */
export type AllowByForm = Readonly<Record<PrincipalForm, Extent>>;

export interface ResourcePolicyEffect extends PolicyEffect {
  readonly allowByForm: AllowByForm;
}

export interface EffectScope {
  readonly request: AccessRequest;
  readonly lookup: Lookup;
  /** Whether the caller has a permissions boundary; null = not known. */
  readonly hasBoundary: boolean | null;
  readonly notesFor: (policyName: string) => Notes;
}

export const allowsNothing: PolicyEffect = { allow: never, deny: never };
export const allowsEverything: PolicyEffect = { allow: always, deny: never };
/** A policy that nobody could read, or that is not a valid policy. */
export const openEffect: PolicyEffect = { allow: undecided, deny: undecided };

function inEveryForm(extent: Extent): AllowByForm {
  return {
    anyone: extent,
    'anyone-of-arn': extent,
    account: extent,
    role: extent,
    session: extent,
    service: extent,
  };
}

const noForms = inEveryForm(never);
/** Of a resource's policy that nobody could read, or that is not a valid policy. */
export const openResourcePolicy: ResourcePolicyEffect = { ...openEffect, allowByForm: inEveryForm(undecided) };

/** Effect of an identity policy, boundary, session policy, SCP or RCP. */
export function effectOf(policy: PolicyInForce, scope: EffectScope): PolicyEffect {
  const { document } = policy;
  if (!document.valid) return openEffect;
  const statements = relevantStatements(document, scope.request.action);
  if (statements.length === 0) return allowsNothing;
  const notes = scope.notesFor(policy.name);
  const allow: Extent[] = [];
  const deny: Extent[] = [];
  for (const relevant of statements) {
    const applies = extentOf(relevant, document, scope, notes);
    (relevant.statement.effect === 'Allow' ? allow : deny).push(applies);
  }
  return { allow: anyOf(allow), deny: anyOf(deny) };
}

/** Effect of a bucket, key or trust policy. */
export function effectOfResourcePolicy(policy: PolicyInForce, scope: EffectScope): ResourcePolicyEffect {
  const { document } = policy;
  if (!document.valid) return openResourcePolicy;
  const deny: Extent[] = [];
  const allow: Extent[] = [];
  const byForm: Partial<Record<PrincipalForm, Extent[]>> = {};
  for (const relevant of relevantStatements(document, scope.request.action)) {
    const { statement } = relevant;
    if (statement.principals === null) continue;
    const notes = scope.notesFor(policy.name);
    const principal = matchPrincipal(statement.principals, {
      principal: scope.request.principal,
      statement,
      hasBoundary: scope.hasBoundary,
      notes,
    });
    if (principal.holds === never) continue;
    const applies = extentOf(relevant, document, scope, notes);
    if (applies === never) continue;
    if (statement.effect === 'Deny') {
      deny.push(and(applies, principal.holds));
      continue;
    }
    allow.push(and(applies, principal.holds));
    for (const { form, holds } of principal.forms) (byForm[form] ??= []).push(and(applies, holds));
  }
  if (allow.length === 0) return { allow: never, deny: anyOf(deny), allowByForm: noForms };
  const joined = (form: PrincipalForm): Extent => anyOf(byForm[form] ?? []);
  const allowByForm: AllowByForm = {
    anyone: joined('anyone'),
    'anyone-of-arn': joined('anyone-of-arn'),
    account: joined('account'),
    role: joined('role'),
    session: joined('session'),
    service: joined('service'),
  };
  return { allow: anyOf(allow), deny: anyOf(deny), allowByForm };
}

export const emptyResourcePolicy: ResourcePolicyEffect = { ...allowsNothing, allowByForm: noForms };

/** Resource and condition elements of a statement whose action fits. */
function extentOf(relevant: Relevant, document: PolicyDocument, scope: EffectScope, notes: Notes): Extent {
  const { statement, isCertain } = relevant;
  const resource = matchResource(statement, document, { request: scope.request, lookup: scope.lookup, notes });
  if (resource === never) return never;
  noteKeysNotCarried(statement, scope.request, notes);
  const applies = and(resource, evaluateConditions(statement.conditions, document, { lookup: scope.lookup, notes }));
  if (applies === never) return never;
  if (statement.uncertain !== null) notes.open(statement.path, statement.uncertain);
  else if (!isCertain) noteUnclearAction(statement, notes);
  else return applies;
  return doubted(applies);
}

function noteUnclearAction({ path, actions }: Statement, notes: Notes): void {
  const addresses = actions.patterns.flatMap(addressesIn);
  if (addresses.length > 0) notes.unresolved(path, addresses);
  else notes.open(path, 'Whether the action "*:*" reaches every action is not documented.');
}

/** A key that the action never carries counts as absent, which surprises people who wrote a condition on it. */
function noteKeysNotCarried(statement: Statement, { action, context }: AccessRequest, notes: Notes): void {
  for (const test of statement.conditions) {
    if (actionCarriesKey(action, test.key) !== false || context.carriesToo?.(test.key) === true) continue;
    notes.aside(
      test.path,
      `${action} does not carry the condition key ${test.writtenKey}, so the key counts as absent.`,
    );
  }
}
