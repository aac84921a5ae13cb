/** Replica modification sync: two rules, one in each direction, that both ask for it and both replicate. */
import { expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../scripts/fixtures/estate.mjs';
import { auditOf } from '../audit-of.js';

function twoWay(change: (source: Snapshot, destination: Snapshot) => void = () => {}): Snapshot {
  const { snapshot } = buildEstate({ twoWay: true });
  const [source, destination] = snapshot.accounts[0].buckets;
  change(source, destination);
  return snapshot;
}

function ruleOf(bucket: Snapshot): Snapshot {
  return bucket.GetBucketReplication.ReplicationConfiguration.Rules[0];
}

function aspectOf(snapshot: Snapshot, buckets: readonly string[] = []): string | undefined {
  return auditOf(snapshot, { buckets }).replication.find(({ source }) => source.bucket === 'orders')?.aspects
    .replicaModifications;
}

test('both directions replicate', () => expect(aspectOf(twoWay())).toBe('replicates'));

test('both directions replicate, and one of them is asked for', () => {
  expect(aspectOf(twoWay(), ['orders'])).toBe('replicates');
  expect(auditOf(twoWay(), { buckets: ['orders'] }).findings.map(({ rule }) => rule)).not.toContain(
    'coverage/replica-modifications-one-way',
  );
});

test('this direction fails', () => {
  expect(
    aspectOf(
      twoWay((source) => {
        source.GetObjectLockConfiguration = { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } };
      }),
    ),
  ).toBe('fails');
});

test.each([
  ['does not ask for it', (rule: Snapshot) => delete rule.SourceSelectionCriteria.ReplicaModifications],
  ['is disabled', (rule: Snapshot) => (rule.Status = 'Disabled')],
  ['goes elsewhere', (rule: Snapshot) => (rule.Destination.Bucket = 'arn:aws:s3:::elsewhere')],
])('the other direction %s', (_, change) => {
  expect(aspectOf(twoWay((_source, destination) => change(ruleOf(destination))))).toBe('fails');
});

test('whether there is another direction is not known', () => {
  const change = (_source: Snapshot, destination: Snapshot): void => {
    destination.GetBucketReplication = { Error: { Code: 'AccessDenied', Message: 'denied' } };
  };
  expect(aspectOf(twoWay(change))).toBe('unknown');
});

test('neither direction is asked for', () => expect(aspectOf(buildEstate({}).snapshot)).toBe('skipped'));
