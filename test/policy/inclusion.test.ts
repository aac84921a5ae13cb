import { describe, expect, test } from '@jest/globals';
import { allowsNothingBeyond, parsePolicy, type PolicyInForce, type PolicyKind } from '../../src/policy/index.js';

function policy(kind: PolicyKind, ...Statement: readonly Readonly<Record<string, unknown>>[]): PolicyInForce {
  return {
    kind,
    name: kind,
    document: parsePolicy({ json: { Version: '2012-10-17', Statement }, text: null }, kind),
  };
}
function allow(Action: unknown, Resource: unknown, more: object = {}) {
  return {
    Effect: 'Allow',
    Action,
    Resource,
    ...more,
  };
}
function deny(Action: unknown, Resource: unknown, more: object = {}) {
  return { Effect: 'Deny', Action, Resource, ...more };
}
function identity(...statements: readonly Readonly<Record<string, unknown>>[]) {
  return policy('identity', ...statements);
}
const objects = 'arn:aws:s3:::b/*';

describe('policies of one caller', () => {
  test('an action that carries a condition key stands for others only if they carry it too', () => {
    const publicUploads = identity(
      allow('s3:*', objects, { Condition: { StringEquals: { 's3:x-amz-acl': 'public-read' } } }),
    );
    const answer = allowsNothingBeyond([publicUploads], [identity(allow('s3:Get*', objects))]);
    expect(answer).toMatchObject({
      outcome: 'beyond',
      witness: { principal: null, context: { 's3:x-amz-acl': ['public-read'] } },
    });
    expect(allowsNothingBeyond([publicUploads], [identity(allow('s3:*', objects))]).outcome).toBe('included');
    // s3:PutObjectAcl, s3:PutObject and their like are all that carry the key.
    const withoutUploads = identity(allow('s3:*', objects), deny('s3:Put*', '*'));
    const rest = identity(allow('s3:*', objects, { Condition: { Null: { 's3:x-amz-acl': 'true' } } }));
    expect(allowsNothingBeyond([withoutUploads], [rest]).outcome).toBe('beyond');
  });

  test('a condition makes it less, and never more', () => {
    const inRegion = identity(
      allow('s3:*', '*', { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }),
    );
    const anywhere = identity(allow('s3:*', '*'));
    expect(allowsNothingBeyond([inRegion], [anywhere]).outcome).toBe('included');
    expect(allowsNothingBeyond([anywhere], [inRegion])).toMatchObject({ outcome: 'beyond' });
    const inTwo = identity(allow('s3:*', '*', { Condition: { StringLike: { 'aws:RequestedRegion': 'eu-*' } } }));
    expect(allowsNothingBeyond([inRegion], [inTwo]).outcome).toBe('included');
    expect(allowsNothingBeyond([inTwo], [inRegion])).toMatchObject({ outcome: 'beyond' });
  });

  test('a Deny of the reference is what the subject may lack', () => {
    const guarded = identity(allow('s3:*', '*'), deny('s3:Delete*', '*'));
    expect(allowsNothingBeyond([identity(allow('s3:*', '*'))], [guarded])).toMatchObject({
      outcome: 'beyond',
      witness: { action: expect.stringMatching(/^s3:Delete/u) },
    });
    expect(allowsNothingBeyond([guarded], [identity(allow('s3:*', '*'))]).outcome).toBe('included');
  });

  test('what is not valid, or cannot be split, is unknown', () => {
    expect(allowsNothingBeyond([identity(allow('s3:*', '*', { Effect: 'allow' }))], []).outcome).toBe('unknown');
    expect(allowsNothingBeyond([identity(allow('*:*', '*'))], []).outcome).toBe('unknown');
  });
});

describe('policies that say who may', () => {
  const role = 'arn:aws:iam::111122223333:role/path/copy';
  const session = 'arn:aws:sts::111122223333:assumed-role/copy/s3-replication';
  const to = (AWS: unknown) => policy('bucket', allow('s3:GetObject', objects, { Principal: { AWS } }));

  test.each([
    ['the same role', role, role, 'included', undefined],
    ['another role', role, 'arn:aws:iam::111122223333:role/other', 'beyond', role],
    ['the whole account', '111122223333', role, 'beyond', '111122223333'],
    ['one role of the account', role, 'arn:aws:iam::111122223333:root', 'included', undefined],
    ['one session of the role', session, role, 'included', undefined],
    [
      'a session of another account',
      'arn:aws:sts::444455556666:assumed-role/copy/s3-replication',
      role,
      'beyond',
      'arn:aws:sts::444455556666:assumed-role/copy/s3-replication',
    ],
    ['all sessions of the role', role, session, 'beyond', role],
    ['everyone', '*', ['111122223333', role], 'beyond', '*'],
    ['a role, where everyone may', role, '*', 'included', undefined],
    ['another account', '444455556666', '111122223333', 'beyond', '444455556666'],
    ['nobody', 'arn:aws:iam::111122223333:role/*', role, 'included', undefined],
  ] as const)('%s', (_name, subject, reference, outcome, principal) => {
    const answer = allowsNothingBeyond([to(subject)], [to(reference)]);
    expect(answer.outcome).toBe(outcome);
    expect(answer.outcome === 'beyond' ? answer.witness.principal : undefined).toBe(principal);
  });

  test('a Deny for everyone else', () => {
    const guarded = policy(
      'bucket',
      allow('s3:GetObject', objects, { Principal: '*' }),
      deny('s3:GetObject', objects, { Principal: { AWS: '444455556666' } }),
    );
    expect(allowsNothingBeyond([guarded], [to('*')]).outcome).toBe('included');
    expect(allowsNothingBeyond([to('*')], [guarded])).toMatchObject({
      outcome: 'beyond',
      witness: { principal: '444455556666' },
    });
  });

  test('trust policies', () => {
    const trusts = (...Service: readonly string[]) =>
      policy('trust', { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' });
    const both = trusts('s3.amazonaws.com', 'batchoperations.s3.amazonaws.com');
    expect(allowsNothingBeyond([trusts('s3.amazonaws.com')], [both]).outcome).toBe('included');
    expect(allowsNothingBeyond([both], [trusts('s3.amazonaws.com')])).toMatchObject({
      outcome: 'beyond',
      witness: { principal: 'batchoperations.s3.amazonaws.com', action: 'sts:AssumeRole' },
    });
  });

  test('what cannot be compared is unknown', () => {
    expect(allowsNothingBeyond([to(role)], [identity(allow('s3:*', '*'))]).outcome).toBe('unknown');
    const canonical = policy(
      'bucket',
      allow('s3:GetObject', objects, { Principal: { CanonicalUser: 'ab'.repeat(32) } }),
    );
    expect(allowsNothingBeyond([canonical], [to('111122223333')]).outcome).toBe('unknown');
    expect(allowsNothingBeyond([canonical], [canonical]).outcome).toBe('included');
  });

  describe('NotPrincipal', () => {
    const account = '111122223333';
    const except = (...AWS: readonly string[]) =>
      policy(
        'bucket',
        allow('s3:GetObject', objects, { Principal: '*' }),
        deny('s3:GetObject', objects, { NotPrincipal: { AWS } }),
      );
    const everyone = to('*');

    test.each([
      ['everyone, and everyone but one', everyone, except(account, role, session), 'beyond'],
      ['everyone but one, and everyone', except(account, role, session), everyone, 'included'],
      ['everyone but one, and itself', except(account, role, session), except(account, role, session), 'included'],
      ['a list that is not whole, and itself', except(role), except(role), 'included'],
      ['a list that is not whole, and the whole one', except(role), except(account, role, session), 'unknown'],
      ['the whole one, and a list that is not whole', except(account, role, session), except(role), 'unknown'],
      ['one whom the list spares', to(session), except(account, role, session), 'beyond'],
      ['another role', to('arn:aws:iam::111122223333:role/other'), except(account, role, session), 'beyond'],
      ['another account', to('444455556666'), except(account, role, session), 'beyond'],
    ] as const)('%s', (_name, subject, reference, outcome) => {
      expect(allowsNothingBeyond([subject], [reference]).outcome).toBe(outcome);
    });

    test('spares a service that is listed, which has no boundary', () => {
      const of = (...Service: readonly string[]) =>
        policy(
          'bucket',
          allow('s3:GetObject', objects, { Principal: { Service: ['a.amazonaws.com', 'b.amazonaws.com'] } }),
          deny('s3:GetObject', objects, { NotPrincipal: { Service } }),
        );
      const only = (Service: string) => policy('bucket', allow('s3:GetObject', objects, { Principal: { Service } }));
      expect(allowsNothingBeyond([of('a.amazonaws.com')], [only('a.amazonaws.com')]).outcome).toBe('included');
      expect(allowsNothingBeyond([only('b.amazonaws.com')], [of('a.amazonaws.com')])).toMatchObject({
        outcome: 'beyond',
        witness: { principal: 'b.amazonaws.com' },
      });
    });

    test('too many lists that are not whole are unknown', () => {
      const statements = Array.from({ length: 6 }, (_, index) =>
        deny('s3:GetObject', objects, { NotPrincipal: { AWS: [role, `arn:aws:iam::111122223333:role/r${index}`] } }),
      );
      const many = policy('bucket', allow('s3:GetObject', objects, { Principal: '*' }), ...statements);
      expect(allowsNothingBeyond([many], [everyone]).outcome).toBe('unknown');
    });
  });
});

describe('set operators', () => {
  const when = (Condition: object) => identity(allow('s3:*', '*', { Condition }));
  const anyOf = (...values: readonly string[]) => when({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': values } });
  const allOf = (...values: readonly string[]) => when({ 'ForAllValues:StringEquals': { 'aws:TagKeys': values } });
  const everything = identity(allow('s3:*', '*'));

  test.each([
    ['one side alone', anyOf('a'), everything, 'included', undefined],
    ['the other side alone', everything, anyOf('a'), 'beyond', undefined],
    ['fewer values, any', anyOf('a'), anyOf('a', 'b'), 'included', undefined],
    ['more values, any', anyOf('a', 'b'), anyOf('a'), 'beyond', ['b']],
    ['fewer values, all', allOf('a'), allOf('a', 'b'), 'included', undefined],
    ['more values, all', allOf('a', 'b'), allOf('a'), 'beyond', ['b']],
    [
      'any is not all: one that is listed and one that is not',
      anyOf('a'),
      allOf('a'),
      'beyond',
      expect.arrayContaining(['a']),
    ],
    ['all is not any: the key may be absent', allOf('a'), anyOf('a'), 'beyond', null],
  ] as const)('%s', (_name, subject, reference, outcome, tagKeys) => {
    const answer = allowsNothingBeyond([subject], [reference]);
    expect(answer.outcome).toBe(outcome);
    if (tagKeys !== undefined && answer.outcome === 'beyond')
      expect(answer.witness.context['aws:tagkeys']).toEqual(tagKeys);
  });

  test('a key of which nobody says whether it holds several values has a witness of one value, or none', () => {
    const of = (qualifier: string, ...values: readonly string[]) =>
      when({ [`${qualifier}:StringEquals`]: { 'dynamodb:Attributes': values } });
    expect(allowsNothingBeyond([of('ForAnyValue', 'a', 'b')], [of('ForAnyValue', 'a')]).outcome).toBe('beyond');
    expect(allowsNothingBeyond([of('ForAnyValue', 'a')], [of('ForAllValues', 'a')]).outcome).toBe('unknown');
  });
});
