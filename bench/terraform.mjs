/** A Terraform plan of 10,000 resources, against parsing the same bytes and auditing the same estate as a snapshot. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure, median, repeat, round } from './measure.mjs';

const command = fileURLToPath(new URL('../dist/replint.js', import.meta.url));
const account = '111122223333';
const [east, west] = ['us-east-1', 'us-west-2'];

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

const keyArn = (region, id) => `arn:aws:kms:${region}:${account}:key/${id}`;

function keyPolicy() {
  const root = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [root] });
}

function names(index) {
  const number = String(index).padStart(5, '0');
  return {
    source: `orders-${number}`,
    replica: `orders-${number}-replica`,
    role: `orders-${number}`,
    sourceKey: `00000000-0000-4000-8000-0000000${number}`,
    replicaKey: `00000000-0000-4000-9000-0000000${number}`,
  };
}

function rolePolicy({ source, replica, sourceKey, replicaKey }) {
  const allow = (Action, Resource) => ({ Effect: 'Allow', Action, Resource });
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      allow(['s3:GetReplicationConfiguration', 's3:ListBucket'], `arn:aws:s3:::${source}`),
      allow(
        ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
        `arn:aws:s3:::${source}/*`,
      ),
      allow(['s3:ReplicateObject', 's3:ReplicateTags'], `arn:aws:s3:::${replica}/*`),
      allow('kms:Decrypt', keyArn(east, sourceKey)),
      allow(['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'], keyArn(west, replicaKey)),
    ],
  });
}

/** Ten resources, as they stand in a plan that changes nothing. */
function resources(index) {
  const { source, replica, role, sourceKey, replicaKey } = names(index);
  const bucket = (name, region) => ({
    bucket: name,
    arn: `arn:aws:s3:::${name}`,
    id: name,
    region,
    force_destroy: false,
    policy: '',
    tags: { Name: name },
    versioning: [{ enabled: true, mfa_delete: false }],
    replication_configuration: [],
    server_side_encryption_configuration: [],
    object_lock_enabled: false,
    request_payer: 'BucketOwner',
  });
  const versioning = (name) => ({ bucket: name, id: name, versioning_configuration: [{ status: 'Enabled' }] });
  const key = (region, id) => ({
    arn: keyArn(region, id),
    key_id: id,
    is_enabled: true,
    multi_region: false,
    policy: keyPolicy(),
    key_usage: 'ENCRYPT_DECRYPT',
    customer_master_key_spec: 'SYMMETRIC_DEFAULT',
  });
  const encryption = (name, arn) => ({
    bucket: name,
    rule: [
      {
        apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms', kms_master_key_id: arn }],
        bucket_key_enabled: true,
      },
    ],
  });
  const roleArn = `arn:aws:iam::${account}:role/${role}`;
  const rule = {
    id: 'everything',
    status: 'Enabled',
    priority: 1,
    filter: [{ and: [], prefix: '', tag: [] }],
    delete_marker_replication: [{ status: 'Disabled' }],
    source_selection_criteria: [{ sse_kms_encrypted_objects: [{ status: 'Enabled' }], replica_modifications: [] }],
    destination: [
      {
        bucket: `arn:aws:s3:::${replica}`,
        account: '',
        encryption_configuration: [{ replica_kms_key_id: keyArn(west, replicaKey) }],
        metrics: [{ status: 'Enabled', event_threshold: [] }],
      },
    ],
  };
  return [
    ['aws_s3_bucket', 'source', 'aws', bucket(source, east)],
    ['aws_s3_bucket', 'replica', 'aws.west', bucket(replica, west)],
    ['aws_s3_bucket_versioning', 'source', 'aws', versioning(source)],
    ['aws_s3_bucket_versioning', 'replica', 'aws.west', versioning(replica)],
    ['aws_kms_key', 'source', 'aws', key(east, sourceKey)],
    ['aws_kms_key', 'replica', 'aws.west', key(west, replicaKey)],
    [
      'aws_s3_bucket_server_side_encryption_configuration',
      'source',
      'aws',
      encryption(source, keyArn(east, sourceKey)),
    ],
    [
      'aws_iam_role',
      'replication',
      'aws',
      { name: role, arn: roleArn, path: '/', assume_role_policy: trust, inline_policy: [], managed_policy_arns: [] },
    ],
    [
      'aws_iam_role_policy',
      'replication',
      'aws',
      { name: 'replication', role, id: `${role}:replication`, policy: rolePolicy(names(index)) },
    ],
    [
      'aws_s3_bucket_replication_configuration',
      'this',
      'aws',
      { bucket: source, id: source, role: roleArn, rule: [rule] },
    ],
  ];
}

export function largePlan(pairs) {
  const changes = [];
  for (let index = 0; index < pairs; index += 1)
    for (const [type, name, , values] of resources(index)) {
      const module = `module.pair["${index}"]`;
      changes.push({
        address: `${module}.${type}.${name}`,
        module_address: module,
        mode: 'managed',
        type,
        name,
        provider_name: 'registry.terraform.io/hashicorp/aws',
        change: {
          actions: ['no-op'],
          before: values,
          after: values,
          after_unknown: {},
          before_sensitive: {},
          after_sensitive: {},
        },
      });
    }
  const inModule = resources(0).map(([type, name, provider]) => ({
    address: `${type}.${name}`,
    provider_config_key: provider,
    expressions: {},
  }));
  const provider = (region) => ({ name: 'aws', expressions: { region: { constant_value: region } } });
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    resource_changes: changes,
    configuration: {
      provider_config: { aws: provider(east), 'aws.west': provider(west) },
      root_module: { module_calls: { pair: { expressions: {}, module: { resources: inModule } } } },
    },
    timestamp: '2026-11-26T12:00:00Z',
    complete: true,
    errored: false,
  };
}

function metadata(region, id) {
  return {
    Arn: keyArn(region, id),
    DescribeKey: {
      KeyMetadata: {
        KeyId: id,
        Arn: keyArn(region, id),
        KeyState: 'Enabled',
        Enabled: true,
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyManager: 'CUSTOMER',
        Origin: 'AWS_KMS',
        MultiRegion: false,
      },
    },
    GetKeyPolicy: { Policy: keyPolicy() },
    ListGrants: { Grants: [] },
    ListAliases: { Aliases: [] },
  };
}

function bucketFacts(name, region, more) {
  return {
    Name: name,
    BucketRegion: region,
    GetBucketVersioning: { Status: 'Enabled' },
    GetBucketPolicy: { Error: { Code: 'NoSuchBucketPolicy' } },
    GetObjectLockConfiguration: { Error: { Code: 'ObjectLockConfigurationNotFoundError' } },
    GetBucketRequestPayment: { Payer: 'BucketOwner' },
    ...more,
  };
}

/** The same estate. */
export function largeSnapshot(pairs) {
  const facts = { id: account, partition: 'aws', buckets: [], roles: [], keys: [] };
  for (let index = 0; index < pairs; index += 1) {
    const { source, replica, role, sourceKey, replicaKey } = names(index);
    const Rules = [
      {
        ID: 'everything',
        Status: 'Enabled',
        Priority: 1,
        Filter: {},
        DeleteMarkerReplication: { Status: 'Disabled' },
        SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
        Destination: {
          Bucket: `arn:aws:s3:::${replica}`,
          EncryptionConfiguration: { ReplicaKmsKeyID: keyArn(west, replicaKey) },
          Metrics: { Status: 'Enabled' },
        },
      },
    ];
    const encryption = {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn(east, sourceKey) },
      BucketKeyEnabled: true,
    };
    const Role = `arn:aws:iam::${account}:role/${role}`;
    facts.buckets.push(
      bucketFacts(source, east, {
        GetBucketReplication: { ReplicationConfiguration: { Role, Rules } },
        GetBucketEncryption: { ServerSideEncryptionConfiguration: { Rules: [encryption] } },
      }),
      bucketFacts(replica, west, {
        GetBucketReplication: { Error: { Code: 'ReplicationConfigurationNotFoundError' } },
      }),
    );
    facts.roles.push({
      Arn: Role,
      RoleName: role,
      AssumeRolePolicyDocument: trust,
      RolePolicyList: [{ PolicyName: 'replication', PolicyDocument: rolePolicy(names(index)) }],
      AttachedManagedPolicies: [],
    });
    facts.keys.push(metadata(east, sourceKey), metadata(west, replicaKey));
  }
  return { format: 'replint-snapshot/1', collectedAt: '2026-11-26T12:00:00Z', accounts: [facts] };
}

async function* terraformPlan() {
  const folder = mkdtempSync(join(tmpdir(), 'replint-bench-'));
  try {
    const [plan, snapshot] = [join(folder, 'plan.json'), join(folder, 'snapshot.json')];
    writeFileSync(plan, JSON.stringify(largePlan(1000)));
    writeFileSync(snapshot, JSON.stringify(largeSnapshot(1000)));
    const parse = ['-e', `JSON.parse(require('node:fs').readFileSync(${JSON.stringify(plan)}, 'utf8'))`];
    // Taken in turns, so that all see the same noise.
    const runs = repeat(3, () => ({
      plan: measure([command, 'audit', plan, '--format', 'json']),
      snapshot: measure([command, 'audit', snapshot, '--format', 'json']),
      parse: measure(parse),
    }));
    const seconds = (name) => median(runs.map((run) => run[name].seconds));
    yield { name: 'terraform-plan-10k', value: round(seconds('plan')), unit: 's' };
    yield { name: 'terraform-plan-10k-snapshot', value: round(seconds('snapshot')), unit: 's' };
    yield {
      name: 'terraform-plan-10k-ratio',
      value: round(seconds('plan') / (seconds('parse') + seconds('snapshot'))),
      unit: 'ratio',
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const benchmarks = new Map([['terraform-plan', terraformPlan]]);
