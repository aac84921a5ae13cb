/** Blocks of which nobody knows how often they are made, and modules whose code is not in the input. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate } from '../../../../scripts/fixtures/estate.mjs';
import type { Report } from '../../../../src/report/model.js';
import { auditOnto } from '../../cloudformation/audit-of-files.js';
import { auditCode, pairOf } from '../audit-of-code.js';

const open = 'variable "n" {}\n';
/** The pair without its replication configuration, and that alone. */
const [parts = '', configuration = ''] = pairOf().split(/(?=resource "aws_s3_bucket_replication_configuration")/u);
const repeated = (block: string, argument = 'for_each = var.n'): string => block.replace('{\n', `{\n  ${argument}\n`);
const inner = 'resource "aws_s3_bucket_replication_configuration" "c" {\n  bucket = "x"\n  role   = "r"\n}\n';
const legacy = (inside: string): string => `resource "aws_s3_bucket" "l" {\n  count = var.n\n${inside}}\n`;

/** Messages of the gaps, behind the lines that they stand at. */
function gapsIn({ input, findings }: Report): readonly string[] {
  return findings
    .filter(({ fingerprint }) => (input.gaps ?? []).includes(fingerprint))
    .map(({ message, location }) => `${location?.file}:${location?.line} ${message}`);
}

const unjudged = 'it may set up replication that this report does not judge.';

describe('what may set up replication is a gap', () => {
  test.each<readonly [string, Readonly<Record<string, string>>, string]>([
    [
      'a configuration for each of what is not known',
      { 't/main.tf': `${open}${parts}${repeated(configuration)}` },
      't/main.tf:32 What aws_s3_bucket_replication_configuration.c makes is not known (for_each depends on var.n)',
    ],
    [
      'one that is counted',
      { 't/main.tf': `${open}${parts}${repeated(configuration, 'count = var.n ? 1 : 0')}` },
      't/main.tf:32 What aws_s3_bucket_replication_configuration.c makes is not known (count depends on var.n)',
    ],
    [
      'a bucket with rules of its own',
      { 't/main.tf': `${open}${legacy('  replication_configuration {\n    role = "r"\n  }\n')}` },
      't/main.tf:2 What aws_s3_bucket.l makes is not known (count depends on var.n)',
    ],
    [
      'a bucket with a dynamic block of them',
      {
        't/main.tf': `${open}${legacy('  dynamic "replication_configuration" {\n    for_each = var.n\n    content {}\n  }\n')}`,
      },
      't/main.tf:2 What aws_s3_bucket.l makes is not known (count depends on var.n)',
    ],
    [
      'a bucket of the provider awscc',
      {
        't/main.tf': `${open}resource "awscc_s3_bucket" "l" {\n  count = var.n\n  replication_configuration = { role = "r" }\n}\n`,
      },
      't/main.tf:2 What awscc_s3_bucket.l makes is not known (count depends on var.n)',
    ],
    [
      'a module that holds one, two modules deep',
      {
        't/main.tf': `${open}module "a" {\n  source = "./a"\n  for_each = var.n\n}\n`,
        't/a/main.tf': 'module "b" {\n  source = "../b"\n}\n',
        't/b/main.tf': inner,
      },
      't/main.tf:2 What module.a makes is not known (for_each depends on var.n)',
    ],
    [
      'a module in which what each element says decides',
      {
        't/main.tf': `${open}module "a" {\n  source = "./a"\n  for_each = var.n\n  on = each.value.on\n}\n`,
        't/a/main.tf': `variable "on" {}\n${repeated(inner, 'count = var.on ? 1 : 0')}`,
      },
      't/main.tf:2 What module.a makes is not known (for_each depends on var.n)',
    ],
    [
      'a block in several instances of a module, once',
      {
        't/main.tf':
          'variable "n" {}\nmodule "a" {\n  source = "./a"\n  for_each = toset(["x", "y"])\n  n = var.n\n}\n',
        't/a/main.tf': `variable "n" {}\n${repeated(inner)}`,
      },
      't/a/main.tf:2 What module.a.aws_s3_bucket_replication_configuration.c makes is not known (for_each depends on var.n)',
    ],
    [
      'in JSON syntax',
      {
        't/main.tf.json': JSON.stringify({
          variable: { n: {} },
          resource: {
            aws_s3_bucket_replication_configuration: { c: { count: '${var.n}', bucket: 'x', role: 'r' } },
          },
        }),
      },
      't/main.tf.json:1 What aws_s3_bucket_replication_configuration.c makes is not known (count depends on var.n)',
    ],
    [
      'modules without code that are called so, once',
      {
        't/main.tf':
          'module "replica" {\n  source = "acme/x/aws"\n}\nmodule "b" {\n  source = "git::https://example.com/s3-logs.git"\n}\nmodule "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n',
      },
      't/main.tf:1 The code of module.replica, module.b is not in the input',
    ],
    [
      'a module without code that is given rules',
      {
        't/main.tf':
          'module "a" {\n  source = "terraform-aws-modules/s3-bucket/aws"\n  replication_configuration = { role = "r", rules = [] }\n}\n',
      },
      't/main.tf:1 The code of module.a is not in the input',
    ],
    [
      'a module without code that is given them further inside',
      {
        't/main.tf': `${open}module "a" {\n  source = "acme/storage/aws"\n  stores = { x = { replicate = var.n } }\n}\n`,
      },
      't/main.tf:2 The code of module.a is not in the input',
    ],
    ...[
      'replica_bucket = "x"',
      'replicas_bucket_arns = ["x"]',
      'replicas = [{ replication_role = "r" }]',
      'enable_replication = 1',
    ].map((given): [string, Readonly<Record<string, string>>, string] => [
      `a module without code that is given ${given}`,
      { 't/main.tf': `module "a" {\n  source = "acme/storage/aws"\n  ${given}\n}\n` },
      't/main.tf:1 The code of module.a is not in the input',
    ]),
  ])('%s', async (_, texts, gap) => {
    const report = await auditCode(texts);
    expect(gapsIn(report)).toEqual([`${gap}: ${unjudged}`]);
    expect(report.summary.incomplete).toBe(true);
    expect((report.notices ?? []).filter((notice) => !notice.includes('module.vpc '))).toEqual([]);
  });
});

describe('what sets up no replication is none', () => {
  test.each<readonly [string, Readonly<Record<string, string>>]>([
    [
      'security groups',
      { 't/main.tf': `${open}${pairOf()}resource "aws_security_group" "g" {\n  for_each = var.n\n}\n` },
    ],
    [
      'what is looked up',
      { 't/main.tf': `${open}${pairOf()}data "aws_s3_bucket" "g" {\n  for_each = var.n\n  bucket = each.key\n}\n` },
    ],
    [
      'a module of them',
      {
        't/main.tf': `${open}${pairOf()}module "g" {\n  source = "./g"\n  for_each = var.n\n}\n`,
        't/g/main.tf': 'resource "aws_security_group" "g" {}\n',
      },
    ],
    [
      'a module whose configuration is switched off',
      {
        't/main.tf': `${open}${pairOf()}module "g" {\n  source = "./g"\n  for_each = var.n\n}\n`,
        't/g/main.tf': `variable "on" {\n  default = false\n}\n${repeated(inner, 'count = var.on ? 1 : 0')}`,
      },
    ],
  ])('%s: the pair replicates, and nothing is said', async (_, texts) => {
    const report = await auditCode(texts);
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(['replicates']);
    expect({ gaps: gapsIn(report), notices: report.notices ?? [] }).toEqual({ gaps: [], notices: [] });
  });

  test.each<readonly [string, string, string]>([
    [
      'a bucket without rules',
      `${open}resource "aws_s3_bucket" "l" {\n  count = var.n\n}\n`,
      'How often aws_s3_bucket.l is made is not known (var.n): it is left out.',
    ],
    [
      'modules without code that are called otherwise, once',
      'module "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}\nmodule "eks" {\n  source = "s3::https://s3.amazonaws.com/modules/eks.zip"\n}\n',
      'The code of module.vpc, module.eks is not in the input: run `terraform init` and give the folder with its .terraform/modules, or give the plan.',
    ],
    [
      'a module that replicates only if it is asked to',
      'module "logs" {\n  source = "terraform-aws-modules/s3-bucket/aws"\n  replication_configuration = {}\n}\n',
      'The code of module.logs is not in the input: run `terraform init` and give the folder with its .terraform/modules, or give the plan.',
    ],
    ...[
      ['pods', 'source = "acme/app/aws"\n  replicas = 3\n  autoscaling = { min_replicas = 1, replica_count = 2 }'],
      ['databases', 'source = "acme/db/aws"\n  replicate_source_db = "primary"\n  read_replicas = ["a"]'],
      ['caches', 'source = "acme/cache/aws"\n  replication_group_id = "sessions"'],
      [
        'tables',
        'source = "terraform-aws-modules/dynamodb-table/aws"\n  replica_regions = [{ region_name = "eu-west-1" }]',
      ],
      [
        'images',
        'source = "registry.terraform.io/terraform-aws-modules/ecr/aws"\n  create_registry_replication_configuration = true',
      ],
      ['nothing', 'source = "acme/state/aws"\n  replication_enabled = 0\n  replication_status = "Disabled"'],
    ].map(([what = '', body = '']): [string, string, string] => [
      `a module that copies ${what}`,
      `module "m" {\n  ${body}\n}\n`,
      'The code of module.m is not in the input: run `terraform init` and give the folder with its .terraform/modules, or give the plan.',
    ]),
  ])('%s: a notice', async (_, text, notice) => {
    const report = await auditCode({ 't/main.tf': text });
    expect({ gaps: gapsIn(report), notices: report.notices ?? [] }).toEqual({ gaps: [], notices: [notice] });
    expect(report.summary.incomplete).toBe(false);
  });
});

describe('a configuration of a bucket that nobody can name', () => {
  const of = (bucket: string): string => configuration.replace('aws_s3_bucket.b["src"].id', bucket);

  test.each<readonly [string, string, string]>([
    ['a variable', `${open}${parts}${of('var.n')}`, 'var.n'],
    ['a part of a name', `${open}${parts}${of('"logs-${var.n}"')}`, 'logs-var.n'],
    [
      'a module without code',
      `${parts}module "vpc" {\n  source = "acme/x/aws"\n}\n${of('module.vpc.id')}`,
      'module.vpc.id',
    ],
    [
      'a data source',
      `${parts}data "aws_ssm_parameter" "p" {\n  name = "x"\n}\n${of('data.aws_ssm_parameter.p.value')}`,
      'data.aws_ssm_parameter.p.value',
    ],
  ])('%s is not passed over', async (_, text, name) => {
    const { replication, summary } = await auditCode({ 't/main.tf': text });
    const found = replication.map(({ source, verdict, replicationRule }) => [
      source.bucket,
      replicationRule?.id,
      verdict,
    ]);
    expect(found).toContainEqual([name, 'all', 'unknown']);
    expect(summary.incomplete).toBe(true);
  });
});

/** Blocks that may deny or change what the pair needs. */
describe('a neighbour of which nobody knows how often it is made leaves the verdict open', () => {
  const deny =
    'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*" }] })';
  test.each<readonly [string, string]>([
    ['aws_s3_bucket_policy', `bucket = "dst"\n  policy = ${deny}`],
    ['aws_iam_role_policy', `role = "r"\n  policy = ${deny.replace(', Principal = "*"', '')}`],
    ['aws_iam_role_policy_attachment', 'role = "r"\n  policy_arn = "arn:aws:iam::aws:policy/AWSDenyAll"'],
    ['aws_iam_policy_attachment', 'name = "x"\n  roles = ["r"]\n  policy_arn = "arn:aws:iam::aws:policy/AWSDenyAll"'],
    [
      'aws_iam_role_policy_attachments_exclusive',
      'role_name = "r"\n  policy_arns = ["arn:aws:iam::aws:policy/AWSDenyAll"]',
    ],
    [
      'aws_s3_bucket_server_side_encryption_configuration',
      'bucket = "src"\n  rule {\n    apply_server_side_encryption_by_default {\n      sse_algorithm = "aws:kms"\n    }\n  }',
    ],
    ['aws_s3_bucket_object_lock_configuration', 'bucket = "src"\n  object_lock_enabled = "Enabled"'],
  ])('%s', async (type, body) => {
    const report = await auditCode({
      't/main.tf': `${open}${pairOf()}resource "${type}" "x" {\n  count = var.n\n  ${body}\n}\n`,
    });
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
    const named = await auditCode({ 't/main.tf': `${pairOf()}resource "${type}" "x" {\n  ${body}\n}\n` });
    expect(named.replication.map(({ verdict }) => verdict)).not.toEqual(['unknown']);
  });

  test('versioning, without which nothing replicates', async () => {
    const text = pairOf().replace('for_each = aws_s3_bucket.b\n', 'for_each = var.n\n');
    const report = await auditCode({ 't/main.tf': `${open}${text}` });
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
  });

  test('the destination, by its count', async () => {
    const text = pairOf().replace('aws_s3_bucket.b["dst"].arn', 'aws_s3_bucket.d[0].arn');
    const report = await auditCode({
      't/main.tf': `${open}${text}resource "aws_s3_bucket" "d" {\n  count = var.n\n}\n`,
    });
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
  });

  test('a block of rules in the configuration itself', async () => {
    const text = pairOf()
      .replace('  rule {', '  dynamic "rule" {\n    for_each = var.n\n    content {')
      .replace(/\}\n\}\n$/u, '}\n  }\n}\n');
    const report = await auditCode({ 't/main.tf': `${open}${text}` });
    expect(report.replication.map(({ verdict, replicationRule }) => [replicationRule, verdict])).toEqual([
      [null, 'unknown'],
    ]);
  });

  test.each(['destination', 'filter', 'source_selection_criteria'])('a dynamic %s in a rule', async (name) => {
    const dynamic = `    dynamic "${name}" {\n      for_each = var.n\n      content {}\n    }\n  }\n}\n`;
    const text = pairOf()
      .replace(new RegExp(`    ${name} \\{(?:\\}|[\\s\\S]*?\\n    \\})\\n`, 'u'), '')
      .replace(/ {2}\}\n\}\n$/u, dynamic);
    const report = await auditCode({ 't/main.tf': `${open}${text}` });
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
  });

  test('a module without code', async () => {
    const report = await auditCode({ 't/main.tf': `${pairOf()}module "x" {\n  source = "acme/x/aws"\n}\n` });
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
  });
});

describe('over what is there, nothing else tells of a block that nobody knows how often is made', () => {
  const base = JSON.stringify(buildEstate({}).snapshot);
  const onto = (text: string): Promise<Report> => auditOnto(base, { 'main.tf': `${open}${text}` });

  test('a policy of a role that is there', async () => {
    const report = await onto('resource "aws_iam_role_policy" "p" {\n  count = var.n\n  role = "s3-crr"\n}\n');
    expect(gapsIn(report)).toEqual([
      'main.tf:2 What aws_iam_role_policy.p makes is not known (count depends on var.n): it may change what verdicts depend on.',
    ]);
    expect(report.summary.incomplete).toBe(true);
  });

  test('what counts for nothing', async () => {
    const report = await onto('resource "aws_security_group" "p" {\n  count = var.n\n}\n');
    expect([gapsIn(report), report.replication.map(({ verdict }) => verdict)]).toEqual([[], ['replicates']]);
  });

  test('a deferred change of a plan', async () => {
    const change = { reason: 'instance_count_unknown', resource_change: { address: 'aws_s3_bucket_policy.p["*"]' } };
    const plan = {
      format_version: '1.2',
      terraform_version: '1.11.4',
      resource_changes: [],
      deferred_changes: [change],
    };
    const report = await auditOnto(base, { 'plan.json': JSON.stringify(plan) });
    expect(gapsIn(report)).toEqual([
      'plan.json:1 What aws_s3_bucket_policy.p makes is not known (the plan defers it): it may change what verdicts depend on.',
    ]);
  });
});

describe('a separate argument that may be there', () => {
  const whole = pairOf();
  const everywhere = whole.replace(
    'for_each = aws_s3_bucket.b\n  bucket   = each.value.bucket',
    'for_each = var.n\n  bucket   = each.key',
  );
  const onePolicy = whole.replace(
    'resource "aws_iam_role_policy" "p" {\n',
    'resource "aws_iam_role_policy" "p" {\n  count = var.n ? 1 : 0\n',
  );

  test.each([
    [
      'versioning',
      everywhere,
      'aws_s3_bucket_versioning.b. How often it is made is not known: for_each depends on var.n.',
    ],
    ['a policy', onePolicy, 'aws_iam_role_policy.p. How often it is made is not known: count depends on var.n.'],
  ])('%s: what it sets is open, and nothing else', async (_name, text, why) => {
    expect(text).not.toBe(whole);
    const { replication, findings } = await auditCode({ 't/main.tf': `${open}${text}` });
    expect(replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
    const said = findings.filter(({ rule }) => rule === 'evidence/unresolved').map(({ message }) => message);
    expect(said.length).toBeGreaterThan(0);
    expect(said.filter((message) => !message.includes(why))).toEqual([]);
  });

  const further = (type: string, body: string): string =>
    `${open}${whole}resource "${type}" "further" {\n  count = var.n ? 1 : 0\n${body}}\n`;
  const [, source = ''] = /resource "aws_s3_bucket" "([^"]+)"/u.exec(whole) ?? [];
  const [, role = ''] = /resource "aws_iam_role" "([^"]+)"/u.exec(whole) ?? [];
  const ofBucket = `  bucket = aws_s3_bucket.${source}.id\n`;
  const ofRole = `  role = aws_iam_role.${role}.name\n`;

  test.each([
    ['a policy of the source bucket', 'aws_s3_bucket_policy', `${ofBucket}  policy = "{}"\n`, 'unknown'],
    ['its Object Lock', 'aws_s3_bucket_object_lock_configuration', ofBucket, 'unknown'],
    ['a further policy of the role', 'aws_iam_role_policy', `${ofRole}  policy = "{}"\n`, 'unknown'],
    [
      'an attachment',
      'aws_iam_role_policy_attachment',
      `${ofRole}  policy_arn = "arn:aws:iam::aws:policy/x"\n`,
      'unknown',
    ],
    ['a policy of another bucket', 'aws_s3_bucket_policy', '  bucket = "acme-other"\n  policy = "{}"\n', 'replicates'],
    ['versioning of another bucket', 'aws_s3_bucket_versioning', '  bucket = "acme-other"\n', 'replicates'],
  ])('%s', async (_name, type, body, expected) => {
    const { replication, findings } = await auditCode({ 't/main.tf': further(type, body) });
    expect(replication.map(({ verdict }) => verdict)).toEqual([expected]);
    const said = findings.filter(({ rule }) => rule === 'evidence/unresolved').map(({ message }) => message);
    expect(said.filter((message) => !message.includes(`${type}.further`))).toEqual([]);
  });
});
