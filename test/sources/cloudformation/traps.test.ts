/**
 * Templates that look like something that they are not. What is not known is unknown, never a pass and never a failure.
 * Sources: CloudFormation Template Reference and User Guide; templates and reports of users.
 */
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../../src/report/model.js';
import type { ReadOptions } from '../../../src/sources/adapter.js';
import { auditTexts } from './audit-of-files.js';
import { type Edit, edited, kmsTemplate, plainTemplate } from './template-text.js';

interface Trap {
  readonly name: string;
  readonly text: string;
  /** Of every replication rule. */
  readonly verdicts: readonly string[];
  /** Rules of errors, each once, in the order of their names. */
  readonly errors?: readonly string[];
  /** Part of a notice. */
  readonly notice?: string;
  readonly options?: ReadOptions;
}

const parameters = (text: string): Edit => ['Resources:\n', `Parameters:\n${text}\nResources:\n`];
const conditions = (text: string): Edit => ['Resources:\n', `Conditions:\n${text}\nResources:\n`];
const plain = (...edits: readonly Edit[]): string => edited(plainTemplate, ...edits);
const kms = (...edits: readonly Edit[]): string => edited(kmsTemplate, ...edits);
const versionedReplica: Edit['0'] =
  '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: { Status: Enabled }';
const unversionedReplica = '  Replica:\n    Type: AWS::S3::Bucket';
const sourceVersioning = 'BucketName: orders\n      VersioningConfiguration: { Status: Enabled }';
const toReplica = "!Join ['', [!GetAtt Replica.Arn, /*]]";
const ruleStatus = '            Status: Enabled\n';

const traps: readonly Trap[] = [
  { name: 'the template as it is', text: plainTemplate, verdicts: ['replicates'] },
  { name: 'the template with keys as it is', text: kmsTemplate, verdicts: ['replicates'] },
  {
    name: 'no VersioningConfiguration: known to be off',
    text: plain([versionedReplica, unversionedReplica]),
    verdicts: ['fails'],
    errors: ['versioning/destination-not-enabled'],
  },
  {
    name: 'no VersioningConfiguration beside Object Lock: known to be on',
    text: plain([
      versionedReplica,
      '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      ObjectLockEnabled: true',
    ]),
    verdicts: ['replicates'],
  },
  {
    name: 'Object Lock by a parameter without a value: whether versioning is on is not known',
    text: plain(parameters('  Lock: { Type: String }'), [
      versionedReplica,
      '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      ObjectLockEnabled: !Ref Lock',
    ]),
    verdicts: ['unknown'],
  },
  {
    name: 'versioning and the rule share a condition: a mixture is never judged',
    text: plain(
      parameters('  Env: { Type: String, AllowedValues: [prod, dev] }'),
      conditions('  IsProd: !Equals [!Ref Env, prod]'),
      [
        versionedReplica,
        '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: !If [IsProd, { Status: Enabled }, !Ref AWS::NoValue]',
      ],
      [ruleStatus, '            Status: !If [IsProd, Enabled, Disabled]\n'],
    ),
    verdicts: ['replicates'],
  },
  {
    name: 'versioning and the rule depend on opposite conditions',
    text: plain(
      parameters('  Env: { Type: String, AllowedValues: [prod, dev] }'),
      conditions('  IsProd: !Equals [!Ref Env, prod]\n  IsDev: !Not [!Condition IsProd]'),
      [
        versionedReplica,
        '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: !If [IsDev, { Status: Enabled }, !Ref AWS::NoValue]',
      ],
      [ruleStatus, '            Status: !If [IsProd, Enabled, Disabled]\n'],
    ),
    verdicts: ['fails'],
    errors: ['versioning/destination-not-enabled'],
  },
  {
    name: 'versioning depends on a parameter without a value, the rule does not',
    text: plain(
      parameters('  Env: { Type: String, AllowedValues: [prod, dev] }'),
      conditions('  IsProd: !Equals [!Ref Env, prod]'),
      [
        versionedReplica,
        '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: !If [IsProd, { Status: Enabled }, !Ref AWS::NoValue]',
      ],
    ),
    verdicts: ['unknown'],
    errors: ['versioning/destination-not-enabled'],
  },
  {
    name: 'an account id without quotes loses its zero',
    text: plain([
      '              Bucket: !GetAtt',
      '              Account: 012345670123\n              Bucket: !GetAtt',
    ]),
    verdicts: ['unknown'],
    notice: '012345670123 stands without quotes',
  },
  {
    name: 'Ref of a role is its name',
    text: plain(['Role: !GetAtt Role.Arn', 'Role: !Ref Role']),
    verdicts: ['fails'],
    errors: ['configuration/role-arn-malformed'],
  },
  {
    name: 'Ref of a managed policy is its ARN',
    text: plain(
      ['    Type: AWS::IAM::Policy', '    Type: AWS::IAM::ManagedPolicy'],
      ['      PolicyName: replication\n      Roles: [!Ref Role]\n', ''],
      ['      AssumeRolePolicyDocument:', '      ManagedPolicyArns: [!Ref Policy]\n      AssumeRolePolicyDocument:'],
    ),
    verdicts: ['replicates'],
  },
  {
    name: 'Ref of a key is its id',
    text: kms([
      'ReplicaKmsKeyID: !GetAtt ReplicaKey.Arn',
      "ReplicaKmsKeyID: !Sub 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${ReplicaKey}'",
    ]),
    verdicts: ['replicates'],
  },
  {
    name: 'an object ARN without arn:aws:s3:::',
    text: plain([toReplica, "!Sub '${Replica}/*'"]),
    verdicts: ['fails'],
    errors: ['role/replicate-not-allowed'],
  },
  {
    name: 'the bucket ARN in place of the object ARN',
    text: plain([toReplica, '!GetAtt Replica.Arn']),
    verdicts: ['fails'],
    errors: ['role/replicate-not-allowed'],
  },
  {
    name: 'an ARN by Sub and by GetAtt are one value',
    text: plain([toReplica, "!Sub 'arn:${AWS::Partition}:s3:::${Replica}/*'"]),
    verdicts: ['replicates'],
  },
  {
    name: 'rights on another generated name are none on this one',
    text: kms([
      'Action: kms:Encrypt, Resource: !GetAtt ReplicaKey.Arn',
      'Action: kms:Encrypt, Resource: !GetAtt SourceKey.Arn',
    ]),
    verdicts: ['fails'],
    errors: ['kms/encrypt-not-allowed'],
  },
  {
    name: 'a role name out of an ARN, by Select and Split',
    text: plain([
      'Roles: [!Ref Role]',
      "Roles: [!Select [1, !Split ['/', !Select [5, !Split [':', !GetAtt Role.Arn]]]]]",
    ]),
    verdicts: ['replicates'],
  },
  {
    name: 'an incomplete block of public access leaves the others off',
    text: plain([
      versionedReplica,
      `${versionedReplica}\n      PublicAccessBlockConfiguration: { BlockPublicAcls: true }`,
    ]),
    verdicts: ['replicates'],
  },
  {
    name: 'the default of a parameter of SSM is a name, not the value',
    text: plain(parameters("  Where: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /replica/arn }"), [
      '              Bucket: !GetAtt Replica.Arn',
      '              Bucket: !Ref Where',
    ]),
    verdicts: ['unknown'],
  },
  {
    name: 'an empty filter is of the newer schema',
    text: plain(["Filter: { Prefix: '' }", 'Filter: {}']),
    verdicts: ['replicates'],
  },
  {
    name: 'tags in a filter have another name than in the API',
    text: plain([
      "Filter: { Prefix: '' }",
      'Filter: { And: { Prefix: a/, TagFilters: [{ Key: k, Value: v }, { Key: l, Value: w }] } }',
    ]),
    verdicts: ['replicates'],
  },
  {
    name: 'a configuration that AWS::NoValue removes',
    text: plain([
      '      ReplicationConfiguration:\n        Role: !GetAtt Role.Arn\n',
      '      ReplicationConfiguration: !Ref AWS::NoValue\n      Ignored:\n        Role: !GetAtt Role.Arn\n',
    ]),
    verdicts: [],
  },
  {
    name: 'a statement that AWS::NoValue removes',
    text: plain([
      '        Statement:\n          - Effect: Allow\n            Action: [s3:GetRep',
      '        Statement:\n          - !Ref AWS::NoValue\n          - Effect: Allow\n            Action: [s3:GetRep',
    ]),
    verdicts: ['replicates'],
  },
  {
    name: 'a boolean in a policy is the text false',
    text: plain([
      '            Resource: arn:aws:s3:::orders/*\n',
      '            Resource: arn:aws:s3:::orders/*\n          - { Effect: Deny, Action: s3:*, Resource: "*", Condition: { Bool: { aws:SecureTransport: false } } }\n',
    ]),
    verdicts: ['replicates'],
  },
  {
    name: 'a condition that is called On',
    text: plain(conditions('  On: !Equals [a, a]'), [
      versionedReplica,
      '  Replica:\n    Type: AWS::S3::Bucket\n    Condition: On\n    Properties:\n      VersioningConfiguration: { Status: !If [On, Enabled, Suspended] }',
    ]),
    verdicts: ['replicates'],
  },
  {
    name: 'a macro may change anything',
    text: plain(['Resources:\n', 'Transform: Company::Defaults\nResources:\n']),
    verdicts: ['unknown', 'unknown'],
    notice: 'Company::Defaults may change anything',
  },
  {
    name: 'transforms of AWS leave replication alone',
    text: plain(['Resources:\n', 'Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\nResources:\n']),
    verdicts: ['replicates'],
  },
  {
    name: 'a custom resource that sets what replication needs is spoken of',
    text: plain([
      '  Replica:\n',
      '  Put:\n    Type: Custom::Put\n    Properties: { ServiceToken: x, Call: putBucketPolicy }\n  Replica:\n',
    ]),
    verdicts: ['replicates'],
    notice: 'Put (Custom::Put) may set up replication',
  },
  {
    name: 'an import of a stack that nobody gave, in rule and policy',
    text: plain(
      ['              Bucket: !GetAtt Replica.Arn', '              Bucket: !ImportValue replica-arn'],
      [toReplica, "!Sub ['${Arn}/*', { Arn: !ImportValue replica-arn }]"],
    ),
    verdicts: ['unknown'],
  },
  {
    name: 'a destination that the template only names',
    text: plain(
      ['    DependsOn: Replica\n', ''],
      ['              Bucket: !GetAtt Replica.Arn', '              Bucket: arn:aws:s3:::elsewhere'],
      [toReplica, 'arn:aws:s3:::elsewhere/*'],
      [versionedReplica, unversionedReplica],
    ),
    verdicts: ['unknown'],
  },
  {
    name: 'no DependsOn: permissions are judged, the order is a warning',
    text: plain(
      ['    DependsOn: Replica\n', ''],
      ['              Bucket: !GetAtt Replica.Arn', '              Bucket: arn:aws:s3:::other'],
      [
        '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n',
        '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: other\n',
      ],
    ),
    verdicts: ['replicates'],
  },
  {
    name: 'a policy as text, with a variable of IAM in a Sub',
    text: plain([
      '  Policy:\n',
      `  More:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: more
      Roles: [!Ref Role]
      PolicyDocument: !Sub '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::\${!aws:username}/*"}]}'
  Policy:
`,
    ]),
    verdicts: ['replicates'],
  },
  {
    name: 'one name for two buckets: which of them is there is not known',
    text: plain([
      '  Replica:\n',
      '  Again:\n    Type: AWS::S3::Bucket\n    Properties: { BucketName: orders }\n  Replica:\n',
    ]),
    verdicts: ['unknown'],
    notice: 'Source and Again are buckets of one name: only one of them can be deployed',
  },
  {
    name: 'two policies of one bucket: which is the last is not known',
    text: plain([
      '  Replica:\n',
      `${['One', 'Two']
        .map(
          (id) => `  ${id}:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Replica
      PolicyDocument: { Statement: [{ Effect: ${id === 'One' ? 'Allow' : 'Deny'}, Principal: '*', Action: s3:*, Resource: !Sub '\${Replica.Arn}/*' }] }
`,
        )
        .join('')}  Replica:
`,
    ]),
    verdicts: ['unknown'],
  },
  {
    name: 'a Deny of the bucket policy, by the same name',
    text: plain([
      '  Replica:\n',
      `  Deny:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Replica
      PolicyDocument: { Statement: { Effect: Deny, Principal: '*', Action: s3:ReplicateObject, Resource: !Sub '\${Replica.Arn}/*' } }
  Replica:
`,
    ]),
    verdicts: ['fails'],
    errors: ['role/replicate-not-allowed'],
  },
  {
    name: 'a key without a policy has the default one, which delegates to the account',
    text: kms(),
    verdicts: ['replicates'],
  },
  {
    name: 'a key with a policy that names nobody',
    text: kms([
      '  ReplicaKey:\n    Type: AWS::KMS::Key\n',
      "  ReplicaKey:\n    Type: AWS::KMS::Key\n    Properties: { KeyPolicy: { Version: 2012-10-17, Statement: [{ Effect: Allow, Principal: { AWS: 'arn:aws:iam::999900001111:root' }, Action: 'kms:*', Resource: '*' }] } }\n",
    ]),
    verdicts: ['fails'],
    errors: ['kms/encrypt-not-allowed'],
    options: { account: '111122223333', region: 'us-east-1' },
  },
  {
    name: 'an action of a sample that does not exist fails nothing',
    text: plain([
      'Action: [s3:ReplicateObject, s3:ReplicateTags]',
      'Action: [s3:ReplicateObject, s3:ReplicateTags, s3:ReplicationTags]',
    ]),
    verdicts: ['replicates'],
  },
  {
    name: 'numbers and booleans may be texts',
    text: plain(['Priority: 1', "Priority: '1'"]),
    verdicts: ['replicates'],
  },
  {
    name: 'resources that a loop makes',
    text: plain(
      ['Resources:\n', 'Transform: AWS::LanguageExtensions\nResources:\n'],
      [
        versionedReplica,
        "  Fn::ForEach::Replicas:\n    - Name\n    - [Replica, Other]\n    - '${Name}':\n        Type: AWS::S3::Bucket\n        Properties:\n          VersioningConfiguration: { Status: Enabled }",
      ],
    ),
    verdicts: ['replicates'],
  },
  {
    name: 'a default that decides is an assumption',
    text: plain(parameters('  State: { Type: String, Default: Suspended }'), [
      versionedReplica,
      '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: { Status: !Ref State }',
    ]),
    verdicts: ['fails'],
    errors: ['versioning/destination-not-enabled'],
    notice: 'have their defaults: State',
  },
  {
    name: 'a given value beats the default',
    text: plain(parameters('  State: { Type: String, Default: Suspended }'), [
      versionedReplica,
      '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: { Status: !Ref State }',
    ]),
    verdicts: ['replicates'],
    options: { parameters: { State: 'Enabled' } },
  },
  {
    name: 'a source that is not versioned',
    text: plain([sourceVersioning, 'BucketName: orders']),
    verdicts: ['fails'],
    errors: ['versioning/source-not-enabled'],
  },
  {
    name: 'a dynamic reference is equal to itself, and otherwise anything',
    text: plain(['arn:aws:s3:::orders/*', "'{{resolve:ssm:/orders/arn}}/*'"]),
    verdicts: ['unknown'],
  },
  {
    name: 'a parameter without a value switches the rule',
    text: plain(parameters('  State: { Type: String }'), [ruleStatus, '            Status: !Ref State\n']),
    verdicts: ['unknown'],
  },
  {
    name: 'a parameter without a value is the prefix',
    text: plain(parameters('  Below: { Type: String }'), ["Filter: { Prefix: '' }", 'Filter: { Prefix: !Ref Below }']),
    verdicts: ['replicates'],
  },
  {
    name: 'a parameter without a value switches the selection of KMS objects',
    text: kms(parameters('  Select: { Type: String }'), [
      'SseKmsEncryptedObjects: { Status: Enabled }',
      'SseKmsEncryptedObjects: { Status: !Ref Select }',
    ]),
    verdicts: ['unknown'],
  },
  {
    name: 'a parameter without a value is the algorithm of the default encryption',
    text: kms(parameters('  How: { Type: String }'), ['SSEAlgorithm: aws:kms', 'SSEAlgorithm: !Ref How']),
    verdicts: ['unknown'],
  },
  {
    name: 'a parameter without a value is the replica key, in rule and policy',
    text: kms(
      parameters('  Key: { Type: String }'),
      ['ReplicaKmsKeyID: !GetAtt ReplicaKey.Arn', 'ReplicaKmsKeyID: !Ref Key'],
      ['Action: kms:Encrypt, Resource: !GetAtt ReplicaKey.Arn', 'Action: kms:Encrypt, Resource: !Ref Key'],
    ),
    verdicts: ['unknown'],
  },
  {
    name: 'a parameter without a value switches a key',
    text: kms(parameters('  On: { Type: String }'), [
      '  ReplicaKey:\n    Type: AWS::KMS::Key\n',
      '  ReplicaKey:\n    Type: AWS::KMS::Key\n    Properties: { Enabled: !Ref On }\n',
    ]),
    verdicts: ['unknown'],
  },
  {
    name: 'a parameter without a value is an action',
    text: plain(parameters('  May: { Type: String }'), [
      'Action: [s3:ReplicateObject, s3:ReplicateTags]',
      'Action: [!Ref May, s3:ReplicateTags]',
    ]),
    verdicts: ['unknown'],
  },
  {
    name: 'a parameter without a value is the effect',
    text: plain(parameters('  How: { Type: String }'), [
      '          - Effect: Allow\n            Action: [s3:ReplicateObject',
      '          - Effect: !Ref How\n            Action: [s3:ReplicateObject',
    ]),
    verdicts: ['unknown'],
  },
  {
    name: 'a list of policies by a parameter without a value',
    text: plain(parameters('  More: { Type: CommaDelimitedList }'), [
      '      AssumeRolePolicyDocument:',
      '      ManagedPolicyArns: !Ref More\n      AssumeRolePolicyDocument:',
    ]),
    verdicts: ['unknown'],
  },
  {
    name: 'a policy on roles that a parameter without a value names',
    text: plain(parameters('  Who: { Type: CommaDelimitedList }'), ['Roles: [!Ref Role]', 'Roles: !Ref Who']),
    verdicts: ['unknown'],
  },
  {
    name: 'a bucket policy whose bucket a parameter without a value names',
    text: plain(parameters('  Which: { Type: String }'), [
      '  Replica:\n',
      `  Deny:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Which
      PolicyDocument: { Statement: { Effect: Deny, Principal: '*', Action: s3:*, Resource: '*' } }
  Replica:
`,
    ]),
    // It may be that of the source, which has its name already.
    verdicts: ['unknown'],
  },
  {
    name: 'a value that nobody prints: NoEcho',
    text: plain(parameters('  Secret: { Type: String, NoEcho: true, Default: hunter2 }'), [
      '              Bucket: !GetAtt Replica.Arn',
      "              Bucket: !Sub 'arn:aws:s3:::${Secret}'",
    ]),
    verdicts: ['unknown'],
  },
  {
    name: 'a circle of conditions',
    text: plain(conditions('  A: !Not [!Condition B]\n  B: !Not [!Condition A]'), [
      versionedReplica,
      '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: { Status: !If [A, Enabled, Suspended] }',
    ]),
    verdicts: ['unknown'],
  },
  {
    name: 'a circle of resources',
    text: plain(
      ['BucketName: orders', 'BucketName: !Ref Loop'],
      ['  Replica:\n', '  Loop:\n    Type: AWS::S3::Bucket\n    Properties: { BucketName: !Ref Loop }\n  Replica:\n'],
    ),
    verdicts: ['unknown'],
  },
  {
    name: 'a property that is misspelt is spoken of, with its line',
    text: plain(['      ReplicationConfiguration:', '      ReplicationConfig:']),
    verdicts: [],
    notice:
      'template.yaml:9:7: Source (AWS::S3::Bucket) has no property ReplicationConfig, so that CloudFormation refuses the template. Did you mean `ReplicationConfiguration`?',
  },
  {
    name: 'a member spelt as in the API of S3 is spoken of',
    text: plain([
      "            Filter: { Prefix: '' }",
      "            ExistingObjectReplication: { Status: Enabled }\n            Filter: { Prefix: '' }",
    ]),
    verdicts: ['unknown'],
    notice: 'has no property ReplicationConfiguration.Rules.ExistingObjectReplication',
  },
  {
    name: 'the same where both buckets have their names already',
    text: plain(parameters('  Which: { Type: String }'), [
      '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n',
      `  Deny:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Which
      PolicyDocument: { Statement: { Effect: Deny, Principal: '*', Action: s3:*, Resource: '*' } }
  Replica:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: copies
`,
    ]),
    verdicts: ['unknown'],
  },
  {
    name: 'a bucket policy whose bucket nobody can name',
    text: plain(parameters('  Env: { Type: String }'), [
      '  Replica:\n',
      `  Deny:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !FindInMap [Names, !Ref Env, replica]
      PolicyDocument: { Statement: { Effect: Deny, Principal: '*', Action: s3:*, Resource: '*' } }
  Replica:
`,
    ]),
    verdicts: ['unknown'],
  },
];

function errorRules({ findings }: Report): readonly string[] {
  return [...new Set(findings.filter(({ level }) => level === 'error').map(({ rule }) => rule))].sort();
}

describe('a trap of templates', () => {
  test.each(traps)('$name', async ({ text, verdicts, errors = [], notice, options }) => {
    const report = await auditTexts({ 'template.yaml': text }, options);
    expect({ verdicts: report.replication.map(({ verdict }) => verdict), errors: errorRules(report) }).toEqual({
      verdicts,
      errors,
    });
    if (notice !== undefined) expect(report.notices?.join('\n')).toContain(notice);
  });
});

test('a number that a parameter gives is not called a wrong number', async () => {
  const text = edited(
    plainTemplate,
    ['Resources:\n', 'Parameters: { Rank: { Type: Number } }\nResources:\n'],
    ['Priority: 1', 'Priority: !Ref Rank'],
  );
  const { findings } = await auditTexts({ 't.yaml': text });
  expect(findings.map(({ message }) => message).join('\n')).toContain(
    'it depends on Rank. It is the value of Priority.',
  );
});
