/** From a place in the facts to the place in the text that a person edits. Every form of input has its own. */

export interface Place {
  /** The file's name as given, or below a folder that was given. */
  readonly file: string;
  /** What people call it: a JSON pointer, or an address such as `aws_kms_key.replica`. */
  readonly address: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
}

/** For one source. A pointer is the `pointer` of an `Origin` of that source; what it means only its locator knows. */
export interface Locator {
  /**
   * The places of all of them, in one scan of the text. A pointer that leads nowhere has the place of the nearest value above it;
   * one without any place is left out.
   */
  placesOf(pointers: Iterable<string>): ReadonlyMap<string, Place>;
  /** The text that stands there, as the person wrote it; null where there is none to show. */
  excerptOf(pointer: string): string | null;
}
