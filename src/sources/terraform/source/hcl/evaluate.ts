/**
 * Expressions of HCL, with what nobody knows as Unknown values, or as open texts inside of longer text. What Terraform would refuse is
 * thrown as HclError, which `try` and `can` catch.
 * Source: HCL Native Syntax Specification, "Expressions"; Terraform Language, "Expressions".
 */
import { hasStandIn, openText } from '../../../../basics/stand-in.js';
import { Unknown, type Value } from '../../model.js';
import { isList } from '../../values.js';
import type { At, Expression, TemplatePart } from './ast.js';
import { called } from '../functions/called.js';
import { typeOfResult } from '../functions/results.js';
import { alike, commonType, typeOfBoth } from '../types/convert.js';
import { asList, asTyped, inside, markOf } from '../types/kinds.js';
import { string, type Type } from '../types/type.js';
import { largestValue } from '../types/weight.js';
import { bind, type Names, type Rest, type Scope } from './scope.js';
import { headOf, staticType } from './static-type.js';
import { HclError, LimitError } from './hcl-error.js';
import { indexed, member, openIndex } from './members.js';
import { arithmetic, unaryOf } from './operators.js';
import { asOperand, placeText, workedOut } from './unknowns.js';
import { areEqual, entriesOf, toBool, toNumber, toText } from './values.js';

export type { Names, Rest, Scope };

/** @throws LimitError where it is too much work, or makes a value that is too large */
export function evaluate(expression: Expression, scope: Scope): Value {
  const { budget } = scope.names;
  budget.take();
  if (expression.kind === 'literal') return expression.value;
  budget.enter();
  try {
    return valueOf(expression, scope);
  } finally {
    budget.leave();
  }
}

function valueOf(expression: Expression, scope: Scope): Value {
  const { budget } = scope.names;
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'template':
      return budget.kept(templateOf(expression, scope));
    case 'tuple':
      return budget.kept(expression.items.map((item) => evaluate(item, scope)));
    case 'object':
      return budget.kept(objectOf(expression, scope));
    case 'for':
      return budget.kept(forOf(expression, scope));
    case 'variable':
    case 'attribute':
      return pathOf(expression, scope);
    case 'index':
      return indexOf(expression, scope);
    case 'splat':
      return budget.kept(splatOf(expression, scope));
    case 'element':
      return scope.element ?? null;
    case 'call':
      return budget.kept(callOf(expression, scope));
    case 'conditional':
      return conditionalOf(expression, scope);
    case 'unary':
      return unary(expression, scope);
    case 'binary':
      return binaryOf(expression, scope);
    default:
      return fresh(expression.at, scope, 'this is not understood');
  }
}

/** Unlike every other value: a text, a loop or an object of which too much is open. */
function fresh(at: At, { names }: Scope, why: string): Unknown {
  return names.budget.fresh(placeText(at), why);
}

type Of<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;

function templateOf({ parts, at }: Of<'template'>, scope: Scope): Value {
  const text = textOf(parts, scope);
  return text instanceof Unknown ? asTyped(fresh(at, scope, text.why), string) : text;
}

function textOf(parts: readonly TemplatePart[], scope: Scope): string | Unknown {
  let text = '';
  for (const part of parts) {
    const piece = pieceOf(part, scope);
    if (piece instanceof Unknown) return piece;
    text = longer(text, piece);
  }
  return text;
}

function pieceOf(part: TemplatePart, scope: Scope): string | Unknown {
  if (typeof part === 'string') return part;
  if (part.kind === 'value') {
    const text = toText(evaluate(part.value, scope));
    return text instanceof Unknown ? openText(text.address) : text;
  }
  if (part.kind === 'if') {
    const condition = toBool(evaluate(part.condition, scope));
    if (condition instanceof Unknown) return condition;
    return textOf(condition ? part.then : part.otherwise, scope);
  }
  const entries = entriesOf(evaluate(part.collection, scope));
  if (entries instanceof Unknown) return entries;
  let text = '';
  for (const [key, value] of entries) {
    const piece = textOf(part.body, bind(scope, part, [key, value]));
    if (piece instanceof Unknown) return piece;
    text = longer(text, piece);
  }
  return text;
}

/** @throws LimitError where nothing may be so long */
function longer(text: string, piece: string): string {
  if (text.length + piece.length > largestValue) throw new LimitError('this text is too long');
  return text + piece;
}

function objectOf({ entries, at }: Of<'object'>, scope: Scope): Value {
  const members: Record<string, Value> = {};
  for (const { key, value } of entries) {
    const name = toText(evaluate(key, scope));
    if (name instanceof Unknown || hasStandIn(name)) return fresh(at, scope, 'a name in this object is not known');
    define(members, name, evaluate(value, scope));
  }
  return members;
}

function define(members: Record<string, Value>, name: string, value: Value): void {
  Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
}

function forOf(expression: Of<'for'>, scope: Scope): Value {
  const entries = entriesOf(evaluate(expression.collection, scope));
  if (entries instanceof Unknown) return fresh(expression.at, scope, entries.why);
  const items: Value[] = [];
  const members: Record<string, Value> = {};
  const groups = new Map<string, Value[]>();
  for (const [key, value] of entries) {
    const inner = bind(scope, expression, [key, value]);
    if (expression.condition !== null) {
      const isTaken = toBool(evaluate(expression.condition, inner));
      if (isTaken instanceof Unknown) return fresh(expression.at, scope, isTaken.why);
      if (!isTaken) continue;
    }
    const made = evaluate(expression.value, inner);
    if (expression.key === null) {
      items.push(made);
      continue;
    }
    const name = toText(evaluate(expression.key, inner));
    if (name instanceof Unknown || hasStandIn(name))
      return fresh(expression.at, scope, 'a name in this object is not known');
    if (!expression.isGrouping) {
      if (Object.hasOwn(members, name)) throw new HclError(`the name ${name} is made twice`);
      define(members, name, made);
    } else {
      const group = groups.get(name) ?? [];
      if (group.push(made) === 1) define(members, name, group);
      groups.set(name, group);
    }
  }
  return expression.key === null ? items : members;
}

function splatOf({ of, each }: Of<'splat'>, scope: Scope): Value {
  const value = evaluate(of, scope);
  if (value instanceof Unknown) return scope.names.budget.fresh(`${asOperand(value.address)}[*]`, value.why);
  const items = isList(value) ? value : value === null ? [] : [value];
  const taken = items.map((element) => evaluate(each, { ...scope, element: inside(value, element) }));
  // Of a list or a set, the results are a list.
  const type = markOf(value) === null ? null : commonType(taken);
  return type === null || type instanceof Unknown ? taken : asList(taken, type);
}

function pathOf(expression: Of<'variable'> | Of<'attribute'>, scope: Scope): Value {
  const path = headOf(expression);
  if (path === null)
    return expression.kind === 'attribute' ? member(evaluate(expression.of, scope), expression.name) : null;
  const [head = ''] = path;
  const bound = scope.locals.get(head);
  if (bound !== undefined) return path.slice(1).reduce(member, bound);
  const rest: Rest = { taken: path.length };
  const found = scope.names.lookUp(path, rest);
  if (found === undefined) return scope.names.budget.fresh(path.join('.'), 'nothing in the code has this name');
  return path.slice(rest.taken).reduce(member, found);
}

function conditionalOf({ condition, then, otherwise, written }: Of<'conditional'>, scope: Scope): Value {
  const isTaken = conditionOf(condition, () => typeOfBoth([attempt(then, scope), attempt(otherwise, scope)]), scope);
  if (!(isTaken instanceof Unknown)) {
    const [chosen, other] = isTaken ? [then, otherwise] : [otherwise, then];
    const value = evaluate(chosen, scope);
    const stated = other.kind === 'call' ? typeOfResult(other.name) : null;
    return alike(value, [attempt(other, scope), stated], { written, scope });
  }
  const [a, b] = [attempt(then, scope), attempt(otherwise, scope)];
  if (areEqual(a, b) === true) return a;
  const open = workedOut('?:', [isTaken, a, b], isTaken.why, { written, scope });
  const type = typeOfBoth([a, b]);
  return type === null ? open : asTyped(open, type);
}

/** One that is refused leaves the value its type. */
function conditionOf(condition: Expression, type: () => Type | null, scope: Scope): boolean | Unknown {
  try {
    return toBool(evaluate(condition, scope));
  } catch (error) {
    if (error instanceof HclError && !(error instanceof LimitError)) throw new HclError(error.message, type());
    throw error;
  }
}

function indexOf({ of, key, written }: Of<'index'>, scope: Scope): Value {
  const given = [evaluate(of, scope), evaluate(key, scope)] as const;
  const found = indexed(...given);
  return found === openIndex ? workedOut('index', given, openIndex.why, { written, scope }) : found;
}

function unary({ operator, operand, written }: Of<'unary'>, scope: Scope): Value {
  const value = evaluate(operand, scope);
  const result = unaryOf(operator, value);
  return result instanceof Unknown ? workedOut(operator, [value], result.why, { written, scope }) : result;
}

/** What Terraform refuses may still have a type. */
function attempt(expression: Expression, scope: Scope): Value {
  try {
    return evaluate(expression, scope);
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    scope.names.budget.takeForError();
    const type = error.type ?? staticType(expression);
    const open = fresh(expression.at, scope, error.message);
    return type === null ? open : asTyped(open, type);
  }
}

function binaryOf({ operator, left, right, written }: Of<'binary'>, scope: Scope): Value {
  if (operator === '&&' || operator === '||') {
    const [a, b] = [toBool(evaluate(left, scope)), toBool(evaluate(right, scope))];
    const decisive = operator === '||';
    if (a === decisive || b === decisive) return decisive;
    const open = a instanceof Unknown ? a : b;
    return open instanceof Unknown ? workedOut(operator, [a, b], open.why, { written, scope }) : !decisive;
  }
  const [a, b] = [evaluate(left, scope), evaluate(right, scope)];
  if (operator === '==' || operator === '!=') {
    if (a !== null && b !== null) scope.names.budget.takeAll([a, b], true);
    const state = areEqual(a, b);
    if (state === null) return workedOut(operator, [a, b], 'it compares what is not known', { written, scope });
    return operator === '==' ? state : !state;
  }
  const result = arithmetic(operator, toNumber(a), toNumber(b));
  return result instanceof Unknown ? workedOut(operator, [a, b], result.why, { written, scope }) : result;
}

function callOf(expression: Of<'call'>, scope: Scope): Value {
  const { name } = expression;
  if (name === 'try' || name === 'can') return tryOf(expression, scope);
  const { budget } = scope.names;
  const given = argumentsOf(expression, scope);
  if (given instanceof Unknown) return budget.fresh(`${name}() at ${placeText(expression.at)}`, given.why);
  const fromFile = scope.names.callFile(name, given);
  if (fromFile instanceof Unknown) return budget.fresh(fromFile.address, fromFile.why);
  return fromFile ?? called(name, given, placeText(expression.at), { written: expression.written, scope });
}

function argumentsOf({ arguments: list, isExpanded }: Of<'call'>, scope: Scope): Value[] | Unknown {
  const given = list.map((each) => evaluate(each, scope));
  if (!isExpanded) return given;
  const last = given.pop() ?? null;
  if (last instanceof Unknown) return last;
  if (!isList(last)) throw new HclError('only a list can be expanded');
  return [...given, ...last];
}

/** The first argument that Terraform does not refuse. What is not known is not refused. */
function tryOf({ name, arguments: list, at }: Of<'call'>, scope: Scope): Value {
  for (const each of list) {
    try {
      const value = evaluate(each, scope);
      if (name === 'try') return value;
      return value instanceof Unknown ? fresh(at, scope, value.why) : true;
    } catch (error) {
      if (!(error instanceof HclError) || error instanceof LimitError) throw error;
      scope.names.budget.takeForError();
      if (name === 'can') return false;
    }
  }
  throw new HclError('no argument of try() has a value');
}
