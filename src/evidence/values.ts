/** Values out of hostile JSON. */

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectAt(value: unknown, ...names: readonly string[]): Json | null {
  let at = value;
  for (const name of names) at = isObject(at) ? at[name] : undefined;
  return isObject(at) ? at : null;
}

/** The first of the names that holds a text. */
export function textAt(value: Json | null, ...names: readonly string[]): string | null {
  for (const name of names) {
    const text = value?.[name];
    if (typeof text === 'string' && text !== '') return text;
  }
  return null;
}

const utc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/u;

/** RFC 3339 in UTC; other texts are not times. */
export function timeAt(value: Json | null, ...names: readonly string[]): string | null {
  const text = textAt(value, ...names);
  return text !== null && utc.test(text) ? text : null;
}

/** The name behind `arn:aws:s3:::`, or the name itself. */
export function bucketNameOf(text: string | null): string | null {
  if (text === null) return null;
  const [, name = text] = /^arn:[^:]*:s3:::([^/]+)/u.exec(text) ?? [];
  return name.length > 0 && name.length <= 255 ? name : null;
}

/** As keys stand in events and inventories: form-encoded. A broken encoding stays as it is. */
export function decodedKey(text: string | null): string | null {
  if (text === null) return null;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
