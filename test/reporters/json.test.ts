/** A report in pieces is the same text. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonPieces, jsonText } from '../../src/reporters/escape/json.js';
import { fuzz } from '../fuzz/settings.js';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('##[error]', '\u202e', '\r\n', '\u2028', '::x', '__proto__'),
);
const element = fc.oneof(
  text,
  fc.record({ a: text, b: fc.array(text, { maxLength: 2 }) }),
  fc.constantFrom(null, undefined, [], {}),
);
/** Lists that are cut, and at which lengths. */
const list = fc
  .tuple(fc.array(element, { maxLength: 4 }), fc.constantFrom(0, 1, 199, 200, 201, 400, 401))
  .map(([some, length]) => Array.from({ length }, (_, index) => some[index % Math.max(1, some.length)]));
const value = fc.oneof(fc.dictionary(text, fc.oneof(element, list), { maxKeys: 5 }), list, fc.record({ only: list }));

test('JSON in pieces is JSON', () => {
  fc.assert(
    fc.property(value, (any) => {
      expect([...jsonPieces(any)].join('')).toBe(jsonText(any));
    }),
    fuzz(200),
  );
});

test('no piece of a long list is much longer than the others', () => {
  const pieces = [...jsonPieces({ findings: Array.from({ length: 5000 }, (_, index) => ({ index })) })];
  const whole = pieces.join('').length;
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(whole / 10);
});
