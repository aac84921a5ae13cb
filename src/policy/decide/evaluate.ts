/** All authorities of a request, each on its own, in one scenario. */
import { lowerAscii } from '../ascii-case.js';
import { type Lookup, lookupIn } from '../conditions/context.js';
import type { Scenario } from '../conditions/scenarios.js';
import { always, and, doubted, type Extent, never, or, undecided } from '../extent.js';
import type { AccessRequest, Authorities, Evidence, PolicyInForce, PolicyLevelInForce } from '../model.js';
import { DoubtCollector } from '../notes.js';
import { authorizationOf } from './authorization.js';
import {
  allowsEverything,
  allowsNothing,
  effectOf,
  effectOfResourcePolicy,
  type EffectScope,
  emptyResourcePolicy,
  openEffect,
  openResourcePolicy,
  type PolicyEffect,
  type ResourcePolicyEffect,
} from './effect.js';
import type { Effort } from '../strings/index.js';
import { effectOfGrants } from './grants.js';
import { isPublicBucketPolicy } from './public-access.js';

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
  readonly budget: Effort | undefined;
}

export function evaluate(
  { request, authorities, requireOrganization }: Evaluator,
  scenario: Scenario,
  doubts: DoubtCollector,
): Evaluation {
  const lookup = lookupIn(request, scenario);
  const boundary = authorities.permissionsBoundary;
  const scope: EffectScope = {
    request,
    lookup,
    hasBoundary: boundary.state === 'missing' ? null : boundary.state === 'known',
    notesFor: (policyName) => doubts.notesFor(policyName),
  };
  const isService = request.principal.kind === 'service';
  const isLinked = isServiceLinked(request);
  const hasResource = authorizationOf(request) !== 'identity-only';
  return {
    identity: isService ? allowsNothing : identityEffect(authorities.identity, scope),
    boundary: isService ? null : optionalEffect(boundary, scope),
    session: isService ? null : optionalEffect(authorities.session, scope),
    serviceControl:
      isService || isLinked
        ? []
        : binding(
            levelEffects(authorities.serviceControl, scope, requireOrganization),
            authorities.serviceControlMayNotBind !== undefined,
          ),
    resourceControl:
      authorities.isAwsManagedKey === true || isLinked
        ? []
        : binding(
            levelEffects(authorities.resourceControl, scope, requireOrganization),
            authorities.resourceControlMayNotBind !== undefined || !hasResource || !isUnderResourceControl(request),
          ),
    resource: hasResource ? resourceEffect(authorities.resource, scope) : emptyResourcePolicy,
    grants: hasResource ? grantEffect(authorities, request, lookup) : never,
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
function binding(levels: readonly LevelEffect[], mayNotBind: boolean): readonly LevelEffect[] {
  return mayNotBind
    ? levels.map(({ target, allow, deny }) => ({ target, allow: or(allow, undecided), deny: doubted(deny) }))
    : levels;
}

/** Organization policies do not bind service-linked roles. Source: Organizations User Guide, "SCPs", "RCPs". */
function isServiceLinked({ principal }: AccessRequest): boolean {
  return principal.kind === 'role-session' && principal.roleArn.includes(':role/aws-service-role/');
}

/** Services that RCPs have covered from the start; the list grows, and others may be on it by now. Source: Organizations User Guide, "RCPs". */
const underResourceControl: ReadonlySet<string> = new Set(['s3', 'sts', 'kms', 'sqs', 'secretsmanager']);

export function isUnderResourceControl({ action }: AccessRequest): boolean {
  return underResourceControl.has(lowerAscii(action.slice(0, action.indexOf(':'))));
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

/** All levels together. */
export function levelsAllow(levels: readonly LevelEffect[]): Extent {
  return levels.reduce((all, level) => and(all, level.allow), always);
}
export function levelsDeny(levels: readonly LevelEffect[]): Extent {
  return levels.reduce((all, level) => or(all, level.deny), never);
}
