/** Every type of resource and data source of which attributes are read says something: with it, the facts are others than without. */
import { expect, test } from '@jest/globals';
import { typesOf } from '../../../src/sources/terraform/attributes.js';
import { account, planOf, readPlans, type Entry } from './plan-of.js';

type Json = Readonly<Record<string, unknown>>;

const keyArn = `arn:aws:kms:us-east-1:${account}:key/k`;
const roleArn = `arn:aws:iam::${account}:role/r`;
const policyArn = `arn:aws:iam::${account}:policy/p`;
const document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
const four = {
  block_public_acls: true,
  block_public_policy: false,
  ignore_public_acls: true,
  restrict_public_buckets: false,
};

/** What others are about; what it says itself is named, so that each is set. */
function entry(address: string, after: Json, more: Partial<Entry> = {}): Entry {
  return { address, after, expressions: Object.fromEntries(Object.keys(after).map((name) => [name, {}])), ...more };
}

/** It was there before, and stays; what the code does not set repeats what others manage. */
function there(address: string, values: Json): Entry {
  return { address, after: values, actions: ['no-op'], before: values, expressions: {} };
}

const bucket = entry('aws_s3_bucket.b', { bucket: 'b' });
const role = entry('aws_iam_role.r', { name: 'r', assume_role_policy: document });
const policy = entry('aws_iam_policy.p', { name: 'p', policy: document });
const inline = entry('aws_iam_role_policy.i', { name: 'i', role: 'r', policy: document });
const key = there('aws_kms_key.k', { arn: keyArn, key_id: 'k', is_enabled: true });
const attached = entry('aws_iam_role_policy_attachment.a', { role: 'r', policy_arn: policyArn });
const rule = {
  id: 'all',
  status: 'Enabled',
  filter: [{}],
  delete_marker_replication: [{ status: 'Enabled' }],
  destination: [{ bucket: 'arn:aws:s3:::replica' }],
};
const deny = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}';
const scp = there('aws_organizations_policy.x', { id: 'p-1', name: 'x', content: deny });
const scpAttached = there('aws_organizations_policy_attachment.x', { policy_id: 'p-1', target_id: account });
const ccRole = entry('awscc_iam_role.r', { role_name: 'r', assume_role_policy_document: document });
const ccKey = there('awscc_kms_key.k', { arn: keyArn, key_id: 'k', enabled: true });

/** The entry, and what it needs beside itself. */
const managed: Readonly<Record<string, readonly [Entry, ...Entry[]]>> = {
  aws_s3_bucket: [bucket],
  aws_s3_bucket_versioning: [
    entry('aws_s3_bucket_versioning.x', { bucket: 'b', versioning_configuration: [{ status: 'Enabled' }] }),
    bucket,
  ],
  aws_s3_bucket_replication_configuration: [
    entry('aws_s3_bucket_replication_configuration.x', { bucket: 'b', role: roleArn, rule: [rule] }),
    bucket,
  ],
  aws_s3_bucket_server_side_encryption_configuration: [
    entry('aws_s3_bucket_server_side_encryption_configuration.x', {
      bucket: 'b',
      rule: [
        {
          apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms', kms_master_key_id: keyArn }],
          bucket_key_enabled: true,
        },
      ],
    }),
    bucket,
  ],
  aws_s3_bucket_object_lock_configuration: [
    entry('aws_s3_bucket_object_lock_configuration.x', { bucket: 'b', object_lock_enabled: 'Enabled' }),
    bucket,
  ],
  aws_s3_bucket_ownership_controls: [
    entry('aws_s3_bucket_ownership_controls.x', { bucket: 'b', rule: [{ object_ownership: 'ObjectWriter' }] }),
    bucket,
  ],
  aws_s3_bucket_policy: [entry('aws_s3_bucket_policy.x', { bucket: 'b', policy: document }), bucket],
  aws_s3_bucket_request_payment_configuration: [
    entry('aws_s3_bucket_request_payment_configuration.x', { bucket: 'b', payer: 'Requester' }),
    bucket,
  ],
  aws_s3_bucket_public_access_block: [entry('aws_s3_bucket_public_access_block.x', { bucket: 'b', ...four }), bucket],
  aws_s3_account_public_access_block: [
    entry('aws_s3_account_public_access_block.x', { account_id: account, ...four }),
    bucket,
  ],
  aws_iam_role: [role],
  aws_iam_role_policy: [inline, role],
  aws_iam_role_policy_attachment: [attached, role, policy],
  aws_iam_role_policy_attachments_exclusive: [
    entry('aws_iam_role_policy_attachments_exclusive.x', { role_name: 'r', policy_arns: [] }),
    there('aws_iam_role.r', {
      name: 'r',
      arn: roleArn,
      assume_role_policy: document,
      managed_policy_arns: [policyArn],
    }),
    policy,
  ],
  aws_iam_role_policies_exclusive: [
    entry('aws_iam_role_policies_exclusive.x', { role_name: 'r', policy_names: [] }),
    there('aws_iam_role.r', {
      name: 'r',
      arn: roleArn,
      assume_role_policy: document,
      inline_policy: [{ name: 'old', policy: document }],
    }),
  ],
  aws_iam_policy_attachment: [
    entry('aws_iam_policy_attachment.x', { name: 'x', roles: ['r'], policy_arn: policyArn }),
    role,
    policy,
  ],
  aws_iam_policy: [policy, attached, role],
  aws_kms_key: [key],
  aws_kms_external_key: [
    there('aws_kms_external_key.k', { arn: keyArn, key_id: 'k', enabled: true, key_state: 'PendingImport' }),
  ],
  aws_kms_replica_key: [
    entry('aws_kms_replica_key.x', { primary_key_arn: keyArn, enabled: true }, { provider: 'aws.west' }),
    key,
  ],
  aws_kms_replica_external_key: [
    entry('aws_kms_replica_external_key.x', { primary_key_arn: keyArn, enabled: true }, { provider: 'aws.west' }),
    key,
  ],
  aws_kms_key_policy: [entry('aws_kms_key_policy.x', { key_id: 'k', policy: document }), key],
  aws_kms_alias: [entry('aws_kms_alias.x', { name: 'alias/x', target_key_id: 'k' }), key],
  aws_kms_grant: [entry('aws_kms_grant.x', { key_id: 'k', grantee_principal: roleArn, operations: ['Encrypt'] }), key],
  aws_organizations_policy: [scp, scpAttached],
  aws_organizations_policy_attachment: [scpAttached, scp],
  awscc_organizations_policy: [
    there('awscc_organizations_policy.x', { policy_id: 'p-2', content: deny, target_ids: [account] }),
    bucket,
  ],
  awscc_s3_bucket: [entry('awscc_s3_bucket.b', { bucket_name: 'b' })],
  awscc_s3_bucket_policy: [
    entry('awscc_s3_bucket_policy.x', { bucket: 'b', policy_document: document }),
    entry('awscc_s3_bucket.b', { bucket_name: 'b' }),
  ],
  awscc_iam_role: [ccRole],
  awscc_iam_role_policy: [
    entry('awscc_iam_role_policy.x', { role_name: 'r', policy_name: 'x', policy_document: document }),
    ccRole,
  ],
  awscc_iam_managed_policy: [
    entry('awscc_iam_managed_policy.x', { managed_policy_name: 'p', policy_document: document, roles: ['r'] }),
    ccRole,
  ],
  awscc_kms_key: [ccKey],
  awscc_kms_replica_key: [
    there('awscc_kms_replica_key.x', {
      arn: keyArn.replace('us-east-1', 'us-west-2'),
      key_id: 'k',
      primary_key_arn: keyArn,
      enabled: true,
    }),
    ccKey,
  ],
  awscc_kms_alias: [entry('awscc_kms_alias.x', { alias_name: 'alias/x', target_key_id: 'k' }), ccKey],
};

/** Data sources that were read. */
const data: Readonly<Record<string, readonly [Json, ...Entry[]]>> = {
  aws_s3_bucket: [{ bucket: 'b', region: 'us-west-2', arn: 'arn:aws:s3:::b' }],
  aws_s3_bucket_policy: [{ bucket: 'b', policy: document }, bucket],
  aws_s3_account_public_access_block: [{ account_id: account, ...four }, bucket],
  aws_iam_role: [{ name: 'r', arn: roleArn, assume_role_policy: document }],
  aws_iam_policy: [{ name: 'p', arn: policyArn, policy: document }, attached, role],
  aws_organizations_policy: [
    { policy_id: 'p-1', name: 'x', content: deny, type: 'SERVICE_CONTROL_POLICY' },
    scpAttached,
  ],
  aws_kms_key: [{ arn: keyArn, key_id: 'k', key_state: 'Enabled' }],
  aws_kms_alias: [
    { name: 'alias/x', arn: `arn:aws:kms:us-east-1:${account}:alias/x`, target_key_arn: keyArn, target_key_id: 'k' },
    key,
  ],
};

/** What only other values refer to: `traps` and `places` have them. */
const referred = [
  'aws_iam_policy_document',
  'aws_caller_identity',
  'aws_partition',
  'aws_region',
  'aws_organizations_organization',
];
/** What says where accounts stand: `organization-policies` has them. */
const placing = [
  'aws_organizations_account',
  'aws_organizations_organizational_unit',
  'aws_organizations_organization',
];

async function factsOf(entries: readonly Entry[], read: readonly Json[] = []): Promise<string> {
  const more = { prior_state: { values: { root_module: { resources: read } } } };
  return JSON.stringify((await readPlans(planOf(entries, more))).facts);
}

test('each type has a row', () => {
  expect([...Object.keys(managed), ...placing].sort()).toEqual([...typesOf('managed')].sort());
  expect([...Object.keys(data), ...referred].sort()).toEqual([...typesOf('data')].sort());
});

test.each(Object.entries(managed))('%s', async (type, [own, ...others]) => {
  expect(own.address.split('.')[0]).toBe(type);
  expect(await factsOf([own, ...others])).not.toBe(await factsOf(others));
});

test.each(Object.entries(data))('data.%s', async (type, [values, ...others]) => {
  expect(await factsOf(others, [{ address: `data.${type}.x`, values }])).not.toBe(await factsOf(others));
});
