/** What Terraform sets on a bucket, role or key of which nobody knows the name, over what is there: it may be any. */
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../../src/report/model.js';
import { run } from '../../../src/run.js';
import { existingIn } from '../../../src/sources/existing.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { estateOf } from '../../estate-of.js';
import { plainRun } from '../../plain-run.js';
import { planOf } from './plan-of.js';

async function over(change: InputFile): Promise<Report> {
  const before = await readFiles([InputFile.ofText('before.json', JSON.stringify(estateOf({}).snapshot))]);
  const after = await readFiles([change], { existing: existingIn(before) });
  return run({ inputs: [...before, ...after.map((reading) => ({ ...reading, isChange: true }))], ...plainRun }).report;
}

const gapsIn = ({ findings }: Report): readonly string[] =>
  findings
    .filter(({ rule }) => rule === 'evidence/unreadable')
    .map(({ message, location }) => `${location?.file}:${location?.line} ${message}`);

const code = (type: string, body: string): InputFile =>
  InputFile.ofText('main.tf', `variable "x" {}\nresource "${type}" "it" {\n  ${body}\n}\n`);

const may = 'it may change what verdicts depend on.';

describe('code', () => {
  test.each([
    ['aws_s3_bucket_policy', 'bucket = var.x\n  policy = "{}"', 'its bucket is var.x'],
    ['aws_s3_bucket_policy', 'bucket = "ord${var.x}"\n  policy = "{}"', 'its bucket is "ord${var.x}"'],
    [
      'aws_s3_bucket_versioning',
      'bucket = var.x\n  versioning_configuration { status = "Suspended" }',
      'its bucket is var.x',
    ],
    [
      'aws_s3_bucket_public_access_block',
      'bucket = lower(var.x)\n  restrict_public_buckets = true',
      'its bucket is lower(var.x)',
    ],
    [
      'aws_s3_bucket_replication_configuration',
      'bucket = var.x\n  role = "arn:aws:iam::111122223333:role/x"',
      'its bucket is var.x',
    ],
    ['aws_iam_role_policy', 'role = var.x\n  policy = "{}"', 'its role is var.x'],
    [
      'aws_iam_role_policy_attachment',
      'role = var.x\n  policy_arn = "arn:aws:iam::aws:policy/AWSDenyAll"',
      'its role is var.x',
    ],
    ['aws_iam_role_policies_exclusive', 'role_name = var.x\n  policy_names = []', 'its role_name is var.x'],
    [
      'aws_iam_policy_attachment',
      'name = "n"\n  roles = ["other", var.x]\n  policy_arn = "arn:aws:iam::aws:policy/AWSDenyAll"',
      'one of its roles is var.x',
    ],
    [
      'aws_iam_policy_attachment',
      'name = "n"\n  roles = var.x\n  policy_arn = "arn:aws:iam::aws:policy/AWSDenyAll"',
      'one of its roles is var.x',
    ],
    ['aws_s3_bucket', 'bucket = var.x', 'its bucket is var.x'],
    ['aws_s3_bucket', 'bucket = "ord${var.x}s"', 'its bucket is "ord${var.x}s"'],
    ['aws_iam_role', 'name = "Orders-${var.x}"\n  assume_role_policy = "{}"', 'its name is "Orders-${var.x}"'],
    ['aws_kms_key_policy', 'key_id = var.x\n  policy = "{}"', 'its key_id is var.x'],
    ['aws_kms_grant', 'key_id = var.x\n  operations = ["Decrypt"]\n  grantee_principal = "x"', 'its key_id is var.x'],
  ])('%s: %s', async (type, body, why) => {
    const report = await over(code(type, body));
    expect(gapsIn(report)).toContainEqual(expect.stringMatching(/^main[.]tf:[1-9]\d* /u));
    expect(gapsIn(report).map((gap) => gap.replace(/^\S+ /u, ''))).toContain(
      `What ${type}.it makes is not known (${why}): ${may}`,
    );
    expect(report.summary.incomplete).toBe(true);
  });

  test.each([
    ['a name that none there has', 'aws_s3_bucket_policy', 'bucket = "other-${var.x}"\n  policy = "{}"'],
    ['a name that no bucket there has', 'aws_s3_bucket', 'bucket = "${var.x}-logs"'],
    ['a name that no role there has', 'aws_iam_role', 'name = "lambda-${var.x}"\n  assume_role_policy = "{}"'],
    ['a policy of such a role', 'aws_iam_role_policy', 'role = "lambda-${var.x}"\n  policy = "{}"'],
    ['another known name', 'aws_s3_bucket_policy', 'bucket = "elsewhere"\n  policy = "{}"'],
    ['what no verdict depends on', 'aws_s3_bucket_notification', 'bucket = var.x'],
    [
      'a bucket of its own',
      'aws_s3_bucket',
      'bucket_prefix = "x"\n}\nresource "aws_s3_bucket_policy" "own" {\n  bucket = aws_s3_bucket.it.id\n  policy = "{}"',
    ],
    [
      'a role of its own',
      'aws_iam_role',
      'assume_role_policy = "{}"\n}\nresource "aws_iam_role_policy" "own" {\n  role = aws_iam_role.it.name\n  policy = "{}"',
    ],
    [
      'a key of its own',
      'aws_kms_key',
      '}\nresource "aws_kms_key_policy" "own" {\n  key_id = aws_kms_key.it.id\n  policy = "{}"',
    ],
  ])('no gap: %s', async (_, type, body) => {
    expect(gapsIn(await over(code(type, body)))).toEqual([]);
  });

  test('not laid over anything, it is judged by itself', async () => {
    const [file] = [code('aws_s3_bucket_policy', 'bucket = var.x\n  policy = "{}"')];
    const { report } = run({ inputs: await readFiles([file]), ...plainRun });
    expect(gapsIn(report)).toEqual([]);
  });
});

test('a plan', async () => {
  const plan = planOf([
    {
      address: 'aws_s3_bucket_policy.it',
      after: { policy: '{}' },
      unknown: { bucket: true, id: true },
      expressions: { bucket: { references: ['data.aws_ssm_parameter.name.value', 'data.aws_ssm_parameter.name'] } },
    },
  ]);
  const report = await over(InputFile.ofText('plan.json', JSON.stringify(plan)));
  expect(gapsIn(report)).toEqual([
    expect.stringMatching(/^plan[.]json:[1-9]\d* What aws_s3_bucket_policy[.]it makes is not known \(its bucket is /u),
  ]);
  expect(report.summary.incomplete).toBe(true);
});
