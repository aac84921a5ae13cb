import { meansAbsence } from '../sources/build/answer.js';
import { type Json, type JsonObject, errorCodeOf, isJsonObject } from './json.js';

function isLasting(answer: Json): boolean {
  const code = errorCodeOf(answer);
  return code === undefined || meansAbsence(code);
}

/**
 * The answers about one thing (a bucket, a role, a key), by operation. Each is asked for once: what stands here already, from this
 * run or from an earlier one, is not asked for again. What an earlier run could not read is: the right may have been granted since.
 */
export class Entry {
  readonly #answers = new Map<string, Json>();
  readonly #running = new Map<string, Promise<Json>>();

  constructor(kept: JsonObject = {}) {
    for (const [operation, answer] of Object.entries(kept)) {
      if (Array.isArray(answer)) {
        const lasting = (answer as readonly Json[]).filter(isLasting);
        if (lasting.length > 0 || answer.length === 0) this.#answers.set(operation, lasting);
      } else if (answer !== undefined && isLasting(answer)) {
        this.#answers.set(operation, answer);
      }
    }
  }

  get(operation: string): Json | undefined {
    return this.#answers.get(operation);
  }

  set(operation: string, answer: Json): void {
    this.#answers.set(operation, answer);
  }

  /** The answer; asked for where it is missing. A call that is interrupted leaves no answer. */
  read(operation: string, ask: () => Promise<Json>): Promise<Json> {
    const known = this.#answers.get(operation);
    if (known !== undefined) return Promise.resolve(known);
    return this.#once(operation, async () => {
      const answer = await ask();
      this.#answers.set(operation, answer);
      return answer;
    });
  }

  /**
   * An answer in pages: one page stands as it is, several as a list. Pages of an interrupted reading are kept, and reading goes on behind them.
   * @param askPage - told the marker of the page, undefined for the first
   * @param markerAfter - marker of the next page, undefined after the last
   */
  readPages(
    operation: string,
    askPage: (marker: string | undefined) => Promise<Json>,
    markerAfter: (page: Json) => string | undefined,
  ): Promise<readonly Json[]> {
    const pages = pagesOf(this.#answers.get(operation));
    const last = pages.at(-1);
    if (last !== undefined && markerAfter(last) === undefined) return Promise.resolve(pages);
    return this.#once(operation, async () => {
      let marker = last === undefined ? undefined : markerAfter(last);
      do {
        const page = await askPage(marker);
        pages.push(page);
        this.#answers.set(operation, pages.length === 1 ? page : [...pages]);
        marker = markerAfter(page);
      } while (marker !== undefined);
      return pages;
    }).then(pagesOf);
  }

  /** One answer for each name, in a list sorted by name; each answer carries its name under `label`. */
  async readEach(
    operation: string,
    label: string,
    names: readonly string[],
    ask: (name: string) => Promise<Json>,
  ): Promise<readonly Json[]> {
    const found = new Map<string, Json>();
    for (const answer of pagesOf(this.#answers.get(operation))) {
      const name = isJsonObject(answer) ? answer[label] : undefined;
      if (typeof name === 'string') found.set(name, answer);
    }
    const sorted = (): readonly Json[] =>
      [...found].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, answer]) => answer);
    await Promise.all(
      names
        .filter((name) => !found.has(name))
        .map(async (name) => {
          const answer = await ask(name);
          found.set(name, isJsonObject(answer) ? { [label]: name, ...answer } : answer);
          this.#answers.set(operation, sorted());
        }),
    );
    return sorted();
  }

  /** Operations sorted by name, after what names the thing. */
  toJson(head: JsonObject): JsonObject {
    const answers = [...this.#answers].filter(([operation]) => !Object.hasOwn(head, operation));
    return { ...head, ...Object.fromEntries(answers.sort(([left], [right]) => (left < right ? -1 : 1))) };
  }

  #once<T extends Json>(operation: string, ask: () => Promise<T>): Promise<T> {
    const before = this.#running.get(operation);
    if (before !== undefined) return before as Promise<T>;
    const running = ask().finally(() => this.#running.delete(operation));
    this.#running.set(operation, running);
    return running;
  }
}

/** The pages of an answer that may stand alone or in a list. */
export function pagesOf(answer: Json | undefined): Json[] {
  if (answer === undefined) return [];
  return Array.isArray(answer) ? [...(answer as readonly Json[])] : [answer];
}
