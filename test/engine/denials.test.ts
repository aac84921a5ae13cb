/** Guards that people put on destination buckets, and what they do to replication. */
import { expect, test } from '@jest/globals';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { auditOf } from '../audit-of.js';

function guard(choices: Readonly<Record<string, unknown>>, statement: Readonly<Record<string, unknown>>) {
  const { snapshot, setting } = buildEstate({ crossAccount: true, ...choices });
  const answer = snapshot.accounts[1].buckets[0].GetBucketPolicy;
  const policy = JSON.parse(answer.Policy);
  const text = JSON.stringify({
    Sid: 'Guard',
    Effect: 'Deny',
    Action: 's3:*',
    Resource: [`arn:aws:s3:::${setting.destination}`, `arn:aws:s3:::${setting.destination}/*`],
    ...statement,
  });
  policy.Statement.push(JSON.parse(text.replaceAll('ROLE', setting.role)));
  answer.Policy = JSON.stringify(policy);
  const report = auditOf(snapshot);
  return { verdict: report.replication[0]?.verdict, findings: report.findings };
}

const everyone = { Principal: '*' };
const header = 's3:x-amz-server-side-encryption';

test.each([
  [
    'another VPC endpoint',
    {},
    { ...everyone, Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } },
    'fails',
  ],
  [
    'another organization',
    {},
    { ...everyone, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-x' } } },
    'fails',
  ],
  [
    'the own organization',
    {},
    { ...everyone, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } } },
    'replicates',
  ],
  // Whatever S3 sends for a replica under SSE-S3, it is not aws:kms.
  [
    'a KMS header, on replicas under SSE-S3',
    {},
    { ...everyone, Condition: { StringNotEquals: { [header]: 'aws:kms' } } },
    'fails',
  ],
  [
    'a KMS header, on replicas under SSE-KMS',
    { kms: true },
    { ...everyone, Condition: { StringNotEquals: { [header]: 'aws:kms' } } },
    'unknown',
  ],
  [
    'a header, on s3:PutObject',
    {},
    { ...everyone, Action: 's3:PutObject', Condition: { Null: { [header]: 'true' } } },
    'replicates',
  ],
  ['all but the own account', {}, { NotPrincipal: { AWS: 'arn:aws:iam::444455556666:root' } }, 'fails'],
  ['all but the role, without account and session', {}, { NotPrincipal: { AWS: 'ROLE' } }, 'unknown'],
  ['plain HTTP', {}, { ...everyone, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }, 'replicates'],
] as const)('a Deny for %s', (_name, choices, statement, expected) => {
  const { verdict, findings } = guard(choices, statement);
  expect(verdict).toBe(expected);
  const about = findings.filter(({ message }) => message.includes('Guard') || message.includes('Statement[2]'));
  const reason = findings.filter(({ kind }) => kind === 'unknown');
  if (expected === 'fails') expect(about.map(({ permission }) => permission?.cause)).toContain('explicit-deny');
  if (expected === 'unknown') expect(reason.map(({ rule }) => rule)).toContain('evidence/undocumented');
  if (expected === 'replicates') expect([...about, ...reason]).toEqual([]);
});
