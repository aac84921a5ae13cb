/** Questions about sets: is it empty, is it inside another, which is its shortest member. Shortcuts first, then a walk. */
import { Budget, defaultSteps, type Effort } from './budget.js';
import { likelyMember } from './candidates.js';
import { afterStart, commonStart } from './glob/common-start.js';
import { type Bounds, difference, intersection, type StringSet } from './set.js';
import { hasObviousMember, quickEmpty, quickSubset } from './shortcuts.js';
import { isTooComplex, type TooComplex } from './too-complex.js';
import { shortestMember } from './walk.js';

function within(set: StringSet, bounds: Bounds | undefined): StringSet {
  return bounds === undefined ? set : intersection({ op: 'length', min: bounds.minBytes, max: bounds.maxBytes }, set);
}

/**
 * The shortest member, the most readable among equals; null = the set is empty. Where finding it would take too much, some member,
 * if one is easily named.
 */
export function witness(set: StringSet, bounds?: Bounds, effort: Effort = defaultSteps): string | null | TooComplex {
  const asked = within(set, bounds);
  const found = walk(asked, effort);
  return isTooComplex(found) ? (likelyMember(asked) ?? found) : found;
}

/** What all members begin with needs no walk. */
function walk(set: StringSet, effort: Effort): string | null | TooComplex {
  const start = commonStart(set);
  const asked = start === '' ? set : afterStart(set, start);
  const rest =
    effort instanceof Budget
      ? effort.answer(asked, (allowance) => shortestMember(asked, allowance))
      : shortestMember(asked, { left: effort });
  return typeof rest === 'string' ? start + rest : rest;
}

/** Whether the set holds no string of the given lengths. */
export function isEmpty(set: StringSet, bounds?: Bounds, effort: Effort = defaultSteps): boolean | TooComplex {
  const asked = within(set, bounds);
  if (quickEmpty(asked)) return true;
  if (hasObviousMember(asked)) return false;
  const found = walk(asked, effort);
  if (!isTooComplex(found)) return found === null;
  return likelyMember(asked) === null ? found : false;
}

/** Whether every string of the one set is in the other. */
export function isSubset(
  a: StringSet,
  b: StringSet,
  bounds?: Bounds,
  effort: Effort = defaultSteps,
): boolean | TooComplex {
  return quickSubset(a, b) ? true : isEmpty(difference(a, b), bounds, effort);
}
