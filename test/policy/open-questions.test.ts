/** An unknown names what leaves it open, whichever authority that is. */
import { describe, expect, test } from '@jest/globals';
import type { ContextValue, GrantInForce } from '../../src/policy/model.js';
import { account, allowAll, ask, roleArn, sessionArn, type Asked, type Json } from './ask.js';

const other = '999999999999';
const key = `arn:aws:kms:us-east-1:${account}:key/k`;
const open: ContextValue = {
  state: 'unknown',
  mayBeAbsent: true,
  question: { cause: 'undocumented', id: 'context:pairs', what: 'Which pairs there are is not known.', how: 'Look.' },
};

function questionsOf(asked: Asked): readonly string[] {
  const { outcome, unanswered } = ask(asked);
  return [outcome, ...unanswered.map(({ id }) => id)];
}

describe('grants of a key that nothing else allows', () => {
  const keyPolicy: Json = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:role/admin` },
    Action: 'kms:*',
    Resource: '*',
  };
  const asking = (grant: Partial<GrantInForce>, more: Asked = {}): readonly string[] =>
    questionsOf({
      action: 'kms:Decrypt',
      resource: key,
      identity: [],
      resourcePolicy: [keyPolicy],
      context: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::src', 'kms:EncryptionContextKeys': ['aws:s3:arn'] },
      ...more,
      beside: {
        grants: {
          state: 'known',
          value: [
            {
              id: 'g',
              granteePrincipal: roleArn,
              granteeServicePrincipal: null,
              operations: ['Decrypt'],
              encryptionContextSubset: null,
              encryptionContextEquals: null,
              sourceArn: null,
              ...grant,
            },
          ],
        },
      },
    });
  const pairs = { 'kms:EncryptionContext:*': open, 'kms:EncryptionContextKeys': open };

  test.each<[string, Partial<GrantInForce>, Asked, readonly string[]]>([
    ['for the role', {}, {}, ['allowed']],
    ['for its session', { granteePrincipal: sessionArn }, {}, ['allowed']],
    [
      'for the account',
      { granteePrincipal: `arn:aws:iam::${account}:root` },
      {},
      ['unknown', 'semantics:grant:account:g'],
    ],
    ['for the account by its id', { granteePrincipal: account }, {}, ['unknown', 'semantics:grant:account:g']],
    ['for another account', { granteePrincipal: other }, {}, ['denied']],
    ['for the account, of another operation', { granteePrincipal: account, operations: ['Encrypt'] }, {}, ['denied']],
    [
      'with a pair that nobody knows',
      { encryptionContextSubset: { team: 'a' } },
      { context: pairs },
      ['unknown', 'context:pairs'],
    ],
    [
      'with exactly pairs that nobody knows',
      { encryptionContextEquals: { team: 'a' } },
      { context: pairs },
      ['unknown', 'context:pairs'],
    ],
    [
      'with no pair, where there may be some',
      { encryptionContextEquals: {} },
      { context: pairs },
      ['unknown', 'context:pairs'],
    ],
    ['with a pair that is not there', { encryptionContextSubset: { team: 'a' } }, {}, ['denied']],
    [
      'with a source',
      { sourceArn: 'arn:aws:s3:::src' },
      { context: { 'aws:SourceArn': open } },
      ['unknown', 'context:pairs'],
    ],
    [
      'with a source that is sent',
      { sourceArn: 'arn:aws:s3:::src' },
      { context: { 'aws:SourceArn': 'arn:aws:s3:::src' } },
      ['unknown', 'semantics:grant:constraints:g'],
    ],
    [
      'beside a boundary',
      {},
      { boundary: [{ ...allowAll, Action: 's3:*' }] },
      ['unknown', 'semantics:grant:permissions-boundary'],
    ],
    ['across accounts', {}, { resourceAccount: other }, ['unknown', 'semantics:grant:identity-policy']],
  ])('%s', (_name, grant, more, expected) => expect(asking(grant, more)).toEqual(expected));
});

describe('Block Public Access', () => {
  const across = (Condition: Json): readonly string[] =>
    questionsOf({
      resourceAccount: other,
      resourcePolicy: [
        { Effect: 'Allow', Principal: { AWS: roleArn }, Action: 's3:*', Resource: 'arn:aws:s3:::src/*' },
        { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::src/*', Condition },
      ],
      beside: { restrictPublicBuckets: { state: 'known', value: true } },
    });

  test.each<[string, Json, readonly string[]]>([
    ['sessions of one role', { StringLike: { 'aws:userid': 'AROAOTHER:*' } }, ['unknown', 'semantics:public:bucket']],
    ['one organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, ['allowed']],
    ['a part of an organization', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/*' } }, ['denied']],
  ])('beside an Allow for everyone tied to %s', (_name, condition, expected) =>
    expect(across(condition)).toEqual(expected),
  );
});

test('an organization policy on a service that it may not cover', () => {
  const resourceControl = [{ Effect: 'Deny', Principal: '*', Action: 'dynamodb:*', Resource: '*' }];
  const asked = { action: 'dynamodb:GetItem', resource: `arn:aws:dynamodb:us-east-1:${account}:table/t` };
  expect(questionsOf({ ...asked, resourceControl })).toEqual(['unknown', 'semantics:resource-control:service']);
});

test('objects whose owner nobody knows', () => {
  expect(questionsOf({ beside: { objectOwner: 'unknown' } })).toEqual(['unknown', 'semantics:object-owner']);
});

test('a resource whose account nobody knows', () => {
  expect(questionsOf({ resourceAccount: null })).toEqual(['unknown', 'resource-account:s3:GetObject']);
});
