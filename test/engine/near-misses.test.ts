/** A statement that looks as if it allowed the request says why it does not. */
import { describe, expect, test } from '@jest/globals';
import { auditOf } from '../audit-of.js';
import { estateOf } from '../estate-of.js';

const role = 'arn:aws:iam::111122223333:role/orders-replication';
const objects = 'arn:aws:s3:::orders-replica/*';

/** What is said of the destination's only statement. */
function saidOf(statement: Readonly<Record<string, unknown>>): string {
  const { snapshot, destination } = estateOf({ crossAccount: true });
  const Statement = {
    Effect: 'Allow',
    Principal: { AWS: role },
    Action: 's3:Replicate*',
    Resource: objects,
    ...statement,
  };
  destination.GetBucketPolicy = { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) };
  const report = auditOf(snapshot);
  expect(report.replication[0]?.verdict).toBe('fails');
  return report.findings.find(({ rule }) => rule === 'destination/policy-not-allowed')?.message ?? '';
}

describe('a wildcard in a principal', () => {
  const wildcard = 'A wildcard in a principal names nobody.';

  test.each([
    role.replace(/[^/]+$/u, '*'),
    role.replace('111122223333', '*'),
    role.replace('orders', 'order?'),
    'arn:aws:sts::111122223333:assumed-role/orders-replication/*',
  ])('%s', (AWS) => {
    expect(saidOf({ Principal: { AWS } })).toContain(wildcard);
  });

  test.each([role.replace(':role/', ':role/other/'), '999988887777', `${role}2`])('none in %s', (AWS) => {
    expect(saidOf({ Principal: { AWS } })).not.toContain(wildcard);
  });
});

describe('a wildcard under an operator that compares letter by letter', () => {
  const literal = 'Only StringLike and the ARN operators read wildcards.';

  test.each([
    ['StringEquals', role.replace(/[^/]+$/u, '*')],
    ['StringEquals', role.replace('orders', 'order?')],
    ['StringEqualsIgnoreCase', `${role}*`],
  ])('%s %s', (operator, value) => {
    expect(saidOf({ Condition: { [operator]: { 'aws:PrincipalArn': [value, 'x'] } } })).toContain(literal);
  });

  test.each([
    // Would not match either way.
    ['StringEquals', 'arn:aws:iam::*:role/other-*'],
    ['StringLike', 'arn:aws:iam::*:role/other-*'],
    ['ArnEquals', 'arn:aws:iam::*:role/other-*'],
    ['StringNotLike', 'arn:aws:iam::*:role/*'],
  ])('not said of %s %s', (operator, value) => {
    expect(saidOf({ Condition: { [operator]: { 'aws:PrincipalArn': value } } })).not.toContain(literal);
  });
});
