/**
 * The attributes that are read, type by type. Plans and states hold secrets in clear text: nothing else of them is looked at, kept or
 * shown.
 */

const identity = ['arn', 'id', 'region'];
const ofBucket = ['bucket', 'expected_bucket_owner', 'id', 'region'];
const keyAttributes = [
  ...identity,
  'key_id',
  'policy',
  'multi_region',
  'customer_master_key_spec',
  'key_usage',
  'is_enabled',
  'enabled',
  'key_state',
  'primary_key_arn',
];

const organization = ['arn', 'id', 'master_account_id', 'roots', 'accounts', 'enabled_policy_types'];

const managed: Readonly<Record<string, readonly string[]>> = {
  aws_s3_bucket: [
    ...identity,
    'bucket',
    'bucket_prefix',
    'bucket_region',
    'bucket_domain_name',
    'bucket_regional_domain_name',
    'object_lock_enabled',
    'object_lock_configuration',
    'versioning',
    'replication_configuration',
    'server_side_encryption_configuration',
    'policy',
    'request_payer',
  ],
  aws_s3_bucket_versioning: [...ofBucket, 'versioning_configuration'],
  aws_s3_bucket_replication_configuration: [...ofBucket, 'role', 'rule'],
  aws_s3_bucket_server_side_encryption_configuration: [...ofBucket, 'rule'],
  aws_s3_bucket_object_lock_configuration: [...ofBucket, 'object_lock_enabled'],
  aws_s3_bucket_ownership_controls: [...ofBucket, 'rule'],
  aws_s3_bucket_policy: [...ofBucket, 'policy'],
  aws_s3_bucket_request_payment_configuration: [...ofBucket, 'payer'],
  aws_s3_bucket_public_access_block: [
    ...ofBucket,
    'block_public_acls',
    'block_public_policy',
    'ignore_public_acls',
    'restrict_public_buckets',
  ],
  aws_s3_account_public_access_block: [
    'account_id',
    'block_public_acls',
    'block_public_policy',
    'ignore_public_acls',
    'restrict_public_buckets',
  ],
  aws_iam_role: [
    'arn',
    'id',
    'name',
    'name_prefix',
    'path',
    'unique_id',
    'assume_role_policy',
    'permissions_boundary',
    'inline_policy',
    'managed_policy_arns',
    'tags',
    'tags_all',
  ],
  aws_iam_role_policy: ['id', 'name', 'name_prefix', 'role', 'policy'],
  aws_iam_role_policy_attachment: ['id', 'role', 'policy_arn'],
  aws_iam_role_policy_attachments_exclusive: ['role_name', 'policy_arns'],
  aws_iam_role_policies_exclusive: ['role_name', 'policy_names'],
  aws_iam_policy_attachment: ['id', 'name', 'roles', 'policy_arn'],
  aws_iam_policy: ['arn', 'id', 'name', 'name_prefix', 'path', 'policy', 'policy_id'],
  aws_kms_key: keyAttributes,
  aws_kms_external_key: [...keyAttributes, 'key_material_base64'],
  aws_kms_replica_key: keyAttributes,
  aws_kms_replica_external_key: [...keyAttributes, 'key_material_base64'],
  aws_kms_key_policy: ['id', 'key_id', 'policy', 'region'],
  aws_kms_alias: [...identity, 'name', 'name_prefix', 'target_key_id', 'target_key_arn'],
  aws_kms_grant: ['id', 'grant_id', 'key_id', 'grantee_principal', 'operations', 'constraints', 'region'],
  aws_organizations_policy: ['arn', 'id', 'name', 'type', 'content'],
  aws_organizations_policy_attachment: ['id', 'target_id', 'policy_id'],
  aws_organizations_account: ['arn', 'id', 'parent_id'],
  aws_organizations_organizational_unit: ['arn', 'id', 'parent_id', 'accounts'],
  aws_organizations_organization: organization,
  awscc_s3_bucket: [
    'arn',
    'id',
    'bucket_name',
    'versioning_configuration',
    'bucket_encryption',
    'replication_configuration',
    'object_lock_enabled',
    'ownership_controls',
    'public_access_block_configuration',
  ],
  awscc_s3_bucket_policy: ['bucket', 'policy_document'],
  awscc_iam_role: [
    'arn',
    'id',
    'role_name',
    'role_id',
    'path',
    'assume_role_policy_document',
    'policies',
    'managed_policy_arns',
    'permissions_boundary',
  ],
  awscc_iam_role_policy: ['role_name', 'policy_name', 'policy_document'],
  awscc_iam_managed_policy: ['arn', 'policy_arn', 'managed_policy_name', 'path', 'policy_document', 'roles'],
  awscc_kms_key: ['arn', 'id', 'key_id', 'key_policy', 'enabled', 'multi_region', 'key_spec', 'key_usage'],
  awscc_kms_replica_key: ['arn', 'id', 'key_id', 'key_policy', 'enabled', 'primary_key_arn'],
  awscc_kms_alias: ['alias_name', 'target_key_id'],
  awscc_organizations_policy: ['arn', 'id', 'policy_id', 'name', 'type', 'content', 'target_ids'],
};

const data: Readonly<Record<string, readonly string[]>> = {
  aws_s3_bucket: [...identity, 'bucket', 'bucket_region', 'bucket_domain_name', 'bucket_regional_domain_name'],
  aws_s3_bucket_policy: ['bucket', 'policy'],
  aws_s3_account_public_access_block: managed['aws_s3_account_public_access_block'] ?? [],
  aws_iam_role: ['arn', 'id', 'name', 'path', 'unique_id', 'assume_role_policy', 'permissions_boundary', 'tags'],
  aws_iam_policy: ['arn', 'id', 'name', 'path', 'policy', 'policy_id'],
  aws_iam_policy_document: [
    'json',
    'minified_json',
    'id',
    'policy_id',
    'version',
    'statement',
    'source_json',
    'override_json',
    'source_policy_documents',
    'override_policy_documents',
  ],
  aws_kms_key: [
    ...identity,
    'key_id',
    'key_state',
    'key_usage',
    'key_spec',
    'key_manager',
    'customer_master_key_spec',
    'origin',
    'multi_region',
    'multi_region_configuration',
  ],
  aws_kms_alias: [...identity, 'name', 'target_key_id', 'target_key_arn'],
  aws_organizations_policy: ['arn', 'id', 'policy_id', 'name', 'type', 'content'],
  aws_organizations_organization: organization,
  aws_caller_identity: ['account_id', 'id', 'arn'],
  aws_partition: ['partition', 'id', 'dns_suffix', 'reverse_dns_prefix'],
  aws_region: ['name', 'id', 'region'],
};

/** Blocks without an order: a plan has them in another one than the source. */
const sets = new Set(['inline_policy', 'rules', 'principals', 'not_principals', 'condition', 'constraints']);

export function isSetOfBlocks(name: string | number | undefined): boolean {
  return typeof name === 'string' && sets.has(name);
}

/** Attributes whose text is a secret: only whether they are set is read. */
const secret = new Set(['key_material_base64', 'tags', 'tags_all']);

/** Null for a type of which nothing is read. */
export function attributesOf(mode: 'managed' | 'data', type: string): readonly string[] | null {
  const table = mode === 'managed' ? managed : data;
  return Object.hasOwn(table, type) ? (table[type] ?? null) : null;
}

/** Types of which something is read. */
export function typesOf(mode: 'managed' | 'data'): readonly string[] {
  return Object.keys(mode === 'managed' ? managed : data);
}

export function isSecret(attribute: string): boolean {
  return secret.has(attribute);
}

/** What is kept of a secret: whether there is one. */
export function secretMark(value: unknown): 'set' | null {
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return value === null || value === undefined || value === '' || isEmpty ? null : 'set';
}
