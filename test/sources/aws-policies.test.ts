/**
 * AWS managed policies on roles of code: judged as AWS publishes them, or as an answer says. Nobody can read one of another name in code.
 * Source: AWS Managed Policy Reference.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { publishedPolicies } from '../../src/sources/aws-policies/published.js';
import type { ReadOptions } from '../../src/sources/adapter.js';
import { auditTexts } from './cloudformation/audit-of-files.js';
import { type Edit, edited, plainTemplate } from './cloudformation/template-text.js';
import { isThere, ownTool } from '../tools/own-tool.js';

const writing: Edit[0] = 'Action: [s3:ReplicateObject, s3:ReplicateTags]';
const role = '    Type: AWS::IAM::Role\n    Properties:\n';

function withPolicies(names: readonly string[], actions = 's3:ReplicateTags', boundary?: string): string {
  const arn = (name: string): string => `!Sub 'arn:\${AWS::Partition}:iam::aws:policy/${name}'`;
  return edited(
    plainTemplate,
    [writing, `Action: ${actions}`],
    [
      role,
      `${role}      ManagedPolicyArns: [${names.map(arn).join(', ')}]\n${boundary === undefined ? '' : `      PermissionsBoundary: ${arn(boundary)}\n`}`,
    ],
  );
}

async function audited(files: Readonly<Record<string, string>>, options: ReadOptions = {}) {
  const { replication, findings, notices = [] } = await auditTexts(files, options);
  return {
    verdict: replication.map(({ verdict }) => verdict).join(),
    messages: JSON.stringify(findings),
    notices,
  };
}

const all = "['s3:ReplicateObject', 's3:ReplicateTags']";

describe('an AWS managed policy of a role', () => {
  test.each([
    ['gives what is needed', ['AmazonS3FullAccess'], 's3:ReplicateTags', undefined, 'replicates'],
    ['gives everything', ['AdministratorAccess'], 's3:ReplicateTags', undefined, 'replicates'],
    ['gives everything but IAM', ['PowerUserAccess'], 's3:ReplicateTags', undefined, 'replicates'],
    ['only reads', ['AmazonS3ReadOnlyAccess'], 's3:ReplicateTags', undefined, 'fails'],
    ['is of something else', ['service-role/AWSLambdaBasicExecutionRole'], all, undefined, 'replicates'],
    ['denies all', ['AWSDenyAll'], all, undefined, 'fails'],
    ['is not known here', ['AWSDataSyncFullAccess'], 's3:ReplicateTags', undefined, 'unknown'],
    ['is a boundary that lets it through', [], all, 'AmazonS3FullAccess', 'replicates'],
    ['is a boundary that does not', [], all, 'AmazonS3ReadOnlyAccess', 'fails'],
    ['is a boundary that is not known here', [], all, 'AWSDataSyncFullAccess', 'unknown'],
  ])('%s', async (_, names, actions, boundary, verdict) => {
    const { verdict: found, notices } = await audited({ 'template.yaml': withPolicies(names, actions, boundary) });
    expect(found).toBe(verdict);
    const isPublished = [...names, boundary ?? 'none'].some((name) => Object.hasOwn(publishedPolicies, name));
    expect(notices.some((notice) => notice.includes('as AWS publishes them'))).toBe(isPublished);
  });

  test('that is not known here: the report says which commands to run', async () => {
    const { messages } = await audited({ 'template.yaml': withPolicies(['AWSDataSyncFullAccess']) });
    expect(messages).toContain(
      'The document of AWS managed policy arn:aws:iam::aws:policy/AWSDataSyncFullAccess is not in the input.',
    );
    expect(messages).toContain('aws iam get-policy --policy-arn arn:aws:iam::aws:policy/AWSDataSyncFullAccess');
  });

  test('in another partition is not taken for the same', async () => {
    const text = withPolicies([]).replace(
      'ManagedPolicyArns: []',
      "ManagedPolicyArns: ['arn:aws-cn:iam::aws:policy/AmazonS3FullAccess']",
    );
    expect((await audited({ 'template.yaml': text })).verdict).toBe('unknown');
  });
});

describe('answers that are handed over', () => {
  const answers = (name: string, Action: readonly string[], DefaultVersionId = 'v9') => ({
    'answers/get-policy.json': JSON.stringify({
      Policy: { PolicyName: name, Arn: `arn:aws:iam::aws:policy/${name}`, DefaultVersionId },
    }),
    'answers/get-policy-version.json': JSON.stringify({
      PolicyVersion: {
        Document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
        VersionId: 'v9',
        IsDefaultVersion: true,
      },
    }),
  });

  test.each([
    ['of a policy that is not known here', 'AWSDataSyncFullAccess', ['s3:*'], 'replicates'],
    ['of a policy that is not known here, and does not allow it', 'AWSDataSyncFullAccess', ['s3:Get*'], 'fails'],
    ['hold rather than what AWS publishes', 'AmazonS3FullAccess', ['s3:Get*'], 'fails'],
  ])('%s', async (_, name, actions, verdict) => {
    const files = { 'template.yaml': withPolicies([name]), ...answers(name, actions) };
    expect((await audited(files)).verdict).toBe(verdict);
  });

  test('without the answer that names the policy are refused, with what is missing', async () => {
    const { 'answers/get-policy-version.json': document } = answers('AWSDataSyncFullAccess', ['s3:*']);
    const files = { 'template.yaml': withPolicies(['AWSDataSyncFullAccess']), 'document.json': document };
    await expect(audited(files)).rejects.toThrow(
      expect.objectContaining({
        message: expect.stringContaining('nothing says which managed policy it is about'),
        help: expect.stringContaining('aws iam get-policy'),
      }),
    );
  });
});

test('what is written here is what AWS answers', () => {
  const folder = ownTool('moto', 'lib');
  if (!isThere(folder !== null, 'moto could not be installed.', 'Documents of AWS managed policies are not compared.'))
    return;
  // A Python module that holds one JSON text.
  const [python = ''] = readdirSync(folder ?? '');
  const text = readFileSync(`${folder ?? ''}/${python}/site-packages/moto/iam/aws_managed_policies.py`, 'utf8');
  const recorded = JSON.parse(text.slice(text.indexOf('"""') + 3, text.lastIndexOf('"""'))) as Readonly<
    Record<
      string,
      {
        readonly Document: object;
        readonly DefaultVersionId: string;
        readonly UpdateDate: string;
        readonly Path?: string;
      }
    >
  >;
  for (const [path, { version, since, document }] of Object.entries(publishedPolicies)) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    expect({ path, version, since, document }).toEqual({
      path: `${(recorded[name]?.Path ?? '/').slice(1)}${name}`,
      version: recorded[name]?.DefaultVersionId,
      since: recorded[name]?.UpdateDate.slice(0, 10),
      document: recorded[name]?.Document,
    });
  }
});
