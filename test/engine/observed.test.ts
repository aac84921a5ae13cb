import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { audit } from '../../src/judge.js';
import type { Report } from '../../src/report/model.js';
import { readSnapshots } from '../../src/sources/snapshot/read-snapshot.js';
import markdown from '../../src/reporters/markdown.js';
import table from '../../src/reporters/table.js';

interface RawBucket {
  readonly Name: string;
  readonly GetBucketReplication?: { readonly ReplicationConfiguration?: { readonly Rules: readonly object[] } };
}

/** The estate, with what was seen in its source bucket and with further replication rules. */
function reportOf(fixture: string, observed: object | undefined, more: readonly object[] = []): Report {
  const path = new URL(`../../fixtures/estates/${fixture}.json`, import.meta.url);
  const estate = JSON.parse(readFileSync(path, 'utf8')) as { accounts: { buckets: RawBucket[] }[] };
  for (const account of estate.accounts) {
    account.buckets = account.buckets.map((bucket) => {
      const configuration = bucket.GetBucketReplication?.ReplicationConfiguration;
      if (configuration === undefined) return bucket;
      return {
        ...bucket,
        GetBucketReplication: {
          ReplicationConfiguration: { ...configuration, Rules: [...configuration.Rules, ...more] },
        },
        ...(observed === undefined ? {} : { ObservedReplication: observed }),
      };
    });
  }
  return audit(readSnapshots([{ name: 'x', kind: 'snapshot', text: JSON.stringify(estate) }]).estate);
}

function versions(statuses: Readonly<Record<string, string | null>>) {
  return {
    Versions: Object.entries(statuses).map(([Key, ReplicationStatus]) => ({ Key, VersionId: 'v', ReplicationStatus })),
  };
}

const mixed = versions({ 'logs/1': 'COMPLETED', 'logs/2': 'FAILED', 'logs/3': 'COMPLETED', other: 'FAILED' });
const done = versions({ 'logs/1': 'COMPLETED', 'logs/2': 'COMPLETED', 'logs/3': 'PENDING' });
const failed = versions({ a: 'FAILED', b: 'FAILED' });

function observedIn(report: Report) {
  return report.replication[0]?.observed;
}

/** Tells the same keys to replicate to a bucket that is not there. */
const toNowhere = {
  ID: 'nowhere',
  Priority: 9,
  Status: 'Enabled',
  Filter: { Prefix: 'logs/' },
  DeleteMarkerReplication: { Status: 'Disabled' },
  Destination: { Bucket: 'arn:aws:s3:::nowhere-to-be-found' },
};

describe('what was seen, beside the verdict', () => {
  test('is not told where nobody looked', () => {
    expect(observedIn(reportOf('prefix-logs-slash-good', undefined))).toBeUndefined();
  });

  test.each([
    [
      'agreement',
      'prefix-logs-slash-good',
      done,
      true,
      'Predicted to replicate, and 2 of 3 recent object versions did.',
    ],
    [
      'disagreement, in the keys that the rule selects',
      'prefix-logs-slash-good',
      mixed,
      false,
      'Predicted to replicate, but 1 of 3 recent object versions FAILED.',
    ],
    [
      'no word yet',
      'prefix-logs-slash-good',
      versions({ 'logs/1': 'PENDING', 'logs/2': null }),
      null,
      'None of 2 recent object versions has a final replication status.',
    ],
    [
      'nothing that the rule selects',
      'prefix-logs-slash-good',
      failed,
      null,
      'None of the recent object versions is one that the replication rule selects.',
    ],
    [
      'a failure that was predicted',
      'article-no-kms-decrypt',
      failed,
      true,
      'Predicted to fail, and 2 of 2 recent object versions did.',
    ],
    [
      'a success that was not',
      'article-no-kms-decrypt',
      versions({ a: 'COMPLETED', b: 'FAILED' }),
      false,
      'Predicted to fail, but 1 of 2 recent object versions are COMPLETED. They may have been written before the fault.',
    ],
    [
      'a refusal',
      'prefix-logs-slash-good',
      { Operation: 'HeadObject', Error: { Code: 'AccessDenied', Message: '' } },
      null,
      'The replication status of object versions could not be read: AccessDenied.',
    ],
  ] as const)('%s', (_what, fixture, seen, agrees, message) => {
    const report = reportOf(fixture, seen);
    expect(observedIn(report)).toMatchObject({ agrees, message });
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(
      reportOf(fixture, undefined).replication.map(({ verdict }) => verdict),
    );
  });

  test('a failure may be that of another destination', () => {
    const report = reportOf('prefix-logs-slash-good', mixed, [toNowhere]);
    expect(report.replication.map(({ verdict, observed }) => [verdict, observed?.agrees])).toEqual([
      ['replicates', null],
      ['unknown', null],
    ]);
    expect(observedIn(report)?.message).toBe(
      '1 of 3 recent object versions FAILED. The status does not say at which of the destinations.',
    );
  });

  test('stands in the table and in Markdown, agreement too', () => {
    const options = { rules: [], color: false, width: 100, workingDirectory: '/', failOn: 'error' } as const;
    const report = reportOf('prefix-logs-slash-good', done);
    expect(table(report, options)).toContain(
      '\nObserved\n\n  replicates  archive → archive-replica (rule everything)\n              Predicted to replicate, and 2 of 3 recent object versions did.\n',
    );
    expect(markdown(report, options)).toContain(
      '|  | Predicted to replicate, and 2 of 3 recent object versions did. |',
    );
    const bare = reportOf('prefix-logs-slash-good', undefined);
    expect(table(bare, options)).not.toContain('Observed');
    expect(markdown(bare, options)).not.toContain('| observed |');
  });
});
