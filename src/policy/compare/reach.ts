/**
 * What a set of policies reaches at all: for one action, the resource ARNs it may allow in some context. Conditions count as
 * something that can be met, explicit denies only where they hold whatever the context is: the widest reading, as needed to
 * judge whether a grant is broader than it should be.
 */
import { lookupIn } from '../conditions/context.js';
import { effectOf, type EffectScope, type PolicyEffect } from '../decide/effect.js';
import { never, or } from '../extent.js';
import type { AccessRequest, ContextValue, PolicyInForce, RequestPrincipal } from '../model.js';
import { noNotes } from '../notes.js';
import { difference, everything, type StringSet } from '../strings/index.js';

/** What is known about the request besides its action. */
export interface ReachOptions {
  /** Condition keys whose value is known, by lower-case name; all others may have any value. */
  readonly context?: ReadonlyMap<string, ContextValue>;
}

const anyContext: ContextValue = {
  state: 'unknown',
  mayBeAbsent: true,
  question: { cause: 'undocumented', id: 'any-context', what: 'Any request context.', how: 'Name a request.' },
};

const nobody: RequestPrincipal = { kind: 'service', service: '' };

/** A request whose "object key" is the whole resource ARN. */
export function requestForAnyResource(action: string, options: ReachOptions = {}): AccessRequest {
  return {
    principal: nobody,
    action,
    resource: { prefix: '' },
    resourceAccount: null,
    keys: everything,
    context: { values: options.context ?? new Map(), others: anyContext },
  };
}

/** Resource ARNs on which identity-based policies may allow an action. */
export function reachOf(policies: readonly PolicyInForce[], action: string, options: ReachOptions = {}): StringSet {
  const request = requestForAnyResource(action, options);
  const { allow, deny } = joinedEffect(policies, {
    request,
    lookup: lookupIn(request, new Map()),
    hasBoundary: null,
    notesFor: () => noNotes,
  });
  return difference(allow.possible, deny.certain);
}

export function joinedEffect(policies: readonly PolicyInForce[], scope: EffectScope): PolicyEffect {
  let allow = never;
  let deny = never;
  for (const policy of policies) {
    const effect = effectOf(policy, scope);
    allow = or(allow, effect.allow);
    deny = or(deny, effect.deny);
  }
  return { allow, deny };
}
