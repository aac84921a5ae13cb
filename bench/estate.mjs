/**
 * A large estate as a snapshot, always the same for the same size: buckets of which a fifth replicate, roles and keys in the
 * proportions of real accounts. Most rules are healthy; some have the classic mistakes.
 */

const account = '111122223333';
const regions = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'];

/** @param {number} number */
function keyArn(number) {
  return `arn:aws:kms:${regions[number % regions.length]}:${account}:key/00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** Keys of one Region stand `regions.length` apart. */
function keyNumber(seed, region, keys) {
  const perRegion = Math.max(1, Math.floor(keys / regions.length));
  return (seed % perRegion) * regions.length + regions.indexOf(region);
}

function absent(Code) {
  return { Error: { Code, Message: 'not configured' } };
}

function policyOf(...Statement) {
  return { Version: '2012-10-17', Statement };
}

/** One bucket of `index`; it replicates to its neighbour's replica where it is one of the first `rules`. */
function bucket(index, { rules, roles, keys, buckets }) {
  const isSource = index < rules;
  const isReplica = index >= rules && index < 2 * rules;
  const region = regions[(isReplica ? index - rules + 1 : index) % regions.length];
  const key = keyArn(keyNumber(index, region, keys));
  const replicaIndex = rules + index;
  const replicaRegion = regions[(index + 1) % regions.length];
  const role = `arn:aws:iam::${account}:role/replication-${index % roles}`;
  return {
    Name: `bucket-${String(index).padStart(6, '0')}`,
    BucketRegion: region,
    GetBucketVersioning: isSource || isReplica ? { Status: index % 97 === 13 ? 'Suspended' : 'Enabled' } : {},
    GetBucketReplication: isSource
      ? {
          ReplicationConfiguration: {
            Role: role,
            Rules: [
              {
                ID: `rule-${index}`,
                Priority: 1,
                Status: index % 41 === 7 ? 'Disabled' : 'Enabled',
                Filter: { Prefix: index % 3 === 0 ? '' : `team-${index % 7}/` },
                DeleteMarkerReplication: { Status: 'Disabled' },
                SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
                Destination: {
                  Bucket: `arn:aws:s3:::bucket-${String(Math.min(replicaIndex, buckets - 1)).padStart(6, '0')}`,
                  EncryptionConfiguration: { ReplicaKmsKeyID: keyArn(keyNumber(index, replicaRegion, keys)) },
                  Metrics: { Status: 'Enabled' },
                },
              },
            ],
          },
        }
      : absent('ReplicationConfigurationNotFoundError'),
    ...(isSource || isReplica
      ? {
          GetBucketEncryption: {
            ServerSideEncryptionConfiguration: {
              Rules: [
                {
                  ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key },
                  BucketKeyEnabled: index % 2 === 0,
                },
              ],
            },
          },
          GetBucketPolicy:
            index % 5 === 0
              ? {
                  Policy: JSON.stringify(
                    policyOf({
                      Sid: 'Tls',
                      Effect: 'Deny',
                      Principal: '*',
                      Action: 's3:*',
                      Resource: '*',
                      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
                    }),
                  ),
                }
              : absent('NoSuchBucketPolicy'),
          GetBucketOwnershipControls: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
          GetObjectLockConfiguration: absent('ObjectLockConfigurationNotFoundError'),
          GetPublicAccessBlock: {
            PublicAccessBlockConfiguration: {
              BlockPublicAcls: true,
              IgnorePublicAcls: true,
              BlockPublicPolicy: true,
              RestrictPublicBuckets: true,
            },
          },
          GetBucketTagging: { TagSet: [{ Key: 'team', Value: `team-${index % 7}` }] },
        }
      : {}),
  };
}

/** The role of every rule whose index leaves `index` when divided by the number of roles. */
function role(index, { rules, roles, keys }) {
  const own = [];
  for (let rule = index; rule < rules; rule += roles) own.push(rule);
  const sources = own.map((rule) => `arn:aws:s3:::bucket-${String(rule).padStart(6, '0')}`);
  const replicas = own.map((rule) => `arn:aws:s3:::bucket-${String(rules + rule).padStart(6, '0')}/*`);
  const sourceKeys = own.map((rule) => keyArn(keyNumber(rule, regions[rule % regions.length], keys)));
  const replicaKeys = own.map((rule) => keyArn(keyNumber(rule, regions[(rule + 1) % regions.length], keys)));
  const statements = [
    {
      Sid: 'Configuration',
      Effect: 'Allow',
      Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
      Resource: sources,
    },
    {
      Sid: 'Read',
      Effect: 'Allow',
      Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
      Resource: sources.map((arn) => `${arn}/*`),
    },
    {
      Sid: 'Write',
      Effect: 'Allow',
      Action: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'],
      Resource: replicas,
    },
    { Sid: 'Decrypt', Effect: 'Allow', Action: 'kms:Decrypt', Resource: [...new Set(sourceKeys)] },
    ...(index % 29 === 3
      ? []
      : [
          {
            Sid: 'Encrypt',
            Effect: 'Allow',
            Action: ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'],
            Resource: [...new Set(replicaKeys)],
          },
        ]),
  ];
  const name = `replication-${index}`;
  return {
    Path: '/',
    RoleName: name,
    RoleId: `AROA${String(index).padStart(17, '0')}`,
    Arn: `arn:aws:iam::${account}:role/${name}`,
    AssumeRolePolicyDocument: encodeURIComponent(
      JSON.stringify(
        policyOf({ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }),
      ),
    ),
    RolePolicyList: [
      { PolicyName: 'replication', PolicyDocument: encodeURIComponent(JSON.stringify(policyOf(...statements))) },
    ],
    AttachedManagedPolicies: [],
    Tags: [],
  };
}

function key(index) {
  const Arn = keyArn(index);
  return {
    DescribeKey: {
      KeyMetadata: {
        Arn,
        KeyId: Arn.slice(Arn.lastIndexOf('/') + 1),
        AWSAccountId: account,
        KeyState: 'Enabled',
        Enabled: true,
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyManager: 'CUSTOMER',
        Origin: 'AWS_KMS',
        MultiRegion: false,
      },
    },
    GetKeyPolicy: {
      Policy: JSON.stringify(
        policyOf({
          Sid: 'Account',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: 'kms:*',
          Resource: '*',
        }),
      ),
    },
    ListGrants: { Grants: [] },
    ListAliases: {
      Aliases: [{ AliasName: `alias/key-${index}`, AliasArn: Arn.replace(/key\/.*/, `alias/key-${index}`) }],
    },
  };
}

function list(length, make) {
  return Array.from({ length }, (_, index) => make(index));
}

/**
 * @param {{ buckets: number, rules: number, roles: number, keys: number }} size
 * @returns {object} a snapshot of format `replint-snapshot/1`
 */
export function largeEstate(size) {
  return {
    format: 'replint-snapshot/1',
    collectedAt: '2026-11-23T06:29:00Z',
    accounts: [
      {
        id: account,
        organization: null,
        GetPublicAccessBlock: absent('NoSuchPublicAccessBlockConfiguration'),
        buckets: list(size.buckets, (index) => bucket(index, size)),
        roles: list(size.roles, (index) => role(index, size)),
        policies: [],
        keys: list(size.keys, key),
      },
    ],
  };
}
