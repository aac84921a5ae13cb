/** Parts of templates that may set up replication out of sight, as problems of the collection. */
import { shortList } from '../../basics/short-list.js';
import type { RawSnapshot } from '../snapshot/snapshot-shape.js';
import { codeProblem, withUnseenCode } from '../unseen-code.js';
import type { Marks } from './template/marks.js';
import type { UnseenPart } from './values/scope.js';

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
