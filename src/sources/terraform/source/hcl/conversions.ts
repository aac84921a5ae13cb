/** What the type of a variable makes of its value. Source: https://developer.hashicorp.com/terraform/language/expressions/type-constraints */
import { type Value, type ValueMap, Unknown } from '../../model.js';
import { isList, isMap } from '../../values.js';
import type { Expression } from './ast.js';
import { evaluate, type Scope } from './evaluate.js';
import { asSet, toText } from './values.js';

/** Types of variables convert their values; only what changes one is worked out. */
export function converted(value: Value, type: Expression, scope: Scope): Value {
  if (value === null || value instanceof Unknown) return value;
  const name = type.kind === 'variable' ? type.name : type.kind === 'call' ? type.name : '';
  if (name === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return toText(value);
  if (name === 'number' && typeof value === 'string' && /^-?\d+(?:\.\d+)?$/u.test(value)) return Number(value);
  if (name === 'bool' && (value === 'true' || value === 'false')) return value === 'true';
  if (type.kind !== 'call') return value;
  const [inner] = type.arguments;
  if (inner === undefined) return value;
  if ((name === 'list' || name === 'set') && isList(value)) {
    const items = value.map((each) => converted(each, inner, scope));
    return name === 'set' ? asSet(items) : items;
  }
  if (name === 'map' && isMap(value))
    return Object.fromEntries(Object.keys(value).map((key) => [key, converted(value[key] ?? null, inner, scope)]));
  if (name === 'object' && isMap(value) && inner.kind === 'object') return withOptional(value, inner, scope);
  return name === 'optional' ? converted(value, inner, scope) : value;
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
