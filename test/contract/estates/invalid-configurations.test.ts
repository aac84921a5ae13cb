/** Replication configurations that AWS documents as invalid: none of their rules is in force. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate } from '../../../scripts/fixtures/estate.mjs';
import type { Report } from '../../../src/report/model.js';
import { audit } from '../../../src/judge.js';
import { readSnapshots } from '../../../src/sources/snapshot/read-snapshot.js';

type Changed = Record<string, unknown>;
type Change = (rule: Changed, rules: Changed[]) => void;

function reportWith(change: Change, kind: 'snapshot' | 'live' | 'cloudformation' = 'snapshot', kms = false): Report {
  const { snapshot } = buildEstate({ kms }) as {
    snapshot: {
      accounts: { buckets: { GetBucketReplication: { ReplicationConfiguration: { Rules: Changed[] } } }[] }[];
    };
  };
  const rules = snapshot.accounts[0]?.buckets[0]?.GetBucketReplication.ReplicationConfiguration.Rules ?? [];
  const [rule] = rules;
  if (rule === undefined) throw new Error('The estate has no replication rule.');
  change(rule, rules);
  return audit(readSnapshots([{ name: 'x', kind: kind as 'snapshot', text: JSON.stringify(snapshot) }]).estate);
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
  ['an ID beyond ASCII', 'configuration/limits-exceeded', (rule) => (rule['ID'] = 'Übertragung')],
  [
    'a storage class that the API excludes',
    'configuration/destination-invalid',
    (rule) => (destination(rule)['StorageClass'] = 'FSX_OPENZFS'),
  ],
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

const fifteen = { Minutes: 15 };
const time = 'configuration/replication-time-without-metrics';

/** The settings of S3 RTC and metrics, one beside the other. */
const times: readonly (readonly [string, Changed, 'valid' | 'refused'])[] = [
  ['S3 RTC with a threshold', { time: ['Enabled', fifteen], metrics: ['Enabled', fifteen] }, 'valid'],
  ['S3 RTC without a time', { time: ['Enabled'], metrics: ['Enabled', fifteen] }, 'refused'],
  ['S3 RTC with an empty time', { time: ['Enabled', {}], metrics: ['Enabled', fifteen] }, 'refused'],
  ['S3 RTC of 30 minutes', { time: ['Enabled', { Minutes: 30 }], metrics: ['Enabled', fifteen] }, 'refused'],
  ['S3 RTC without a threshold', { time: ['Enabled', fifteen], metrics: ['Enabled'] }, 'refused'],
  ['S3 RTC with an empty threshold', { time: ['Enabled', fifteen], metrics: ['Enabled', {}] }, 'refused'],
  [
    'S3 RTC with a threshold of 30 minutes',
    { time: ['Enabled', fifteen], metrics: ['Enabled', { Minutes: 30 }] },
    'refused',
  ],
  ['S3 RTC with metrics off', { time: ['Enabled', fifteen], metrics: ['Disabled', fifteen] }, 'refused'],
  ['S3 RTC without metrics', { time: ['Enabled', fifteen] }, 'refused'],
  ['S3 RTC off without metrics', { time: ['Disabled', fifteen] }, 'refused'],
  ['S3 RTC off beside metrics', { time: ['Disabled', fifteen], metrics: ['Enabled'] }, 'valid'],
  ['S3 RTC off beside a threshold', { time: ['Disabled', fifteen], metrics: ['Enabled', fifteen] }, 'refused'],
  ['both off', { time: ['Disabled', fifteen], metrics: ['Disabled'] }, 'valid'],
  ['both off with a threshold', { time: ['Disabled', fifteen], metrics: ['Disabled', fifteen] }, 'valid'],
  ['both off without a time', { time: ['Disabled'], metrics: ['Disabled'] }, 'refused'],
  ['S3 RTC without a status', { time: [undefined, fifteen], metrics: ['Enabled'] }, 'refused'],
  ['metrics without a status', { metrics: [undefined] }, 'refused'],
  ['metrics off with a threshold', { metrics: ['Disabled', fifteen] }, 'refused'],
  ['metrics', { metrics: ['Enabled'] }, 'valid'],
  ['metrics off', { metrics: ['Disabled'] }, 'valid'],
];

describe('S3 RTC and metrics', () => {
  test.each(times)('%s', (_, given, expected) => {
    const { replication, findings } = reportWith((rule) => {
      const [status, Time] = (given['time'] ?? []) as readonly unknown[];
      const [of, EventThreshold] = (given['metrics'] ?? []) as readonly unknown[];
      delete destination(rule)['Metrics'];
      if (given['time'] !== undefined) destination(rule)['ReplicationTime'] = { Status: status, Time };
      if (given['metrics'] !== undefined) destination(rule)['Metrics'] = { Status: of, EventThreshold };
    });
    expect(replication[0]?.verdict).toBe(expected === 'valid' ? 'replicates' : 'fails');
    expect(findings.some(({ rule }) => rule === time)).toBe(expected === 'refused');
  });
});

const tag = { Key: 'k', Value: 'v' };

/** What S3 hardly accepts, though no page of AWS says that it does not. */
const doubtful: readonly (readonly [string, Change])[] = [
  ['a negative priority', (rule) => (rule['Priority'] = -1)],
  ['a priority of 32 bits', (rule) => (rule['Priority'] = 2 ** 31)],
  ...['OUTPOSTS', 'SNOW', 'EXPRESS_ONEZONE', 'FSX_ONTAP', 'AWS_BACKUP_WARM', 'standard', ''].map(
    (name): readonly [string, Change] => [
      `storage class "${name}"`,
      (rule) => (destination(rule)['StorageClass'] = name),
    ],
  ),
  ['a selection with nothing in it', (rule) => (rule['SourceSelectionCriteria'] = {})],
  ['a selection without a status', (rule) => (rule['SourceSelectionCriteria'] = { SseKmsEncryptedObjects: {} })],
  ['an encryption without a selection', (rule) => (destination(rule)['EncryptionConfiguration'] = {})],
  ['a new owner without a name', (rule) => (destination(rule)['AccessControlTranslation'] = {})],
  ['an And of nothing', (rule) => (rule['Filter'] = { And: {} })],
  ['a tag twice', (rule) => (rule['Filter'] = { And: { Tags: [tag, tag] } })],
  [
    'S3 RTC in the older schema',
    (rule, rules) => {
      older(rule, rules);
      rule['Prefix'] = '';
      destination(rule)['ReplicationTime'] = { Status: 'Enabled', Time: fifteen };
      destination(rule)['Metrics'] = { Status: 'Enabled', EventThreshold: fifteen };
    },
  ],
  [
    'overlapping prefixes in the older schema',
    (rule, rules) => {
      older(rule, rules);
      rule['Prefix'] = 'logs/';
      rules.push({ ...structuredClone(rule), ID: 'second', Prefix: 'logs/a/' });
    },
  ],
  [
    'both schemas',
    (rule, rules) => {
      const second = structuredClone(rule);
      older(second, []);
      rules.push({ ...second, ID: 'second', Prefix: 'logs/' });
    },
  ],
];

describe('a configuration that S3 hardly accepts', () => {
  test.each(doubtful)('%s: unknown, and the reason is said', (_, change) => {
    const { replication, findings } = reportWith(change);
    for (const { verdict, because } of replication) {
      expect(verdict).toBe('unknown');
      const reasons = findings.filter(({ fingerprint }) => because.includes(fingerprint));
      expect(reasons.map(({ message }) => message).join(' ')).toContain('Whether S3 accepts the configuration');
    }
  });

  test.each(doubtful)('%s, read from S3 itself: S3 has accepted it', (_, change) => {
    const text = JSON.stringify(reportWith(change, 'live').findings);
    expect(text).not.toContain('Whether S3 accepts the configuration');
  });
});

/** What no object can have. */
const empty: readonly (readonly [string, Changed, 'skipped' | 'replicates'])[] = [
  ['a prefix as long as a key', { Prefix: 'p'.repeat(1024) }, 'replicates'],
  ['a longer prefix', { Prefix: 'p'.repeat(1025) }, 'skipped'],
  ['a prefix of too many bytes', { Prefix: 'ü'.repeat(513) }, 'skipped'],
  ['a tag key of 128 characters', { Tag: { Key: 'k'.repeat(128), Value: '' } }, 'replicates'],
  ['a longer tag key', { Tag: { Key: 'k'.repeat(129), Value: '' } }, 'skipped'],
  ['a tag value of 256 characters', { Tag: { Key: 'k', Value: 'v'.repeat(256) } }, 'replicates'],
  ['a longer tag value', { Tag: { Key: 'k', Value: 'v'.repeat(257) } }, 'skipped'],
  ['ten tags', { And: { Tags: [...'abcdefghij'].map((Key) => ({ Key, Value: '' })) } }, 'replicates'],
  ['eleven tags', { And: { Tags: [...'abcdefghijk'].map((Key) => ({ Key, Value: '' })) } }, 'skipped'],
];

test.each(empty)('a filter that asks for %s', (_, filter, expected) => {
  const { replication, findings } = reportWith((rule) => (rule['Filter'] = filter));
  expect(replication[0]?.verdict).toBe(expected);
  expect(findings.some(({ rule }) => rule === 'coverage/filter-selects-nothing')).toBe(expected === 'skipped');
});

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
    ['the older schema without a prefix', older],
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

  test('a selection that is off, and no key: S3 once refused it, and what it answers is right', () => {
    const off: Change = (rule) =>
      (rule['SourceSelectionCriteria'] = { SseKmsEncryptedObjects: { Status: 'Disabled' } });
    expect(reportWith(off).replication[0]?.byObjectClass).toMatchObject({
      'SSE-S3': 'replicates',
      'SSE-KMS': 'skipped',
    });
    expect(reportWith(off, 'cloudformation').replication[0]?.verdict).toBe('unknown');
  });

  test('a selection that is off, beside a key: KMS objects are skipped, the others arrive', () => {
    const { replication, findings } = reportWith((rule) => {
      rule['SourceSelectionCriteria'] = { SseKmsEncryptedObjects: { Status: 'Disabled' } };
      destination(rule)['EncryptionConfiguration'] = { ReplicaKmsKeyID: 'arn:aws:kms:us-west-2:111122223333:key/a' };
    });
    expect(replication[0]?.byObjectClass).toMatchObject({ 'SSE-S3': 'replicates', 'SSE-KMS': 'skipped' });
    expect(findings.map(({ rule }) => rule)).toContain('coverage/replica-key-without-selection');
  });

  test('a selection with a replica key is valid', () => {
    expect(reportWith(() => {}, 'snapshot', true).replication[0]?.verdict).toBe('replicates');
  });
});
