import type { Fault } from './fault.js';

export type Path = readonly PropertyKey[];

/** A parsed file that knows where each of its values stands. */
export interface LocatedText {
  /** Objects have no prototype, so that no key of the file means anything to JavaScript. */
  readonly value: unknown;
  /** What made the text unreadable; the value is of no use where there is any. */
  readonly faults: readonly Fault[];
  /**
   * 1-based place of the value at a path; of its key where `of` says so. Where the path leads nowhere, the place of the nearest
   * value above it.
   */
  place(path: Path, of: 'key' | 'value'): { readonly line: number; readonly column: number };
}
