/** The small values that a report and an explanation are made of. */

/** What becomes of the objects that a replication rule selects; docs/explain.md has the words. */
export type Verdict = 'replicates' | 'partly' | 'fails' | 'skipped' | 'disabled' | 'unknown';

/** How much a finding weighs. */
export type Level = 'error' | 'warning' | 'note';

/** How an object is encrypted at the source. */
export type ObjectClass = 'SSE-S3' | 'SSE-KMS' | 'DSSE-KMS' | 'SSE-C';

/** A part of an object, or of what happens to it, that replicates by itself. */
export type Aspect =
  'objects' | 'tags' | 'deleteMarkers' | 'objectLock' | 'ownerOverride' | 'replicaModifications' | 'annotations';

/** All verdicts. */
export const verdicts = [
  'replicates',
  'partly',
  'fails',
  'skipped',
  'disabled',
  'unknown',
] as const satisfies readonly Verdict[];

/** All levels, the gravest first. */
export const levels = ['error', 'warning', 'note'] as const satisfies readonly Level[];
/** Smaller is graver. */
export function levelRank(level: Level): number {
  return levels.indexOf(level);
}

/** All classes of objects. */
export const objectClasses = ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'] as const satisfies readonly ObjectClass[];

/** All aspects. */
export const aspects = [
  'objects',
  'tags',
  'deleteMarkers',
  'objectLock',
  'ownerOverride',
  'replicaModifications',
  'annotations',
] as const satisfies readonly Aspect[];

/** Whether objects of the class are encrypted with a KMS key. */
export function isKms(objectClass: ObjectClass): boolean {
  return objectClass === 'SSE-KMS' || objectClass === 'DSSE-KMS';
}

/** A bucket with its owner and Region; null = not known. */
export interface BucketRef {
  readonly bucket: string;
  readonly account: string | null;
  readonly region: string | null;
}

/** What mends a missing permission. */
export interface Remedy {
  /** `the bucket policy of x in account 2`: the policy that a statement is to be added to; null where it is a Deny that has to yield. */
  readonly place: string | null;
  /** What to do in which policy of which account, as a sentence; before a statement it ends with a colon. */
  readonly instruction: string;
  /** The policy statement to add, or the condition to add to a Deny, with the estate's own ARNs; null where none helps. */
  readonly statement: Readonly<Record<string, unknown>> | null;
}

/** A place in an input. */
export interface Location {
  /** As given on the command line; reporters make it relative. */
  readonly file: string;
  /** JSON pointer (RFC 6901). */
  readonly pointer: string;
  /** 1-based; null until looked up. */
  readonly line: number | null;
  readonly column: number | null;
}
