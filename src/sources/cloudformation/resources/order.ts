/** Whether S3 has versioning before it gets the replication configuration: by references and DependsOn. */
import type { Value } from '../../terraform/model.js';
import { isList, isMap, textOf } from '../../terraform/values.js';
import type { Declared } from './facts.js';
import { bucketArn } from '../values/names.js';
import { type Node, functionOf, itemsOf, scalarText } from '../template/node.js';
import { resourcesIn } from '../template/resources-of.js';
import type { Scope } from '../values/scope.js';

export interface Unordered {
  readonly Buckets: readonly { readonly Name: string; readonly Why?: string }[];
}

/**
 * Destinations of the same stack that nothing orders before the bucket. The source sets its own versioning in one go; destinations of
 * other stacks are ordered by people, and not looked at.
 */
export function unorderedVersioning(one: Declared): Unordered | null {
  const { properties, resource, scope } = one;
  const configuration = properties['ReplicationConfiguration'];
  const rules = isMap(configuration) ? configuration['Rules'] : undefined;
  if (!isList(rules)) return null;
  const behind = reachable(resource.id, scope);
  if (behind.has(anyName)) return { Buckets: [] };
  const names = new Set<string>();
  for (const rule of rules) {
    const arn = destinationArn(rule);
    if (arn === null) continue;
    const others = bucketIds(scope).get(arn) ?? [];
    const name = arn.slice(arn.indexOf(':::') + 3);
    if (scope.stack.placement.existing?.buckets.get(name)?.isVersioned === true) continue;
    if (others.some((id) => id !== resource.id && !behind.has(id))) names.add(name);
  }
  return { Buckets: [...names].map((Name) => ({ Name })) };
}

const idsOfEstate = new WeakMap<object, Map<string, ReadonlyMap<string, readonly string[]>>>();

/** Logical ids of the stack's buckets by their ARNs; worked out once. */
function bucketIds(scope: Scope): ReadonlyMap<string, readonly string[]> {
  const { open, stack } = scope;
  const ofEstate = idsOfEstate.get(open) ?? new Map<string, ReadonlyMap<string, readonly string[]>>();
  idsOfEstate.set(open, ofEstate);
  const known = ofEstate.get(stack.prefix);
  if (known !== undefined) return known;
  const ids = new Map<string, readonly string[]>();
  for (const resource of resourcesIn(scope).values()) {
    if (resource.type !== 'AWS::S3::Bucket') continue;
    const arn = bucketArn({ scope, resource });
    ids.set(arn, [...(ids.get(arn) ?? []), resource.id]);
  }
  ofEstate.set(stack.prefix, ids);
  return ids;
}

const namesOfNodes = new WeakMap<Node, readonly string[]>();

function namesOnce(node: Node): readonly string[] {
  let names = namesOfNodes.get(node);
  if (names === undefined) namesOfNodes.set(node, (names = namesIn(node)));
  return names;
}

function destinationArn(rule: Value): string | null {
  const destination = isMap(rule) ? rule['Destination'] : undefined;
  return isMap(destination) ? textOf(destination['Bucket']) : null;
}

/** Logical ids that are made before the resource. */
function reachable(id: string, scope: Scope): ReadonlySet<string> {
  const resources = resourcesIn(scope);
  const found = new Set<string>();
  const todo = [id];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const resource = resources.get(next);
    if (resource === undefined) continue;
    const named = [...resource.dependsOn, ...(resource.properties === undefined ? [] : namesOnce(resource.properties))];
    for (const each of named) {
      if (found.has(each)) continue;
      found.add(each);
      todo.push(each);
    }
  }
  return found;
}

/** A name that is worked out: it may be that of any resource. */
const anyName = '*';

function namesIn(node: Node): readonly string[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'list') return node.items.flatMap(namesIn);
  const called = functionOf(node);
  if (called?.name === 'Ref') return [scalarText(called.argument) ?? anyName];
  if (called?.name === 'Fn::GetAtt') {
    const [first] = itemsOf(called.argument);
    return [(scalarText(first) ?? scalarText(called.argument) ?? anyName).split('.')[0] ?? ''];
  }
  const inside = [...node.members.values()].flatMap(({ value }) => namesIn(value));
  if (called?.name !== 'Fn::Sub') return inside;
  const text = scalarText(called.argument) ?? scalarText(itemsOf(called.argument)[0]) ?? '';
  return [...inside, ...[...text.matchAll(/\$\{([^!{}.]+)/gu)].map(([, name = '']) => name.trim())];
}
