/** A Deny says which of its conditions was met, and what of replication makes it so. */
import { expect, test } from '@jest/globals';
import { buildEstate } from '../../../scripts/fixtures/estate.mjs';
import { auditOf } from '../../audit-of.js';

const objects = 'arn:aws:s3:::orders-replica/*';

function reasonOf(Condition: unknown): string {
  const { snapshot } = buildEstate({ crossAccount: true, scp: true });
  const place = snapshot.accounts[1].buckets[0].GetBucketPolicy;
  const document = JSON.parse(place.Policy);
  const deny = { Effect: 'Deny', Principal: '*', Action: 's3:ReplicateObject', Resource: objects };
  document.Statement.push({ ...deny, ...(Condition === null ? {} : { Condition }) });
  place.Policy = JSON.stringify(document);
  const found = auditOf(snapshot).findings.filter(({ permission }) => permission?.cause === 'explicit-deny');
  expect(found.map(({ rule }) => rule)).toEqual(['role/replicate-not-allowed']);
  return found[0]?.permission?.reason ?? '';
}

const denies = 'Statement[2] of the bucket policy explicitly denies it';

test.each([
  [
    'an endpoint',
    { StringNotEquals: { 'aws:SourceVpce': ['vpce-1', 'vpce-2'] } },
    'StringNotEquals aws:SourceVpce "vpce-1", "vpce-2" is met: S3 replicates from its own network, through no VPC endpoint of yours',
  ],
  [
    'a network, in whatever case',
    { StringNotEqualsIfExists: { 'AWS:sourcevpc': 'vpc-1' } },
    'StringNotEqualsIfExists AWS:sourcevpc "vpc-1" is met: S3 replicates from its own network, through no VPC endpoint of yours',
  ],
  [
    'addresses',
    { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
    'NotIpAddress aws:SourceIp "192.0.2.0/24" is met: S3 replicates from AWS addresses, never from one in your network',
  ],
  [
    'services',
    { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
    'Bool aws:PrincipalIsAWSService "false" is met: the caller is the replication role, and a role counts as a role even if a service has assumed it',
  ],
  [
    'an organization',
    { StringNotEquals: { 'aws:PrincipalOrgID': 'o-another0001' } },
    'StringNotEquals aws:PrincipalOrgID "o-another0001" is met: account 111122223333 of the role is in organization o-exampleorg1',
  ],
  [
    'an account',
    { StringNotEquals: { 'aws:PrincipalAccount': '444455556666' } },
    'StringNotEquals aws:PrincipalAccount "444455556666" is met: the caller is a role of account 111122223333',
  ],
  [
    'a role',
    { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } },
    'ArnNotLike aws:PrincipalArn "arn:aws:iam::*:role/admin" is met: the caller is arn:aws:iam::111122223333:role/orders-replication',
  ],
  [
    'a tag of the role',
    { StringNotEquals: { 'aws:PrincipalTag/team': 'backup' } },
    'StringNotEquals aws:PrincipalTag/team "backup" is met: the role has no tag team',
  ],
  [
    'the source of a service',
    { StringNotEquals: { 'aws:SourceAccount': '111122223333' } },
    'StringNotEquals aws:SourceAccount "111122223333" is met: only a service that calls on its own behalf carries it, and here the caller is the replication role',
  ],
  [
    'a header that replication does not send',
    { StringNotEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
    'StringNotEquals s3:x-amz-acl "bucket-owner-full-control" is met: S3\'s request carries no s3:x-amz-acl',
  ],
  [
    'many values',
    { StringNotEquals: { 'aws:SourceVpce': ['a', 'b', 'c', 'd', 'e'] } },
    'StringNotEquals aws:SourceVpce "a", "b", "c" and 2 more is met: S3 replicates from its own network, through no VPC endpoint of yours',
  ],
])('a Deny of all but %s', (_name, condition, expected) => {
  expect(reasonOf(condition)).toBe(`${denies}, because its condition ${expected}`);
});

test('a Deny without a condition needs no reason', () => {
  expect(reasonOf(null)).toBe(denies);
});

test('two conditions are both named, each with its reason', () => {
  const reason = reasonOf({
    StringNotEquals: { 'aws:SourceVpce': 'vpce-1' },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  });
  expect(reason).toContain('aws:SourceVpce "vpce-1" is met');
  expect(reason).toContain(', and BoolIfExists aws:PrincipalIsAWSService "false" is met: ');
});

const role = 'arn:aws:iam::111122223333:role/orders-replication';
const listed = {
  AWS: [
    role,
    'arn:aws:sts::111122223333:assumed-role/orders-replication/s3-replication',
    'arn:aws:iam::111122223333:root',
  ],
};

test.each([
  [
    'a NotPrincipal',
    { Principal: undefined, NotPrincipal: { AWS: '444455556666' } },
    `its NotPrincipal does not list ${role}`,
  ],
  [
    'a NotPrincipal that lists a role with a boundary',
    { Principal: undefined, NotPrincipal: listed },
    'a Deny with NotPrincipal always applies to a role with a permissions boundary, even to one that it lists',
  ],
  ['a NotAction', { Action: undefined, NotAction: 's3:Get*' }, 'its NotAction does not list s3:ReplicateObject'],
  [
    'a NotResource',
    { Resource: undefined, NotResource: 'arn:aws:s3:::other/*' },
    `its NotResource does not cover ${objects}`,
  ],
  [
    'both, and a condition',
    {
      Action: undefined,
      NotAction: 's3:Get*',
      Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
    },
    'its NotAction does not list s3:ReplicateObject, and its condition StringNotEquals aws:SourceVpce "vpce-1" is met: S3 replicates from its own network, through no VPC endpoint of yours',
  ],
])('a Deny by %s', (_name, change, expected) => {
  const { snapshot } = buildEstate({ crossAccount: true, boundary: true });
  const place = snapshot.accounts[1].buckets[0].GetBucketPolicy;
  const document = JSON.parse(place.Policy);
  const deny = { Effect: 'Deny', Principal: '*', Action: 's3:ReplicateObject', Resource: objects };
  document.Statement.push({ ...deny, ...change });
  place.Policy = JSON.stringify(document);
  const found = auditOf(snapshot).findings.find(({ rule }) => rule === 'role/replicate-not-allowed');
  expect(found?.permission?.reason).toBe(`${denies}, because ${expected}`);
});

test('a role whose tags the answer leaves out has none', () => {
  const { snapshot } = buildEstate({ crossAccount: true });
  delete snapshot.accounts[0].roles[0].Tags;
  const place = snapshot.accounts[1].buckets[0].GetBucketPolicy;
  const document = JSON.parse(place.Policy);
  const Condition = { StringNotEquals: { 'aws:PrincipalTag/team': 'backup' } };
  document.Statement.push({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:ReplicateObject',
    Resource: objects,
    Condition,
  });
  place.Policy = JSON.stringify(document);
  const found = auditOf(snapshot).findings.find(({ rule }) => rule === 'role/replicate-not-allowed');
  expect(found?.permission?.reason).toContain('the role has no tag team');
});
