import type { ContextKeyRow, ContextNever, ContextSpec, EstateContextFact, EvidenceGrade, CallKind } from '../model.js';

/** A value as it is written: what is open names its key and kind of call only once it stands in a row. */
type Value = ContextSpec | ((key: string, callKind: CallKind) => ContextSpec);

interface KeyText {
  readonly assumeRole: Value;
  readonly s3: Value;
  readonly kms: Value;
  readonly grade: EvidenceGrade;
  readonly sources: readonly string[];
  readonly note?: string;
  readonly actions?: readonly string[];
}

export const absent: ContextSpec = { is: 'absent' };
export function text(value: string): ContextSpec {
  return { is: 'text', value };
}
export function estate(fact: EstateContextFact): ContextSpec {
  return { is: 'estate', fact };
}

/** One of a few worlds. `why` ends the sentence that says what is not documented. */
export function oneOf(why: string, ...alternatives: readonly ContextSpec[]): Value {
  return (key, callKind) => ({ is: 'one-of', alternatives, question: question(why, key, callKind) });
}

/** The same for keys that are there together or not at all. */
export function oneOfTogether(together: string, why: string, ...alternatives: readonly ContextSpec[]): Value {
  return (key, callKind) => ({ is: 'one-of', together, alternatives, question: question(why, key, callKind) });
}

/** Any value, or none; `why` as above. */
export function open(
  why: string,
  options: { readonly mayBeAbsent?: boolean; readonly never?: readonly ContextNever[] } = {},
): Value {
  return (key, callKind) => ({
    is: 'unknown',
    mayBeAbsent: options.mayBeAbsent ?? true,
    ...(options.never === undefined ? {} : { never: options.never }),
    question: question(why, key, callKind),
  });
}

const calls: Readonly<Record<CallKind, string>> = {
  'assume-role': "S3's own sts:AssumeRole",
  s3: "S3's replication requests",
  kms: "S3's KMS requests for replication",
};

/** One Deny a key: the statement that stops a test object tells what the request carries. */
const tests: Readonly<Record<CallKind, (key: string) => string>> = {
  'assume-role': (key) =>
    `Give a test role's trust policy a Deny of sts:AssumeRole for s3.amazonaws.com with {"Null": {"${key}": "true"}}, replicate an object, then the same with "false" or with an expected value: replication fails exactly where the Deny applies.`,
  s3: (key) =>
    `Replicate an object into a test bucket whose policy denies s3:ReplicateObject with {"Null": {"${key}": "true"}}, then one with "false" or with an expected value, one Deny at a time: the object that ends FAILED tells what the request carries.`,
  kms: (key) =>
    `Replicate an SSE-KMS object to a test key whose policy denies kms:Encrypt with {"Null": {"${key}": "true"}}, then one with "false" or with an expected value, without Bucket Keys: the object that ends FAILED tells what the request carries.`,
};

function question(why: string, key: string, callKind: CallKind): { what: string; how: string } {
  return {
    what: `AWS does not document the value of ${key} in ${calls[callKind]}: ${why}.`,
    how: tests[callKind](key),
  };
}

function at(value: Value, key: string, callKind: CallKind): ContextSpec {
  return typeof value === 'function' ? value(key, callKind) : value;
}

export function defineKey(key: string, row: KeyText): ContextKeyRow {
  return {
    key,
    callKinds: {
      'assume-role': at(row.assumeRole, key, 'assume-role'),
      s3: at(row.s3, key, 's3'),
      kms: at(row.kms, key, 'kms'),
    },
    ...(row.actions === undefined ? {} : { actions: row.actions }),
    grade: row.grade,
    sources: row.sources,
    note: row.note ?? null,
  };
}

/** Keys that none of S3's calls carries, for one common reason. */
export function defineAbsentKeys(
  keys: readonly string[],
  row: Pick<KeyText, 'grade' | 'sources' | 'note'>,
): readonly ContextKeyRow[] {
  return keys.map((key) => defineKey(key, { assumeRole: absent, s3: absent, kms: absent, ...row }));
}

/** The stance on a key that no row names: any value, or none. */
export function unlistedKey(key: string, callKind: CallKind): ContextSpec {
  return at(open('nothing is known of this key'), key, callKind);
}
