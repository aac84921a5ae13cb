import { expect, test } from '@jest/globals';
import { isPublicBucketPolicy, parsePolicy } from '../../src/policy/index.js';

function isPublic(Condition: unknown, more: object = {}): boolean | 'unknown' {
  const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*', ...more };
  const Statement = Condition === undefined ? statement : { ...statement, Condition };
  return isPublicBucketPolicy(parsePolicy({ json: { Version: '2012-10-17', Statement }, text: null }, 'bucket')).public;
}
function accessPoint(account: string): string {
  return `arn:aws:s3:us-east-1:${account}:accesspoint/*`;
}

test.each([
  ['no condition', undefined, true],
  ['an organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, false],
  ['an organization, if any', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } }, true],
  ['not an organization', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } }, true],
  ['all organizations', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }, true],
  ['the caller’s own', { StringEquals: { 'aws:PrincipalAccount': '${aws:PrincipalAccount}' } }, true],
  [
    'a limit and another condition',
    { StringEquals: { 'aws:PrincipalOrgID': 'o-1', 'aws:RequestedRegion': 'x' } },
    false,
  ],
  ['a key that is no limit', { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }, true],
  ['every value of a list', { 'ForAllValues:StringEquals': { 'aws:SourceVpce': 'vpce-1' } }, true],
  ['one value of a list', { 'ForAnyValue:StringEquals': { 'aws:SourceVpce': 'vpce-1' } }, false],
  ['no values', { StringEquals: { 'aws:SourceVpce': [] } }, true],
  ['an eighth of IPv4’s first bits', { IpAddress: { 'aws:SourceIp': '11.0.0.0/8' } }, false],
  ['more than /8', { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '10.0.0.0/7'] } }, true],
  ['a /32 of IPv6', { IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }, false],
  ['more than /32 of IPv6', { IpAddress: { 'aws:SourceIp': '2001:db8::/31' } }, true],
  ['outside of a network', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, true],
  ['no network', { IpAddress: { 'aws:SourceIp': 'everywhere' } }, true],
  ['sessions of one role', { StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } }, 'unknown'],
  ['sessions of any role', { StringLike: { 'aws:userid': 'AROA*:*' } }, true],
  ['one session', { StringEquals: { 'aws:userid': 'AROAEXAMPLE:s' } }, false],
  ['access points of one account', { ArnLike: { 's3:DataAccessPointArn': accessPoint('111122223333') } }, false],
  [
    'access points of one account and of any',
    { ArnLike: { 's3:DataAccessPointArn': [accessPoint('111122223333'), accessPoint('*')] } },
    true,
  ],
  [
    'a KMS key, which once counted',
    { StringEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'arn:aws:kms:::key/k' } },
    true,
  ],
] as const)('%s: %s', (_name, condition, expected) => expect(isPublic(condition)).toBe(expected));

test('only what everyone is allowed makes a policy public', () => {
  expect(isPublic(undefined, { Effect: 'Deny' })).toBe(false);
  expect(isPublic(undefined, { Principal: { AWS: '111122223333' } })).toBe(false);
  expect(isPublic(undefined, { Principal: { Service: 'logging.s3.amazonaws.com' } })).toBe(false);
  expect(isPublic(undefined, { Principal: { AWS: ['111122223333', '*'] } })).toBe(true);
  expect(isPublic(undefined, { Action: 's3:NoSuchAction' })).toBe(true);
  expect(isPublic(undefined, { Action: [] })).toBe(false);
});
