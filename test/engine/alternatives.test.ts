/** Two actions read an SSE-S3 object: what one lets through is not lost to a Deny of the other. */
import { expect, test } from '@jest/globals';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { auditOf } from '../audit-of.js';

function readWith(...statements: readonly Readonly<Record<string, unknown>>[]) {
  const { snapshot } = buildEstate({});
  const document = snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument;
  const read = document.Statement.find(({ Sid }: { Sid: string }) => Sid === 'ReadSource');
  read.Action = read.Action.filter((name: string) => name !== 's3:GetObjectVersionForReplication');
  document.Statement.push(...statements);
  const { replication, findings } = auditOf(snapshot);
  const missing = findings.filter(({ level }) => level === 'error').map(({ permission }) => permission);
  return { verdict: replication[0]?.verdict, counterexample: replication[0]?.counterexample, missing };
}
function onSource(Effect: string, action: string, pattern: string) {
  return {
    Effect,
    Action: `s3:${action}`,
    Resource: `arn:aws:s3:::orders/${pattern}`,
  };
}

test('each reads its own objects', () => {
  const { verdict, missing } = readWith(
    onSource('Allow', 'GetObjectVersionForReplication', '*'),
    onSource('Deny', 'GetObjectVersionForReplication', 'old/*'),
    onSource('Allow', 'GetObjectVersion', 'old/*'),
  );
  expect([verdict, missing]).toEqual(['replicates', []]);
});

test('the example is an object that neither reads', () => {
  const { verdict, counterexample, missing } = readWith(
    onSource('Allow', 'GetObjectVersionForReplication', 'new/*'),
    onSource('Deny', 'GetObjectVersionForReplication', 'a*'),
    onSource('Allow', 'GetObjectVersion', 'a*'),
  );
  expect(verdict).toBe('partly');
  expect(counterexample).toBe('orders/b');
  expect(missing).toEqual([
    expect.objectContaining({
      action: 's3:GetObjectVersionForReplication',
      cause: 'wrong-resource',
      counterexample: 'orders/b',
    }),
  ]);
});

test('what neither reads is missing for all', () => {
  const { verdict, missing } = readWith(onSource('Deny', 'GetObjectVersion', '*'));
  expect(verdict).toBe('fails');
  expect(missing).toEqual([
    expect.objectContaining({ action: 's3:GetObjectVersionForReplication', cause: 'no-statement' }),
  ]);
});
