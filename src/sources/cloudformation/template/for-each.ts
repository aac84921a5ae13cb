/** `Fn::ForEach::Name: [Variable, collection, { Key${Variable}: … }]`. Needs AWS::LanguageExtensions. */
import { Unknown, type Value } from '../../terraform/model.js';
import { isList, textOf } from '../../terraform/values.js';
import { type MapNode, type Member, type Node, scalarText } from './node.js';
import type { Scope } from '../values/scope.js';

const mostIterations = 1_000;

/** Members that the loop adds to a map; unknown where nobody knows over what it runs. */
export function forEachMembers(node: Node, scope: Scope, address: string): Record<string, Value> | Unknown {
  const steps = stepsOf(node, scope, address);
  if (steps instanceof Unknown) return steps;
  const added: Record<string, Value> = {};
  for (const { body, inner, nameOf } of steps) {
    for (const [name, { value, keyOffset }] of body.members) {
      if (name.startsWith('Fn::ForEach::')) {
        const nested = forEachMembers(value, inner, address);
        if (nested instanceof Unknown) return nested;
        Object.assign(added, nested);
        continue;
      }
      const evaluated = inner.evaluate(value, inner, address, keyOffset);
      if (evaluated !== undefined) added[nameOf(name)] = evaluated;
    }
  }
  return added;
}

interface Step {
  readonly body: MapNode;
  readonly inner: Scope;
  readonly nameOf: (name: string) => string;
}

function stepsOf(node: Node, scope: Scope, address: string): readonly Step[] | Unknown {
  const [variable, collection, body] = node.kind === 'list' ? node.items : [];
  const bound = scalarText(variable);
  if (bound === null || collection === undefined || body?.kind !== 'map')
    return new Unknown(address, 'Fn::ForEach is not complete');
  const values = scope.evaluate(collection, scope, address);
  if (!isList(values) || values.length > mostIterations)
    return new Unknown(address, 'Fn::ForEach runs over a collection that is not known');
  return values.map((value): Step => {
    const text = textOf(value) ?? '';
    return {
      body,
      inner: { ...scope, locals: new Map([...scope.locals, [bound, text]]) },
      nameOf: (name) => withBound(name, new Map([[bound, text]])),
    };
  });
}

export interface LoopedMember {
  readonly name: string;
  readonly member: Member;
  readonly locals: ReadonlyMap<string, Value>;
}

/** The same for a section of resources: the nodes, each with what is bound in it. */
export function loopedMembers(node: Node, scope: Scope): readonly LoopedMember[] | Unknown {
  const steps = stepsOf(node, scope, 'Fn::ForEach');
  if (steps instanceof Unknown) return steps;
  const all: LoopedMember[] = [];
  for (const { body, inner, nameOf } of steps) {
    for (const [name, member] of body.members) {
      if (name.startsWith('Fn::ForEach::')) {
        const nested = loopedMembers(member.value, inner);
        if (nested instanceof Unknown) return nested;
        for (const each of nested) all.push(each);
      } else all.push({ name: nameOf(name), member, locals: inner.locals });
    }
  }
  return all;
}

/** A name, or a text of `Fn::Sub`, with what loops bind in place: `&{Name}` without what a logical ID must not hold. */
export function withBound(text: string, locals: ReadonlyMap<string, Value>): string {
  if (locals.size === 0 || !text.includes('{')) return text;
  return text.replace(/([$&])\{([A-Za-z0-9.:]+)\}/gu, (whole, sign: string, name: string) => {
    const value = locals.get(name);
    if (value === undefined) return whole;
    return sign === '$' ? (textOf(value) ?? '') : (textOf(value) ?? '').replace(/[^A-Za-z0-9]/gu, '');
  });
}
