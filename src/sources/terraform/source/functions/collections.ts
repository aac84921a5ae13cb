/** Functions of lists, sets and maps. Source: Terraform Language, "Built-in Functions". */
import { Unknown, type Value, type ValueMap } from '../../model.js';
import { isList, isMap } from '../../values.js';
import { HclError } from '../hcl/hcl-error.js';
import { unified, unifiedMap } from '../hcl/unify.js';
import {
  areEqual,
  asSet,
  byBytes,
  eachOnce,
  entriesOf,
  isSet,
  listOf,
  mapOf,
  toBool,
  toNumber,
  toText,
} from '../hcl/values.js';

type Table = Readonly<Record<string, (...given: Value[]) => Value>>;

function onList(work: (items: readonly Value[], ...rest: Value[]) => Value): (...given: Value[]) => Value {
  return (list, ...rest) => {
    const items = listOf(list ?? null);
    return items instanceof Unknown ? items : work(items, ...rest);
  };
}

function onLists(work: (...lists: (readonly Value[])[]) => Value): (...given: Value[]) => Value {
  return (...given) => {
    const lists: (readonly Value[])[] = [];
    for (const each of given) {
      const items = listOf(each);
      if (items instanceof Unknown) return items;
      lists.push(items);
    }
    return work(...lists);
  };
}

/** Conversions leave null as it is. */
export function orNull(convert: (value: Value) => Value): (...given: Value[]) => Value {
  return (value) => (value === null || value === undefined ? null : convert(value));
}

function onUnified(work: (items: readonly Value[], ...rest: Value[]) => Value): (...given: Value[]) => Value {
  return onList((list, ...rest) => {
    const items = unified(list);
    return items instanceof Unknown ? items : work(items, ...rest);
  });
}

/** Elements are of one type, each once, and have Terraform's order where that is known. */
function setOf(list: Value): Value {
  return onUnified((items) => {
    const set = asSet(items);
    const hasOrder = set.length < 2 || set.every((each) => each === null || typeof each !== 'object');
    return hasOrder ? set : new Unknown('toset()', 'the order of such a set is not known');
  })(list);
}

function onMap(work: (map: ValueMap, ...rest: Value[]) => Value): (...given: Value[]) => Value {
  return (map, ...rest) => {
    const members = mapOf(map ?? null);
    return members instanceof Unknown ? members : work(members, ...rest);
  };
}

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

function isIn(items: readonly Value[], value: Value): Value {
  const states = items.map((each) => areEqual(each, value));
  if (states.includes(true)) return true;
  return states.includes(null) ? new Unknown('contains()', 'an element is not known') : false;
}

/** The first that is neither null nor an empty text; a text where one of them is a text. */
function coalesced(given: readonly Value[]): Value {
  const isText = given.some((each) => typeof each === 'string');
  for (const each of given) {
    if (each instanceof Unknown) return each;
    if (each !== null && each !== '') return isText ? toText(each) : each;
  }
  throw new HclError('coalesce() has no value');
}

export const collectionFunctions: Table = {
  length: (value) => {
    if (typeof value === 'string') return [...value].length;
    const entries = entriesOf(value ?? null);
    return entries instanceof Unknown ? entries : entries.length;
  },
  concat: onLists((...lists) => lists.flat()),
  flatten: onList(flattened),
  compact: onList((items) => {
    const open = items.find((each) => each instanceof Unknown);
    return open ?? items.filter((each) => each !== null && each !== '');
  }),
  distinct: onUnified(eachOnce),
  contains: onList((items, value) => isIn(items, value ?? null)),
  element: onList((items, at) => {
    const index = toNumber(at ?? 0);
    if (index instanceof Unknown) return index;
    if (items.length === 0) throw new HclError('element() of an empty list');
    return items[((index % items.length) + items.length) % items.length] ?? null;
  }),
  index: onList((items, value) => {
    const at = items.findIndex((each) => areEqual(each, value ?? null) === true);
    if (at < 0) throw new HclError('index() finds nothing');
    return at;
  }),
  slice: onList((items, from, to) => {
    const [start, end] = [toNumber(from ?? 0), toNumber(to ?? items.length)];
    if (start instanceof Unknown) return start;
    if (end instanceof Unknown) return end;
    if (![start, end].every(Number.isInteger) || start < 0 || end > items.length || start > end)
      throw new HclError('slice() goes beyond the list');
    return items.slice(start, end);
  }),
  reverse: onList((items) => [...items].reverse()),
  sort: onList((items) => {
    const texts = items.map(toText);
    const open = texts.find((each) => each instanceof Unknown);
    return open ?? (texts as string[]).sort(byBytes);
  }),
  one: (value) => {
    if (value === undefined || value === null) return null;
    const items = listOf(value);
    if (items instanceof Unknown) return items;
    if (items.length > 1) throw new HclError('one() needs a list of at most one element');
    return items[0] ?? null;
  },
  range: (...given) => {
    const numbers = given.map(toNumber);
    const open = numbers.find((each) => each instanceof Unknown);
    if (open instanceof Unknown) return open;
    const [first = 0, second, third] = numbers as number[];
    const [from, to] = second === undefined ? [0, first] : [first, second];
    const step = third ?? (to < from ? -1 : 1);
    const count = step === 0 ? 0 : Math.ceil((to - from) / step);
    if (count > 1_024) throw new HclError('range() makes more than 1,024 elements');
    return Array.from({ length: Math.max(0, count) }, (_, index) => from + index * step);
  },
  chunklist: onUnified((items, size) => {
    const count = toNumber(size ?? 1);
    if (count instanceof Unknown) return count;
    if (count < 0) throw new HclError('chunklist() needs a size');
    if (count === 0) return [[...items]];
    return Array.from({ length: Math.ceil(items.length / count) }, (_, index) =>
      items.slice(index * count, (index + 1) * count),
    );
  }),
  coalesce: (...given) => coalesced(given),
  coalescelist: (...given) => {
    for (const each of given) {
      if (each instanceof Unknown) return each;
      if (isList(each) && each.length > 0) return each;
    }
    throw new HclError('coalescelist() has no value');
  },
  toset: orNull(setOf),
  tolist: orNull(onUnified((items) => [...items])),
  setunion: onLists((...lists) => setOf(lists.flat())),
  setintersection: onLists((first = [], ...rest) =>
    setOf(first.filter((each) => rest.every((list) => isIn(list, each) === true))),
  ),
  setsubtract: onLists((first = [], second = []) => setOf(first.filter((each) => isIn(second, each) !== true))),
  setproduct: onLists((...lists) => {
    // The product of sets is a set, whose order is Terraform's own.
    if (lists.some(isSet)) return new Unknown('setproduct()', 'the order of a set of lists is not known');
    return lists.reduce<readonly (readonly Value[])[]>(
      (all, list) => all.flatMap((before) => list.map((each) => [...before, each])),
      [[]],
    );
  }),
  keys: onMap((map) => Object.keys(map).sort(byBytes)),
  values: onMap((map) =>
    Object.keys(map)
      .sort(byBytes)
      .map((name) => map[name] ?? null),
  ),
  tomap: orNull(onMap((map) => unifiedMap(map))),
  lookup: onMap((map, name, ...rest) => {
    const key = toText(name ?? null);
    if (key instanceof Unknown) return key;
    if (Object.hasOwn(map, key)) return map[key] ?? null;
    if (rest.length === 0) throw new HclError(`lookup() finds no ${key}`);
    return rest[0] ?? null;
  }),
  merge: (...given) => {
    const merged: Record<string, Value> = {};
    for (const each of given) {
      if (each === null) continue;
      const map = mapOf(each);
      if (map instanceof Unknown) return map;
      Object.assign(merged, map);
    }
    return merged;
  },
  zipmap: (names, values) => {
    const [keys, items] = [listOf(names ?? null), listOf(values ?? null)];
    if (keys instanceof Unknown) return keys;
    if (items instanceof Unknown) return items;
    if (keys.length !== items.length) throw new HclError('zipmap() needs as many names as values');
    return Object.fromEntries(keys.map((name, index) => [String(name), items[index] ?? null]));
  },
  transpose: onMap((map) => {
    const turned: Record<string, Value[]> = {};
    for (const name of Object.keys(map).sort(byBytes)) {
      const list = map[name] ?? null;
      if (!isList(list) || list.some((each) => each instanceof Unknown))
        return new Unknown('transpose()', 'not all of it is known');
      for (const each of list) {
        const key = String(each);
        const before = Object.hasOwn(turned, key) ? (turned[key] ?? []) : [];
        Object.defineProperty(turned, key, { value: [...before, name], enumerable: true, configurable: true });
      }
    }
    return turned;
  }),
  alltrue: onList((items) => {
    const states = items.map((each) => each !== null && toBool(each));
    if (states.includes(false)) return false;
    return states.find((each) => each instanceof Unknown) ?? true;
  }),
  anytrue: onList((items) => {
    const states = items.map((each) => each !== null && toBool(each));
    if (states.includes(true)) return true;
    return states.find((each) => each instanceof Unknown) ?? false;
  }),
  sum: onList((items) => {
    if (items.length === 0) throw new HclError('sum() of nothing');
    const numbers = items.map(toNumber);
    return (
      numbers.find((each) => each instanceof Unknown) ?? (numbers as number[]).reduce((total, each) => total + each, 0)
    );
  }),
  matchkeys: onLists((values = [], names = [], wanted = []): Value => {
    if (values.length !== names.length) throw new HclError('matchkeys() needs as many names as values');
    const states = names.map((name) => isIn(wanted, name));
    const open = states.find((each) => each instanceof Unknown);
    return open ?? values.filter((_, index) => states[index] === true);
  }),
  sensitive: (value) => value ?? null,
  nonsensitive: (value) => value ?? null,
  issensitive: () => false,
  ephemeralasnull: (value) => (isMap(value) ? value : (value ?? null)),
};
