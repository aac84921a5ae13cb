/**
 * Conditions, three-valued: a test that depends on what nobody gave goes as the case says that is looked at, else it is not known.
 * Source: CloudFormation Template Reference, "Condition functions" and "Rule-specific intrinsic functions".
 */
import { hasStandIn, stretchesOf } from '../../../basics/stand-in.js';
import { Unknown, type Value } from '../../terraform/model.js';
import { isList, textOf } from '../../terraform/values.js';
import { itemsOf, type Node, scalarText } from '../template/node.js';
import { allowedValues } from './parameters.js';
import { conditionsIn } from '../template/sections-of.js';
import { asAsked, partOfPlace } from './pseudo-parameters.js';
import type { Scope } from './scope.js';

/** Conditions that depend on each other: more of them in a row are a circle, or no template that anybody deploys. */
const mostInARow = 400;

/** What was worked out, by what is open at the time: one set for each case and estate. */
const workedOut = new WeakMap<object, Map<string, boolean | null>>();

/** Null = not known. */
export function conditionState(name: string, scope: Scope): boolean | null {
  const { open, stack } = scope;
  const declared = conditionsIn(scope).get(name);
  const guard = `Condition ${stack.prefix}${name}`;
  if (declared === undefined || open.has(guard) || open.size > mostInARow) return null;
  const states = workedOut.get(open) ?? new Map<string, boolean | null>();
  workedOut.set(open, states);
  const known = states.get(guard);
  if (known !== undefined) return known;
  open.add(guard);
  try {
    const state = testState(declared.node, { ...scope, locals: declared.locals });
    states.set(guard, state);
    return state;
  } finally {
    open.delete(guard);
  }
}

/** All operands are looked at, so that whoever listens hears of every open test. */
export function testState(node: Node, scope: Scope): boolean | null {
  if (node.kind === 'scalar')
    return node.value === true || node.value === 'true'
      ? true
      : node.value === false || node.value === 'false'
        ? false
        : null;
  if (node.kind !== 'map' || node.members.size !== 1) return null;
  const [entry] = node.members;
  if (entry === undefined) return null;
  const [name, { value: argument }] = entry;
  const operands = (): readonly (boolean | null)[] => itemsOf(argument).map((each) => testState(each, scope));
  switch (name) {
    case 'Condition':
      return conditionState(scalarText(argument) ?? '', scope);
    case 'Fn::And':
      return all(operands());
    case 'Fn::Or':
      return not(all(operands().map(not)));
    case 'Fn::Not':
      return not(operands()[0] ?? null);
    case 'Fn::Equals':
      return equals(itemsOf(argument), scope);
    case 'Fn::Contains':
      return contains(itemsOf(argument), scope);
    default:
      return null;
  }
}

function all(states: readonly (boolean | null)[]): boolean | null {
  if (states.includes(false)) return false;
  return states.includes(null) ? null : true;
}

function not(state: boolean | null): boolean | null {
  return state === null ? null : !state;
}

function equals([left, right]: readonly Node[], given: Scope): boolean | null {
  const scope = asAsked(given);
  if (left === undefined || right === undefined) return null;
  const texts = [left, right].map((each) => plainText(scope.evaluate(each, scope, 'Conditions')));
  const [a, b] = texts;
  return a === undefined || b === undefined || a === null || b === null ? null : areEqual(a, b, scope);
}

/** Null = the case does not say. */
export function areEqual(a: string, b: string, scope: Scope, asks?: 'row'): boolean | null {
  if (a === b) return true;
  if (!hasStandIn(a) && !hasStandIn(b)) return false;
  const inner = withoutLiterals(a, b) ?? withoutLiterals(b, a);
  if (inner !== null) return inner === 'differ' ? false : areEqual(inner.open, inner.literal, scope, asks);
  if (isImpossible(a, b, scope) || isImpossible(b, a, scope)) return false;
  return scope.choice.valueOf(testKey(a, b), asks) ?? null;
}

function contains([list, value]: readonly Node[], given: Scope): boolean | null {
  const scope = asAsked(given);
  const values = list === undefined ? undefined : scope.evaluate(list, scope, 'Rules');
  const text = value === undefined ? null : plainText(scope.evaluate(value, scope, 'Rules'));
  if (!isList(values) || text === null) return null;
  const texts = values.map(plainText);
  if (texts.includes(text)) return true;
  return hasStandIn(text) || texts.some((each) => each === null || hasStandIn(each)) ? null : false;
}

function plainText(value: Value | undefined): string | null {
  if (value instanceof Unknown) return textOf(value);
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? null : String(value);
}

/** `x-${Env}` is `x-prod` where `Env` is `prod`. Null = the text is not one value within literals. */
function withoutLiterals(
  text: string,
  literal: string,
): { readonly open: string; readonly literal: string } | 'differ' | null {
  if (hasStandIn(literal)) return null;
  const stretches = stretchesOf(text);
  const open = stretches.filter(({ kind }) => kind !== 'text');
  const [only] = open;
  if (only === undefined || open.length > 1 || stretches.length < 2) return null;
  const at = text.indexOf(only.text);
  const [before, after] = [text.slice(0, at), text.slice(at + only.text.length)];
  const isWithin = literal.startsWith(before) && literal.slice(before.length).endsWith(after);
  return isWithin
    ? { open: only.text, literal: literal.slice(before.length, literal.length - after.length) }
    : 'differ';
}

/** A parameter that may only have certain values is not equal to another one; nor is a Region to what names none. */
function isImpossible(open: string, literal: string, { stack }: Scope): boolean {
  if (hasStandIn(literal)) return false;
  const part = partOfPlace(open, stack);
  if (part !== null) return !part.isPossible(literal);
  const name = parameterIn(open, stack.prefix);
  const allowed = name === null ? null : allowedValues(name, stack);
  return allowed !== null && !allowed.includes(literal);
}

/** The parameter that a text is, as a whole. */
export function parameterIn(text: string, prefix: string): string | null {
  const [only, ...others] = stretchesOf(text);
  if (only?.kind !== 'stand-in' || others.length > 0 || !only.standIn.address.startsWith(prefix)) return null;
  return only.standIn.address.slice(prefix.length);
}

export function testKey(a: string, b: string): string {
  return JSON.stringify(a < b ? [a, b] : [b, a]);
}
