import type { Extent } from '../extent.js';
import { type Effort, everything, intersection, isEmpty, isSubset, nothing, type StringSet } from '../strings/index.js';

/** A short code of how an extent stands to the keys of a request: equal codes, equal answers. */
export function judgeCode(keys: StringSet, { certain, possible }: Extent, effort?: Effort): string {
  const isAll = certain === everything || isSubset(keys, certain, undefined, effort) === true;
  const isNone = possible === nothing || isEmpty(intersection(keys, possible), undefined, effort) === true;
  const noneCertain = certain === nothing || isEmpty(intersection(keys, certain), undefined, effort) === true;
  const allPossible = possible === everything || isSubset(keys, possible, undefined, effort) === true;
  return [isAll, isNone, noneCertain, allPossible].map(Number).join('');
}
