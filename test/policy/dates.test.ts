/** What is a date, and how dates compare. Source: https://www.w3.org/TR/NOTE-datetime; IAM User Guide, "Date condition operators". */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareDates, dateText, parseDate } from '../../src/policy/conditions/dates.js';
import { compareNumbers } from '../../src/policy/conditions/numbers.js';
import { allowIf, ask, denyIf, outcomeOf } from './ask.js';

describe.each([
  // W3C profile
  ['2020-01-01', 1_577_836_800],
  ['2020-01', 1_577_836_800],
  ['2020-01-01T00:00Z', 1_577_836_800],
  ['2020-01-01T00:00:00Z', 1_577_836_800],
  ['2020-01-01T01:00:00+01:00', 1_577_836_800],
  ['2019-12-31T12:00:00-12:00', 1_577_836_800],
  ['2020-01-01T14:00:00+14:00', 1_577_836_800],
  ['2019-12-31T23:30:00.5-00:30', 1_577_836_800.5],
  ['2000-02-29', 951_782_400],
  ['2024-02-29T23:59:59Z', 1_709_251_199],
  ['1969-12-31', -86_400],
  // seconds since 1970
  ['0', 0],
  ['999', 999],
  ['86400', 86_400],
  ['1577836800', 1_577_836_800],
  ['9999999999', 9_999_999_999],
  // a year, or a second of 1970
  ['2026', null],
  ['1999', null],
  ['0000', null],
  // seconds, or milliseconds
  ['15778368000', null],
  ['157783680000', null],
  ['1577836800000', null],
  ['1577836800000000', null],
  ['1577836800.5', null],
  ['-1', null],
  ['1e9', null],
  // days and times that do not exist
  ['2026-02-29', null],
  ['2026-02-30T00:00:00Z', null],
  ['1900-02-29', null],
  ['2026-04-31', null],
  ['2026-13-01', null],
  ['2026-00-01', null],
  ['2026-01-32', null],
  ['2026-01-00', null],
  ['2026-01-01T24:00:00Z', null],
  ['2026-01-01T24:30:00Z', null],
  ['2026-01-01T00:60:00Z', null],
  ['2026-01-01T00:00:60Z', null],
  ['2026-01-01T00:00:00+15:00', null],
  ['2026-01-01T00:00:00+01:60', null],
  // outside of the profile
  ['2026-01-01T00:00:00', null],
  ['2026-01-01T00:00:00+0100', null],
  ['2026-01-01t00:00:00z', null],
  ['2026-01-01 00:00:00Z', null],
  ['20260101T000000Z', null],
  ['2026-1-1', null],
  ['2026-W01-1', null],
  ['2026-01-01T00Z', null],
  ['+2026-01-01', null],
  ['yesterday', null],
  ['', null],
  [' 2020-01-01', null],
] as const)('%s', (text, seconds) => {
  test(seconds === null ? 'is not a date' : `is second ${seconds}`, () => expect(parseDate(text)).toBe(seconds));

  test('in a condition', () => {
    const condition = { DateGreaterThan: { 'aws:CurrentTime': text } };
    const context = { 'aws:CurrentTime': '2026-11-26T12:00:00Z' };
    const isLater = seconds === null ? null : seconds < 1_795_694_400;
    const expected = isLater === null ? 'unknown' : isLater ? 'denied' : 'allowed';
    const request = { context, also: [denyIf(condition)] };
    expect(outcomeOf(request)).toBe(expected);
    if (expected === 'unknown')
      expect(ask(request).unanswered[0]?.what).toContain('not of the type that DateGreaterThan');
    // Unreadable or not: a key that is not there compares with nothing.
    expect(outcomeOf({ identity: [allowIf(condition)] })).toBe('not allowed');
    // As the request's own value.
    const own = {
      context: { 'aws:CurrentTime': text },
      also: [denyIf({ DateLessThan: { 'aws:CurrentTime': '2026-11-26T12:00:00Z' } })],
    };
    expect(outcomeOf(own)).toBe(expected);
  });
});

test('written dates are read as the same second', () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }), (seconds) => {
      const text = dateText(seconds) ?? '';
      expect(parseDate(text)).toBe(seconds);
      expect(text).toBe(new Date(seconds * 1000).toISOString().replace('.000', ''));
    }),
    { numRuns: 2000 },
  );
  expect([dateText(-62_167_219_201), dateText(253_402_300_800)]).toEqual([null, null]);
  expect(compareDates(dateText(10.25) ?? '', dateText(10.5) ?? '')).toBe(-1);
});

describe('a time that is not known', () => {
  const context = {
    'aws:CurrentTime': {
      state: 'unknown',
      mayBeAbsent: false,
      question: { cause: 'undocumented', id: 'now', what: 'now', how: 'tell' },
    },
  } as const;
  test.each([
    ['2026-01-01', '2026-01-01', 'allowed'],
    ['2026-01-02', '2026-01-01', 'allowed'],
    ['2026-01-01', '2026-01-02', 'unknown'],
    ['2026-01-01T00:00:01Z', '2026-01-01', 'allowed'],
    ['1970-01-01', '0', 'allowed'],
    ['2026-01-01', '2026', 'unknown'],
  ])('before %s, or from %s on: %s', (before, from, expected) => {
    const identity = [
      allowIf({ DateLessThan: { 'aws:CurrentTime': before } }),
      allowIf({ DateGreaterThanEquals: { 'aws:CurrentTime': from } }),
    ];
    expect(outcomeOf({ context, identity })).toBe(expected);
  });
});

test.each([
  ['1.20', '1.2', 0],
  ['-3', '2', -1],
  ['-0', '0', 0],
  ['9007199254740993', '9007199254740992', 1],
  ['0.1', '0.10000000000000000001', -1],
  ['007', '7', 0],
  ['1577836800000', '1577836799999', 1],
  ['x', '1', null],
  ['+1', '1', null],
  ['1.', '1', null],
  ['.5', '1', null],
  ['1e3', '1000', null],
  ['', '0', null],
  [' 1', '1', null],
  ['١', '1', null],
] as const)('numbers %s and %s: %s', (a, b, order) => expect(compareNumbers(a, b)).toBe(order));
