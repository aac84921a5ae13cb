import { describe, expect, test } from '@jest/globals';
import { auditOf, fixture, loud } from '../audit-of.js';

/** What each fixture must come to: verdict, counterexample, findings above notes. */
const expected: readonly (readonly [string, string, string | null, readonly string[]])[] = [
  ['article-good', 'replicates', null, []],
  ['article-no-kms-decrypt', 'fails', null, ['error kms/decrypt-not-allowed wrong-resource']],
  ['article-no-kms-encrypt', 'fails', null, ['error kms/encrypt-not-allowed no-statement']],
  [
    'article-encrypt-on-source-region-key-only',
    'fails',
    null,
    ['error kms/encrypt-not-allowed wrong-resource', 'warning least-privilege/kms-key-too-broad'],
  ],
  ['article-versioning-suspended', 'fails', null, ['error versioning/destination-not-enabled']],
  [
    'article-star-permissions',
    'replicates',
    null,
    [
      'warning least-privilege/action-not-needed',
      'warning least-privilege/kms-key-too-broad',
      'warning least-privilege/resource-too-broad',
    ],
  ],
  ['cross-account-good', 'replicates', null, []],
  ['cross-account-no-bucket-policy', 'fails', null, ['error destination/policy-not-allowed resource-policy-missing']],
  ['cross-account-no-key-policy', 'fails', null, ['error kms/encrypt-not-allowed key-policy-does-not-allow']],
  ['cross-account-no-identity-policy', 'fails', null, ['error role/replicate-not-allowed no-statement']],
  ['bucket-key-object-arn-condition', 'fails', null, ['error kms/decrypt-not-allowed condition-not-met']],
  ['prefix-logs-slash-good', 'replicates', null, []],
  [
    'prefix-everything-role-logs-only',
    'partly',
    'archive/a',
    [
      'error role/source-read-not-allowed wrong-resource',
      'error role/source-read-not-allowed wrong-resource',
      'warning role/tags-read-not-allowed wrong-resource',
    ],
  ],
  [
    'prefix-logs-without-slash',
    'partly',
    'archive/logs',
    [
      'error role/source-read-not-allowed wrong-resource',
      'error role/source-read-not-allowed wrong-resource',
      'warning role/tags-read-not-allowed wrong-resource',
    ],
  ],
  ['key-policy-unreadable', 'unknown', null, []],
];

describe('fixture estates', () => {
  test.each(expected)('%s: %s', (name, verdict, counterexample, findings) => {
    const report = auditOf(fixture(name));
    expect(report.replication).toHaveLength(1);
    expect(report.replication[0]?.verdict).toBe(verdict);
    expect(report.replication[0]?.counterexample).toBe(counterexample);
    expect(loud(report)).toEqual(findings);
  });

  test('the good article set-up replicates every class that the rule selects', () => {
    expect(auditOf(fixture('article-good')).replication[0]?.byObjectClass).toEqual({
      'SSE-S3': 'replicates',
      'SSE-KMS': 'replicates',
      'DSSE-KMS': 'replicates',
      'SSE-C': 'replicates',
    });
  });

  test('five independent defects are all reported in one run', () => {
    const rules = new Set(loud(auditOf(fixture('five-independent-defects'))));
    for (const rule of [
      'error role/not-assumable-by-s3 wrong-principal',
      'error role/source-read-not-allowed no-statement',
      'error kms/decrypt-not-allowed wrong-resource',
      'error kms/encrypt-not-allowed key-policy-does-not-allow',
      'error destination/policy-not-allowed resource-policy-missing',
    ]) {
      expect(rules).toContain(rule);
    }
  });

  test('an unreadable key policy leaves the verdict unknown, and says which call would settle it', () => {
    const report = auditOf(fixture('key-policy-unreadable'));
    expect(report.summary.incomplete).toBe(true);
    const [finding] = report.findings.filter(({ kind }) => kind === 'unknown');
    expect(finding).toMatchObject({ rule: 'evidence/unreadable', level: 'note' });
    expect(finding?.help).toContain('kms:GetKeyPolicy');
    expect(report.replication[0]?.because).toContain(finding?.fingerprint);
  });

  test('the same input gives the same bytes', () => {
    for (const name of ['article-good', 'five-independent-defects', 'hostile-names']) {
      expect(JSON.stringify(auditOf(fixture(name)))).toBe(JSON.stringify(auditOf(fixture(name))));
    }
  });
});
