/** What is easily read wrong in plans: each case beside a neighbour that shows that the test can fail. */
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../../src/report/model.js';
import { reporterNames } from '../../../src/reporters/index.js';
import { run } from '../../../src/run.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { plainRun } from '../../plain-run.js';
import { render } from '../../reporters/render.js';
import { access, type Json, near, ofReplica, planWith, respelled, trust, used } from './crossing-accounts.js';

async function audited(plan: Json, code: Readonly<Record<string, string>> = {}): Promise<Report> {
  const files = [
    InputFile.ofText('plan.json', JSON.stringify(plan)),
    ...Object.entries(code).map(
      ([name, text]) => new InputFile({ name: `infra/${name}`, given: 'infra', text, bytes: null }),
    ),
  ];
  return run({ ...plainRun, inputs: await readFiles(files) }).report;
}

const verdicts = ({ replication }: Report): readonly string[] => replication.map(({ verdict }) => verdict);
const rules = ({ findings }: Report): readonly string[] => [...new Set(findings.map(({ rule }) => rule))].sort();

const created = (changed: Readonly<Record<string, Json>> = {}): Json => planWith(changed, ['create'], true);

/** With other members in the change of one resource. */
function withChange(plan: Json, address: string, members: Json): Json {
  return {
    ...plan,
    resource_changes: (plan['resource_changes'] as readonly Json[]).map((entry) =>
      entry['address'] === address ? { ...entry, change: { ...(entry['change'] as Json), ...members } } : entry,
    ),
  };
}

/** With another member in the configuration of one resource. */
function configured(plan: Json, address: string, members: Json): Json {
  const configuration = plan['configuration'] as { readonly root_module: { readonly resources: readonly Json[] } };
  const resources = configuration.root_module.resources.map((each) =>
    each['address'] === address ? { ...each, ...members } : each,
  );
  return { ...plan, configuration: { ...configuration, root_module: { resources } } };
}

const policyOf = 'aws_iam_role_policy.access';
const rolePolicy = (policy: string): Readonly<Record<string, Json>> => ({
  [policyOf]: { name: 'access', role: 'replication', policy },
});

test('the base replicates, and without a permission of its role it does not', async () => {
  expect(verdicts(await audited(created()))).toEqual(['replicates']);
  expect(verdicts(await audited(created(rolePolicy(access.replace('"s3:ReplicateObject",', '')))))).toEqual(['fails']);
});

test('no depends_on on the policy of the role: nothing to say, unlike versioning', async () => {
  const rule = 'aws_s3_bucket_replication_configuration.orders';
  const versioning = ['aws_s3_bucket_versioning.orders', 'aws_s3_bucket_versioning.replica'];
  const without = await audited(configured(created(), rule, { depends_on: versioning }));
  const both = await audited(configured(created(), rule, { depends_on: [...versioning, policyOf] }));
  expect(rules(without)).toEqual(rules(both));
  expect(rules(without)).not.toContain('configuration/replication-before-versioning');
  expect(rules(await audited(created()))).toContain('configuration/replication-before-versioning');
});

test('one policy in several spellings', async () => {
  const report = await audited(created(rolePolicy(respelled(access))));
  expect(verdicts(report)).toEqual(['replicates']);
  expect(rules(report)).toEqual(rules(await audited(created())));
});

describe('the service principal by the suffix of the partition, as the plan found it', () => {
  const code = `data "aws_partition" "p" {}
resource "aws_iam_role" "replication" {
  name = "replication"
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "s3.\${data.aws_partition.p.dns_suffix}" } }]
  })
}`;
  test.each([
    ['amazonaws.com', 'replicates'],
    ['example.com', 'fails'],
  ])('%s', async (suffix, verdict) => {
    const { assume_role_policy: _, ...role } = { name: 'replication', path: '/', assume_role_policy: trust };
    const plan = withChange(created({ 'aws_iam_role.replication': role }), 'aws_iam_role.replication', {
      after_unknown: { assume_role_policy: true },
    });
    const found = { address: 'data.aws_partition.p', values: { partition: 'aws', dns_suffix: suffix } };
    const prior = { prior_state: { values: { root_module: { resources: [found] } } } };
    expect(verdicts(await audited({ ...plan, ...prior }, { 'main.tf': code }))).toEqual([verdict]);
  });
});

describe('a template, where the plan leaves the policy open', () => {
  const plan = withChange(created({ [policyOf]: { name: 'access', role: 'replication' } }), policyOf, {
    after_unknown: { policy: true },
  });
  test.each([
    ['access.json', 'replicates'],
    ['../access.json', 'unknown'],
    ['/etc/passwd', 'unknown'],
  ])('%s: %s', async (path, verdict) => {
    const code = `resource "aws_iam_role_policy" "access" {
  name   = "access"
  role   = "replication"
  policy = templatefile("\${path.module}/${path}", {})
}`;
    expect(verdicts(await audited(plan, { 'main.tf': code, 'access.json': access }))).toEqual([verdict]);
  });
});

test('checks, outputs and conditions of a plan are no facts', async () => {
  const suspended = { bucket: 'replica', versioning_configuration: [{ status: 'Suspended' }] };
  const plan = {
    ...created(),
    checks: [
      { address: { kind: 'check', name: 'versioned', to_display: 'aws_s3_bucket_versioning.replica' }, status: 'fail' },
    ],
    output_changes: { versioning: { actions: ['create'], after: suspended } },
    planned_values: {
      outputs: { versioning: { value: suspended } },
      root_module: { resources: [{ address: 'aws_s3_bucket_versioning.replica', values: suspended }] },
    },
  };
  expect(await audited(plan)).toEqual(await audited(created()));
});

test('ignore_changes: what the plan says after the change counts, not the code', async () => {
  const code = `resource "aws_s3_bucket_policy" "replica" {
  bucket = "replica"
  policy = "{\\"Statement\\":[{\\"Effect\\":\\"Deny\\",\\"Principal\\":\\"*\\",\\"Action\\":\\"s3:*\\",\\"Resource\\":\\"arn:aws:s3:::replica/*\\"}]}"
  lifecycle { ignore_changes = [policy] }
}`;
  const plan = created();
  expect(verdicts(await audited(plan, { 'main.tf': code }))).toEqual(['replicates']);
  const open = withChange(
    created({ 'aws_s3_bucket_policy.replica': { bucket: 'replica' } }),
    'aws_s3_bucket_policy.replica',
    {
      after_unknown: { policy: true },
    },
  );
  expect(verdicts(await audited(open, { 'main.tf': code }))).toEqual(['fails']);
});

test('a policy that is sensitive is judged, and neither its text nor its labels are shown', async () => {
  const { Statement: statements } = JSON.parse(ofReplica) as { readonly Statement: readonly Json[] };
  const deny = { Sid: 'PlantedLabel', Effect: 'Deny', Principal: '*', Action: 's3:ReplicateObject', Resource: '*' };
  const policy = JSON.stringify({ Id: 'PlantedLabel', Version: '2012-10-17', Statement: [...statements, deny] });
  const changed = { 'aws_s3_bucket_policy.replica': { bucket: 'replica', policy } };
  const texts = async (plan: Json): Promise<string> => {
    const report = await audited(plan);
    expect(verdicts(report)).toEqual(['fails']);
    let all = '';
    for (const name of reporterNames) all += await render(name, report, { detail: 'verbose' });
    return all;
  };
  expect(await texts(created(changed))).toContain('PlantedLabel');
  const marked = withChange(created(changed), 'aws_s3_bucket_policy.replica', { after_sensitive: { policy: true } });
  const text = await texts(marked);
  expect(text).not.toContain('PlantedLabel');
});

test('a role that is replaced has another id: a policy that AWS stored with the old one does not mean it', async () => {
  const replaced = (principal: string): Json => {
    const { Statement: statements } = JSON.parse(ofReplica) as { readonly Statement: readonly Json[] };
    const policy = JSON.stringify({
      Statement: statements.map((each) => ({ ...each, Principal: { AWS: principal } })),
    });
    const plan = created({ 'aws_s3_bucket_policy.replica': { bucket: 'replica', policy } });
    return withChange(plan, 'aws_iam_role.replication', { actions: ['delete', 'create'] });
  };
  expect(verdicts(await audited(replaced(`arn:aws:iam::${near}:role/replication`)))).toEqual(['replicates']);
  expect(verdicts(await audited(replaced('AROAABCDEFGHIJKLMNOPQ')))).toEqual(['fails']);
});

test.each([
  ['its ARN', used, 'replicates'],
  ['its id', used.replace(/^.*\//u, ''), 'fails'],
  ['the ARN of an alias', used.replace(/key\/.*$/u, 'alias/orders'), 'fails'],
])('a key as the resource of a statement, by %s', async (_, resource, verdict) => {
  expect(verdicts(await audited(created(rolePolicy(access.replace(used, resource)))))).toEqual([verdict]);
});

test('what is in brackets and quotes in an address stays text', async () => {
  const address = 'module.m["<img src=x>"].aws_s3_bucket_replication_configuration.orders';
  const plan = created();
  const renamed = {
    ...plan,
    resource_changes: (plan['resource_changes'] as readonly Json[]).map((entry) =>
      entry['address'] === 'aws_s3_bucket_replication_configuration.orders' ? { ...entry, address } : entry,
    ),
  };
  const report = await audited(renamed);
  expect(verdicts(report)).toEqual(['replicates']);
  expect(JSON.stringify(report)).toContain('<img');
  for (const name of ['html', 'markdown'] as const)
    expect(await render(name, report, { detail: 'verbose' })).not.toContain('<img src=x>');
});
