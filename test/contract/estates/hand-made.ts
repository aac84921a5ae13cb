/** Estates put together by hand, as teams have them: pieces with everything a snapshot holds. */
export const home = '111122223333';
export const away = '444455556666';
export const role = `arn:aws:iam::${home}:role/replication`;
export const consoleRole = `arn:aws:iam::${home}:role/service-role/s3crr_role_for_src`;
export const sourceKey = `arn:aws:kms:us-east-1:${home}:key/1111aaaa-1111-4111-8111-111111111111`;
export const replicaKey = `arn:aws:kms:eu-west-1:${home}:key/2222aaaa-1111-4111-8111-111111111111`;

export type Json = Readonly<Record<string, unknown>>;
/** What differs, by where it belongs. */
export type Parts = Readonly<Record<string, Json>>;

function error(Code: string): Json {
  return { Error: { Code, Message: 'none' } };
}
export function policy(...Statement: readonly Json[]): Json {
  return { Version: '2012-10-17', Statement };
}
export function text(...statements: readonly Json[]): string {
  return JSON.stringify(policy(...statements));
}

export function kms(KMSMasterKeyID: string | null, BucketKeyEnabled: boolean, SSEAlgorithm = 'aws:kms'): Json {
  return {
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm, ...(KMSMasterKeyID !== null && { KMSMasterKeyID }) },
          BucketKeyEnabled,
        },
      ],
    },
  };
}

export function bucket(Name: string, BucketRegion: string, more: Json = {}): Json {
  return {
    Name,
    BucketRegion,
    GetBucketVersioning: { Status: 'Enabled' },
    GetBucketReplication: error('ReplicationConfigurationNotFoundError'),
    GetBucketEncryption: {
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
      },
    },
    GetBucketPolicy: error('NoSuchBucketPolicy'),
    GetBucketOwnershipControls: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
    GetObjectLockConfiguration: error('ObjectLockConfigurationNotFoundError'),
    GetPublicAccessBlock: {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    },
    ...more,
  };
}

export function rule(destination: string, more: Json = {}, ofDestination: Json = {}): Json {
  return {
    ID: 'r',
    Priority: 0,
    Status: 'Enabled',
    Filter: {},
    DeleteMarkerReplication: { Status: 'Disabled' },
    Destination: { Bucket: `arn:aws:s3:::${destination}`, Metrics: { Status: 'Enabled' }, ...ofDestination },
    ...more,
  };
}
export const selectsKms = { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } };
export function under(ReplicaKmsKeyID: string): Json {
  return { EncryptionConfiguration: { ReplicaKmsKeyID } };
}
export function replicates(Role: string, ...Rules: readonly Json[]): Json {
  return {
    GetBucketReplication: { ReplicationConfiguration: { Role, Rules } },
  };
}

export function roleWith(Arn: string, statements: readonly Json[], more: Json = {}): Json {
  return {
    Arn,
    Path: Arn.includes('service-role/') ? '/service-role/' : '/',
    RoleName: Arn.slice(Arn.lastIndexOf('/') + 1),
    RoleId: 'AROAEXAMPLE000000001',
    AssumeRolePolicyDocument: policy({
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
    RolePolicyList: [{ PolicyName: 'p', PolicyDocument: policy(...statements) }],
    AttachedManagedPolicies: [],
    ...more,
  };
}

/** As the S3 User Guide has it. */
export function guide(source: string, destination: string): readonly Json[] {
  return [
    {
      Effect: 'Allow',
      Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
      Resource: `arn:aws:s3:::${source}`,
    },
    {
      Effect: 'Allow',
      Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
      Resource: `arn:aws:s3:::${source}/*`,
    },
    {
      Effect: 'Allow',
      Action: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'],
      Resource: `arn:aws:s3:::${destination}/*`,
    },
  ];
}

/** As the console writes it: reads and writes on both buckets. */
export const consoleStatements: readonly Json[] = [
  {
    Effect: 'Allow',
    Action: [
      's3:ListBucket',
      's3:GetReplicationConfiguration',
      's3:GetObjectVersionForReplication',
      's3:GetObjectVersionAcl',
      's3:GetObjectVersionTagging',
      's3:GetObjectRetention',
      's3:GetObjectLegalHold',
    ],
    Resource: ['arn:aws:s3:::src', 'arn:aws:s3:::src/*', 'arn:aws:s3:::dst', 'arn:aws:s3:::dst/*'],
  },
  {
    Effect: 'Allow',
    Action: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags', 's3:ObjectOwnerOverrideToBucketOwner'],
    Resource: ['arn:aws:s3:::src/*', 'arn:aws:s3:::dst/*'],
  },
];

export function key(Arn: string, ...statements: readonly Json[]): Json {
  return {
    DescribeKey: {
      KeyMetadata: {
        Arn,
        KeyId: Arn.slice(Arn.lastIndexOf('/') + 1),
        KeyState: 'Enabled',
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyManager: 'CUSTOMER',
        MultiRegion: Arn.includes('mrk-'),
      },
    },
    GetKeyPolicy: {
      Policy: text(
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${Arn.split(':')[4]}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
        ...statements,
      ),
    },
    ListGrants: { Grants: [] },
  };
}

export const organization = {
  id: 'o-x',
  isManagementAccount: false,
  serviceControlPolicies: [],
  resourceControlPolicies: [],
};
export function account(id: string, parts: Json): Json {
  return {
    id,
    organization: null,
    GetPublicAccessBlock: error('NoSuchPublicAccessBlockConfiguration'),
    buckets: [],
    roles: [],
    policies: [],
    keys: [],
    ...parts,
  };
}
export function snapshot(...accounts: readonly Json[]): Json {
  return {
    format: 'replint-snapshot/1',
    collectedAt: '2026-11-20T00:00:00Z',
    accounts,
  };
}

/** One account, one rule from `src` to `dst`; what differs is given. */
export function simple(
  statements: readonly Json[],
  { ofAccount = {}, ofRule = {}, ofDestination = {}, src = {}, dst = {}, ofRole = {} }: Parts = {},
  roleArn = role,
): Json {
  return snapshot(
    account(home, {
      buckets: [
        bucket('src', 'us-east-1', { ...replicates(roleArn, rule('dst', ofRule, ofDestination)), ...src }),
        bucket('dst', 'eu-west-1', dst),
      ],
      roles: [roleWith(roleArn, statements, ofRole)],
      ...ofAccount,
    }),
  );
}
