/** Policies of which the code leaves a statement or the form of one open: unknown, and never called invalid. */
import { expect, test } from '@jest/globals';
import { auditCode, pairOf } from './audit-of-code.js';

const open = 'variable "s" {}\n';
const whole = '{ Effect = "Allow", Action = "s3:*", Resource = "*" }';
const own = `[${whole.replace('"Allow", Action = "s3:*", Resource', '"Allow", Action = "s3:*", Resource')}]`;
const code = (statement: string): string => {
  const text = `${open}${pairOf()}`;
  const at = text.lastIndexOf('Statement = [');
  return `${text.slice(0, at)}Statement = ${statement}${text.slice(text.indexOf('\n', at))}`;
};

test.each<readonly [string, string]>([
  [own, 'replicates'],
  ['var.s', 'unknown'],
  ['[var.s]', 'unknown'],
  [`concat([${whole}], var.s)`, 'unknown'],
  [`concat([${whole}], [var.s])`, 'unknown'],
  [`[for x in var.s : ${whole}]`, 'unknown'],
  ['[{ Effect = var.s, Action = "s3:*", Resource = "*" }]', 'unknown'],
  ['[{ Effect = "Allow", Action = "s3:*", Resource = "*", Condition = var.s }]', 'unknown'],
  ['[{ Effect = "Allow", Action = "s3:*", Resource = "*", Condition = { StringEquals = var.s } }]', 'unknown'],
  ['[{ Effect = "Allow", Action = var.s, Resource = "*" }]', 'unknown'],
  [`[${whole}, { Effect = "Deny", Action = "sqs:*", Resource = "*", Condition = var.s }]`, 'replicates'],
])('%s: %s', async (statement, verdict) => {
  const { replication, findings } = await auditCode({ 't/main.tf': code(statement) });
  expect(replication.map((entry) => entry.verdict)).toEqual([verdict]);
  expect(findings.map(({ rule }) => rule)).not.toContain('policy/invalid');
  const said = findings.filter(({ kind }) => kind === 'unknown').map(({ message }) => message);
  if (verdict === 'unknown') expect(said.join()).toMatch(/depends on .*\bvar\.s\b|depends on t\/main\.tf:\d+/u);
});

test.each([
  '["x"]',
  '[{ Effect = "${var.s}x", Action = "s3:*", Resource = "*" }]',
  '[{ Effect = "Alow", Action = "${var.s}", Resource = "*" }]',
])('what no value makes valid is still called so: %s', async (statement) => {
  const { findings } = await auditCode({ 't/main.tf': code(statement) });
  expect(findings.map(({ rule }) => rule)).toContain('policy/invalid');
});

test('a data source with statements that are not known', async () => {
  const { replication, findings } = await auditCode({
    't/main.tf': `${code('[]').replace(/policy = jsonencode\(\{[^}]*Statement = \[\]\s*\}\)/u, 'policy = data.aws_iam_policy_document.d.json')}
data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = var.s
    content {
      actions   = ["s3:*"]
      resources = ["*"]
    }
  }
}
`,
  });
  expect(replication.map((entry) => entry.verdict)).toEqual(['unknown']);
  expect(findings.map(({ rule }) => rule)).not.toContain('policy/invalid');
});

test.each(['Principal', 'NotPrincipal'])('%s of a bucket policy', async (element) => {
  const { findings } = await auditCode({
    't/main.tf': `${open}${pairOf()}
resource "aws_s3_bucket_policy" "d" {
  bucket = "dst"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", ${element} = var.s, Action = "s3:*", Resource = "*" }] })
}
`,
  });
  expect(findings.map(({ rule }) => rule)).not.toContain('policy/invalid');
  expect(findings.map(({ message }) => message).join()).toContain('var.s');
});
