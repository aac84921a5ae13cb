/**
 * What answers a request. Two actions that the same statements of all policies speak of are answered alike, for the same caller, resource,
 * keys and context: reading an object, its ACL and its tags mostly is. Which actions a condition key comes with makes a difference, and so
 * do grants, which name operations.
 */
import type { Authorities } from '../model.js';
import { authorizedBy } from './authorization.js';
import { documentsOf } from './open-keys.js';
import { statementsNumber } from './relevant.js';

/**
 * The same text for actions that are answered alike under the same authorities, as long as the context's keys that begin with `aws:` are the
 * same for both; null where the action itself may matter.
 */
export function answeredBy(authorities: Authorities, action: string): string | null {
  const { grants } = authorities;
  if (grants.state === 'known' && grants.value.length > 0) return null;
  let text = authorizedBy(action);
  if (text === null) return null;
  for (const { document } of documentsOf(authorities)) {
    if (!document.valid) continue;
    const statements = statementsNumber(document, action);
    if (statements === null) return null;
    text += ` ${statements}`;
  }
  return text;
}
