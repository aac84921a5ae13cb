/** What a policy of the resource allows to `*`, beside a permissions boundary or session policy that does not allow it. */
import { describe, expect, test } from '@jest/globals';
import { account, allowAll, ask, outcomeOf, roleArn, sessionArn, type Json } from './ask.js';

const otherActions: readonly Json[] = [{ ...allowAll, Action: 'ec2:*' }];
const byArn = { ArnEquals: { 'aws:PrincipalArn': roleArn } };
const key = `arn:aws:kms:us-east-1:${account}:key/k`;

interface Resource {
  readonly name: string;
  readonly asked: { readonly action: string; readonly resource: string };
  readonly Action: string;
}
const resources: readonly Resource[] = [
  { name: 'bucket policy', asked: { action: 's3:GetObject', resource: 'arn:aws:s3:::src/k' }, Action: 's3:*' },
  { name: 'key policy', asked: { action: 'kms:Decrypt', resource: key }, Action: 'kms:*' },
];
const ceilings = [
  ['no ceiling', {}],
  ['a boundary', { boundary: otherActions }],
  ['a session policy', { session: otherActions }],
  ['both', { boundary: otherActions, session: otherActions }],
] as const;
const principals: readonly (readonly [string, unknown, Json | undefined, string])[] = [
  ['"*"', '*', undefined, 'unknown'],
  ['AWS "*"', { AWS: '*' }, undefined, 'unknown'],
  ['"*" narrowed down to the role', '*', byArn, 'allowed'],
  [
    '"*" narrowed down by StringLike',
    '*',
    { StringLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/*` } },
    'allowed',
  ],
  ['"*" narrowed down if the key is there', '*', { ArnEqualsIfExists: { 'aws:PrincipalArn': roleArn } }, 'unknown'],
  ['"*" with a condition on the account', '*', { StringEquals: { 'aws:PrincipalAccount': account } }, 'unknown'],
  ['the session', { AWS: sessionArn }, undefined, 'allowed'],
  ['the role', { AWS: roleArn }, undefined, 'not allowed'],
  ['the role and everyone', { AWS: [roleArn, '*'] }, undefined, 'unknown'],
];
const context = { 'aws:PrincipalArn': roleArn, 'aws:PrincipalAccount': account };

describe.each(resources)('$name', ({ asked, Action }) => {
  describe.each(ceilings)('%s', (ceilingName, ceiling) => {
    test.each(principals)('%s', (_name, Principal, Condition, limited) => {
      const statement = {
        Effect: 'Allow',
        Principal,
        Action,
        Resource: '*',
        ...(Condition !== undefined && { Condition }),
      };
      const request = { ...asked, ...ceiling, context, identity: [], resourcePolicy: [statement] };
      const expected = ceilingName === 'no ceiling' ? 'allowed' : limited;
      expect(outcomeOf(request)).toBe(expected);
      if (expected === 'unknown')
        expect(ask(request).unanswered.map(({ id }) => id)).toEqual(['semantics:anyone:permissions-boundary']);
    });

    test('an explicit Deny of the ceiling counts in any case', () => {
      const deny = [{ Effect: 'Deny', Action: '*', Resource: '*' }];
      const statement = { Effect: 'Allow', Principal: '*', Action, Resource: '*', Condition: byArn };
      expect(outcomeOf({ ...asked, ...ceiling, context, session: deny, resourcePolicy: [statement] })).toBe('denied');
    });
  });

  test('across accounts nothing is bypassed', () => {
    const statement = { Effect: 'Allow', Principal: '*', Action, Resource: '*', Condition: byArn };
    const request = { ...asked, context, resourceAccount: '222222222222', resourcePolicy: [statement] };
    expect(outcomeOf({ ...request, boundary: otherActions })).toBe('not allowed');
    expect(outcomeOf(request)).toBe('allowed');
  });
});

describe('a Deny with NotPrincipal that may name the caller, or not', () => {
  const except = (NotPrincipal: Json) => [{ Effect: 'Deny', NotPrincipal, Action: 's3:*', Resource: '*' }];
  const canonical = { CanonicalUser: 'ab'.repeat(32), AWS: [roleArn, sessionArn] };

  test('is open, and certain beside a boundary', () => {
    expect(outcomeOf({ resourcePolicy: except(canonical) })).toBe('unknown');
    expect(outcomeOf({ resourcePolicy: except(canonical), boundary: [allowAll] })).toBe('denied');
    expect(outcomeOf({ resourcePolicy: except({ AWS: [roleArn, sessionArn, account] }) })).toBe('allowed');
  });
});
