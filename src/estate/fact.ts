/**
 * A fact about AWS is known, absent (AWS answered that there is none), or missing, and the difference is never lost on the way to a
 * verdict. Missing has four reasons: unreadable (AWS refused to answer), not collected (nobody asked), known only after deployment (the
 * input is code, and AWS or a tool will choose the value), outside (the input is code, and the thing is not in it).
 */

/** Where a fact stands in the input: the index of the source in `Estate.sources`, and a pointer that the source's locator follows. */
export interface Origin {
  readonly source: number;
  readonly pointer: string;
}

export interface Known<T> {
  readonly state: 'known';
  readonly value: T;
  readonly origin: Origin;
}

export interface Absent {
  readonly state: 'absent';
  /** The AWS error code that means "not configured", or null where the answer itself says that there is none. */
  readonly code: string | null;
  readonly origin: Origin | null;
}

/** Two sentences for whoever misses the fact, in words that fit its input. `{subject}` stands for what the fact is about. */
export interface Hint {
  /** What is not known. */
  readonly what: string;
  /** What would tell it. */
  readonly how: string;
}

/** Code of a fact that two answers of the same age tell differently. */
export const contradictoryCode = 'contradictory';

export interface Unreadable {
  readonly state: 'unreadable';
  /** AWS API operation, such as `GetBucketPolicy`. */
  readonly operation: string;
  readonly code: string;
  readonly message: string;
  readonly hint: Hint;
  readonly origin: Origin | null;
}

export interface NotCollected {
  readonly state: 'not-collected';
  /** AWS API operation that would answer. */
  readonly operation: string;
  readonly hint: Hint;
}

export interface AfterDeployment {
  readonly state: 'after-deployment';
  /** AWS API operation that answers then. */
  readonly operation: string;
  /** What settles it: the address of the resource or value, as the code names it. */
  readonly address: string;
  readonly hint: Hint;
  readonly origin: Origin | null;
}

export interface Outside {
  readonly state: 'outside';
  /** AWS API operation that would answer. */
  readonly operation: string;
  readonly hint: Hint;
}

export type Missing = Unreadable | NotCollected | AfterDeployment | Outside;
export type Fact<T> = Known<T> | Absent | Missing;

export function known<T>(value: T, origin: Origin): Known<T> {
  return { state: 'known', value, origin };
}

export function absent(code: string | null = null, origin: Origin | null = null): Absent {
  return { state: 'absent', code, origin };
}

/** For whoever has nothing better to say. */
const plainHint: Hint = { what: 'What is missing of {subject} is not known.', how: 'Supply it as input.' };

export function notCollected(operation: string, hint: Hint = plainHint): NotCollected {
  return { state: 'not-collected', operation, hint };
}

export function outside(operation: string, hint: Hint): Outside {
  return { state: 'outside', operation, hint };
}

export function unreadable(operation: string, code: string, message: string, origin: Origin | null): Unreadable {
  return { state: 'unreadable', operation, code, message, hint: plainHint, origin };
}

export function afterDeployment(facts: Omit<AfterDeployment, 'state'>): AfterDeployment {
  return { state: 'after-deployment', ...facts };
}

export function isMissing(fact: Fact<unknown>): fact is Missing {
  return fact.state !== 'known' && fact.state !== 'absent';
}

/** Nobody looked: no input speaks of it. */
export function isUnasked(fact: Fact<unknown>): fact is NotCollected | Outside {
  return fact.state === 'not-collected' || fact.state === 'outside';
}

/** The sentences of a hint. */
export function wordsOf({ hint: { what, how } }: Missing, subject: string): Hint {
  return { what: what.replaceAll('{subject}', () => subject), how: how.replaceAll('{subject}', () => subject) };
}

/** The value, or `undefined` for all other states: only for uses where those mean the same. */
export function valueOf<T>(fact: Fact<T>): T | undefined {
  return fact.state === 'known' ? fact.value : undefined;
}
