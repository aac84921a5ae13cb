/** Intrinsic functions, each from its argument to a value. What is not known stays in the parts that it concerns. */
import { hasStandIn, nameStandIns, openText } from '../../../basics/stand-in.js';
import { Unknown, type Value } from '../../terraform/model.js';
import { isList, isMap, textOf } from '../../terraform/values.js';
import { addressBlocks } from './cidr.js';
import { conditionState } from './conditions.js';
import { withDynamicReferences } from './dynamic-references.js';
import { itemsOf, memberOf, type Node, scalarText } from '../template/node.js';
import { findInMap } from './find-in-map.js';
import { attributeValue, nameValue } from './references.js';
import { select, split } from './split.js';
import type { Calling } from './scope.js';

type Called = (argument: Node, calling: Calling) => Value | undefined;

const functions: Readonly<Record<string, Called>> = {
  Ref: ref,
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Join': join,
  'Fn::Select': (argument, calling) => {
    const [index, list] = itemsOf(argument);
    const number = Number(textValue(index, calling));
    const values = list === undefined ? undefined : calling.scope.evaluate(list, calling.scope, calling.address);
    return select(values, number, calling.address);
  },
  'Fn::Split': (argument, calling) => {
    const [delimiter, text] = itemsOf(argument);
    const value = text === undefined ? undefined : calling.scope.evaluate(text, calling.scope, calling.address);
    if (value instanceof Unknown) return value;
    return split(textOf(value) ?? '', scalarText(delimiter) ?? '', calling.address);
  },
  'Fn::If': ifValue,
  'Fn::FindInMap': findInMap,
  'Fn::ImportValue': (argument, { scope, address }) => {
    const name = scope.evaluate(argument, scope, address);
    if (name instanceof Unknown) return name;
    return scope.neighbours.exported(scope.stack, textOf(name) ?? '');
  },
  'Fn::GetStackOutput': getStackOutput,
  'Fn::ToJsonString': (argument, { scope, address }) => {
    const value = scope.evaluate(argument, scope, address);
    return value === undefined || hasUnknown(value)
      ? new Unknown(address, 'Fn::ToJsonString holds what is not known')
      : JSON.stringify(value);
  },
  'Fn::Length': (argument, { scope, address }) => {
    const value = scope.evaluate(argument, scope, address);
    return isList(value) ? value.length : new Unknown(address, 'Fn::Length of what is not known');
  },
  'Fn::Base64': (argument, { scope, address }) => {
    const text = textOf(scope.evaluate(argument, scope, address));
    return text === null || hasStandIn(text)
      ? openText(`Fn::Base64 in ${address}`)
      : Buffer.from(text).toString('base64');
  },
  'Fn::GetAZs': (_, { address }) => new Unknown(`Fn::GetAZs in ${address}`, 'AWS knows its Availability Zones'),
  'Fn::Cidr': (argument, calling) => {
    const [block, count, bits] = itemsOf(argument).map((each) => textValue(each, calling));
    return (
      addressBlocks(block ?? '', count ?? '', bits ?? '') ??
      new Unknown(`Fn::Cidr in ${calling.address}`, 'its arguments are not known, or not valid')
    );
  },
  'Fn::Transform': (argument, { address }) =>
    new Unknown(
      `macro ${scalarText(memberOf(argument, 'Name')) ?? ''} in ${address}`,
      'what a macro makes is not known',
    ),
};

export function evaluateFunction(name: string, argument: Node, calling: Calling): Value | undefined {
  const called = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (called === undefined) return new Unknown(`${name} in ${calling.address}`, 'this function is not known');
  return called(argument, calling);
}

function textValue(node: Node | undefined, { scope, address }: Calling): string {
  return node === undefined ? '' : (textOf(scope.evaluate(node, scope, address)) ?? '');
}

/** With AWS::LanguageExtensions, the name may be worked out. */
function ref(argument: Node, calling: Calling): Value | undefined {
  const name = scalarText(argument) ?? textValue(argument, calling);
  return hasStandIn(name) ? openText(`Ref ${nameStandIns(name)}`) : nameValue(name, calling.scope);
}

function getAtt(argument: Node, calling: Calling): Value {
  const { scope } = calling;
  if (argument.kind === 'list') {
    const [id, ...attribute] = argument.items.map((each) => textValue(each, calling));
    const name = [id, attribute.join('.')];
    return name.some((each) => hasStandIn(each ?? ''))
      ? openText(`Fn::GetAtt ${nameStandIns(name.join('.'))}`)
      : attributeValue(id ?? '', attribute.join('.'), scope);
  }
  const text = scalarText(argument) ?? '';
  const dot = text.indexOf('.');
  return dot < 0
    ? new Unknown(text, 'Fn::GetAtt names no attribute')
    : attributeValue(text.slice(0, dot), text.slice(dot + 1), scope);
}

function sub(argument: Node, calling: Calling): Value {
  const { scope, address } = calling;
  const [first, bound] = argument.kind === 'list' ? argument.items : [argument, undefined];
  const text = scalarText(first);
  if (text === null) return new Unknown(`Fn::Sub in ${address}`, 'its text is not a literal');
  const own = new Map<string, Node>(
    bound?.kind === 'map' ? [...bound.members].map(([name, { value }]) => [name, value]) : [],
  );
  return withDynamicReferences(
    text.replace(/\$\{([^{}]*)\}/gu, (whole, inside: string) => {
      if (inside.startsWith('!')) return `\${${inside.slice(1)}}`;
      const name = inside.trim();
      const value = own.get(name);
      if (value !== undefined) return partText(scope.evaluate(value, scope, address), name);
      const dot = name.indexOf('.');
      if (dot > 0 && !scope.locals.has(name))
        return partText(attributeValue(name.slice(0, dot), name.slice(dot + 1), scope), name);
      return partText(nameValue(name, scope), whole);
    }),
  );
}

/** A part of a text; a list or a map has no place in one. */
function partText(value: Value | undefined, name: string): string {
  if (value instanceof Unknown) return openText(value.address);
  if (isList(value) || isMap(value)) return openText(name);
  return value === undefined || value === null ? '' : String(value);
}

function join(argument: Node, { scope, address }: Calling): Value {
  const [delimiter, list] = itemsOf(argument);
  const values = list === undefined ? undefined : scope.evaluate(list, scope, address);
  if (values instanceof Unknown) return openText(values.address);
  if (!isList(values)) return new Unknown(`Fn::Join in ${address}`, 'it joins no list');
  return values.map((each) => partText(each, address)).join(scalarText(delimiter) ?? '');
}

function ifValue(argument: Node, { scope, address, at }: Calling): Value | undefined {
  const [name, whenTrue, whenFalse] = itemsOf(argument);
  const condition = scalarText(name) ?? '';
  const state = conditionState(condition, scope);
  if (state === null)
    return new Unknown(`${scope.stack.prefix}${condition}`, 'nobody knows whether this condition holds');
  const branch = state ? whenTrue : whenFalse;
  return branch === undefined
    ? new Unknown(`Fn::If in ${address}`, 'it is not complete')
    : scope.evaluate(branch, scope, address, branch.kind === 'map' ? branch.offset : at);
}

function getStackOutput(argument: Node, calling: Calling): Value {
  const { scope } = calling;
  const text = (name: string): string | null => {
    const node = memberOf(argument, name);
    return node === undefined ? null : textValue(node, calling);
  };
  const account = /^arn:[^:]*:iam::([^:]+):/u.exec(text('RoleArn') ?? '')?.[1] ?? null;
  return scope.neighbours.output(scope.stack, text('StackName') ?? '', text('OutputName') ?? '', {
    region: text('Region'),
    account,
  });
}

function hasUnknown(value: Value): boolean {
  if (value instanceof Unknown) return true;
  if (isList(value)) return value.some(hasUnknown);
  return isMap(value) && Object.values(value).some(hasUnknown);
}
