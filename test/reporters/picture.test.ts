/** The picture of the HTML report: nothing lies on anything else, and no arrow runs through a box that is not its own. */
import { describe, expect, test } from '@jest/globals';
import type { ReplicationEntry, Verdict } from '../../src/report/model.js';
import type { PagePair } from '../../src/reporters/html/model.js';
import { layoutOf } from '../../src/reporters/html/picture/layout.js';
import { pictureOf } from '../../src/reporters/html/picture/model.js';
import type { Area } from '../../src/reporters/html/picture/shapes.js';
import { routesOf } from '../../src/reporters/html/picture/routes.js';
import { auditOf, fixture } from '../audit-of.js';

const [example] = auditOf(fixture('article-good')).replication;

/** `account/Region/bucket`, or null where the destination is not known. */
function pair(source: string, destination: string | null, verdict: Verdict = 'replicates'): PagePair {
  if (example === undefined) throw new Error('The fixture has a replication rule.');
  const ref = (text: string): ReplicationEntry['source'] => {
    const [account = '', region = '', bucket = ''] = text.split('/');
    return { account, region, bucket };
  };
  const entry = {
    ...example,
    verdict,
    source: ref(source),
    destination: destination === null ? null : ref(destination),
  };
  return { id: `${source} ${destination}`, entry, findings: [], walk: null, owners: [] };
}

/** Always the same, and no order in it. */
function scrambled(count: number, accounts: number, offset = 0): readonly PagePair[] {
  const place = (number: number): string => `${number % accounts}/r${number % 3}`;
  return Array.from({ length: count }, (_, index) =>
    pair(
      `${place(index * 7 + offset)}/source-${index}`,
      `${place(index * index * 5 + offset + 1)}/replica-${(index * 11) % count}`,
      (['replicates', 'fails', 'partly', 'unknown'] as const)[index % 4],
    ),
  );
}

const estates: readonly (readonly [string, readonly PagePair[]])[] = [
  ['one pair', [pair('1/a/x', '1/b/y')]],
  ['a destination that is not known', [pair('1/a/x', null), pair('1/a/z', '2/b/y')]],
  ['a bucket that replicates to itself', [pair('1/a/x', '1/a/x'), pair('1/a/x', '1/a/y')]],
  ['two ways', [pair('1/a/x', '1/b/y'), pair('1/b/y', '1/a/x')]],
  ['a chain, and an arrow past it', [pair('1/a/x', '1/b/y'), pair('1/b/y', '1/c/z'), pair('1/a/x', '1/c/z')]],
  ['many to one', Array.from({ length: 25 }, (_, index) => pair(`${index % 3}/a/source-${index}`, '9/b/archive'))],
  ['another account', [1, 2, 3, 4, 5, 6].map((index) => pair(`1/a/s${index}`, `${1 + (index % 2)}/b/d${index}`))],
  ['three accounts', scrambled(25, 3)],
  ['many accounts', scrambled(30, 12)],
  ['many buckets', scrambled(300, 8)],
  ['an organization', scrambled(900, 60)],
];

function overlaps(one: Area, other: Area): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

/** Points of a path of absolute M, L and C. */
function sampled(path: string): readonly { readonly x: number; readonly y: number }[] {
  const points: { x: number; y: number }[] = [];
  for (const [, command, text = ''] of path.matchAll(/([MLC])([^MLC]*)/gu)) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = text.trim().split(/\s+/u).map(Number);
    const last = points.at(-1) ?? { x: a, y: b };
    const [to, one, two] =
      command === 'C'
        ? [
            { x: e, y: f },
            { x: a, y: b },
            { x: c, y: d },
          ]
        : [{ x: a, y: b }, last, { x: a, y: b }];
    for (let step = 1; step <= 40; step += 1) {
      const [t, r] = [step / 40, 1 - step / 40];
      const at = (key: 'x' | 'y'): number =>
        r ** 3 * last[key] + 3 * r * r * t * one[key] + 3 * r * t * t * two[key] + t ** 3 * to[key];
      points.push({ x: at('x'), y: at('y') });
    }
  }
  return points;
}

describe.each(estates)('%s', (_, pairs) => {
  const picture = pictureOf(pairs);
  const layout = layoutOf(picture);
  const routes = routesOf(layout);

  test('every pair with a destination is behind an arrow, or counted as left out', () => {
    const shown = picture.arrows.flatMap((arrow) => arrow.pairs);
    const all = pairs.filter(({ entry }) => entry.destination !== null);
    if (picture.leftOut === 0) expect(new Set(shown)).toEqual(new Set(all));
    expect(routes).toHaveLength(picture.arrows.length);
  });

  test('no box lies on another, no account on another, and all is inside of the picture', () => {
    const outermost = layout.groups.filter(({ depth }) => depth === 0);
    const inner = layout.groups.filter(({ depth }) => depth === 1);
    for (const areas of [layout.boxes, outermost, inner]) {
      const pairsOfAreas = areas.flatMap((one, index) => areas.slice(index + 1).map((other) => [one, other] as const));
      expect(pairsOfAreas.filter(([one, other]) => overlaps(one, other))).toEqual([]);
    }
    for (const { x, y, width, height } of [...layout.boxes, ...layout.groups]) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(layout.width);
      expect(y + height).toBeLessThanOrEqual(layout.height);
    }
  });

  test('arrows touch their own boxes, and run through no other', () => {
    for (const { arrow, path } of routes) {
      const points = sampled(path);
      const hit = layout.boxes.filter(
        ({ box, x, y, width, height }) =>
          box.id !== arrow.from &&
          box.id !== arrow.to &&
          points.some((point) => point.x > x && point.x < x + width && point.y > y && point.y < y + height),
      );
      expect(hit.map(({ box }) => `${arrow.from} → ${arrow.to} through ${box.label}`)).toEqual([]);
      const ends = [points[0], points.at(-1)].map((point) =>
        layout.boxes.find(
          ({ x, y, width, height }) =>
            point !== undefined &&
            (Math.abs(point.x - x) < 1 || Math.abs(point.x - x - width) < 1) &&
            point.y >= y &&
            point.y <= y + height,
        ),
      );
      expect(ends.map((end) => end?.box.id)).toEqual([arrow.from, arrow.to]);
    }
  });
});
