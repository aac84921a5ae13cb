/** Values of a JSON document by their pointers; a change gives a new document and shares what stays. */
import { stepsOf } from '../../sources/json/json-pointer.js';

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Policies say one value without its list; none where there is nothing. */
export function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** Undefined where nothing stands there. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const step of stepsOf(pointer)) {
    if (Array.isArray(value)) value = value[Number(step)];
    else if (isObject(value) && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
}

/** With another value at the pointer; objects that are missing on the way are made, `undefined` takes a member away. */
export function withValueAt<T>(root: T, pointer: string, value: unknown): T {
  return changed(root, stepsOf(pointer), value) as T;
}

function changed(root: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(root)) {
    const index = step === '-' ? root.length : Number(step);
    return Object.assign([...(root as readonly unknown[])], { [index]: changed(root[index], rest, value) });
  }
  const before = isObject(root) ? root : {};
  const member = changed(Object.hasOwn(before, step) ? before[step] : undefined, rest, value);
  const copy = Object.fromEntries(Object.entries(before).filter(([name]) => name !== step || member !== undefined));
  if (member === undefined) return copy;
  // A member keeps its place among the others; `__proto__` is a name like any other.
  Object.defineProperty(copy, step, { value: member, enumerable: true, writable: true, configurable: true });
  return copy;
}

/** JSON Merge Patch, RFC 7396. */
export function merged(target: unknown, change: unknown): unknown {
  if (!isObject(change)) return change;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(change)) {
    if (value === null) delete result[name];
    else result[name] = merged(result[name], value);
  }
  return result;
}
