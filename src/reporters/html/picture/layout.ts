/** Where the boxes and groups of the picture lie, in pixels. Arrows are drawn by routes.ts. */
import { inColumns } from './columns.js';
import { inLayers } from './layers.js';
import type { Picture } from './model.js';
import { membersOf, padding, titleHeight, type Layout, type Placed, type Point } from './shapes.js';

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
