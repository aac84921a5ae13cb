/** Parts of templates that may set up replication out of sight, as problems of the collection. */
import { shortList } from '../../basics/short-list.js';
import type { RawSnapshot } from '../snapshot/snapshot-shape.js';
import { codeProblem, withUnseenCode } from '../unseen-code.js';
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
