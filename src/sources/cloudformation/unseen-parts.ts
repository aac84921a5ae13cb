/** Parts of templates that may set up replication out of sight, as problems of the collection. */
import { shortList } from '../../basics/short-list.js';
import { hasStandIn } from '../../basics/stand-in.js';
import { mayBeAmong } from '../existing.js';
import type { RawSnapshot } from '../snapshot/snapshot-shape.js';
import { codeProblem, withUnseenCode, writtenName } from '../unseen-code.js';
import type { Declared } from './resources/facts.js';
import type { Marks } from './template/marks.js';
import { callSpeaksOfReplication } from './template/sets-up-replication.js';
import type { Resource } from './template/template.js';
import { addressOf, spotOf } from './values/names.js';
import type { Scope, UnseenPart } from './values/scope.js';

/** A resource whose template or code is not in the input, and which may set up replication. */
export function sayUnseen({ stack, notes }: Scope, resource: Resource, address = addressOf(stack, resource)): void {
  notes.unseen({ kind: 'code', address, why: 'it is not in the input', spot: spotOf(stack, resource) });
}

/** A stack or module whose template is not in the input: where it may set up replication, that is no mere note. */
export function sayMissing(scope: Scope, resource: Resource, note: string): void {
  if (callSpeaksOfReplication(resource)) sayUnseen(scope, resource);
  else scope.notes.say(note);
}

/**
 * What is for a bucket or role of which nobody knows the name, or is one itself, over what is there: any that is there may be the one,
 * and would keep its verdict otherwise.
 * @param owner `its bucket`, `one of its roles`
 * @param name a text with stand-ins, or the address of what is not known
 */
export function sayAnybodys(
  { scope, resource, address }: Declared,
  owner: string,
  name: string,
  kind: 'bucket' | 'role',
): void {
  const { stack, notes } = scope;
  const { existing } = stack.placement;
  if (existing === undefined) return;
  const names = kind === 'bucket' ? existing.buckets.keys() : existing.roleNames;
  if (hasStandIn(name) && !mayBeAmong(names, name)) return;
  notes.unseen({
    kind: 'settings',
    address,
    why: `${owner} is ${hasStandIn(name) ? writtenName(name) : name}`,
    spot: spotOf(stack, resource),
  });
}

/** One for each that runs over what is not known, one for all code that is missing: it stands at the first. */
export function withUnseenParts(facts: RawSnapshot, parts: readonly UnseenPart[], marks: Marks): RawSnapshot {
  const once = [...new Map(parts.map((part) => [`${part.kind} ${part.address}`, part])).values()];
  const missing = once.filter(({ kind }) => kind === 'code');
  const [first] = missing;
  const named = first === undefined ? [] : [{ ...first, address: shortList(missing.map(({ address }) => address)) }];
  return withUnseenCode(
    facts,
    [...once.filter(({ kind }) => kind !== 'code'), ...named].map((part) => {
      const problem = codeProblem(part);
      marks.set(problem, part.spot);
      return problem;
    }),
  );
}
