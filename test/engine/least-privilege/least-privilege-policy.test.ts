/** The policy that is offered in place of a broad one is enough, and is not too broad itself. */
import { expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../../scripts/fixtures/estate.mjs';
import { jsonOf } from '../../help-json.js';
import { auditOf } from '../../audit-of.js';

function setPolicies(snapshot: Snapshot, documentFor: (arn: string) => unknown): void {
  for (const { roles } of snapshot.accounts)
    for (const role of roles)
      role.RolePolicyList = [{ PolicyName: 'replication', PolicyDocument: documentFor(role.Arn) }];
}

test.each([
  ['plain', {}],
  ['KMS', { kms: true }],
  ['Bucket Keys', { kms: true, sourceBucketKey: true, destinationBucketKey: true }],
  ['cross-account, KMS, owner override', { kms: true, crossAccount: true, ownerOverride: true }],
  ['Object Lock', { objectLock: true }],
  ['delete markers', { deleteMarkers: true }],
  ['a prefix', { prefix: 'logs/' }],
  ['a prefix with wildcards in it', { prefix: 'b?c$d/', kms: true }],
  ['both ways', { twoWay: true, kms: true }],
  ['the older schema', { schemaV1: true }],
])('%s', (_name, choices) => {
  const { snapshot } = buildEstate(choices);
  setPolicies(snapshot, () => ({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: ['s3:*', 'kms:*'], Resource: '*' },
  }));
  const broad = auditOf(snapshot);
  setPolicies(snapshot, (arn) => {
    const finding = broad.findings.find(
      ({ rule, resource }) => rule === 'least-privilege/action-not-needed' && resource === arn,
    );
    expect(finding?.help).toContain(`Replace the identity-based policies of role ${arn} in account `);
    return jsonOf(finding?.help ?? '');
  });
  const narrow = auditOf(snapshot);
  expect(narrow.replication.map(({ verdict }) => verdict)).toEqual(broad.replication.map(({ verdict }) => verdict));
  expect(narrow.replication.every(({ verdict }) => verdict === 'replicates')).toBe(true);
  expect(narrow.findings.filter(({ level }) => level !== 'note')).toEqual([]);
  expect(narrow.findings.filter(({ rule }) => rule.startsWith('least-privilege/'))).toEqual([]);
});
