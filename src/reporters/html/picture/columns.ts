/**
 * A large estate: what is replicated from on the left, what is replicated to on the right. Both are put into an order that lets arrows
 * run level, by the mean height of what they are joined with, a few times over.
 */
import { groupBy } from '../../../basics/group-by.js';
import { boxDistance, boxHeight, spreading, widthOf, type Placed, type Rough } from './shapes.js';
import type { Arrow, Box, Picture, Side } from './model.js';

const rounds = 4;
const narrowest = 300;
const widest = 640;

export function inColumns({ boxes, arrows }: Picture): Rough {
  const orders = ordered(boxes, arrows);
  const left = column(orders.from, 0);
  const width = widthOf(orders.from) + Math.min(widest, Math.max(narrowest, 120 + arrows.length * 7));
  const right = column(orders.to, width);
  const difference = heightOf(left) - heightOf(right);
  const lowered = (placed: readonly Placed[], by: number): readonly Placed[] =>
    placed.map((each) => ({ ...each, y: each.y + Math.max(0, Math.round(by / 2)) }));
  return {
    boxes: [...lowered(left, -difference), ...lowered(right, difference)],
    lines: arrows.map((arrow) => ({ arrow, points: [] })),
  };
}

function column(boxes: readonly Box[], x: number): readonly Placed[] {
  const width = widthOf(boxes);
  const stacked = boxes.map((box, index): Placed => ({
    box,
    x,
    y: index * (boxHeight + boxDistance),
    width,
    height: boxHeight,
  }));
  const shift = spreading(stacked);
  return stacked.map((each) => ({ ...each, y: each.y + shift(each.y) }));
}

function heightOf(placed: readonly Placed[]): number {
  return Math.max(0, ...placed.map(({ y }) => y));
}

function ordered(boxes: readonly Box[], arrows: readonly Arrow[]): Readonly<Record<Side, readonly Box[]>> {
  const bySide = groupBy(boxes, ({ side }) => side ?? 'from');
  const orders: Record<Side, readonly Box[]> = { from: bySide.get('from') ?? [], to: bySide.get('to') ?? [] };
  const neighbours = neighboursOf(arrows);
  for (let round = 0; round < rounds; round += 1) {
    orders.to = sorted(orders.to, heights(orders.to, positions(orders.from), neighbours));
    orders.from = sorted(orders.from, heights(orders.from, positions(orders.to), neighbours));
  }
  return orders;
}

function neighboursOf(arrows: readonly Arrow[]): ReadonlyMap<string, readonly string[]> {
  const neighbours = new Map<string, string[]>();
  const join = (one: string, other: string): void => {
    const known = neighbours.get(one) ?? [];
    neighbours.set(one, known);
    known.push(other);
  };
  for (const { from, to } of arrows) {
    join(from, to);
    join(to, from);
  }
  return neighbours;
}

/** Between 0 and 1, so that a short column compares with a long one. */
function positions(boxes: readonly Box[]): ReadonlyMap<string, number> {
  return new Map(boxes.map(({ id }, index) => [id, index / Math.max(1, boxes.length - 1)]));
}

function heights(
  own: readonly Box[],
  others: ReadonlyMap<string, number>,
  neighbours: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, number> {
  const before = positions(own);
  return new Map(
    own.map(({ id }) => {
      const joined = (neighbours.get(id) ?? []).flatMap((other) => others.get(other) ?? []);
      return [id, joined.length === 0 ? (before.get(id) ?? 0) : mean(joined)];
    }),
  );
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

/** Groups stay together: they are sorted as a whole, then what is in them. */
function sorted(boxes: readonly Box[], height: ReadonlyMap<string, number>, depth = 0): readonly Box[] {
  const keyOf = ({ id, groups }: Box): string => groups[depth]?.id ?? id;
  const parts = [...groupBy(boxes, keyOf).values()].map((members) => ({
    members,
    height: mean(members.map(({ id }) => height.get(id) ?? 0)),
  }));
  parts.sort((one, other) => one.height - other.height);
  return parts.flatMap(({ members }) =>
    members[0]?.groups[depth] === undefined ? members : sorted(members, height, depth + 1),
  );
}
