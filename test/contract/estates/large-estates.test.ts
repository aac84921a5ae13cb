/** Lists of a size that no stack holds as arguments: read, judged and shown without one. */
import { expect, test } from '@jest/globals';
import { audit } from '../../../src/judge.js';
import { error, keyOf, read, snapshot } from '../../sources/snapshots.js';

const many = 200_000;

test('grants of one key', () => {
  const Grants = Array.from({ length: many }, (_, index) => ({ GrantId: `grant-${index}` }));
  const { grants } = keyOf({ ListGrants: { Grants } });
  expect(grants.state === 'known' ? grants.value : []).toHaveLength(many);
});

test('replication configurations that cannot be read', () => {
  const GetBucketReplication = error('AccessDenied');
  const buckets = Array.from({ length: 150_000 }, (_, index) => ({ Name: `bucket-${index}`, GetBucketReplication }));
  const report = audit(read(snapshot({ buckets })));
  expect(report.summary.verdicts.unknown).toBe(buckets.length);
}, 120_000);
