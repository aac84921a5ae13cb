/**
 * A change and what it is laid over, as one document of facts that patches can be applied to, and taken apart again into the two: an
 * account of the change stands behind all accounts of the base, under the number that its pointers then have.
 */
import type { Place } from './estate/locator.js';
import type { Reading } from './sources/adapter.js';
import { joinReadings } from './sources/join-readings.js';
import type { RawExternalBucket, RawSnapshot } from './sources/snapshot/snapshot-shape.js';

export interface LaidOver {
  readonly facts: RawSnapshot;
  /** The readings that changed facts are of. */
  readonly readingsOf: (facts: RawSnapshot) => readonly Reading[];
  /** The reading whose facts hold the pointer. */
  readonly ownerOf: (pointer: string) => Reading | null;
  /** The change that files hold, with the places of all its facts; null where there are several. */
  readonly change: Reading | null;
}

interface Offsets {
  readonly accounts: number;
  readonly externalBuckets: number;
}

interface Counted {
  readonly reading: Reading;
  readonly facts: RawSnapshot;
  readonly from: Offsets;
  readonly to: Offsets;
}

/** @throws InvalidInput with every fault of every reading */
export function laidOver(readings: readonly Reading[]): LaidOver {
  const all = counted(readings, joinReadings(readings).facts);
  const facts: RawSnapshot = {
    format: 'replint-snapshot/1',
    accounts: all.flatMap((each) => each.facts.accounts),
    externalBuckets: all.flatMap((each) => each.facts.externalBuckets ?? []),
  };
  const changes = all.filter(({ reading }) => reading.isChange === true);
  const [change] = changes;
  return {
    facts,
    readingsOf: (changed) => all.map((each) => ({ ...withoutPlaces(each.reading), facts: partOf(changed, each) })),
    ownerOf: (pointer) => all.find((each) => rebased(pointer, each) !== null)?.reading ?? null,
    change: change === undefined || changes.length > 1 ? null : withPlaces(change),
  };
}

function counted(readings: readonly Reading[], facts: readonly RawSnapshot[]): readonly Counted[] {
  let from: Offsets = { accounts: 0, externalBuckets: 0 };
  return readings.flatMap((reading, index) => {
    const own = facts[index];
    if (own === undefined) return [];
    const to = {
      accounts: from.accounts + own.accounts.length,
      externalBuckets: from.externalBuckets + (own.externalBuckets ?? []).length,
    };
    const each = { reading, facts: own, from, to };
    from = to;
    return [each];
  });
}

/** What one source says, behind entries without facts, which keep its pointers what they are in the whole. */
function partOf(all: RawSnapshot, { facts, from, to }: Counted): RawSnapshot {
  const { externalBuckets: _none, ...rest } = facts;
  const external = all.externalBuckets ?? [];
  const part = {
    ...rest,
    accounts: all.accounts
      .slice(0, to.accounts)
      .map((account, index) => (index < from.accounts ? bare(account) : account)),
  };
  const isNamed = to.externalBuckets > from.externalBuckets;
  return isNamed ? { ...part, externalBuckets: external.slice(0, to.externalBuckets).map(named(from)) } : part;
}

function bare({ id, partition }: RawSnapshot['accounts'][number]): RawSnapshot['accounts'][number] {
  return { id, ...(partition === undefined ? {} : { partition }) };
}

function named({ externalBuckets }: Offsets) {
  return (bucket: RawExternalBucket, index: number): RawExternalBucket =>
    index < externalBuckets ? { Name: bucket.Name } : bucket;
}

function withoutPlaces(reading: Reading): Reading {
  const { codeAt: _codeAt, cases: _cases, ...rest } = reading;
  return { ...rest, locator: { placesOf: () => new Map(), excerptOf: () => null } };
}

/** The pointer in the source's own facts; null where it is one of another source. */
function rebased(pointer: string, { from, to }: Counted): string | null {
  const [, list = '', index = '', rest = ''] = /^\/(accounts|externalBuckets)\/(\d+)(.*)$/su.exec(pointer) ?? [];
  const [first, end] = list === 'accounts' ? [from.accounts, to.accounts] : [from.externalBuckets, to.externalBuckets];
  const number = Number(index);
  return list === '' || number < first || number >= end ? null : `/${list}/${number - first}${rest}`;
}

function withPlaces(each: Counted): Reading {
  const { reading } = each;
  const { locator, codeAt } = reading;
  return {
    ...reading,
    locator: {
      ...locator,
      placesOf: (pointers) => {
        const own = new Map(
          [...pointers].flatMap((pointer) => {
            const inSource = rebased(pointer, each);
            return inSource === null ? [] : [[inSource, pointer] as const];
          }),
        );
        const places = new Map<string, Place>();
        for (const [inSource, place] of locator.placesOf([...own.keys()]))
          places.set(own.get(inSource) ?? inSource, place);
        return places;
      },
    },
    ...(codeAt === undefined
      ? {}
      : {
          codeAt: (pointer: string) => {
            const inSource = rebased(pointer, each);
            return inSource === null ? null : codeAt(inSource);
          },
        }),
  };
}
