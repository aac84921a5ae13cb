/** Evidence that is missing leaves a verdict open: it is neither a pass nor a failure, and the finding says what would settle it. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../scripts/fixtures/estate.mjs';
import type { Report } from '../../src/engine/report.js';
import { auditOf, loud } from '../audit-of.js';

const denied = { Error: { Code: 'AccessDenied', Message: 'denied' } };

const open = ({ findings }: Report): readonly string[] =>
  findings.filter(({ kind }) => kind === 'unknown').map(({ rule, message }) => `${rule} ${message}`);

describe('missing evidence', () => {
  test('Object Lock that cannot be read is no missing permission', () => {
    const { snapshot } = buildEstate({});
    snapshot.accounts[0].buckets[0].GetObjectLockConfiguration = denied;
    const report = auditOf(snapshot);
    expect(loud(report)).toEqual([]);
    expect(report.replication[0]?.aspects.objectLock).toBe('unknown');
    expect(open(report)).toEqual([expect.stringContaining('GetObjectLockConfiguration of orders could not be read')]);
  });

  test('a V1 rule to another account leaves delete markers open, for AWS contradicts itself', () => {
    const { snapshot } = buildEstate({ schemaV1: true, crossAccount: true });
    const report = auditOf(snapshot);
    expect(report.replication[0]?.verdict).toBe('replicates');
    expect(report.replication[0]?.aspects.deleteMarkers).toBe('unknown');
    expect(open(report)).toEqual([expect.stringMatching(/^evidence\/undocumented .*V1 rule/)]);
  });

  test('a key that is known by its alias only counts as needed', () => {
    const { snapshot } = buildEstate({ kms: true });
    const [source] = snapshot.accounts[0].buckets;
    snapshot.accounts[0].keys = [];
    source.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault = {
      SSEAlgorithm: 'aws:kms',
    };
    expect(loud(auditOf(snapshot))).toEqual([]);
  });

  test('KMS-encrypted objects of a bucket with another default: asks for the keys', () => {
    const { snapshot } = buildEstate({ kms: true });
    const [source] = snapshot.accounts[0].buckets;
    source.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault = {
      SSEAlgorithm: 'AES256',
    };
    const report = auditOf(snapshot);
    expect(report.replication[0]).toMatchObject({ verdict: 'replicates', byObjectClass: { 'SSE-KMS': 'unknown' } });
    expect(report.findings.find(({ kind }) => kind === 'unknown')?.help).toContain('`sourceKeys`');
  });

  test('only accounts whose organization was not read are named', () => {
    const { snapshot } = buildEstate({ crossAccount: true });
    const accounts: Snapshot[] = snapshot.accounts;
    accounts[0].organization = null;
    delete accounts[1].organization;
    const [first = ''] = open(auditOf(snapshot));
    expect(first).toContain(accounts[1].id);
    expect(first).not.toContain(accounts[0].id);
  });
});
