/** Two actions read an SSE-S3 object: either will do, but whether it still does where the other is denied is not documented. */
import { expect, test } from '@jest/globals';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { auditOf } from '../audit-of.js';

const never: readonly (readonly [string, string])[] = [];

function readWith(...statements: readonly Readonly<Record<string, unknown>>[]) {
  return answeredWith(never, ...statements);
}

function answeredWith(
  settled: readonly (readonly [string, string])[],
  ...statements: readonly Readonly<Record<string, unknown>>[]
) {
  const { snapshot } = buildEstate({});
  const document = snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument;
  const read = document.Statement.find(({ Sid }: { Sid: string }) => Sid === 'ReadSource');
  read.Action = read.Action.filter((name: string) => name !== 's3:GetObjectVersionForReplication');
  document.Statement.push(...statements);
  const { replication, findings } = auditOf(snapshot, { settings: { settled: new Map(settled) } });
  const missing = findings.filter(({ level }) => level === 'error').map(({ permission }) => permission);
  const open = findings.filter(({ rule }) => rule === 'evidence/undocumented').map(({ help }) => help);
  return { verdict: replication[0]?.verdict, counterexample: replication[0]?.counterexample, missing, open };
}
function onSource(Effect: string, action: string, pattern: string) {
  return {
    Effect,
    Action: `s3:${action}`,
    Resource: `arn:aws:s3:::orders/${pattern}`,
  };
}

test('each reads its own objects', () => {
  const { verdict, missing, open } = readWith(
    onSource('Allow', 'GetObjectVersionForReplication', 'new/*'),
    onSource('Allow', 'GetObjectVersion', '*'),
  );
  expect([verdict, missing, open]).toEqual(['replicates', [], []]);
});

test.each([
  ['nobody', never, 'unknown'],
  ['yes', [['request:A-12b', 'yes']], 'replicates'],
  ['no', [['request:A-12b', 'no']], 'partly'],
] as const)('a Deny of the one, and an Allow of the other: answered by %s', (_answer, settled, expected) => {
  const { verdict, missing, open } = answeredWith(
    settled,
    onSource('Allow', 'GetObjectVersionForReplication', '*'),
    onSource('Deny', 'GetObjectVersionForReplication', 'old/*'),
    onSource('Allow', 'GetObjectVersion', '*'),
  );
  expect(verdict).toBe(expected);
  expect(missing).toHaveLength(expected === 'partly' ? 1 : 0);
  expect(open).toEqual(expected === 'unknown' ? [expect.stringContaining('"request:A-12b"')] : []);
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
