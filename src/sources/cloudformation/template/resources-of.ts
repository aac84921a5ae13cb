/** The resources of a stack, with those that `Fn::ForEach` makes. */
import { Unknown, type Value } from '../../terraform/model.js';
import type { Scope, Stack } from '../values/scope.js';
import { loopedMembers } from './for-each.js';
import { itemsOf, memberOf, type Node, scalarText } from './node.js';
import { isModule, isNesting } from './nesting-types.js';
import { setsUpReplication, speaksOfReplication } from './sets-up-replication.js';
import { isCustomResource, makesAny, type Resource, resourceOf, type Template } from './template.js';

/** A resource that a loop made, with the names that are bound in it. */
export interface LoopedResource extends Resource {
  readonly locals?: ReadonlyMap<string, Value>;
}

interface Unrolled {
  readonly resources: ReadonlyMap<string, LoopedResource>;
  /** A loop that nobody can unroll makes policies: they may belong to any resource of the template. */
  readonly open: Unknown | null;
  /** Whether every loop is unrolled: a name that is not among the resources is then none. */
  readonly isWhole: boolean;
}

/** By what is open at the time: one set for each case and estate, so that every estate hears its notes. */
const made = new WeakMap<object, Map<Stack, Unrolled>>();

/** By logical id. */
export function resourcesIn(scope: Scope): ReadonlyMap<string, LoopedResource> {
  return unrolled(scope).resources;
}

/** Why nothing of the stack is certain: a loop that makes policies, and nobody knows how many or of what. */
export function openLoop(scope: Scope): Unknown | null {
  return unrolled(scope).open;
}

export function areAllKnown(scope: Scope): boolean {
  return unrolled(scope).isWhole;
}

function unrolled(scope: Scope): Unrolled {
  const { stack, open } = scope;
  const { resources, loops } = stack.template;
  if (loops.size === 0) return { resources, open: null, isWhole: true };
  const ofEstate = made.get(open) ?? new Map<Stack, Unrolled>();
  made.set(open, ofEstate);
  const known = ofEstate.get(stack);
  if (known !== undefined) return known;
  // Loops run over parameters and literals, which depend on no resource.
  ofEstate.set(stack, { resources, open: null, isWhole: false });
  const all = unroll(scope);
  ofEstate.set(stack, all);
  return all;
}

function unroll(scope: Scope): Unrolled {
  const { notes, stack } = scope;
  const { template, prefix } = stack;
  const all = new Map<string, LoopedResource>(template.resources);
  let open: Unknown | null = null;
  let isWhole = true;
  for (const [loop, { value: node, keyOffset }] of template.loops) {
    const members = loopedMembers(node, scope);
    if (members instanceof Unknown) {
      isWhole = false;
      const address = `${prefix}${loop}`;
      const kind = unseenKind((test) => makesAny(node, test), stack);
      const why = `it runs over ${collectionOf(node) ?? 'what is not known'}`;
      if (kind !== null)
        notes.unseen({ kind, address, why, spot: { text: template.text, offset: keyOffset, address } });
      else
        notes.say(
          `${address} runs over what is not known, so what it makes is not known. Give the parameter that it runs over a value with --parameters.`,
        );
      if (makesAny(node, mayAttach)) open ??= new Unknown(`${prefix}${loop}`, 'it may make policies for this resource');
      continue;
    }
    for (const { name, member, locals } of members) {
      const resource = resourceOf(name, member);
      if (resource !== null) all.set(name, { ...resource, locals });
    }
  }
  return { resources: all, open, isWhole };
}

/** What it hides that not all is known that a template or a part of it makes; null where no verdict depends on it. */
function unseenKind(
  makes: (test: (resource: Resource) => boolean) => boolean,
  { placement }: Stack,
): 'instances' | 'settings' | null {
  if (makes(setsUpReplication)) return 'instances';
  return makes(mayAttach) && placement.existing !== undefined ? 'settings' : null;
}

/** The same of a whole template, which a stack makes more often than is read. */
export function unseenKindOf({ resources, loops }: Template, stack: Stack): 'instances' | 'settings' | null {
  return unseenKind(
    (test) => [...resources.values()].some(test) || [...loops.values()].some(({ value }) => makesAny(value, test)),
    stack,
  );
}

/** The parameter that a loop runs over. */
function collectionOf(loop: Node): string | null {
  const [, collection] = itemsOf(loop);
  return scalarText(memberOf(collection, 'Ref'));
}

/** Types that change other resources than those that they make. */
const attaching = new Set([
  'AWS::S3::BucketPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::ManagedPolicy',
]);

function mayAttach(resource: Resource): boolean {
  const { type } = resource;
  return (
    attaching.has(type) ||
    isNesting(resource) ||
    isModule(resource) ||
    (isCustomResource(resource) && speaksOfReplication(resource))
  );
}
