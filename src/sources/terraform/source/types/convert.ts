/** Values of one type made values of another. Source: go-cty, "Type Conversions"; Terraform Language, "Types and Values". */
import { Unknown, type Value } from '../../model.js';
import { isList, isMap } from '../../values.js';
import { HclError } from '../hcl/hcl-error.js';
import { workedOut, type Written } from '../hcl/unknowns.js';
import { asSet, toBool, toNumber, toText } from '../hcl/values.js';
import { asList, asMap, isLoose } from './kinds.js';
import { any, type Type } from './type.js';
import { areSame, elementTypes, isConvertible, isSettled, typeOf, unify } from './types.js';

const open = (why: string): Unknown => new Unknown('a conversion', why);

/**
 * Null and what nobody knows stay as they are. A list, set or map of `any` gets one type for its elements.
 * @throws HclError where Terraform refuses it
 */
export function convert(value: Value, to: Type): Value {
  if (value === null || value instanceof Unknown) return value;
  switch (to.kind) {
    case 'any':
    case 'null':
    case 'unclear':
      return value;
    case 'string':
      return toText(value);
    case 'number':
      return toNumber(value);
    case 'bool':
      return toBool(value);
    case 'map':
      return toMap(value, to.of);
    case 'object':
    case 'tuple':
      return isLoose(value) || areSame(typeOf(value), to) ? value : toStructure(value, to);
    default:
      return toItems(value, to);
  }
}

function toItems(value: Value, to: Extract<Type, { readonly of: Type }>): Value {
  if (!isList(value)) throw new HclError('a list is required');
  const of = elementType(value, to.of);
  if (of instanceof Unknown) return of;
  if (areSame(typeOf(value), { ...to, of })) return value;
  const items = value.map((each) => convert(each, of));
  if (to.kind === 'list') return asList(items, of);
  const set = asSet(items, of);
  const hasOrder = set.length < 2 || set.every((each) => each === null || typeof each !== 'object');
  return hasOrder ? set : open('the order of such a set is not known');
}

function toMap(value: Value, wanted: Type): Value {
  if (!isMap(value)) throw new HclError('a map is required');
  const of = elementType(value, wanted);
  if (of instanceof Unknown) return of;
  return asMap(Object.fromEntries(Object.keys(value).map((name) => [name, convert(value[name] ?? null, of)])), of);
}

function elementType(value: Value, wanted: Type): Type | Unknown {
  if (wanted.kind !== 'any') {
    if (!elementTypes(typeOf(value)).every((each) => isConvertible(each, wanted)))
      throw new HclError('an element has another type');
    return wanted;
  }
  const types = elementTypes(typeOf(value));
  const type = unify(types);
  if (type === null || (type !== 'open' && type.kind === 'any' && types.some(isSettled)))
    throw new HclError('the elements have no type in common');
  return type === 'open' ? open('its elements are of several types') : type;
}

function toStructure(value: Value, to: Extract<Type, { readonly kind: 'object' | 'tuple' }>): Value {
  if (to.kind === 'tuple') {
    if (!isList(value) || value.length !== to.items.length)
      throw new HclError('another number of elements is required');
    return value.map((each, at) => convert(each, to.items[at] ?? any));
  }
  if (!isMap(value)) throw new HclError('an object is required');
  return Object.fromEntries(
    [...to.members].map(([name, type]) => {
      if (!Object.hasOwn(value, name)) throw new HclError(`the attribute ${name} is required`);
      return [name, convert(value[name] ?? null, type)];
    }),
  );
}

// ---- several values ------------------------------------------------------------------------------------------------

/** One type for all of them. @throws HclError where there is none */
export function commonType(values: readonly Value[]): Type | Unknown {
  const type = unify(values.map(typeOf));
  if (type === null) throw new HclError('the values have no type in common');
  return type === 'open' ? open('they are of several types, and one is not known') : type;
}

/** Null = there is none, or it is not clear. */
export function typeOfBoth(branches: readonly Value[]): Type | null {
  const type = unify(branches.map(typeOf));
  return type === 'open' ? null : type;
}

/**
 * What the other branch of a conditional makes of the value of the chosen one.
 * @param other - and its type, where it is null and says which
 */
export function alike(value: Value, other: readonly [Value, Type | null], conditional: Written): Value {
  const [given, stated] = other;
  if (value === null || value instanceof Unknown || (given === null && stated === null)) return value;
  const type = unify([typeOf(value), given === null && stated !== null ? stated : typeOf(given)]);
  if (type === null) throw new HclError('the branches have no type in common');
  const made = type === 'open' ? open('the type of the other branch is not known') : convert(value, type);
  return made instanceof Unknown ? workedOut('?:', [value, given], made.why, conditional) : made;
}
