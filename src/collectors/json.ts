/** Plain JSON, as snapshots hold it, and careful looks into it: what stands in a snapshot to be resumed is nobody's promise. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The member that a path of names leads to, or undefined. */
export function memberAt(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(own, value);
}

export function textAt(value: Json | undefined, ...path: readonly string[]): string | undefined {
  const found = memberAt(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** The elements of a list; empty where there is none. */
export function listAt(value: Json | undefined, ...path: readonly string[]): readonly Json[] {
  const found = memberAt(value, ...path);
  return Array.isArray(found) ? (found as readonly Json[]) : [];
}

/** An answer that is an error, as the snapshot writes it. */
export interface ErrorEntry extends JsonObject {
  readonly Error: { readonly Code: string; readonly Message: string };
}

export function errorEntry(Code: string, Message: string): ErrorEntry {
  return { Error: { Code, Message } };
}

/** The code of an answer that is an error, else undefined. */
export function errorCodeOf(value: Json | undefined): string | undefined {
  return textAt(value, 'Error', 'Code');
}

/**
 * An answer of the SDK as JSON: without its metadata, times in RFC 3339, bytes in base64. Names that come from AWS become own
 * members, whatever they are.
 */
export function plainJson(value: unknown): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plainJson);
  if (typeof value !== 'object') return null;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => name !== '$metadata' && member !== undefined && typeof member !== 'function')
      .map(([name, member]) => [name, plainJson(member)]),
  );
}
