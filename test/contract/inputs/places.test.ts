/** Partitions and Regions that an input leaves out. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../../scripts/fixtures/estate.mjs';
import { auditOf, loud } from '../../audit-of.js';

function govCloud(): Snapshot {
  return JSON.parse(
    JSON.stringify(buildEstate({ kms: true, crossAccount: true }).snapshot)
      .replaceAll('arn:aws:', 'arn:aws-us-gov:')
      .replaceAll('"partition":"aws",', '')
      .replaceAll('us-east-1', 'us-gov-east-1')
      .replaceAll('us-west-2', 'us-gov-west-1'),
  );
}

describe('a partition that is not stated', () => {
  test('is that of the Region of the buckets', () => {
    const report = auditOf(govCloud());
    expect(report.replication[0]?.verdict).toBe('replicates');
    expect(loud(report)).toEqual([]);
  });

  test('is that of the roles and keys where no bucket says its Region', () => {
    const snapshot = govCloud();
    for (const account of snapshot.accounts) for (const bucket of account.buckets) delete bucket.BucketRegion;
    expect(auditOf(snapshot).findings.map(({ rule }) => rule)).not.toContain('destination/other-partition');
  });

  test('is aws where nothing says otherwise', () => {
    const { snapshot } = buildEstate({});
    delete snapshot.accounts[0].partition;
    expect(auditOf(snapshot).replication[0]?.verdict).toBe('replicates');
  });
});

describe('the Region of the destination is not known', () => {
  const withoutRegion = (choices: Readonly<Record<string, unknown>>) => {
    const { snapshot } = buildEstate(choices);
    delete snapshot.accounts[0].buckets[1].BucketRegion;
    return auditOf(snapshot);
  };

  test('whether the replica key is in it is open', () => {
    const report = withoutRegion({ kms: true });
    expect(report.replication[0]).toMatchObject({ verdict: 'unknown', byObjectClass: { 'SSE-S3': 'replicates' } });
    expect(report.findings.find(({ kind }) => kind === 'unknown')?.message).toContain('HeadBucket of orders-replica');
  });

  test('without a replica key nothing depends on it', () => {
    expect(withoutRegion({}).replication[0]).toMatchObject({
      verdict: 'replicates',
      destination: { bucket: 'orders-replica', region: null },
    });
  });
});
