/** Bucket Keys that only the destination has: AWS's pages give both forms of the encryption context. */
import { expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../scripts/fixtures/estate.mjs';
import { auditOf, loud } from '../audit-of.js';

const replica = 'arn:aws:s3:::orders-replica';

function withForms(...forms: readonly string[]): Snapshot {
  const { snapshot } = buildEstate({ kms: true, destinationBucketKey: true });
  const { Statement } = snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument;
  const statement = Statement.find(({ Sid }: { Sid: string }) => Sid === 'EncryptReplicas');
  statement.Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] = forms;
  return snapshot;
}
function openOf(snapshot: Snapshot): readonly string[] {
  return auditOf(snapshot)
    .findings.filter(({ kind }) => kind === 'unknown')
    .map(({ rule, message }) => `${rule} ${message}`);
}

test('both forms: replicates', () => {
  const report = auditOf(withForms(replica, `${replica}/*`));
  expect(report.replication[0]?.verdict).toBe('replicates');
  expect(loud(report)).toEqual([]);
});

test.each([
  ['the bucket ARN', replica],
  ['object ARNs', `${replica}/*`],
])('only %s: unknown, with a warning and the question', (_name, form) => {
  const snapshot = withForms(form);
  const report = auditOf(snapshot);
  expect(report.replication[0]?.verdict).toBe('unknown');
  expect(loud(report)).toContain('warning kms/one-context-form-only condition-not-met');
  expect(report.findings.map(({ level }) => level)).not.toContain('error');
  expect(openOf(snapshot)).toEqual([
    expect.stringMatching(/^evidence\/undocumented Whether a replica in orders-replica/u),
  ]);
  expect(report.replication[0]?.because).toHaveLength(1);
});

test('neither form: fails', () => {
  const report = auditOf(withForms('arn:aws:s3:::orders'));
  expect(report.replication[0]?.verdict).toBe('fails');
  expect(loud(report)).toContain('error kms/encrypt-not-allowed condition-not-met');
});

test('the setting of the destination was not read: that is what is missing', () => {
  const snapshot = withForms(replica);
  delete snapshot.accounts[0].buckets[1].GetBucketEncryption;
  expect(auditOf(snapshot).replication[0]?.verdict).toBe('unknown');
  expect(openOf(snapshot)).toEqual([
    expect.stringContaining('evidence/unreadable GetBucketEncryption of orders-replica was not collected'),
  ]);
});
