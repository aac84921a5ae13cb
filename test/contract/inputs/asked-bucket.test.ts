/** `--bucket` of a bucket that does not replicate: said, and the run fails. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../../scripts/fixtures/estate.mjs';
import { run, type RunResult } from '../../../src/run.js';
import { plainRun } from '../../plain-run.js';

function runOn(change: (snapshot: Snapshot) => void, buckets: readonly string[]): RunResult {
  const { snapshot } = buildEstate({});
  change(snapshot);
  return run({
    inputs: [{ name: 'estate.json', kind: 'snapshot', text: JSON.stringify(snapshot, null, 2) }],
    ...plainRun,
    buckets,
    today: '2026-11-20',
  });
}

function said({ report }: RunResult): readonly string[] {
  return report.findings.filter(({ level }) => level === 'error').map(({ message }) => message);
}

const keep = (): void => undefined;

describe('a bucket that was asked about', () => {
  test('replicates: the run passes', () => {
    expect(runOn(keep, ['orders'])).toMatchObject({ exitCode: 0 });
  });

  test('is a destination: the source is named, with a line', () => {
    const result = runOn(keep, ['orders-replica']);
    expect(result.exitCode).toBe(1);
    expect(said(result)).toEqual([expect.stringMatching(/destination of replication rule "everything" of orders\.$/)]);
    expect(result.report.findings[0]?.location?.line).toBeGreaterThan(1);
  });

  test('beside one that replicates: both are answered', () => {
    const result = runOn(keep, ['orders', 'orders-replica']);
    expect(result.exitCode).toBe(1);
    expect(result.report.replication.map(({ source, verdict }) => [source.bucket, verdict])).toEqual([
      ['orders', 'replicates'],
    ]);
  });

  test('has no replication configuration', () => {
    const result = runOn(
      (snapshot) => {
        const error = { Error: { Code: 'ReplicationConfigurationNotFoundError', Message: '' } };
        snapshot.accounts[0].buckets[0].GetBucketReplication = error;
      },
      ['orders'],
    );
    expect(result.exitCode).toBe(1);
    expect(said(result)).toEqual(['Bucket orders has no replication configuration, so nothing is replicated from it.']);
  });

  test('could not be read: unknown, as ever', () => {
    const result = runOn(
      (snapshot) => {
        snapshot.accounts[0].buckets[0].GetBucketReplication = { Error: { Code: 'AccessDenied', Message: '' } };
      },
      ['orders'],
    );
    expect(result.exitCode).toBe(3);
  });

  test('is in no input, or its configuration is not: the job cannot be done', () => {
    expect(() => runOn(keep, ['other'])).toThrow('hold no bucket "other"');
    const drop = (snapshot: Snapshot): void => {
      delete snapshot.accounts[0].buckets[0].GetBucketReplication;
    };
    expect(() => runOn(drop, ['orders'])).toThrow('hold no replication configuration of bucket "orders"');
  });
});
