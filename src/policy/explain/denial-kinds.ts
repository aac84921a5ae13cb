/** What an authority that denies or does not allow is called as a cause. */
import { isKmsAction, needsResourcePolicy } from '../decide/authorization.js';
import type { AccessRequest, CauseOfDenial, Denial, PolicyInForce, PolicyKind } from '../model.js';
import type { ClosestStatement } from './closest-statement.js';

export const causeOfDeny: Partial<Record<PolicyKind, CauseOfDenial>> = {
  'permissions-boundary': 'permissions-boundary',
  session: 'session-policy',
  'service-control': 'service-control-policy',
  'resource-control': 'resource-control-policy',
};

/** An authority that does not allow. */
export interface Missing extends Pick<Denial, 'cause' | 'side'> {
  readonly policyKind: PolicyKind;
  readonly policies: readonly PolicyInForce[];
  readonly level?: string;
  readonly miss?: ClosestStatement | null;
}

/** The kind of policy that the resource would have. */
export function kindNeeded(request: AccessRequest): PolicyKind {
  if (!needsResourcePolicy(request)) return 'bucket';
  return isKmsAction(request) ? 'key' : 'trust';
}
