/** Types of values, and one type for several. Source: go-cty, "Type Conversions", "Type Unification"; Terraform Language, "Types and Values". */
import { Unknown, type Value } from '../../model.js';
import { isList } from '../../values.js';
import { isLoose, markOf } from './kinds.js';
import { any, bool, number, string, type Type } from './type.js';

const known = new WeakMap<object, Type>();

export function typeOf(value: Value): Type {
  if (value === null) return { kind: 'null' };
  if (value instanceof Unknown) return markOf(value) ?? any;
  if (isLoose(value)) return any;
  if (typeof value === 'string') return string;
  if (typeof value === 'number') return number;
  if (typeof value === 'boolean') return bool;
  const type = markOf(value) ?? known.get(value) ?? structureOf(value);
  known.set(value, type);
  return type;
}

function structureOf(value: Exclude<Value, null | string | number | boolean | Unknown>): Type {
  if (isList(value)) return { kind: 'tuple', items: value.map(typeOf) };
  return { kind: 'object', members: new Map(Object.entries(value).map(([name, each]) => [name, typeOf(each)])) };
}

export function areSame(a: Type, b: Type): boolean {
  if (a === b) return true;
  if ('of' in a) return 'of' in b && a.kind === b.kind && areSame(a.of, b.of);
  if (a.kind === 'tuple')
    return b.kind === 'tuple' && a.items.length === b.items.length && a.items.every((each, at) => sameAs(each, b.items[at])); // prettier-ignore
  if (a.kind === 'object')
    return b.kind === 'object' && haveSameNames(a, b) && [...a.members].every(([name, each]) => sameAs(each, b.members.get(name))); // prettier-ignore
  return a.kind === b.kind;
}

function sameAs(a: Type, b: Type | undefined): boolean {
  return b !== undefined && areSame(a, b);
}

type Objects = Extract<Type, { readonly kind: 'object' }>;
type Tuples = Extract<Type, { readonly kind: 'tuple' }>;

function haveSameNames(a: Objects, b: Objects): boolean {
  return a.members.size === b.members.size && [...a.members.keys()].every((name) => b.members.has(name));
}

// ---- which types are the same --------------------------------------------------------------------------------------

const numbers = new WeakMap<Type, number>();
const numberOfText = new Map<string, number>();
const mostNumbers = 10_000;
let last = 0;

/** Types of one number are the same; those of several numbers mostly differ. */
function numberOf(type: Type): number {
  const known = numbers.get(type);
  if (known !== undefined) return known;
  const text = textOf(type);
  if (numberOfText.size > mostNumbers) numberOfText.clear();
  const number = numberOfText.get(text) ?? (last += 1);
  numberOfText.set(text, number);
  numbers.set(type, number);
  return number;
}

function textOf(type: Type): string {
  if ('of' in type) return `${type.kind} ${numberOf(type.of)}`;
  if (type.kind === 'tuple') return `tuple ${type.items.map(numberOf).join(' ')}`;
  if (type.kind !== 'object') return type.kind;
  const members = [...type.members].map(([name, each]) => `${JSON.stringify(name)} ${numberOf(each)}`);
  return `object ${members.sort().join(' ')}`;
}

function eachOnce(types: readonly Type[]): readonly Type[] {
  const found = new Map<number, Type>();
  for (const type of types) if (!found.has(numberOf(type))) found.set(numberOf(type), type);
  return [...found.values()];
}

/** What so many types have in common takes too long to find out. */
const mostTypes = 200;

// ---- one type for several ------------------------------------------------------------------------------------------

/** Null = there is none. `open` = it depends on a type that nobody knows. */
export function unify(all: readonly Type[]): Type | 'open' | null {
  const types = eachOnce(all);
  const [first] = types;
  if (first === undefined) return any;
  if (types.length === 1) return first;
  if (types.length > mostTypes) return 'open';
  const settled = types.filter(isSettled);
  const [one] = settled;
  if (one === undefined) return types.find(({ kind }) => kind === 'unclear') ?? any;
  if (types.some(({ kind }) => kind === 'unclear'))
    return settled.every(({ kind }) => kind === 'string') ? one : 'open';
  const isOfAll = !settled.some(isDeep);
  if (!isOfAll && types.some(({ kind }) => kind === 'null')) return besideNull(settled);
  if (settled.every((each) => areSame(each, one))) return one;
  const unified = unifySettled(settled);
  if (unified === null && isOfAll && types.some(({ kind }) => kind === 'null')) return any;
  return unified !== null && !isOfAll && types.some(({ kind }) => kind === 'any') ? 'open' : unified;
}

export function isSettled({ kind }: Type): boolean {
  return kind !== 'any' && kind !== 'null' && kind !== 'unclear';
}

/** Terraform leaves lists and objects the types that they have, unless they are of several kinds. */
function besideNull(types: readonly Type[]): Type | 'open' | null {
  const kinds = new Set(types.map(({ kind }) => kind));
  if (kinds.has('object') && kinds.has('tuple')) return null;
  return kinds.size === 1 ? any : (preferred(types) ?? any);
}

function isDeep({ kind }: Type): boolean {
  return kind !== 'string' && kind !== 'number' && kind !== 'bool';
}

function unifySettled(types: readonly Type[]): Type | 'open' | null {
  const has = (...kinds: readonly Type['kind'][]): boolean => types.some(({ kind }) => kinds.includes(kind));
  if (has('object') && has('tuple')) return null;
  const only = (...kinds: readonly Type['kind'][]): boolean => types.every(({ kind }) => kinds.includes(kind));
  if (only('object')) return ofObjects(types as readonly Objects[]);
  if (only('tuple')) return ofTuples(types as readonly Tuples[]);
  if (only('set')) return collection('set', types);
  if (only('map', 'object')) return collection('map', types) ?? (has('object') ? preferred(types) : null);
  if (only('list', 'tuple')) return collection('list', types) ?? (has('tuple') ? preferred(types) : null);
  return preferred(types);
}

function ofObjects(types: readonly Objects[]): Type | 'open' | null {
  const [first] = types;
  if (first === undefined || !types.every((each) => haveSameNames(each, first))) return collection('map', types);
  const members = new Map<string, Type>();
  for (const name of first.members.keys()) {
    const type = unify(types.map((each) => each.members.get(name) ?? any));
    if (type === null || type === 'open') return type;
    members.set(name, type);
  }
  return { kind: 'object', members };
}

function ofTuples(types: readonly Tuples[]): Type | 'open' | null {
  const [first] = types;
  if (first === undefined || types.some(({ items }) => items.length !== first.items.length))
    return collection('list', types);
  const items: Type[] = [];
  for (const at of first.items.keys()) {
    const type = unify(types.map((each) => each.items[at] ?? any));
    if (type === null || type === 'open') return type;
    items.push(type);
  }
  return { kind: 'tuple', items };
}

/** All elements of all of them have one type. */
function collection(kind: 'list' | 'set' | 'map', types: readonly Type[]): Type | 'open' | null {
  const of = unify(types.flatMap(elementTypes));
  return of === null || of === 'open' ? of : { kind, of };
}

export function elementTypes(type: Type): readonly Type[] {
  if ('of' in type) return type.of.kind === 'any' ? [] : [type.of];
  return type.kind === 'tuple' ? type.items : type.kind === 'object' ? [...type.members.values()] : [];
}

/** Texts before other scalars, lists before tuples, both before sets, maps before objects. */
const order: readonly Type['kind'][] = ['string', 'number', 'bool', 'map', 'object', 'list', 'tuple', 'set', 'any'];

function preference(a: Type, b: Type): number {
  if (a.kind === b.kind) return 'of' in a && 'of' in b ? preference(a.of, b.of) : 0;
  // Neither of a number and a truth value can be the other.
  return a.kind !== 'string' && b.kind !== 'string' && !isDeep(a) && !isDeep(b) ? 0 : order.indexOf(a.kind) - order.indexOf(b.kind); // prettier-ignore
}

/** The one to which all others can be converted. */
function preferred(types: readonly Type[]): Type | 'open' | null {
  const inOrder = types.toSorted(preference);
  const found = inOrder.find((wanted) => types.every((each) => isConvertible(each, wanted))) ?? null;
  // An empty set or list may not say of what it is.
  return found !== null && 'of' in found && found.of.kind === 'any' ? collection(found.kind, types) : found;
}

/** Whether a conversion is thinkable: a text may still turn out not to be a number. */
export function isConvertible(from: Type, to: Type): boolean {
  if (!isSettled(from) || !isSettled(to) || areSame(from, to)) return true;
  if (!isDeep(from) || !isDeep(to))
    return !isDeep(from) && !isDeep(to) && (from.kind === 'string' || to.kind === 'string');
  if (to.kind === 'list' || to.kind === 'set')
    return (
      ['list', 'set', 'tuple'].includes(from.kind) && elementTypes(from).every((each) => isConvertible(each, to.of))
    );
  if (to.kind === 'map')
    return (
      (from.kind === 'map' || from.kind === 'object') && elementTypes(from).every((each) => isConvertible(each, to.of))
    );
  if (to.kind === 'tuple')
    return from.kind === 'tuple' && from.items.length === to.items.length && from.items.every((each, at) => isConvertible(each, to.items[at] ?? any)); // prettier-ignore
  if (to.kind !== 'object') return false;
  if (from.kind === 'map') return [...to.members.values()].every((each) => isConvertible(from.of, each));
  return (
    from.kind === 'object' &&
    [...to.members].every(
      ([name, each]) => isConvertible(from.members.get(name) ?? any, each) && from.members.has(name),
    )
  );
}
