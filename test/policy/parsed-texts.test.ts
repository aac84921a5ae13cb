import { expect, test } from '@jest/globals';
import { parsePolicy, parsePolicyText, PolicySyntaxError } from '../../src/policy/index.js';

function textOf(sid: string, length = 0): string {
  const Statement = [
    {
      Sid: sid,
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:List*'],
      Resource: 'arn:aws:s3:::b/*',
      Condition: { StringLike: { 'aws:PrincipalTag/team': ['a', 'b*'] } },
    },
  ];
  return JSON.stringify({ Version: '2012-10-17', Statement }).padEnd(length, ' ');
}

function changeable(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...(Object.isFrozen(value) ? [] : [value]), ...Object.values(value).flatMap(changeable)];
}

/** Another string of the same characters. */
function again(text: string): string {
  return Buffer.from(text).toString();
}

test('the same text gives the same document, which is what parsing gives', () => {
  const text = textOf('Same');
  const first = parsePolicyText(text, 'identity');
  expect(parsePolicyText(again(text), 'identity')).toBe(first);
  expect(first).toEqual(parsePolicy({ json: JSON.parse(text), text }, 'identity'));
});

test('another kind of policy is another document', () => {
  const text = textOf('Kinds');
  expect(parsePolicyText(text, 'identity').valid).toBe(true);
  expect(parsePolicyText(text, 'bucket')).toEqual(parsePolicy({ json: JSON.parse(text), text }, 'bucket'));
  expect(parsePolicyText(text, 'bucket').valid).toBe(false);
});

test.each([
  ['kept', textOf('Frozen')],
  ['too long', textOf('Frozen', 50_000)],
  ['empty', '{}'],
  ['not an object', '[]'],
  ['with a fault', '{"Statement":[{"Effect":"allow"}]}'],
])('no part of a document can be changed: %s', (_, text) => {
  expect(changeable(parsePolicyText(text, 'identity'))).toEqual([]);
  expect(changeable(parsePolicyText(text, 'identity'))).toEqual([]);
});

test('a text longer than any policy is never kept', () => {
  const longest = textOf('Longest', 32_768);
  expect(parsePolicyText(longest, 'permissions-boundary')).toBe(parsePolicyText(longest, 'permissions-boundary'));
  const tooLong = textOf('Longest', 32_769);
  expect(parsePolicyText(tooLong, 'permissions-boundary')).not.toBe(parsePolicyText(tooLong, 'permissions-boundary'));
  expect(parsePolicyText(tooLong, 'permissions-boundary')).toEqual(parsePolicyText(tooLong, 'permissions-boundary'));
});

test('an invalid document is not kept and says the same again', () => {
  const text = '{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}';
  const first = parsePolicyText(text, 'identity');
  expect(first.problems.map(({ code }) => code)).toContain('duplicate-name');
  expect(parsePolicyText(text, 'identity')).not.toBe(first);
  expect(parsePolicyText(text, 'identity')).toEqual(first);
});

test('text that is not JSON throws each time', () => {
  for (let time = 0; time < 2; time += 1) expect(() => parsePolicyText('{', 'identity')).toThrow(PolicySyntaxError);
});

test.each([
  ['short', 0],
  ['long', 30_000],
])('of many %s texts, those go first that were not asked for longest', (_, length) => {
  const [used, unused] = [textOf('Used', length), textOf('Unused', length)];
  const first = { used: parsePolicyText(used, 'session'), unused: parsePolicyText(unused, 'session') };
  for (let index = 0; index < 500; index += 1) {
    parsePolicyText(textOf(`Other${index}`, length), 'session');
    expect(parsePolicyText(used, 'session')).toBe(first.used);
  }
  expect(parsePolicyText(unused, 'session')).not.toBe(first.unused);
});
