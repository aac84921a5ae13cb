import { meansAbsence } from '../../sources/build/answer.js';
import type { Answer } from '../answers/answers.js';
import { type Json, type JsonObject, errorCodeOf, isJsonObject, textAt } from '../json.js';

function isLasting(answer: Json): boolean {
  const code = errorCodeOf(answer);
  return code === undefined || meansAbsence(code);
}

/** The member of an entry that says when answers were read, where that was not when the snapshot was begun. */
const agesMember = 'ReadAt';

/** The older of two times. */
function older(left: string | undefined, right: string): string {
  return left !== undefined && left < right ? left : right;
}

/**
 * The answers about one thing (a bucket, a role, a key), by operation. Each is asked for once: what stands here already, from this
 * run or from an earlier one, is not asked for again. What an earlier run could not read is: the right may have been granted since.
 */
export class Entry {
  readonly #answers = new Map<string, Json>();
  /** RFC 3339, by operation. */
  #ages: Map<string, string> | null = null;
  #running: Map<string, Promise<Json>> | null = null;

  /**
   * @param kept - what an earlier run wrote
   * @param keptAt - when that run began: the age of what carries none of its own
   */
  constructor(kept: JsonObject = {}, keptAt = '') {
    const ages = kept[agesMember];
    for (const [operation, answer] of Object.entries(kept)) {
      if (operation === agesMember || answer === undefined) continue;
      const isList = Array.isArray(answer);
      const lasting = isList ? (answer as readonly Json[]).filter(isLasting) : answer;
      const isKept = isList ? (lasting as readonly Json[]).length > 0 || answer.length === 0 : isLasting(answer);
      if (isKept) this.set(operation, lasting, textAt(ages, operation) ?? keptAt);
    }
  }

  get(operation: string): Json | undefined {
    return this.#answers.get(operation);
  }

  /** @param asOf - the answer is no older; RFC 3339 */
  set(operation: string, answer: Json, asOf: string): void {
    this.#answers.set(operation, answer);
    this.#ages ??= new Map();
    this.#ages.set(operation, asOf);
  }

  /** The answer; asked for where it is missing. A call that is interrupted leaves no answer. */
  read(operation: string, ask: () => Promise<Answer>): Promise<Json> {
    const known = this.#answers.get(operation);
    if (known !== undefined) return Promise.resolve(known);
    return this.#once(operation, async () => {
      const { json, provenance } = await ask();
      this.set(operation, json, provenance.asOf);
      return json;
    });
  }

  /**
   * An answer in pages: one page stands as it is, several as a list. Pages of an interrupted reading are kept, and reading goes on behind them.
   * @param askPage - given the marker of the page, undefined for the first
   * @param markerAfter - marker of the next page, undefined after the last
   */
  readPages(
    operation: string,
    askPage: (marker: string | undefined) => Promise<Answer>,
    markerAfter: (page: Json) => string | undefined,
  ): Promise<readonly Json[]> {
    const pages = pagesOf(this.#answers.get(operation));
    const last = pages.at(-1);
    if (last !== undefined && markerAfter(last) === undefined) return Promise.resolve(pages);
    return this.#once(operation, async () => {
      let marker = last === undefined ? undefined : markerAfter(last);
      do {
        const { json, provenance } = await askPage(marker);
        pages.push(json);
        this.set(operation, pages.length === 1 ? json : [...pages], older(this.#ages?.get(operation), provenance.asOf));
        const next = markerAfter(json);
        // A service that names the same page again would be asked for ever.
        marker = next === marker ? undefined : next;
      } while (marker !== undefined);
      return pages;
    }).then(pagesOf);
  }

  /** One answer for each name, in a list sorted by name; each answer carries its name under `label`. */
  async readEach(
    operation: string,
    label: string,
    names: readonly string[],
    ask: (name: string) => Promise<Answer>,
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
          const { json, provenance } = await ask(name);
          found.set(name, isJsonObject(json) ? { [label]: name, ...json } : json);
          this.set(operation, sorted(), older(this.#ages?.get(operation), provenance.asOf));
        }),
    );
    return sorted();
  }

  /**
   * Operations sorted by name, after what names the thing.
   * @param asOf - time of the snapshot; answers that were read later carry their own
   */
  toJson(head: JsonObject, asOf: string): JsonObject {
    const answers = [...this.#answers].filter(([operation]) => !Object.hasOwn(head, operation));
    const later = [...(this.#ages ?? [])].filter(([operation, at]) => at !== asOf && this.#answers.has(operation));
    return {
      ...head,
      ...Object.fromEntries(answers.sort(byName)),
      ...(later.length === 0 ? {} : { [agesMember]: Object.fromEntries(later.sort(byName)) }),
    };
  }

  #once<T extends Json>(operation: string, ask: () => Promise<T>): Promise<T> {
    this.#running ??= new Map();
    const before = this.#running.get(operation);
    if (before !== undefined) return before as Promise<T>;
    const running = ask().finally(() => this.#running?.delete(operation));
    this.#running.set(operation, running);
    return running;
  }
}

function byName([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}

/** The pages of an answer that may stand alone or in a list. */
export function pagesOf(answer: Json | undefined): Json[] {
  if (answer === undefined) return [];
  return Array.isArray(answer) ? [...(answer as readonly Json[])] : [answer];
}
