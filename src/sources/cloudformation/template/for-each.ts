/** `Fn::ForEach::Name: [Variable, collection, { Key${Variable}: … }]`. Needs AWS::LanguageExtensions. */
import { Unknown, type Value } from '../../terraform/model.js';
import { isList, textOf } from '../../terraform/values.js';
import { isLoop, type MapNode, type Member, type Node, scalarText } from './node.js';
import type { Scope } from '../values/scope.js';

const mostIterations = 1_000;

/** Members that the loop adds to a map; unknown where nobody knows over what it runs. */
export function forEachMembers(node: Node, scope: Scope, address: string): Record<string, Value> | Unknown {
  const steps = stepsOf(node, scope, address);
  if (steps instanceof Unknown) return steps;
  const added: Record<string, Value> = {};
  for (const { body, inner } of steps) {
    for (const [name, { value, keyOffset }] of body.members) {
      if (isLoop(name)) {
        const nested = forEachMembers(value, inner, address);
        if (nested instanceof Unknown) return nested;
        Object.assign(added, nested);
        continue;
      }
      const evaluated = inner.evaluate(value, inner, address, keyOffset);
      if (evaluated !== undefined) added[name] = evaluated;
    }
  }
  return added;
}

interface Step {
  /** With what is bound in place in all its names and texts, as CloudFormation does before it looks at functions. */
  readonly body: MapNode;
  readonly inner: Scope;
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
      body: mapWithBound(body, new Map([[bound, text]])),
      inner: { ...scope, locals: new Map([...scope.locals, [bound, text]]) },
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
  for (const { body, inner } of steps) {
    for (const [name, member] of body.members) {
      if (isLoop(name)) {
        const nested = loopedMembers(member.value, inner);
        if (nested instanceof Unknown) return nested;
        for (const each of nested) all.push(each);
      } else all.push({ name, member, locals: inner.locals });
    }
  }
  return all;
}

function nodeWithBound(node: Node, locals: ReadonlyMap<string, string>): Node {
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => nodeWithBound(item, locals)) };
  if (node.kind === 'map') return mapWithBound(node, locals);
  if (typeof node.value !== 'string') return node;
  const value = withBound(node.value, locals);
  return value === node.value ? node : { ...node, value, isPlain: false };
}

function mapWithBound(node: MapNode, locals: ReadonlyMap<string, string>): MapNode {
  const members = [...node.members].map(([name, member]): readonly [string, Member] => [
    withBound(name, locals),
    { ...member, value: nodeWithBound(member.value, locals) },
  ]);
  return { ...node, members: new Map(members) };
}

/** `&{Name}` without what a logical ID must not hold. */
function withBound(text: string, locals: ReadonlyMap<string, string>): string {
  if (!text.includes('{')) return text;
  return text.replace(/([$&])\{([A-Za-z0-9.:]+)\}/gu, (whole, sign: string, name: string) => {
    const value = locals.get(name);
    if (value === undefined) return whole;
    return sign === '$' ? value : value.replace(/[^A-Za-z0-9]/gu, '');
  });
}
