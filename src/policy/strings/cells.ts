/** Splits a set of strings by others, until none of them tells two members of one part apart. */
import { isEmpty, witness } from './ask.js';
import { difference, intersection, type StringSet } from './set.js';
import { isTooComplex } from './too-complex.js';

export interface CellLimits {
  /** Parts at most. */
  readonly cells: number;
  /** Steps for one part. Splitting asks many questions: each gets far less than a question that stands alone. */
  readonly budget: number;
}

/** One member of each part; null = too many parts, or too much work. */
export function witnessesOfCells(
  space: StringSet,
  sets: Iterable<StringSet>,
  { cells: maxCells, budget }: CellLimits,
): readonly string[] | null {
  let cells: readonly StringSet[] = [space];
  for (const set of sets) {
    const next: StringSet[] = [];
    for (const cell of cells) {
      for (const part of [intersection(cell, set), difference(cell, set)]) {
        const empty = isEmpty(part, undefined, budget);
        if (isTooComplex(empty)) return null;
        if (!empty) next.push(part);
      }
      if (next.length > maxCells) return null;
    }
    cells = next;
  }
  const texts: string[] = [];
  for (const cell of cells) {
    const text = witness(cell, undefined, budget);
    if (isTooComplex(text)) return null;
    if (text !== null) texts.push(text);
  }
  return texts;
}
