/** The values of an open condition key that can make a difference to the tests that ask for it. */
import { arnConditionGlob, globOfPieces } from '../arn.js';
import type { ConditionOperator, ConditionTest } from '../model.js';
import { witnessesOfCells } from '../strings/cells.js';
import { literalGlob, ofGlob, ofText, parseGlob, type StringSet } from '../strings/index.js';
import { parseAddress, parseRange } from './addresses.js';
import { dateText, parseDate } from './dates.js';
import { numberText, parseNumber } from './numbers.js';
import { isStringOperator, positiveOperator } from './operators.js';

export const maxValuesOfAKey = 24;

/** One text for every way in which the tests can come out together for a single value; null where that cannot be said. */
export function distinguishingTexts(tests: readonly ConditionTest[]): readonly string[] | null {
  const relevant = tests.filter((test) => test.operator !== 'Null');
  if (relevant.length === 0) return ['a'];
  const operators = relevant.map((test) => test.operator);
  if (operators.every(isStringOperator)) return stringCells(relevant);
  if (operators.every((operator) => operator === 'Bool')) return ['true', 'false'];
  if (operators.every((operator) => positiveOperator(operator) === 'IpAddress')) return addressBounds(relevant);
  if (operators.every((operator) => operator.startsWith('Numeric')))
    return scalarBounds(relevant, { parse: parseNumber, write: numberText });
  if (operators.every((operator) => operator.startsWith('Date')))
    return scalarBounds(relevant, { parse: parseDate, write: dateText });
  return null;
}

/**
 * Splits all strings by the patterns of the tests into cells in which no test changes its answer; one witness of each. The empty
 * string stands for itself alone: `Null` and set operators do not take it for a value like any other.
 */
function stringCells(tests: readonly ConditionTest[]): readonly string[] | null {
  const sets: StringSet[] = [];
  for (const test of tests) {
    for (const value of test.values) {
      const set = setOf(positiveOperator(test.operator), value);
      if (set === null) return null;
      sets.push(set);
    }
  }
  const texts = witnessesOfCells(someText, sets, { cells: maxValuesOfAKey, budget: 20_000 });
  return texts === null ? null : ['', ...texts];
}

const someText = ofGlob(parseGlob('?*'));

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
  { parse, write }: { parse(text: string): number | null; write(value: number): string | null },
): readonly string[] | null {
  const bounds: number[] = [];
  for (const test of tests) {
    for (const value of test.values) {
      const bound = parse(value);
      if (bound === null) return null;
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
  const texts = points.map(write);
  // A point that cannot be written is one that a request may have all the same.
  return texts.every((text) => text !== null) ? texts.flatMap((text) => text ?? []) : null;
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
