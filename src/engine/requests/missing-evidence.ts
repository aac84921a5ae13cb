/** How the engine says that evidence is missing: which call, on what, and the permission that would let it be read. */
import type { Missing } from '../../estate/fact.js';
import { iamActionFor } from '../../sources/read-operations.js';
import type { Evidence, Unsettled } from '../../policy/model.js';
import type { Fact } from '../../estate/fact.js';

/** `subject` is an ARN, a bucket name or an account. */
export function missingEvidence(fact: Missing, subject: string): Unsettled {
  const action = iamActionFor(fact.operation);
  const permission = action === null ? '' : ` (permission ${action})`;
  const about = { kind: 'read', operation: fact.operation, subject } as const;
  if (fact.state === 'not-collected') {
    return {
      cause: 'unreadable',
      id: `unreadable:${fact.operation}:${subject}`,
      what: `${fact.operation} of ${subject} was not collected.`,
      how: `Collect it with ${fact.operation}${permission}, from the account that owns it.`,
      about,
    };
  }
  return {
    cause: 'unreadable',
    id: `unreadable:${fact.operation}:${subject}`,
    what: `${fact.operation} of ${subject} could not be read: ${fact.code}.`,
    how: `Let the auditing principal call ${fact.operation}${permission}, or supply the answer as input.`,
    about,
  };
}

/** A fact as the policy room takes it. */
export function toEvidence<T, U>(fact: Fact<T>, subject: string, convert: (value: T) => U): Evidence<U> {
  if (fact.state === 'known') return { state: 'known', value: convert(fact.value) };
  return fact.state === 'absent' ? { state: 'absent' } : { state: 'missing', settle: missingEvidence(fact, subject) };
}
