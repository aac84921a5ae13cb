/**
 * Values of a template, with what nobody knows as unknown parts or open texts. Undefined = there is no value (`AWS::NoValue`).
 * Source: CloudFormation Template Reference, "Intrinsic function reference".
 */
import { openText } from '../../../basics/stand-in.js';
import { Unknown, type Value, type ValueMap } from '../../terraform/model.js';
import { functionOf, isLoop, type MapNode, type Node, type ScalarNode } from '../template/node.js';
import { withDynamicReferences } from './dynamic-references.js';
import { evaluateFunction } from './functions.js';
import { forEachMembers } from '../template/for-each.js';
import type { Scope } from './scope.js';
import type { Spot } from '../template/marks.js';

/** @param at where people look for it: the property's name rather than its value */
export function evaluate(node: Node, scope: Scope, address: string, at: number = node.offset): Value | undefined {
  if (node.kind === 'scalar') return scalarValue(node, scope);
  if (node.kind === 'list') return listValue(node.items, scope, address, at);
  const called = functionOf(node);
  return called === null
    ? mapValue(node, scope, address, at)
    : evaluateFunction(called.name, called.argument, { scope, address, at });
}

function spotAt(scope: Scope, offset: number, address: string): Spot {
  return { text: scope.stack.template.text, offset, address };
}

function listValue(items: readonly Node[], scope: Scope, address: string, at: number): Value {
  const values: Value[] = [];
  for (const item of items) {
    const value = evaluate(item, scope, address);
    if (value !== undefined) values.push(value);
  }
  scope.marks.set(values, spotAt(scope, at, address));
  return values;
}

function mapValue(node: MapNode, scope: Scope, address: string, at: number): Value {
  const values: Record<string, Value> = {};
  const offsets = new Map<string, number>();
  for (const [name, { value, keyOffset }] of node.members) {
    if (isLoop(name)) {
      const added = forEachMembers(value, scope, address);
      if (added instanceof Unknown) return added;
      Object.assign(values, added);
      continue;
    }
    if (name === 'Fn::Transform') return new Unknown(address, 'a macro may change it');
    const evaluated = evaluate(value, scope, address, keyOffset);
    if (evaluated === undefined) continue;
    Object.defineProperty(values, name, { value: evaluated, enumerable: true, configurable: true, writable: true });
    offsets.set(name, keyOffset);
  }
  scope.marks.set(values, spotAt(scope, at, address), offsets);
  return values satisfies ValueMap;
}

function scalarValue({ value, isPlain }: ScalarNode, { notes }: Scope): Value | undefined {
  if (value === null) return undefined;
  if (typeof value !== 'string') return value;
  // YAML takes such digits for an octal or a floating number, and loses the zero.
  if (isPlain && /^0\d{11}$/u.test(value)) {
    notes.say(
      `The account id ${value} stands without quotes: CloudFormation reads a number and loses its first zero. Put it into quotes.`,
    );
    return openText(`${value} without quotes`);
  }
  // What the CDK writes where synthesis could not look something up.
  if (value.startsWith('dummy-value-for-')) return openText(value);
  return withDynamicReferences(value);
}
