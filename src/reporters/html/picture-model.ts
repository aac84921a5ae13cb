/** What the picture shows: boxes in Regions in accounts, and arrows. Large estates are drawn by Region, not by bucket. */
import type { BucketRef, Verdict } from '../../report/model.js';
import type { PagePair } from './model.js';

export interface Box {
  readonly id: string;
  readonly label: string;
  readonly account: string;
  readonly region: string;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** The worst of what it stands for. */
  readonly verdict: Verdict;
  readonly pairs: readonly PagePair[];
}

export interface Picture {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  /** Whether a box is a Region with all of its buckets. */
  readonly isByRegion: boolean;
  /** Arrows that were left out, the healthiest. */
  readonly leftOut: number;
}

/** Beyond these, names would be too small to read. */
const mostBoxes = 60;
const mostArrows = 90;

const worstFirst: readonly Verdict[] = ['fails', 'partly', 'unknown', 'skipped', 'replicates', 'disabled'];

export function pictureOf(pairs: readonly PagePair[]): Picture {
  const byBucket = drawn(pairs, ({ bucket, account, region }) => [bucket, account, region]);
  if (byBucket.boxes.length <= mostBoxes && byBucket.arrows.length <= mostArrows)
    return { ...byBucket, isByRegion: false, leftOut: 0 };
  const byRegion = drawn(pairs, ({ account, region }) => [null, account, region]);
  const arrows = byRegion.arrows.slice(0, mostArrows);
  const ends = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  return {
    boxes: byRegion.boxes.filter(({ id }) => ends.has(id)),
    arrows,
    isByRegion: true,
    leftOut: byRegion.arrows.length - arrows.length,
  };
}

type BoxOf = (bucket: BucketRef) => readonly [bucket: string | null, account: string | null, region: string | null];

/** Arrows the worst first. */
function drawn(pairs: readonly PagePair[], boxOf: BoxOf): Pick<Picture, 'boxes' | 'arrows'> {
  const boxes = new Map<string, Box>();
  const counts = new Map<string, Set<string>>();
  const arrows = new Map<string, { from: string; to: string; pairs: PagePair[] }>();
  const add = (ref: BucketRef): string => {
    const [bucket, account, region] = boxOf(ref);
    const id = JSON.stringify([bucket, account, region]);
    const names = counts.get(id) ?? new Set();
    counts.set(id, names.add(ref.bucket));
    boxes.set(id, {
      id,
      label: bucket ?? (names.size === 1 ? '1 bucket' : `${names.size} buckets`),
      account: account ?? 'account not known',
      region: region ?? 'Region not known',
    });
    return id;
  };
  for (const pair of pairs) {
    const { source, destination } = pair.entry;
    const from = add(source);
    if (destination === null) continue;
    const to = add(destination);
    const id = `${from} ${to}`;
    const arrow = arrows.get(id) ?? { from, to, pairs: [] };
    arrows.set(id, arrow);
    arrow.pairs.push(pair);
  }
  return {
    boxes: [...boxes.values()],
    arrows: [...arrows.values()]
      .map((arrow): Arrow => ({ ...arrow, verdict: worstOf(arrow.pairs) }))
      .sort((one, other) => worstFirst.indexOf(one.verdict) - worstFirst.indexOf(other.verdict)),
  };
}

function worstOf(pairs: readonly PagePair[]): Verdict {
  return worstFirst.find((verdict) => pairs.some(({ entry }) => entry.verdict === verdict)) ?? 'unknown';
}
