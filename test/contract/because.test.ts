/** `because` names the findings that explain the verdict, and no others of the same pair. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../scripts/fixtures/estate.mjs';
import type { Report } from '../../src/report/model.js';
import { auditOf } from '../audit-of.js';

const denied = { Error: { Code: 'AccessDenied', Message: 'denied' } };

function because({ replication, findings }: Report, entry = 0): readonly string[] {
  return (replication[entry]?.because ?? [])
    .map((fingerprint) => findings.find((finding) => finding.fingerprint === fingerprint))
    .map((finding) => `${finding?.rule} ${finding?.permission?.action ?? ''}`.trim())
    .sort();
}

function statement(snapshot: Snapshot, sid: string): Snapshot {
  return snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement.find(
    ({ Sid }: { Sid: string }) => Sid === sid,
  );
}

describe('because', () => {
  test('of a rule that replicates: nothing, whatever else is wrong', () => {
    const { snapshot } = buildEstate({ deleteMarkers: true });
    statement(snapshot, 'WriteReplicas').Action = ['s3:ReplicateObject'];
    const report = auditOf(snapshot);
    expect(report.replication[0]).toMatchObject({ verdict: 'replicates', aspects: { deleteMarkers: 'fails' } });
    expect(because(report)).toEqual([]);
  });

  test('of a failure: what stops objects, not what stops delete markers', () => {
    const { snapshot } = buildEstate({ deleteMarkers: true });
    statement(snapshot, 'WriteReplicas').Action = ['s3:ReplicateTags'];
    expect(because(auditOf(snapshot))).toEqual(['role/replicate-not-allowed s3:ReplicateObject']);
  });

  test('of a failure for plain objects: nothing about KMS objects', () => {
    const { snapshot } = buildEstate({ kms: true });
    const [source] = snapshot.accounts[0].buckets;
    source.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault = {
      SSEAlgorithm: 'AES256',
    };
    statement(snapshot, 'EncryptReplicas').Action = ['kms:Decrypt'];
    snapshot.accounts[0].buckets[1].GetBucketVersioning = {};
    const report = auditOf(snapshot);
    expect(report.findings.map(({ rule }) => rule)).toContain('kms/encrypt-not-allowed');
    expect(because(report)).toEqual(['versioning/destination-not-enabled']);
  });

  test('of objects that are passed over: why they are', () => {
    const { snapshot } = buildEstate({ kms: true });
    const [source] = snapshot.accounts[0].buckets;
    const [rule] = source.GetBucketReplication.ReplicationConfiguration.Rules;
    delete rule.SourceSelectionCriteria;
    delete rule.Destination.EncryptionConfiguration;
    expect(because(auditOf(snapshot))).toEqual(['coverage/kms-objects-not-selected']);
  });

  test('of a rule that another one leaves nothing: that one', () => {
    const { snapshot } = buildEstate({});
    const { Rules } = snapshot.accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration;
    Rules.push({ ...structuredClone(Rules[0]), ID: 'logs', Priority: 0, Filter: { Prefix: 'logs/' } });
    expect(because(auditOf(snapshot), 1)).toEqual(['coverage/replication-rule-shadowed']);
  });

  test('of two open verdicts that wait for one answer: both name it', () => {
    const { snapshot } = buildEstate({});
    const { Rules } = snapshot.accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration;
    Rules[0].Filter = { Prefix: 'a/' };
    Rules.push({ ...structuredClone(Rules[0]), ID: 'second', Priority: 2, Filter: { Prefix: 'b/' } });
    snapshot.accounts[0].buckets[1].GetBucketVersioning = denied;
    const report = auditOf(snapshot);
    expect(because(report, 0)).toEqual(['evidence/unreadable']);
    expect(report.replication[1]?.because).toEqual(report.replication[0]?.because);
  });

  test('of some keys disproved and the rest open: the failure and what is missing', () => {
    const { snapshot } = buildEstate({ crossAccount: true });
    statement(snapshot, 'WriteReplicas').Resource = 'arn:aws:s3:::orders-replica/logs/*';
    snapshot.accounts[1].buckets[0].GetBucketPolicy = denied;
    const report = auditOf(snapshot);
    expect(report.replication[0]?.verdict).toBe('unknown');
    expect(because(report)).toEqual(['evidence/unreadable', 'role/replicate-not-allowed s3:ReplicateObject']);
  });

  test('of a configuration that cannot be read: that it cannot', () => {
    const { snapshot } = buildEstate({});
    snapshot.accounts[0].buckets[0].GetBucketReplication = denied;
    const report = auditOf(snapshot);
    expect(report.replication[0]).toMatchObject({ verdict: 'unknown', replicationRule: null, destination: null });
    expect(because(report)).toEqual(['evidence/unreadable']);
  });
});
