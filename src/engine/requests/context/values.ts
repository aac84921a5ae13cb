/** Values of condition keys, and what is asked where one is not known. */
import type { Fact } from '../../../estate/fact.js';
import type { Bucket, Estate, Role } from '../../../estate/model.js';
import type { ContextValue, Text, Unanswered } from '../../../policy/model.js';
import { contextKeyRowOf } from '../../../replication/context-keys.js';
import type { CallKind } from '../../../replication/model.js';
import type { ObjectClass } from '../../../report/model.js';
import type { EngineSettings, KeyReference } from '../../shapes/model.js';
import { missingEvidence } from '../../documents/missing-evidence.js';
import { contextQuestionId } from '../answered.js';
import { tagNamed } from '../tags.js';

/** What a request is about, as far as its context depends on it. */
export interface ContextSubject {
  readonly estate: Estate;
  readonly settings: EngineSettings;
  readonly callKind: CallKind;
  readonly action: string;
  readonly roleArn: string;
  readonly role: Role | null;
  readonly roleAccount: string | null;
  readonly source: Bucket;
  /** Of the destination, as the rule names it. */
  readonly destinationName: string;
  /** Bucket of an S3 request, key of a KMS request, else null. */
  readonly bucket: Bucket | null;
  readonly key: KeyReference | null;
  readonly resourceAccount: string | null;
  readonly region: string | null;
  readonly encryptionContext: Text | null;
  readonly objectClass: ObjectClass;
  readonly replicaKey: KeyReference | null;
  /** Tags that the replication rule's filter fixes. */
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
}

export const absent: ContextValue = { state: 'absent' };
export function present(...values: readonly Text[]): ContextValue {
  return values.length === 0 ? absent : { state: 'present', values };
}
export const never: Unanswered = {
  cause: 'undocumented',
  id: 'context',
  what: 'This condition key is not known.',
  how: 'Test it with a real request.',
};

/** The owner's own answer to a question that AWS leaves open goes before every value that AWS may send: `absent`, or the value. */
export function answeredOr(
  key: string,
  { settings, callKind }: ContextSubject,
  { what, how }: { readonly what: string; readonly how: string },
  otherwise: (question: Unanswered) => ContextValue,
): ContextValue {
  const id = contextQuestionId(callKind, contextKeyRowOf(key)?.key ?? key);
  const answer = settings.settled.get(id);
  if (answer === 'absent') return absent;
  return answer === undefined
    ? otherwise({ cause: 'undocumented', id, what, how, about: { kind: 'condition-key' } })
    : present(answer);
}

export function unknownOf(what: string, operation: string, subject: string): ContextValue {
  return { state: 'unknown', mayBeAbsent: true, question: unread(what, operation, subject) };
}

export function unread(what: string, operation: string, subject: string): Unanswered {
  return {
    cause: 'unreadable',
    id: `unreadable:${operation}:${subject}`,
    what: `Not known: ${what}.`,
    how: `Collect ${operation} of ${subject}.`,
    about: { kind: 'read', operation, subject, why: 'not-collected' },
  };
}

/** S3 always sends it. */
export function textOr(value: string | null, question: Unanswered): ContextValue {
  return value === null ? { state: 'unknown', mayBeAbsent: false, question } : present(value);
}

export function tagValue<T>(
  key: string,
  tags: Fact<readonly T[]>,
  pair: (tag: T) => readonly [string, string],
  subject: string,
): ContextValue {
  if (tags.state === 'absent') return absent;
  if (tags.state !== 'known') return { state: 'unknown', mayBeAbsent: true, question: missingEvidence(tags, subject) };
  return tagNamed(key, tags.value.map(pair), subject);
}
