/**
 * What a template makes by way of something else: stack sets, custom resources. Read where it can be, otherwise what it changes is open.
 * Sources: CloudFormation Template Reference, AWS::CloudFormation::StackSet; AWS CDK, AwsCustomResource.
 */
import { describe, expect, test } from '@jest/globals';
import { auditTexts, errorsIn, verdictsIn } from './audit-of-files.js';
import { type Edit, edited, kmsTemplate, plainTemplate } from './template-text.js';

function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gmu, ' '.repeat(by));
}

interface Set {
  readonly targets?: string;
  readonly regions?: string;
  readonly body?: string;
  readonly more?: string;
}

const here = "Accounts: ['111122223333']";

function stackSet({
  targets = here,
  regions = '[us-east-1]',
  body = `|\n${indented(plainTemplate, 8)}`,
  more = '',
}: Set): string {
  return `Resources:
  Set:
    Type: AWS::CloudFormation::StackSet
    Properties:
      StackSetName: replication
      PermissionModel: SELF_MANAGED
      StackInstancesGroup:
        - DeploymentTargets: { ${targets} }
          Regions: ${regions}
${more}      TemplateBody: ${body}
`;
}

const withoutWriting = edited(plainTemplate, ['[s3:ReplicateObject, s3:ReplicateTags]', 's3:ReplicateTags']);

describe('a stack set', () => {
  test('is read where it goes', async () => {
    const report = await auditTexts({ 'set.yaml': stackSet({}) });
    expect(verdictsIn(report)).toEqual(['orders → Set/Replica: replicates']);
    expect(report.replication[0]?.source).toMatchObject({ account: '111122223333', region: 'us-east-1' });
    expect(report.notices ?? []).toEqual([]);
  });

  test('findings stand at the line and column of its text', async () => {
    const text = stackSet({ body: `|\n${indented(withoutWriting, 8)}` });
    const report = await auditTexts({ 'set.yaml': text });
    const line = text.split('\n').findIndex((each) => each.includes('- Id: all')) + 1;
    expect(errorsIn(report)).toEqual([`role/replicate-not-allowed no-statement set.yaml:${line}`]);
    const [error] = report.findings.filter(({ level }) => level === 'error');
    expect(error?.location?.column).toBe((text.split('\n')[line - 1] ?? '').indexOf('Id: all') + 1);
  });

  test.each([
    ['JSON in quotes', `'${JSON.stringify({ Resources: { B: { Type: 'AWS::S3::Bucket' } } })}'`],
    ['a folded block', '>\n        Resources: { B: { Type: AWS::S3::Bucket } }\n'],
  ])('of %s is read', async (_, body) => {
    const report = await auditTexts({ 'set.yaml': stackSet({ body }) });
    expect(report.notices ?? []).toEqual([]);
  });

  test('goes to every account and Region that it names', async () => {
    const text = plainTemplate
      .replace('BucketName: orders', "BucketName: !Sub 'orders-${AWS::AccountId}'")
      .replaceAll('arn:aws:s3:::orders', '!GetAtt Source.Arn')
      .replace('!GetAtt Source.Arn/*', "!Sub '${Source.Arn}/*'");
    const report = await auditTexts({
      'set.yaml': stackSet({ targets: "Accounts: ['111122223333', '444455556666']", body: `|\n${indented(text, 8)}` }),
    });
    expect(verdictsIn(report)).toEqual([
      'orders-111122223333 → Set/111122223333/us-east-1/Replica: replicates',
      'orders-444455556666 → Set/444455556666/us-east-1/Replica: replicates',
    ]);
  });

  test.each([
    ['an organizational unit', { targets: 'OrganizationalUnitIds: [ou-ab12-cdef]' }],
    [
      'all accounts but one',
      { targets: `OrganizationalUnitIds: [ou-ab12-cdef], ${here}, AccountFilterType: DIFFERENCE` },
    ],
    ['accounts that nobody knows', { targets: 'Accounts: !Ref Accounts', more: '' }],
    ['Regions that nobody knows', { regions: '!Ref Regions' }],
  ])('of %s is judged, and where it goes is said to be open', async (_, set) => {
    const parameters =
      'Parameters:\n  Accounts: { Type: CommaDelimitedList }\n  Regions: { Type: CommaDelimitedList }\n';
    const report = await auditTexts({ 'set.yaml': `${parameters}${stackSet(set)}` });
    expect(verdictsIn(report)).toEqual(['orders → Set/Replica: replicates']);
    expect(report.notices?.join()).toContain('Not all accounts and Regions of the stack set Set are known');
  });

  test.each([
    ['its own', '      Parameters: [{ ParameterKey: Versioning, ParameterValue: Suspended }]\n', 'fails'],
    ['none', '', 'replicates'],
  ])('gives its template parameters: %s', async (_, more, verdict) => {
    const text = edited(
      plainTemplate,
      ['Resources:\n', 'Parameters:\n  Versioning: { Type: String, Default: Enabled }\nResources:\n'],
      [
        '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: { Status: Enabled }',
        '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: { Status: !Ref Versioning }',
      ],
    );
    const report = await auditTexts({ 'set.yaml': stackSet({ more, body: `|\n${indented(text, 8)}` }) });
    expect(verdictsIn(report)).toEqual([`orders → Set/Replica: ${verdict}`]);
  });

  test('whose template is another file of the input', async () => {
    const set = stackSet({}).replace(/ {6}TemplateBody:[\s\S]*$/u, '      TemplateURL: ./orders.yaml\n');
    const report = await auditTexts({ 'set.yaml': set, 'orders.yaml': plainTemplate });
    expect(verdictsIn(report)).toEqual(['orders → Set/Replica: replicates']);
  });

  test.each([
    [
      'is elsewhere',
      'TemplateURL: https://example.com/t.yaml\n',
      'The template of the stack set Set is not in the input',
    ],
    ['is broken', "TemplateBody: '{'\n", 'TemplateBody of Set cannot be read. This is not JSON'],
  ])('whose template %s is named', async (_, line, notice) => {
    const set = stackSet({}).replace(/TemplateBody:[\s\S]*$/u, line);
    expect((await auditTexts({ 'set.yaml': set })).notices?.join()).toContain(notice);
  });
});

function call(service: string, action: string, parameters: string): Edit {
  return [
    '  Replica:\n',
    `  Setter:
    Type: Custom::AWS
    Properties:
      ServiceToken: arn:aws:lambda:us-east-1:111122223333:function:setter
      Create: !Sub '{"service":"${service}","action":"${action}","parameters":{${parameters}}}'
  Replica:
`,
  ];
}

describe('a call of a custom resource', () => {
  test.each([
    ['S3', 'putBucketReplication', '"Bucket":"${Source}"'],
    ['@aws-sdk/client-s3', 'PutBucketVersioningCommand', '"Bucket":"${Replica}"'],
    ['S3', 'putBucketPolicy', '"Bucket":"${Replica}"'],
    ['S3', 'putBucketEncryption', '"Bucket":"${Source}"'],
    ['s3', 'putBucketVersioning', '"Bucket":"${Anything}"'],
    ['IAM', 'putRolePolicy', '"RoleName":"${Role}"'],
    ['IAM', 'putRolePolicy', '"RoleName":"${Anything}"'],
    ['IAM', 'putRolePolicy', '"RoleName":"crr-${Anything}"'],
    ['KMS', 'putKeyPolicy', '"KeyId":"${Anything}"'],
    ['KMS', 'putKeyPolicy', '"KeyId":"${ReplicaKey}"'],
    ['KMS', 'disableKey', '"KeyId":"${SourceKey.Arn}"'],
  ])('of %s, %s, leaves open what it sets', async (service, action, parameters) => {
    const text = edited(
      kmsTemplate,
      ['Resources:\n', 'Parameters:\n  Anything: { Type: String }\nResources:\n'],
      call(service, action, parameters),
    );
    const report = await auditTexts({ 'template.yaml': text });
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
    const called = `${action.slice(0, 1).toLowerCase()}${action.slice(1)}`.replace('Command', '');
    expect(report.notices?.filter((each) => each.startsWith('Setter'))).toEqual([
      expect.stringContaining(`Setter is a custom resource that calls ${called} on `),
    ]);
  });

  test.each([
    ['another bucket', 'S3', 'putBucketVersioning', '"Bucket":"elsewhere"'],
    ['another role', 'IAM', 'putRolePolicy', '"RoleName":"elsewhere"'],
    ['what is not looked at', 'S3', 'putBucketWebsite', '"Bucket":"${Replica}"'],
  ])('on %s leaves all as it is', async (_, service, action, parameters) => {
    const report = await auditTexts({ 'template.yaml': edited(kmsTemplate, call(service, action, parameters)) });
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(['replicates']);
  });

  test.each([
    ['Custom::S3PutBucketReplication', '{ SourceBucket: !Ref Plain }', ['unknown', 'replicates']],
    [
      'AWS::CloudFormation::CustomResource',
      '{ Source: !GetAtt Plain.Arn, ReplicationConfiguration: { Role: x } }',
      ['unknown', 'replicates'],
    ],
    ['Custom::S3PutBucketReplication', '{ SourceBucket: elsewhere }', ['replicates']],
    ['Custom::Mailer', '{ Bucket: !Ref Plain }', ['replicates']],
  ])('%s %s: a bucket without replication may get it', async (type, properties, verdicts) => {
    const text = edited(plainTemplate, [
      '  Replica:\n',
      `  Other:\n    Type: ${type}\n    Properties: ${properties}\n  Plain:\n    Type: AWS::S3::Bucket\n  Replica:\n`,
    ]);
    const report = await auditTexts({ 'template.yaml': text });
    expect(report.replication.map(({ verdict }) => verdict).sort()).toEqual([...verdicts].sort());
  });
});

describe('a bucket of another kind', () => {
  test.each([
    ['AWS::S3Express::DirectoryBucket', 'a directory bucket'],
    ['AWS::S3Tables::TableBucket', 'a table bucket'],
    ['AWS::S3Vectors::VectorBucket', 'a vector bucket'],
    ['AWS::S3Outposts::Bucket', 'a bucket on AWS Outposts'],
  ])('%s is named', async (type, kind) => {
    const text = edited(plainTemplate, [
      '  Replica:\n',
      `  Other:\n    Type: ${type}\n    Properties: {}\n  Replica:\n`,
    ]);
    const report = await auditTexts({ 'template.yaml': text });
    expect(verdictsIn(report)).toEqual(['orders → Replica: replicates']);
    expect(report.notices).toEqual([`Other is ${kind}: only general purpose buckets are looked at.`]);
  });

  test.each(['AWS::S3Express::DirectoryBucket', 'AWS::S3Tables::TableBucket', 'AWS::S3Outposts::Bucket'])(
    '%s as a destination is not judged',
    async (type) => {
      const arn = type.includes('Tables') ? 'TableBucketARN' : 'Arn';
      const text = edited(
        plainTemplate,
        [
          '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: { Status: Enabled }',
          `  Replica:\n    Type: ${type}\n    Properties: {}`,
        ],
        ['Bucket: !GetAtt Replica.Arn', `Bucket: !GetAtt Replica.${arn}`],
      );
      const report = await auditTexts({ 'template.yaml': text });
      expect(report.replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
      expect(report.findings.map(({ rule }) => rule)).toContain('coverage/unsupported-bucket-kind');
    },
  );
});
