/** Conditions and outputs of a stack, with those that `Fn::ForEach` makes. */
import { Unknown, type Value } from '../../terraform/model.js';
import type { Scope } from '../values/scope.js';
import { loopedMembers } from './for-each.js';
import { hasLoop, isLoop, type Node } from './node.js';

interface Section {
  readonly node: Node;
  /** Names that loops bind in it. */
  readonly locals: ReadonlyMap<string, Value>;
}

/** By name. */
type Sections = ReadonlyMap<string, Section>;

/** By what is open at the time: one set for each case and estate. */
const made = new WeakMap<object, Map<ReadonlyMap<string, Node> | string, Sections>>();
const noLocals: ReadonlyMap<string, Value> = new Map();

export function conditionsIn(scope: Scope): Sections {
  return sectionsOf('Conditions', scope.stack.template.conditions, scope);
}

export function outputsIn(scope: Scope): Sections {
  return sectionsOf('Outputs', scope.stack.template.outputs, scope);
}

/** What a loop makes that runs over what is not known is left out. */
function sectionsOf(section: string, declared: ReadonlyMap<string, Node>, scope: Scope): Sections {
  const { open, stack } = scope;
  const ofEstate = made.get(open) ?? new Map<ReadonlyMap<string, Node> | string, Sections>();
  made.set(open, ofEstate);
  // Two stacks of one template may loop over different lists.
  const key = hasLoop(declared) ? `${section} ${stack.prefix}` : declared;
  const known = ofEstate.get(key);
  if (known !== undefined) return known;
  const all = new Map<string, Section>();
  ofEstate.set(key, all);
  for (const [name, node] of declared) {
    if (!isLoop(name)) all.set(name, { node, locals: noLocals });
    else {
      const members = loopedMembers(node, { ...scope, locals: noLocals });
      if (members instanceof Unknown) continue;
      for (const { name: own, member, locals } of members) all.set(own, { node: member.value, locals });
    }
  }
  return all;
}
