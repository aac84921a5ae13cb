/** Where on the scale from "allowed for every key" to "for none" the request stands. */
import type { Extent } from '../extent.js';
import type { Outcome } from '../model.js';
import {
  type Effort,
  everything,
  intersection,
  isEmpty,
  isSubset,
  isTooComplex,
  nothing,
  type StringSet,
} from '../strings/index.js';

/** The keys for which a request is certainly, and possibly, allowed: what `decide` is made of, without reasons. */
export function judge(
  keys: StringSet,
  allowed: Extent,
  budget?: Effort,
): { readonly outcome: Outcome; readonly isTooComplex: boolean } {
  if (allowed.certain === everything) return { outcome: 'allowed', isTooComplex: false };
  if (allowed.possible === nothing) return { outcome: 'denied', isTooComplex: false };
  const unknown = { outcome: 'unknown', isTooComplex: false } as const;
  if (allowed.certain === nothing && allowed.possible === everything) return unknown;

  const isAllowed = isSubset(keys, allowed.certain, undefined, budget);
  if (isTooComplex(isAllowed)) return { outcome: 'unknown', isTooComplex: true };
  if (isAllowed) return { outcome: 'allowed', isTooComplex: false };
  const isDenied = isEmpty(intersection(keys, allowed.possible), undefined, budget);
  if (isTooComplex(isDenied)) return { outcome: 'unknown', isTooComplex: true };
  if (isDenied) return { outcome: 'denied', isTooComplex: false };
  const noneCertain = isEmpty(intersection(keys, allowed.certain), undefined, budget);
  const allPossible = isSubset(keys, allowed.possible, undefined, budget);
  if (isTooComplex(noneCertain) || isTooComplex(allPossible)) return { outcome: 'unknown', isTooComplex: true };
  return noneCertain || allPossible ? unknown : { outcome: 'partly', isTooComplex: false };
}
