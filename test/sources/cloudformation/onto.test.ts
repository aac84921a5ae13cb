/**
 * A template that is laid over what is there: what it sets wins, what it does not know stays.
 * Sources: CloudFormation User Guide, "Update behaviors of stack resources"; IAM API Reference, PutRolePolicy, AttachRolePolicy.
 */
import { describe, expect, test } from '@jest/globals';
import type {
  RawAccount,
  RawBucket,
  RawKmsKey,
  RawRole,
  RawSnapshot,
} from '../../../src/sources/snapshot/snapshot-shape.js';
import type { Draft } from '../../../src/sources/terraform/resources/drafts.js';
import { auditOnto, errorsIn } from './audit-of-files.js';
import { account, region, resources, right, snapshotOf, templateOf } from './deployed-estate.js';
import { type Edit, edited } from './template-text.js';

interface There {
  readonly account: Draft<RawAccount>;
  readonly source: Draft<RawBucket>;
  readonly replica: Draft<RawBucket>;
  readonly role: Draft<RawRole>;
  readonly sourceKey: Draft<RawKmsKey>;
  readonly replicaKey: Draft<RawKmsKey>;
}

interface Case {
  readonly name: string;
  /** What is there, besides what the template made. */
  readonly there?: (parts: There) => void;
  readonly template?: readonly Edit[];
  readonly verdict: string;
  readonly errors?: readonly string[];
}

const everything = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['s3:*', 'kms:*'], Resource: '*' }],
};
const deny = (Action: string, more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action, Resource: '*', ...more }],
});
const everybody = { Principal: '*' };
const managedArn = `arn:aws:iam::${account}:policy/by-hand`;
const byHand = { Arn: managedArn, PolicyVersionList: [{ Document: everything, IsDefaultVersion: true }] };
const emptyArn = `arn:aws:iam::${account}:policy/empty`;
const empty = {
  Arn: emptyArn,
  PolicyVersionList: [{ Document: { Version: '2012-10-17', Statement: [] }, IsDefaultVersion: true }],
};
const noInline: readonly Edit[] = [['Action: [s3:ReplicateObject, s3:ReplicateTags]', 'Action: s3:ReplicateTags']];
const roleProperties = '  Role:\n    Type: AWS::IAM::Role\n    Properties:\n';
const withManaged = (arn: string): Edit => [roleProperties, `${roleProperties}      ManagedPolicyArns: ['${arn}']\n`];
const replicaBucket =
  '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: { Status: Enabled }\n';
const silentReplica: Edit = [replicaBucket, '  Replica:\n    Type: AWS::S3::Bucket\n'];

function withPolicy(role: Draft<RawRole>, PolicyName: string, PolicyDocument: object): void {
  role.RolePolicyList = [...(role.RolePolicyList ?? []), { PolicyName, PolicyDocument: { ...PolicyDocument } }];
}

const denied = (rule: string): readonly string[] => [`${rule} explicit-deny`];
const writing = 'role/replicate-not-allowed';

const cases: readonly Case[] = [
  { name: 'nothing but what the template made', verdict: 'replicates' },
  // Inline policies.
  {
    name: 'an inline policy of another name stays',
    there: ({ role }) => withPolicy(role, 'by-hand', everything),
    template: noInline,
    verdict: 'replicates',
  },
  {
    name: 'an inline policy of another name stays, also one that denies',
    there: ({ role }) => withPolicy(role, 'by-hand', deny('s3:ReplicateObject')),
    verdict: 'fails',
    errors: denied(writing),
  },
  {
    name: 'an inline policy of the same name is replaced',
    there: ({ role }) => {
      role.RolePolicyList = [{ PolicyName: 'replication', PolicyDocument: everything }];
    },
    template: noInline,
    verdict: 'fails',
    errors: [`${writing} no-statement`],
  },
  {
    name: 'a list of inline policies that could not be read leaves it open',
    there: ({ role }) => {
      delete role.RolePolicyList;
      role.ListRolePolicies = { Error: { Code: 'AccessDenied' } };
    },
    template: noInline,
    verdict: 'unknown',
  },
  // Managed policies.
  {
    name: 'a managed policy that was attached by hand stays',
    there: ({ account: owner, role }) => {
      owner.policies = [byHand];
      role.AttachedManagedPolicies = [{ PolicyArn: managedArn, PolicyName: 'by-hand' }];
    },
    template: noInline,
    verdict: 'replicates',
  },
  {
    name: 'a managed policy that was attached by hand stays beside those of the template',
    there: ({ account: owner, role }) => {
      owner.policies = [byHand, empty];
      role.AttachedManagedPolicies = [{ PolicyArn: managedArn, PolicyName: 'by-hand' }];
    },
    template: [...noInline, withManaged(emptyArn)],
    verdict: 'replicates',
  },
  {
    name: 'one that the template attaches joins what is there',
    there: ({ account: owner }) => {
      owner.policies = [byHand];
    },
    template: [...noInline, withManaged(managedArn)],
    verdict: 'replicates',
  },
  {
    name: 'a list of attached policies that could not be read leaves it open',
    there: ({ role }) => {
      delete role.AttachedManagedPolicies;
      role.ListAttachedRolePolicies = { Error: { Code: 'AccessDenied' } };
    },
    template: noInline,
    verdict: 'unknown',
  },
  {
    name: 'a policy of the template that is attached to a role by its name alone joins what is there',
    there: ({ account: owner, role }) => {
      owner.roles = [{ ...role, RolePolicyList: [] }];
    },
    template: [
      ['Role: !GetAtt Role.Arn', `Role: 'arn:aws:iam::${account}:role/orders-role'`],
      [roleProperties, '  Unused:\n    Type: AWS::IAM::Role\n    Properties:\n'],
      ['Roles: [!Ref Role]', 'Roles: [orders-role]'],
    ],
    verdict: 'replicates',
  },
  {
    name: 'also where the role has a path',
    there: ({ account: owner, role, source }) => {
      const Arn = `arn:aws:iam::${account}:role/service-role/orders-role`;
      owner.roles = [{ ...role, Arn, Path: '/service-role/', RolePolicyList: [] }];
      source.GetBucketReplication = { Error: { Code: 'ReplicationConfigurationNotFoundError' } };
    },
    template: [
      ['Role: !GetAtt Role.Arn', `Role: 'arn:aws:iam::${account}:role/service-role/orders-role'`],
      [roleProperties, '  Unused:\n    Type: AWS::IAM::Role\n    Properties:\n'],
      ['Roles: [!Ref Role]', 'Roles: [orders-role]'],
    ],
    verdict: 'replicates',
  },
  // What else a role has.
  {
    name: 'a permissions boundary that the template does not know stays',
    there: ({ account: owner, role }) => {
      owner.policies = [
        { Arn: managedArn, PolicyVersionList: [{ Document: deny('s3:ReplicateObject'), IsDefaultVersion: true }] },
      ];
      role.PermissionsBoundary = { PermissionsBoundaryArn: managedArn };
    },
    verdict: 'fails',
    errors: ['kms/decrypt', 'kms/encrypt', 'role/replicate', 'role/source-read'].map(
      (each) => `${each}-not-allowed permissions-boundary`,
    ),
  },
  {
    name: 'the trust policy of the template replaces the other one',
    there: ({ role }) => {
      role.AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [] };
    },
    verdict: 'replicates',
  },
  // Buckets.
  { name: 'versioning that the template does not know stays', template: [silentReplica], verdict: 'replicates' },
  {
    name: 'versioning that the template does not know stays off',
    there: ({ replica }) => {
      replica.GetBucketVersioning = { Status: 'Suspended' };
    },
    template: [silentReplica],
    verdict: 'fails',
    errors: ['versioning/destination-not-enabled'],
  },
  {
    name: 'a bucket policy that the template does not know stays',
    there: ({ replica }) => {
      replica.GetBucketPolicy = { Policy: deny('s3:ReplicateObject', everybody) };
    },
    verdict: 'fails',
    errors: denied(writing),
  },
  {
    name: 'the bucket policy of the template replaces the other one',
    there: ({ replica }) => {
      replica.GetBucketPolicy = { Policy: deny('s3:ReplicateObject', everybody) };
    },
    template: [
      [
        replicaBucket,
        `  Rules:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Replica
      PolicyDocument: { Version: 2012-10-17, Statement: [{ Effect: Allow, Principal: { AWS: !GetAtt Role.Arn }, Action: s3:ReplicateObject, Resource: !Sub '\${Replica.Arn}/*' }] }
${replicaBucket}`,
      ],
    ],
    verdict: 'replicates',
  },
  {
    name: 'Object Lock that the template does not know stays',
    there: ({ source }) => {
      source.GetObjectLockConfiguration = { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } };
    },
    verdict: 'fails',
    errors: ['destination/object-lock-not-enabled', 'role/object-lock-read-not-allowed no-statement'],
  },
  // Keys.
  {
    name: 'a key policy that the template does not know stays',
    there: ({ replicaKey }) => {
      replicaKey.GetKeyPolicy = { Policy: { Version: '2012-10-17', Statement: [] } };
    },
    verdict: 'fails',
    errors: ['kms/encrypt-not-allowed key-policy-does-not-allow'],
  },
  {
    name: 'a grant that somebody made stays',
    there: ({ replicaKey }) => {
      replicaKey.GetKeyPolicy = { Policy: { Version: '2012-10-17', Statement: [] } };
      replicaKey.ListGrants = {
        Grants: [
          {
            GrantId: 'a',
            GranteePrincipal: `arn:aws:iam::${account}:role/orders-role`,
            Operations: ['Encrypt', 'GenerateDataKey'],
          },
        ],
      };
    },
    verdict: 'replicates',
  },
  {
    name: 'a key that was disabled by hand stays so',
    there: ({ replicaKey }) => {
      const described = replicaKey.DescribeKey;
      if (described !== undefined && 'KeyMetadata' in described)
        replicaKey.DescribeKey = { KeyMetadata: { ...described.KeyMetadata, KeyState: 'Disabled', Enabled: false } };
    },
    verdict: 'fails',
    errors: ['kms/key-unusable key-state'],
  },
  {
    name: 'the key policy of the template replaces the other one',
    there: ({ replicaKey }) => {
      replicaKey.GetKeyPolicy = { Policy: { Version: '2012-10-17', Statement: [] } };
    },
    template: [
      [
        '  ReplicaKey:\n    Type: AWS::KMS::Key\n',
        `  ReplicaKey:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: { Version: 2012-10-17, Statement: [{ Effect: Allow, Principal: { AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:root' }, Action: kms:*, Resource: '*' }] }
`,
      ],
    ],
    verdict: 'replicates',
  },
];

function baseWith(change: (parts: There) => void): string {
  const snapshot = JSON.parse(snapshotOf(right)) as RawSnapshot;
  const [owner] = snapshot.accounts;
  const [source, replica] = owner?.buckets ?? [];
  const [role] = owner?.roles ?? [];
  const [sourceKey, replicaKey] = owner?.keys ?? [];
  if (!owner || !source || !replica || !role || !sourceKey || !replicaKey) throw new Error('The estate is not whole.');
  change({ account: owner, source, replica, role, sourceKey, replicaKey });
  return JSON.stringify(snapshot);
}

describe('a template over what is there', () => {
  test.each(cases)('$name', async ({ there = () => undefined, template = [], verdict, errors = [] }) => {
    const report = await auditOnto(
      baseWith(there),
      { 'template.yaml': edited(templateOf(right), ...template), 'list-stack-resources.json': resources },
      { account, region },
    );
    const found = errorsIn(report).map((each) => each.replace(/ \S+:\d+$/u, ''));
    expect({ verdicts: report.replication.map((each) => each.verdict), errors: found.sort() }).toEqual({
      verdicts: [verdict],
      errors: [...errors].sort(),
    });
  });

  test('the account is the one whose bucket the template makes', async () => {
    const other = JSON.stringify({
      format: 'replint-snapshot/1',
      accounts: [
        ...(JSON.parse(baseWith(() => undefined)) as RawSnapshot).accounts,
        { id: '444455556666', buckets: [] },
      ],
    });
    const { replication } = await auditOnto(other, {
      'template.yaml': templateOf(right),
      'list-stack-resources.json': resources,
    });
    expect(replication.map(({ source, verdict }) => [source.account, verdict])).toEqual([[account, 'replicates']]);
  });
});
