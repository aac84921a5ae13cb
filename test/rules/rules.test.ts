import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { banned } from '../house-style.js';
import { rules } from '../../rules/index.generated.js';
import { raisedByEngine } from '../../src/engine/findings/run-rules.js';
import type { Rule } from '../../src/engine/model.js';
import { failureReasonOf } from '../../src/replication/failure-reasons.js';
import { auditOf } from '../audit-of.js';
import { snapshotsOf } from './cases.mjs';

/** What they say hangs on more than an estate. */
const withoutCases = new Set(['rule-crashed', 'evidence/contradicted']);
const withCases = rules.filter(({ id }) => !withoutCases.has(id));

describe('every rule', () => {
  test.each(withCases.map(({ id }) => [id]))('%s fires on its broken estate and not on the repaired one', (id) => {
    const { passing, failing, settings, buckets } = snapshotsOf(id);
    const own = (snapshot: unknown) =>
      auditOf(snapshot, { settings, buckets }).findings.filter(({ rule }) => rule === id);
    expect(own(passing)).toEqual([]);
    const found = own(failing);
    expect(found.length).toBeGreaterThan(0);
    for (const { message, help, fingerprint } of found) {
      expect(`${message}${help}`).not.toMatch(/\{\{\w|undefined|\bnull\b/u);
      expect(message).toMatch(/[.)]$/u);
      expect(fingerprint).toMatch(/^[\da-f]{32}$/u);
    }
  });

  test('a correct estate of every case has no finding of rule-crashed, and neither has a broken one', () => {
    for (const { id } of withCases) {
      const { passing, failing } = snapshotsOf(id);
      for (const snapshot of [passing, failing])
        expect(auditOf(snapshot).findings.filter(({ rule }) => rule === 'rule-crashed')).toEqual([]);
    }
  });
});

/** Ids and levels that others rely on. */
const contract: Readonly<Record<string, string>> = Object.fromEntries(
  `versioning/source-not-enabled error, versioning/destination-not-enabled error, destination/bucket-missing error, destination/account-mismatch error,
  destination/object-lock-not-enabled error, destination/policy-not-allowed error, destination/account-not-trusted warning, role/missing error,
  role/not-assumable-by-s3 error, role/source-read-not-allowed error, role/tags-read-not-allowed warning, role/replicate-not-allowed error,
  role/annotations-not-replicated note, role/replicate-delete-not-allowed error, role/replicate-tags-denied warning, role/owner-override-not-allowed error,
  role/object-lock-read-not-allowed error, kms/decrypt-not-allowed error, kms/encrypt-not-allowed error, kms/bucket-key-rights-missing warning,
  kms/one-context-form-only warning, kms/key-unusable error, kms/replica-key-wrong-region error, kms/replica-key-is-alias warning,
  kms/aws-managed-key-cross-account error, coverage/kms-objects-not-selected error, coverage/replica-key-without-selection error,
  coverage/replication-rule-disabled note, coverage/replication-rule-shadowed warning, coverage/prefix-suspicious warning,
  coverage/delete-markers-not-replicated note, coverage/replica-chain note, coverage/replica-modifications-one-way note, coverage/failures-invisible note,
  policy/unknown-action warning, policy/unknown-condition-key warning, policy/stale-principal warning, least-privilege/action-not-needed warning,
  least-privilege/resource-too-broad warning, least-privilege/kms-key-too-broad warning, least-privilege/kms-condition-missing note,
  least-privilege/trust-too-broad warning, least-privilege/bucket-policy-too-broad warning, least-privilege/key-policy-too-broad warning,
  least-privilege/dead-grant note, role/in-another-account error, destination/other-partition error, coverage/unsupported-bucket-kind note,
  policy/invalid warning, evidence/unreadable note, evidence/undocumented note,
  evidence/unresolved note, configuration/replication-before-versioning warning, rule-crashed error`
    .split(',')
    .map((line) => line.trim().split(' ')),
);

describe('the catalogue', () => {
  test('has every id and level that is fixed', () => {
    const levels = new Map(rules.map(({ id, meta }) => [id, meta.level]));
    for (const [id, level] of Object.entries(contract)) expect([id, levels.get(id)]).toEqual([id, level]);
  });

  test.each(rules.map((rule) => [rule.id, rule] as const))('%s keeps to the house style', (id, { meta }) => {
    expect(existsSync(new URL(`../../docs/rules/${id}.md`, import.meta.url))).toBe(true);
    expect(meta.title).toMatch(/^[A-Z](?:[^.!]|\.\w)*[^.!]$/u);
    expect(meta.healthy).toMatch(/^[A-Z](?:[^.!]|\.\w)*[^.!]$/u);
    expect(meta.title.length).toBeLessThanOrEqual(120);
    expect(Object.keys(meta.help).sort()).toEqual(Object.keys(meta.messages).sort());
    expect(meta.sources.length).toBeGreaterThan(0);
    for (const source of meta.sources) expect(source).toMatch(/^https:\/\//u);
    const facts = [meta.why, meta.whenNot ?? '.', meta.limits ?? '.'];
    for (const text of [...facts, ...Object.values(meta.messages), ...Object.values(meta.help)]) {
      expect(text).not.toMatch(/please|!|simply|just /iu);
      expect(text).toMatch(/[.}]$/u);
    }
    for (const text of [
      meta.title,
      meta.healthy,
      ...facts,
      ...Object.values(meta.messages),
      ...Object.values(meta.help),
    ])
      for (const pattern of banned) expect(text).not.toMatch(pattern);
    expect(meta.title).not.toMatch(/\barn:/u);
    for (const code of meta.failureReasons) expect(failureReasonOf(code)).not.toBeNull();
  });

  const headings = [
    'Failing example',
    'Passing example',
    'Why',
    'What to do',
    'When not to use it',
    'Known limits',
    'Controls',
    'Sources',
  ];

  test.each(rules.map(({ id }) => [id]))('%s has a page with the usual headings', (id) => {
    const page = readFileSync(new URL(`../../docs/rules/${id}.md`, import.meta.url), 'utf8');
    expect([...page.matchAll(/^## (.*)$/gmu)].map(([, heading]) => heading)).toEqual(headings);
  });

  test('has every rule in its index, under one heading', () => {
    const index = readFileSync(new URL('../../docs/rules/README.md', import.meta.url), 'utf8');
    const listed = [...index.matchAll(/^\| \[([^\]]+)\]\(/gmu)].map(([, id]) => id ?? '');
    expect([...listed].sort()).toEqual(rules.map(({ id }) => id).sort());
  });

  test.each([
    'One that is no ARN can never be assumed.',
    'Grants are no help here.',
    'Else, remove it.',
    'The role may not decrypt.',
    'One thing; another; a third.',
  ])('would refuse: %s', (text) => {
    expect(banned.some((pattern) => pattern.test(text))).toBe(true);
  });

  test.each(['There is no bucket policy.', 'The key is no longer there.', 'S3 may not send the key.', 'One; two.'])(
    'lets pass: %s',
    (text) => {
      expect(banned.some((pattern) => pattern.test(text))).toBe(false);
    },
  );

  test('has no title twice', () => {
    expect(new Set(rules.map(({ meta }) => meta.title)).size).toBe(rules.length);
    expect(new Set(rules.map(({ meta }) => meta.healthy)).size).toBe(rules.length);
  });
});

test('a rule that throws becomes a finding that names it, and the others go on', () => {
  const broken: Rule = {
    ...(rules.find(({ id }) => id === 'versioning/source-not-enabled') as Rule),
    id: 'test/broken',
    check: () => {
      throw new Error('no luck');
    },
  };
  const { failing } = snapshotsOf('versioning/source-not-enabled');
  const { findings } = auditOf(failing, { rules: [broken, ...rules] });
  expect(findings.filter(({ rule }) => rule === 'rule-crashed').map(({ level, message }) => [level, message])).toEqual([
    ['error', 'Rule test/broken failed with "Error: no luck": its findings are missing from this report.'],
  ]);
  expect(findings.some(({ rule }) => rule === 'versioning/source-not-enabled')).toBe(true);
  expect(raisedByEngine.has('rule-crashed')).toBe(true);
});
