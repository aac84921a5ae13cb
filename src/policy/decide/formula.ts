/**
 * How the authorities combine, for each kind of request.
 * Sources: IAM User Guide, "Policy evaluation logic" and "Cross-account policy evaluation logic"; Organizations User Guide,
 * "SCP evaluation" and "RCP evaluation"; KMS Developer Guide, "Key policies in AWS KMS", "Allowing users in other accounts to use a KMS key".
 */
import { acrossScenarios, allOf, always, and, anyOf, doubted, type Extent, never, not, or } from '../extent.js';
import type { AccessRequest, Authorities } from '../model.js';
import { sameText } from '../stand-ins/match.js';
import { authorizationOf, needsResourcePolicy } from './authorization.js';
import type { AllowByForm } from './effect.js';
import { type Evaluation, levelsAllow, levelsDeny } from './evaluate.js';

/** Parts of the formula that explanations look at again. */
export interface Terms {
  readonly denied: Extent;
  /** Identity policies, boundary and session policy together. */
  readonly identity: Extent;
  readonly boundary: Extent;
  readonly session: Extent;
  readonly serviceControl: Extent;
  /** What the resource's own policy (or a grant) allows in a way that needs no identity policy. */
  readonly direct: Extent;
  /** What the resource's side allows in any way: for cross-account requests, and for keys. */
  readonly resource: Extent;
  readonly allowed: Extent;
}

export type Relation = 'same-account' | 'cross-account';

/** Explicit denies of all authorities. */
export function deniedBy(evaluation: Evaluation): Extent {
  return anyOf([
    evaluation.identity.deny,
    evaluation.boundary?.deny ?? never,
    evaluation.session?.deny ?? never,
    levelsDeny(evaluation.serviceControl),
    evaluation.resource.deny,
    levelsDeny(evaluation.resourceControl),
  ]);
}

export function terms(
  request: AccessRequest,
  authorities: Authorities,
  evaluation: Evaluation,
  relation: Relation,
): Terms {
  const denied = deniedBy(evaluation);
  const boundary = evaluation.boundary?.allow ?? always;
  const session = evaluation.session?.allow ?? always;
  const serviceControl = levelsAllow(evaluation.serviceControl);
  const ceiling = and(boundary, session);
  const identity = and(evaluation.identity.allow, ceiling);
  const { resource } = evaluation;
  const finish = (granted: Extent, direct: Extent, resourceSide: Extent): Terms => {
    const allowed = allOf([granted, serviceControl, not(denied)]);
    return {
      denied,
      identity,
      boundary,
      session,
      serviceControl,
      direct,
      resource: resourceSide,
      allowed: ownedByOthers(authorities, allowed),
    };
  };

  // A service principal has no identity policies: the resource's policy is the only grant.
  if (request.principal.kind === 'service') {
    const granted = allowedToService(resource.allowByForm);
    return finish(granted, granted, granted);
  }
  const forms = resource.allowByForm;
  // An Allow for everyone whom a condition on the caller's ARN narrows down is documented to bypass both; a bare one is not.
  const bypass = or(forms.session, forms['anyone-of-arn']);
  const named = anyOf([and(forms.role, ceiling), limitedPerhaps(forms.anyone, ceiling)]);

  if (!needsResourcePolicy(request)) {
    if (relation === 'same-account') {
      const direct = or(bypass, named);
      return finish(or(direct, identity), direct, direct);
    }
    const granted = and(resource.allow, not(evaluation.publicAccessBlocked));
    return finish(and(granted, identity), never, granted);
  }
  if (relation === 'same-account') {
    // Whether a boundary or session policy limits a grant is not documented.
    const direct = anyOf([bypass, named, limitedPerhaps(evaluation.grants, ceiling)]);
    const delegated = and(forms.account, identity);
    return finish(or(direct, delegated), direct, or(resource.allow, evaluation.grants));
  }
  // Whether a grant issued by the key's owner needs an identity-based policy as well is not documented.
  const grant = or(and(evaluation.grants, identity), doubted(evaluation.grants));
  return finish(
    or(and(resource.allow, identity), grant),
    doubted(evaluation.grants),
    or(resource.allow, evaluation.grants),
  );
}

/** What a boundary or session policy may limit, or not. */
function limitedPerhaps(allow: Extent, ceiling: Extent): Extent {
  return ceiling === always ? allow : { certain: and(allow, ceiling).certain, possible: allow.possible };
}

/** In the ways in which a service can be meant. */
export function allowedToService(forms: AllowByForm): Extent {
  return anyOf([forms.service, forms.anyone, forms['anyone-of-arn']]);
}

/** Objects of another account can be read only if their own ACL allows it, which is not read. */
function ownedByOthers(authorities: Authorities, allowed: Extent): Extent {
  switch (authorities.objectOwner) {
    case 'other-account':
      return never;
    case 'unknown':
      return doubted(allowed);
    default:
      return allowed;
  }
}

/** Relations that are possible: both where the resource's owner is not known. */
export function relationsOf(request: AccessRequest): readonly Relation[] {
  if (request.principal.kind === 'service' || authorizationOf(request) === 'identity-only') return ['same-account'];
  if (request.resourceAccount === null) return ['same-account', 'cross-account'];
  const same = sameText(request.resourceAccount, request.principal.account);
  if (same === null) return ['same-account', 'cross-account'];
  return [same ? 'same-account' : 'cross-account'];
}

export function allowedIn(request: AccessRequest, authorities: Authorities, evaluation: Evaluation): Extent {
  let allowed: Extent | null = null;
  for (const relation of relationsOf(request)) {
    const inRelation = terms(request, authorities, evaluation, relation).allowed;
    allowed = allowed === null ? inRelation : acrossScenarios(allowed, inRelation);
  }
  return allowed ?? never;
}
