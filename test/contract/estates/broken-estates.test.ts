/** Estates as real teams have them, in which replication does not work: the verdict, and exactly what stands in the way. */
import { expect, test } from '@jest/globals';
import { auditOf } from '../../audit-of.js';
import {
  account,
  away,
  bucket,
  consoleRole,
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
function deny(Condition: Json | null, Action: unknown = 's3:*', Resource: unknown = both): Json {
  return {
    GetBucketPolicy: {
      Policy: text({ Effect: 'Deny', Principal: '*', Action, Resource, ...(Condition !== null && { Condition }) }),
    },
  };
}
function withKeys(bucketKeys: boolean): Parts {
  return {
    ofAccount: { keys: [key(sourceKey), key(replicaKey)] },
    ofRule: selectsKms,
    ofDestination: under(replicaKey),
    src: { GetBucketEncryption: kms(sourceKey, bucketKeys) },
    dst: { GetBucketEncryption: kms(replicaKey, bucketKeys) },
  };
}
function kmsStatements(context: Json | null): readonly Json[] {
  return [
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: sourceKey, ...(context !== null && { Condition: context }) },
    { Effect: 'Allow', Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'], Resource: replicaKey },
  ];
}
const plainKms = kmsStatements(null);
function crossAccount(bucketPolicy: string | null, more: Parts = {}, roleArn = role): Json {
  return snapshot(
    account(home, {
      organization,
      buckets: [
        bucket('src', 'us-east-1', replicates(roleArn, rule('dst', {}, { Account: away, ...more['ofDestination'] }))),
      ],
      roles: [roleWith(roleArn, guide('src', 'dst'))],
    }),
    account(away, {
      organization,
      buckets: [bucket('dst', 'eu-west-1', bucketPolicy === null ? {} : { GetBucketPolicy: { Policy: bucketPolicy } })],
      ...more['ofAway'],
    }),
  );
}
function letsWrite(Principal: unknown, Action: unknown = 's3:ReplicateObject'): string {
  return text({ Effect: 'Allow', Principal, Action, Resource: 'arn:aws:s3:::dst/*' });
}
const reads = [
  'role/source-read-not-allowed s3:GetObjectVersionAcl',
  'role/source-read-not-allowed s3:GetObjectVersionForReplication',
  'role/source-read-not-allowed s3:GetReplicationConfiguration',
  'role/source-read-not-allowed s3:ListBucket',
];

test.each([
  [
    'the bucket policy names the role without the path that the console gives it',
    crossAccount(letsWrite({ AWS: `arn:aws:iam::${home}:role/s3crr_role_for_src` }), {}, consoleRole),
    'fails',
    ['destination/policy-not-allowed s3:ReplicateObject wrong-principal'],
  ],
  [
    'no bucket policy in the other account',
    crossAccount(null),
    'fails',
    ['destination/policy-not-allowed s3:ReplicateObject resource-policy-missing'],
  ],
  [
    'the bucket policy lets the S3 service write, as for inventories',
    crossAccount(letsWrite({ Service: 's3.amazonaws.com' })),
    'fails',
    ['destination/policy-not-allowed s3:ReplicateObject wrong-principal'],
  ],
  [
    'the bucket policy grants PutObject, which CloudTrail shows',
    crossAccount(letsWrite({ AWS: role }, ['s3:PutObject', 's3:PutObjectAcl'])),
    'fails',
    ['destination/policy-not-allowed s3:ReplicateObject no-statement'],
  ],
  [
    'owner override, and nobody granted it',
    crossAccount(letsWrite({ AWS: role }), {
      ofDestination: { AccessControlTranslation: { Owner: 'Destination' } },
      ofAway: {
        buckets: [
          bucket('dst', 'eu-west-1', {
            GetBucketPolicy: { Policy: letsWrite({ AWS: role }) },
            GetBucketOwnershipControls: { OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } },
          }),
        ],
      },
    }),
    'fails',
    [
      'destination/policy-not-allowed s3:ObjectOwnerOverrideToBucketOwner no-statement',
      'role/owner-override-not-allowed s3:ObjectOwnerOverrideToBucketOwner no-statement',
    ],
  ],
  [
    'the wrong owner is named',
    crossAccount(letsWrite({ AWS: role }), { ofDestination: { Account: '999988887777' } }),
    'fails',
    ['destination/account-mismatch'],
  ],
  [
    'the context names objects, Bucket Keys send the bucket',
    simple(
      [
        ...guide('src', 'dst'),
        ...kmsStatements({ StringLike: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::src/*' } }),
      ],
      withKeys(true),
    ),
    'fails',
    ['kms/decrypt-not-allowed kms:Decrypt condition-not-met'],
  ],
  [
    "the context key that AWS's troubleshooting page misspells",
    simple(
      [
        ...guide('src', 'dst'),
        ...kmsStatements({ StringLike: { 'kms:EncryptionContext:arn:aws:arn': 'arn:aws:s3:::src/*' } }),
      ],
      withKeys(false),
    ),
    'fails',
    ['kms/decrypt-not-allowed kms:Decrypt condition-not-met'],
  ],
  [
    'both keys in one statement, in one Region',
    simple(
      [
        ...guide('src', 'dst'),
        { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], Resource: sourceKey },
      ],
      withKeys(false),
    ),
    'fails',
    ['kms/encrypt-not-allowed kms:Encrypt wrong-resource'],
  ],
  [
    'the replica key is the key of the source Region',
    simple(
      [
        ...guide('src', 'dst'),
        { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], Resource: sourceKey },
      ],
      { ...withKeys(false), ofDestination: under(sourceKey) },
    ),
    'fails',
    ['kms/replica-key-wrong-region'],
  ],
  [
    'KMS by default, and the rule passes it over',
    simple(guide('src', 'dst'), { src: { GetBucketEncryption: kms(sourceKey, true) } }),
    'skipped',
    ['coverage/kms-objects-not-selected'],
  ],
  [
    'no rights on keys at all',
    simple(guide('src', 'dst'), withKeys(false)),
    'fails',
    ['kms/decrypt-not-allowed kms:Decrypt no-statement', 'kms/encrypt-not-allowed kms:Encrypt no-statement'],
  ],
  [
    'a role of Terraform with s3:GetObjectVersion and KMS objects',
    simple(
      [
        { Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: 'arn:aws:s3:::src' },
        {
          Effect: 'Allow',
          Action: ['s3:GetObjectVersion', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
          Resource: 'arn:aws:s3:::src/*',
        },
        { Effect: 'Allow', Action: 's3:ReplicateObject', Resource: 'arn:aws:s3:::dst/*' },
        ...plainKms,
      ],
      withKeys(false),
    ),
    'fails',
    ['role/source-read-not-allowed s3:GetObjectVersionForReplication no-statement'],
  ],
  [
    'the destination is for one VPC endpoint only',
    simple(guide('src', 'dst'), { dst: deny({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } }) }),
    'fails',
    ['role/replicate-not-allowed s3:ReplicateObject explicit-deny'],
  ],
  [
    'the source is for addresses of the office only',
    simple(guide('src', 'dst'), {
      src: {
        ...replicates(role, rule('dst')),
        ...deny({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, 's3:*', [
          'arn:aws:s3:::src',
          'arn:aws:s3:::src/*',
        ]),
      },
    }),
    'fails',
    reads.map((each) => `${each} explicit-deny`),
  ],
  [
    'objects are kept: nobody may delete, replicate or change',
    simple(guide('src', 'dst'), { dst: deny(null, ['s3:Delete*', 's3:Replicate*', 's3:PutBucketVersioning']) }),
    'fails',
    ['role/replicate-not-allowed s3:ReplicateObject explicit-deny'],
  ],
  [
    'a Region limit that lacks the source Region',
    simple(guide('src', 'dst'), {
      ofAccount: {
        organization: {
          ...organization,
          serviceControlPolicies: [
            {
              target: 'r-1',
              policies: [
                {
                  Name: 'limit',
                  Content: text(
                    { Effect: 'Allow', Action: '*', Resource: '*' },
                    {
                      Effect: 'Deny',
                      NotAction: 'iam:*',
                      Resource: '*',
                      Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
                    },
                  ),
                },
              ],
            },
          ],
        },
      },
    }),
    'fails',
    reads.map((each) => `${each} service-control-policy`),
  ],
  [
    'another service is trusted',
    simple(guide('src', 'dst'), {
      ofRole: {
        AssumeRolePolicyDocument: policy({
          Effect: 'Allow',
          Principal: { Service: 'batchoperations.s3.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      },
    }),
    'fails',
    ['role/not-assumable-by-s3 sts:AssumeRole wrong-principal'],
  ],
  [
    'the trust policy asks for an external id',
    simple(guide('src', 'dst'), {
      ofRole: {
        AssumeRolePolicyDocument: policy({
          Effect: 'Allow',
          Principal: { Service: 's3.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'x' } },
        }),
      },
    }),
    'fails',
    ['role/not-assumable-by-s3 sts:AssumeRole condition-not-met'],
  ],
  [
    'the role writes below one prefix, the rule selects all',
    simple([
      ...guide('src', 'dst').slice(0, 2),
      { Effect: 'Allow', Action: 's3:ReplicateObject', Resource: 'arn:aws:s3:::dst/logs/*' },
    ]),
    'partly',
    ['role/replicate-not-allowed s3:ReplicateObject wrong-resource'],
  ],
  [
    'the key is about to be deleted, and versioning was suspended',
    simple([...guide('src', 'dst'), ...plainKms], {
      ...withKeys(false),
      ofAccount: {
        keys: [
          key(sourceKey),
          {
            ...key(replicaKey),
            DescribeKey: { KeyMetadata: { Arn: replicaKey, KeyId: 'k', KeyState: 'PendingDeletion' } },
          },
        ],
      },
      dst: { GetBucketVersioning: { Status: 'Suspended' } },
    }),
    'fails',
    ['kms/key-unusable kms:Encrypt key-state', 'versioning/destination-not-enabled'],
  ],
] as const)('%s', (_name, estate, verdict, errors) => {
  const report = auditOf(estate);
  expect(report.replication.map((entry) => entry.verdict)).toEqual([verdict]);
  const found = report.findings
    .filter(({ level }) => level === 'error')
    .map(({ rule: id, permission }) =>
      [id, permission?.action, permission?.cause].filter((part) => part !== undefined).join(' '),
    );
  expect(found.sort()).toEqual([...errors].sort());
  // Each of them is what the verdict depends on.
  expect(report.replication[0]?.because).toHaveLength(errors.length);
});
