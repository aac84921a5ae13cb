import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findSyntaxFault } from '../../../src/sources/json/syntax-fault.js';
import { faultsOf } from '../snapshots.js';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the first fault', () => {
  test.each<[string, number, RegExp]>([
    ['', 0, /ends where a value/],
    ['{"a":}', 5, /A value is expected/],
    ['{"a" 1}', 5, /colon/],
    ['{a:1}', 1, /name in double quotes/],
    ["{'a':1}", 1, /name in double quotes/],
    ['{"a":1,}', 7, /name in double quotes/],
    ['[1,]', 3, /A value is expected/],
    ['[1 2]', 3, /comma or a closing bracket/],
    ['{"a":1 "b":2}', 7, /comma or a closing brace/],
    ['{"a":1', 6, /ends too early/],
    ['"abc', 0, /does not end/],
    ['["a\nb"]', 3, /control character/],
    ['["\\x"]', 2, /escape sequence/],
    ['[01]', 2, /comma or a closing bracket/],
    ['[NaN]', 1, /A value is expected/],
    ['{} {}', 3, /Nothing may follow/],
    ['// note\n{}', 0, /A value is expected/],
  ])('of %j stands at %d', (text, offset, message) => {
    expect(findSyntaxFault(text)).toEqual({ offset, message: expect.stringMatching(message) });
  });

  test('is none exactly where JSON.parse finds none', () => {
    const pieces = fc.constantFrom(...'{}[]:,"\\u00e9 \n-0.1e+t', 'true', 'null', '"a"', '"b":', '[1,', '{"c":');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
          fc.json(),
        ),
        (text) => {
          expect(findSyntaxFault(text) === null).toBe(isJson(text));
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('of a text with one character changed is the same judgement', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom(...'{}[]:,"\\0a '), (text, where, character) => {
        const at = where % text.length;
        const changed = text.slice(0, at) + character + text.slice(at + 1);
        expect(findSyntaxFault(changed) === null).toBe(isJson(changed));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a text that is no JSON', () => {
  test.each([
    ['', '0.json:1:1  This is empty.'],
    [' \n', '0.json:1:1  This is empty.'],
    ['{\n  "format": "replint-snapshot/1",\n}', '0.json:3:1  A name in double quotes is expected.'],
  ])('%j', (text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  test.each(['[', '{"a":', '[{"a":'])('nested without end: %s', (opening) => {
    expect(faultsOf(opening.repeat(100_000))).toEqual([
      expect.stringContaining('The text ends where a value is expected.'),
    ]);
  });

  test('every input is told', () => {
    expect(faultsOf('[', '{', '{"format":"replint-snapshot/1"}').map((fault) => fault.slice(0, 6))).toEqual([
      '0.json',
      '1.json',
      '2.json',
    ]);
  });
});
