import { describe, expect, test } from '@jest/globals';
import { decide, everyKey, globText, noAuthorities, parseGlob, parsePolicy } from '../../src/policy/index.js';
import { isAddressInRange } from '../../src/policy/conditions/addresses.js';
import { sameBytes } from '../../src/policy/conditions/bytes.js';
import { compareDates } from '../../src/policy/conditions/dates.js';
import { compareNumbers } from '../../src/policy/conditions/numbers.js';
import { judgeTrap } from './traps/setting.js';
import { allow, bucketDeny, deny, denyIf, dst, fullAccess, keyDeny, askKms, type Trap } from './traps/trap.js';

describe('scalars', () => {
  test('compare', () => {
    expect([compareNumbers('1.20', '1.2'), compareNumbers('-3', '2'), compareNumbers('x', '1')]).toEqual([0, -1, null]);
    expect([
      compareDates('2020-01-01', '2019-01-01'),
      compareDates('2020-01-01', '1577836800'),
      compareDates('a', 'b'),
    ]).toEqual([1, 0, null]);
    expect([sameBytes('QQ==', 'QQ'), sameBytes('QQ==', 'QR=='), sameBytes('?', 'QQ')]).toEqual([true, false, null]);
  });

  test.each([
    ['10.1.2.3', '10.0.0.0/8', true],
    ['11.1.2.3', '10.0.0.0/8', false],
    ['10.0.0.1', '10.0.0.1', true],
    ['10.0.0.2', '10.0.0.1', false],
    ['0.0.0.0', '0.0.0.0/0', true],
    ['2001:db8::1', '2001:db8::/32', true],
    ['2001:db9::1', '2001:db8::/32', false],
    ['::ffff:1.2.3.4', '::ffff:0:0/96', true],
    ['10.0.0.1', '2001:db8::/32', false],
    ['256.0.0.1', '10.0.0.0/8', null],
    ['10.0.0.1', '10.0.0.0/33', null],
    ['1::2::3', '::/0', null],
  ])('%s in %s', (address, range, expected) => expect(isAddressInRange(address, range)).toBe(expected));
});

describe('explanations', () => {
  const sides = (trap: Partial<Trap>) => {
    const { decision } = judgeTrap({ id: 'x', name: 'x', expect: 'DENY-E', why: 'x', basis: 'x', ...trap });
    return decision.denials.map(({ cause, side, policyKind, statements }) => [
      cause,
      side,
      policyKind,
      statements.map(({ path, effect }) => `${path ?? ''} ${effect}`).join(),
    ]);
  };

  test('say whose side a denial is on', () => {
    expect(sides({ identityExtra: deny() })).toEqual([['explicit-deny', 'principal', 'identity', 'Statement[1] deny']]);
    expect(sides({ bucketPolicy: [bucketDeny()] })).toEqual([
      ['explicit-deny', 'resource', 'bucket', 'Statement[0] deny'],
    ]);
    expect(sides({ ask: askKms('kms:Decrypt'), keyPolicyExtra: keyDeny() })).toEqual([
      ['explicit-deny', 'resource', 'key', 'Statement[1] deny'],
    ]);
    expect(sides({ organization: 'o-1', scp: [[fullAccess, [deny()]]] })).toEqual([
      ['service-control-policy', 'principal', 'service-control', 'Statement[0] deny'],
    ]);
    expect(sides({ organization: 'o-1', rcp: [deny({ Principal: '*', Action: 's3:*' })] })).toEqual([
      ['resource-control-policy', 'resource', 'resource-control', 'Statement[0] deny'],
    ]);
  });

  test('name only statements that apply', () => {
    const other = bucketDeny({ Resource: 'arn:aws:s3:::dst/other/*' });
    expect(
      sides({ bucketPolicy: [other, ...denyIf({ StringEquals: { 'aws:PrincipalType': 'User' } }), bucketDeny()] }),
    ).toEqual([['explicit-deny', 'resource', 'bucket', 'Statement[2] deny']]);
  });

  test('a condition on a key of any value is decided where its patterns leave no choice', () => {
    const context = {
      'aws:requestedregion': {
        state: 'unknown',
        mayBeAbsent: false,
        question: { cause: 'undocumented', id: 'r', what: '', how: '' },
      },
    } as const;
    const either = [
      allow({ Condition: { ArnLike: { 'aws:RequestedRegion': 'arn:aws:s3:*:*:a*' } } }),
      allow({ Condition: { ArnNotLike: { 'aws:RequestedRegion': 'arn:aws:s3:*:*:a*' } } }),
    ];
    expect(
      judgeTrap({ id: 'x', name: 'x', expect: 'UNKNOWN', why: '', basis: '', identity: either.slice(0, 1), context })
        .decision.outcome,
    ).toBe('unknown');
  });
});

test('a denial says whether it is one of all keys', () => {
  const forAll = (Resource: string, effect: 'Allow' | 'Deny') => {
    const statements =
      effect === 'Allow' ? [allow({ Resource })] : [allow({}), { Effect: 'Deny', Action: 's3:*', Resource }];
    const document = parsePolicy({ json: { Version: '2012-10-17', Statement: statements }, text: null }, 'identity');
    const policy = { kind: 'identity', name: 'own', document } as const;
    const decision = decide(
      {
        principal: {
          kind: 'role-session',
          partition: 'aws',
          account: '111111111111',
          roleArn: 'arn:aws:iam::111111111111:role/r',
          roleId: null,
          sessionName: 's',
        },
        action: 's3:ReplicateObject',
        resource: { prefix: 'arn:aws:s3:::dst/' },
        resourceAccount: '111111111111',
        keys: everyKey,
        context: { values: new Map(), others: { state: 'absent' } },
      },
      { ...noAuthorities, identity: { state: 'known', value: [{ state: 'known', value: policy }] } },
    );
    return decision.denials.map((denial) => [denial.cause, denial.forAll, denial.counterexample]);
  };
  expect(forAll('arn:aws:s3:::dst/a*', 'Allow')).toEqual([['wrong-resource', false, 'b']]);
  expect(forAll('arn:aws:s3:::other/*', 'Allow')).toEqual([['wrong-resource', true, 'a']]);
  expect(forAll('arn:aws:s3:::dst/a*', 'Deny')).toEqual([['explicit-deny', false, 'a']]);
  expect(forAll('arn:aws:s3:::dst/*', 'Deny')).toEqual([['explicit-deny', true, 'a']]);
});

test('a document with variables is read anew for each caller', () => {
  const statement = allow({
    Resource: ['arn:aws:s3:::dst/open/*', 'arn:aws:s3:::dst/${aws:PrincipalTag/t}/*'],
    Condition: { StringEquals: { 'aws:PrincipalTag/t': ['nobody', '${aws:PrincipalTag/team}'] } },
  });
  const document = parsePolicy({ json: { Version: '2012-10-17', Statement: statement }, text: null }, 'identity');
  const policy = { kind: 'identity', name: 'shared', document } as const;
  const outcome = (t: string, team: string, key: string): string =>
    decide(
      {
        principal: {
          kind: 'role-session',
          partition: 'aws',
          account: '111111111111',
          roleArn: 'arn:aws:iam::111111111111:role/r',
          roleId: null,
          sessionName: 's',
        },
        action: 's3:ReplicateObject',
        resource: `arn:aws:s3:::dst/${key}`,
        resourceAccount: '111111111111',
        keys: everyKey,
        context: {
          values: new Map([
            ['aws:principaltag/t', { state: 'present', values: [t] }],
            ['aws:principaltag/team', { state: 'present', values: [team] }],
          ] as const),
          others: { state: 'absent' },
        },
      },
      { ...noAuthorities, identity: { state: 'known', value: [{ state: 'known', value: policy }] } },
    ).outcome;
  expect([
    outcome('x', 'x', 'x/k'),
    outcome('y', 'x', 'y/k'),
    outcome('y', 'y', 'x/k'),
    outcome('y', 'y', 'y/k'),
    outcome('y', 'y', 'open/k'),
  ]).toEqual(['allowed', 'denied', 'denied', 'allowed', 'allowed']);
});

describe('a key of any value', () => {
  const question = { cause: 'undocumented', id: 'open', what: 'open', how: 'test' } as const;
  const outcome = (key: string, ...conditions: readonly Record<string, unknown>[]) =>
    judgeTrap({
      id: 'x',
      name: 'x',
      expect: 'UNKNOWN',
      why: '',
      basis: '',
      identity: conditions.map((Condition) => allow({ Condition })),
      context: { [key]: { state: 'unknown', mayBeAbsent: false, question } },
    }).decision.outcome;

  test('is decided where a condition holds for all values', () => {
    const [inside, outside] = [
      { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    ];
    expect(outcome('aws:sourceip', inside, outside)).toBe('allowed');
    expect(outcome('aws:sourceip', inside)).toBe('unknown');
    expect(outcome('aws:sourceip', outside)).toBe('unknown');
    const all = { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1', '::/0'] } };
    expect(outcome('aws:sourceip', all)).toBe('allowed');
    expect(outcome('aws:sourceip', { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } })).toBe('unknown');
  });

  test('is split at numbers, dates and texts', () => {
    const lower = { NumericLessThan: { 's3:TlsVersion': '1.2' } };
    expect(outcome('s3:tlsversion', lower, { NumericGreaterThan: { 's3:TlsVersion': '1.2' } })).toBe('unknown');
    expect(outcome('s3:tlsversion', lower, { NumericGreaterThanEquals: { 's3:TlsVersion': '1.2' } })).toBe('allowed');
    const before = { DateLessThan: { 'aws:CurrentTime': '2026-01-01' } };
    expect(outcome('aws:currenttime', before, { DateGreaterThanEquals: { 'aws:CurrentTime': '2026-01-01' } })).toBe(
      'allowed',
    );
    expect(outcome('aws:currenttime', before, { DateGreaterThan: { 'aws:CurrentTime': '2026-01-02' } })).toBe(
      'unknown',
    );
    const like = { StringLike: { 'aws:UserAgent': 'a*' } };
    expect(outcome('aws:useragent', like, { StringNotLike: { 'aws:UserAgent': 'a?*' } })).toBe('allowed');
    expect(outcome('aws:useragent', like, { StringNotLike: { 'aws:UserAgent': '?*' } })).toBe('unknown');
  });
});

test('documents report at most a hundred problems', () => {
  const Statement = Array.from({ length: 500 }, () => ({ Effect: 'allow', Action: 's3:*', Resource: dst }));
  expect(parsePolicy({ json: { Version: '2012-10-17', Statement }, text: null }, 'identity').problems).toHaveLength(
    100,
  );
});

test('a pattern reads as it was written', () => expect(globText(parseGlob('a?b*/c'))).toBe('a?b*/c'));
