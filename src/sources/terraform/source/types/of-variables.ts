/** What the type of a variable makes of its value. Source: https://developer.hashicorp.com/terraform/language/expressions/type-constraints */
import { type Value, type ValueMap, Unknown } from '../../model.js';
import { isList, isMap } from '../../values.js';
import type { Expression } from '../hcl/ast.js';
import { evaluate, type Scope } from '../hcl/evaluate.js';
import { HclError } from '../hcl/hcl-error.js';
import { asSet, toText } from '../hcl/values.js';
import { convert } from './convert.js';
import { asList, asMap } from './kinds.js';
import { any, bool, number, string, type Type } from './type.js';

/** A value that does not fit is left as it is: Terraform would refuse it. */
export function converted(value: Value, constraint: Expression, scope: Scope): Value {
  if (value === null || value instanceof Unknown) return value;
  const name = constraint.kind === 'variable' || constraint.kind === 'call' ? constraint.name : '';
  if (name === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return toText(value);
  if (name === 'number' && typeof value === 'string' && /^-?\d+(?:\.\d+)?$/u.test(value)) return Number(value);
  if (name === 'bool' && (value === 'true' || value === 'false')) return value === 'true';
  if (constraint.kind !== 'call') return value;
  const [inner] = constraint.arguments;
  if (inner === undefined) return value;
  if ((name === 'list' || name === 'set') && isList(value)) return itemsOf(name, value, [inner, scope]);
  if (name === 'map' && isMap(value)) {
    const members = Object.keys(value).map((key) => [key, converted(value[key] ?? null, inner, scope)] as const);
    return collected('map', Object.fromEntries(members), typeFrom(inner));
  }
  if (name === 'object' && isMap(value) && inner.kind === 'object') return withOptional(value, inner, scope);
  return name === 'optional' ? converted(value, inner, scope) : value;
}

function itemsOf(kind: 'list' | 'set', value: readonly Value[], [inner, scope]: readonly [Expression, Scope]): Value {
  const items = value.map((each) => converted(each, inner, scope));
  return collected(kind, items, typeFrom(inner));
}

/** Elements of `any` get one type, where they have one. */
function collected(kind: 'list' | 'set' | 'map', value: readonly Value[] | ValueMap, of: Type): Value {
  if (of.kind === 'any') {
    const made = attempted(value, { kind, of });
    if (made !== null) return made;
  }
  if (isList(value)) return kind === 'set' ? asSet(value, of) : asList(value, of);
  return isMap(value) ? asMap(value, of) : value;
}

function attempted(value: Value, type: Type): Value {
  try {
    const made = convert(value, type);
    return made instanceof Unknown ? null : made;
  } catch (error) {
    if (error instanceof HclError) return null;
    throw error;
  }
}

/** Attributes that were not given are null, or what `optional` says. */
function withOptional(value: ValueMap, type: Extract<Expression, { readonly kind: 'object' }>, scope: Scope): ValueMap {
  const members: Record<string, Value> = {};
  for (const { key, value: memberType } of type.entries) {
    if (key.kind !== 'literal') continue;
    const name = String(key.value);
    const given = Object.hasOwn(value, name) ? (value[name] ?? null) : null;
    const isOptional = memberType.kind === 'call' && memberType.name === 'optional';
    const initial =
      isOptional && memberType.arguments[1] !== undefined ? evaluate(memberType.arguments[1], scope) : null;
    members[name] = given === null ? initial : converted(given, memberType, scope);
  }
  return members;
}

const scalars: Readonly<Record<string, Type>> = { string, number, bool };

function typeFrom(constraint: Expression): Type {
  if (constraint.kind === 'variable') return scalars[constraint.name] ?? any;
  if (constraint.kind !== 'call') return any;
  const [inner] = constraint.arguments;
  if (inner === undefined) return any;
  const { name } = constraint;
  if (name === 'list' || name === 'set' || name === 'map') return { kind: name, of: typeFrom(inner) };
  if (name === 'optional') return typeFrom(inner);
  if (name === 'tuple' && inner.kind === 'tuple') return { kind: 'tuple', items: inner.items.map(typeFrom) };
  if (name !== 'object' || inner.kind !== 'object') return any;
  const members = inner.entries.flatMap(({ key, value }) =>
    key.kind === 'literal' ? [[String(key.value), typeFrom(value)] as const] : [],
  );
  return { kind: 'object', members: new Map(members) };
}
