/** Areas, points and sizes of the picture, and room for the names of groups. */
import type { Arrow, Box, Group } from './model.js';

/** Corner and size. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Placed extends Area {
  readonly box: Box;
}

export interface Line {
  readonly arrow: Arrow;
  /** Those that no box is in the way of, from one box to the other; none where no box lies between. */
  readonly points: readonly Point[];
}

/** Boxes and lines, before anything is drawn around them. */
export interface Rough {
  readonly boxes: readonly Placed[];
  readonly lines: readonly Line[];
}

export interface Layout extends Rough {
  readonly width: number;
  readonly height: number;
  /** The outermost first. */
  readonly groups: readonly (Area & { readonly label: string; readonly depth: number })[];
}

export const boxHeight = 32;
/** Between boxes that stand above each other. */
export const boxDistance = 14;
export const mostCharacters = 40;
/** Of a 13 px sans-serif face, generously. */
const characterWidth = 7.6;
/** Room for the name of a group above what it holds. */
export const titleHeight = 26;
/** Between a group and what it holds, to the sides and below. */
export const padding = 12;

/** Of the widest of these boxes. */
export function widthOf(boxes: readonly Box[]): number {
  return Math.max(90, ...boxes.map(({ label }) => Math.min(label.length, mostCharacters) * characterWidth + 22));
}

/** The groups of boxes with what is in each. */
export function membersOf<T extends { readonly box: Box }>(boxes: readonly T[]) {
  const groups = new Map<string, { readonly group: Group; readonly depth: number; readonly members: T[] }>();
  for (const placed of boxes) {
    placed.box.groups.forEach((group, depth) => {
      const known = groups.get(group.id) ?? { group, depth, members: [] };
      groups.set(group.id, known);
      known.members.push(placed);
    });
  }
  return [...groups.values()];
}

/**
 * Makes room for the names of groups: everything below one is moved down, in all columns alike. Whatever was beside each other or in
 * order stays so.
 * @returns how far something at a height moves
 */
export function spreading(boxes: readonly Placed[]): (y: number) => number {
  const above = new Map<number, Set<number>>();
  const below = new Map<number, Set<number>>();
  const note = (map: Map<number, Set<number>>, at: number, depth: number): void => {
    map.set(at, (map.get(at) ?? new Set()).add(depth));
  };
  for (const { depth, members } of membersOf(boxes)) {
    note(above, Math.min(...members.map(({ y }) => y)), depth);
    note(below, Math.max(...members.map(({ y }) => y)), depth);
  }
  return (y) => {
    let sum = 0;
    for (const [at, depths] of above) if (y >= at) sum += depths.size * titleHeight;
    for (const [at, depths] of below) if (y > at) sum += depths.size * padding;
    return sum;
  };
}
