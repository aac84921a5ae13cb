/** Functions of lists. Source: Terraform Language, "Built-in Functions"; go-cty, its standard library. */
import { Unknown, type Value } from '../../model.js';
import { isList } from '../../values.js';
import { HclError } from '../hcl/hcl-error.js';
import { areEqual, byBytes, eachOnce, entriesOf, toBool, toNumber } from '../hcl/values.js';
import { commonType, convert } from '../types/convert.js';
import { asList, elementMark, isSet, markOf } from '../types/kinds.js';
import { any, bool, number, string } from '../types/type.js';
import { unify, typeOf } from '../types/types.js';
import {
  allOf,
  among,
  converted,
  elementOf,
  isIn,
  numbersOf,
  onItems,
  onListOf,
  onSequence,
  orNull,
  type Table,
} from './given.js';

function flattened(items: readonly Value[]): Value {
  const flat: Value[] = [];
  for (const item of items) {
    if (item instanceof Unknown) return item;
    if (!isList(item)) flat.push(item);
    else {
      const inner = flattened(item);
      if (inner instanceof Unknown) return inner;
      if (isList(inner)) for (const each of inner) flat.push(each);
    }
  }
  return flat;
}

/** Of the type that all of them have in common, the first that is neither null nor an empty text. */
function coalesced(given: readonly Value[]): Value {
  const type = commonType(given);
  if (type instanceof Unknown) return type;
  for (const each of given) {
    if (each instanceof Unknown) return each;
    const value = orUnknown(() => convert(each, type));
    if (value instanceof Unknown) return value;
    if (value !== null && (value !== '' || type.kind !== 'string')) return value;
  }
  throw new HclError('coalesce() has no value');
}

function orUnknown(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (error instanceof HclError) return new Unknown('coalesce()', error.message);
    throw error;
  }
}

/** Lists of one type make a list, and anything else a tuple. */
function concatenated(given: readonly Value[]): Value {
  const open = given.find((each) => each instanceof Unknown);
  if (open instanceof Unknown) return open;
  const lists = given.filter(isList);
  if (lists.length < given.length || lists.some(isSet) || lists.length === 0) throw new HclError('a list is required');
  const all = lists.flat();
  if (lists.some((each) => markOf(each) === null)) return all;
  const type = unify(lists.map(typeOf));
  if (type === 'open') return new Unknown('concat()', 'its lists are of several types');
  if (type === null || !('of' in type)) return all;
  return asList(
    lists.flatMap((each) => convert(each, type) as readonly Value[]),
    type.of,
  );
}

function ranged(given: readonly Value[]): Value {
  const numbers = numbersOf(given);
  if (numbers instanceof Unknown) return numbers;
  const [first = 0, second, third] = numbers;
  const [from, to] = second === undefined ? [0, first] : [first, second];
  const step = third ?? (to < from ? -1 : 1);
  if (step === 0 || (step < 0 ? to > from : to < from)) throw new HclError('range() does not reach its end');
  const count = Math.ceil((to - from) / step);
  if (count > 1_024) throw new HclError('range() makes more than 1,024 elements');
  return asList(
    Array.from({ length: Math.max(0, count) }, (_, index) => from + index * step),
    number,
  );
}

function chunks(items: readonly Value[], size: Value): Value {
  const count = toNumber(size);
  if (count instanceof Unknown) return count;
  if (count < 0 || !Number.isInteger(count)) throw new HclError('chunklist() needs a size');
  const of = elementOf(items);
  const each = Math.max(1, count === 0 ? items.length : count);
  return asList(
    Array.from({ length: Math.ceil(items.length / each) }, (_, index) =>
      asList(items.slice(index * each, (index + 1) * each), of),
    ),
    { kind: 'list', of },
  );
}

/** Part of a list, or all of it in another order: of the same kind. */
function likewise(items: readonly Value[], made: readonly Value[]): readonly Value[] {
  const of = elementMark(items);
  return of === null ? made : asList(made, of);
}

function sliced(items: readonly Value[], from: Value, to: Value): Value {
  const numbers = numbersOf([from, to]);
  if (numbers instanceof Unknown) return numbers;
  const [start = 0, end = 0] = numbers;
  if (![start, end].every(Number.isInteger) || start < 0 || end > items.length || start > end)
    throw new HclError('slice() goes beyond the list');
  return likewise(items, items.slice(start, end));
}

function matching(given: readonly Value[]): Value {
  const lists = given.map((each) => converted(each, { kind: 'list', of: any }));
  const open = lists.find((each) => each instanceof Unknown);
  if (open instanceof Unknown) return open;
  const [values = [], names = [], wanted = []] = lists as (readonly Value[])[];
  if (values.length !== names.length) throw new HclError('matchkeys() needs as many names as values');
  const type = commonType([...names, ...wanted]);
  if (type instanceof Unknown) return type;
  const sought = wanted.map((each) => convert(each, type));
  const isSought = among(sought);
  const states = names.map((name) => isSought(convert(name, type)));
  const undecided = states.find((each) => each instanceof Unknown);
  return undecided ?? asList(values.filter((_, index) => states[index] === true), elementOf(values)); // prettier-ignore
}

export const listFunctions: Table = {
  length: (value) => {
    if (typeof value === 'string') return [...value].length;
    const entries = entriesOf(value ?? null);
    return entries instanceof Unknown ? entries : entries.length;
  },
  concat: (...given) => concatenated(given),
  flatten: onItems(flattened),
  compact: onListOf(string, (items) => {
    const open = items.find((each) => each instanceof Unknown);
    return open ?? asList(items.filter((each) => each !== null && each !== ''), string); // prettier-ignore
  }),
  distinct: onListOf(any, (items) => asList(eachOnce(items), elementOf(items))),
  contains: onItems((items, value) => isIn(items, value ?? null)),
  element: onSequence((items, at) => {
    const index = toNumber(at ?? 0);
    if (index instanceof Unknown) return index;
    if (items.length === 0 || !Number.isInteger(index)) throw new HclError('element() has no such element');
    return items[((index % items.length) + items.length) % items.length] ?? null;
  }),
  index: onSequence((items, value) => {
    const at = items.findIndex((each) => areEqual(each, value ?? null) === true);
    if (at < 0) throw new HclError('index() finds nothing');
    return at;
  }),
  slice: onSequence((items, from, to) => sliced(items, from ?? 0, to ?? items.length)),
  reverse: onItems((items) => likewise(items, items.toReversed())),
  sort: onListOf(string, (items) => {
    if (items.includes(null)) throw new HclError('sort() cannot sort null');
    const open = items.find((each) => each instanceof Unknown);
    return open ?? asList((items as readonly string[]).toSorted(byBytes), string);
  }),
  one: onItems((items) => {
    if (items.length > 1) throw new HclError('one() needs a list of at most one element');
    return items[0] ?? null;
  }),
  range: (...given) => ranged(given),
  chunklist: onListOf(any, (items, size) => chunks(items, size ?? 1)),
  coalesce: (...given) => coalesced(given),
  coalescelist: (...given) => {
    const open = given.find((each) => each instanceof Unknown);
    if (open instanceof Unknown) return open;
    if (given.includes(null)) return new Unknown('coalescelist()', 'null is not worked out');
    if (!given.every((each) => isList(each) && !isSet(each))) throw new HclError('a list is required');
    const found = given.find((each) => isList(each) && each.length > 0);
    if (found === undefined) throw new HclError('coalescelist() has no value');
    return found;
  },
  tolist: orNull((value) => convert(value, { kind: 'list', of: any })),
  alltrue: onListOf(bool, (items) => allOf(items.map((each) => each !== null && toBool(each)))),
  anytrue: onListOf(bool, (items) => {
    const states = items.map((each) => each !== null && toBool(each));
    if (states.includes(true)) return true;
    return states.find((each) => each instanceof Unknown) ?? false;
  }),
  sum: onItems((items) => {
    if (items.length === 0) throw new HclError('sum() of nothing');
    const numbers = numbersOf(items);
    return numbers instanceof Unknown ? numbers : numbers.reduce((total, each) => total + each, 0);
  }),
  matchkeys: (...given) => matching(given),
};
