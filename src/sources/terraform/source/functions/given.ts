/** What functions are given: a list, a map, numbers. What is not known goes past them. */
import { hasStandIn } from '../../../../basics/stand-in.js';
import { Unknown, type Value, type ValueMap } from '../../model.js';
import { isList } from '../../values.js';
import { HclError } from '../hcl/hcl-error.js';
import { areEqual, listOf, mapOf, toNumber } from '../hcl/values.js';
import { convert } from '../types/convert.js';
import { isSet } from '../types/kinds.js';
import { any, string, type Type } from '../types/type.js';
import { elementTypes, typeOf } from '../types/types.js';

/** Each takes values whose top level is known; parts may be unknown, and texts may hold stand-ins. */
export type Table = Readonly<Record<string, (...given: Value[]) => Value>>;

/** Conversions leave null as it is. */
export function orNull(to: (value: Value) => Value): (...given: Value[]) => Value {
  return (value) => (value === null || value === undefined ? null : to(value));
}

/** A list, a set or a tuple, as it is. */
export function onItems(work: (items: readonly Value[], ...rest: Value[]) => Value): (...given: Value[]) => Value {
  return (list, ...rest) => {
    const items = listOf(list ?? null);
    return items instanceof Unknown ? items : work(items, ...rest);
  };
}

/** A list or a tuple. */
export function onSequence(work: (items: readonly Value[], ...rest: Value[]) => Value): (...given: Value[]) => Value {
  return onItems((items, ...rest) => {
    if (isSet(items)) throw new HclError('a set has no positions');
    return work(items, ...rest);
  });
}

/** What can be made a list, whose elements have that type; of `any`, one of their own. */
export function onListOf(
  of: Type,
  work: (items: readonly Value[], ...rest: Value[]) => Value,
): (...given: Value[]) => Value {
  return (list = null, ...rest) => {
    const items = converted(list, { kind: 'list', of });
    return items instanceof Unknown ? items : work(items, ...rest);
  };
}

export function onMap(work: (map: ValueMap, ...rest: Value[]) => Value): (...given: Value[]) => Value {
  return (map, ...rest) => {
    const members = mapOf(map ?? null);
    return members instanceof Unknown ? members : work(members, ...rest);
  };
}

/** @throws HclError for null, too */
export function converted(value: Value, to: Extract<Type, { readonly of: Type }>): readonly Value[] | Unknown {
  if (value === null) throw new HclError('a list is required');
  const items = convert(value, to);
  return isList(items) || items instanceof Unknown ? items : [];
}

/** The type that the elements have in common, where they had to get one. */
export function elementOf(items: readonly Value[]): Type {
  return elementTypes(typeOf(items))[0] ?? any;
}

export function numbersOf(given: readonly Value[]): readonly number[] | Unknown {
  const numbers = given.map(toNumber);
  return numbers.find((each) => each instanceof Unknown) ?? (numbers as number[]);
}

export function isIn(items: readonly Value[], value: Value): boolean | Unknown {
  const states = items.map((each) => areEqual(each, value));
  if (states.includes(true)) return true;
  return states.includes(null) ? new Unknown('contains()', 'an element is not known') : false;
}

/** Whether a value is among these: `isIn` for many values. */
export function among(items: readonly Value[]): (value: Value) => boolean | Unknown {
  const plain = new Set(items.filter(isPlain));
  const others = items.filter((each) => !isPlain(each));
  return (value) => (isPlain(value) ? plain.has(value) || isIn(others, value) : isIn(items, value));
}

function isPlain(value: Value): boolean {
  return typeof value === 'string' ? !hasStandIn(value) : typeof value !== 'object' || value === null;
}

/** Whether all are true; one that is false decides, whatever is not known. */
export function allOf(states: readonly (boolean | Unknown)[]): boolean | Unknown {
  if (states.includes(false)) return false;
  return states.find((each) => each instanceof Unknown) ?? true;
}

export const texts = { kind: 'list', of: string } as const satisfies Type;
