/** A set-up as AWS would answer about it once it is made: a snapshot, to be audited before anything is printed. */
import { rootArn } from '../estate/arn.js';
import type { RawSnapshot } from '../sources/snapshot/snapshot-shape.js';
import type { BucketSetup, JsonObject, KeySetup, RoleSetup, Setup } from './setup.js';

export function trustOf({ service }: RoleSetup): JsonObject {
  return document([{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }]);
}

export function document(statements: readonly JsonObject[]): JsonObject {
  return { Version: '2012-10-17', Statement: statements };
}

/** Without the first statement a key can become unmanageable. */
export function keyPolicyOf({ account, arn, statements }: KeySetup): JsonObject {
  const [, partition = 'aws'] = arn.split(':');
  return document([
    {
      Sid: 'Account',
      Effect: 'Allow',
      Principal: { AWS: rootArn(partition, account) },
      Action: 'kms:*',
      Resource: '*',
    },
    ...statements,
  ]);
}

/** S3's own choice for new buckets since 2023. */
const closed = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
} as const;

function none(Code: string): JsonObject {
  return { Error: { Code } };
}

export function encryptionOf({ key, bucketKey }: BucketSetup): JsonObject {
  return {
    Rules: [
      {
        ApplyServerSideEncryptionByDefault:
          key === null ? { SSEAlgorithm: 'AES256' } : { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key.arn },
        BucketKeyEnabled: bucketKey,
      },
    ],
  };
}

function bucketFacts(bucket: BucketSetup): JsonObject {
  return {
    Name: bucket.name,
    BucketRegion: bucket.region,
    GetBucketVersioning: { Status: 'Enabled' },
    GetBucketReplication:
      bucket.replication === null
        ? none('ReplicationConfigurationNotFoundError')
        : { ReplicationConfiguration: bucket.replication },
    GetBucketEncryption: { ServerSideEncryptionConfiguration: encryptionOf(bucket) },
    GetBucketPolicy:
      bucket.statements.length === 0 ? none('NoSuchBucketPolicy') : { Policy: document(bucket.statements) },
    GetBucketOwnershipControls: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
    GetObjectLockConfiguration: bucket.objectLock
      ? { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }
      : none('ObjectLockConfigurationNotFoundError'),
    GetPublicAccessBlock: { PublicAccessBlockConfiguration: closed },
    GetBucketRequestPayment: { Payer: 'BucketOwner' },
    GetBucketAbac: { AbacStatus: { Status: 'Disabled' } },
    GetBucketNotificationConfiguration: notificationOf(bucket),
  };
}

export const failureEvent = 's3:Replication:OperationFailedReplication';

export function notificationOf({ topic }: BucketSetup): JsonObject {
  return topic === null ? {} : { TopicConfigurations: [{ TopicArn: topic.arn, Events: [failureEvent] }] };
}

/** S3 may publish for this bucket, and for no other. */
export function topicPolicyOf({ topic, arn, account }: BucketSetup): JsonObject {
  return document([
    {
      Sid: 'ReplicationFailures',
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: topic?.arn ?? '',
      Condition: { ArnEquals: { 'aws:SourceArn': arn }, StringEquals: { 'aws:SourceAccount': account } },
    },
  ]);
}

function roleFacts(role: RoleSetup): JsonObject {
  return {
    Arn: role.arn,
    RoleName: role.name,
    Path: '/',
    AssumeRolePolicyDocument: trustOf(role),
    RolePolicyList: 'Statement' in role.policy ? [{ PolicyName: policyName(role), PolicyDocument: role.policy }] : [],
    AttachedManagedPolicies: [],
  };
}

export function policyName({ service }: RoleSetup): string {
  return service === 's3.amazonaws.com' ? 'replication' : 'batch-replication';
}

function keyFacts(key: KeySetup): JsonObject {
  const KeyId = key.arn.slice(key.arn.lastIndexOf('/') + 1);
  const isMultiRegion = KeyId.startsWith('mrk-');
  return {
    DescribeKey: {
      KeyMetadata: {
        Arn: key.arn,
        KeyId,
        KeyState: 'Enabled',
        Enabled: true,
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyManager: 'CUSTOMER',
        MultiRegion: isMultiRegion,
      },
    },
    GetKeyPolicy: { Policy: keyPolicyOf(key) },
    ListGrants: { Grants: [] },
    ListAliases: { Aliases: [] },
  };
}

/** @param setup with its policies or before it has any */
export function factsOf({ partition, keys, buckets, roles }: Setup): RawSnapshot {
  const accounts = [...new Set([...buckets, ...keys, ...roles].map(({ account }) => account))].sort();
  const facts: JsonObject = {
    format: 'replint-snapshot/1',
    accounts: accounts.map((id) => ({
      id,
      partition,
      organization: null,
      GetPublicAccessBlock: none('NoSuchPublicAccessBlockConfiguration'),
      buckets: buckets.filter(({ account }) => account === id).map(bucketFacts),
      roles: roles.filter(({ account }) => account === id).map(roleFacts),
      policies: [],
      keys: keys.filter(({ account }) => account === id).map(keyFacts),
    })),
  };
  // Made here member by member, in the shape that is read elsewhere.
  return facts as unknown as RawSnapshot;
}
