/** A set-up that replicates from one account to another, encrypted, as a plan has it, and its code. */
import { planOf, type Entry } from './plan-of.js';

export type Json = Readonly<Record<string, unknown>>;

export const near = '111122223333';
const far = '444455556666';
const roleArn = `arn:aws:iam::${near}:role/replication`;
const keyArn = (id: string): string => `arn:aws:kms:us-west-2:${far}:key/${id}`;
export const used = keyArn('11111111-1111-4111-8111-111111111111');
export const other = keyArn('22222222-2222-4222-8222-222222222222');

const policy = (...statements: readonly Json[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (Action: unknown, Resource: unknown, more: Json = {}): Json => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

export const access = policy(
  allow(['s3:GetReplicationConfiguration', 's3:ListBucket'], 'arn:aws:s3:::orders'),
  allow(
    ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
    'arn:aws:s3:::orders/*',
  ),
  allow(['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'], 'arn:aws:s3:::replica/*'),
  allow('kms:Decrypt', `arn:aws:kms:us-east-1:${near}:key/source`),
  allow('kms:Encrypt', used),
);
export const trust = policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 's3.amazonaws.com' } });
export const ofReplica = policy(
  allow(['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'], 'arn:aws:s3:::replica/*', {
    Principal: { AWS: roleArn },
  }),
);
/** The same in another spelling: lists, in another order. */
export function respelled(text: string): string {
  const { Statement: statements } = JSON.parse(text) as { readonly Statement: readonly Json[] };
  return JSON.stringify({
    Statement: statements.map((each) => ({
      ...each,
      Resource: [each['Resource']].flat(),
      Action: [each['Action']].flat().toReversed(),
    })),
    Version: '2012-10-17',
  });
}

const keyPolicy = (account: string): string =>
  policy(
    allow('kms:*', '*', { Principal: { AWS: `arn:aws:iam::${account}:root` } }),
    allow(['kms:Encrypt', 'kms:Decrypt'], '*', { Principal: { AWS: `arn:aws:iam::${near}:root` } }),
  );

export const encrypted = (key: string): Json => ({
  bucket: 'orders',
  role: roleArn,
  rule: [
    {
      id: 'all',
      status: 'Enabled',
      filter: [{}],
      delete_marker_replication: [{ status: 'Enabled' }],
      source_selection_criteria: [{ sse_kms_encrypted_objects: [{ status: 'Enabled' }] }],
      destination: [
        { bucket: 'arn:aws:s3:::replica', account: far, encryption_configuration: [{ replica_kms_key_id: key }] },
      ],
    },
  ],
});
export const versioned = (bucket: string, status: string): Json => ({ bucket, versioning_configuration: [{ status }] });
const key = (arn: string, account: string): Json => ({
  arn,
  key_id: arn.replace(/^.*\//u, ''),
  policy: keyPolicy(account),
  is_enabled: true,
  multi_region: false,
});

const before: Readonly<Record<string, readonly [Json, string?]>> = {
  'aws_s3_bucket.orders': [{ bucket: 'orders', arn: 'arn:aws:s3:::orders', region: 'us-east-1' }],
  'aws_s3_bucket.replica': [{ bucket: 'replica', arn: 'arn:aws:s3:::replica', region: 'us-west-2' }, 'aws.far'],
  'aws_s3_bucket_versioning.orders': [versioned('orders', 'Enabled')],
  'aws_s3_bucket_versioning.replica': [versioned('replica', 'Enabled'), 'aws.far'],
  'aws_s3_bucket_server_side_encryption_configuration.orders': [
    {
      bucket: 'orders',
      rule: [
        {
          apply_server_side_encryption_by_default: [
            { sse_algorithm: 'aws:kms', kms_master_key_id: `arn:aws:kms:us-east-1:${near}:key/source` },
          ],
        },
      ],
    },
  ],
  'aws_s3_bucket_ownership_controls.replica': [
    { bucket: 'replica', rule: [{ object_ownership: 'BucketOwnerEnforced' }] },
    'aws.far',
  ],
  'aws_kms_key.source': [key(`arn:aws:kms:us-east-1:${near}:key/source`, near)],
  'aws_kms_key.used': [key(used, far), 'aws.far'],
  'aws_kms_key.other': [key(other, far), 'aws.far'],
  'aws_iam_role.replication': [{ name: 'replication', arn: roleArn, path: '/', assume_role_policy: trust }],
  'aws_iam_role_policy.access': [{ name: 'access', role: 'replication', policy: access }],
  'aws_s3_bucket_policy.replica': [{ bucket: 'replica', policy: ofReplica }, 'aws.far'],
  'aws_s3_bucket_replication_configuration.orders': [encrypted(used)],
};

/** As the change has it; a block that is dropped is not there. */
const lines: Readonly<Record<string, readonly string[]>> = {
  'aws_s3_bucket.orders': ['bucket = "orders"'],
  'aws_s3_bucket.replica': ['bucket = "replica"'],
  'aws_s3_bucket_versioning.orders': ['bucket = "orders"', 'versioning_configuration {', 'status = "Enabled"', '}'],
  'aws_s3_bucket_versioning.replica': ['bucket = "replica"', 'versioning_configuration {', 'status = var.status', '}'],
  'aws_iam_role.replication': ['name = var.role', 'assume_role_policy = file("trust.json")'],
  'aws_iam_role_policy.access': ['name = "access"', 'role = "replication"', 'policy = file("access.json")'],
  'aws_s3_bucket_policy.replica': ['bucket = "replica"', 'policy = file("replica.json")'],
  'aws_s3_bucket_replication_configuration.orders': [
    'bucket = "orders"',
    'role = "x"',
    'rule {',
    'id = "all"',
    'destination {',
    'bucket = "arn:aws:s3:::replica"',
    'encryption_configuration {',
    'replica_kms_key_id = var.key',
    '}',
    '}',
    '}',
  ],
};

export function codeWithout(dropped: string): string {
  return Object.entries(lines)
    .filter(([address]) => address !== dropped)
    .map(([address, body]) => `resource "${address.replace('.', '" "')}" {\n${body.join('\n')}\n}\n`)
    .join('');
}

const assumed = (account = ''): Json => ({
  assume_role: [{ role_arn: { constant_value: `arn:aws:iam::${account}:role/deploy` } }],
});
const configured: Json = {
  aws: { name: 'aws', expressions: { region: { constant_value: 'us-east-1' }, ...assumed(near) } },
  'aws.far': { name: 'aws', alias: 'far', expressions: { region: { constant_value: 'us-west-2' }, ...assumed(far) } },
};

/** @param changed by address: what it is after the change, null = deleted */
export function planWith(
  changed: Readonly<Record<string, Json | null>>,
  actions: readonly string[] = ['update'],
  isNew = false,
): Json {
  const entries = Object.entries(before).map(([address, [values, provider = 'aws']]): Entry => {
    const after = Object.hasOwn(changed, address) ? changed[address] : undefined;
    const expressions = Object.hasOwn(values, 'policy') ? { policy: {} } : {};
    const common = { address, before: values, provider, expressions };
    if (after === undefined) return { ...common, after: values, actions: isNew ? ['create'] : ['no-op'] };
    return { ...common, after, actions: after === null ? ['delete'] : actions };
  });
  const plan = planOf(entries);
  return { ...plan, configuration: { ...(plan['configuration'] as Json), provider_config: configured } };
}
