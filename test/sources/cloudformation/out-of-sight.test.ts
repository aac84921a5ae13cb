/** Replication that a template may set up where nobody sees it: loops over what is not known, stacks, modules and code that are not in the input. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate } from '../../../scripts/fixtures/estate.mjs';
import type { Report } from '../../../src/report/model.js';
import { auditOfFiles, auditOnto, auditTexts, filesIn, verdictsIn } from './audit-of-files.js';
import { edited, plainTemplate } from './template-text.js';

const unjudged = 'it may set up replication that this report does not judge.';

/** Messages of the gaps, behind the lines that they stand at. */
function gapsIn({ input, findings }: Report): readonly string[] {
  return findings
    .filter(({ fingerprint }) => (input.gaps ?? []).includes(fingerprint))
    .map(({ message, location }) => `${location?.file}:${location?.line} ${message}`);
}

const version = "AWSTemplateFormatVersion: '2010-09-09'\n";
const loop = (body: string): string => `${version}Transform: AWS::LanguageExtensions
Parameters:
  Names: { Type: CommaDelimitedList }
Resources:
  Fn::ForEach::Loop:
    - Name
    - !Ref Names
    - ${body}
`;
const inLoop = 't.yaml:6 What Fn::ForEach::Loop makes is not known (it runs over Names)';
const missing = (names: string, line = 2): string => `t.yaml:${line} The code of ${names} is not in the input`;
const resource = (id: string, type: string, properties: string): string =>
  `  ${id}:\n    Type: ${type}\n    Properties: ${properties}\n`;

describe('what may set up replication is a gap', () => {
  test.each<readonly [string, string, string]>([
    [
      'a loop that makes buckets with rules',
      loop("'B${Name}': { Type: AWS::S3::Bucket, Properties: { ReplicationConfiguration: { Role: r, Rules: [] } } }"),
      inLoop,
    ],
    [
      'a loop in a loop',
      loop(
        "{ 'Fn::ForEach::Inner': [Other, !Ref Names, { 'B${Name}${Other}': { Type: AWS::S3::Bucket, Properties: { ReplicationConfiguration: { Role: r } } } }] }",
      ),
      inLoop,
    ],
    ['a loop that makes stacks', loop("'S${Name}': { Type: AWS::CloudFormation::Stack, Properties: {} }"), inLoop],
    [
      'a loop that makes custom resources which call it',
      loop("'C${Name}': { Type: Custom::C, Properties: { Call: putBucketReplication } }"),
      inLoop,
    ],
    [
      'nested stacks that are called so, once',
      `Resources:\n${resource('Replication', 'AWS::CloudFormation::Stack', '{ TemplateURL: a.yaml }')}${resource('Other', 'AWS::CloudFormation::Stack', '{ TemplateURL: https://s3.amazonaws.com/x/replica.yaml }')}${resource('Network', 'AWS::CloudFormation::Stack', '{ TemplateURL: https://s3.amazonaws.com/x/vpc.yaml }')}`,
      missing('Replication, Other'),
    ],
    [
      'a nested stack that is given rules',
      `Resources:\n${resource('Store', 'AWS::CloudFormation::Stack', '{ TemplateURL: a.yaml, Parameters: { ReplicationRole: r } }')}`,
      missing('Store'),
    ],
    [
      'a nested stack that may be given replication',
      `${version}Parameters: { On: { Type: String } }\nResources:\n${resource('Store', 'AWS::CloudFormation::Stack', '{ TemplateURL: a.yaml, Parameters: { EnableReplication: !Ref On } }')}`,
      missing('Store', 4),
    ],
    [
      'a stack set',
      `Resources:\n${resource('S3Everywhere', 'AWS::CloudFormation::StackSet', '{ TemplateURL: https://example.com/a.yaml }')}`,
      missing('S3Everywhere'),
    ],
    ['a module', `Resources:\n${resource('Store', 'ACME::S3::Replicated::MODULE', '{}')}`, missing('Store')],
    [
      'an application of SAM',
      `Resources:\n${resource('Replication', 'AWS::Serverless::Application', '{ Location: { ApplicationId: x, SemanticVersion: 1.0.0 } }')}`,
      missing('Replication'),
    ],
    [
      'a custom resource that is called so',
      `Resources:\n${resource('Put', 'Custom::PutBucketReplication', '{ ServiceToken: x }')}`,
      missing('Put (Custom::PutBucketReplication)'),
    ],
    [
      'a call for a bucket that no template has',
      `Resources:\n${resource('Put', 'Custom::AWS', `{ Create: '{"service":"S3","action":"putBucketReplication","parameters":{"Bucket":"elsewhere"}}' }`)}`,
      missing('Put (Custom::AWS)'),
    ],
    [
      'a macro that is called so',
      `${version}Transform: Replicator\nResources:\n  T: { Type: AWS::SNS::Topic }\n`,
      missing('Replicator', 1),
    ],
  ])('%s', async (_, text, gap) => {
    const report = await auditTexts({ 't.yaml': text });
    expect(gapsIn(report)).toEqual([`${gap}: ${unjudged}`]);
    expect(report.summary.incomplete).toBe(true);
  });

  test('only in some of the cases', async () => {
    const text = `Parameters:\n  On: { Type: String }\nConditions:\n  IsOn: !Equals [!Ref On, 'yes']\nResources:\n  Replication:\n    Type: AWS::CloudFormation::Stack\n    Condition: IsOn\n    Properties: { TemplateURL: a.yaml }\n`;
    const report = await auditTexts({ 't.yaml': text });
    expect(gapsIn(report)).toEqual([expect.stringContaining('The code of Replication is not in the input')]);
    expect(report.summary.incomplete).toBe(true);
    const off = await auditTexts({ 't.yaml': text }, { parameters: { On: 'no' } });
    expect([gapsIn(off), off.summary.incomplete]).toEqual([[], false]);
  });

  test('a stack of an assembly', async () => {
    const folder = new URL('../../../fixtures/cdk/two-regions/cdk.out', import.meta.url).pathname;
    const files = filesIn(folder, 'cdk.out', (text) => text.replaceAll('"Far": {', '"FarReplica": {'));
    const report = await auditOfFiles(files.filter(({ name }) => !name.endsWith('Far.template.json')));
    expect(gapsIn(report)).toEqual([`cdk.out/manifest.json:1 The code of FarReplica is not in the input: ${unjudged}`]);
  });
});

describe('what sets up none is none', () => {
  test.each<readonly [string, string]>([
    ['a loop of security groups', loop("'G${Name}': { Type: AWS::EC2::SecurityGroup, Properties: {} }")],
    ['a loop of buckets without rules', loop("'B${Name}': { Type: AWS::S3::Bucket }")],
    [
      'a nested stack that is called otherwise',
      `Resources:\n${resource('Network', 'AWS::CloudFormation::Stack', '{ TemplateURL: https://s3.amazonaws.com/my-bucket/vpc.yaml, Parameters: { CodeBucket: x } }')}`,
    ],
    [
      'a nested stack that is given copies of something else, and what says no',
      `Resources:\n${resource('App', 'AWS::CloudFormation::Stack', "{ TemplateURL: app.yaml, Parameters: { Replicas: 3, NumberOfReplicas: '2', ReplicationGroupId: x, EnableReplication: 'false', ReplicaRegion: '' } }")}`,
    ],
    ['a module that is called otherwise', `Resources:\n${resource('M', 'ACME::Net::Vpc::MODULE', '{}')}`],
    ['a custom resource that is called otherwise', `Resources:\n${resource('M', 'Custom::Mailer', '{ Bucket: x }')}`],
    [
      'a module that is not there',
      `${version}Conditions:\n  Never: !Equals [a, b]\nResources:\n  Replica: { Type: ACME::S3::Replica::MODULE, Condition: Never }\n`,
    ],
    ['a macro that is called otherwise', `${version}Transform: Tagger\nResources:\n  T: { Type: AWS::SNS::Topic }\n`],
  ])('%s', async (_, text) => {
    const report = await auditTexts({ 't.yaml': text });
    expect([gapsIn(report), report.summary.incomplete]).toEqual([[], false]);
  });
});

describe('a nested stack whose template is not in the input may set what it is given', () => {
  const stack = (parameters: string): string =>
    edited(plainTemplate, [
      'Resources:\n',
      `Resources:\n${resource('Inner', 'AWS::CloudFormation::Stack', `{ TemplateURL: elsewhere.yaml, Parameters: ${parameters} }`)}`,
    ]);

  test.each<readonly [string, string, readonly string[]]>([
    ['the role', '{ Name: !Ref Role }', ['orders → Replica: unknown']],
    ['the role, by its ARN', '{ Arn: !GetAtt Role.Arn }', ['orders → Replica: unknown']],
    ['the destination', '{ Name: !Ref Replica }', ['orders → Replica: unknown', 'Replica → ?: unknown']],
    ['nothing of it', '{ Name: !Ref AWS::Region }', ['orders → Replica: replicates']],
  ])('%s', async (_, parameters, verdicts) => {
    expect(verdictsIn(await auditTexts({ 'template.yaml': stack(parameters) }))).toEqual(verdicts);
  });

  test.each<readonly [string, string, string]>([
    [
      'a stack set',
      'AWS::CloudFormation::StackSet',
      '{ TemplateURL: x.yaml, Parameters: [{ ParameterKey: N, ParameterValue: !Ref Role }] }',
    ],
    ['a module', 'ACME::Net::Role::MODULE', '{ Name: !Ref Role }'],
  ])('so may %s', async (_, type, properties) => {
    const text = edited(plainTemplate, ['Resources:\n', `Resources:\n${resource('Inner', type, properties)}`]);
    expect(verdictsIn(await auditTexts({ 'template.yaml': text }))).toEqual(['orders → Replica: unknown']);
  });

  test.each(['Custom::Caller', 'ACME::Net::Role::MODULE'])('and %s in a loop over what is not known', async (type) => {
    const text = edited(plainTemplate, [
      'Resources:\n',
      `Transform: AWS::LanguageExtensions\nParameters:\n  Names: { Type: CommaDelimitedList }\nResources:\n  Fn::ForEach::Loop: [Name, !Ref Names, { 'X${'${Name}'}': { Type: '${type}', Properties: { Call: putBucketPolicy } } }]\n`,
    ]);
    const [verdict] = (await auditTexts({ 'template.yaml': text })).replication.map((each) => each.verdict);
    expect(verdict).toBe('unknown');
  });
});

describe('a stack set that goes to more places than are read', () => {
  const accounts = (count: number): string =>
    Array.from({ length: count }, (_, index) => `'${String(100000000000 + index)}'`).join(', ');
  const setOf = (body: string, count: number): string => `${version}Resources:
  Set:
    Type: AWS::CloudFormation::StackSet
    Properties:
      StackSetName: everywhere
      PermissionModel: SELF_MANAGED
      StackInstancesGroup:
        - DeploymentTargets: { Accounts: [${accounts(count)}] }
          Regions: [us-east-1]
      TemplateBody: |
${body.replace(/^(?=.)/gmu, '        ')}`;
  const policy = `Resources:\n${resource('Policy', 'AWS::IAM::RolePolicy', '{ RoleName: s3-crr, PolicyName: x, PolicyDocument: {} }')}`;
  const topic = `Resources:\n${resource('Topic', 'AWS::SNS::Topic', '{}')}`;
  const looped = `Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::Loop: [Name, [a], { 'B${'${Name}'}': { Type: AWS::S3::Bucket, Properties: { ReplicationConfiguration: {} } } }]\n`;
  const why = 'What Set makes is not known (it goes to 101 accounts and Regions, of which 100 are read)';

  test.each([
    ['one that replicates', plainTemplate, 101, [`set.yaml:3 ${why}: ${unjudged}`]],
    ['one that replicates in a loop', looped, 101, [`set.yaml:3 ${why}: ${unjudged}`]],
    ['as many as are read', plainTemplate, 100, []],
    ['one without buckets', topic, 101, []],
    ['policies of roles that it makes itself', policy, 101, []],
  ])('%s', async (_, body, count, gaps) => {
    const report = await auditTexts({ 'set.yaml': setOf(body, count) });
    expect(gapsIn(report)).toEqual(gaps);
  });

  test('policies for what is there', async () => {
    const report = await auditOnto(JSON.stringify(buildEstate({}).snapshot), { 'set.yaml': setOf(policy, 101) });
    expect(gapsIn(report)).toEqual([`set.yaml:3 ${why}: it may change what verdicts depend on.`]);
    expect(report.summary.incomplete).toBe(true);
  });
});

describe('a policy of which nobody knows whose it is', () => {
  const document = '{ Version: 2012-10-17, Statement: [{ Effect: Deny, Action: "*", Resource: "*" }] }';
  const parameters = 'Parameters:\n  Name: { Type: String }\n  Names: { Type: CommaDelimitedList }\n';
  const textOf = (type: string, properties: string): string =>
    `${parameters}Resources:\n${resource('P', type, properties)}`;
  const existing = JSON.stringify(buildEstate({}).snapshot);

  test.each([
    ['AWS::S3::BucketPolicy', `{ Bucket: !Ref Name, PolicyDocument: ${document} }`, 'its bucket is Name'],
    [
      'AWS::S3::BucketPolicy',
      `{ Bucket: !ImportValue Store, PolicyDocument: ${document} }`,
      'its bucket is Fn::ImportValue Store',
    ],
    ['AWS::IAM::RolePolicy', `{ RoleName: !Ref Name, PolicyName: p, PolicyDocument: ${document} }`, 'its role is Name'],
    [
      'AWS::IAM::Policy',
      `{ Roles: [x, !Ref Name], PolicyName: p, PolicyDocument: ${document} }`,
      'one of its roles is Name',
    ],
    [
      'AWS::IAM::Policy',
      `{ Roles: !Ref Names, PolicyName: p, PolicyDocument: ${document} }`,
      'one of its roles is Names',
    ],
    ['AWS::S3::Bucket', '{ BucketName: !Ref Name }', 'its name is Name'],
    ['AWS::S3::Bucket', "{ BucketName: !Sub 'ord${Name}' }", 'its name is "ord${Name}"'],
    ['AWS::IAM::Role', '{ RoleName: !Ref Name, AssumeRolePolicyDocument: {} }', 'its name is Name'],
    ['AWS::IAM::ManagedPolicy', `{ Roles: [!Ref Name], PolicyDocument: ${document} }`, 'one of its roles is Name'],
  ])('%s %s is a gap over what is there', async (type, properties, why) => {
    const text = textOf(type, properties);
    const report = await auditOnto(existing, { 't.yaml': text });
    expect(gapsIn(report)).toEqual([
      `t.yaml:5 What P makes is not known (${why}): it may change what verdicts depend on.`,
    ]);
    expect(report.summary.incomplete).toBe(true);
    expect(gapsIn(await auditTexts({ 't.yaml': text }))).toEqual([]);
  });

  test.each([
    ['AWS::S3::BucketPolicy', `{ Bucket: elsewhere, PolicyDocument: ${document} }`],
    ['AWS::IAM::RolePolicy', `{ RoleName: elsewhere, PolicyName: p, PolicyDocument: ${document} }`],
    ['AWS::S3::Bucket', "{ BucketName: !Sub '${Name}-logs' }"],
    ['AWS::S3::BucketPolicy', `{ Bucket: !Sub '${'${Name}'}-logs', PolicyDocument: ${document} }`],
    ['AWS::IAM::Role', "{ RoleName: !Sub 'lambda-${Name}', AssumeRolePolicyDocument: {} }"],
    ['AWS::IAM::RolePolicy', `{ RoleName: !Sub 'lambda-${'${Name}'}', PolicyName: p, PolicyDocument: ${document} }`],
    ['AWS::IAM::ManagedPolicy', `{ PolicyDocument: ${document} }`],
  ])('%s %s is none', async (type, properties) => {
    expect(gapsIn(await auditOnto(existing, { 't.yaml': textOf(type, properties) }))).toEqual([]);
  });

  test('those of its own bucket and role are none', async () => {
    const own = `${resource('Store', 'AWS::S3::Bucket', '{}')}${resource('Role', 'AWS::IAM::Role', '{ AssumeRolePolicyDocument: {} }')}`;
    const policies = `${resource('P', 'AWS::S3::BucketPolicy', `{ Bucket: !Ref Store, PolicyDocument: ${document} }`)}${resource('Q', 'AWS::IAM::Policy', `{ Roles: [!Ref Role], PolicyName: q, PolicyDocument: ${document} }`)}`;
    expect(gapsIn(await auditOnto(existing, { 't.yaml': `Resources:\n${own}${policies}` }))).toEqual([]);
  });
});

test('an application of SAM beside the template is read', async () => {
  const outer = `Transform: AWS::Serverless-2016-10-31\nResources:\n${resource('Store', 'AWS::Serverless::Application', '{ Location: store.yaml }')}`;
  const report = await auditTexts({ 'outer.yaml': `${version}${outer}`, 'store.yaml': plainTemplate });
  expect(verdictsIn(report)).toEqual(['orders → Store/Replica: replicates']);
});

test('over what is there, nothing else tells of a loop of policies', async () => {
  const policy = loop(
    "'P${Name}': { Type: AWS::IAM::RolePolicy, Properties: { RoleName: s3-crr, PolicyName: !Ref Name, PolicyDocument: {} } }",
  );
  const report = await auditOnto(JSON.stringify(buildEstate({}).snapshot), { 't.yaml': policy });
  expect(gapsIn(report)).toEqual([
    't.yaml:6 What Fn::ForEach::Loop makes is not known (it runs over Names): it may change what verdicts depend on.',
  ]);
  expect(report.summary.incomplete).toBe(true);
});
