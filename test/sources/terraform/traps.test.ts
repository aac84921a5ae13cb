/** What is easily read wrong in code: each case beside a neighbour that shows that the test can fail. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../../src/report/model.js';
import { run } from '../../../src/run.js';
import { readInputFiles } from '../../../src/sources/files/read-input.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { plainRun } from '../../plain-run.js';

type Files = Readonly<Record<string, string>>;

async function audited(files: Files): Promise<Report> {
  return judged(
    Object.entries(files).map(
      ([name, text]) => new InputFile({ name: `code/${name}`, given: 'code', text, bytes: null }),
    ),
  );
}

async function judged(files: readonly InputFile[]): Promise<Report> {
  return run({
    inputs: await readFiles(files),
    ...plainRun,
    today: '2026-01-01',
  }).report;
}

const verdicts = ({ replication }: Report): readonly string[] => replication.map(({ verdict }) => verdict);
const rules = ({ findings }: Report): readonly string[] => [...new Set(findings.map(({ rule }) => rule))].sort();

const source = '["s3:GetReplicationConfiguration", "s3:ListBucket"]';
const objects = '["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"]';
const replicas = '["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"]';

const encoded = `jsonencode({
  Version = "2012-10-17"
  Statement = [
    { Effect = "Allow", Action = ${source}, Resource = [aws_s3_bucket.a.arn] },
    { Effect = "Allow", Action = ${objects}, Resource = "\${aws_s3_bucket.a.arn}/*" },
    { Effect = "Allow", Action = ${replicas}, Resource = "\${aws_s3_bucket.b.arn}/*" },
  ]
})`;

const document = `data "aws_iam_policy_document" "access" {
  statement {
    actions   = ${source}
    resources = [aws_s3_bucket.a.arn]
  }
  statement {
    actions   = ${objects}
    resources = ["\${aws_s3_bucket.a.arn}/*"]
  }
  statement {
    actions   = ${replicas}
    resources = ["\${aws_s3_bucket.b.arn}/*"]
  }
}`;

interface Parts {
  readonly policy?: string;
  readonly service?: string;
  readonly order?: string;
  readonly more?: string;
}

/** Two buckets of one account and a role that is allowed all it needs. */
function code({ policy = encoded, service = '"s3.amazonaws.com"', order = '', more = '' }: Parts = {}): string {
  return `
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["111122223333"]
}
resource "aws_s3_bucket" "a" { bucket = "orders" }
resource "aws_s3_bucket" "b" { bucket = "orders-replica" }
resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_iam_role" "r" {
  name = "replication"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = ${service} } }]
  })
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  name   = "access"
  policy = ${policy}
}
resource "aws_s3_bucket_replication_configuration" "c" {
  bucket = aws_s3_bucket_versioning.a.bucket
  role   = aws_iam_role.r.arn
  rule {
    id     = "all"
    status = "Enabled"
    filter {}
    delete_marker_replication { status = "Enabled" }
    destination { bucket = aws_s3_bucket.b.arn }
  }
  ${order}
}
${more}`;
}

test('the base replicates, and without a permission of its role it does not', async () => {
  expect(verdicts(await audited({ 'main.tf': code() }))).toEqual(['replicates']);
  const lacking = code({ policy: encoded.replace('"s3:ReplicateObject", ', '') });
  expect(verdicts(await audited({ 'main.tf': lacking }))).toEqual(['fails']);
});

test('no depends_on on the policy of the role: nothing to say, unlike versioning', async () => {
  const without = await audited({ 'main.tf': code({ order: 'depends_on = [aws_s3_bucket_versioning.b]' }) });
  const both = await audited({
    'main.tf': code({ order: 'depends_on = [aws_s3_bucket_versioning.b, aws_iam_role_policy.p]' }),
  });
  expect(rules(without)).toEqual(rules(both));
  expect(rules(without)).not.toContain('configuration/replication-before-versioning');
  expect(rules(await audited({ 'main.tf': code() }))).toContain('configuration/replication-before-versioning');
});

test.each([
  ['jsonencode', code()],
  ['a policy document', code({ policy: 'data.aws_iam_policy_document.access.json', more: document })],
  [
    'text',
    code({
      policy: `<<-EOT
    {"Statement":[{"Resource":"\${aws_s3_bucket.a.arn}","Action":${source},"Effect":"Allow"},
     {"Resource":["\${aws_s3_bucket.a.arn}/*"],"Action":${objects},"Effect":"Allow"},
     {"Resource":["\${aws_s3_bucket.b.arn}/*"],"Action":${replicas},"Effect":"Allow"}],"Version":"2012-10-17"}
  EOT`,
    }),
  ],
])('one policy in several spellings: %s', async (_, text) => {
  const report = await audited({ 'main.tf': text });
  expect(verdicts(report)).toEqual(['replicates']);
  expect(rules(report)).toEqual(rules(await audited({ 'main.tf': code() })));
});

describe('the service principal by the suffix of the partition', () => {
  const more = 'data "aws_partition" "p" {}';

  test.each([
    ['s3.${data.aws_partition.p.dns_suffix}', 'replicates'],
    ['ec2.${data.aws_partition.p.dns_suffix}', 'fails'],
  ])('%s', async (service, verdict) => {
    expect(verdicts(await audited({ 'main.tf': code({ service: `"${service}"`, more }) }))).toEqual([verdict]);
  });
});

describe('a template outside of the given folder is not read', () => {
  const allowed = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
  let top: string;
  beforeAll(() => {
    top = mkdtempSync(join(tmpdir(), 'replint-outside-'));
  });
  afterAll(() => {
    rmSync(top, { recursive: true, force: true });
  });

  async function withTemplate(path: string): Promise<Report> {
    const folder = join(top, 'code');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(top, 'access.tpl'), allowed);
    writeFileSync(join(folder, 'access.tpl'), allowed);
    writeFileSync(join(folder, 'main.tf'), code({ policy: `templatefile("${path}", {})` }));
    return judged(await readInputFiles([folder], () => Promise.resolve(new Uint8Array())));
  }

  test('inside it is', async () => {
    expect(verdicts(await withTemplate('${path.module}/access.tpl'))).toEqual(['replicates']);
  });

  test.each(['${path.module}/../access.tpl', '../access.tpl', '${path.module}/x/../../access.tpl', 'TOP/access.tpl'])(
    '%s: open',
    async (path) => {
      expect(verdicts(await withTemplate(path.replace('TOP', top)))).toEqual(['unknown']);
    },
  );
});

test('check, output and precondition blocks are no facts', async () => {
  const more = `
output "bucket" { value = aws_s3_bucket_versioning.missing.bucket }
check "versioned" {
  data "aws_s3_bucket" "other" { bucket = "other" }
  assert {
    condition     = aws_s3_bucket_versioning.b.versioning_configuration[0].status == "Suspended"
    error_message = "Suspended."
  }
}
resource "aws_s3_bucket_ownership_controls" "b" {
  bucket = aws_s3_bucket.b.id
  rule { object_ownership = "BucketOwnerEnforced" }
  lifecycle {
    precondition {
      condition     = aws_iam_role.r.name == "other"
      error_message = "Other."
    }
  }
}`;
  const report = await audited({ 'main.tf': code({ more }) });
  expect(verdicts(report)).toEqual(['replicates']);
  expect(JSON.stringify(report)).not.toContain('"other"');
});

describe('what is made zero times is not there', () => {
  const once = 'resource "aws_s3_bucket_replication_configuration" "c" {';
  test.each([
    [1, ['replicates']],
    [0, []],
  ])('count = %d', async (count, expected) => {
    const text = code().replace(once, `${once}\n  count = ${count}`);
    const report = await audited({ 'main.tf': text });
    expect(verdicts(report)).toEqual(expected);
    if (count === 0) expect(report.findings.filter(({ level }) => level !== 'note')).toEqual([]);
  });
});
