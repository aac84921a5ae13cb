import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { repeatedMembers } from '../../../src/sources/json/repeated-members.js';

function repeated(text: string, ...skip: readonly string[]): readonly string[] {
  return repeatedMembers(text, JSON.parse(text), new Set(skip)).map(({ name }) => name);
}

describe('members that stand twice in one object', () => {
  test.each<readonly [string, readonly string[]]>([
    ['{}', []],
    ['{"a": 1, "b": {"a": 2}, "c": [{"a": 3}, {"a": 4}]}', []],
    ['{"a": 1, "a": 1}', ['a']],
    ['[{"a": {"b": 1, "c": 2, "b": 3}}]', ['b']],
    [String.raw`{"a": "\"a\": 1", "b": "{\"a\": 1, \"a\": 2}"}`, []],
    [String.raw`{"a": 1, "\u0061": 2}`, ['a']],
    [String.raw`{"a\\": 1, "b": 2}`, []],
    [String.raw`{"a\\": 1, "a\\": 2}`, ['a\\']],
    ['{"a" : 1 , "a"\n: 2, "a": 3}', ['a', 'a']],
  ])('%s', (text, expected) => {
    expect(repeated(text)).toEqual(expected);
  });

  test('policy documents are left to those who read them', () => {
    expect(repeated('{"Policy": {"a": 1, "a": 2}, "b": {"c": 1, "c": 2}}', 'Policy')).toEqual(['c']);
    expect(repeated('{"x": {"Policy": {"a": [{"b": 1, "b": 2}]}}, "x": 1}', 'Policy')).toEqual(['x']);
  });

  test('names the places of both', () => {
    const text = '{"first": 1, "x": 2,\n "first": 3}';
    expect(repeatedMembers(text, JSON.parse(text), new Set())).toEqual([{ name: 'first', first: 1, second: 22 }]);
  });

  test('no value that was written out has any', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(repeated(text)).toEqual([]);
        expect(repeated(JSON.stringify(JSON.parse(text), null, 2))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
