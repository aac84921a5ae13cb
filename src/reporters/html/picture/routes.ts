/** How arrows run: from the side of a box to the side of another, around the boxes between, with a place for the sign on each. */
import type { Layout, Placed, Point } from './shapes.js';
import type { Arrow } from './model.js';

export interface Route {
  readonly arrow: Arrow;
  /** Of an SVG path. */
  readonly path: string;
  readonly sign: Point;
  readonly start: End;
  readonly end: End;
}

/** Where an arrow touches a box. */
export interface End extends Point {
  readonly box: string;
  readonly side: Side;
}

type Side = 'left' | 'right';

/** Straight at both ends: room for the mark of a key. */
export const lead = 104;
/** Between a box and an arrow that passes by. */
const clearance = 14;
/** Apart from each other where arrows both leave and arrive. */
const portDistance = 7;

export function routesOf({ boxes, lines }: Layout): readonly Route[] {
  const byId = new Map(boxes.map((placed) => [placed.box.id, placed]));
  const columns = columnsOf(boxes);
  const drawn = lines.flatMap(({ arrow, points }) => {
    const [from, to] = [byId.get(arrow.from), byId.get(arrow.to)];
    return from === undefined || to === undefined ? [] : [{ arrow, from, to, points, ...sidesOf(from, to) }];
  });
  const leaving = new Set(drawn.map(({ from, startSide }) => `${startSide} ${from.box.id}`));
  const arriving = new Set(drawn.map(({ to, endSide }) => `${endSide} ${to.box.id}`));
  const endOf = ({ x, y, width, height, box }: Placed, side: Side, isStart: boolean): End => {
    const at = `${side} ${box.id}`;
    const aside = leaving.has(at) && arriving.has(at) ? portDistance : 0;
    return { box: box.id, side, x: side === 'left' ? x : x + width, y: y + height / 2 + (isStart ? -aside : aside) };
  };
  const taken: Point[] = [];
  return drawn.map(({ arrow, from, to, points, startSide, endSide }) => {
    const start = endOf(from, startSide, true);
    const end = endOf(to, endSide, false);
    const { path, sign } =
      from === to ? loop(start, end) : curve(waypoints({ start, end }, points, columns), (at) => isFree(at, taken));
    taken.push(sign);
    return { arrow, path, sign, start, end };
  });
}

function sidesOf(from: Placed, to: Placed): { readonly startSide: Side; readonly endSide: Side } {
  if (from === to) return { startSide: 'right', endSide: 'right' };
  return from.x <= to.x ? { startSide: 'right', endSide: 'left' } : { startSide: 'left', endSide: 'right' };
}

interface Column {
  readonly left: number;
  readonly right: number;
}

/** Boxes that stand above each other have one middle. */
function columnsOf(boxes: readonly Placed[]): readonly Column[] {
  const columns = new Map<number, Column>();
  for (const { x, width } of boxes) {
    const middle = Math.round(x + width / 2);
    const known = columns.get(middle) ?? { left: x, right: x + width };
    columns.set(middle, { left: Math.min(known.left, x), right: Math.max(known.right, x + width) });
  }
  return [...columns.values()].sort((one, other) => one.left - other.left);
}

/** Pairs of points: straight from the first to the second of each pair, curved from pair to pair. */
function waypoints(
  { start, end }: { readonly start: End; readonly end: End },
  points: readonly Point[],
  columns: readonly Column[],
): readonly Point[] {
  const way = start.x < end.x ? 1 : -1;
  const room = Math.min(lead, Math.abs(end.x - start.x) / 3);
  const [low, high] = way === 1 ? [start.x, end.x] : [end.x, start.x];
  const between = columns.filter(({ left, right }) => left > low && right < high);
  const passed = between.flatMap(({ left, right }) => {
    const y = heightAt(points, (left + right) / 2);
    return [
      { x: left - clearance, y },
      { x: right + clearance, y },
    ];
  });
  const firstLead = { x: start.x + way * room, y: start.y };
  const lastLead = { x: end.x - way * room, y: end.y };
  return [start, firstLead, ...(way === 1 ? passed : passed.reverse()), lastLead, end];
}

/** Of a line through the points, in either direction. */
function heightAt(points: readonly Point[], x: number): number {
  for (const [index, one] of points.entries()) {
    const other = points[index + 1];
    if (other === undefined) return one.y;
    const isHere = (one.x <= x && x <= other.x) || (other.x <= x && x <= one.x);
    if (isHere) return one.x === other.x ? one.y : one.y + ((x - one.x) / (other.x - one.x)) * (other.y - one.y);
  }
  return points[0]?.y ?? 0;
}

interface Bend {
  readonly from: Point;
  readonly to: Point;
}

function curve(points: readonly Point[], isFreeAt: (at: Point) => boolean): { path: string; sign: Point } {
  const bends: Bend[] = [];
  const parts: string[] = [];
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before === undefined) parts.push(`M${at(point)}`);
    else if (index % 2 === 1) parts.push(`L${at(point)}`);
    else {
      const middle = (before.x + point.x) / 2;
      parts.push(`C${at({ x: middle, y: before.y })} ${at({ x: middle, y: point.y })} ${at(point)}`);
      bends.push({ from: before, to: point });
    }
  });
  return { path: parts.join(''), sign: signOn(bends, isFreeAt) };
}

/** In the middle of the longest bend, or beside it where another sign is there already. */
function signOn(bends: readonly Bend[], isFreeAt: (at: Point) => boolean): Point {
  const length = ({ from, to }: Bend): number => Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
  const [longest] = [...bends].sort((one, other) => length(other) - length(one));
  if (longest === undefined) return { x: 0, y: 0 };
  const places = [0.5, 0.35, 0.65, 0.22, 0.78, 0.1, 0.9].map((share) => onBend(longest, share));
  return places.find(isFreeAt) ?? onBend(longest, 0.5);
}

function isFree({ x, y }: Point, taken: readonly Point[]): boolean {
  return taken.every((other) => Math.abs(other.x - x) > 34 || Math.abs(other.y - y) > 21);
}

/** A point of the cubic whose control points lie half-way, at the heights of its ends. */
function onBend({ from, to }: Bend, share: number): Point {
  const rest = 1 - share;
  const middle = (from.x + to.x) / 2;
  const [a, b, c, d] = [rest ** 3, 3 * rest ** 2 * share, 3 * rest * share ** 2, share ** 3];
  return { x: a * from.x + (b + c) * middle + d * to.x, y: (a + b) * from.y + (c + d) * to.y };
}

/** A bucket that replicates to itself. */
function loop(start: End, end: End): { path: string; sign: Point } {
  const far = start.x + 46;
  return {
    path: `M${at(start)}C${at({ x: far, y: start.y - 22 })} ${at({ x: far, y: end.y + 22 })} ${at(end)}`,
    sign: { x: start.x + 34, y: (start.y + end.y) / 2 },
  };
}

function at({ x, y }: Point): string {
  return `${rounded(x)} ${rounded(y)}`;
}

export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
