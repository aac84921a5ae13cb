/** Letters outside of A to Z: names are compared in any case for A to Z alone, and a character is a code point. */
import { describe, expect, test } from '@jest/globals';
import { allowAll, allowIf, ask, denyIf, outcomeOf, account } from './ask.js';

const kelvin = '\u212a';
const longS = '\u017f';

describe('names', () => {
  const key = `arn:aws:kms:us-east-1:${account}:key/k`;
  test.each([
    ['kms:Decrypt', 'allowed'],
    ['KMS:DECRYPT', 'allowed'],
    [`${kelvin}ms:Decrypt`, 'not allowed'],
    [`km${longS}:Decrypt`, 'not allowed'],
    [`kms:*t`, 'allowed'],
    [`${kelvin}ms:*`, 'not allowed'],
  ])('action %s: %s', (Action, expected) => {
    const statement = { Effect: 'Allow', Principal: '*', Action, Resource: '*' };
    expect(outcomeOf({ action: 'kms:Decrypt', resource: key, identity: [], resourcePolicy: [statement] })).toBe(
      expected,
    );
  });

  test('an operator is not known by such a letter, a condition key is another one', () => {
    expect(ask({ identity: [allowIf({ [`StringLi${kelvin}e`]: { 'aws:PrincipalTag/k': '*' } })] }).unanswered).toEqual([
      expect.objectContaining({ id: expect.stringMatching(/^invalid-policy:/u) }),
    ]);
    const context = { 'aws:PrincipalTag/k': 'x' };
    expect(outcomeOf({ context, identity: [allowIf({ StringEquals: { 'AWS:principaltag/K': 'x' } })] })).toBe(
      'allowed',
    );
    expect(outcomeOf({ context, identity: [allowIf({ StringEquals: { [`aws:PrincipalTag/${kelvin}`]: 'x' } })] })).toBe(
      'not allowed',
    );
  });
});

describe.each([
  ['team', 'TEAM', 'allowed'],
  ['k', kelvin, 'unknown'],
  ['Straße', 'STRASSE', 'unknown'],
  ['é', 'É', 'unknown'],
  ['é', 'é', 'allowed'],
  [`${longS}ales`, 'SALES', 'unknown'],
  ['ab', 'abc', 'not allowed'],
  ['É', 'È', 'not allowed'],
])('StringEqualsIgnoreCase of %s and %s: %s', (inPolicy, inRequest, expected) => {
  const context = { 'aws:PrincipalTag/t': inRequest };
  test('in an Allow and a Deny, plain and negated', () => {
    const plain = { StringEqualsIgnoreCase: { 'aws:PrincipalTag/t': inPolicy } };
    const negated = { StringNotEqualsIgnoreCase: { 'aws:PrincipalTag/t': inPolicy } };
    expect(outcomeOf({ context, identity: [allowIf(plain)] })).toBe(expected);
    const turned = { allowed: 'allowed', 'not allowed': 'denied', unknown: 'unknown' }[expected];
    expect(outcomeOf({ context, also: [denyIf(negated)] })).toBe(turned);
    const request = { context, also: [denyIf(plain)] };
    if (expected === 'unknown') expect(ask(request).unanswered[0]?.what).toContain('outside A to Z');
  });
});

describe('a question mark is one code point', () => {
  test.each([
    ['😀', 'allowed'],
    ['é', 'allowed'],
    ['e\u0301', 'not allowed'],
    ['👨‍👩‍👧', 'not allowed'],
    ['ab', 'not allowed'],
    ['\n', 'allowed'],
  ])('%j: %s', (key, expected) => {
    const identity = [{ ...allowAll, Resource: 'arn:aws:s3:::src/?' }];
    expect(outcomeOf({ resource: `arn:aws:s3:::src/${key}`, identity })).toBe(expected);
    const like = allowIf({ StringLike: { 'aws:PrincipalTag/t': '?' } });
    expect(outcomeOf({ context: { 'aws:PrincipalTag/t': key }, identity: [like] })).toBe(expected);
  });
});
