/** Estates as real teams have them, in which replication works: no error, and no warning but those that are listed. */
import { expect, test } from '@jest/globals';
import { auditOf, loud } from '../../audit-of.js';
import {
  account,
  away,
  bucket,
  consoleRole,
  consoleStatements,
  guide,
  home,
  key,
  kms,
  organization,
  policy,
  replicaKey,
  replicates,
  role,
  roleWith,
  rule,
  selectsKms,
  simple,
  snapshot,
  sourceKey,
  text,
  under,
  type Json,
  type Parts,
} from './hand-made.js';

const both = ['arn:aws:s3:::dst', 'arn:aws:s3:::dst/*'];
const allowAll = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
function denyOnDestination(Condition: Json, Action: unknown = 's3:*'): Parts {
  return {
    dst: {
      GetBucketPolicy: { Policy: text({ Effect: 'Deny', Principal: '*', Action, Resource: both, Condition }) },
    },
  };
}
function ofOrganization(policies: Json): Parts {
  return { ofAccount: { organization: { ...organization, ...policies } } };
}
function level(...statements: readonly Json[]) {
  return [{ target: 'r-1', policies: [{ Name: 'p', Content: text(...statements) }] }];
}
function withKeys(bucketKeys: boolean, algorithm = 'aws:kms'): Parts {
  return {
    ofAccount: { keys: [key(sourceKey), key(replicaKey)] },
    ofRule: selectsKms,
    ofDestination: under(replicaKey),
    src: { GetBucketEncryption: kms(sourceKey, bucketKeys, algorithm) },
    dst: { GetBucketEncryption: kms(replicaKey, bucketKeys, algorithm) },
  };
}
function decrypts(Resource: string): Json {
  return { Effect: 'Allow', Action: 'kms:Decrypt', Resource };
}
function encrypts(Resource: string, ...more: readonly string[]): Json {
  return {
    Effect: 'Allow',
    Action: ['kms:Encrypt', ...more],
    Resource,
  };
}
function crossAccount(bucketPolicy: string, more: Json = {}): Json {
  return snapshot(
    account(home, {
      organization,
      buckets: [bucket('src', 'us-east-1', replicates(role, rule('dst', {}, { Account: away, ...more })))],
      roles: [roleWith(role, guide('src', 'dst'))],
    }),
    account(away, {
      organization,
      buckets: [bucket('dst', 'eu-west-1', { GetBucketPolicy: { Policy: bucketPolicy } })],
    }),
  );
}

const unneeded = 'warning least-privilege/action-not-needed';
const mixedUp = 'warning least-privilege/direction-mixed-up';
const broad = 'warning least-privilege/resource-too-broad';

test.each([
  ['the role of the S3 User Guide', simple(guide('src', 'dst')), []],
  ['a role that the console made', simple(consoleStatements, {}, consoleRole), [unneeded, mixedUp, mixedUp, broad]],
  [
    'the same with KMS and Bucket Keys, whose further rights AWS disputes',
    simple([...guide('src', 'dst'), decrypts(sourceKey), encrypts(replicaKey)], withKeys(true), consoleRole),
    ['warning kms/bucket-key-rights-missing no-statement', 'warning kms/bucket-key-rights-missing wrong-resource'],
  ],
  [
    'KMS without Bucket Keys',
    simple([...guide('src', 'dst'), decrypts(sourceKey), encrypts(replicaKey)], withKeys(false)),
    [],
  ],
  [
    'DSSE-KMS',
    simple([...guide('src', 'dst'), decrypts(sourceKey), encrypts(replicaKey)], withKeys(false, 'aws:kms:dsse')),
    [],
  ],
  [
    'the grants of the CDK',
    simple(
      [...guide('src', 'dst'), decrypts(sourceKey), encrypts(replicaKey, 'kms:ReEncrypt*', 'kms:GenerateDataKey*')],
      withKeys(false),
    ),
    [unneeded],
  ],
  [
    'deny uploads without encryption',
    simple(
      guide('src', 'dst'),
      denyOnDestination({ Null: { 's3:x-amz-server-side-encryption': 'true' } }, 's3:PutObject'),
    ),
    [],
  ],
  ['TLS only', simple(guide('src', 'dst'), denyOnDestination({ Bool: { 'aws:SecureTransport': 'false' } })), []],
  ['TLS 1.2 only', simple(guide('src', 'dst'), denyOnDestination({ NumericLessThan: { 's3:TlsVersion': '1.2' } })), []],
  [
    'only this organization',
    simple(guide('src', 'dst'), {
      ...ofOrganization({}),
      ...denyOnDestination({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-x' } }),
    }),
    [],
  ],
  [
    'only these roles',
    simple(
      guide('src', 'dst'),
      denyOnDestination({ ArnNotLike: { 'aws:PrincipalArn': [role, `arn:aws:iam::${home}:role/admin`] } }),
    ),
    [],
  ],
  [
    'a Region limit of the organization',
    simple(
      guide('src', 'dst'),
      ofOrganization({
        serviceControlPolicies: level(
          { Effect: 'Allow', Action: '*', Resource: '*' },
          {
            Effect: 'Deny',
            NotAction: ['iam:*', 'sts:*', 'organizations:*', 's3:ListAllMyBuckets'],
            Resource: '*',
            Condition: { StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } },
          },
        ),
      }),
    ),
    [],
  ],
  [
    "AWS's sample of an identity perimeter",
    simple(
      guide('src', 'dst'),
      ofOrganization({
        resourceControlPolicies: level(allowAll, {
          Effect: 'Deny',
          Principal: '*',
          Action: ['s3:*', 'kms:*', 'sts:AssumeRole'],
          Resource: '*',
          Condition: {
            StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-x' },
            BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
          },
        }),
      }),
    ),
    [],
  ],
  [
    'a boundary of services',
    simple(guide('src', 'dst'), {
      ofAccount: {
        policies: [
          {
            PolicyName: 'PowerUserAccess',
            Arn: 'arn:aws:iam::aws:policy/PowerUserAccess',
            DefaultVersionId: 'v1',
            PolicyVersionList: [
              {
                VersionId: 'v1',
                IsDefaultVersion: true,
                Document: policy({ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }),
              },
            ],
          },
        ],
      },
      ofRole: {
        PermissionsBoundary: {
          PermissionsBoundaryType: 'Policy',
          PermissionsBoundaryArn: 'arn:aws:iam::aws:policy/PowerUserAccess',
        },
      },
    }),
    [],
  ],
  [
    'Object Lock and Replication Time Control',
    simple(
      [
        ...guide('src', 'dst'),
        { Effect: 'Allow', Action: ['s3:GetObjectRetention', 's3:GetObjectLegalHold'], Resource: 'arn:aws:s3:::src/*' },
      ],
      {
        src: { GetObjectLockConfiguration: { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } } },
        dst: { GetObjectLockConfiguration: { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } } },
        ofDestination: {
          ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
          Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
        },
      },
    ),
    [],
  ],
  ['a tag filter', simple(guide('src', 'dst'), { ofRule: { Filter: { Tag: { Key: 'class', Value: 'gold' } } } }), []],
  [
    'another account, as the User Guide has it',
    crossAccount(
      text({
        Effect: 'Allow',
        Principal: { AWS: role },
        Action: ['s3:ReplicateObject', 's3:ReplicateDelete'],
        Resource: 'arn:aws:s3:::dst/*',
      }),
    ),
    [],
  ],
  [
    'another account, whose policy names the account of the role',
    crossAccount(
      text({
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${home}:root` },
        Action: 's3:ReplicateObject',
        Resource: 'arn:aws:s3:::dst/*',
      }),
    ),
    [],
  ],
  [
    'another account, with a right that the User Guide shows and nobody needs',
    crossAccount(
      text(
        { Effect: 'Allow', Principal: { AWS: role }, Action: 's3:ReplicateObject', Resource: 'arn:aws:s3:::dst/*' },
        {
          Effect: 'Allow',
          Principal: { AWS: role },
          Action: ['s3:GetBucketVersioning', 's3:PutBucketVersioning'],
          Resource: 'arn:aws:s3:::dst',
        },
      ),
    ),
    ['warning destination/policy-allows-versioning-change'],
  ],
  [
    'one role for S3 and for Batch Operations',
    simple(guide('src', 'dst'), {
      ofRole: {
        AssumeRolePolicyDocument: policy({
          Effect: 'Allow',
          Principal: { Service: ['s3.amazonaws.com', 'batchoperations.s3.amazonaws.com'] },
          Action: 'sts:AssumeRole',
        }),
      },
    }),
    [],
  ],
] as const)('%s', (_name, estate, warnings) => {
  const report = auditOf(estate);
  expect(report.replication.map(({ verdict }) => verdict)).toEqual(['replicates']);
  expect(report.summary).toMatchObject({ incomplete: false, findings: { error: 0 } });
  expect([...loud(report)].sort()).toEqual([...warnings].sort());
});
