/** A replication role that S3 Batch Operations takes too: what is offered in place of its policies leaves jobs what they need. */
import { expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../../scripts/fixtures/estate.mjs';
import { auditOf } from '../../audit-of.js';

const jobs = 'arn:aws:s3:::jobs/manifests/*';

function batchRole(...more: readonly object[]): Snapshot {
  const { snapshot } = buildEstate({ kms: true });
  const [role] = snapshot.accounts[0].roles;
  role.AssumeRolePolicyDocument.Statement[0].Principal.Service = [
    's3.amazonaws.com',
    'batchoperations.s3.amazonaws.com',
  ];
  role.RolePolicyList[0].PolicyDocument.Statement.push(...more);
  return snapshot;
}
function allow(Action: unknown, Resource: unknown): object {
  return { Effect: 'Allow', Action, Resource };
}

const own = [
  allow('s3:InitiateReplication', 'arn:aws:s3:::orders/*'),
  allow(['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], jobs),
];

test('what a job needs is not too much', () => {
  const { findings } = auditOf(batchRole(...own));
  expect(findings.filter(({ rule }) => /^(?:least-privilege|batch)\//u.test(rule))).toEqual([]);
});

test('what a job needs without a bucket of its own is too much', () => {
  const { findings } = auditOf(batchRole(allow(['s3:InitiateReplication', 's3:GetObject', 's3:PutObject'], '*')));
  expect(findings.filter(({ level }) => level === 'warning').map(({ rule }) => rule)).toEqual([
    'least-privilege/action-not-needed',
    'least-privilege/resource-too-broad',
  ]);
});

test.each([
  ['that may start replication', own],
  ['that has yet to be allowed to', own.slice(1)],
])('the policy to use instead keeps the start of replication, manifest and report, for a role %s', (_name, more) => {
  const { findings, patches } = auditOf(batchRole(...more, allow('s3:DeleteObject', '*')));
  const finding = findings.find(({ rule }) => rule === 'least-privilege/action-not-needed');
  expect(finding?.message).toContain('s3:DeleteObject');
  expect(finding?.help).toContain('A Batch Replication job needs s3:InitiateReplication, which this policy grants');
  const patch = patches.find(({ id }) => finding?.patches.includes(id));
  const statements = patch?.value?.['Statement'] as readonly Statement[] | undefined;
  expect(granted(statements, 'arn:aws:s3:::orders/*')).toContain('s3:InitiateReplication');
  expect(granted(statements, jobs)).toEqual(['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject']);
  expect(
    statements?.filter(({ Action, Condition }) => JSON.stringify(Action).includes('kms:') && Condition === undefined),
  ).toEqual([]);
  expect(JSON.stringify(statements)).not.toContain('s3:DeleteObject');
});

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
}

function granted(statements: readonly Statement[] | undefined, resource: string): readonly string[] {
  return (statements ?? [])
    .filter(({ Resource }) => [Resource].flat().includes(resource))
    .flatMap(({ Action }) => Action);
}
