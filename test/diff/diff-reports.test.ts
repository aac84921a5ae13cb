import { describe, expect, test } from '@jest/globals';
import { diffReports } from '../../src/diff/diff-reports.js';
import { renderMarkdown } from '../../src/diff/render-markdown.js';
import { renderText } from '../../src/diff/render-text.js';
import type { EstateChange } from '../../src/diff/model.js';
import type { Report } from '../../src/report/model.js';
import { entry, finding, report } from '../report/findings.js';

const statement = {
  kind: 'identity',
  name: 'kms',
  statement: 'Statement[1]',
  sid: 'Replica',
  effect: 'near-miss',
} as const;
const encrypt = finding('e');
const broken = finding('e', { permission: encrypt.permission && { ...encrypt.permission, policies: [statement] } });
const whole = report([], [entry('orders', 'replicates')]);
const failing = report([broken], [entry('orders', 'fails', { because: [broken.fingerprint] })]);
const change: EstateChange = {
  resource: 'arn:aws:iam::111122223333:role/crr/s3-crr',
  what: 'changed',
  name: 'identity policy kms',
  statement: 'Statement[1]',
  sid: 'Replica',
  details: ['Action loses kms:Encrypt'],
};
const elsewhere: EstateChange = {
  ...change,
  resource: 'arn:aws:s3:::unrelated',
  name: 'versioning',
  statement: null,
  sid: null,
  details: [],
};

function diff(from: Report, to: Report, changes: readonly EstateChange[] | null = null) {
  return diffReports({ name: 'old.json', report: from }, { name: 'new.json', report: to }, changes);
}

describe('a pair that broke', () => {
  const drift = diff(whole, failing, [change, elsewhere]);

  test('is named with its failure reason, findings and the change that touches it', () => {
    expect(drift.gotWorse).toBe(true);
    expect(drift.broke).toMatchObject([
      {
        source: { bucket: 'orders' },
        replicationRule: 'everything',
        old: 'replicates',
        new: 'fails',
        failureReasons: ['DstKmsKeyNotAccessible'],
        because: [{ rule: 'kms/encrypt-not-allowed', policies: [statement] }],
        changes: [change],
      },
    ]);
    expect(drift.newFindings).toHaveLength(1);
  });

  test('as text', () => {
    expect(renderText(drift, (text) => text)).toBe(`1 replication rule broke, 0 fixed. 1 new finding, 0 gone.
From old.json (2026-11-23T06:29:00Z) to new.json (2026-11-23T06:29:00Z).

BROKE orders → orders-replica, replication rule "everything": replicates → fails
  S3 is going to fail with: DstKmsKeyNotAccessible
  error kms/encrypt-not-allowed: Problem e.
    in identity policy kms, Statement[1], Sid "Replica"
  changed: arn:aws:iam::111122223333:role/crr/s3-crr: identity policy kms, Statement[1], Sid "Replica" changed: Action loses kms:Encrypt

Also changed:
  arn:aws:s3:::unrelated: versioning changed
`);
  });

  test('as Markdown', () => {
    expect(renderMarkdown(drift, (text) => text)).toBe(`# Replication drift

1 replication rule broke, 0 fixed. 1 new finding, 0 gone.

From old.json (2026-11-23T06:29:00Z) to new.json (2026-11-23T06:29:00Z).

## Broke

- orders → orders-replica, replication rule "everything": **replicates → fails**
  - S3 is going to fail with: DstKmsKeyNotAccessible
  - **error** kms/encrypt-not-allowed: Problem e. (in identity policy kms, Statement[1], Sid "Replica")
  - changed: arn:aws:iam::111122223333:role/crr/s3-crr: identity policy kms, Statement[1], Sid "Replica" changed: Action loses kms:Encrypt

## Also changed

- arn:aws:s3:::unrelated: versioning changed
`);
  });

  test('the other way round it was fixed', () => {
    const back = diff(failing, whole, [change]);
    expect(back).toMatchObject({ gotWorse: false, broke: [], mended: [{ old: 'fails', new: 'replicates' }] });
    expect(back.goneFindings.map(({ rule }) => rule)).toEqual(['kms/encrypt-not-allowed']);
  });

  test('reports alone point to the snapshots', () => {
    expect(renderText(diff(whole, failing), (text) => text)).toContain(
      'Compare the snapshots instead of the reports to see which statement changed.\n',
    );
  });
});

test('nothing changed', () => {
  expect(diff(failing, failing, [])).toMatchObject({
    gotWorse: false,
    broke: [],
    mended: [],
    otherwise: [],
    newFindings: [],
    goneFindings: [],
  });
});

test('an aspect that fails while objects replicate got worse', () => {
  const good = entry('orders', 'replicates');
  const tagless = report([], [{ ...good, aspects: { ...good.aspects, tags: 'fails' } }]);
  const drift = diff(whole, tagless);
  expect(drift.gotWorse).toBe(true);
  expect(drift.broke[0]).toMatchObject({
    old: 'replicates',
    new: 'replicates',
    parts: [{ name: 'tags', old: 'replicates', new: 'fails' }],
  });
});

test('a rule that is gone and did replicate broke', () => {
  expect(diff(whole, report([]))).toMatchObject({ gotWorse: true, broke: [{ old: 'replicates', new: null }] });
});

test('a new rule that replicates is no loss', () => {
  expect(diff(report([]), whole)).toMatchObject({ gotWorse: false, otherwise: [{ old: null, new: 'replicates' }] });
});

describe('findings without a change of verdict', () => {
  test.each([
    ['a new warning', report([]), report([finding('w', { level: 'warning' })]), true],
    ['a new note', report([]), report([finding('n', { level: 'note' })]), false],
    ['a new unknown', report([]), report([finding('u', { level: 'note', kind: 'unknown' })]), false],
    ['a warning that became an error', report([finding('w', { level: 'warning' })]), report([finding('w')]), true],
    ['an error that became a warning', report([finding('w')]), report([finding('w', { level: 'warning' })]), false],
    [
      'a new error that is suppressed',
      report([]),
      report([finding('w', { suppressed: { reason: 'r', expires: null, owner: 'o' } })]),
      false,
    ],
  ])('%s', (_name, from, to, gotWorse) => {
    expect(diff(from, to).gotWorse).toBe(gotWorse);
  });
});

test('rules without an ID are told apart by their place', () => {
  const nameless = (index: number, verdict: 'fails' | 'replicates') =>
    entry('orders', verdict, { replicationRule: { id: null, index, priority: null, status: 'Enabled' } });
  const drift = diff(
    report([], [nameless(0, 'replicates'), nameless(1, 'replicates')]),
    report([], [nameless(0, 'replicates'), nameless(1, 'fails')]),
  );
  expect(drift.broke.map(({ replicationRule }) => replicationRule)).toEqual(['number 2']);
});
