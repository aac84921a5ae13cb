/** Code that leaves conditions open, judged in each of its cases. */
import type { Reading } from './sources/adapter.js';

/** Combinations that are judged at most. */
export const mostCases = 64;

/** The readings as they are in one case. */
export interface Case {
  /** Null where no condition is open. */
  readonly when: string | null;
  readonly readings: readonly Reading[];
}

export interface Cases {
  readonly all: readonly [Case, ...Case[]];
  /** There are more. */
  readonly isCut: boolean;
}

/** Every combination of the cases of each reading; one where none has any. */
export function casesOf(readings: readonly Reading[]): Cases {
  let all: readonly Case[] = [{ when: null, readings: [] }];
  let isCut = false;
  for (const reading of readings) {
    const own: readonly Case[] = waysOf(reading);
    const next = all.flatMap((before) => own.map((way) => joined(before, way)));
    isCut ||= next.length > mostCases;
    all = next.slice(0, mostCases);
  }
  const [first = { when: null, readings: [] }, ...others] = all;
  return { all: [first, ...others], isCut };
}

function waysOf(reading: Reading): readonly Case[] {
  const { cases: own = [], ...rest } = reading;
  if (own.length < 2) return [{ when: null, readings: [reading] }];
  return own.map(({ when, facts, locator }) => ({
    when,
    readings: [{ ...rest, facts, locator: locator ?? rest.locator }],
  }));
}

function joined(before: Case, way: Case): Case {
  const when = [before.when, way.when].filter((text) => text !== null);
  return { when: when.length === 0 ? null : when.join(', and '), readings: [...before.readings, ...way.readings] };
}
