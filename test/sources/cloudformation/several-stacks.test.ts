/**
 * What stacks share, and what they do not: names, roles, keys, defaults.
 * Sources: CloudFormation User Guide, "Physical IDs of resources", "Nested stacks"; KMS Developer Guide, "Multi-Region keys".
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { auditOnto, auditTexts, errorsIn, verdictsIn } from './audit-of-files.js';
import { account, region, right, snapshotOf } from './deployed-estate.js';
import { edited, plainTemplate } from './template-text.js';

const here = { account, region };

function cut(text: string, from: string, to: string | null = null): string {
  const start = text.indexOf(from);
  return text.slice(0, start) + (to === null ? '' : text.slice(text.indexOf(to, start)));
}

/** The role of the template, and nothing else. */
const roleAlone = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: orders-role
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement: [{ Effect: Allow, Principal: { Service: s3.amazonaws.com }, Action: sts:AssumeRole }]
`;
const withoutRole = edited(
  cut(plainTemplate, '  Role:\n', '  Policy:\n'),
  ['Role: !GetAtt Role.Arn', 'Role: arn:aws:iam::111122223333:role/orders-role'],
  ['Roles: [!Ref Role]', 'Roles: [orders-role]'],
);

describe('a role that another stack makes', () => {
  const files = { 'role.yaml': roleAlone, 'buckets.yaml': withoutRole };
  const deployments = Object.keys(files).map((file) => ({ file, stack: file.slice(0, 5), ...here }));

  test('is found by its literal ARN, and by its name in the policy', async () => {
    const report = await auditTexts(files, { deployments });
    expect(verdictsIn(report)).toEqual(['orders → bucke/Replica: replicates']);
  });

  test('is another one in another account', async () => {
    const elsewhere = deployments.map((each, index) => (index === 0 ? { ...each, account: '444455556666' } : each));
    const report = await auditTexts(files, { deployments: elsewhere });
    expect(verdictsIn(report)).toEqual(['orders → bucke/Replica: unknown']);
  });

  test('is not one of the same name below a path', async () => {
    const other = edited(withoutRole, ['role/orders-role', 'role/team/orders-role']);
    const report = await auditTexts({ ...files, 'buckets.yaml': other }, { deployments });
    expect(verdictsIn(report)).toEqual(['orders → bucke/Replica: fails']);
  });
});

test('one template that is deployed twice has names of its own in each stack', async () => {
  const text = plainTemplate
    .replace('      BucketName: orders\n', '')
    .replace('Resource: arn:aws:s3:::orders\n', 'Resource: !GetAtt Source.Arn\n')
    .replace('Resource: arn:aws:s3:::orders/*', "Resource: !Sub '${Source.Arn}/*'");
  const deployments = ['east', 'west'].map((stack) => ({ file: 'template.yaml', stack, ...here }));
  const report = await auditTexts({ 'template.yaml': text }, { deployments });
  expect(verdictsIn(report)).toEqual([
    'east/Source → east/Replica: replicates',
    'west/Source → west/Replica: replicates',
  ]);
  expect(report.notices ?? []).toEqual([]);
});

describe('a multi-Region key', () => {
  const fixture = (name: string): string =>
    readFileSync(new URL(`../../../fixtures/cloudformation/${name}`, import.meta.url), 'utf8');
  const files = {
    'multi-region-key-source.yaml': fixture('multi-region-key-source.yaml'),
    'multi-region-key.yaml': fixture('multi-region-key.yaml'),
    'list-stack-resources_scans.json': fixture('multi-region-key-source-resources.json'),
  };
  const deployments = [
    { file: 'multi-region-key-source.yaml', stack: 'scans', ...here },
    { file: 'multi-region-key.yaml', stack: 'scans-copies', account, region: 'eu-west-1' },
  ];

  test('the policy of the replica counts for the copies', async () => {
    const text = files['multi-region-key.yaml'].replace('kms:*', 'kms:Describe*');
    const report = await auditTexts({ ...files, 'multi-region-key.yaml': text }, { deployments });
    expect(verdictsIn(report)).toEqual(['scans → scans-copies: fails']);
    expect(errorsIn(report)).toEqual([expect.stringContaining('kms/encrypt-not-allowed')]);
  });

  test('the policy of the primary does not', async () => {
    const text = files['multi-region-key-source.yaml'].replace('Action: kms:*', 'Action: [kms:Decrypt, kms:Put*]');
    const report = await auditTexts({ ...files, 'multi-region-key-source.yaml': text }, { deployments });
    expect(verdictsIn(report)).toEqual(['scans → scans-copies: replicates']);
  });

  test('of another ID is not in the input', async () => {
    const report = await auditTexts(files, {
      deployments,
      parameters: { PrimaryKey: 'arn:aws:kms:us-east-1:111122223333:key/mrk-0000abcd12ab34cd56ef1234567890ab' },
    });
    expect(verdictsIn(report)).toEqual(['scans → scans-copies: unknown']);
  });
});

describe('a default', () => {
  const nested = `Parameters:
  Prefix: { Type: String, Default: logs/ }
${plainTemplate.slice(plainTemplate.indexOf('Resources:'))}`.replace("Prefix: ''", 'Prefix: !Ref Prefix');
  const root = `Resources:
  Inner:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: nested.yaml }
`;

  test('of a template is an assumption', async () => {
    const report = await auditTexts({ 'template.yaml': nested });
    expect(report.notices).toEqual([expect.stringContaining('template.yaml have their defaults: Prefix')]);
  });

  test('of a nested stack is a fact', async () => {
    const report = await auditTexts({ 'root.yaml': root, 'nested.yaml': nested });
    expect(verdictsIn(report)).toEqual(['orders → Inner/Replica: replicates']);
    expect(report.notices ?? []).toEqual([]);
  });
});

test('what the CDK writes into every template is not spoken of', async () => {
  const noise = `Parameters:
  BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /cdk-bootstrap/hnb659fds/version }
Conditions:
  CDKMetadataAvailable: !Equals [!Ref AWS::Region, us-east-1]
Rules:
  CheckBootstrapVersion:
    Assertions:
      - Assert: !Not [!Contains [['1', '2', '3', '4', '5'], !Ref BootstrapVersion]]
        AssertDescription: CDK bootstrap stack version 6 required.
Resources:
  CDKMetadata:
    Type: AWS::CDK::Metadata
    Condition: CDKMetadataAvailable
    Properties: { Analytics: 'v2:deflate64:H4sIAAAAAAAA' }
`;
  const report = await auditTexts({ 'template.yaml': edited(plainTemplate, ['Resources:\n', noise]) });
  expect(verdictsIn(report)).toEqual(['orders → Replica: replicates']);
  expect(report.notices ?? []).toEqual([]);
});

describe('delete markers', () => {
  const firstSchema = edited(
    plainTemplate,
    ['            Priority: 1\n', ''],
    [
      "            Filter: { Prefix: '' }\n            DeleteMarkerReplication: { Status: Disabled }\n",
      "            Prefix: ''\n",
    ],
  );
  const withDelete = (text: string): string =>
    edited(text, [
      '[s3:ReplicateObject, s3:ReplicateTags]',
      '[s3:ReplicateObject, s3:ReplicateDelete, s3:ReplicateTags]',
    ]);
  const unneeded = 'least-privilege/action-not-needed';

  test.each([
    {
      name: 'of the first schema need a right',
      text: firstSchema,
      state: 'fails',
      rules: ['role/replicate-delete-not-allowed'],
    },
    { name: 'of the first schema have it', text: withDelete(firstSchema), state: 'replicates', rules: [] },
    { name: 'that are switched off need none', text: plainTemplate, state: 'skipped', rules: [] },
    {
      name: 'that are switched off leave it unneeded',
      text: withDelete(plainTemplate),
      state: 'skipped',
      rules: [unneeded],
    },
  ])('$name', async ({ text, state, rules }) => {
    const { replication, findings } = await auditTexts({ 'template.yaml': text });
    const asked = ['role/replicate-delete-not-allowed', unneeded];
    expect(replication.map(({ aspects }) => aspects.deleteMarkers)).toEqual([state]);
    expect(findings.map(({ rule }) => rule).filter((rule) => asked.includes(rule))).toEqual(rules);
  });
});

test('two buckets that replicate into each other are judged both ways', async () => {
  const bucket = (id: string, to: string): string => `  ${id}:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: ${id.toLowerCase()}-orders
      VersioningConfiguration: { Status: Enabled }
      ReplicationConfiguration:
        Role: !GetAtt Role.Arn
        Rules:
          - Id: all
            Priority: 1
            Status: Enabled
            Filter: { Prefix: '' }
            DeleteMarkerReplication: { Status: Disabled }
            Destination: { Bucket: 'arn:aws:s3:::${to}-orders' }
`;
  const role = plainTemplate.slice(plainTemplate.indexOf('  Role:\n'));
  const text = `Resources:\n${bucket('East', 'west')}${bucket('West', 'east')}${role}`
    .replace('Resource: arn:aws:s3:::orders\n', "Resource: ['arn:aws:s3:::east-orders', 'arn:aws:s3:::west-orders']\n")
    .replace(
      'Resource: arn:aws:s3:::orders/*',
      "Resource: ['arn:aws:s3:::east-orders/*', 'arn:aws:s3:::west-orders/*']",
    )
    .replace("Resource: !Join ['', [!GetAtt Replica.Arn, /*]]", "Resource: 'arn:aws:s3:::west-orders/*'");
  const report = await auditTexts({ 'template.yaml': text });
  expect(verdictsIn(report)).toEqual(['east-orders → west-orders: replicates', 'west-orders → east-orders: fails']);
  expect(errorsIn(report)).toEqual([expect.stringContaining('role/replicate-not-allowed')]);
  expect(report.findings.map(({ rule }) => rule)).toContain('configuration/replication-before-versioning');
});

test('a bucket that gets another name stays as it is under the old one', async () => {
  const renamed = edited(plainTemplate, [
    '    DependsOn: Replica\n    Properties:\n      BucketName: orders\n',
    '    DependsOn: Replica\n    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain\n    Properties:\n      BucketName: orders-v2\n',
  ]);
  const report = await auditOnto(snapshotOf(right), { 'template.yaml': renamed });
  // What the role of the template reads is still the old bucket.
  expect([...verdictsIn(report)].sort()).toEqual(['orders → orders-replica: replicates', 'orders-v2 → Replica: fails']);
});
