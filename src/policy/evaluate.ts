/** All authorities of a request, each on its own, in one world. */
import { contextValue, lookupIn, type Lookup } from './context.js';
import {
  allowsEverything,
  allowsNothing,
  askingStatements,
  effectOf,
  effectOfResourcePolicy,
  emptyResourcePolicy,
  openEffect,
  type EffectScope,
  type PolicyEffect,
  type ResourcePolicyEffect,
} from './effect.js';
import { always, and, doubted, never, or, undecided, type Extent } from './extent.js';
import { effectOfGrants } from './grants.js';
import { resourceVariableKeys } from './match.js';
import type {
  AccessRequest,
  Authorities,
  ConditionTest,
  Evidence,
  PolicyInForce,
  PolicyLevelInForce,
  Statement,
  Unsettled,
} from './model.js';
import type { DoubtCollector } from './notes.js';
import { isPublicBucketPolicy } from './public-access.js';
import { parseTemplate, variableKeys } from './variables.js';
import type { World } from './worlds.js';

export interface LevelEffect extends PolicyEffect {
  readonly target: string;
}

export interface Evaluation {
  readonly identity: PolicyEffect;
  /** Null = none in play. */
  readonly boundary: PolicyEffect | null;
  readonly session: PolicyEffect | null;
  readonly serviceControl: readonly LevelEffect[];
  readonly resourceControl: readonly LevelEffect[];
  readonly resource: ResourcePolicyEffect;
  readonly grants: Extent;
  /** Keys whose cross-account grants Block Public Access switches off. */
  readonly publicAccessBlocked: Extent;
}

export interface Evaluator {
  readonly request: AccessRequest;
  readonly authorities: Authorities;
  readonly requireOrganization: boolean;
}

const openResourcePolicy: ResourcePolicyEffect = {
  ...openEffect,
  allowByForm: { anyone: undecided, account: undecided, role: undecided, session: undecided, service: undecided },
};

export function evaluate(
  { request, authorities, requireOrganization }: Evaluator,
  world: World,
  doubts: DoubtCollector,
): Evaluation {
  const lookup = lookupIn(request, world);
  const boundary = authorities.permissionsBoundary;
  const scope: EffectScope = {
    request,
    lookup,
    hasBoundary: boundary.state === 'missing' ? null : boundary.state === 'known',
    notesFor: (policyName) => doubts.notesFor(policyName),
  };
  const isService = request.principal.kind === 'service';
  return {
    identity: isService ? allowsNothing : identityEffect(authorities.identity, scope),
    boundary: isService ? null : optionalEffect(boundary, scope),
    session: isService ? null : optionalEffect(authorities.session, scope),
    serviceControl: isService
      ? []
      : binding(
          levelEffects(authorities.serviceControl, scope, requireOrganization),
          authorities.serviceControlMayNotBind,
        ),
    resourceControl:
      authorities.isAwsManagedKey === true
        ? []
        : binding(
            levelEffects(authorities.resourceControl, scope, requireOrganization),
            authorities.resourceControlMayNotBind,
          ),
    resource: resourceEffect(authorities.resource, scope),
    grants: grantEffect(authorities, request, lookup),
    publicAccessBlocked: publicAccessEffect(authorities),
  };
}

function identityEffect(identity: Authorities['identity'], scope: EffectScope): PolicyEffect {
  if (identity.state === 'absent') return allowsNothing;
  if (identity.state === 'missing') return openEffect;
  let allow = never;
  let deny = never;
  for (const policy of identity.value) {
    const effect =
      policy.state === 'known'
        ? effectOf(policy.value, scope)
        : policy.state === 'missing'
          ? openEffect
          : allowsNothing;
    allow = or(allow, effect.allow);
    deny = or(deny, effect.deny);
  }
  return { allow, deny };
}

function optionalEffect(policy: Evidence<PolicyInForce>, scope: EffectScope): PolicyEffect | null {
  if (policy.state === 'absent') return null;
  return policy.state === 'missing' ? openEffect : effectOf(policy.value, scope);
}

/**
 * Organization policies that nobody could read hold nothing back, unless they are required: the caller says so beside the
 * decision (member accounts can rarely read them).
 */
function levelEffects(
  levels: Evidence<readonly PolicyLevelInForce[]>,
  scope: EffectScope,
  isRequired: boolean,
): readonly LevelEffect[] {
  const whenMissing = isRequired ? openEffect : allowsEverything;
  if (levels.state === 'absent') return [];
  if (levels.state === 'missing') return [{ target: '', ...whenMissing }];
  return levels.value.map(({ target, policies }) => {
    if (policies.state === 'absent') return { target, ...allowsNothing };
    if (policies.state === 'missing') return { target, ...whenMissing };
    let allow = never;
    let deny = never;
    for (const policy of policies.value) {
      const effect = effectOf(policy, scope);
      allow = or(allow, effect.allow);
      deny = or(deny, effect.deny);
    }
    return { target, allow, deny };
  });
}

/** Levels that may not bind at all allow possibly everything, and deny nothing for certain. */
function binding(levels: readonly LevelEffect[], mayNotBind: Unsettled | undefined): readonly LevelEffect[] {
  return mayNotBind === undefined
    ? levels
    : levels.map(({ target, allow, deny }) => ({ target, allow: or(allow, undecided), deny: doubted(deny) }));
}

function resourceEffect(policy: Evidence<PolicyInForce>, scope: EffectScope): ResourcePolicyEffect {
  if (policy.state === 'absent') return emptyResourcePolicy;
  return policy.state === 'missing' ? openResourcePolicy : effectOfResourcePolicy(policy.value, scope);
}

function grantEffect(authorities: Authorities, request: AccessRequest, lookup: Lookup): Extent {
  if (authorities.grants.state === 'absent') return never;
  return authorities.grants.state === 'missing' ? undecided : effectOfGrants(authorities.grants.value, request, lookup);
}

/**
 * RestrictPublicBuckets together with a policy that S3 judges public: principals of other accounts can no longer use any
 * grant of that policy. Source: S3 User Guide, "Blocking public access to your Amazon S3 storage".
 */
function publicAccessEffect({ resource, restrictPublicBuckets }: Authorities): Extent {
  if (resource.state !== 'known' || resource.value.kind !== 'bucket') return never;
  if (restrictPublicBuckets.state === 'absent') return never;
  if (restrictPublicBuckets.state === 'known' && !restrictPublicBuckets.value) return never;
  if (!resource.value.document.valid) return undecided;
  const isPublic = isPublicBucketPolicy(resource.value.document).public;
  if (isPublic === false) return never;
  return isPublic === true && restrictPublicBuckets.state === 'known' ? always : undecided;
}

// ---- what the statements ask about --------------------------------------------------------------------------------

const documents = new WeakMap<Authorities, readonly PolicyInForce[]>();

/** Every policy document in play. Kept, since the same authorities decide many requests. */
export function documentsOf(authorities: Authorities): readonly PolicyInForce[] {
  let found = documents.get(authorities);
  if (found === undefined) documents.set(authorities, (found = findDocuments(authorities)));
  return found;
}

function findDocuments(authorities: Authorities): readonly PolicyInForce[] {
  const documents: PolicyInForce[] = [];
  const add = (evidence: Evidence<PolicyInForce>): void => {
    if (evidence.state === 'known') documents.push(evidence.value);
  };
  if (authorities.identity.state === 'known') authorities.identity.value.forEach(add);
  add(authorities.permissionsBoundary);
  add(authorities.session);
  add(authorities.resource);
  for (const levels of [authorities.serviceControl, authorities.resourceControl]) {
    if (levels.state !== 'known') continue;
    for (const level of levels.value) if (level.policies.state === 'known') documents.push(...level.policies.value);
  }
  return documents;
}

export interface Questions {
  readonly tests: readonly ConditionTest[];
  readonly variables: readonly string[];
}

const noQuestions: Questions = { tests: [], variables: [] };

/** Condition tests and policy variables of the statements whose action fits, where the key's value is open. */
export function openQuestions(request: AccessRequest, authorities: Authorities): Questions {
  let questions: { tests: ConditionTest[]; variables: string[] } | null = null;
  const isOpen = (key: string): boolean => {
    const { state } = contextValue(request, key);
    return state === 'one-of' || state === 'unknown';
  };
  const ask = (statement: Statement, policy: PolicyInForce): void => {
    for (const test of statement.conditions) {
      if (isOpen(test.key)) (questions ??= { tests: [], variables: [] }).tests.push(test);
      if (policy.document.version !== '2012-10-17') continue;
      for (const value of test.values) {
        if (!value.includes('${')) continue;
        const keys = variableKeys(parseTemplate(value, true)).filter(isOpen);
        if (keys.length > 0) (questions ??= { tests: [], variables: [] }).variables.push(...keys);
      }
    }
    const keys = resourceVariableKeys(statement, policy.document).filter(isOpen);
    if (keys.length > 0) (questions ??= { tests: [], variables: [] }).variables.push(...keys);
  };
  for (const policy of documentsOf(authorities)) {
    if (!policy.document.valid) continue;
    for (const statement of askingStatements(policy.document, request.action)) ask(statement, policy);
  }
  return questions ?? noQuestions;
}

/** All levels together. */
export function levelsAllow(levels: readonly LevelEffect[]): Extent {
  return levels.reduce((all, level) => and(all, level.allow), always);
}
export function levelsDeny(levels: readonly LevelEffect[]): Extent {
  return levels.reduce((all, level) => or(all, level.deny), never);
}
