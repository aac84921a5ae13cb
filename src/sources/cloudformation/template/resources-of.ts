/** The resources of a stack, with those that `Fn::ForEach` makes. */
import { Unknown, type Value } from '../../terraform/model.js';
import { loopedMembers } from './for-each.js';
import { memberOf, type Node, scalarText } from './node.js';
import type { Scope } from '../values/scope.js';
import type { Resource, Template } from './template.js';

/** A resource that a loop made, with the names that are bound in it. */
export interface LoopedResource extends Resource {
  readonly locals?: ReadonlyMap<string, Value>;
}

const made = new WeakMap<object, ReadonlyMap<string, LoopedResource>>();

/** By logical id. Worked out once a stack. */
export function resourcesIn(scope: Scope): ReadonlyMap<string, LoopedResource> {
  const { stack } = scope;
  const known = made.get(stack);
  if (known !== undefined) return known;
  const loops = loopsOf(stack.template);
  if (loops.length === 0) {
    made.set(stack, stack.template.resources);
    return stack.template.resources;
  }
  // Loops run over parameters and literals, which depend on no resource.
  made.set(stack, stack.template.resources);
  const all = new Map<string, LoopedResource>(stack.template.resources);
  for (const [name, node] of loops) {
    const members = loopedMembers(node, scope);
    if (members instanceof Unknown) {
      scope.notes.say(`${name} runs over what is not known: the resources that it makes are left out.`);
      continue;
    }
    for (const { name: id, member, locals } of members) {
      const { value } = member;
      const type = scalarText(memberOf(value, 'Type'));
      if (value.kind !== 'map' || type === null) continue;
      all.set(id, {
        id,
        type,
        node: value,
        keyOffset: member.keyOffset,
        properties: memberOf(value, 'Properties'),
        condition: scalarText(memberOf(value, 'Condition')),
        dependsOn: [],
        locals,
      });
    }
  }
  made.set(stack, all);
  return all;
}

function loopsOf({ loops }: Template): readonly (readonly [string, Node])[] {
  return [...loops];
}
