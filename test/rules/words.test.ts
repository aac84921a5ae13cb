/** What people read, on every finding that the fixtures give: sentences, places, and statements that can be pasted. */
import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import type { Finding } from '../../src/report/model.js';
import { helpParts } from '../../src/reporters/text/help-parts.js';
import { auditOf, fixture } from '../audit-of.js';
import { jsonOf } from '../help-json.js';
import { cases, shapesOf } from './cases.mjs';

const folder = new URL('../../fixtures/estates/', import.meta.url);
const estates = readdirSync(folder).map((name) => name.replace('.json', ''));

/** One finding for each rule, message and cause: the rest only differ in names. */
const findings: readonly Finding[] = [
  ...Object.keys(cases)
    .flatMap(shapesOf)
    .flatMap(({ failing, settings, buckets }) => auditOf(failing, { settings, buckets }).findings),
  ...estates.filter((name) => name !== 'hostile-names').flatMap((name) => auditOf(fixture(name)).findings),
];
const different = [
  ...new Map(
    findings.map((finding) => [
      `${finding.rule} ${finding.permission?.cause ?? ''} ${finding.message.split(' ').slice(0, 3).join(' ')} ${finding.help.slice(0, 20)}`,
      finding,
    ]),
  ).values(),
].map((finding) => [finding.rule, finding] as const);

function prose(help: string): string {
  return helpParts(help)
    .filter(({ kind }) => kind === 'text')
    .map(({ text }) => text)
    .join('\n');
}

describe('a finding', () => {
  test('is looked at for every kind of message', () => {
    expect(different.length).toBeGreaterThan(70);
  });

  test.each(different)('%s: the message is made of sentences, and short enough to read', (_, { message }) => {
    expect(message).toMatch(/^[^a-z ]|^s3\.amazonaws\.com|^arn:/u);
    expect(message).toMatch(/\.$/u);
    expect(message).not.toMatch(/please|!|simply|just |\.\.|\s\s|, \.|\{\{|undefined|\bNaN\b/iu);
    expect(message).not.toMatch(/\bnull\b/u);
    expect(message.length).toBeLessThanOrEqual(1000);
  });

  test.each(different)('%s: the help says what to do, and where', (_, { help }) => {
    const text = prose(help);
    expect(text).toMatch(/^[A-Z]/u);
    expect(text).toMatch(/[.:]$/u);
    expect(text).not.toMatch(/please|!|simply|just |\.\.|\s\s|\{\{|undefined/iu);
    expect(text.length).toBeLessThanOrEqual(700);
  });
});

describe('what is to be pasted', () => {
  const withJson = different.filter(([, { help }]) => helpParts(help).some(({ kind }) => kind === 'code'));

  test.each(withJson)('%s: is JSON of a policy, a statement, or a condition', (_, { help }) => {
    const json = jsonOf(help) as Record<string, unknown>;
    const statements = Array.isArray(json) ? json : Array.isArray(json['Statement']) ? json['Statement'] : [json];
    for (const statement of statements as readonly Record<string, unknown>[]) {
      if (Object.keys(statement).join() === 'Condition') continue;
      // A piece of a replication rule.
      if (Object.keys(statement).every((name) => ['Destination', 'Filter', 'Prefix', 'Role'].includes(name))) continue;
      expect(statement['Effect']).toBe('Allow');
      expect(statement['Action']).toBeDefined();
      // A trust policy has no resource, a policy on a role no principal; every statement has one of the two.
      expect(statement['Resource'] ?? statement['Principal']).toBeDefined();
    }
  });

  test.each(withJson)('%s: names the kind of policy and the account', (_, { help }) => {
    const text = prose(help);
    expect(text).toMatch(
      /(?:identity-based|trust|bucket|key|session|control) polic(?:y|ies)|permissions boundary|replication rule/u,
    );
    expect(text).toMatch(/\b\d{12}\b/u);
    expect(text).toMatch(/:$/u);
  });
});
