/** Pairs of one role and the same keys: what is said of each is what is said of it alone. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../scripts/fixtures/estate.mjs';
import { auditOf, loud } from '../audit-of.js';

type Change = (statements: Snapshot[]) => void;

function statement(statements: Snapshot[], sid: string): Snapshot {
  return statements.find(({ Sid }: Snapshot) => Sid === sid);
}
function onContext(sid: string, arn: string): Change {
  return (statements) => {
    statement(statements, sid).Condition = { StringLike: { 'kms:EncryptionContext:aws:s3:arn': `${arn}/*` } };
  };
}
function without(sid: string): Change {
  return (statements) => {
    statements.splice(statements.indexOf(statement(statements, sid)), 1);
  };
}
const denial = { Sid: 'No', Effect: 'Deny', Action: 's3:ReplicateObject', Resource: '*' };

/** `orders` and a second bucket like it replicate to one bucket, by one role that is allowed what both need. */
function twoSources(name: string, change: Change): Snapshot {
  const { snapshot } = buildEstate({ kms: true });
  const [account] = snapshot.accounts;
  const statements = account.roles[0].RolePolicyList[0].PolicyDocument.Statement;
  for (const each of statements) {
    if (each.Action[0].startsWith('s3:')) each.Resource = '*';
    else delete each.Condition;
  }
  change(statements);
  account.buckets.push({ ...structuredClone(account.buckets[0]), Name: name });
  return snapshot;
}

function alone(snapshot: Snapshot, name: string): Snapshot {
  const copy = structuredClone(snapshot);
  for (const bucket of copy.accounts[0].buckets)
    if (bucket.Name !== name)
      bucket.GetBucketReplication = { Error: { Code: 'ReplicationConfigurationNotFoundError' } };
  return copy;
}

/** The entry of a bucket, and its own findings. A question that leaves several pairs open is a finding for all of them together. */
function saidOf(snapshot: Snapshot, name: string) {
  const { replication, findings } = auditOf(snapshot);
  const own = findings.filter(({ sourceBucket, kind }) => sourceBucket === name && kind === 'problem');
  return {
    entries: replication.filter(({ source }) => source.bucket === name).map((entry) => ({ ...entry, because: null })),
    findings: own.map((finding) => ({ ...finding, location: null })),
  };
}

const changes: readonly (readonly [string, Change])[] = [
  ['nothing is conditional', () => undefined],
  ['decrypting is for one of them', onContext('DecryptSource', 'arn:aws:s3:::orders')],
  ['decrypting is for the other', onContext('DecryptSource', 'arn:aws:s3:::SECOND')],
  ['replicas are encrypted for another bucket', onContext('EncryptReplicas', 'arn:aws:s3:::elsewhere')],
  ['nothing is decrypted', without('DecryptSource')],
  [
    'a class of objects is denied',
    (statements) =>
      statements.push({ ...denial, Condition: { StringEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } } }),
  ],
  [
    'a Region is denied',
    (statements) => statements.push({ ...denial, Condition: { StringEquals: { 'aws:RequestedRegion': 'us-west-2' } } }),
  ],
];

describe.each(['another', 'zebra'])('with a second source %s', (second) => {
  test.each(changes)('%s', (_name, change) => {
    const snapshot = JSON.parse(JSON.stringify(twoSources(second, change)).replaceAll('SECOND', second));
    for (const name of ['orders', second]) expect(saidOf(snapshot, name)).toEqual(saidOf(alone(snapshot, name), name));
  });
});

test('a rule that is left no objects allows nothing to the next', () => {
  const snapshot = twoSources('another', without('DecryptSource'));
  const { Rules: rules } = snapshot.accounts[0].buckets.at(-1).GetBucketReplication.ReplicationConfiguration;
  rules[0].Filter = { Prefix: 'a/' };
  rules.push({ ...structuredClone(rules[0]), ID: 'wider', Priority: 2, Filter: { Prefix: '' } });
  const report = auditOf(snapshot);
  expect(
    report.replication.map(({ source, replicationRule, verdict }) => [source.bucket, replicationRule?.id, verdict]),
  ).toEqual([
    ['another', 'everything', 'skipped'],
    ['another', 'wider', 'fails'],
    ['orders', 'everything', 'fails'],
  ]);
  expect(loud(report)).toContain('error kms/decrypt-not-allowed wrong-resource');
});
