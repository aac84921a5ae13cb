/** A role that S3 can never use is one finding, not a list of permissions that it lacks besides. */
import { expect, test } from '@jest/globals';
import { buildEstate } from '../../../scripts/fixtures/estate.mjs';
import { auditOf, loud } from '../../audit-of.js';

function withRole(Role: string | undefined) {
  const { snapshot } = buildEstate({});
  snapshot.accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration.Role = Role;
  return auditOf(snapshot);
}

test.each([
  ['none', undefined, 'error role/missing'],
  ['an empty text', '', 'error role/missing'],
  ['a bare name', 'orders-replication', 'error configuration/role-arn-malformed'],
  ['a user', 'arn:aws:iam::111122223333:user/orders', 'error configuration/role-arn-malformed'],
  ['of another account', 'arn:aws:iam::444455556666:role/orders-replication', 'error role/in-another-account'],
])('%s', (_name, role, expected) => {
  const report = withRole(role);
  expect(report.replication[0]?.verdict).toBe('fails');
  expect(loud(report)).toEqual([expected]);
  expect(report.replication[0]?.because).toHaveLength(1);
});
