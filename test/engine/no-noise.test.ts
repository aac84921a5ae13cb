/** One mistake is told once, and by the rule that it is about. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../scripts/fixtures/estate.mjs';
import { auditOf, loud } from '../audit-of.js';

function statementOf(snapshot: Snapshot, sid: string): Snapshot {
  return snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement.find(
    ({ Sid }: { Sid: string }) => Sid === sid,
  );
}

describe('no noise', () => {
  test('an object action on a bucket is a dead grant, not access to more', () => {
    const { snapshot, setting } = buildEstate({});
    statementOf(snapshot, 'WriteReplicas').Resource = `arn:aws:s3:::${setting.destination}`;
    expect(loud(auditOf(snapshot))).toEqual(['error role/replicate-not-allowed wrong-resource']);
  });

  test('a bucket action on objects likewise, and access to another bucket is told', () => {
    const { snapshot, setting } = buildEstate({});
    const statement = statementOf(snapshot, 'ReadConfiguration');
    statement.Resource = [statement.Resource, `arn:aws:s3:::${setting.source}/*`];
    expect(loud(auditOf(snapshot))).toEqual([]);
    statement.Resource = [...statement.Resource, 'arn:aws:s3:::payroll'];
    expect(loud(auditOf(snapshot))).toEqual(['warning least-privilege/resource-too-broad']);
  });

  test('a KMS action on an alias reaches no key', () => {
    const { snapshot } = buildEstate({ kms: true });
    const statement = statementOf(snapshot, 'DecryptSource');
    statement.Resource = [statement.Resource, 'arn:aws:kms:us-east-1:111122223333:alias/orders'];
    expect(loud(auditOf(snapshot))).toEqual([]);
  });

  test('of a role that does not exist nothing else is told', () => {
    const { snapshot, setting } = buildEstate({ kms: true });
    snapshot.accounts[0].roles = [{ Arn: setting.role, GetRole: { Error: { Code: 'NoSuchEntity', Message: '' } } }];
    const report = auditOf(snapshot);
    expect(loud(report)).toEqual(['error role/missing']);
    expect(report.replication[0]?.verdict).toBe('fails');
  });

  test('a replica key without the selection of KMS objects does not make KMS rights superfluous', () => {
    const { snapshot } = buildEstate({ kms: true });
    delete snapshot.accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration.Rules[0]
      .SourceSelectionCriteria;
    expect(loud(auditOf(snapshot))).toEqual([
      'error coverage/kms-objects-not-selected',
      'error coverage/replica-key-without-selection',
    ]);
  });
});
