/** Replication configurations that AWS documents as invalid: none of their rules is in force. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate } from '../../../scripts/fixtures/estate.mjs';
import type { Report } from '../../../src/report/model.js';
import { audit } from '../../../src/judge.js';
import { readSnapshots } from '../../../src/sources/snapshot/read-snapshot.js';

type Changed = Record<string, unknown>;
type Change = (rule: Changed, rules: Changed[]) => void;

function reportWith(change: Change, kind: 'snapshot' | 'live' = 'snapshot', kms = false): Report {
  const { snapshot } = buildEstate({ kms }) as {
    snapshot: {
      accounts: { buckets: { GetBucketReplication: { ReplicationConfiguration: { Rules: Changed[] } } }[] }[];
    };
  };
  const rules = snapshot.accounts[0]?.buckets[0]?.GetBucketReplication.ReplicationConfiguration.Rules ?? [];
  const [rule] = rules;
  if (rule === undefined) throw new Error('The estate has no replication rule.');
  change(rule, rules);
  return audit(readSnapshots([{ name: 'x', kind, text: JSON.stringify(snapshot) }]).estate);
}

function destination(rule: Changed): Changed {
  return rule['Destination'] as Changed;
}

function second(more: Changed): Change {
  return (rule, rules) => rules.push({ ...structuredClone(rule), ID: 'second', ...more });
}

const older: Change = (rule) => {
  delete rule['Filter'];
  delete rule['Priority'];
  delete rule['DeleteMarkerReplication'];
};

const invalid: readonly (readonly [string, string, Change])[] = [
  [
    'an ID twice',
    'configuration/limits-exceeded',
    (rule, rules) => second({ ID: rule['ID'], Priority: 2, Filter: { Prefix: 'a/' } })(rule, rules),
  ],
  ['an ID of 256 characters', 'configuration/limits-exceeded', (rule) => (rule['ID'] = 'x'.repeat(256))],
  [
    '1001 rules',
    'configuration/limits-exceeded',
    (rule, rules) => {
      for (let index = 1; index <= 1000; index += 1)
        rules.push({ ...rule, ID: `r${index}`, Priority: index + 1, Filter: { Prefix: `${index}/` } });
    },
  ],
  ['a priority without a filter', 'configuration/schema-conflict', (rule) => delete rule['Filter']],
  [
    'a delete marker switch without a filter',
    'configuration/schema-conflict',
    (rule, rules) => {
      older(rule, rules);
      rule['DeleteMarkerReplication'] = { Status: 'Disabled' };
    },
  ],
  [
    'replica modifications without a filter',
    'configuration/schema-conflict',
    (rule, rules) => {
      older(rule, rules);
      rule['SourceSelectionCriteria'] = { ReplicaModifications: { Status: 'Enabled' } };
    },
  ],
  [
    'two destinations without filters',
    'configuration/schema-conflict',
    (rule, rules) => {
      older(rule, rules);
      rules.push({ ...structuredClone(rule), ID: 'second', Destination: { Bucket: 'arn:aws:s3:::elsewhere' } });
    },
  ],
  ['no priority', 'configuration/schema-conflict', (rule) => delete rule['Priority']],
  ['no delete marker switch', 'configuration/schema-conflict', (rule) => delete rule['DeleteMarkerReplication']],
  ['two prefixes', 'configuration/schema-conflict', (rule) => (rule['Prefix'] = 'old/')],
  [
    'two members in a filter',
    'configuration/schema-conflict',
    (rule) => (rule['Filter'] = { Prefix: 'a/', Tag: { Key: 'k', Value: 'v' } }),
  ],
  ['one priority twice', 'configuration/duplicate-priority', second({})],
  [
    'S3 RTC without metrics',
    'configuration/replication-time-without-metrics',
    (rule) => {
      delete destination(rule)['Metrics'];
      destination(rule)['ReplicationTime'] = { Status: 'Enabled', Time: { Minutes: 15 } };
    },
  ],
  [
    'a threshold without S3 RTC',
    'configuration/replication-time-without-metrics',
    (rule) => (destination(rule)['Metrics'] = { Status: 'Enabled', EventThreshold: { Minutes: 15 } }),
  ],
  [
    'delete markers beside a tag filter',
    'configuration/tag-filter-with-delete-markers',
    (rule) => {
      rule['Filter'] = { Tag: { Key: 'k', Value: 'v' } };
      rule['DeleteMarkerReplication'] = { Status: 'Enabled' };
    },
  ],
  [
    'a selection without a replica key',
    'coverage/replica-key-without-selection',
    (rule) => (rule['SourceSelectionCriteria'] = { SseKmsEncryptedObjects: { Status: 'Enabled' } }),
  ],
  [
    'a replica key without a selection',
    'coverage/replica-key-without-selection',
    (rule) =>
      (destination(rule)['EncryptionConfiguration'] = { ReplicaKmsKeyID: 'arn:aws:kms:us-west-2:111122223333:key/a' }),
  ],
];

describe('a configuration that cannot be in force', () => {
  test.each(invalid)('%s: fails, whatever the permissions', (_, rule, change) => {
    const { replication, findings } = reportWith(change);
    for (const { verdict, byObjectClass, because } of replication) {
      expect(verdict).toBe('fails');
      expect(new Set(Object.values(byObjectClass))).toEqual(new Set(['fails']));
      const reasons = findings.filter(({ fingerprint }) => because.includes(fingerprint));
      expect(reasons.map((finding) => finding.rule)).toContain(rule);
    }
  });

  test.each(invalid)('%s, read from S3 itself: what is odd is said, and nothing is claimed', (_, rule, change) => {
    const { replication, findings } = reportWith(change, 'live');
    for (const { verdict, because } of replication) {
      expect(verdict).toBe('unknown');
      expect(because).not.toEqual([]);
    }
    const texts = findings.filter((finding) => finding.rule === rule).map(({ message }) => message);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).toContain('S3 has stored it');
    for (const { message, help } of findings) expect(`${message} ${help}`).not.toContain('S3 refuses');
  });

  test.each<readonly [string, Change]>([
    [
      'the older schema with a prefix',
      (rule, rules) => {
        older(rule, rules);
        rule['Prefix'] = 'logs/';
      },
    ],
    ['the newer schema with an empty filter', (rule) => (rule['Filter'] = {})],
    ['two rules of different priority', second({ Priority: 7, Filter: { Prefix: 'b/' } })],
    [
      'S3 RTC with metrics',
      (rule) => {
        destination(rule)['ReplicationTime'] = { Status: 'Enabled', Time: { Minutes: 15 } };
        destination(rule)['Metrics'] = { Status: 'Enabled', EventThreshold: { Minutes: 15 } };
      },
    ],
    ['metrics alone', (rule) => (destination(rule)['Metrics'] = { Status: 'Enabled' })],
    ['delete markers beside a prefix', (rule) => (rule['DeleteMarkerReplication'] = { Status: 'Enabled' })],
    ['a tag filter without delete markers', (rule) => (rule['Filter'] = { Tag: { Key: 'k', Value: 'v' } })],
  ])('%s is valid', (_, change) => {
    expect(reportWith(change).replication[0]?.verdict).toBe('replicates');
  });

  test('a selection with a replica key is valid', () => {
    expect(reportWith(() => {}, 'snapshot', true).replication[0]?.verdict).toBe('replicates');
  });
});
