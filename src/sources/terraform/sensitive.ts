/**
 * Values that Terraform calls sensitive. A policy among them is judged like any other, without its labels (`Sid`, `Id`): they decide
 * nothing, and reports would name statements by them.
 */
import { isObject, type JsonObject } from '../shape.js';

/**
 * @param mark as `after_sensitive` and `sensitive_values` have it: true, or the same for parts
 * @returns the value itself where nothing in it is sensitive
 */
function withoutLabels(value: unknown, mark: unknown): unknown {
  if (typeof value === 'string') return mark === true ? unlabelled(value) : value;
  if (Array.isArray(value) && (mark === true || Array.isArray(mark)))
    return value.map((each, index) => withoutLabels(each, mark === true || (mark as readonly unknown[])[index]));
  return isObject(value) && (mark === true || isObject(mark)) ? membersOf(value, mark) : value;
}

function membersOf(values: JsonObject, mark: true | JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, each]) => [
      name,
      withoutLabels(each, mark === true || (Object.hasOwn(mark, name) ? mark[name] : undefined)),
    ]),
  );
}

/** Of a resource. */
export function withoutLabelsOf(values: JsonObject, mark: unknown): JsonObject {
  return marksAny(mark) && (mark === true || isObject(mark)) ? membersOf(values, mark) : values;
}

function marksAny(mark: unknown): boolean {
  return mark === true || (typeof mark === 'object' && mark !== null && Object.values(mark).some(marksAny));
}

function unlabelled(text: string): string {
  if (!/"(?:Sid|Id)"/u.test(text)) return text;
  try {
    const document = JSON.parse(text) as unknown;
    return isObject(document)
      ? JSON.stringify(document, (name, each: unknown) => (name === 'Sid' || name === 'Id' ? undefined : each))
      : text;
  } catch {
    return text;
  }
}

/** `sensitive_attributes` of a raw state: paths, of which the first step is enough. */
export function marksOf(paths: readonly unknown[]): Readonly<Record<string, unknown>> {
  const names = paths.flatMap((path) => {
    const [first] = Array.isArray(path) ? (path as readonly unknown[]) : [path];
    return isObject(first) && typeof first['value'] === 'string' ? [first['value']] : [];
  });
  return Object.fromEntries(names.map((name) => [name, true]));
}
