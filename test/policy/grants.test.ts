/** Grants: whom, for which operation, and for which encryption context. */
import { expect, test } from '@jest/globals';
import type { Lookup } from '../../src/policy/conditions/context.js';
import { always, never, undecided, type Extent } from '../../src/policy/extent.js';
import { effectOfGrant } from '../../src/policy/decide/grants.js';
import { contains, everyKey } from '../../src/policy/index.js';
import type { AccessRequest, GrantInForce, RequestPrincipal } from '../../src/policy/model.js';

type Value = ReturnType<Lookup>;

const role = 'arn:aws:iam::111111111111:role/service-role/repl';
const unresolved: Value = {
  state: 'unresolved',
  question: { cause: 'undocumented', id: 'x', what: 'Not known.', how: 'Test it.' },
};
const session: RequestPrincipal = {
  kind: 'role-session',
  partition: 'aws',
  account: '111111111111',
  roleArn: role,
  roleId: null,
  sessionName: 's3-replication',
};

function effect(
  grant: Partial<GrantInForce>,
  context: Readonly<Record<string, Value>> = {},
  principal: RequestPrincipal = session,
): Extent {
  const request: AccessRequest = {
    principal,
    action: 'kms:Decrypt',
    resource: 'arn:aws:kms:us-east-1:111111111111:key/k1',
    resourceAccount: '111111111111',
    keys: everyKey,
    context: { values: new Map(), others: { state: 'absent' } },
  };
  const lookup: Lookup = (key) => context[key] ?? { state: 'absent' };
  const plain: GrantInForce = {
    id: 'g',
    granteePrincipal: role,
    granteeServicePrincipal: null,
    operations: ['Decrypt'],
    encryptionContextSubset: null,
    encryptionContextEquals: null,
    sourceArn: null,
  };
  return effectOfGrant({ ...plain, ...grant }, request, lookup);
}

const ofBucket: Readonly<Record<string, Value>> = {
  'kms:encryptioncontext:aws:s3:arn': { state: 'present', values: ['arn:aws:s3:::src'] },
  'kms:encryptioncontextkeys': { state: 'present', values: ['aws:s3:arn'] },
};
const ofObjects: Readonly<Record<string, Value>> = {
  ...ofBucket,
  'kms:encryptioncontext:aws:s3:arn': { state: 'present', values: [{ prefix: 'arn:aws:s3:::src/' }] },
};

test('allow their operations only', () => {
  expect(effect({})).toEqual(always);
  expect(effect({ operations: ['Encrypt', 'GenerateDataKey'] })).toBe(never);
});

test.each([
  ['the role', role, always],
  ['its session', 'arn:aws:sts::111111111111:assumed-role/repl/s3-replication', always],
  ['another session', 'arn:aws:sts::111111111111:assumed-role/repl/other', never],
  ['the role without its path', 'arn:aws:iam::111111111111:role/repl', never],
  ['the whole account', 'arn:aws:iam::111111111111:root', undecided],
  ['another account', 'arn:aws:iam::222222222222:root', never],
  ['nobody', null, never],
])('to %s', (_, granteePrincipal, expected) => {
  const { certain, possible } = effect({ granteePrincipal });
  expect({ certain, possible }).toEqual(expected);
});

test('to a service are no grants to a role', () => {
  const grant = { granteePrincipal: null, granteeServicePrincipal: 's3.amazonaws.com' };
  expect(effect(grant)).toBe(never);
  expect(effect(grant, {}, { kind: 'service', service: 's3.amazonaws.com' })).toEqual(always);
  expect(effect(grant, {}, { kind: 'service', service: 'ec2.amazonaws.com' })).toEqual(never);
});

test('with a source ARN never hold for a role, whose requests carry none', () => {
  expect(effect({ sourceArn: 'arn:aws:s3:::src' })).toBe(never);
  expect(effect({ sourceArn: 'arn:aws:s3:::src' }, { 'aws:sourcearn': unresolved })).toEqual(undecided);
});

test.each([
  ['the same pair', { 'aws:s3:arn': 'arn:aws:s3:::src' }, true, true],
  ['another value', { 'aws:s3:arn': 'arn:aws:s3:::other' }, false, false],
  ['another pair', { team: 'a' }, false, false],
  ['a pair more', { 'aws:s3:arn': 'arn:aws:s3:::src', team: 'a' }, false, false],
  ['no pair', {}, true, false],
  ['another spelling of the name', { 'AWS:S3:ARN': 'arn:aws:s3:::src' }, false, false],
])('constrained to %s', (_, pairs, subset, equals) => {
  expect(effect({ encryptionContextSubset: pairs }, ofBucket)).toEqual(subset ? always : never);
  expect(effect({ encryptionContextEquals: pairs }, ofBucket)).toEqual(equals ? always : never);
});

test('constrained to one object hold for its key and for no other', () => {
  const { certain, possible } = effect({ encryptionContextEquals: { 'aws:s3:arn': 'arn:aws:s3:::src/a' } }, ofObjects);
  expect([contains(certain, 'a'), contains(possible, 'a')]).toEqual([true, true]);
  expect([contains(certain, 'ab'), contains(possible, 'ab'), contains(possible, '')]).toEqual([false, false, false]);
});

test('constrained while the context is not known stay open', () => {
  const unknown = { 'kms:encryptioncontext:aws:s3:arn': unresolved };
  expect(effect({ encryptionContextSubset: { 'aws:s3:arn': 'arn:aws:s3:::src' } }, unknown)).toEqual(undecided);
});
