/** How far a surplus reaches, and into whose accounts. */
import { expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../scripts/fixtures/estate.mjs';
import { auditOf } from '../audit-of.js';

/** With two buckets and a key in an account that no rule is about. */
const estateWithOthers = (resource: { readonly sid: string; readonly arn: string | readonly string[] }) => {
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
};

const messageOf = (findings: ReturnType<typeof estateWithOthers>, id: string): string | undefined =>
  findings.find(({ rule }) => rule === id)?.message;

test.each([
  ['everything', '*', '2 further of 4 buckets here (ledger, payroll), 2 of them in other accounts'],
  [
    'one more',
    ['arn:aws:s3:::orders-replica/*', 'arn:aws:s3:::ledger/*'],
    '1 further of 4 buckets here (ledger), 1 of them in other accounts',
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
  expect(message).toContain('keys here, 1 of them in other accounts');
});
