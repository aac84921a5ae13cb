import { describe, expect, test } from '@jest/globals';
import { emptyConfig, type Config } from '../../src/config/model.js';
import type { Suppression } from '../../src/report/suppression.js';
import { applySuppressions } from '../../src/report/suppressions.js';
import { entry, finding, report } from './findings.js';

function suppression(change: Partial<Suppression>): Suppression {
  return {
    rule: null,
    sourceBucket: null,
    replicationRule: null,
    role: null,
    account: null,
    region: null,
    fingerprint: null,
    reason: 'Known',
    owner: 'ops',
    expires: null,
    line: 3,
    ...change,
  };
}

function config(change: Partial<Config>): Config {
  return { ...emptyConfig, file: 'replint.config.yaml', ...change };
}
function suppressing(change: Partial<Suppression>): Config {
  return config({ suppressions: [suppression(change)] });
}
const options = { today: '2026-11-24', isWhole: true };

describe('what a suppression matches', () => {
  const one = report([finding('a')]);
  test.each([
    ['the rule', { rule: 'kms/encrypt-not-allowed' }],
    ['a pattern of rules', { rule: 'kms/*' }],
    ['the source bucket', { sourceBucket: 'ord?rs' }],
    ['the replication rule', { replicationRule: 'every*' }],
    ['the role by ARN', { role: 'arn:aws:iam::*:role/crr/s3-crr' }],
    ['the role by name', { role: 's3-*' }],
    ['the role by path and name', { role: 'crr/s3-crr' }],
    ['the account', { account: '111122223333' }],
    ['the Region', { region: 'us-*' }],
    ['the fingerprint', { fingerprint: finding('a').fingerprint }],
    ['all that it names', { rule: 'kms/*', sourceBucket: 'orders', region: 'us-west-2' }],
  ])('%s', (_name, change) => {
    const judged = applySuppressions(one, suppressing(change), options);
    expect(judged.findings[0]?.suppressed).toEqual({
      kind: 'configuration',
      reason: 'Known',
      expires: null,
      owner: 'ops',
    });
    expect(judged.summary).toMatchObject({ findings: { error: 0 }, suppressed: 1 });
    expect(judged.notices).toBeUndefined();
  });

  test.each([
    ['another rule', { rule: 'kms/decrypt-not-allowed' }],
    ['a pattern of other rules', { rule: 'role/*' }],
    ['another bucket', { sourceBucket: 'order' }],
    ['another replication rule', { replicationRule: 'everything-else' }],
    ['another role of the path', { role: 'crr' }],
    ['a role of another path', { role: 'other/s3-crr' }],
    ['another account', { account: '444455556666' }],
    ['another Region', { region: 'us-east-1' }],
    ['another fingerprint', { fingerprint: finding('b').fingerprint }],
    ['one of two that it names', { rule: 'kms/*', sourceBucket: 'logs' }],
    ['a pattern that would be a regular expression', { sourceBucket: 'o.*s' }],
  ])('not %s', (_name, change) => {
    const judged = applySuppressions(one, suppressing(change), options);
    expect(judged.findings[0]?.suppressed).toBeNull();
    expect(judged.notices).toEqual([
      'The suppression at replint.config.yaml:3 (owner ops: Known) matches no finding: remove it, or correct it.',
    ]);
  });

  test('a role finding by its resource', () => {
    const about = finding('a', { permission: null, resource: 'arn:aws:iam::111122223333:role/old' });
    expect(applySuppressions(report([about]), suppressing({ role: 'old' }), options).summary.suppressed).toBe(1);
  });
});

describe('expiry', () => {
  test('holds on its last day', () => {
    const judged = applySuppressions(
      report([finding('a')]),
      suppressing({ rule: 'kms/*', expires: '2026-11-24' }),
      options,
    );
    expect(judged.findings[0]?.suppressed).toEqual({
      kind: 'configuration',
      reason: 'Known',
      expires: '2026-11-24',
      owner: 'ops',
    });
  });

  test('counts again the day after, and says so', () => {
    const judged = applySuppressions(
      report([finding('a')]),
      suppressing({ rule: 'kms/*', expires: '2026-11-23' }),
      options,
    );
    expect(judged.findings[0]?.suppressed).toBeNull();
    expect(judged.summary.findings.error).toBe(1);
    expect(judged.notices).toEqual([
      'The suppression at replint.config.yaml:3 (owner ops: Known) expired on 2026-11-23: 1 finding counts again.',
    ]);
  });

  test('is to be removed where it matches nothing any more', () => {
    const judged = applySuppressions(report([]), suppressing({ rule: 'kms/*', expires: '2026-11-23' }), options);
    expect(judged.notices).toEqual([
      'The suppression at replint.config.yaml:3 (owner ops: Known) expired on 2026-11-23 and matches nothing: remove it.',
    ]);
  });
});

test('a part of the estate says nothing about suppressions that match nothing', () => {
  const judged = applySuppressions(report([]), suppressing({ rule: 'kms/*' }), { ...options, isWhole: false });
  expect(judged.notices).toBeUndefined();
});

describe('incomplete runs', () => {
  const unknown = finding('u', { rule: 'evidence/unreadable', level: 'note', kind: 'unknown' });
  const other = finding('v', { rule: 'evidence/undocumented', level: 'note', kind: 'unknown' });

  test('an unknown verdict makes the run incomplete', () => {
    const judged = applySuppressions(
      report([unknown], [entry('orders', 'unknown', { because: [unknown.fingerprint] })]),
      emptyConfig,
      options,
    );
    expect(judged.summary.incomplete).toBe(true);
  });

  test('not where all that is unknown about it is suppressed', () => {
    const judged = applySuppressions(
      report([unknown], [entry('orders', 'unknown', { because: [unknown.fingerprint] })]),
      suppressing({ rule: 'evidence/*' }),
      options,
    );
    expect(judged.summary.incomplete).toBe(false);
  });

  test('but where one of two reasons is', () => {
    const judged = applySuppressions(
      report([unknown, other], [entry('orders', 'unknown', { because: [unknown.fingerprint, other.fingerprint] })]),
      suppressing({ rule: 'evidence/unreadable' }),
      options,
    );
    expect(judged.summary.incomplete).toBe(true);
  });

  test('a rule that is switched off does not hide that evidence is missing', () => {
    const judged = applySuppressions(
      report([unknown], [entry('orders', 'unknown', { because: [unknown.fingerprint] })]),
      config({ severity: new Map([['evidence/unreadable', 'off']]) }),
      options,
    );
    expect(judged.findings).toEqual([]);
    expect(judged.replication[0]?.because).toEqual([]);
    expect(judged.summary.incomplete).toBe(true);
  });
});

describe('severity', () => {
  test('changes the level of problems', () => {
    const judged = applySuppressions(
      report([finding('a')]),
      config({ severity: new Map([['kms/encrypt-not-allowed', 'note']]) }),
      options,
    );
    expect(judged.summary.findings).toEqual({ error: 0, warning: 0, note: 1 });
  });

  test('leaves what is unknown a note', () => {
    const unknown = finding('u', { level: 'note', kind: 'unknown' });
    const judged = applySuppressions(
      report([unknown]),
      config({ severity: new Map([['kms/encrypt-not-allowed', 'error']]) }),
      options,
    );
    expect(judged.findings[0]?.level).toBe('note');
  });
});

test('of two suppressions the first one that holds is shown', () => {
  const expired = suppression({ rule: 'kms/*', expires: '2020-01-01', reason: 'Old' });
  const judged = applySuppressions(
    report([finding('a')]),
    config({
      suppressions: [
        expired,
        suppression({ sourceBucket: 'orders', reason: 'First' }),
        suppression({ rule: '*', reason: 'Second' }),
      ],
    }),
    options,
  );
  expect(judged.findings[0]?.suppressed?.reason).toBe('First');
});

test('a long list of stars in a pattern costs nothing', () => {
  const judged = applySuppressions(
    report([finding('a', { sourceBucket: 'a'.repeat(60) })]),
    suppressing({ sourceBucket: `${'*a'.repeat(40)}*b` }),
    options,
  );
  expect(judged.findings[0]?.suppressed).toBeNull();
});
