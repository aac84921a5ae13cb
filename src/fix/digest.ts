/** Digests of documents that a person can work out with common tools. */
import { hash } from 'node:crypto';
import type { JsonObject } from './model.js';

/** JSON with sorted names, each string as jq spells it. */
function asJq(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asJq).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value).sort(byCodePoint);
    return `{${names.map((name) => `${text(name)}:${asJq((value as JsonObject)[name])}`).join(',')}}`;
  }
  return typeof value === 'string' ? text(value) : JSON.stringify(value);
}

/** jq escapes DEL, which JSON does not need. */
function text(value: string): string {
  return JSON.stringify(value).replaceAll('\u007f', '\\u007f');
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** `sha256:` and what `jq -S -c . FILE | sha256sum` prints for the document; `absent` where there is none. */
export function digestOf(document: JsonObject | null): string {
  return document === null ? 'absent' : `sha256:${hash('sha256', `${asJq(document)}\n`)}`;
}
