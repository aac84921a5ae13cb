/** What the picture shows: boxes in Regions in accounts, and arrows. The larger the estate, the more a box stands for. */
import { counted } from '../../../basics/counted.js';
import type { BucketRef, Verdict } from '../../../report/model.js';
import type { PagePair } from '../model.js';

export interface Box {
  readonly id: string;
  readonly label: string;
  /** What holds it, the outermost first. */
  readonly groups: readonly Group[];
  /** Null where a box stands for both. */
  readonly side: Side | null;
}

export interface Group {
  readonly id: string;
  readonly label: string;
}

export interface Arrow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The worst of what it stands for. */
  readonly verdict: Verdict;
  readonly pairs: readonly PagePair[];
}

/** What a box stands for: one bucket, or all buckets of a Region or of an account. */
export type Scale = 'bucket' | 'region' | 'account';

/** What is replicated from, what is replicated to. */
export type Side = 'from' | 'to';

export interface Picture {
  readonly scale: Scale;
  /** Whether sources and destinations have boxes of their own, also where they are the same: no arrow goes back. */
  readonly isTwoSided: boolean;
  readonly boxes: readonly Box[];
  /** The worst first. */
  readonly arrows: readonly Arrow[];
  /** Arrows that were left out, the healthiest. */
  readonly leftOut: number;
}

type Form = Pick<Picture, 'scale' | 'isTwoSided'>;

/** From fine to coarse, with the most boxes and arrows and accounts that still can be read. */
const forms: readonly (Form & { readonly most: Readonly<Record<'boxes' | 'arrows' | 'accounts', number>> })[] = [
  { scale: 'bucket', isTwoSided: false, most: { boxes: 60, arrows: 90, accounts: 3 } },
  { scale: 'bucket', isTwoSided: true, most: { boxes: 80, arrows: 90, accounts: 20 } },
  { scale: 'region', isTwoSided: true, most: { boxes: 80, arrows: 90, accounts: 30 } },
];
const mostArrows = 140;

const worstFirst: readonly Verdict[] = ['fails', 'partly', 'unknown', 'skipped', 'replicates', 'disabled'];

export function pictureOf(pairs: readonly PagePair[]): Picture {
  const accounts = new Set(pairs.flatMap(({ entry }) => [entry.source.account, entry.destination?.account ?? null]));
  for (const { most, ...form } of forms) {
    if (accounts.size > most.accounts) continue;
    const { boxes, arrows } = drawn(pairs, form);
    if (boxes.length <= most.boxes && arrows.length <= most.arrows) return { ...form, boxes, arrows, leftOut: 0 };
  }
  const form: Form = { scale: 'account', isTwoSided: true };
  const all = drawn(pairs, form);
  const arrows = all.arrows.slice(0, mostArrows);
  const ends = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  const boxes = all.boxes.filter(({ id }) => ends.has(id));
  return { ...form, boxes, arrows, leftOut: all.arrows.length - arrows.length };
}

/** Arrows by the pairs that they stand for, by the pairs' ids. */
export function arrowsOfPairs({ arrows }: Picture): ReadonlyMap<string, Arrow> {
  return new Map(arrows.flatMap((arrow) => arrow.pairs.map(({ id }) => [id, arrow] as const)));
}

function drawn(pairs: readonly PagePair[], form: Form): Pick<Picture, 'boxes' | 'arrows'> {
  const boxes = new Map<
    string,
    { readonly ref: BucketRef; readonly side: Side | null; readonly buckets: Set<string> }
  >();
  const arrows = new Map<string, { readonly from: string; readonly to: string; readonly pairs: PagePair[] }>();
  const add = (ref: BucketRef, end: Side): string => {
    const side = form.isTwoSided ? end : null;
    const id = boxId(ref, side, form.scale);
    const box = boxes.get(id) ?? { ref, side, buckets: new Set<string>() };
    boxes.set(id, box);
    box.buckets.add(ref.bucket);
    return id;
  };
  for (const pair of pairs) {
    const { source, destination } = pair.entry;
    const from = add(source, 'from');
    if (destination === null) continue;
    const to = add(destination, 'to');
    const id = `${from} ${to}`;
    const arrow = arrows.get(id) ?? { from, to, pairs: [] };
    arrows.set(id, arrow);
    arrow.pairs.push(pair);
  }
  return {
    boxes: [...boxes].map(([id, { ref, side, buckets }]) => ({
      id,
      side,
      ...wordsOf(ref, { side, scale: form.scale, count: buckets.size }),
    })),
    arrows: [...arrows.values()]
      .map((arrow) => ({ ...arrow, verdict: worstOf(arrow.pairs) }))
      .sort((one, other) => worstFirst.indexOf(one.verdict) - worstFirst.indexOf(other.verdict))
      .map((arrow, index): Arrow => ({ ...arrow, id: `arrow-${index + 1}` })),
  };
}

function boxId({ bucket, account, region }: BucketRef, side: Side | null, scale: Scale): string {
  const parts: Readonly<Record<Scale, readonly (string | null)[]>> = {
    bucket: [account, region, bucket],
    region: [account, region],
    account: [account],
  };
  return JSON.stringify([scale, side, ...parts[scale]]);
}

interface Drawn {
  readonly side: Side | null;
  readonly scale: Scale;
  /** Of buckets. */
  readonly count: number;
}

function wordsOf({ bucket, account, region }: BucketRef, { side, scale, count }: Drawn): Pick<Box, 'label' | 'groups'> {
  const accountText = account === null ? 'account not known' : `account ${account}`;
  const regionText = region ?? 'Region not known';
  const group = (label: string, ...path: readonly (string | null)[]): Group => ({
    id: JSON.stringify(['group', side, ...path]),
    label,
  });
  const inAccount = group(accountText, account);
  const buckets = counted(count, 'bucket');
  const words: Readonly<Record<Scale, Pick<Box, 'label' | 'groups'>>> = {
    bucket: { label: bucket, groups: [inAccount, group(regionText, account, region)] },
    region: { label: `${regionText} · ${buckets}`, groups: [inAccount] },
    account: { label: `${account ?? accountText} · ${buckets}`, groups: [] },
  };
  return words[scale];
}

function worstOf(pairs: readonly PagePair[]): Verdict {
  return worstFirst.find((verdict) => pairs.some(({ entry }) => entry.verdict === verdict)) ?? 'unknown';
}
