/** One estate as it is deployed, and the template and the stack behind it. */
import { type Edit, edited, kmsTemplate } from './template-text.js';

export const account = '111122223333';
export const region = 'us-east-1';
export const ids = {
  Source: 'orders',
  Replica: 'orders-replica',
  Role: 'orders-role',
  SourceKey: '11111111-1111-1111-1111-111111111111',
  ReplicaKey: '22222222-2222-2222-2222-222222222222',
};

export function keyArn(id: string): string {
  return `arn:aws:kms:${region}:${account}:key/${id}`;
}

export interface Parts {
  readonly versioning: string | undefined;
  readonly writing: readonly string[];
  readonly encryptOn: string;
  readonly trusted: string;
}

export const right: Parts = {
  versioning: 'Enabled',
  writing: ['s3:ReplicateObject', 's3:ReplicateTags'],
  encryptOn: 'ReplicaKey',
  trusted: 's3.amazonaws.com',
};

export function snapshotOf({ versioning, writing, encryptOn, trusted }: Parts): string {
  const allow = (Action: unknown, Resource: string): unknown => ({ Effect: 'Allow', Action, Resource });
  const document = {
    Version: '2012-10-17',
    Statement: [
      allow(['s3:GetReplicationConfiguration', 's3:ListBucket'], 'arn:aws:s3:::orders'),
      allow(
        ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
        'arn:aws:s3:::orders/*',
      ),
      allow(writing, 'arn:aws:s3:::orders-replica/*'),
      allow('kms:Decrypt', keyArn(ids.SourceKey)),
      allow('kms:Encrypt', keyArn(encryptOn === 'ReplicaKey' ? ids.ReplicaKey : ids.SourceKey)),
    ],
  };
  const rule = {
    ID: 'all',
    Priority: 1,
    Status: 'Enabled',
    Filter: { Prefix: '' },
    DeleteMarkerReplication: { Status: 'Disabled' },
    SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
    Destination: {
      Bucket: 'arn:aws:s3:::orders-replica',
      EncryptionConfiguration: { ReplicaKmsKeyID: keyArn(ids.ReplicaKey) },
    },
  };
  const encryption = (applied: unknown): unknown => ({
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: applied, BucketKeyEnabled: false }],
    },
  });
  const none = (Code: string): unknown => ({ Error: { Code } });
  const bucket = (Name: string, more: object): unknown => ({
    Name,
    BucketRegion: region,
    GetBucketPolicy: none('NoSuchBucketPolicy'),
    GetBucketOwnershipControls: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
    GetObjectLockConfiguration: none('ObjectLockConfigurationNotFoundError'),
    GetPublicAccessBlock: {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    },
    GetBucketTagging: none('NoSuchTagSet'),
    GetBucketRequestPayment: { Payer: 'BucketOwner' },
    ...more,
  });
  const key = (id: string): unknown => ({
    Arn: keyArn(id),
    DescribeKey: {
      KeyMetadata: {
        KeyId: id,
        Arn: keyArn(id),
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
      Policy: {
        Version: '2012-10-17',
        Id: 'key-default-1',
        Statement: [
          {
            Sid: 'Enable IAM User Permissions',
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${account}:root` },
            Action: 'kms:*',
            Resource: '*',
          },
        ],
      },
    },
    ListGrants: { Grants: [] },
  });
  const source = {
    GetBucketVersioning: { Status: 'Enabled' },
    GetBucketReplication: {
      ReplicationConfiguration: { Role: `arn:aws:iam::${account}:role/orders-role`, Rules: [rule] },
    },
    GetBucketEncryption: encryption({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn(ids.SourceKey) }),
  };
  const replica = {
    GetBucketVersioning: versioning === undefined ? {} : { Status: versioning },
    GetBucketReplication: none('ReplicationConfigurationNotFoundError'),
    GetBucketEncryption: encryption({ SSEAlgorithm: 'AES256' }),
  };
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: trusted }, Action: 'sts:AssumeRole' }],
  };
  const role = {
    Arn: `arn:aws:iam::${account}:role/orders-role`,
    RoleName: 'orders-role',
    AssumeRolePolicyDocument: trust,
    RolePolicyList: [{ PolicyName: 'replication', PolicyDocument: document }],
    AttachedManagedPolicies: [],
  };
  return JSON.stringify({
    format: 'replint-snapshot/1',
    accounts: [
      {
        id: account,
        buckets: [bucket('orders', source), bucket('orders-replica', replica)],
        roles: [role],
        policies: [],
        keys: [key(ids.SourceKey), key(ids.ReplicaKey)],
      },
    ],
  });
}

export function templateOf({ versioning, writing, encryptOn, trusted }: Parts): string {
  const edits: readonly Edit[] = [
    [
      '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: { Status: Enabled }',
      versioning === undefined
        ? '  Replica:\n    Type: AWS::S3::Bucket'
        : `  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: { Status: ${versioning} }`,
    ],
    ['Action: [s3:ReplicateObject, s3:ReplicateTags]', `Action: [${writing.join(', ')}]`],
    [
      'Action: kms:Encrypt, Resource: !GetAtt ReplicaKey.Arn',
      `Action: kms:Encrypt, Resource: !GetAtt ${encryptOn}.Arn`,
    ],
    ['Service: s3.amazonaws.com', `Service: ${trusted}`],
  ];
  return edited(kmsTemplate, ...edits);
}

export const resources = JSON.stringify({
  StackResourceSummaries: Object.entries(ids).map(([LogicalResourceId, PhysicalResourceId]) => ({
    LogicalResourceId,
    PhysicalResourceId,
    ResourceStatus: 'CREATE_COMPLETE',
  })),
});
