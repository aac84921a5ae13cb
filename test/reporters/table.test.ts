/** What a person at a terminal sees. */
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/model.js';
import table from '../../src/reporters/table.js';
import { displayWidth } from '../../src/reporters/text/display-width.js';
import { joined, type Joined } from '../../src/report/joined.js';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { auditOf, fixture } from '../audit-of.js';
import { estates } from '../engine/remedy/estates.js';
import { ruleFacts } from '../../src/rule-facts.js';

function rendered(report: Report, width = 100, color = false): string {
  return table(report, { rules: ruleFacts, color, width, workingDirectory: '/', failOn: 'error' });
}

const names = ['five-independent-defects', 'prefix-logs-without-slash', 'article-star-permissions', 'hostile-names'];

describe('width', () => {
  test.each([60, 80, 100, 120, 200])('%d columns are enough for everything but what is to be pasted', (width) => {
    for (const name of names) {
      const prose = rendered(auditOf(fixture(name)), width)
        .split('\n')
        .filter((line) => !/^\s+["{}[\]]/u.test(line));
      for (const line of prose) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }
  });

  test('colours change no letter', () => {
    const report = auditOf(fixture('five-independent-defects'));
    const plain = rendered(report, 100, true).replaceAll(/\u001b\[\d+m/gu, ''); // eslint-disable-line no-control-regex
    expect(plain).toBe(rendered(report));
  });
});

test('the verdict stands before the names, however long they are', () => {
  const { snapshot } = buildEstate({ name: 'a-bucket-with-a-name-as-long-as-s3-allows-it-to-be' });
  snapshot.accounts[0].buckets[1].GetBucketVersioning = { Status: 'Suspended' };
  const lines = rendered(auditOf(snapshot), 60).split('\n');
  const title = lines.findIndex((line) => /^fails {2}a-bucket-with/u.test(line));
  expect(title).toBeGreaterThan(0);
  expect(lines[title + 1]).toMatch(/^ {7}\S/u);
});

test('an unknown verdict says what is not decided', () => {
  const [entry] = auditOf(fixture('key-policy-unreadable')).replication;
  expect(entry?.impact).toEqual([
    'Not decided: GetKeyPolicy of arn:aws:kms:us-west-2:111122223333:key/mrk-aaaaaaaaaaaaaaaa1111111111111111 could not be read: AccessDeniedException.',
  ]);
});

function stories(findings: Parameters<typeof joined>[0]): readonly Joined[] {
  return joined(findings).filter(({ findings: own }) => own.length > 1);
}

/** The statements that a story's help has to paste. */
function statementsOf({ help }: Joined): readonly Readonly<Record<string, unknown>>[] {
  const value = JSON.parse(help.slice(help.indexOf('\n'))) as never;
  return Array.isArray(value) ? value : [value];
}

describe('permissions that one policy lacks', () => {
  const { findings } = auditOf(fixture('five-independent-defects'));

  test('are one story with one statement, and stay findings of their own', () => {
    const [story, ...others] = stories(findings.filter(({ kind }) => kind === 'problem'));
    expect(others).toEqual([]);
    expect(story?.findings.map(({ rule, permission }) => `${rule} ${permission?.action ?? ''}`).sort()).toEqual([
      'role/source-read-not-allowed s3:GetObjectVersionAcl',
      'role/source-read-not-allowed s3:GetObjectVersionForReplication',
      'role/tags-read-not-allowed s3:GetObjectVersionTagging',
    ]);
    expect(new Set(story?.findings.map(({ group }) => group))).toEqual(new Set([story?.fingerprint]));
    expect(story === undefined ? [] : statementsOf(story)).toEqual([
      {
        Effect: 'Allow',
        Action: ['s3:GetObjectVersionAcl', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionTagging'],
        Resource: 'arn:aws:s3:::orders/*',
      },
    ]);
  });

  test('of different policies are shown apart, and none is lost', () => {
    expect(joined(findings).flatMap((each) => each.findings).length).toBe(findings.length);
    expect(stories(findings)).toHaveLength(1);
  });

  test('of which one is accepted are told without it', () => {
    const [first, ...rest] = findings.filter(({ group }) => group !== null);
    const accepted = { ...first, suppressed: { reason: 'known', expires: null, owner: null } } as (typeof findings)[0];
    expect(joined([accepted, ...rest]).map((each) => each.findings.length)).toEqual([1, rest.length]);
    expect(joined(findings.slice(0, 1))[0]?.headline).toBe(findings[0]?.headline);
  });

  test('on bucket and objects take a statement each', () => {
    const { snapshot } = buildEstate();
    snapshot.accounts[0].roles[0].RolePolicyList = [];
    const [story] = stories(auditOf(snapshot).findings);
    expect((story === undefined ? [] : statementsOf(story)).map(({ Resource }) => Resource).sort()).toEqual([
      'arn:aws:s3:::orders',
      'arn:aws:s3:::orders-replica/*',
      'arn:aws:s3:::orders/*',
    ]);
  });
});

test('what one statement denies is said once, with the one thing to change', () => {
  const report = auditOf(estates['an SCP of another Region']);
  const denied = report.findings.filter(({ permission }) => permission !== null);
  expect(denied.length).toBeGreaterThan(5);
  expect(stories(denied).map(({ findings }) => findings.length)).toEqual([denied.length]);
  const text = rendered(report);
  expect(text.match(/An Allow cannot override a Deny/gu)).toHaveLength(1);
  expect(text).toContain(`is denied ${denied.length} permissions`);
});

test('healthy rules beyond the first twenty are counted, those with a fault all shown', () => {
  const [entry] = auditOf(fixture('article-good')).replication;
  const report = auditOf(fixture('article-good'));
  if (entry === undefined) throw new Error('no entry');
  const replication = Array.from({ length: 50 }, (_, index) => ({
    ...entry,
    source: { ...entry.source, bucket: `bucket-${index}` },
    verdict: index % 10 === 0 ? ('fails' as const) : entry.verdict,
  }));
  const text = rendered({ ...report, replication });
  expect(text.match(/^fails {7}bucket/gmu)).toHaveLength(5);
  expect(text.match(/^replicates /gmu)).toHaveLength(20);
  expect(text).toContain('… and 25 more replication rules without a fault.');
});

test('the same help is given once', () => {
  const text = rendered(auditOf(fixture('article-star-permissions')));
  expect(text.match(/Replace the identity-based policies of role/gu)).toHaveLength(1);
  expect(text).toContain('As for least-privilege/action-not-needed above.');
});
