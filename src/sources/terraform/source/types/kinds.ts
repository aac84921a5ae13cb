/**
 * What Terraform calls a list, a set or a map, where values of JavaScript are only arrays and objects. Without a mark they are tuples
 * and objects, as brackets and braces in code make them.
 */
import type { Unknown, Value, ValueMap } from '../../model.js';
import { isList } from '../../values.js';
import type { Type } from './type.js';

const marks = new WeakMap<object, Type>();

/** Of what a provider or a module gives: which of these it is depends on a schema that is not read. */
const loose = new WeakSet<object>();

/** The elements have that type already. */
export function asList(items: readonly Value[], of: Type): readonly Value[] {
  const list = marks.has(items) ? [...items] : items;
  marks.set(list, { kind: 'list', of });
  return list;
}

export function asMap(map: ValueMap, of: Type): ValueMap {
  const made = marks.has(map) ? { ...map } : map;
  marks.set(made, { kind: 'map', of });
  return made;
}

/** @param items - each once, in Terraform's order */
export function markedSet(items: readonly Value[], of: Type): readonly Value[] {
  marks.set(items, { kind: 'set', of });
  return items;
}

/** A value that nobody knows, but whose type follows from what makes it. */
export function asTyped(value: Unknown, type: Type): Unknown {
  marks.set(value, type);
  return value;
}

/** Null = a tuple, an object or a scalar, or nobody knows. */
export function markOf(value: Value): Type | null {
  return typeof value === 'object' && value !== null ? (marks.get(value) ?? null) : null;
}

/** Of a list, a set or a map, the type of its elements; null = a tuple or an object, whose elements have types of their own. */
export function elementMark(value: Value): Type | null {
  const type = markOf(value);
  return type !== null && 'of' in type ? type.of : null;
}

/** Whether the list stands for a set: its elements have no positions, and are their own keys. */
export function isSet(value: Value): boolean {
  return isList(value) && marks.get(value)?.kind === 'set';
}

/** Its type is not known, nor are those of its members. */
export function asLoose<Given extends Value>(value: Given): Given {
  if (typeof value === 'object' && value !== null && !marks.has(value)) loose.add(value);
  return value;
}

export function isLoose(value: Value): boolean {
  return typeof value === 'object' && value !== null && loose.has(value);
}

/** What belongs to a resource or a module has types that are not read. */
export function inside(whole: Value, part: Value): Value {
  return isLoose(whole) ? asLoose(part) : part;
}
