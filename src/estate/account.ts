import { isAccountId } from '../basics/aws-names.js';
import { stretchesOf } from '../basics/stand-in.js';

/** Whether a text is an account: its id, or what stands for that of one that nobody knows yet. */
export function isAccount(text: string): boolean {
  const [only, ...others] = stretchesOf(text);
  const isStandIn = only?.kind === 'stand-in' && only.standIn.kind === 'account';
  return isAccountId(text) || (isStandIn && others.length === 0);
}
