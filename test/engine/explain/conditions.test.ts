/** A Deny says why it applies: which condition was met, with which value, and why S3's request carries it. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate } from '../../../scripts/fixtures/estate.mjs';
import { defaultSettings } from '../../../src/engine/audit.js';
import { explain } from '../../../src/judge.js';
import type { ExplainedRequest, Explanation } from '../../../src/report/explanation.js';
import { explanationMarkdown } from '../../../src/reporters/explanation/markdown.js';
import { explanationText } from '../../../src/reporters/explanation/text.js';
import { readSnapshots } from '../../../src/sources/snapshot/read-snapshot.js';

function explained(...statements: readonly object[]): Explanation {
  const { snapshot } = buildEstate({ crossAccount: true });
  const [destination] = snapshot.accounts[1].buckets;
  const policy = JSON.parse(destination.GetBucketPolicy.Policy) as { Statement: object[] };
  policy.Statement.push(...statements);
  destination.GetBucketPolicy.Policy = JSON.stringify(policy);
  const { estate } = readSnapshots([{ name: 'estate.json', kind: 'snapshot', text: JSON.stringify(snapshot) }]);
  const asked = { bucket: 'orders', key: null, objectClass: null, bucketKey: null, replicationRule: null };
  return explain(estate, { ...asked, settings: { ...defaultSettings, now: '2026-11-20T00:00:00Z' } });
}

function deny(Condition: object): object {
  const Resource = 'arn:aws:s3:::orders-replica/*';
  return { Sid: 'Perimeter', Effect: 'Deny', Principal: '*', Action: 's3:ReplicateObject', Resource, Condition };
}

function replicate({ replicationRules }: Explanation): ExplainedRequest | undefined {
  return replicationRules[0]?.requests.find(({ action }) => action === 's3:ReplicateObject');
}

function conditions(explanation: Explanation) {
  return replicate(explanation)?.denials.flatMap(({ statements }) => statements.flatMap((each) => each.conditions));
}

const text = { color: false, width: 200, workingDirectory: '/' };

describe('a Deny that applies', () => {
  test.each([
    [
      { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
      'aws:SourceVpce',
      'StringNotEquals aws:SourceVpce "vpce-1"',
      null,
    ],
    [{ StringNotEquals: { 'aws:PrincipalAccount': '999999999999' } }, 'aws:PrincipalAccount', undefined, true],
    [{ Null: { 'aws:MultiFactorAuthAge': 'true' } }, 'aws:MultiFactorAuthAge', undefined, false],
    [
      { StringNotLikeIfExists: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/admin', 'arn:aws:iam::*:role/other'] } },
      'aws:PrincipalArn',
      'StringNotLikeIfExists aws:PrincipalArn "arn:aws:iam::*:role/admin", "arn:aws:iam::*:role/other"',
      true,
    ],
  ])('%j', (condition, key, asWritten, isCarried) => {
    const [met, ...others] = conditions(explained(deny(condition))) ?? [];
    expect(others).toEqual([]);
    expect(met).toMatchObject({ key, isCarried, ...(asWritten === undefined ? {} : { test: asWritten }) });
  });

  test('the value that the request carries is shown', () => {
    const [met] = conditions(explained(deny({ StringNotEquals: { 'aws:PrincipalAccount': '999999999999' } }))) ?? [];
    expect(met?.actual).toBe('111122223333');
  });

  test('all conditions of the statement are listed, for all must hold', () => {
    const both = { StringNotEquals: { 'aws:SourceVpce': 'vpce-1', 'aws:PrincipalAccount': '999999999999' } };
    expect(conditions(explained(deny(both)))?.map(({ key }) => key)).toEqual([
      'aws:SourceVpce',
      'aws:PrincipalAccount',
    ]);
  });

  test('terminal and Markdown say so, with the reason', () => {
    const explanation = explained(deny({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }));
    const line = /It applies because of StringNotEquals aws:SourceVpce "vpce-1": .*Absent, or of an endpoint/;
    expect(explanationText(explanation, { ...text, width: 120 }).replaceAll(/\s+/gu, ' ')).toMatch(line);
    expect(explanationMarkdown(explanation, '/').replaceAll('\\', '')).toMatch(line);
  });

  test('without a condition there is nothing to say', () => {
    const { Condition: _none, ...plain } = deny({}) as Record<string, unknown>;
    expect(conditions(explained(plain))).toEqual([]);
  });
});

test.each([
  ['a resource that is not an ARN', { Resource: 'orders-replica/*' }, 'is not a complete ARN'],
  [
    'a condition key that the action never carries',
    { Resource: 'arn:aws:s3:::orders-replica/*', Condition: { StringEquals: { 's3:prefix': 'a/' } } },
    'does not carry the condition key s3:prefix',
  ],
])('%s stands beside the decision, and is shown', (_name, statement, doubt) => {
  const explanation = explained({
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:role/orders-replication' },
    Action: 's3:ReplicateObject',
    ...statement,
  });
  expect(replicate(explanation)).toMatchObject({ outcome: 'allowed', doubts: [expect.stringContaining(doubt)] });
  expect(explanationText(explanation, text)).toContain('Note: ');
  expect(explanationMarkdown(explanation, '/')).toContain('Note: ');
});
