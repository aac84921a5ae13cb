/** Messages name expressions as the code has them, and tell modules and instances apart. */
import { expect, test } from '@jest/globals';
import { auditCode, pairOf } from '../audit-of-code.js';

async function messages(texts: Readonly<Record<string, string>>): Promise<string> {
  const { findings, notices = [] } = await auditCode(texts);
  return [...findings.flatMap(({ headline, message, help }) => [headline, message, help]), ...notices].join('\n');
}

const open = 'variable "on" {}\n';
const denying = (resource: string): string => `
resource "aws_s3_bucket_policy" "d" {
  bucket = "dst"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = ${resource} }]
  })
}
`;

test.each([
  ['var.on ? ["arn:aws:s3:::dst/*"] : []', 'depends on var.on ? ["arn:aws:s3:::dst/*"] : []'],
  ['{ a = "arn:aws:s3:::dst/*" }[var.on]', 'depends on { a = "arn:aws:s3:::dst/*" }[var.on]'],
  ['upper(var.on)', 'depends on upper(var.on)'],
  ['"${var.on == "x" ? "arn:aws:s3:::dst" : "*"}/*"', 'depends on var.on == "x" ? "arn:aws:s3:::dst" : "*"'],
])('%s', async (resource, said) => {
  const text = await messages({ 't/main.tf': `${open}${pairOf()}${denying(resource)}` });
  expect(text).toContain(said);
  expect(text).not.toMatch(/\?:\(|index\(|==\(/u);
});

test('modules and instances with the same text are told apart', async () => {
  const bucket = (name: string): string =>
    `${open}${pairOf().replace('toset(["src", "dst"])', 'toset(["src", "dst", "b1", "b2"])')}${denying(name)}`;
  const text = await messages({
    't/main.tf': `module "a" {\n  source = "./a"\n}\n`,
    't/a/main.tf': bucket('var.on ? "x" : "y"'),
  });
  expect(text).toContain('var.on ? "x" : "y" in module.a');

  const { replication } = await auditCode({
    't/main.tf': `${open}
resource "aws_s3_bucket_replication_configuration" "c" {
  for_each = toset(["a", "b"])
  bucket   = var.on ? each.key : "x"
  role     = "arn:aws:iam::111122223333:role/r"
  rule {
    status = "Enabled"
    destination {
      bucket = "arn:aws:s3:::dst"
    }
  }
}
`,
  });
  expect(replication.map(({ source }) => source.bucket)).toEqual([
    'var.on ? each.key : "x" with each.key "a"',
    'var.on ? each.key : "x" with each.key "b"',
  ]);
});
