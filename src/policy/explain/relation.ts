/** Whether the caller may be of another account than the resource. */
import type { AccessRequest } from '../model.js';
import { sameText } from '../stand-ins/match.js';

export function isCrossAccount({ principal, resourceAccount }: AccessRequest): boolean {
  return (
    principal.kind === 'role-session' &&
    (resourceAccount === null || sameText(principal.account, resourceAccount) !== true)
  );
}
