/** Reading values: what is not set, not known, or of another type than its schema says. */
import { openText } from '../../basics/stand-in.js';
import { Unknown, type Value, type ValueMap } from './model.js';

export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** States write an unset text as the empty one, plans as null. */
export function isUnset(value: Value | undefined): value is null | undefined | '' {
  return value === undefined || value === null || value === '';
}

/** A text, with an open text in place of what is not known; null where it is not set, or not a text. */
export function textOf(value: Value | undefined): string | null {
  if (value instanceof Unknown) return openText(value.address);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** True or false; null where it is not set; a text as HCL converts it. */
export function flagOf(value: Value | undefined): boolean | null | Unknown {
  if (value instanceof Unknown || typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : null;
}

/** Elements of a list, set or block; an unset one has none. */
export function elementsOf(value: Value | undefined): readonly Value[] | Unknown {
  if (value instanceof Unknown || isList(value)) return value;
  return isUnset(value) ? [] : [value];
}

/** The first block of a kind, which is the only one; null = none. */
export function blockOf(value: Value | undefined): ValueMap | null | Unknown {
  const elements = elementsOf(value);
  if (elements instanceof Unknown) return elements;
  const [first] = elements;
  if (first instanceof Unknown) return first;
  return isMap(first) ? first : null;
}

/** Whether any part of the value is not known; the first such part. */
export function unknownIn(value: Value | undefined): Unknown | null {
  if (value instanceof Unknown) return value;
  if (typeof value !== 'object' || value === null) return null;
  for (const part of Array.isArray(value) ? (value as readonly Value[]) : Object.values(value as ValueMap)) {
    const found = unknownIn(part);
    if (found !== null) return found;
  }
  return null;
}
