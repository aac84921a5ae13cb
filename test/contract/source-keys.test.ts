/** Which keys SSE-KMS objects of a source bucket are judged for. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, kmsKey, sourceAccount, type Snapshot } from '../../scripts/fixtures/estate.mjs';
import { auditOf, loud } from '../audit-of.js';

const old = `arn:aws:kms:us-east-1:${sourceAccount}:key/0000aaaa-1111-4222-8333-444444444444`;
const root = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${sourceAccount}:root` },
  Action: 'kms:*',
  Resource: '*',
};
function withOldKey(choices = {}): { snapshot: Snapshot; sourceKey: string } {
  const { snapshot, setting } = buildEstate({ kms: true, ...choices });
  snapshot.accounts[0].keys.push(kmsKey(old, sourceAccount, [root]));
  return { snapshot, sourceKey: setting.sourceKey };
}
function settings(...keys: readonly string[]) {
  return { settings: { sourceKeys: new Map([['orders', keys]]) } };
}
function plain(snapshot: Snapshot): void {
  const [rule] = snapshot.accounts[0].buckets[0].GetBucketEncryption.ServerSideEncryptionConfiguration.Rules;
  rule.ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'AES256' };
}
function statement(snapshot: Snapshot, sid: string): Snapshot {
  return snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement.find(
    ({ Sid }: { Sid: string }) => Sid === sid,
  );
}

function without(snapshot: Snapshot, sid: string): void {
  const [policy] = snapshot.accounts[0].roles[0].RolePolicyList;
  policy.PolicyDocument.Statement = policy.PolicyDocument.Statement.filter(({ Sid }: { Sid: string }) => Sid !== sid);
}

describe('the default encryption is KMS', () => {
  test('a further key that the role cannot use makes the class fail', () => {
    const { snapshot } = withOldKey();
    const report = auditOf(snapshot, settings(old));
    expect(report.replication[0]?.verdict).toBe('fails');
    expect(loud(report)).toEqual(['error kms/decrypt-not-allowed wrong-resource']);
    expect(report.findings[0]?.permission?.resource).toBe(old);
  });

  test('a further key does not take the place of the default key', () => {
    const { snapshot } = withOldKey();
    statement(snapshot, 'DecryptSource').Resource = old;
    const report = auditOf(snapshot, settings(old));
    expect(report.replication[0]?.verdict).toBe('fails');
    expect(loud(report)).toEqual(['error kms/decrypt-not-allowed wrong-resource']);
    expect(report.findings[0]?.permission?.resource).not.toBe(old);
  });

  test('both keys usable: no finding', () => {
    const { snapshot, sourceKey } = withOldKey();
    statement(snapshot, 'DecryptSource').Resource = [sourceKey, old];
    const report = auditOf(snapshot, settings(old, sourceKey));
    expect(report.replication[0]?.verdict).toBe('replicates');
    expect(loud(report)).toEqual([]);
  });
});

describe('the default encryption is another', () => {
  test('nothing names the keys: unknown', () => {
    const { snapshot } = buildEstate({ kms: true });
    plain(snapshot);
    expect(auditOf(snapshot).replication[0]).toMatchObject({
      verdict: 'replicates',
      byObjectClass: { 'SSE-S3': 'replicates', 'SSE-KMS': 'unknown', 'DSSE-KMS': 'unknown' },
    });
  });

  test('the configuration names one that works: replicates', () => {
    const { snapshot, setting } = buildEstate({ kms: true });
    plain(snapshot);
    expect(auditOf(snapshot, settings(setting.sourceKey)).replication[0]?.byObjectClass['SSE-KMS']).toBe('replicates');
  });

  test('one of two that are named does not: the worst counts', () => {
    const { snapshot, sourceKey } = withOldKey();
    plain(snapshot);
    const report = auditOf(snapshot, settings(sourceKey, old));
    expect(report.replication[0]).toMatchObject({ verdict: 'replicates', byObjectClass: { 'SSE-KMS': 'fails' } });
    expect(report.findings.map(({ permission }) => permission?.resource)).toContain(old);
  });

  test('the role can decrypt with no key at all: fails, and a warning says so', () => {
    const { snapshot } = buildEstate({ kms: true });
    plain(snapshot);
    without(snapshot, 'DecryptSource');
    const report = auditOf(snapshot);
    expect(report.replication[0]).toMatchObject({ verdict: 'replicates', byObjectClass: { 'SSE-KMS': 'fails' } });
    expect(loud(report)).toEqual(['warning kms/decrypt-not-allowed no-statement']);
  });

  test.each([
    ['names the role', 'arn:aws:iam::111122223333:role/orders-replication'],
    ['names its session', 'arn:aws:sts::111122223333:assumed-role/orders-replication/s3-replication'],
    ['names anyone', '*'],
  ])('a key policy that %s may be what allows it: unknown', (_name, principal) => {
    const { snapshot } = withOldKey();
    plain(snapshot);
    without(snapshot, 'DecryptSource');
    const statements = [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'kms:Decrypt', Resource: '*' }];
    snapshot.accounts[0].keys.push(kmsKey(`${old.slice(0, -1)}5`, sourceAccount, statements));
    expect(auditOf(snapshot).replication[0]?.byObjectClass['SSE-KMS']).toBe('unknown');
  });
});
