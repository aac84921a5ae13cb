/** Questions about sets: is it empty, is it inside another, which is its shortest member. Shortcuts first, then a walk. */
import { afterStart, commonStart } from './common-start.js';
import { type Bounds, difference, intersection, type StringSet } from './set.js';
import { hasObviousMember, quickEmpty, quickSubset } from './shortcuts.js';
import { isTooComplex, type TooComplex } from './too-complex.js';
import { shortestMember } from './walk.js';

/** Work units a question may take: states × patterns. A fraction of a second. */
export const defaultBudget = 400_000;

function within(set: StringSet, bounds: Bounds | undefined): StringSet {
  return bounds === undefined ? set : intersection({ op: 'length', min: bounds.minBytes, max: bounds.maxBytes }, set);
}

/** The shortest member, the most readable among equals; null = the set is empty. */
export function witness(set: StringSet, bounds?: Bounds, budget: number = defaultBudget): string | null | TooComplex {
  return walk(within(set, bounds), budget);
}

/** What all members begin with needs no walk. */
function walk(set: StringSet, budget: number): string | null | TooComplex {
  const start = commonStart(set);
  const rest = shortestMember(start === '' ? set : afterStart(set, start), { left: budget });
  return typeof rest === 'string' ? start + rest : rest;
}

export function isEmpty(set: StringSet, bounds?: Bounds, budget: number = defaultBudget): boolean | TooComplex {
  const asked = within(set, bounds);
  if (quickEmpty(asked)) return true;
  if (hasObviousMember(asked)) return false;
  const found = walk(asked, budget);
  return isTooComplex(found) ? found : found === null;
}

export function isSubset(
  a: StringSet,
  b: StringSet,
  bounds?: Bounds,
  budget: number = defaultBudget,
): boolean | TooComplex {
  return quickSubset(a, b) ? true : isEmpty(difference(a, b), bounds, budget);
}
