/** Policy documents in AWS's three spellings: an object, a string of JSON, a URL-encoded string of JSON. */
import type { Known, Origin } from '../../estate/fact.js';
import { known } from '../../estate/fact.js';
import type { PolicyText } from '../../estate/model.js';
import type { PolicyValue } from '../snapshot/snapshot-shape.js';

/** AWS's own grammar needs nine levels; deeper nesting than this is an attack on whoever walks the document. */
const deepest = 100;

/** No recursion: the depth is what is in question. */
function isTooDeep(document: unknown): boolean {
  let level: unknown[] = [document];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) next.push(member);
    }
    level = next;
  }
  return false;
}

/** The raw IAM API URL-encodes documents (RFC 3986): every JSON text but a number or word then begins with `%`. */
function decode(text: string): string {
  return text.trimStart().startsWith('%') ? decodeURIComponent(text) : text;
}

interface OpenText {
  readonly json: unknown;
  text: string | null;
}

export class PolicyDocuments {
  readonly #report: (origin: Origin, message: string) => void;
  readonly #objects: { readonly origin: Origin; readonly document: OpenText }[] = [];

  /** @param report - told of documents that are no JSON; JSON that is not a valid policy is passed on */
  constructor(report: (origin: Origin, message: string) => void) {
    this.#report = report;
  }

  /** @param origin - of the value */
  read(value: PolicyValue, origin: Origin): Known<PolicyText> {
    const document: OpenText = typeof value === 'string' ? this.#parse(value, origin) : { json: value, text: null };
    if (isTooDeep(document.json)) {
      this.#report(origin, `This policy document is nested more than ${deepest} levels deep.`);
      return known({ json: null, text: null }, origin);
    }
    if (typeof value !== 'string') this.#objects.push({ origin, document });
    return known(document, origin);
  }

  /** Pointers of the documents of a source that stand in the input as objects. */
  objectsOf(source: number): readonly string[] {
    return this.#objects.filter(({ origin }) => origin.source === source).map(({ origin }) => origin.pointer);
  }

  /** Gives the documents that stand in a source as objects their text, which alone shows a name that stands twice. */
  addTexts(source: number, textAt: (pointer: string) => string | null): void {
    for (const { origin, document } of this.#objects) {
      if (origin.source === source) document.text = textAt(origin.pointer);
    }
  }

  #parse(value: string, origin: Origin): OpenText {
    try {
      const text = decode(value);
      return { json: JSON.parse(text), text };
    } catch (error) {
      const reason = error instanceof URIError ? 'broken URL encoding' : (error as Error).message.slice(0, 120);
      this.#report(origin, `This policy document is not JSON: ${reason}`);
      return { json: null, text: null };
    }
  }
}
