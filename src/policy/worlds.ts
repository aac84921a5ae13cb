/**
 * The worlds in which a request is decided. Keys whose value is open and that some relevant statement tests are fixed, one
 * combination a world, so that the same unknown key in an Allow and a Deny stays the same key. A key that nobody tests makes
 * no worlds; one that would make too many stays unresolved, which is safe: statements that test it are then open.
 */
import { globOfPieces, arnConditionGlob } from './arn.js';
import { isStringOperator, positiveOperator } from './conditions.js';
import { contextValue, type ResolvedValue } from './context.js';
import type { AccessRequest, ConditionOperator, ConditionTest, ContextValue } from './model.js';
import { parseAddress, parseDate, parseNumber, parseRange } from './scalars.js';
import { witnessesOfCells } from './strings/cells.js';
import { everything, literalGlob, ofGlob, ofText, type StringSet } from './strings/index.js';

export type World = ReadonlyMap<string, ResolvedValue>;

export interface OpenKey {
  readonly key: string;
  readonly values: readonly ResolvedValue[];
  /** Keys of one name, which have as many values, take their first values together, their second, and so on. */
  readonly together?: string;
}

const maxWorlds = 512;
const maxValuesOfAKey = 24;

/** Keys of `tests` whose value is open, each with every value that can make a difference. Keys used as variables stay open unless their worlds are listed. */
export function openKeys(
  request: AccessRequest,
  tests: readonly ConditionTest[],
  variableKeys: readonly string[],
): readonly OpenKey[] {
  const byKey = new Map<string, ConditionTest[]>();
  for (const test of tests) {
    const group = byKey.get(test.key);
    if (group === undefined) byKey.set(test.key, [test]);
    else group.push(test);
  }
  for (const key of variableKeys) if (!byKey.has(key)) byKey.set(key, []);

  const open: OpenKey[] = [];
  for (const [key, group] of byKey) {
    const value = contextValue(request, key);
    if (value.state === 'present' || value.state === 'absent') continue;
    const values = valuesOf(value, group, variableKeys.includes(key));
    if (values === null || values.length > maxValuesOfAKey) continue;
    const isTogether =
      value.state === 'one-of' && value.together !== undefined && values.length === value.worlds.length;
    open.push({ key, values, ...(isTogether && { together: `${value.together} ${values.length}` }) });
  }
  return open;
}

/** All combinations, as many keys as fit; the first world is the first value of each. */
export function worldsOf(keys: readonly OpenKey[]): readonly World[] {
  let worlds: Map<string, ResolvedValue>[] = [new Map()];
  for (const tied of tiedKeys(keys)) {
    const count = tied[0]?.values.length ?? 0;
    if (worlds.length * count > maxWorlds) continue;
    worlds = worlds.flatMap((world) => Array.from({ length: count }, (_, index) => withValues(world, tied, index)));
  }
  return worlds;
}

/** Keys that take their values together, each such group once. */
function tiedKeys(keys: readonly OpenKey[]): Iterable<readonly OpenKey[]> {
  const groups = new Map<string, OpenKey[]>();
  for (const open of keys) {
    const name = open.together ?? open.key;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [open]);
    else group.push(open);
  }
  return groups.values();
}

function withValues(world: World, keys: readonly OpenKey[], index: number): Map<string, ResolvedValue> {
  const fixed = new Map(world);
  for (const { key, values } of keys) {
    const value = values[index];
    if (value !== undefined) fixed.set(key, value);
  }
  return fixed;
}

function valuesOf(
  value: ContextValue,
  tests: readonly ConditionTest[],
  isVariable: boolean,
): readonly ResolvedValue[] | null {
  switch (value.state) {
    case 'present':
    case 'absent':
      return [value];
    case 'one-of': {
      const all: ResolvedValue[] = [];
      for (const world of value.worlds) {
        const values = valuesOf(world, tests, isVariable);
        if (values === null) return null;
        all.push(...values);
      }
      return all;
    }
    case 'unknown': {
      // A free value that is pasted into a pattern would need one world for every text.
      if (isVariable) return null;
      const texts = distinguishingTexts(tests);
      if (texts === null) return null;
      const possible = texts.filter((text) => value.never?.includes(text) !== true);
      const present = possible.map((text): ResolvedValue => ({ state: 'present', values: [text] }));
      return value.mayBeAbsent ? [{ state: 'absent' }, ...present] : present;
    }
  }
}

/** One text for every way in which the tests can come out together; null where that cannot be said. */
function distinguishingTexts(tests: readonly ConditionTest[]): readonly string[] | null {
  // Several values at once would need subsets of texts.
  if (tests.some((test) => test.qualifier !== null)) return null;
  const relevant = tests.filter((test) => test.operator !== 'Null');
  if (relevant.length === 0) return ['a'];
  const operators = relevant.map((test) => test.operator);
  if (operators.every(isStringOperator)) return stringCells(relevant);
  if (operators.every((operator) => operator === 'Bool')) return ['true', 'false'];
  if (operators.every((operator) => positiveOperator(operator) === 'IpAddress')) return addressBounds(relevant);
  if (operators.every((operator) => operator.startsWith('Numeric'))) return scalarBounds(relevant, parseNumber);
  if (operators.every((operator) => operator.startsWith('Date'))) return scalarBounds(relevant, parseDate);
  return null;
}

/** Splits all strings by the patterns of the tests into cells in which no test changes its answer; one witness of each. */
function stringCells(tests: readonly ConditionTest[]): readonly string[] | null {
  const sets: StringSet[] = [];
  for (const test of tests) {
    for (const value of test.values) {
      const set = setOf(positiveOperator(test.operator), value);
      if (set === null) return null;
      sets.push(set);
    }
  }
  return witnessesOfCells(everything, sets, { cells: maxValuesOfAKey, budget: 20_000 });
}

function setOf(operator: ConditionOperator, value: string): StringSet | null {
  if (value.includes('${')) return null;
  switch (operator) {
    case 'StringEquals':
      return ofText(value);
    case 'StringEqualsIgnoreCase':
      return ofGlob(literalGlob(value, { ignoreCase: true }));
    case 'StringLike':
      return ofGlob(globOfPieces([{ text: value, wild: true }]));
    default: {
      const glob = arnConditionGlob([{ text: value, wild: true }]);
      return glob === null ? null : ofGlob(glob);
    }
  }
}

/** Each bound itself, and a value between each two neighbours and beyond the outer ones. */
function scalarBounds(
  tests: readonly ConditionTest[],
  parse: (text: string) => number | null,
): readonly string[] | null {
  const bounds: number[] = [];
  for (const test of tests) {
    for (const value of test.values) {
      const bound = parse(value);
      // Dates are written as seconds, which needs five digits to not be a year.
      if (bound === null || (parse === parseDate && bound < 100_000)) return null;
      bounds.push(bound);
    }
  }
  const sorted = [...new Set(bounds)].sort((a, b) => a - b);
  const first = sorted[0];
  if (first === undefined) return null;
  const points = [
    first - 1,
    ...sorted.flatMap((bound, index) => [bound, (bound + (sorted[index + 1] ?? bound + 2)) / 2]),
  ];
  return points.map(String).filter((text) => parse(text) !== null);
}

/** First and last address of each range and their neighbours: ranges are intervals, so nothing changes in between. */
function addressBounds(tests: readonly ConditionTest[]): readonly string[] | null {
  const texts = new Set<string>(['192.0.2.1', '2001:db8::1']);
  for (const test of tests) {
    for (const value of test.values) {
      const range = parseRange(value);
      if (range === null) return null;
      const size = 1n << BigInt(range.bits - range.length);
      const first = (range.value / size) * size;
      for (const address of [first - 1n, first, first + size - 1n, first + size]) {
        if (address >= 0n && address < 1n << BigInt(range.bits)) texts.add(addressText(address, range.bits));
      }
    }
  }
  return [...texts].filter((text) => parseAddress(text) !== null);
}

function addressText(value: bigint, bits: 32 | 128): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.');
  return Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16)).join(
    ':',
  );
}
