/** Templates in shapes that people write, each with what is true of it, worked out by hand. */
import { describe, expect, test } from '@jest/globals';
import type { ReadOptions } from '../../../src/sources/adapter.js';
import { auditTexts } from './audit-of-files.js';
import { type Edit, edited, kmsTemplate, plainTemplate } from './template-text.js';

interface Shape {
  readonly name: string;
  readonly text: string;
  readonly verdicts: readonly string[];
  readonly options?: ReadOptions;
}

function before(section: string, text: string): Edit {
  return ['Resources:\n', `${section}:\n${text}\nResources:\n`];
}

const plain = (...edits: readonly Edit[]): string => edited(plainTemplate, ...edits);
const kms = (...edits: readonly Edit[]): string => edited(kmsTemplate, ...edits);
const replica: Edit['0'] =
  '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: { Status: Enabled }';
const versioned = (status: string): Edit => [replica, replica.replace('{ Status: Enabled }', status)];
const named = (name: string): Edit => [
  replica,
  replica.replace('Properties:\n', `Properties:\n      BucketName: ${name}\n`),
];
const ruleStatus = (status: string): Edit => ['            Status: Enabled\n', `            Status: ${status}\n`];
const role = (properties: string): Edit => [
  '    Type: AWS::IAM::Role\n    Properties:\n',
  `    Type: AWS::IAM::Role\n    Properties:\n${properties}`,
];
const ruleRole = (arn: string): Edit => ['Role: !GetAtt Role.Arn', `Role: !Sub '${arn}'`];
const bucketPolicy = (bucket: string, statement: string): Edit => [
  '  Replica:\n',
  `  Other:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: ${bucket}
      PolicyDocument: { Statement: [{ Effect: Deny, Principal: '*', ${statement} }] }
  Replica:
`,
];
const viaService = (service: string): Edit => [
  'Action: kms:Encrypt, Resource: !GetAtt ReplicaKey.Arn',
  `Action: kms:Encrypt, Resource: !GetAtt ReplicaKey.Arn, Condition: { StringLike: { 'kms:ViaService': ${service} } }`,
];
const yesOrNo = (name: string): string => `  ${name}: { Type: String, AllowedValues: ['yes', 'no'] }`;

const shapes: readonly Shape[] = [
  {
    name: 'versioning and the rule depend on the same, said in two ways',
    text: plain(
      before('Parameters', `${yesOrNo('Prod')}\n${yesOrNo('Legacy')}`),
      before(
        'Conditions',
        "  IsLegacy: !Equals ['yes', !Ref Legacy]\n  Both: !And [!Equals [!Ref Prod, 'yes'], !Not [!Condition IsLegacy]]\n  Same: !Not [!Or [!Equals [!Ref Prod, 'no'], !Condition IsLegacy]]",
      ),
      versioned('!If [Both, { Status: Enabled }, !Ref AWS::NoValue]'),
      ruleStatus('!If [Same, Enabled, Disabled]'),
    ),
    verdicts: ['replicates'],
  },
  {
    name: 'the default of a mapping, and the Region decides',
    text: plain(
      [
        'Resources:\n',
        'Transform: AWS::LanguageExtensions\nMappings:\n  M:\n    eu-west-1: { versioning: Suspended }\nResources:\n',
      ],
      versioned('{ Status: !FindInMap [M, !Ref AWS::Region, versioning, { DefaultValue: Enabled }] }'),
    ),
    verdicts: ['unknown'],
  },
  ...(
    [
      ['eu-west-1', 'fails'],
      ['us-east-1', 'replicates'],
    ] as const
  ).map(([region, verdict]): Shape => ({
    name: `the same in ${region}`,
    text: plain(
      [
        'Resources:\n',
        'Transform: AWS::LanguageExtensions\nMappings:\n  M:\n    eu-west-1: { versioning: Suspended }\nResources:\n',
      ],
      versioned('{ Status: !FindInMap [M, !Ref AWS::Region, versioning, { DefaultValue: Enabled }] }'),
    ),
    verdicts: [verdict],
    options: { region },
  })),
  {
    name: 'a permissions boundary that nobody gave',
    text: plain(
      before('Parameters', '  Boundary: { Type: String }'),
      role('      PermissionsBoundary: !Ref Boundary\n'),
    ),
    verdicts: ['unknown'],
  },
  {
    name: 'a permissions boundary that is off by default',
    text: plain(
      before('Parameters', "  Boundary: { Type: String, Default: '' }"),
      before('Conditions', "  HasOne: !Not [!Equals [!Ref Boundary, '']]"),
      role('      PermissionsBoundary: !If [HasOne, !Ref Boundary, !Ref AWS::NoValue]\n'),
    ),
    verdicts: ['replicates'],
  },
  {
    name: 'an attached policy that nobody gave',
    text: plain(before('Parameters', '  Extra: { Type: String }'), role('      ManagedPolicyArns: [!Ref Extra]\n')),
    verdicts: ['unknown'],
  },
  {
    name: 'the whole configuration under a condition',
    text: plain(
      before('Parameters', yesOrNo('Go')),
      before('Conditions', "  Going: !Equals [!Ref Go, 'yes']"),
      [
        '      ReplicationConfiguration:\n        Role: !GetAtt Role.Arn\n        Rules:\n',
        '      ReplicationConfiguration: !If\n       - Going\n       - Role: !GetAtt Role.Arn\n         Rules:\n',
      ],
      [
        '              Bucket: !GetAtt Replica.Arn\n',
        '              Bucket: !GetAtt Replica.Arn\n       - !Ref AWS::NoValue\n',
      ],
    ),
    verdicts: ['replicates'],
  },
  {
    name: 'a policy that is there in the other environment only',
    text: plain(
      before('Parameters', yesOrNo('Prod')),
      before('Conditions', "  IsProd: !Equals [!Ref Prod, 'yes']\n  IsDev: !Equals [!Ref Prod, 'no']"),
      ['    Type: AWS::IAM::Policy\n', '    Type: AWS::IAM::Policy\n    Condition: IsDev\n'],
      ruleStatus('!If [IsProd, Enabled, Disabled]'),
    ),
    verdicts: ['fails'],
  },
  {
    name: 'a role below a path',
    text: plain(role('      Path: /team/\n'), ruleRole('arn:aws:iam::${AWS::AccountId}:role/team/${Role}')),
    verdicts: ['replicates'],
  },
  {
    name: 'a role below a path that the rule leaves out',
    text: plain(role('      Path: /team/\n'), ruleRole('arn:aws:iam::${AWS::AccountId}:role/${Role}')),
    verdicts: ['fails'],
  },
  {
    name: 'S3 with the suffix of the partition',
    text: plain(['Service: s3.amazonaws.com', "Service: !Sub 's3.${AWS::URLSuffix}'"]),
    verdicts: ['replicates'],
  },
  {
    name: 'a denial of all but the role',
    text: plain(
      bucketPolicy(
        '!Ref Replica',
        "Action: 's3:*', Resource: !Sub '${Replica.Arn}/*', Condition: { ArnNotEquals: { aws:PrincipalArn: !GetAtt Role.Arn } }",
      ),
    ),
    verdicts: ['replicates'],
  },
  {
    name: 'a denial of all but another role',
    text: plain(
      bucketPolicy(
        '!Ref Replica',
        "Action: 's3:*', Resource: !Sub '${Replica.Arn}/*', Condition: { ArnNotEquals: { aws:PrincipalArn: !Sub 'arn:aws:iam::${AWS::AccountId}:role/admin' } }",
      ),
    ),
    verdicts: ['fails'],
  },
  {
    name: 'a denial outside of an organization that nobody gave',
    text: plain(
      before('Parameters', '  Org: { Type: String }'),
      bucketPolicy(
        '!Ref Replica',
        "Action: 's3:*', Resource: !Sub '${Replica.Arn}/*', Condition: { StringNotEquals: { aws:PrincipalOrgID: !Ref Org } }",
      ),
    ),
    verdicts: ['unknown'],
  },
  {
    name: 'a denial of what is not encrypted on its way',
    text: plain(
      bucketPolicy(
        '!Ref Replica',
        "Action: 's3:*', Resource: !Sub '${Replica.Arn}/*', Condition: { Bool: { aws:SecureTransport: false } }",
      ),
    ),
    verdicts: ['replicates'],
  },
  {
    name: 'a bucket policy by the name that a default makes',
    text: plain(
      before('Parameters', '  Env: { Type: String, Default: dev }'),
      bucketPolicy('copies-dev', "Action: s3:ReplicateObject, Resource: 'arn:aws:s3:::copies-dev/*'"),
      named('!Sub copies-${Env}'),
    ),
    verdicts: ['fails'],
  },
  {
    name: 'a bucket policy by the same open name, put together otherwise',
    text: plain(
      before('Parameters', '  Env: { Type: String }'),
      bucketPolicy(
        '!Sub copies-${Env}',
        "Action: s3:ReplicateObject, Resource: !Join ['', ['arn:aws:s3:::copies-', !Ref Env, '/*']]",
      ),
      named("!Join ['-', [copies, !Ref Env]]"),
    ),
    verdicts: ['fails'],
  },
  {
    name: 'assertions rule the broken case out',
    text: plain(
      before('Parameters', `${yesOrNo('Prod')}\n${yesOrNo('Versioned')}`),
      before('Conditions', "  V: !Equals [!Ref Versioned, 'yes']\n  P: !Equals [!Ref Prod, 'yes']"),
      before(
        'Rules',
        "  R: { RuleCondition: !Equals [!Ref Prod, 'yes'], Assertions: [{ Assert: !Equals [!Ref Versioned, 'yes'] }] }",
      ),
      versioned('!If [V, { Status: Enabled }, { Status: Suspended }]'),
      ruleStatus('!If [P, Enabled, Disabled]'),
    ),
    verdicts: ['replicates'],
  },
  {
    name: 'a part of the Region decides',
    text: plain(
      before('Conditions', "  Us: !Equals [!Select [0, !Split ['-', !Ref AWS::Region]], us]"),
      versioned('{ Status: !If [Us, Enabled, Suspended] }'),
    ),
    verdicts: ['unknown'],
  },
  {
    name: 'the selection of KMS objects under a condition, with the key',
    text: kms(
      before('Parameters', yesOrNo('Keys')),
      before('Conditions', "  K: !Equals [!Ref Keys, 'yes']"),
      [
        'EncryptionConfiguration: { ReplicaKmsKeyID: !GetAtt ReplicaKey.Arn }',
        'EncryptionConfiguration: !If [K, { ReplicaKmsKeyID: !GetAtt ReplicaKey.Arn }, !Ref AWS::NoValue]',
      ],
      [
        'SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: Enabled } }',
        'SourceSelectionCriteria: !If [K, { SseKmsEncryptedObjects: { Status: Enabled } }, !Ref AWS::NoValue]',
      ],
    ),
    verdicts: ['unknown'],
  },
  {
    name: 'key policies that name the role, and no right of its own',
    text: edited(
      kmsTemplate,
      ['          - { Effect: Allow, Action: kms:Decrypt, Resource: !GetAtt SourceKey.Arn }\n', ''],
      ['          - { Effect: Allow, Action: kms:Encrypt, Resource: !GetAtt ReplicaKey.Arn }\n', ''],
      [
        '  SourceKey:\n    Type: AWS::KMS::Key\n',
        "  SourceKey:\n    Type: AWS::KMS::Key\n    Properties:\n      KeyPolicy: { Statement: [{ Effect: Allow, Principal: { AWS: !GetAtt Role.Arn }, Action: kms:Decrypt, Resource: '*' }] }\n",
      ],
      [
        '  ReplicaKey:\n    Type: AWS::KMS::Key\n',
        "  ReplicaKey:\n    Type: AWS::KMS::Key\n    Properties:\n      KeyPolicy: { Statement: [{ Effect: Allow, Principal: { AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:role/${Role}' }, Action: kms:Encrypt, Resource: '*' }] }\n",
      ],
    ),
    verdicts: ['replicates'],
  },
  {
    name: 'keys by way of S3 in the own Region',
    text: kms(viaService("!Sub 's3.${AWS::Region}.amazonaws.com'")),
    verdicts: ['replicates'],
  },
  {
    name: 'keys by way of S3 in a Region, and nobody says where the stack is',
    text: kms(viaService('s3.us-east-1.amazonaws.com')),
    verdicts: ['unknown'],
  },
  {
    name: 'keys by way of S3 in another Region',
    text: kms(viaService('s3.us-east-1.amazonaws.com')),
    verdicts: ['fails'],
    options: { region: 'eu-west-1' },
  },
  {
    name: 'functions in lists of actions and resources',
    text: plain(
      ['Action: [s3:ReplicateObject, s3:ReplicateTags]', "Action: !Split ['|', 's3:ReplicateObject|s3:ReplicateTags']"],
      [
        'Resource: arn:aws:s3:::orders/*',
        "Resource: !Split [',', !Join [',', ['arn:aws:s3:::orders/*', 'arn:aws:s3:::orders/x']]]",
      ],
    ),
    verdicts: ['replicates'],
  },
  {
    name: 'a rule that AWS::NoValue removes, and numbers as texts',
    text: plain([
      '          - Id: all\n            Priority: 1\n',
      "          - !Ref AWS::NoValue\n          - Priority: '1'\n",
    ]),
    verdicts: ['replicates'],
  },
  {
    name: 'a boolean as the default of a parameter',
    text: plain(
      before('Parameters', '  On: { Type: String, Default: true }'),
      before('Conditions', "  On: !Equals [!Ref On, 'true']"),
      versioned('{ Status: !If [On, Enabled, Suspended] }'),
    ),
    verdicts: ['replicates'],
  },
  {
    name: 'a number as the default of a parameter',
    text: plain(
      before('Parameters', '  On: { Type: Number, Default: 1 }'),
      before('Conditions', '  On: !Equals [!Ref On, 1]'),
      versioned('{ Status: !If [On, Enabled, Suspended] }'),
    ),
    verdicts: ['replicates'],
  },
  {
    name: 'a denial for a tag that the role does not have',
    text: plain(
      before('Parameters', '  Team: { Type: String }'),
      role(
        "      Policies:\n        - PolicyName: deny\n          PolicyDocument: { Statement: [{ Effect: Deny, Action: s3:ReplicateObject, Resource: '*', Condition: { StringEquals: { aws:PrincipalTag/team: !Ref Team } } }] }\n",
      ),
    ),
    verdicts: ['replicates'],
  },
];

describe('a template with', () => {
  test.each(shapes)('$name', async ({ text, verdicts, options }) => {
    const { replication } = await auditTexts({ 'template.yaml': text }, options);
    expect(replication.map(({ verdict }) => verdict)).toEqual(verdicts);
  });
});
