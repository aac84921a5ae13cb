/**
 * Provider 6, whose resources have a Region of their own, and `awscc`: whole set-ups, healthy and with one fault each. Written by hand.
 * Source: the providers' documentation, "Enhanced Region Support" and the schemas of awscc_s3_bucket, awscc_iam_role, awscc_kms_key,
 * awscc_s3_bucket_policy; not planned with the real providers.
 */
import { describe, expect, test } from '@jest/globals';
import { auditCode } from './audit-of-code.js';
import { account, planOf, shownState, type Entry } from './plan-of.js';

const trust = `jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "s3.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })`;

/** The destination and its key in another Region, by their own argument. */
const provider6 = `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 6.0" }
  }
}
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["${account}"]
}
locals {
  regions = { src = "us-east-1", dst = "eu-west-1" }
}
resource "aws_kms_key" "k" {
  for_each = local.regions
  region   = each.value
}
resource "aws_s3_bucket" "b" {
  for_each = local.regions
  region   = each.value
  bucket   = "orders-\${each.key}"
}
resource "aws_s3_bucket_versioning" "b" {
  for_each = local.regions
  region   = each.value
  bucket   = aws_s3_bucket.b[each.key].bucket
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  for_each = local.regions
  region   = aws_s3_bucket.b[each.key].region
  bucket   = aws_s3_bucket.b[each.key].bucket
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.k[each.key].arn
    }
    blocked_encryption_types = ["SSE-C"]
  }
}
data "aws_region" "dst" {
  region = local.regions.dst
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = ${trust}
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:*", Resource = "*" },
      {
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = aws_kms_key.k["src"].arn
        Condition = { StringEquals = { "kms:ViaService" = "s3.us-east-1.amazonaws.com" } }
      },
      {
        Effect    = "Allow"
        Action    = ["kms:Encrypt", "kms:GenerateDataKey"]
        Resource  = "arn:aws:kms:eu-west-1:${account}:key/\${aws_kms_key.k["dst"].key_id}"
        Condition = { StringEquals = { "kms:ViaService" = "s3.\${data.aws_region.dst.region}.amazonaws.com" } }
      },
    ]
  })
}
resource "aws_s3_bucket_replication_configuration" "c" {
  depends_on = [aws_s3_bucket_versioning.b]
  region     = aws_s3_bucket.b["src"].region
  bucket     = aws_s3_bucket.b["src"].id
  role       = aws_iam_role.r.arn
  rule {
    id     = "all"
    status = "Enabled"
    filter {}
    delete_marker_replication {
      status = "Disabled"
    }
    source_selection_criteria {
      sse_kms_encrypted_objects {
        status = "Enabled"
      }
    }
    destination {
      bucket = aws_s3_bucket.b["dst"].arn
      encryption_configuration {
        replica_kms_key_id = aws_kms_key.k["dst"].arn
      }
    }
  }
}
`;

const awscc = `
provider "awscc" {
  region      = "us-east-1"
  assume_role = { role_arn = "arn:aws:iam::${account}:role/deploy" }
}
resource "awscc_kms_key" "k" {
  for_each   = toset(["src", "dst"])
  key_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::${account}:root" }, Action = "kms:*", Resource = "*" }]
  })
}
resource "awscc_s3_bucket" "dst" {
  bucket_name              = "orders-dst"
  versioning_configuration = { status = "Enabled" }
  ownership_controls       = { rules = [{ object_ownership = "BucketOwnerEnforced" }] }
}
resource "awscc_s3_bucket_policy" "dst" {
  bucket          = awscc_s3_bucket.dst.bucket_name
  policy_document = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "\${awscc_s3_bucket.dst.arn}/*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }]
  })
}
resource "awscc_iam_role" "r" {
  role_name                   = "r"
  assume_role_policy_document = ${trust}
  policies = [{
    policy_name     = "p"
    policy_document = jsonencode({
      Version   = "2012-10-17"
      Statement = [
        { Effect = "Allow", Action = ["s3:GetReplicationConfiguration", "s3:ListBucket"], Resource = "arn:aws:s3:::orders-src" },
        { Effect = "Allow", Action = ["s3:GetObjectVersion*"], Resource = "arn:aws:s3:::orders-src/*" },
        { Effect = "Allow", Action = ["s3:ReplicateObject", "s3:ReplicateTags"], Resource = "\${awscc_s3_bucket.dst.arn}/*" },
        { Effect = "Allow", Action = "kms:Decrypt", Resource = awscc_kms_key.k["src"].arn },
        { Effect = "Allow", Action = ["kms:Encrypt", "kms:GenerateDataKey"], Resource = awscc_kms_key.k["dst"].arn },
      ]
    })
  }]
}
resource "awscc_s3_bucket" "src" {
  bucket_name              = "orders-src"
  versioning_configuration = { status = "Enabled" }
  bucket_encryption = {
    server_side_encryption_configuration = [{
      bucket_key_enabled                = true
      server_side_encryption_by_default = { sse_algorithm = "aws:kms", kms_master_key_id = awscc_kms_key.k["src"].arn }
    }]
  }
  replication_configuration = {
    role  = awscc_iam_role.r.arn
    rules = [{
      id                        = "all"
      status                    = "Enabled"
      priority                  = 1
      filter                    = { prefix = "" }
      delete_marker_replication = { status = "Disabled" }
      source_selection_criteria = { sse_kms_encrypted_objects = { status = "Enabled" } }
      destination = {
        bucket                   = awscc_s3_bucket.dst.arn
        encryption_configuration = { replica_kms_key_id = awscc_kms_key.k["dst"].arn }
      }
    }]
  }
}
`;

async function verdictOf(code: string): Promise<string> {
  const { replication } = await auditCode({ 'in/main.tf': code });
  return replication.map(({ verdict }) => verdict).join();
}

function changed(code: string, from: string, to: string): string {
  if (!code.includes(from)) throw new Error(`There is no ${from}.`);
  return code.replace(from, () => to);
}

describe('provider 6', () => {
  test('replicates into the Region of the resource', async () => {
    expect(await verdictOf(provider6)).toBe('replicates');
  });

  test.each([
    [
      'the key is named in the Region of the provider',
      `arn:aws:kms:eu-west-1:${account}:key`,
      `arn:aws:kms:us-east-1:${account}:key`,
    ],
    [
      'the condition names the Region of the provider',
      's3.${data.aws_region.dst.region}.amazonaws.com',
      's3.us-east-1.amazonaws.com',
    ],
    ['the key of the destination is in the Region of the provider', 'region   = each.value\n}', '}'],
  ])('%s', async (_, from, to) => {
    expect(await verdictOf(changed(provider6, from, to))).toBe('fails');
  });

  test.each([
    ['of everything of the destination', 'dst = "eu-west-1" }', 'dst = var.dst }\n}\nvariable "dst" {'],
    [
      'of its key',
      'resource "aws_kms_key" "k" {\n  for_each = local.regions\n  region   = each.value',
      'variable "dst" {}\nresource "aws_kms_key" "k" {\n  for_each = local.regions\n  region   = each.key == "src" ? "us-east-1" : var.dst',
    ],
  ])('a Region that nobody knows, %s', async (_, from, to) => {
    expect(await verdictOf(changed(provider6, from, to))).toBe('unknown');
  });

  test('a replica key in the Region of the resource', async () => {
    const code = provider6
      .replace(
        /resource "aws_kms_key" "k" \{[^}]*\}/u,
        () => `resource "aws_kms_key" "k" {
  for_each     = { src = "us-east-1" }
  multi_region = true
}
resource "aws_kms_replica_key" "dst" {
  region          = "eu-west-1"
  primary_key_arn = aws_kms_key.k["src"].arn
}`,
      )
      .replaceAll(
        'aws_kms_key.k[each.key].arn',
        'each.key == "src" ? aws_kms_key.k["src"].arn : aws_kms_replica_key.dst.arn',
      )
      .replaceAll('aws_kms_key.k["dst"]', 'aws_kms_replica_key.dst');
    expect(await verdictOf(code)).toBe('replicates');
    const onPrimary = changed(
      code,
      `arn:aws:kms:eu-west-1:${account}:key/\${aws_kms_replica_key.dst.key_id}`,
      '${aws_kms_key.k["src"].arn}',
    );
    expect(await verdictOf(onPrimary)).toBe('fails');
  });
});

describe('provider 6, in plans and states', () => {
  const id = '22222222-2222-2222-2222-222222222222';
  const keyIn = (region: string): string => `arn:aws:kms:${region}:${account}:key/${id}`;
  const keyPolicy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
    ],
  });
  const roleArn = `arn:aws:iam::${account}:role/r`;
  const policyFor = (region: string): string =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 's3:*', Resource: '*' },
        {
          Effect: 'Allow',
          Action: 'kms:*',
          Resource: '*',
          Condition: {
            StringEquals: { 'kms:ViaService': [`s3.${region}.amazonaws.com`, 's3.us-east-1.amazonaws.com'] },
          },
        },
      ],
    });
  const assumed = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  });
  const grant = [{ id: 'owner', type: 'CanonicalUser', permissions: ['FULL_CONTROL'] }];
  const repeated = ['grant', 'inline_policy', 'managed_policy_arns'];
  const rule = {
    id: 'all',
    status: 'Enabled',
    filter: [{}],
    delete_marker_replication: [{ status: 'Disabled' }],
    source_selection_criteria: [{ sse_kms_encrypted_objects: [{ status: 'Enabled' }] }],
    destination: [
      { bucket: 'arn:aws:s3:::dst', encryption_configuration: [{ replica_kms_key_id: keyIn('eu-west-1') }] },
    ],
  };
  const resources = (region: string): readonly { address: string; values: Readonly<Record<string, unknown>> }[] => [
    {
      address: 'aws_s3_bucket.src',
      values: { bucket: 'src', id: 'src', region: 'us-east-1', bucket_region: 'us-east-1', grant },
    },
    {
      address: 'aws_s3_bucket.dst',
      values: { bucket: 'dst', id: 'dst', region: 'eu-west-1', bucket_region: 'eu-west-1', grant },
    },
    ...['src', 'dst'].map((name) => ({
      address: `aws_s3_bucket_versioning.${name}`,
      values: {
        bucket: name,
        id: name,
        region: name === 'src' ? 'us-east-1' : 'eu-west-1',
        versioning_configuration: [{ status: 'Enabled' }],
      },
    })),
    {
      address: 'aws_s3_bucket_server_side_encryption_configuration.src',
      values: {
        bucket: 'src',
        region: 'us-east-1',
        rule: [
          {
            apply_server_side_encryption_by_default: [
              { sse_algorithm: 'aws:kms', kms_master_key_id: keyIn('us-east-1') },
            ],
            bucket_key_enabled: true,
          },
        ],
      },
    },
    ...['us-east-1', 'eu-west-1'].map((at) => ({
      address: `aws_kms_key.${at}`,
      values: { arn: keyIn(at), id, key_id: id, region: at, is_enabled: true, policy: keyPolicy },
    })),
    {
      address: 'aws_iam_role.r',
      values: {
        name: 'r',
        id: 'r',
        arn: roleArn,
        assume_role_policy: assumed,
        inline_policy: [],
        managed_policy_arns: [],
      },
    },
    { address: 'aws_iam_role_policy.p', values: { name: 'p', role: 'r', id: 'r:p', policy: policyFor(region) } },
    {
      address: 'aws_s3_bucket_replication_configuration.c',
      values: { bucket: 'src', id: 'src', region: 'us-east-1', role: roleArn, rule: [rule] },
    },
  ];

  test.each([
    ['eu-west-1', 'replicates'],
    ['us-west-2', 'fails'],
  ])('objects encrypted in the destination, by a role for %s: %s', async (region, verdict) => {
    const entries: readonly Entry[] = resources(region).map(({ address, values }) => ({
      address,
      after: values,
      expressions: Object.fromEntries(
        Object.keys(values).flatMap((name) => (repeated.includes(name) ? [] : [[name, {}]])),
      ),
    }));
    for (const [name, text] of [
      ['plan.json', JSON.stringify(planOf(entries))],
      ['state.json', JSON.stringify(shownState(resources(region)))],
    ] as const) {
      const { replication } = await auditCode({ [name]: text });
      expect([name, ...replication.map((entry) => entry.verdict)]).toEqual([name, verdict]);
    }
  });
});

describe('awscc', () => {
  test('replicates', async () => {
    expect(await verdictOf(awscc)).toBe('replicates');
  });

  test.each([
    ['a bucket without versioning', 'orders-dst"\n  versioning_configuration = { status = "Enabled" }', 'orders-dst"'],
    [
      'a suspended bucket',
      'orders-dst"\n  versioning_configuration = { status = "Enabled" }',
      'orders-dst"\n  versioning_configuration = { status = "Suspended" }',
    ],
    ['a role for the other key', 'Resource = awscc_kms_key.k["dst"].arn', 'Resource = awscc_kms_key.k["src"].arn'],
    ['a role without a permission', '["s3:ReplicateObject", "s3:ReplicateTags"]', '"s3:ReplicateTags"'],
    ['a bucket policy that denies', ', Condition = { Bool = { "aws:SecureTransport" = "false" } }', ''],
    [
      'a key policy that allows nobody',
      `Principal = { AWS = "arn:aws:iam::${account}:root" }`,
      'Principal = { AWS = "arn:aws:iam::999999999999:root" }',
    ],
    [
      'a key that is disabled',
      'for_each   = toset(["src", "dst"])',
      'for_each   = toset(["src", "dst"])\n  enabled    = false',
    ],
    ['a role that nobody may take', '"s3.amazonaws.com"', '"ec2.amazonaws.com"'],
  ])('%s', async (_, from, to) => {
    expect(await verdictOf(changed(awscc, from, to))).toBe('fails');
  });

  test.each([['policies in a resource of their own', /policies = \[\{[\s\S]*?\n {2}\}\]\n/u]])(
    '%s',
    async (_, pattern) => {
      const [inline = ''] = pattern.exec(awscc) ?? [];
      const document = /policy_document = (?<json>[\s\S]*\n {4}\}\))/u.exec(inline)?.groups?.['json'] ?? '';
      const alone = `
resource "awscc_iam_role_policy" "p" {
  role_name       = awscc_iam_role.r.role_name
  policy_name     = "p"
  policy_document = ${document}
}
`;
      expect(await verdictOf(awscc.replace(inline, '') + alone)).toBe('replicates');
      const managed = `
resource "awscc_iam_managed_policy" "p" {
  managed_policy_name = "p"
  roles               = [awscc_iam_role.r.role_name]
  policy_document     = ${document}
}
`;
      expect(await verdictOf(awscc.replace(inline, '') + managed)).toBe('replicates');
      expect(await verdictOf(awscc.replace(inline, ''))).toBe('fails');
    },
  );
});
