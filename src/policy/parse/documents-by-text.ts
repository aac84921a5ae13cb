/** Documents that were parsed already, by their text: for callers who parse the same policy at every decision. */
import type { PolicyDocument } from '../model.js';

/** In characters. The longest policy that AWS stores, that of a KMS key, has 32 768. */
const longestText = 32_768;
/** What an entry costs beside its text, in characters: without it, many short texts would be free. */
const costOfEntry = 512;
/** In characters, over all entries of one kind of policy. */
const roomInCharacters = 262_144;

/** Holds valid documents only; of too many, those go first that were not asked for longest. */
export class DocumentsByText {
  readonly #documents = new Map<string, PolicyDocument>();
  #cost = 0;

  /** Null where the text is not held. */
  get(text: string): PolicyDocument | null {
    if (text.length > longestText) return null;
    const document = this.#documents.get(text);
    if (document === undefined) return null;
    this.#documents.delete(text);
    this.#documents.set(text, document);
    return document;
  }

  /** A text that is held already must not be added. */
  add(text: string, document: PolicyDocument): void {
    if (!document.valid || text.length > longestText) return;
    this.#cost += text.length + costOfEntry;
    for (const oldest of this.#documents.keys()) {
      if (this.#cost <= roomInCharacters) break;
      this.#documents.delete(oldest);
      this.#cost -= oldest.length + costOfEntry;
    }
    this.#documents.set(copyOf(text), document);
  }
}

/** The text may be a piece of a much longer one, which it would keep alive. */
function copyOf(text: string): string {
  return [...text.matchAll(/[^]{1,8192}/g)].map(([piece]) => piece).join('');
}

/** The value, and all that it holds, can no longer be changed. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) frozen(part);
  return value;
}
