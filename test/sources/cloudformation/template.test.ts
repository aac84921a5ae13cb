/** A template audited end to end: verdicts, causes and places. */
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../../src/report/model.js';
import { auditTexts } from './audit-of-files.js';

function template(
  parts: { readonly rights?: string; readonly key?: string; readonly versioning?: string } = {},
): string {
  const { rights = '[kms:Decrypt]', key = '!GetAtt SourceKey.Arn', versioning = 'Enabled' } = parts;
  return `AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Env: { Type: String, Default: dev }
Resources:
  SourceKey:
    Type: AWS::KMS::Key
  ReplicaKey:
    Type: AWS::KMS::Key
  Source:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub 'orders-\${Env}'
      VersioningConfiguration: { Status: Enabled }
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: { SSEAlgorithm: aws:kms, KMSMasterKeyID: !GetAtt SourceKey.Arn }
            BucketKeyEnabled: true
      ReplicationConfiguration:
        Role: !GetAtt Role.Arn
        Rules:
          - Id: all
            Priority: 1
            Status: Enabled
            Filter: { Prefix: '' }
            DeleteMarkerReplication: { Status: Disabled }
            SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: Enabled } }
            Destination:
              Bucket: !GetAtt Replica.Arn
              EncryptionConfiguration: { ReplicaKmsKeyID: !GetAtt ReplicaKey.Arn }
  Replica:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: { Status: ${versioning} }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement: [{ Effect: Allow, Principal: { Service: s3.amazonaws.com }, Action: sts:AssumeRole }]
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: replication
      Roles: [!Ref Role]
      PolicyDocument:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Action: [s3:GetReplicationConfiguration, s3:ListBucket]
            Resource: !Sub 'arn:aws:s3:::orders-\${Env}'
          - Effect: Allow
            Action: [s3:GetObjectVersionForReplication, s3:GetObjectVersionAcl, s3:GetObjectVersionTagging]
            Resource: !Sub 'arn:\${AWS::Partition}:s3:::orders-\${Env}/*'
          - Effect: Allow
            Action: [s3:ReplicateObject, s3:ReplicateTags]
            Resource: !Join ['', [!GetAtt Replica.Arn, /*]]
          - Effect: Allow
            Action: ${rights}
            Resource: ${key}
          - Effect: Allow
            Action: [kms:Encrypt, kms:GenerateDataKey, kms:Decrypt]
            Resource: !GetAtt ReplicaKey.Arn
`;
}

function errors({ findings }: Report): readonly string[] {
  return findings
    .filter(({ level }) => level === 'error')
    .map(
      ({ rule, permission, location }) =>
        `${rule} ${permission?.cause ?? ''} ${location?.file ?? ''}:${location?.line ?? ''}`,
    );
}

describe('one template', () => {
  test('names that nobody knows yet are equal to themselves: it replicates', async () => {
    const report = await auditTexts({ 'stack.yaml': template() });
    expect(report.replication.map(({ verdict, source }) => [source.bucket, verdict])).toEqual([
      ['orders-dev', 'replicates'],
    ]);
    expect(errors(report)).toEqual([]);
    expect(report.input.kind).toBe('cloudformation');
  });

  test.each([
    ['a right that is missing', { rights: '[kms:DescribeKey]' }, 'fails', 'kms/decrypt-not-allowed'],
    ['the other key', { key: '!GetAtt ReplicaKey.Arn' }, 'fails', 'kms/decrypt-not-allowed'],
    [
      'a destination whose versioning is off',
      { versioning: 'Suspended' },
      'fails',
      'versioning/destination-not-enabled',
    ],
  ] as const)('%s is found at its line', async (_, parts, verdict, rule) => {
    const report = await auditTexts({ 'stack.yaml': template(parts) });
    expect(report.replication[0]?.verdict).toBe(verdict);
    expect(errors(report)).toEqual([expect.stringMatching(new RegExp(`^${rule} .*stack\\.yaml:\\d+$`, 'u'))]);
  });

  test('the same as JSON', async () => {
    const { parseDocument } = await import('yaml');
    const { readYaml } = await import('../../../src/sources/cloudformation/template/read-yaml.js');
    void parseDocument;
    const { root } = readYaml(template({ rights: '[kms:DescribeKey]' }));
    const plain = (node: NonNullable<typeof root>): unknown => {
      if (node.kind === 'scalar') return node.value;
      if (node.kind === 'list') return node.items.map(plain);
      return Object.fromEntries([...node.members].map(([name, { value }]) => [name, plain(value)]));
    };
    if (root === null) throw new Error('The template is YAML.');
    const json = JSON.stringify(plain(root), null, 2).replaceAll(
      /"Fn::GetAtt": "(\w+)\.(\w+)"/gu,
      '"Fn::GetAtt": ["$1", "$2"]',
    );
    const report = await auditTexts({ 'stack.json': json });
    expect(errors(report)).toEqual([expect.stringMatching(/^kms\/decrypt-not-allowed .*stack\.json:\d+$/u)]);
  });

  test('a parameter without a value that decides leaves the verdict open, and its value settles it', async () => {
    const text = template()
      .replace('Env: { Type: String, Default: dev }', 'Env: { Type: String }\n  Key: { Type: String }')
      .replace('KMSMasterKeyID: !GetAtt SourceKey.Arn', 'KMSMasterKeyID: !Ref Key');
    expect((await auditTexts({ 'stack.yaml': text })).replication[0]?.verdict).toBe('unknown');
  });

  test('a name twice is refused at its line', async () => {
    await expect(auditTexts({ 'stack.yaml': `${template()}  Role:\n    Type: AWS::IAM::Role\n` })).rejects.toThrow(
      /second time/u,
    );
  });
});
