/**
 * The three-valued core: for which object keys something certainly holds, and for which it possibly holds.
 * A plain yes is everything/everything, a plain no nothing/nothing, and "nobody can say" nothing/everything.
 */
import { complement, everything, intersection, nothing, type StringSet, union } from './strings/index.js';

/** Invariant: certain ⊆ possible. */
export interface Extent {
  readonly certain: StringSet;
  readonly possible: StringSet;
}

export const always: Extent = { certain: everything, possible: everything };
export const never: Extent = { certain: nothing, possible: nothing };
export const undecided: Extent = { certain: nothing, possible: everything };

export function exactly(keys: StringSet): Extent {
  if (keys === everything) return always;
  if (keys === nothing) return never;
  return { certain: keys, possible: keys };
}

export function fromBoolean(holds: boolean): Extent {
  return holds ? always : never;
}

/** Where one or the other holds. */
export function or(a: Extent, b: Extent): Extent {
  if (a === always || b === never) return a;
  if (b === always || a === never) return b;
  return { certain: union(a.certain, b.certain), possible: union(a.possible, b.possible) };
}

/** Where both hold. */
export function and(a: Extent, b: Extent): Extent {
  if (a === never || b === always) return a;
  if (b === never || a === always) return b;
  return { certain: intersection(a.certain, b.certain), possible: intersection(a.possible, b.possible) };
}

export function not(a: Extent): Extent {
  if (a === always) return never;
  if (a === never) return always;
  if (a === undecided) return undecided;
  return { certain: complement(a.possible), possible: complement(a.certain) };
}

/** Joined at once: a union that grows by one member at a time copies all of them each time. */
export function anyOf(extents: Iterable<Extent>): Extent {
  const some: Extent[] = [];
  for (const extent of extents) {
    if (extent === always) return always;
    if (extent !== never) some.push(extent);
  }
  const [only] = some;
  if (only === undefined) return never;
  if (some.length === 1) return only;
  return {
    certain: union(...some.map(({ certain }) => certain)),
    possible: union(...some.map(({ possible }) => possible)),
  };
}

export function allOf(extents: Iterable<Extent>): Extent {
  let all = always;
  for (const extent of extents) {
    all = and(all, extent);
    if (all === never) return never;
  }
  return all;
}

/** Holds at most as surely as before: what was certain becomes possible. */
export function doubted(a: Extent): Extent {
  return a === never ? never : { certain: nothing, possible: a.possible };
}

/** What holds in one of two scenarios, when nobody knows which is the real one. */
export function acrossScenarios(a: Extent, b: Extent): Extent {
  if (a === b) return a;
  return { certain: intersection(a.certain, b.certain), possible: union(a.possible, b.possible) };
}
