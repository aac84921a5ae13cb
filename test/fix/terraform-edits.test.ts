/** Patches as edits of Terraform code: made there, the code says what was proved, and all else in it stays. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Log } from 'sarif';
import { emitted } from '../../src/fix/emit/index.js';
import type { FileEdit } from '../../src/fix/model.js';
import { withEditsMade } from '../../src/fix/source/apply-edits.js';
import { audit } from '../../src/judge.js';
import { withProvedEdits } from '../../src/proved-edits.js';
import { repair, type RepairOptions, type Repaired } from '../../src/repair.js';
import { ruleFacts } from '../../src/rule-facts.js';
import type { ReadOptions } from '../../src/sources/adapter.js';
import { InputFile } from '../../src/sources/input-file.js';
import { joinReadings } from '../../src/sources/join-readings.js';
import { readFiles } from '../../src/sources/recognise.js';
import { sarifEdits } from './sarif-edits.js';
import { codeOf, forms, needed, type Code } from './terraform-code.js';
import { plainRepair } from '../plain-run.js';
import { everyNth } from '../tools/every-nth.js';

function filesOf(code: Code): readonly InputFile[] {
  return Object.entries(code).map(([name, text]) => new InputFile({ name, given: '.', text, bytes: null }));
}

async function repaired(code: Code, read: ReadOptions = {}): Promise<Repaired> {
  const options: RepairOptions = {
    inputs: await readFiles(filesOf(code), read),
    ...plainRepair,
  };
  return withProvedEdits(repair(options), options);
}

async function auditOf(code: Code, read: ReadOptions = {}) {
  const { replication, findings } = audit(joinReadings(await readFiles(filesOf(code), read)).estate);
  return { findings, verdicts: replication.map(({ verdict }) => verdict) };
}

async function verdictsOf(code: Code): Promise<readonly string[]> {
  return (await auditOf(code)).verdicts;
}

function edited(code: Code, { report }: Repaired): Code {
  return withEdits(
    code,
    report.patches.flatMap(({ edits: own = [] }) => own),
  );
}

function withEdits(code: Code, edits: readonly FileEdit[]): Code {
  return Object.fromEntries(
    Object.entries(code).map(([name, text]) => [
      name,
      withEditsMade(
        text,
        edits.filter(({ file }) => file === name),
      ),
    ]),
  );
}

function commentsIn(code: Code): readonly string[] {
  return Object.values(code).flatMap((text) => text.match(/(?:#|\/\/ ).*/gu) ?? []);
}

/** The edited code replicates; nothing in it is lost, and nothing of this process is in it. */
async function expectFixed(code: Code): Promise<Code> {
  expect(await verdictsOf(code)).not.toEqual(['replicates']);
  const fixed = await repaired(code);
  expect(fixed.report.patches.map(({ byHand = null }) => byHand)).toEqual(fixed.report.patches.map(() => null));
  const after = edited(code, fixed);
  expect([await verdictsOf(after), after]).toEqual([['replicates'], after]);
  for (const comment of new Set(commentsIn(code))) expect(commentsIn(after).join('\n')).toContain(comment);
  expect(Object.values(after).join('')).not.toMatch(/[\uFDD0-\uFDEF]/u);
  return after;
}

/** Without one action, or without one statement. */
const defects = needed.flatMap(({ Action }, index) => [
  {
    what: `without statement ${index}`,
    statements: needed.filter((_, at) => at !== index),
  },
  // The last of a list, which has another one before it.
  ...Action.slice(1, 2).map((action) => ({
    what: `without ${action}`,
    statements: needed.map((own, at) =>
      at === index ? { ...own, Action: own.Action.filter((each) => each !== action) } : own,
    ),
  })),
]);

describe.each(Object.keys(forms).map((form, number) => [form, number] as const))('%s', (form, number) => {
  test('replicates where nothing is broken', async () => {
    expect(await verdictsOf(codeOf(form))).toEqual(['replicates']);
  });

  test.each(everyNth(2, defects, number))(
    '$what: the edited code replicates, its comments are there',
    async ({ statements }) => {
      const code = codeOf(form, statements);
      if ((await verdictsOf(code))[0] === 'replicates') return;
      await expectFixed(code);
    },
  );

  test('Windows line ends stay', async () => {
    const code = codeOf(form, needed.slice(0, 2));
    const windows = Object.fromEntries(
      Object.entries(code).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]),
    );
    const after = await expectFixed(windows);
    for (const text of Object.values(after)) expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });
});

/** A bucket of another account, objects under KMS keys, and documents of their own for both. */
const elsewhere = (statements: { readonly bucket: string; readonly key: string; readonly role: string }): Code => ({
  'main.tf': `
provider "aws" {
  region = "us-east-1"
}
provider "aws" {
  alias  = "replica"
  region = "eu-west-1"
  assume_role {
    role_arn = "arn:aws:iam::444455556666:role/deploy"
  }
}
data "aws_caller_identity" "current" {}
resource "aws_s3_bucket" "source" {
  bucket = "orders"
}
resource "aws_s3_bucket" "replica" {
  provider = aws.replica
  bucket   = "orders-replica"
}
resource "aws_s3_bucket_versioning" "source" {
  bucket = aws_s3_bucket.source.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket_versioning" "replica" {
  provider = aws.replica
  bucket   = aws_s3_bucket.replica.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_kms_key" "replica" {
  provider = aws.replica
  policy   = data.aws_iam_policy_document.key.json
}
data "aws_iam_policy_document" "key" {
  statement {
    sid       = "Owner"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::444455556666:root"]
    }
  }${statements.key}
}
${statements.bucket}
resource "aws_s3_bucket_replication_configuration" "replication" {
  depends_on = [aws_s3_bucket_versioning.source, aws_s3_bucket_versioning.replica]
  bucket     = aws_s3_bucket.source.id
  role       = aws_iam_role.replication.arn
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
      bucket  = aws_s3_bucket.replica.arn
      account = "444455556666"
      access_control_translation {
        owner = "Destination"
      }
      encryption_configuration {
        replica_kms_key_id = aws_kms_key.replica.arn
      }
    }
  }
}
resource "aws_iam_role" "replication" {
  name               = "crr"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "s3.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}
resource "aws_iam_role_policy" "replication" {
  role   = aws_iam_role.replication.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [${statements.role}]
  })
}
`,
});

describe('another account, and keys', () => {
  const bucket = (inside: string): string => `
resource "aws_s3_bucket_policy" "replica" {
  provider = aws.replica
  bucket   = aws_s3_bucket.replica.id
  policy   = jsonencode({
    Version   = "2012-10-17"
    Statement = [
${inside}
    ]
  })
}
`;
  const allow = (role: string): string => `      {
        Sid       = "Replication"
        Effect    = "Allow"
        Principal = { AWS = ${role} }
        Action    = ["s3:ReplicateObject", "s3:ObjectOwnerOverrideToBucketOwner"]
        Resource  = "\${aws_s3_bucket.replica.arn}/*"
      },`;
  const deny = `      {
        Sid       = "Tls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = ["\${aws_s3_bucket.replica.arn}", "\${aws_s3_bucket.replica.arn}/*"]
        Condition = { StringNotEquals = { "aws:PrincipalAccount" = "444455556666" } }
      },`;
  const role = `
      { Effect = "Allow", Action = ["s3:GetReplicationConfiguration", "s3:ListBucket"], Resource = aws_s3_bucket.source.arn },
      { Effect = "Allow", Action = ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"], Resource = "\${aws_s3_bucket.source.arn}/*" },
      { Effect = "Allow", Action = ["s3:ReplicateObject", "s3:ObjectOwnerOverrideToBucketOwner"], Resource = "\${aws_s3_bucket.replica.arn}/*" },
      { Effect = "Allow", Action = ["kms:Encrypt", "kms:GenerateDataKey", "kms:Decrypt"], Resource = "*" },
    `;
  const key = `
  statement {
    actions   = ["kms:Encrypt", "kms:GenerateDataKey", "kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.replication.arn]
    }
  }`;

  test.each([
    ['no bucket policy', { bucket: '', key, role }],
    [
      'a bucket policy without the role',
      { bucket: bucket(deny.replace('Deny', 'Allow').replace('Tls', 'Others')), key, role },
    ],
    [
      'a Deny for those outside of the account',
      { bucket: bucket(`${allow('aws_iam_role.replication.arn')}\n${deny}`), key, role },
    ],
    ['a key policy without the role', { bucket: bucket(allow('aws_iam_role.replication.arn')), key: '', role }],
    [
      'a key policy with a context that does not fit',
      {
        bucket: bucket(allow('"arn:aws:iam::111122223333:role/crr"')),
        key: key.replace(
          '    principals',
          `    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.us-east-1.amazonaws.com"] # the wrong Region
    }
    principals`,
        ),
        role,
      },
    ],
    ['nothing at all', { bucket: '', key: '', role: '' }],
  ])('%s', async (_, statements) => {
    const code = elsewhere(statements);
    const fixed = await repaired(code, { account: '111122223333' });
    const after = edited(code, fixed);
    expect(fixed.report.patches.length).toBeGreaterThan(0);
    expect(fixed.report.patches.map(({ byHand = null }) => byHand)).toEqual(fixed.report.patches.map(() => null));
    const { findings, verdicts } = await auditOf(after, { account: '111122223333' });
    expect([verdicts, after]).toEqual([fixed.report.pairs.map((pair) => pair.after), after]);
    expect(verdicts).not.toContain('fails');
    expect(findings.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([]);
  });
});

describe('other places', () => {
  const good = codeOf('blocks, lists on one line');
  const changed = (from: string, to: string, code: Code = good): Code => {
    const text = code['main.tf'] ?? '';
    expect(text).toContain(from);
    return { ...code, 'main.tf': text.replace(from, to) };
  };

  test.each([
    ['versioning is suspended', '    status = "Enabled" # on', '    status = "Suspended" # on'],
    [
      'versioning is suspended on one line',
      'versioning_configuration { status = "Enabled" }',
      'versioning_configuration { status = "Suspended" }',
    ],
    [
      'versioning is missing',
      `resource "aws_s3_bucket_versioning" "replica" {
  bucket = aws_s3_bucket.replica.id
  versioning_configuration { status = "Enabled" }
}
`,
      '',
    ],
    ['another service is trusted', 'Service = "s3.amazonaws.com"', 'Service = "ec2.amazonaws.com"'],
    ['the effect is misspelled', 'Effect    = "Allow"', 'Effect    = "allow"'],
  ])('%s', async (_, from, to) => {
    const code = changed(from, to);
    await expectFixed(to === '' ? changed(', aws_s3_bucket_versioning.replica]', ']', code) : code);
  });

  test('a role without a policy gets one beside it, which names what the code names', async () => {
    const [main = ''] = Object.values(codeOf('jsonencode, on one line')).map((text) =>
      text.slice(0, text.indexOf('resource "aws_iam_role_policy"')),
    );
    const after = await expectFixed({ 'main.tf': main });
    expect(after['main.tf']).toMatch(
      /resource "aws_iam_role_policy" "replication" \{\n {2}name += "replint-replication"\n {2}role += aws_iam_role\.replication\.name\n/u,
    );
    expect(after['main.tf']).toContain('"${aws_s3_bucket.replica.arn}/*"');
  });

  test('a list that is not written out: a statement beside it', async () => {
    const code = changed('["s3:GetReplicationConfiguration", "s3:ListBucket"]', 'local.reading');
    const short = { ...code, 'main.tf': `${code['main.tf'] ?? ''}locals {\n  reading = ["s3:ListBucket"]\n}\n` };
    const after = await expectFixed(short);
    expect(after['main.tf']).toContain('actions   = local.reading');
  });

  test('JSON in a file of its own', async () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['s3:ListBucket'], Resource: 'arn:aws:s3:::orders' }],
    };
    const named = changed('bucket_prefix = "orders-" # before', 'bucket = "orders"');
    const both = changed('bucket_prefix = "orders-replica-"', 'bucket = "orders-replica"', named);
    const main = (both['main.tf'] ?? '').replace(
      'data.aws_iam_policy_document.replication.json',
      'file("${path.module}/policy.json")',
    );
    const after = await expectFixed({ 'main.tf': main, 'policy.json': JSON.stringify(policy, null, 4) });
    expect(after['main.tf']).toBe(main);
    expect(JSON.parse(after['policy.json'] ?? '')).toMatchObject({ Version: '2012-10-17' });
  });

  test.each([
    ['a variable', 'data.aws_iam_policy_document.replication.json', 'var.policy', 'the value of var.policy'],
    [
      'a function',
      'data.aws_iam_policy_document.replication.json',
      'replace(data.aws_iam_policy_document.replication.json, "a", "a")',
      'the result of replace()',
    ],
    [
      'one of several',
      'data "aws_iam_policy_document" "replication" {',
      'data "aws_iam_policy_document" "replication" {\n  count = 2',
      'made several times by one block',
    ],
  ])('%s is for a person to edit, and the texts say why', async (_, from, to, why) => {
    const broken = codeOf('blocks, lists on one line', needed.slice(0, 2));
    const named = changed(from, to, broken)['main.tf'] ?? '';
    const code = { 'main.tf': to.includes('count') ? named.replace('replication.json', 'replication[0].json') : named };
    const variable = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }],
    });
    const fixed = await repaired({
      ...code,
      'main.tf': `${code['main.tf'] ?? ''}variable "policy" {\n  default = ${JSON.stringify(variable)}\n}\n`,
    });
    expect(fixed.report.patches.map(({ byHand }) => byHand)).toContain(why);
    for (const format of ['patch', 'terraform'] as const)
      expect(await emitted(fixed, format, { color: false, rules: ruleFacts, workingDirectory: '/' })).toContain(why);
  });
});

test.each(Object.keys(forms))('SARIF, %s: its fixes, made in the files, make the code replicate', async (form) => {
  const code = codeOf(form, needed.slice(0, 2));
  const fixed = await repaired(code);
  const log = JSON.parse(
    await emitted(fixed, 'sarif', { color: false, rules: ruleFacts, workingDirectory: '/' }),
  ) as Log;
  const after = withEdits(code, sarifEdits(log));
  expect([await verdictsOf(after), after]).toEqual([['replicates'], after]);
});

describe('a plan beside its code', () => {
  const fixture = new URL('../../fixtures/terraform/kms-two-regions/', import.meta.url);
  const read = (name: string): string =>
    readFileSync(new URL(name, fixture), 'utf8').replaceAll('s3:GetObjectVersionForReplication', 's3:GetObject');

  test('the code is edited, and a notice says that the plan still shows what it was', async () => {
    const fixed = await repaired({ 'plan.json': read('plan.json'), 'main.tf': read('source/main.tf') });
    expect(fixed.report.pairs.map(({ before }) => before)).not.toEqual(fixed.report.pairs.map(({ after }) => after));
    const edits = fixed.report.patches.flatMap(({ edits: own = [] }) => own);
    expect(new Set(edits.map(({ file }) => file))).toEqual(new Set(['main.tf']));
    const after = withEditsMade(read('source/main.tf'), edits);
    expect(after).toContain('s3:GetObjectVersionForReplication');
    expect(fixed.report.notices.join(' ')).toContain('were not read back');
    expect(await verdictsOf({ 'main.tf': after })).toEqual(
      await verdictsOf({ 'main.tf': readFileSync(new URL('source/main.tf', fixture), 'utf8') }),
    );
  });
});
