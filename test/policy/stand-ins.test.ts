/** Patterns and texts with values that are not known: the cases that people write, and their neighbours. */
import { describe, expect, test } from '@jest/globals';
import { openText, standIn } from '../../src/basics/stand-in.js';
import {
  allowsNothingBeyond,
  decide,
  isPublicBucketPolicy,
  noAuthorities,
  ofPattern,
  parsePolicy,
  type Outcome,
} from '../../src/policy/index.js';
import type { PolicyInForce, PolicyKind } from '../../src/policy/model.js';
import { account, allowAll, ask, type Json, policy, roleArn } from './ask.js';

const logs = standIn('bucket', 'Stack.Logs');
const copy = standIn('bucket', 'Stack.Copy');
const role = standIn('role', 'Stack.Role');
const own = standIn('account', 'Stack.Account');
const foreign = standIn('account', 'Other.Account');
const name = openText('Name');
const other = openText('Other');

function allow(Resource: string | readonly string[], more: Json = {}): Json {
  return { Effect: 'Allow', Action: 's3:GetObject', Resource, ...more };
}

describe('a resource pattern against a resource', () => {
  const rows: readonly (readonly [string, string, string, Outcome])[] = [
    ['the same new name', `arn:aws:s3:::${logs}/*`, `arn:aws:s3:::${logs}/k`, 'allowed'],
    ['another new name', `arn:aws:s3:::${copy}/*`, `arn:aws:s3:::${logs}/k`, 'denied'],
    ['a literal name', 'arn:aws:s3:::logs/*', `arn:aws:s3:::${logs}/k`, 'denied'],
    ['a new name against a literal one', `arn:aws:s3:::${logs}/*`, 'arn:aws:s3:::logs/k', 'denied'],
    ['every bucket', 'arn:aws:s3:::*', `arn:aws:s3:::${logs}/k`, 'allowed'],
    ['everything', '*', `arn:aws:s3:::${logs}/k`, 'allowed'],
    ['a beginning that it may have', 'arn:aws:s3:::prod-*', `arn:aws:s3:::${logs}/k`, 'unknown'],
    ['an end that it may have', 'arn:aws:s3:::*-logs/*', `arn:aws:s3:::${logs}/k`, 'unknown'],
    ['a number of characters', 'arn:aws:s3:::????/*', `arn:aws:s3:::${logs}/k`, 'unknown'],
    ['a beginning that no bucket has', 'arn:aws:s3:::PROD_*', `arn:aws:s3:::${logs}/k`, 'denied'],
    ['its own beginning', `arn:aws:s3:::${logs}*`, `arn:aws:s3:::${logs}/k`, 'allowed'],
    ['more than its name', `arn:aws:s3:::${logs}-copy/*`, `arn:aws:s3:::${logs}/k`, 'denied'],
    ['a literal part that differs', `arn:aws:s3:::copies-${logs}/*`, `arn:aws:s3:::copy-${logs}/k`, 'denied'],
    ['the bucket in place of its objects', `arn:aws:s3:::${logs}`, `arn:aws:s3:::${logs}/k`, 'denied'],
    ['other keys', `arn:aws:s3:::${logs}/in/*`, `arn:aws:s3:::${logs}/k`, 'denied'],
    ['the name alone', `${logs}/*`, `arn:aws:s3:::${logs}/k`, 'denied'],
    ['the same open value', `arn:aws:s3:::${name}/*`, `arn:aws:s3:::${name}/k`, 'allowed'],
    [
      'the same one inside of a name',
      `arn:aws:s3:::${name}-copy-${own}/*`,
      `arn:aws:s3:::${name}-copy-${own}/k`,
      'allowed',
    ],
    [
      'the same ones, and a literal part that differs',
      `arn:aws:s3:::${name}-copies-1/*`,
      `arn:aws:s3:::${name}-copy-2/k`,
      'denied',
    ],
    [
      'the same ones around a literal part that differs',
      `arn:aws:s3:::${name}-copies-${own}/*`,
      `arn:aws:s3:::${name}-copy-${own}/k`,
      'denied',
    ],
    ['one that may hold what differs', `arn:aws:s3:::${name}-copies/*`, `arn:aws:s3:::${other}-copies/k`, 'unknown'],
    ['another open value', `arn:aws:s3:::${other}/*`, `arn:aws:s3:::${name}/k`, 'unknown'],
    ['an open value against a literal', `arn:aws:s3:::${name}/*`, 'arn:aws:s3:::logs/k', 'unknown'],
    ['a literal against an open value', 'arn:aws:s3:::logs/*', `arn:aws:s3:::${name}/k`, 'unknown'],
    ['a new name against an open value', `arn:aws:s3:::${logs}/*`, `arn:aws:s3:::${name}/k`, 'unknown'],
    [
      'an open value behind a literal that differs',
      `arn:aws:s3:::prod-${name}/*`,
      'arn:aws:s3:::test-logs/k',
      'denied',
    ],
    ['an ARN that is not known', name, `arn:aws:s3:::${logs}/k`, 'unknown'],
    ['objects of an ARN that is not known', `${name}/*`, `${name}/k`, 'allowed'],
    ['objects of another', `${name}/*`, `${other}/k`, 'unknown'],
    ['a partition that is not known', `arn:${name}:s3:::logs/*`, 'arn:aws:s3:::logs/k', 'unknown'],
    ['a partition that is not known, and another bucket', `arn:${name}:s3:::copy/*`, 'arn:aws:s3:::logs/k', 'denied'],
  ];

  test.each(rows)('%s', (_, pattern, resource, expected) => {
    expect(ask({ resource, identity: [allow(pattern)] }).outcome).toBe(expected);
    const denied = ask({ resource, also: [{ ...allow(pattern), Effect: 'Deny' }] }).outcome;
    expect(denied).toBe(expected === 'allowed' ? 'denied' : expected === 'denied' ? 'allowed' : 'unknown');
    const spared = ask({ resource, also: [{ Effect: 'Deny', Action: '*', NotResource: pattern }] }).outcome;
    expect(spared).toBe(expected);
  });

  test('is unknown with the addresses of what settles it', () => {
    const { unanswered } = ask({ resource: `arn:aws:s3:::${logs}/k`, identity: [allow('arn:aws:s3:::prod-*')] });
    expect(unanswered.map(({ cause, about }) => [cause, about])).toEqual([
      ['unreadable', { kind: 'value', addresses: ['Stack.Logs'] }],
    ]);
  });
});

describe('other places', () => {
  const condition = (operator: string, key: string, value: string): Json => ({
    Condition: { [operator]: { [key]: value } },
  });
  const tag = 'aws:PrincipalTag/t';
  test.each<readonly [string, string, string, string, Outcome]>([
    ['the same account', 'StringEquals', own, own, 'allowed'],
    ['two accounts that may be the same', 'StringEquals', own, foreign, 'unknown'],
    ['an account against a literal', 'StringEquals', own, account, 'unknown'],
    ['an account against what is none', 'StringEquals', own, 'logs', 'denied'],
    ['an account, negated', 'StringNotEquals', own, own, 'denied'],
    ['another account, negated', 'StringNotEquals', own, foreign, 'unknown'],
    ['a new name in any case', 'StringEqualsIgnoreCase', logs, logs, 'allowed'],
    ['another new name in any case', 'StringEqualsIgnoreCase', logs, 'LOGS', 'denied'],
    ['a pattern', 'StringLike', `arn:aws:s3:::${logs}*`, `arn:aws:s3:::${logs}/a`, 'allowed'],
    ['an ARN', 'ArnLike', `arn:aws:s3:::${logs}`, `arn:aws:s3:::${logs}`, 'allowed'],
    ['an ARN of any account', 'ArnLike', `arn:aws:iam::*:role/${role}`, `arn:aws:iam::${own}:role/${role}`, 'allowed'],
    ['an ARN of another name', 'ArnEquals', `arn:aws:iam::*:role/copy`, `arn:aws:iam::${own}:role/${role}`, 'denied'],
    ['an ARN that is not known', 'ArnEquals', name, name, 'allowed'],
    ['another one', 'ArnEquals', name, roleArn, 'unknown'],
    ['a switch that is not known', 'Bool', name, 'true', 'unknown'],
    ['a number that is not known', 'NumericEquals', '1', name, 'unknown'],
    ['an address that is not known', 'IpAddress', name, '192.0.2.1', 'unknown'],
  ])('condition: %s', (_, operator, written, value, expected) => {
    const asked = ask({ context: { [tag]: value }, identity: [allow('*', condition(operator, tag, written))] });
    expect(asked.outcome).toBe(expected);
  });

  test.each<readonly [string, string, Outcome]>([
    ['a whole list', name, 'unknown'],
    ['of the service', `s3:${name}`, 'unknown'],
    ['of another service', `kms:${name}`, 'denied'],
  ])('action: %s', (_, Action, expected) => {
    expect(ask({ identity: [{ Effect: 'Allow', Action, Resource: '*' }] }).outcome).toBe(expected);
    expect(ask({ identity: [{ Effect: 'Allow', NotAction: Action, Resource: '*' }] }).outcome).toBe(
      expected === 'denied' ? 'allowed' : 'unknown',
    );
  });

  test.each<readonly [string, unknown, string, Outcome]>([
    [
      'the role of a new name',
      { AWS: `arn:aws:iam::${account}:role/${role}` },
      `arn:aws:iam::${account}:role/${role}`,
      'allowed',
    ],
    ['another role', { AWS: `arn:aws:iam::${account}:role/copy` }, `arn:aws:iam::${account}:role/${role}`, 'denied'],
    ['whoever a value names', { AWS: name }, roleArn, 'unknown'],
    ['a role that one value names', { AWS: name }, name, 'allowed'],
    ['whoever, without its kind', name, roleArn, 'unknown'],
    ['an account that is not known', { AWS: `arn:aws:iam::${own}:root` }, roleArn, 'unknown'],
    ['an account by its number alone', { AWS: own }, roleArn, 'unknown'],
    ['a service that is not known', { Service: name }, roleArn, 'denied'],
    ['everyone', '*', `arn:aws:iam::${account}:role/${role}`, 'allowed'],
  ])('principal: %s', (_, Principal, caller, expected) => {
    const resourcePolicy = [{ ...allow('*'), Principal }];
    const asked = { role: caller, identity: [allowAll], resourceAccount: '222222222222', resourcePolicy };
    expect(ask(asked).outcome).toBe(expected);
    const denied = ask({
      ...asked,
      resourceAccount: account,
      resourcePolicy: [{ ...allow('*'), Effect: 'Deny', Principal }],
    });
    expect(denied.outcome).toBe(expected === 'allowed' ? 'denied' : expected === 'denied' ? 'allowed' : 'unknown');
  });

  test('a variable takes a value that is not known', () => {
    const identity = [allow('arn:aws:s3:::${aws:PrincipalTag/t}/*')];
    const asked = (t: string) => ask({ resource: `arn:aws:s3:::${logs}/k`, context: { [tag]: t }, identity }).outcome;
    expect([asked(logs), asked(copy), asked(name)]).toEqual(['allowed', 'denied', 'unknown']);
  });

  test('a whole statement that is not known leaves open what it may decide, and no more', () => {
    const unknown = (Effect: string): Json => ({ Effect, Action: name, Resource: name, Principal: name });
    const both = [unknown('Allow'), unknown('Deny')];
    expect(ask({ identity: [allowAll], resourcePolicy: both }).outcome).toBe('unknown');
    expect(ask({ identity: [], resourcePolicy: [unknown('Deny')] }).outcome).toBe('denied');
  });
});

describe('accounts', () => {
  const bucket = policy('bucket', [{ ...allow('*'), Principal: { AWS: `arn:aws:iam::${own}:role/r` } }]);
  const asked = (resourceAccount: string, isAllowedThere: boolean): Outcome =>
    decide(
      {
        principal: {
          kind: 'role-session',
          partition: 'aws',
          account: own,
          roleArn: `arn:aws:iam::${own}:role/r`,
          roleId: null,
          sessionName: 's',
        },
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::b/k',
        resourceAccount,
        keys: ofPattern('*'),
        context: { values: new Map(), others: { state: 'absent' } },
      },
      {
        ...noAuthorities,
        identity: { state: 'known', value: [{ state: 'known', value: policy('identity', [allowAll]) }] },
        ...(isAllowedThere ? { resource: { state: 'known', value: bucket } } : {}),
      },
    ).outcome;

  test.each<readonly [string, string, boolean, Outcome]>([
    ['the same one needs no policy there', own, false, 'allowed'],
    ['another one that may be the same leaves that open', foreign, false, 'unknown'],
    ['so does a literal one', account, false, 'unknown'],
    ['a policy there makes it the same', foreign, true, 'allowed'],
  ])('%s', (_, there, isAllowedThere, expected) => {
    expect(asked(there, isAllowedThere)).toBe(expected);
  });
});

describe('Block Public Access', () => {
  const judge = (statement: Json) =>
    isPublicBucketPolicy(policy('bucket', [{ ...allow('*'), ...statement }]).document).public;
  const tie = (key: string, value: string): Json => ({ Condition: { StringEquals: { [key]: value } } });

  test.each<readonly [string, Json, boolean | 'unknown']>([
    ['whoever a value names', { Principal: { AWS: name } }, 'unknown'],
    ['whoever, without its kind', { Principal: name }, 'unknown'],
    ['whoever, of one organization', { Principal: { AWS: name }, ...tie('aws:PrincipalOrgID', 'o-abc') }, false],
    ['a role of a new name', { Principal: { AWS: `arn:aws:iam::${account}:role/${role}` } }, false],
    ['an account that is not known', { Principal: { AWS: own } }, false],
    ['everyone', { Principal: '*' }, true],
    [
      'everyone of an organization that is not known',
      { Principal: '*', ...tie('aws:PrincipalOrgID', name) },
      'unknown',
    ],
    ['everyone of an account that is not known', { Principal: '*', ...tie('aws:PrincipalAccount', own) }, false],
  ])('%s', (_, statement, expected) => {
    expect(judge(statement)).toBe(expected);
  });
});

describe('object keys that are not known', () => {
  const asked = (selects: string, Resource: string, Effect = 'Allow') =>
    decide(
      {
        principal: { kind: 'role-session', partition: 'aws', account, roleArn, roleId: null, sessionName: 's' },
        action: 's3:GetObject',
        resource: { prefix: `arn:aws:s3:::${logs}/` },
        resourceAccount: account,
        keys: ofPattern(selects),
        context: { values: new Map(), others: { state: 'absent' } },
      },
      {
        ...noAuthorities,
        identity: {
          state: 'known',
          value: [
            {
              state: 'known',
              value: policy('identity', [{ ...allow(Resource), Effect }, ...(Effect === 'Deny' ? [allowAll] : [])]),
            },
          ],
        },
      },
    );

  test.each<readonly [string, string, string, Outcome]>([
    ['all of the bucket', `${name}*`, `arn:aws:s3:::${logs}/*`, 'allowed'],
    ['the same beginning', `${name}*`, `arn:aws:s3:::${logs}/${name}*`, 'allowed'],
    ['the same folder', `${name}/*`, `arn:aws:s3:::${logs}/${name}/*`, 'allowed'],
    ['a folder below', `${name}*`, `arn:aws:s3:::${logs}/${name}/*`, 'unknown'],
    ['another beginning', `${name}*`, `arn:aws:s3:::${logs}/${other}*`, 'unknown'],
    ['a literal beginning', `${name}*`, `arn:aws:s3:::${logs}/in/*`, 'unknown'],
    ['another bucket', `${name}*`, `arn:aws:s3:::${copy}/*`, 'denied'],
    ['behind a literal that differs', `in/${name}*`, `arn:aws:s3:::${logs}/out/*`, 'denied'],
    ['all keys against a beginning', '*', `arn:aws:s3:::${logs}/${name}*`, 'unknown'],
  ])('%s', (_, selects, pattern, expected) => {
    const { outcome, unanswered } = asked(selects, pattern);
    expect([outcome, unanswered.length > 0]).toEqual([
      expected === 'unknown' ? outcome : expected,
      outcome === 'unknown',
    ]);
    expect(['unknown', 'partly']).toContain(expected === 'unknown' ? outcome : 'unknown');
    if (expected === 'unknown') return;
    expect(asked(selects, pattern, 'Deny').outcome).toBe(expected === 'allowed' ? 'denied' : 'allowed');
  });
});

describe('text that looks like a value that is not known', () => {
  const forged = `${logs.slice(0, -2)}${logs.at(-2) === '\ufdd0' ? '\ufdd1' : '\ufdd0'}\ufde2`;

  test.each([forged, logs.slice(0, 5), logs.slice(1), '\ufde0', '\ufdd1'])('never allows anything: %j', (text) => {
    for (const resource of [`arn:aws:s3:::${logs}/k`, `arn:aws:s3:::${text}/k`, 'arn:aws:s3:::logs/k'])
      for (const pattern of [text, `arn:aws:s3:::${text}/*`, `arn:aws:s3:::*${text}*`, `arn:aws:s3:::${text}*`])
        expect(['denied', 'unknown']).toContain(ask({ resource, identity: [allow(pattern)] }).outcome);
  });

  test('is told apart from its neighbours in documents', () => {
    const json = { Version: '2012-10-17', Statement: [{ ...allow('*'), Principal: { AWS: forged } }] };
    expect(parsePolicy({ json, text: null }, 'bucket').valid).toBe(true);
  });
});

describe('whether policies allow nothing beyond others, where values are not known', () => {
  const [open, second, somewhere] = [openText('X'), openText('Y'), standIn('account', 'there')];
  const made = standIn('bucket', 'Made');
  const inForce = (kind: PolicyKind, ...Statement: readonly object[]): readonly PolicyInForce[] => [
    { kind, name: 'p', document: parsePolicy({ json: { Version: '2012-10-17', Statement }, text: null }, kind) },
  ];
  const on = (name: string): string => `arn:aws:s3:::${name}/*`;
  const may = (Resource: string): object => ({ Effect: 'Allow', Action: 's3:GetObject', Resource });
  const mayNot = (Resource: string): object => ({ Effect: 'Deny', Action: 's3:GetObject', Resource });
  const mayBut = (NotResource: string): object => ({ Effect: 'Allow', Action: 's3:GetObject', NotResource });
  const who = (AWS: string): object => ({ ...may(on('a')), Principal: { AWS } });
  const notWho = (AWS: string): object => ({ ...mayNot(on('a')), Principal: { AWS } });
  const roleOf = (id: string): string => `arn:aws:iam::${id}:role/r`;

  test.each<[string, readonly object[], readonly object[], string]>([
    ['the same value', [may(on(open))], [may(on(open))], 'included'],
    ['any value', [may(on(open))], [may('*')], 'included'],
    ['another value', [may(on(open))], [may(on(second))], 'beyond'],
    ['a literal, an open one denied', [may(on('a'))], [may('*'), mayNot(on(open))], 'unknown'],
    ['a literal, all but an open one', [may(on('a'))], [mayBut(on(open))], 'unknown'],
    ['an open one, a literal denied', [may(on(open))], [may('*'), mayNot(on('a'))], 'unknown'],
    ['an open one, all but a literal', [may(on(open))], [mayBut(on('a'))], 'unknown'],
    ['an open one, another open one denied', [may(on(open))], [may('*'), mayNot(on(second))], 'unknown'],
    ['denied by both', [may(on('a')), mayNot(on(open))], [may('*'), mayNot(on(open))], 'included'],
    ['a new name equals no literal', [may(on('a'))], [may('*'), mayNot(on(made))], 'included'],
  ])('%s: %j in %j', (_, subject, reference, outcome) => {
    expect(allowsNothingBeyond(inForce('identity', ...subject), inForce('identity', ...reference)).outcome).toBe(
      outcome,
    );
  });

  test.each<[string, readonly object[], readonly object[], string]>([
    ['a role of an open account', [who(roleOf(somewhere))], [who(roleOf(somewhere))], 'included'],
    [
      'one of a literal account, an open one denied',
      [who(roleOf('111122223333'))],
      [who('*'), notWho(roleOf(somewhere))],
      'unknown',
    ],
    [
      'one of an open account, a literal one denied',
      [who(roleOf(somewhere))],
      [who('*'), notWho(roleOf('111122223333'))],
      'unknown',
    ],
  ])('principals, %s', (_, subject, reference, outcome) => {
    expect(allowsNothingBeyond(inForce('bucket', ...subject), inForce('bucket', ...reference)).outcome).toBe(outcome);
  });
});
