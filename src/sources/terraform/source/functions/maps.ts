/** Functions of maps and objects. Source: Terraform Language, "Built-in Functions"; go-cty, its standard library. */
import { Unknown, type Value, type ValueMap } from '../../model.js';
import { isList, isMap } from '../../values.js';
import { HclError } from '../hcl/hcl-error.js';
import { byBytes, listOf, mapOf, toText } from '../hcl/values.js';
import { convert } from '../types/convert.js';
import { asList, asMap, elementMark, isSet } from '../types/kinds.js';
import { any, string } from '../types/type.js';
import { areSame, typeOf } from '../types/types.js';
import { converted, onMap, orNull, texts, type Table } from './given.js';

function namesOf(map: ValueMap): readonly string[] {
  return Object.keys(map).sort(byBytes);
}

function merged(given: readonly Value[]): Value {
  const entries: (readonly [string, Value])[] = [];
  const maps: ValueMap[] = [];
  for (const each of given) {
    if (each === null) continue;
    const map = mapOf(each);
    if (map instanceof Unknown) return map;
    maps.push(map);
    for (const name of Object.keys(map)) entries.push([name, map[name] ?? null]);
  }
  const all = Object.fromEntries(entries);
  const [first] = maps;
  const of = first === undefined ? null : elementMark(first);
  return of !== null && maps.every((each) => areSame(typeOf(each), { kind: 'map', of })) ? asMap(all, of) : all;
}

function zipped(names: Value, values: Value): Value {
  const [keys, items] = [converted(names, texts), listOf(values)];
  if (keys instanceof Unknown) return keys;
  if (items instanceof Unknown) return items;
  if (keys.length !== items.length || keys.includes(null) || isSet(items))
    throw new HclError('zipmap() needs as many names as values');
  const open = keys.find((each) => each instanceof Unknown);
  if (open !== undefined) return open;
  const map = Object.fromEntries(keys.map((name, index) => [String(name), items[index] ?? null]));
  const of = elementMark(items);
  return of === null ? map : asMap(map, of);
}

function transposed(value: Value): Value {
  if (value === null) throw new HclError('a map is required');
  const map = convert(value, { kind: 'map', of: texts });
  if (!isMap(map)) return map;
  const turned = new Map<string, string[]>();
  for (const name of namesOf(map)) {
    const list = map[name] ?? null;
    if (!isList(list) || list.some((each) => each instanceof Unknown))
      return new Unknown('transpose()', 'not all of it is known');
    for (const each of list) {
      const names = turned.get(String(each));
      if (names === undefined) turned.set(String(each), [name]);
      else names.push(name);
    }
  }
  return asMap(Object.fromEntries([...turned].map(([name, list]) => [name, asList(list, string)])), texts);
}

export const mapFunctions: Table = {
  keys: onMap((map) => (elementMark(map) === null ? namesOf(map) : asList(namesOf(map), string))),
  values: onMap((map) => {
    const [all, of] = [namesOf(map).map((name) => map[name] ?? null), elementMark(map)];
    return of === null ? all : asList(all, of);
  }),
  tomap: orNull((value) => convert(value, { kind: 'map', of: any })),
  lookup: onMap((map, name, ...rest) => {
    const key = toText(name ?? null);
    if (key instanceof Unknown) return key;
    const initial = rest.length === 0 ? null : convert(rest[0] ?? null, elementMark(map) ?? any);
    if (Object.hasOwn(map, key)) return map[key] ?? null;
    if (rest.length === 0) throw new HclError(`lookup() finds no ${key}`);
    return initial;
  }),
  merge: (...given) => merged(given),
  zipmap: (names, values) => zipped(names ?? null, values ?? null),
  transpose: (value) => transposed(value ?? null),
  sensitive: (value) => value ?? null,
  nonsensitive: (value) => value ?? null,
  issensitive: () => false,
  ephemeralasnull: (value) => (isMap(value) ? value : (value ?? null)),
};
