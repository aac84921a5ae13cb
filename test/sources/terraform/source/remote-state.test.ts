/** Outputs of other root modules: joined where the backend leaves no doubt, and otherwise unknown. */
import { describe, expect, test } from '@jest/globals';
import { auditCode, pairOf } from '../audit-of-code.js';

const backend =
  'terraform {\n  backend "s3" {\n    bucket = "states"\n    key    = "app.tfstate"\n    region = "us-east-1"\n  }\n}\n';
const output =
  'output "resources" {\n  value = ["${aws_s3_bucket.b["src"].arn}*", "${aws_s3_bucket.b["dst"].arn}*"]\n}\n';
const reads = `
data "terraform_remote_state" "app" {
  backend = "s3"
  config  = { bucket = "states", key = "app.tfstate", region = "us-east-1" }
}
`;
const readsFile = `
data "terraform_remote_state" "app" {
  backend = "local"
  config  = { path = "../app/terraform.tfstate" }
}
`;

/** The role's policy in a root of its own, which reads what it is about from the state of the other one. */
function policyBy(data: string, resources = 'data.terraform_remote_state.app.outputs.resources'): string {
  return `
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["111122223333"]
}
${data}
resource "aws_iam_role_policy" "p" {
  role   = "r"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = ${resources} }]
  })
}
`;
}

const app = pairOf().replace(/resource "aws_iam_role_policy"[\s\S]*?\n\}\n/u, '');

async function verdictOf(own: string, policy: string): Promise<string> {
  const { replication } = await auditCode({ 'in/app/main.tf': own, 'in/roles/main.tf': policy });
  return replication.map(({ verdict }) => verdict).join();
}

describe('joined', () => {
  test.each([
    ['by bucket and key', backend + app + output, policyBy(reads)],
    ['by the file beside the code', app + output, policyBy(readsFile)],
    ['by the file, from the module', app + output, policyBy(readsFile.replace('../app', '${path.module}/../app'))],
    ['by the file of a local backend', `terraform {\n  backend "local" {}\n}\n${app}${output}`, policyBy(readsFile)],
    [
      'with a default for what is missing',
      backend + app,
      policyBy(reads.replace('"s3"', '"s3"\n  defaults = { resources = ["*"] }')),
    ],
    [
      'where each reads the other',
      `${backend.replaceAll('app.tfstate', 'app.tfstate')}${app}${output}
data "terraform_remote_state" "roles" {
  backend = "s3"
  config  = { bucket = "states", key = "roles.tfstate" }
}
output "of_roles" {
  value = data.terraform_remote_state.roles.outputs.name
}
`,
      `${backend.replaceAll('app.tfstate', 'roles.tfstate')}${policyBy(reads)}
output "name" {
  value = data.terraform_remote_state.app.outputs.resources
}
`,
    ],
  ])('%s', async (_, own, policy) => {
    expect(await verdictOf(own, policy)).toBe('replicates');
  });

  test('what the output says decides', async () => {
    const onlyOne = 'output "resources" {\n  value = ["${aws_s3_bucket.b["src"].arn}*"]\n}\n';
    expect(await verdictOf(backend + app + onlyOne, policyBy(reads))).toBe('fails');
  });
});

describe('not known', () => {
  test.each([
    ['another key', backend.replaceAll('app.tfstate', 'other.tfstate') + app + output, policyBy(reads)],
    ['another bucket', backend.replaceAll('"states"', '"others"') + app + output, policyBy(reads)],
    ['a key that terraform init is given', backend.replace(/ +key .*\n/u, '') + app + output, policyBy(reads)],
    [
      'a key that is not known',
      backend + app + output,
      policyBy(`variable "k" {}\n${reads.replace('"app.tfstate"', 'var.k')}`),
    ],
    ['another workspace', backend + app + output, policyBy(reads.replace('"s3"', '"s3"\n  workspace = "prod"'))],
    [
      'another endpoint',
      backend + app + output,
      policyBy(reads.replace('key =', 'endpoint = "https://s3.example.com", key =')),
    ],
    ['another type of backend', app + output, policyBy(reads)],
    ['a backend in the cloud', `terraform {\n  cloud {}\n}\n${app}${output}`, policyBy(readsFile)],
    ['another file', app + output, policyBy(readsFile.replace('../app', '../other'))],
    ['an output that is not there', backend + app, policyBy(reads)],
  ])('%s', async (_, own, policy) => {
    expect(await verdictOf(own, policy)).toBe('unknown');
  });

  test('a backend in JSON syntax', async () => {
    const json = JSON.stringify({ terraform: { backend: { s3: { bucket: 'states', key: 'app.tfstate' } } } });
    const { replication, findings } = await auditCode({
      'in/app/main.tf': app + output,
      'in/app/backend.tf.json': json,
      'in/roles/main.tf': policyBy(readsFile),
    });
    expect(replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
    const said = findings.filter(({ rule }) => rule === 'evidence/unresolved').map(({ message }) => message);
    expect(said.join()).toContain('data.terraform_remote_state.app.outputs');
  });

  test('two roots with the same backend', async () => {
    const { replication } = await auditCode({
      'in/app/main.tf': backend + app + output,
      'in/copy/main.tf': `${backend}resource "aws_s3_bucket" "x" {\n  bucket = "x"\n}\n`,
      'in/roles/main.tf': policyBy(reads),
    });
    expect(replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
  });
});
