/** The provider `awscc`: CloudFormation's members in snake case. Source: its documentation; not planned with the real provider. */
import { describe, expect, test } from '@jest/globals';
import { standIn } from '../../../src/basics/stand-in.js';
import { account, bucketIn, keysIn, planOf, readPlans, roleIn } from './plan-of.js';

const open = '{"Version":"2012-10-17","Statement":[]}';
const constant = (value: unknown): unknown => ({ constant_value: value });
const reference = (...names: readonly string[]): unknown => ({ references: names });

const key = {
  address: 'awscc_kms_key.k',
  after: { enabled: true, multi_region: true, key_policy: open },
  unknown: { arn: true, key_id: true, id: true, key_spec: true },
  expressions: { key_policy: {}, multi_region: constant(true) },
};
const role = {
  address: 'awscc_iam_role.r',
  after: {
    role_name: 'r',
    assume_role_policy_document: open,
    policies: [{ policy_name: 'p', policy_document: open }],
    managed_policy_arns: [`arn:aws:iam::${account}:policy/m`],
  },
  unknown: { arn: true, role_id: true, path: true },
  expressions: { role_name: constant('r'), policies: {}, managed_policy_arns: {} },
};
const bucket = {
  address: 'awscc_s3_bucket.b',
  after: {
    bucket_name: 'orders',
    versioning_configuration: { status: 'Enabled' },
    bucket_encryption: {
      server_side_encryption_configuration: [
        {
          bucket_key_enabled: true,
          server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: 'k' },
        },
      ],
    },
    replication_configuration: {
      role: `arn:aws:iam::${account}:role/r`,
      rules: [
        {
          id: 'tagged',
          status: 'Enabled',
          priority: 2,
          filter: { and: { prefix: 'a/', tag_filters: [{ key: 'k', value: 'v' }] } },
          delete_marker_replication: { status: 'Disabled' },
          source_selection_criteria: { sse_kms_encrypted_objects: { status: 'Enabled' } },
          destination: {
            bucket: 'arn:aws:s3:::replica',
            encryption_configuration: { replica_kms_key_id: 'arn:aws:kms:us-west-2:111122223333:key/k' },
          },
        },
      ],
    },
  },
  unknown: {
    arn: true,
    id: true,
    ownership_controls: true,
    public_access_block_configuration: true,
    object_lock_enabled: true,
  },
  expressions: {
    bucket_name: constant('orders'),
    versioning_configuration: {},
    bucket_encryption: {},
    replication_configuration: {},
  },
};

describe('awscc', () => {
  test('a bucket, with the defaults of what it does not set', async () => {
    expect(bucketIn(await readPlans(planOf([bucket])), 'orders')).toMatchObject({
      GetBucketVersioning: { Status: 'Enabled' },
      GetBucketEncryption: {
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'k' },
              BucketKeyEnabled: true,
            },
          ],
        },
      },
      GetBucketReplication: {
        ReplicationConfiguration: {
          Role: `arn:aws:iam::${account}:role/r`,
          Rules: [
            {
              ID: 'tagged',
              Priority: 2,
              Filter: { And: { Prefix: 'a/', Tags: [{ Key: 'k', Value: 'v' }] } },
              SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
              Destination: { EncryptionConfiguration: { ReplicaKmsKeyID: 'arn:aws:kms:us-west-2:111122223333:key/k' } },
            },
          ],
        },
      },
      GetBucketOwnershipControls: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
      GetPublicAccessBlock: { PublicAccessBlockConfiguration: { BlockPublicPolicy: true } },
    });
  });

  test('a role with its policies', async () => {
    expect(roleIn(await readPlans(planOf([role])), '/r')).toMatchObject({
      Arn: `arn:aws:iam::${account}:role/r`,
      GetRolePolicy: [{ PolicyName: 'p', PolicyDocument: open }],
      ListAttachedRolePolicies: { AttachedPolicies: [{ PolicyArn: `arn:aws:iam::${account}:policy/m` }] },
    });
  });

  test('a key; a bucket policy by reference', async () => {
    const policy = {
      address: 'awscc_s3_bucket_policy.p',
      after: { policy_document: open },
      unknown: { bucket: true },
      expressions: { bucket: reference('awscc_s3_bucket.b.id', 'awscc_s3_bucket.b') },
    };
    const reading = await readPlans(planOf([key, bucket, policy]));
    expect(keysIn(reading)[0]).toMatchObject({
      Arn: `arn:aws:kms:us-east-1:${account}:key/${standIn('mrk-key', 'awscc_kms_key.k')}`,
      GetKeyPolicy: { Policy: open },
    });
    expect(bucketIn(reading, 'orders').GetBucketPolicy).toEqual({ Policy: open });
  });
});
