/**
 * One name for two resources: only one of them can be there, so that nothing is judged by either alone.
 * Sources: IAM User Guide, "IAM identifiers" (names are unique in an account); S3 User Guide, "Bucket naming rules".
 */
import { describe, expect, test } from '@jest/globals';
import type { Deployment } from '../../../src/sources/adapter.js';
import { auditTexts } from './audit-of-files.js';
import { edited, kmsTemplate, plainTemplate, type Edit } from './template-text.js';

const here = { account: '111122223333', region: 'us-east-1' };
const there = { account: '444455556666', region: 'eu-west-1' };
const named: Edit = [
  '    Type: AWS::IAM::Role\n    Properties:\n',
  '    Type: AWS::IAM::Role\n    Properties:\n      RoleName: CDKReplicationRole\n',
];
const first = edited(plainTemplate, named);
/** The same for other buckets, with a role that is not allowed to write. */
const second = edited(plainTemplate, named, [
  'Action: [s3:ReplicateObject, s3:ReplicateTags]',
  'Action: s3:ReplicateTags',
]).replaceAll('orders', 'bills');

function deployed(files: readonly string[], ...places: readonly (typeof here)[]): readonly Deployment[] {
  return files.map((file, index) => ({ file, stack: `stack-${index}`, ...(places[index] ?? here) }));
}

async function audited(files: Readonly<Record<string, string>>, deployments: readonly Deployment[]) {
  const { replication, findings, notices = [] } = await auditTexts(files, { deployments });
  return {
    verdicts: replication.map(({ verdict }) => verdict),
    errors: findings.filter(({ level }) => level === 'error').map(({ rule }) => rule),
    notices: notices.join('\n'),
  };
}

describe('a role', () => {
  const files = { 'a.yaml': first, 'b.yaml': second };

  test.each([
    ['in one Region', [here, here]],
    ['in two Regions', [here, { ...here, region: 'eu-west-1' }]],
  ])('two stacks of one account %s make it: nobody knows what it allows', async (_name, places) => {
    const { verdicts, errors, notices } = await audited(files, deployed(Object.keys(files), ...places));
    expect({ verdicts, errors }).toEqual({ verdicts: ['unknown', 'unknown'], errors: [] });
    expect(notices).toContain('stack-0/Role and stack-1/Role are roles of one name in one account');
  });

  test('the order of the stacks does not matter', async () => {
    const turned = { 'b.yaml': second, 'a.yaml': first };
    const { verdicts, errors } = await audited(turned, deployed(Object.keys(turned)));
    expect({ verdicts, errors }).toEqual({ verdicts: ['unknown', 'unknown'], errors: [] });
  });

  test('stacks of two accounts have one each', async () => {
    const { verdicts, errors, notices } = await audited(files, deployed(Object.keys(files), here, there));
    expect({ verdicts: [...verdicts].sort(), errors }).toEqual({
      verdicts: ['fails', 'replicates'],
      errors: ['role/replicate-not-allowed'],
    });
    expect(notices).not.toContain('one name');
  });

  test('one template that is deployed twice', async () => {
    const parameter: Edit = ['Resources:\n', 'Parameters:\n  Name: { Type: String }\nResources:\n'];
    const template = edited(first, parameter)
      .replaceAll('orders', 'orders-x')
      .replace('BucketName: orders-x', 'BucketName: !Ref Name');
    const deployments = ['one', 'two'].map((Name) => ({ file: 'a.yaml', stack: Name, ...here, parameters: { Name } }));
    const { verdicts, notices } = await audited({ 'a.yaml': template }, deployments);
    expect(verdicts).toEqual(['unknown', 'unknown']);
    expect(notices).toContain('one/Role and two/Role are roles of one name');
  });

  test('policies that name it join neither', async () => {
    const policy = `Resources:
  More:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: more
      Roles: [CDKReplicationRole]
      PolicyDocument: { Version: 2012-10-17, Statement: [{ Effect: Allow, Action: 's3:*', Resource: '*' }] }
`;
    const all = { ...files, 'c.yaml': policy };
    const { verdicts } = await audited(all, deployed(Object.keys(all)));
    expect(verdicts).toEqual(['unknown', 'unknown']);
  });
});

describe('a bucket', () => {
  const replicaOf = (more: string): Edit => [
    '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n',
    `  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: orders-copy\n${more}`,
  ];
  const source = edited(plainTemplate, replicaOf(''));
  const other = `Resources:
  Copy:
    Type: AWS::S3::Bucket
    Properties: { BucketName: orders-copy }
`;

  test.each([
    ['one account', here],
    ['two accounts', there],
  ])('two stacks of %s make it: nothing is known of it', async (_name, place) => {
    for (const files of [
      { 'a.yaml': source, 'b.yaml': other },
      { 'b.yaml': other, 'a.yaml': source },
    ]) {
      const places = Object.keys(files).map((name) => (name === 'a.yaml' ? here : place));
      const { verdicts, errors, notices } = await audited(files, deployed(Object.keys(files), ...places));
      // The pair, and whether the contested bucket replicates itself.
      expect({ verdicts, errors }).toEqual({ verdicts: ['unknown', 'unknown'], errors: [] });
      expect(notices).toContain('are buckets of one name');
    }
  });

  test('a source that two stacks make says of no rule that it replicates', async () => {
    const files = {
      'a.yaml': source,
      'b.yaml': 'Resources:\n  Other:\n    Type: AWS::S3::Bucket\n    Properties: { BucketName: orders }\n',
    };
    const { verdicts, errors, notices } = await audited(files, deployed(Object.keys(files)));
    expect(verdicts).not.toContain('replicates');
    expect(errors).toEqual([]);
    expect(notices).toContain('are buckets of one name');
  });
});

test('an alias that two stacks make is of neither key', async () => {
  const alias = (id: string): string =>
    `  Alias:\n    Type: AWS::KMS::Alias\n    Properties: { AliasName: alias/replica, TargetKeyId: !Ref ${id} }\n`;
  const template = edited(kmsTemplate, [
    'ReplicaKmsKeyID: !GetAtt ReplicaKey.Arn',
    "ReplicaKmsKeyID: !Sub 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:alias/replica'",
  ]);
  const files = { 'a.yaml': template + alias('ReplicaKey') };
  expect((await audited(files, deployed(['a.yaml']))).verdicts).toEqual(['replicates']);
  const two = { ...files, 'b.yaml': `Resources:\n  Key:\n    Type: AWS::KMS::Key\n${alias('Key')}` };
  const { verdicts, notices } = await audited(two, deployed(Object.keys(two)));
  expect(verdicts).toEqual(['unknown']);
  expect(notices).toContain('second alias alias/replica');
});

test('of two inline policies of one name nobody knows which is the last', async () => {
  const template = `${plainTemplate}  Again:
    Type: AWS::IAM::RolePolicy
    Properties:
      PolicyName: replication
      RoleName: !Ref Role
      PolicyDocument: { Version: 2012-10-17, Statement: [] }
`;
  const { verdicts, errors } = await audited({ 'a.yaml': template }, deployed(['a.yaml']));
  expect({ verdicts, errors }).toEqual({ verdicts: ['unknown'], errors: [] });
});
