/** How far unneeded access reaches, and into whose accounts. */
import { expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../../scripts/fixtures/estate.mjs';
import { auditOf } from '../../audit-of.js';

/** With two buckets and a key in an account that no rule is about. */
function estateWithOthers(resource: { readonly sid: string; readonly arn: string | readonly string[] }) {
  const { snapshot } = buildEstate({ kms: true, crossAccount: true });
  const other: Snapshot = structuredClone(snapshot.accounts[1]);
  other.id = '777788889999';
  const [bucket] = other.buckets;
  other.buckets = ['payroll', 'ledger'].map((Name) => ({ ...bucket, Name }));
  for (const key of other.keys) {
    const { KeyMetadata } = key.DescribeKey;
    KeyMetadata.Arn = KeyMetadata.Arn.replace('444455556666', other.id);
    KeyMetadata.AWSAccountId = other.id;
  }
  snapshot.accounts.push(other);
  const { Statement } = snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument;
  Statement.find(({ Sid }: { Sid: string }) => Sid === resource.sid).Resource = resource.arn;
  return auditOf(snapshot).findings;
}

function messageOf(findings: ReturnType<typeof estateWithOthers>, id: string): string | undefined {
  return findings.find(({ rule }) => rule === id)?.message;
}

test.each([
  ['everything', '*', '2 more of the 4 buckets that were read (ledger, payroll), 2 of them in other accounts'],
  [
    'one more',
    ['arn:aws:s3:::orders-replica/*', 'arn:aws:s3:::ledger/*'],
    '1 more of the 4 buckets that were read (ledger), 1 of them in other accounts',
  ],
])('buckets of other accounts are counted: %s', (_name, arn, expected) => {
  expect(messageOf(estateWithOthers({ sid: 'WriteReplicas', arn }), 'least-privilege/resource-too-broad')).toContain(
    expected,
  );
});

test('keys of other accounts are counted, and the replica key is none of them', () => {
  const message = messageOf(
    estateWithOthers({ sid: 'EncryptReplicas', arn: '*' }),
    'least-privilege/kms-key-too-broad',
  );
  expect(message).toContain('keys that were read, 1 of them in other accounts');
});

/** The role as it is, with one more policy. */
function withPolicy(statement: unknown) {
  const { snapshot } = buildEstate({});
  snapshot.accounts[0].roles[0].RolePolicyList.push({
    PolicyName: 'more',
    PolicyDocument: { Version: '2012-10-17', Statement: statement },
  });
  return auditOf(snapshot).findings.filter(({ rule }) => rule.startsWith('least-privilege/'));
}

test('a grant of everything is too broad, and no mix-up of source and destination', () => {
  const findings = withPolicy({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
  expect(findings.map(({ rule }) => rule)).toEqual([
    'least-privilege/action-not-needed',
    'least-privilege/resource-too-broad',
  ]);
  expect(findings[0]?.message).toContain('most serious first: s3:DeleteObjectVersion, s3:BypassGovernanceRetention, ');
  expect(findings[0]?.message).toContain('They are granted by Statement[0] of identity-based policy "more" (s3:*).');
});

test('a read that names the destination is a mix-up', () => {
  const findings = withPolicy({
    Effect: 'Allow',
    Action: 's3:GetObjectVersionForReplication',
    Resource: 'arn:aws:s3:::orders-replica/*',
  });
  expect(findings.map(({ rule }) => rule)).toContain('least-privilege/direction-mixed-up');
});

test('one action is told as one, with an object of the estate', () => {
  const [finding] = withPolicy({
    Effect: 'Allow',
    Action: 's3:ObjectOwnerOverrideToBucketOwner',
    Resource: 'arn:aws:s3:::orders-replica/*',
  });
  expect(finding?.message).toBe(
    'Replication role arn:aws:iam::111122223333:role/orders-replication is allowed s3:ObjectOwnerOverrideToBucketOwner, which its replication rules do not need, for example on arn:aws:s3:::orders-replica/any-key. It is granted by Statement[0] of identity-based policy "more" (s3:ObjectOwnerOverrideToBucketOwner).',
  );
});
