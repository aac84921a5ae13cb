/** Functions of sets. Source: Terraform Language, "Built-in Functions"; go-cty, its standard library. */
import { Unknown, type Value } from '../../model.js';
import { isList } from '../../values.js';
import { HclError, LimitError } from '../hcl/hcl-error.js';
import { listOf } from '../hcl/values.js';
import { commonType, convert } from '../types/convert.js';
import { asList, isSet, markedSet } from '../types/kinds.js';
import { any, type Type } from '../types/type.js';
import { largestValue } from '../types/weight.js';
import { elementTypes, typeOf, unify } from '../types/types.js';
import { allOf, among, converted, orNull, type Table } from './given.js';

type Items = readonly Value[];
type Choose = (first: Items, rest: readonly Items[]) => Items | Unknown;

/** Elements of all sets get one type; then some of them are chosen. */
function onSets(choose: Choose): (...given: Value[]) => Value {
  return (...given) => {
    const sets = given.map((each) => converted(each, { kind: 'set', of: any }));
    const open = sets.find((each) => each instanceof Unknown);
    if (open instanceof Unknown) return open;
    const type = unify((sets as readonly Items[]).flatMap((each) => elementTypes(typeOf(each))));
    if (type === null) throw new HclError('the elements have no type in common');
    if (type === 'open') return new Unknown('a set', 'its elements are of several types');
    const alike = sets.map((each) => convert(each as Items, { kind: 'set', of: type }));
    const undecided = alike.find((each) => each instanceof Unknown);
    if (undecided instanceof Unknown) return undecided;
    const [first = [], ...rest] = alike.filter(isList);
    const chosen = choose(first, rest);
    return chosen instanceof Unknown ? chosen : convert(asList(chosen, type), { kind: 'set', of: type });
  };
}

/** Those for which it is known, and true. */
function filtered(items: Items, isTaken: (item: Value) => boolean | Unknown): Items | Unknown {
  const states = items.map(isTaken);
  return states.find((each) => each instanceof Unknown) ?? items.filter((_, index) => states[index] === true);
}

/** Of lists a list; with a set, a set of tuples, whose order is Terraform's own. */
function product(given: readonly Value[]): Value {
  if (given.length < 2) throw new HclError('setproduct() needs at least two sets');
  const types: Type[] = [];
  const lists: Items[] = [];
  for (const each of given) {
    const items = listOf(each);
    if (items instanceof Unknown) return items;
    const type = commonType(items);
    if (type instanceof Unknown) return type;
    types.push(type);
    lists.push(items.map((item) => convert(item, type)));
  }
  const size = lists.reduce((product, list) => product * list.length, lists.length);
  if (size > largestValue) throw new LimitError('setproduct() makes too many elements');
  const all = lists.reduce<readonly Items[]>(
    (before, list) => before.flatMap((items) => list.map((each) => [...items, each])),
    [[]],
  );
  const of: Type = { kind: 'tuple', items: types };
  if (!given.some(isSet)) return asList(all, of);
  return all.length < 2 ? markedSet(all, of) : new Unknown('setproduct()', 'the order of a set of lists is not known');
}

export const setFunctions: Table = {
  toset: orNull((value) => convert(value, { kind: 'set', of: any })),
  setunion: onSets((first, rest) => [first, ...rest].flat()),
  setintersection: onSets((first, rest) => {
    const tests = rest.map(among);
    return filtered(first, (each) => allOf(tests.map((isAmong) => isAmong(each))));
  }),
  setsubtract: onSets((first, [second = []]) => {
    const isTaken = among(second);
    return filtered(first, (each) => {
      const state = isTaken(each);
      return state instanceof Unknown ? state : !state;
    });
  }),
  setproduct: (...given) => product(given),
};
