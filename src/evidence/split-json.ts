/**
 * The records of JSON of any size, one after the other: objects that follow each other (JSON lines or not), the elements of a list, or
 * those of the list under `Records` and the like in an object. Only the record at hand is held in memory.
 */

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const newline = 0x0a;

/** A record beyond this is passed over. */
export const longestRecord = 4_000_000;

const streamed = /"(?:Records|Messages|Events|events|logEvents)"\s*:\s*$/u;

export class JsonSplitter {
  readonly #take: (text: string) => void;
  #depth = 0;
  /** Depth at which records stand: 0, or 1 in a list, or 2 in a list in an object. */
  #at = 0;
  #inText = false;
  #escaped = false;
  /** Bytes of the record that began in earlier chunks. */
  #held: Uint8Array[] = [];
  #heldLength = 0;
  #isOpen = false;
  #skipped = 0;
  /** Line breaks since the outermost value began. The second line begins like a record inside of one: lines that are records, one cut off. */
  #breaks = 0;
  #isAfterBreak = false;

  constructor(take: (text: string) => void) {
    this.#take = take;
  }

  /** Records that were too long, or lines that were cut off. */
  get skipped(): number {
    return this.#skipped;
  }

  write(chunk: Uint8Array): void {
    let start = this.#isOpen ? 0 : -1;
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index];
      if (this.#inText) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === backslash) this.#escaped = true;
        else if (byte === quote) this.#inText = false;
        else if (byte === newline) {
          // JSON texts hold no line breaks.
          this.#cutOff();
          start = -1;
        }
        continue;
      }
      if (byte === openBrace && this.#isAfterBreak && this.#breaks === 1 && this.#isOpen) this.#cutOff();
      this.#isAfterBreak = byte === newline;
      if (this.#depth === 0) this.#breaks = 0;
      else if (byte === newline) this.#breaks += 1;
      if (byte === quote) this.#inText = this.#depth > 0;
      else if (byte === openBrace || byte === openBracket) {
        if (byte === openBrace && this.#depth === this.#at && !this.#isOpen) {
          this.#isOpen = true;
          start = index;
        } else if (byte === openBracket) {
          start = this.#listBegins(chunk, start, index);
        }
        this.#depth += 1;
      } else if (byte === closeBrace || byte === closeBracket) {
        this.#depth = Math.max(0, this.#depth - 1);
        if (this.#isOpen && this.#depth === this.#at) {
          this.#emit(chunk.subarray(Math.max(0, start), index + 1));
          start = -1;
        } else if (this.#depth < this.#at) {
          // The list is over; what follows in its object is of no interest.
          this.#at = byte === closeBracket && this.#depth > 0 ? Number.POSITIVE_INFINITY : 0;
        }
        if (this.#depth === 0) this.#at = 0;
      }
    }
    if (this.#isOpen && start !== -1) this.#hold(chunk.subarray(start));
  }

  end(): void {
    if (this.#isOpen) this.#skipped += 1;
    this.#drop();
  }

  /** A list of records: the outermost one, or one of a known name in the object at hand. */
  #listBegins(chunk: Uint8Array, start: number, index: number): number {
    if (this.#depth === 0) {
      this.#at = 1;
      return start;
    }
    if (!this.#isOpen || this.#depth !== 1 || this.#at !== 0) return start;
    const before = Buffer.from(chunk.subarray(Math.max(0, start, index - 200), index)).toString('latin1');
    const held = before.length < 40 ? this.#tail() + before : before;
    if (!streamed.test(held)) return start;
    this.#drop();
    this.#at = 2;
    return -1;
  }

  #tail(): string {
    const last: Uint8Array[] = [];
    for (let index = this.#held.length - 1, length = 0; index >= 0 && length < 60; index -= 1) {
      const chunk = this.#held[index] ?? new Uint8Array();
      last.unshift(chunk.subarray(-60));
      length += chunk.length;
    }
    return Buffer.concat(last).toString('latin1');
  }

  /** What began was cut off: what follows begins afresh, as in a list of lines, or the rest of a list. */
  #cutOff(): void {
    this.#inText = false;
    this.#depth = 0;
    this.#at = 0;
    this.#skipped += 1;
    this.#drop();
  }

  #hold(bytes: Uint8Array): void {
    this.#heldLength += bytes.length;
    // Too long a record is passed over: its end is looked for, its text is not kept.
    if (this.#heldLength > longestRecord) this.#held = [];
    else this.#held.push(Uint8Array.from(bytes));
  }

  #emit(last: Uint8Array): void {
    if (this.#heldLength + last.length > longestRecord) this.#skipped += 1;
    else if (this.#held.length === 0)
      this.#take(Buffer.from(last.buffer, last.byteOffset, last.length).toString('utf8'));
    else this.#take(Buffer.concat([...this.#held, last]).toString('utf8'));
    this.#drop();
  }

  #drop(): void {
    this.#isOpen = false;
    this.#held = [];
    this.#heldLength = 0;
  }
}
