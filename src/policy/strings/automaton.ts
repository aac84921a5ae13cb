/**
 * Several patterns side by side, as one automaton that reads a character at a time.
 *
 * A position is a place in a pattern: what is before it has been read. A position at a star stands also for the position behind the
 * star, which it reaches without a character. Positions of one pattern lie together and ascend.
 */
import { foldPoint, upperPoint } from './glob/characters.js';
import type { Glob } from './glob/glob.js';

/** Instead of a code point: one character, any run of characters, the end of a pattern. */
const any = -1;
const star = -2;
const end = -3;

const noException = -1;

export class Automaton {
  /** Where reading begins: the first position of each pattern. */
  readonly starts: readonly number[];
  readonly size: number;
  readonly #codes: Int32Array;
  /** By position: the character that a wildcard does not match. */
  readonly #exceptions: Int32Array | null;
  readonly #first: Int32Array;
  readonly #ignoresCase: Uint8Array | null;

  constructor(globs: readonly Glob[], texts: Iterable<string>) {
    const writer = new Writer();
    for (const glob of globs) writer.addGlob(glob);
    for (const text of texts) writer.addText(text);
    this.starts = writer.starts;
    this.size = writer.codes.length;
    this.#codes = Int32Array.from(writer.codes);
    this.#first = Int32Array.from(writer.first);
    this.#exceptions = writer.hasExceptions ? Int32Array.from(writer.exceptions) : null;
    this.#ignoresCase = writer.hasFolded ? Uint8Array.from(writer.folded) : null;
  }

  /** What has been read is a whole match. */
  accepts(position: number): boolean {
    return this.#codes[this.#behindStars(position)] === end;
  }

  /** Whatever follows is a match. */
  isFull(position: number): boolean {
    return this.#isFreeStar(position) && this.#codes[position + 1] === end;
  }

  #behindStars(position: number): number {
    let at = position;
    while (this.#codes[at] === star) at += 1;
    return at;
  }

  #isFreeStar(position: number): boolean {
    return this.#codes[position] === star && this.#exceptionAt(position) === noException;
  }

  #exceptionAt(position: number): number {
    return this.#exceptions?.[position] ?? noException;
  }

  /** Positions after one more character: ascending, each once, without those that another one stands for. */
  next(positions: readonly number[], point: number): readonly number[] {
    const reached: number[] = [];
    for (const position of positions) this.#move(position, point, reached);
    return this.#tidy(reached);
  }

  #move(position: number, point: number, reached: number[]): void {
    let at = position;
    while (this.#codes[at] === star) {
      if (this.#exceptionAt(at) !== point) reached.push(at);
      at += 1;
    }
    const code = this.#codes[at] ?? end;
    if (code === any ? this.#exceptionAt(at) !== point : code >= 0 && code === this.#readAs(at, point))
      reached.push(at + 1);
  }

  #readAs(position: number, point: number): number {
    return this.#ignoresCase?.[position] === 1 ? foldPoint(point) : point;
  }

  /** Whatever a position before an unrestricted star of the same pattern accepts, the star accepts too. */
  #tidy(positions: number[]): readonly number[] {
    if (positions.length < 2) return positions;
    if (positions.some((position, index) => position < (positions[index - 1] ?? -1))) positions.sort((a, b) => a - b);
    const kept: number[] = [];
    for (const position of positions) {
      const last = kept.at(-1);
      if (last !== undefined && (last === position || (last === position - 1 && this.#codes[last] === star))) continue;
      if (this.#isFreeStar(position)) {
        const first = this.#first[position] ?? 0;
        while ((kept.at(-1) ?? -1) >= first) kept.pop();
      }
      kept.push(position);
    }
    return kept;
  }

  /** Adds the characters that are told apart at a position; to `refused`, those that a wildcard does not match. */
  tell(position: number, stated: Set<number>, refused: Set<number>): void {
    let at = position;
    for (;;) {
      const code = this.#codes[at] ?? end;
      const exception = this.#exceptionAt(at);
      if (code >= 0) {
        stated.add(code);
        if (this.#ignoresCase?.[at] === 1) stated.add(upperPoint(code));
      } else if (exception !== noException) {
        stated.add(exception);
        refused.add(exception);
      }
      if (code !== star) return;
      at += 1;
    }
  }
}

class Writer {
  readonly starts: number[] = [];
  readonly codes: number[] = [];
  readonly exceptions: number[] = [];
  readonly first: number[] = [];
  readonly folded: number[] = [];
  hasExceptions = false;
  hasFolded = false;

  addText(text: string): void {
    const first = this.#begin();
    this.#addChars(text, first, 0);
    this.#add(end, first, noException, 0);
  }

  addGlob(glob: Glob): void {
    const first = this.#begin();
    const folded = glob.ignoreCase ? 1 : 0;
    if (glob.ignoreCase) this.hasFolded = true;
    if (glob.shape.kind === 'general') {
      for (const token of glob.tokens) {
        if (token.kind === 'char') this.#addChars(token.char, first, folded);
        else this.#add(token.kind === 'any' ? any : star, first, this.#exception(token.except), folded);
      }
    } else {
      this.#addChars(glob.shape.text, first, folded);
      if (glob.shape.kind === 'prefix') this.#add(star, first, noException, folded);
    }
    this.#add(end, first, noException, folded);
  }

  #begin(): number {
    this.starts.push(this.codes.length);
    return this.codes.length;
  }

  #exception(char: string | null): number {
    if (char === null) return noException;
    this.hasExceptions = true;
    return char.codePointAt(0) ?? noException;
  }

  #addChars(text: string, first: number, folded: number): void {
    for (const char of text) this.#add(char.codePointAt(0) ?? 0, first, noException, folded);
  }

  #add(code: number, first: number, exception: number, folded: number): void {
    this.codes.push(code);
    this.first.push(first);
    this.exceptions.push(exception);
    this.folded.push(folded);
  }
}
