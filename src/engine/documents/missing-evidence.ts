/** How the engine says that evidence is missing: in the words of the fact itself, which fit its input. */
import { type Fact, type Missing, wordsOf } from '../../estate/fact.js';
import type { Evidence, Unanswered } from '../../policy/model.js';

/** `subject` is an ARN, a bucket name or an account. */
export function missingEvidence(fact: Missing, subject: string): Unanswered {
  const { operation, state } = fact;
  return {
    cause: 'unreadable',
    id: `unreadable:${operation}:${subject}`,
    ...wordsOf(fact, subject),
    about: { kind: 'read', operation, subject, why: state },
  };
}

/** Of a key that no input holds: one that is named by an alias is not known itself, and the alias is what can be looked up. */
export function missingOfKey(
  { isAlias }: { readonly isAlias: boolean },
  operation: string,
  name: string,
  unlisted: (operation: string) => Missing,
): Unanswered {
  if (!isAlias) return missingEvidence(unlisted(operation), name);
  return { ...missingEvidence(unlisted('DescribeKey'), name), what: `Which key ${name} names is not known.` };
}

/** A fact as the policy room takes it. */
export function toEvidence<T, U>(fact: Fact<T>, subject: string, convert: (value: T) => U): Evidence<U> {
  if (fact.state === 'known') return { state: 'known', value: convert(fact.value) };
  return fact.state === 'absent' ? { state: 'absent' } : { state: 'missing', question: missingEvidence(fact, subject) };
}
