/** Where the boxes and groups of the picture lie, in pixels. Arrows are drawn by routes.ts. */
import { inColumns } from './columns.js';
import { inLayers } from './layers.js';
import type { Arrow, Box, Group, Picture } from './model.js';

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
const titleHeight = 26;
/** Between a group and what it holds, to the sides and below. */
const padding = 12;
const margin = 10;

export function layoutOf(picture: Picture): Layout {
  const { boxes, lines } = picture.isTwoSided ? inColumns(picture) : inLayers(picture);
  const groups = groupAreas(boxes);
  const left = Math.min(...[...boxes, ...groups].map(({ x }) => x)) - margin;
  const top = Math.min(...[...boxes, ...groups].map(({ y }) => y)) - margin;
  const moved = <T extends Point>(each: T): T => ({ ...each, x: each.x - left, y: each.y - top });
  const all = [...boxes, ...groups].map(moved);
  return {
    width: Math.ceil(Math.max(...all.map(({ x, width }) => x + width)) + margin),
    height: Math.ceil(Math.max(...all.map(({ y, height }) => y + height)) + margin),
    groups: groups.map(moved).sort((one, other) => one.depth - other.depth),
    boxes: boxes.map(moved),
    lines: lines.map(({ arrow, points }) => ({ arrow, points: points.map(moved) })),
  };
}

/** Of the widest of these boxes. */
export function widthOf(boxes: readonly Box[]): number {
  return Math.max(90, ...boxes.map(({ label }) => Math.min(label.length, mostCharacters) * characterWidth + 22));
}

/** The groups of boxes with what is in each. */
function membersOf<T extends { readonly box: Box }>(boxes: readonly T[]) {
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

function groupAreas(boxes: readonly Placed[]): Layout['groups'] {
  const groups = membersOf(boxes);
  const deepest = Math.max(0, ...groups.map(({ depth }) => depth));
  return groups.map(({ group, depth, members }) => {
    // A group of groups has their room around it too.
    const levels = deepest - depth + 1;
    const x = Math.min(...members.map((each) => each.x)) - levels * padding;
    const y = Math.min(...members.map((each) => each.y)) - levels * titleHeight;
    const right = Math.max(...members.map((each) => each.x + each.width)) + levels * padding;
    const bottom = Math.max(...members.map((each) => each.y + each.height)) + levels * padding;
    return { label: group.label, depth, x, y, width: right - x, height: bottom - y };
  });
}
