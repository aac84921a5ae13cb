/** Requests that AWS authorizes in a way of its own: answered where the way is modelled, and else open, with the reason. */
import { describe, expect, test } from '@jest/globals';
import { account, allowAll, ask, outcomeOf, roleArn, type Asked, type Json } from './ask.js';

const other = '999999999999';
const target = `arn:aws:iam::${account}:role/target`;
function trusting(AWS: unknown, more: Json = {}): Json {
  return { Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', ...more };
}
const key = `arn:aws:kms:us-east-1:${account}:key/k`;
const allowed = { identity: [allowAll] };

describe('sts:AssumeRole by a role depends on the trust policy', () => {
  const assume = (more: Asked) => outcomeOf({ action: 'sts:AssumeRole', resource: target, ...more });

  test.each<[string, string, Asked]>([
    ['no trust policy', 'not allowed', {}],
    ['another account is trusted', 'not allowed', { resourcePolicy: [trusting(other)] }],
    [
      'the account is trusted, and the identity-based policy allows',
      'allowed',
      { resourcePolicy: [trusting(account)] },
    ],
    [
      'the account is trusted, nothing else allows',
      'not allowed',
      { identity: [], resourcePolicy: [trusting(account)] },
    ],
    ['the role is trusted', 'allowed', { identity: [], resourcePolicy: [trusting(roleArn)] }],
    [
      'the role is trusted beside a boundary that does not allow',
      'not allowed',
      { boundary: [{ ...allowAll, Action: 's3:*' }], resourcePolicy: [trusting(roleArn)] },
    ],
    [
      'the trust policy denies',
      'denied',
      { resourcePolicy: [trusting(account), trusting(roleArn, { Effect: 'Deny' })] },
    ],
    [
      'a service is trusted',
      'not allowed',
      { resourcePolicy: [trusting(roleArn, { Principal: { Service: 's3.amazonaws.com' } })] },
    ],
    [
      'across accounts the trust alone',
      'not allowed',
      { resourceAccount: other, identity: [], resourcePolicy: [trusting(roleArn)] },
    ],
    ['across accounts both', 'allowed', { resourceAccount: other, resourcePolicy: [trusting(account)] }],
  ])('%s: %s', (_name, expected, more) => expect(assume(more)).toBe(expected));
});

describe('KMS actions without a key need no key policy', () => {
  test.each(['kms:ListAliases', 'kms:ListKeys', 'kms:CreateKey', 'kms:GenerateRandom', 'kms:DescribeCustomKeyStores'])(
    '%s',
    (action) => {
      expect(outcomeOf({ action, resource: '*' })).toBe('allowed');
      expect(outcomeOf({ action, resource: '*', identity: [] })).toBe('not allowed');
      expect(outcomeOf({ action, resource: '*', boundary: [{ ...allowAll, Action: 's3:*' }] })).toBe('not allowed');
    },
  );

  test('an alias has no policy', () => {
    const alias = `arn:aws:kms:us-east-1:${account}:alias/a`;
    expect(outcomeOf({ action: 'kms:CreateAlias', resource: alias })).toBe('allowed');
    expect(outcomeOf({ action: 'kms:CreateAlias', resource: key })).toBe('not allowed');
  });

  test('a key policy has no say in them', () => {
    const all = { Principal: '*', Action: 'kms:*', Resource: '*' };
    const [grants, denies] = [
      { Effect: 'Allow', ...all },
      { Effect: 'Deny', ...all },
    ];
    const list = { action: 'kms:ListAliases', resource: '*' } as const;
    expect(outcomeOf({ ...list, identity: [], resourcePolicy: [grants] })).toBe('not allowed');
    expect(outcomeOf({ ...list, resourcePolicy: [denies] })).toBe('allowed');
  });
});

describe('what is not modelled is open, with a reason', () => {
  const foreignKey = key.replace(account, other);
  const keyPolicy = [{ Effect: 'Allow', Principal: { AWS: roleArn }, Action: 'kms:*', Resource: '*' }];
  test.each<[string, Asked]>([
    ['sts:GetCallerIdentity, which needs no permission', { action: 'sts:GetCallerIdentity', resource: '*' }],
    [
      'sts:TagSession',
      { action: 'sts:TagSession', resource: target, resourcePolicy: [trusting(account, { Action: 'sts:TagSession' })] },
    ],
    ['sts:AssumeRole on what is not a role', { action: 'sts:AssumeRole', resource: '*' }],
    ['an access point', { resource: `arn:aws:s3:eu-west-1:${account}:accesspoint/a/object/k` }],
    ['an object action without a bucket', { resource: '*' }],
    ['a key action without a key', { action: 'kms:Decrypt', resource: '*', resourcePolicy: keyPolicy }],
    ['kms:RetireGrant', { action: 'kms:RetireGrant', resource: key, resourcePolicy: keyPolicy }],
    [
      'KMS administration across accounts',
      { action: 'kms:PutKeyPolicy', resource: foreignKey, resourceAccount: other, resourcePolicy: keyPolicy },
    ],
    ['an action pattern', { action: 's3:Get*' }],
    ['an action without a service', { action: 'GetObject' }],
    [
      'another service across accounts',
      { action: 'sqs:SendMessage', resource: `arn:aws:sqs:eu-west-1:${other}:q`, resourceAccount: other },
    ],
    [
      'another service with a policy of a kind that is not known',
      {
        action: 'sqs:SendMessage',
        resource: `arn:aws:sqs:eu-west-1:${account}:q`,
        resourcePolicy: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: '*' }],
      },
    ],
    ['a key policy on a bucket', { resourceKind: 'key', resourcePolicy: keyPolicy }],
  ])('%s', (_name, asked) => {
    const decision = ask({ ...allowed, ...asked });
    expect(decision.outcome).toBe('unknown');
    expect(decision.unanswered.map(({ id }) => id)).toContainEqual(expect.stringMatching(/^not-modelled:/u));
    // An explicit Deny ends it all the same.
    const denied = { ...allowed, ...asked, also: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };
    expect(outcomeOf(denied)).toBe('denied');
  });

  test('other services inside the account depend on identity-based policies', () => {
    const run = { action: 'ec2:RunInstances', resource: `arn:aws:ec2:eu-west-1:${account}:instance/*` } as const;
    expect(outcomeOf(run)).toBe('allowed');
    expect(outcomeOf({ ...run, identity: [] })).toBe('not allowed');
  });
});

describe('organization policies', () => {
  const rcp = [{ Effect: 'Deny', Principal: '*', Action: ['s3:*', 'ec2:*'], Resource: '*' }];
  const scp = [allowAll, { Effect: 'Deny', Action: '*', Resource: '*' }];
  const linked = `arn:aws:iam::${account}:role/aws-service-role/s3.amazonaws.com/AWSServiceRoleForS3`;

  test('do not bind service-linked roles', () => {
    expect(outcomeOf({ resourceControl: rcp })).toBe('denied');
    expect(outcomeOf({ resourceControl: rcp, role: linked })).toBe('allowed');
    expect(outcomeOf({ serviceControl: scp })).toBe('denied');
    expect(outcomeOf({ serviceControl: scp, role: linked })).toBe('allowed');
  });

  test('an RCP may cover a service that AWS has added since', () => {
    expect(
      outcomeOf({
        action: 'ec2:RunInstances',
        resource: `arn:aws:ec2:eu-west-1:${account}:instance/*`,
        resourceControl: rcp,
      }),
    ).toBe('unknown');
  });
});
