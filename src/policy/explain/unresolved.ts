/** Questions about values that code does not hold. */
import { shortList } from '../../basics/short-list.js';
import type { Unanswered } from '../model.js';

/** `what`: the beginning of a sentence, such as `Whether the statement applies`. */
export function unresolvedQuestion(id: string, what: string, addresses: readonly string[]): Unanswered {
  const values = addresses.length === 0 ? 'a value that is not known' : shortList(addresses, 3);
  return {
    cause: 'unreadable',
    id: `unresolved:${id}:${[...addresses].sort().join(',')}`,
    what: `${what} depends on ${values}.`,
    how: `Give the value of ${values}, or audit again after the deployment.`,
    about: { kind: 'value', addresses },
  };
}
