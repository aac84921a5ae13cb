/**
 * A fact about AWS is one of four things, and the difference is never lost on the way to a verdict:
 * known, absent (AWS answered that there is none), unreadable (AWS refused to answer), or not collected (nobody asked).
 */

/** Where a fact stands in the input: the index of the source in `Estate.sources`, and a JSON pointer (RFC 6901) into it. */
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

export interface Unreadable {
  readonly state: 'unreadable';
  /** AWS API operation, such as `GetBucketPolicy`. */
  readonly operation: string;
  readonly code: string;
  readonly message: string;
  readonly origin: Origin | null;
}

export interface NotCollected {
  readonly state: 'not-collected';
  /** AWS API operation that would answer. */
  readonly operation: string;
}

export type Fact<T> = Known<T> | Absent | Unreadable | NotCollected;
export type Missing = Unreadable | NotCollected;

export function known<T>(value: T, origin: Origin): Known<T> {
  return { state: 'known', value, origin };
}
export function absent(code: string | null = null, origin: Origin | null = null): Absent {
  return {
    state: 'absent',
    code,
    origin,
  };
}
const notCollectedByOperation = new Map<string, NotCollected>();

/** The same object for the same operation: a large estate has hundreds of thousands. */
export function notCollected(operation: string): NotCollected {
  let fact = notCollectedByOperation.get(operation);
  if (fact === undefined) notCollectedByOperation.set(operation, (fact = { state: 'not-collected', operation }));
  return fact;
}
export function unreadable(operation: string, code: string, message: string, origin: Origin | null): Unreadable {
  return {
    state: 'unreadable',
    operation,
    code,
    message,
    origin,
  };
}

export function isMissing(fact: Fact<unknown>): fact is Missing {
  return fact.state === 'unreadable' || fact.state === 'not-collected';
}

/** The value, or `undefined` for all three other states: only for uses where those three mean the same. */
export function valueOf<T>(fact: Fact<T>): T | undefined {
  return fact.state === 'known' ? fact.value : undefined;
}
