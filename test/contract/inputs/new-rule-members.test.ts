/** Members of a replication rule that are new, unknown to this program, or hold values it does not know. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate } from '../../../scripts/fixtures/estate.mjs';
import type { Report, ReplicationEntry } from '../../../src/report/model.js';
import { auditOf } from '../../audit-of.js';

type Changed = Record<string, unknown>;

/** A correct estate with its only replication rule changed. */
function reportWith(
  change: (rule: Changed, configuration: Changed) => void,
  options: Readonly<Record<string, unknown>> = { kms: true },
): Report {
  const snapshot = buildEstate(options).snapshot as {
    accounts: { buckets: { GetBucketReplication: { ReplicationConfiguration: Changed & { Rules: Changed[] } } }[] }[];
  };
  const configuration = snapshot.accounts[0]?.buckets[0]?.GetBucketReplication.ReplicationConfiguration;
  const [rule] = configuration?.Rules ?? [];
  if (configuration === undefined || rule === undefined) throw new Error('The estate has no replication rule.');
  change(rule, configuration);
  return auditOf(snapshot);
}

function entryWith(
  change: (rule: Changed, configuration: Changed) => void,
  options?: Readonly<Record<string, unknown>>,
): ReplicationEntry {
  const [entry] = reportWith(change, options).replication;
  if (entry === undefined) throw new Error('Nothing was judged.');
  return entry;
}

function at(rule: Changed, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let there = rule;
  for (const name of names) there = (there[name] ??= {}) as Changed;
  there[last] = value;
}

test('the estate replicates as it is', () => {
  expect(entryWith(() => {}).verdict).toBe('replicates');
});

describe('a member that is not known may select or encrypt: the verdict is open', () => {
  test.each([
    'Filter.Nor',
    'Filter.And.Or',
    'Filter.Not.Suffix',
    'Filter.ObjectSizeGreaterThan',
    'SourceSelectionCriteria.ClientSideEncryptedObjects',
    'SourceSelectionCriteria.SseKmsEncryptedObjects.Keys',
    'Destination.AccessPoint',
    'Destination.EncryptionConfiguration.KeyPolicy',
    'Destination.AccessControlTranslation.Grants',
    'Encryption',
    'Schedule',
  ])('%s', (path) => {
    const report = reportWith((rule) => at(rule, path, { Status: 'Enabled' }));
    const [entry] = report.replication;
    expect(entry?.verdict).toBe('unknown');
    expect(Object.values(entry?.byObjectClass ?? {})).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    const because = report.findings.filter(({ fingerprint }) => entry?.because.includes(fingerprint));
    expect(because.some(({ message }) => message.includes(path))).toBe(true);
  });

  test('a member of the whole configuration is one of each rule', () => {
    expect(entryWith((_, configuration) => (configuration['Mode'] = 'Paused')).verdict).toBe('unknown');
  });

  test('a lower rule with the same destination is open, too; one with another is not', () => {
    const second = (bucket: string) => (rule: Changed, configuration: Changed) => {
      at(rule, 'Filter.Nor', {});
      const destination = { ...(rule['Destination'] as Changed), Bucket: bucket };
      const other = { ...structuredClone(rule), ID: 'second', Priority: -1, Filter: {}, Destination: destination };
      (configuration['Rules'] as Changed[]).push(other);
    };
    const bucket = 'arn:aws:s3:::orders-replica';
    const of = (name: string) => reportWith(second(name)).replication.map(({ verdict }) => verdict);
    expect(of(bucket)).toEqual(['unknown', 'unknown']);
    const texts = reportWith(second('arn:aws:s3:::elsewhere')).findings.map(({ message }) => message);
    expect(texts.filter((text) => text.includes('are left to'))).toEqual([]);
  });
});

describe('a value that is not known', () => {
  test.each([
    ['Status', 'Paused', 'unknown'],
    ['Status', 'enabled', 'unknown'],
    ['Status', undefined, 'unknown'],
    ['SourceSelectionCriteria.SseKmsEncryptedObjects.Status', 'Required', 'unknown'],
    ['Destination.AccessControlTranslation.Owner', 'Source', 'unknown'],
    ['Destination.EncryptionConfiguration.UseSourceMultiRegionKey.Status', 'Preferred', 'unknown'],
    ['DeleteMarkerReplication.Status', 'Sometimes', 'replicates'],
    ['SourceSelectionCriteria.ReplicaModifications.Status', 'Sometimes', 'replicates'],
    ['Destination.Metrics.Status', 'Sometimes', 'replicates'],
    ['Destination.StorageClass', 'GLACIER_NEXT', 'replicates'],
  ])('%s: %s', (path, value, expected) => {
    const report = reportWith((rule) => at(rule, path, value));
    expect(report.replication[0]?.verdict).toBe(expected);
    if (path === 'Destination.StorageClass') return;
    expect(report.findings.some(({ message }) => message.includes(path))).toBe(true);
  });

  test('leaves its aspect open', () => {
    const { aspects } = entryWith((rule) => {
      at(rule, 'DeleteMarkerReplication.Status', 'Sometimes');
      at(rule, 'SourceSelectionCriteria.ReplicaModifications', { Status: 'Sometimes' });
    });
    expect([aspects.deleteMarkers, aspects.replicaModifications]).toEqual(['unknown', 'unknown']);
  });
});

describe('what a rule leaves out', () => {
  test.each([
    [{ Prefix: 'secret/' }, 'replicates'],
    [{ Tag: { Key: 'class', Value: 'secret' } }, 'replicates'],
    [{ Or: { Prefixes: ['a/', 'b/'], Tags: [{ Key: 'class', Value: 'secret' }] } }, 'replicates'],
    [{ Prefix: '' }, 'unknown'],
    [{}, 'unknown'],
    [{ Prefix: 'a/', Tag: { Key: 'class', Value: 'secret' } }, 'unknown'],
  ])('%j', (Not, expected) => {
    expect(entryWith((rule) => (rule['Filter'] = { Not })).verdict).toBe(expected);
    expect(entryWith((rule) => (rule['Filter'] = { And: { Prefix: '', Not } })).verdict).toBe(expected);
  });
});
