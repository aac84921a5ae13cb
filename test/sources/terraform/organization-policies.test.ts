/** Policies of the organization in code, plans and states: what they deny at a known account is denied, the rest is said. */
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../../src/report/model.js';
import { auditCode, pairOf } from './audit-of-code.js';
import { right, snapshotOf } from '../cloudformation/deployed-estate.js';
import { account, planOf, shownState, type Entry } from './plan-of.js';

const management = '999999999999';
const other = '222222222222';

const organizationOf = (id: string): string => `
provider "aws" {
  alias               = "org"
  region              = "us-east-1"
  allowed_account_ids = ["${id}"]
}
`;

interface Policy {
  readonly type?: string;
  readonly target?: string;
  readonly statement?: string;
  readonly content?: string;
  readonly more?: string;
}

const deny = '{ Effect = "Deny", Action = "s3:Replicate*", Resource = "*" }';
const denyOfOther = '{ Effect = "Deny", Action = "ec2:*", Resource = "*" }';

function code({ type, target = `"${account}"`, statement = deny, content, more = '' }: Policy): string {
  return `
resource "aws_organizations_policy" "limit" {
  provider = aws.org
  name     = "limit"
  ${type === undefined ? '' : `type = ${type}`}
  content  = ${content ?? `jsonencode({ Version = "2012-10-17", Statement = [${statement}] })`}
}
resource "aws_organizations_policy_attachment" "limit" {
  provider  = aws.org
  policy_id = aws_organizations_policy.limit.id
  target_id = ${target}
}
${more}`;
}

function seen({ replication, findings, notices = [] }: Report) {
  const errors = findings.filter(({ level }) => level === 'error');
  return {
    verdict: replication.map(({ verdict }) => verdict).join(),
    causes: [...new Set(errors.map(({ permission }) => permission?.cause))],
    lines: [...new Set(errors.map(({ location }) => `${location?.file ?? ''}:${location?.line ?? 0}`))],
    notices: notices.filter((each) => each.includes('organization')),
  };
}

/** Whoever creates the organization manages it. */
const manages = 'resource "aws_organizations_organization" "all" {\n  provider = aws.org\n}\n';

async function audited(policy: Policy, by = management, also = by === management ? manages : '') {
  const { verdict, causes, notices, lines } = seen(
    await auditCode({ 'in/main.tf': pairOf(), 'in/org.tf': organizationOf(by) + code(policy) + also }),
  );
  return { verdict, causes, notices, lines };
}

const document = `
data "aws_iam_policy_document" "d" {
  statement {
    effect    = "Deny"
    actions   = ["s3:Replicate*"]
    resources = ["*"]
  }
}
`;
const rcp = '{ Effect = "Deny", Principal = "*", Action = "s3:ReplicateObject", Resource = "*" }';

function accountIn(parent: string): string {
  return `
resource "aws_organizations_organization" "o" {
  provider = aws.org
}
resource "aws_organizations_organizational_unit" "u" {
  provider  = aws.org
  name      = "u"
  parent_id = aws_organizations_organization.o.roots[0].id
}
resource "aws_organizations_organizational_unit" "elsewhere" {
  provider  = aws.org
  name      = "elsewhere"
  parent_id = aws_organizations_organization.o.roots[0].id
}
import {
  to = aws_organizations_account.a
  id = "${account}"
}
resource "aws_organizations_account" "a" {
  provider  = aws.org
  name      = "a"
  email     = "a@example.com"
  parent_id = ${parent}
}
`;
}

describe('in code, at an account', () => {
  test.each<readonly [string, Policy, string]>([
    ['denies', {}, 'fails'],
    ['denies something else', { statement: denyOfOther }, 'replicates'],
    ['allows something', { statement: '{ Effect = "Allow", Action = "ec2:*", Resource = "*" }' }, 'replicates'],
    [
      'denies under a condition that is not met',
      {
        statement:
          '{ Effect = "Deny", Action = "s3:*", Resource = "*", Condition = { StringNotEquals = { "aws:RequestedRegion" = "us-east-1" } } }',
      },
      'replicates',
    ],
    ['denies at another account', { target: `"${other}"` }, 'replicates'],
    ['denies by a document', { content: 'data.aws_iam_policy_document.d.json', more: document }, 'fails'],
    ['is for resources', { type: '"RESOURCE_CONTROL_POLICY"', statement: rcp }, 'fails'],
    ['is of tags', { type: '"TAG_POLICY"' }, 'replicates'],
  ])('one that %s', async (_, policy, verdict) => {
    const found = await audited(policy);
    expect(found.verdict).toBe(verdict);
    expect(found.notices).toEqual([]);
    const cause = policy.type === undefined ? 'service-control-policy' : 'resource-control-policy';
    expect(found.causes).toEqual(verdict === 'fails' ? [cause] : []);
  });

  test('the finding stands at the policy', async () => {
    expect((await audited({})).lines).toEqual(['in/org.tf:12']);
  });

  test('the account that attaches it may be the management account, which it does not bind', async () => {
    expect((await audited({}, account)).verdict).toBe('unknown');
    const organization = 'resource "aws_organizations_organization" "o" {\n}\n';
    expect((await audited({ more: organization }, account)).verdict).toBe('replicates');
  });

  test.each<readonly [string, Policy, string]>([
    ['denies', {}, 'unknown'],
    ['denies something else', { statement: denyOfOther }, 'replicates'],
    ['is for resources', { type: '"RESOURCE_CONTROL_POLICY"', statement: rcp }, 'unknown'],
  ])('one that %s, attached by an account that may be a delegated administrator', async (_, policy, verdict) => {
    expect((await audited(policy, management, '')).verdict).toBe(verdict);
  });

  test('where nobody says which account attaches it, it may be the management account', async () => {
    const org = '\nprovider "aws" {\n  alias  = "org"\n  region = "us-east-1"\n}\n';
    const report = await auditCode({ 'in/main.tf': pairOf(), 'in/org.tf': org + code({}) });
    expect(seen(report).verdict).toBe('unknown');
  });

  test('that other code speaks of', async () => {
    for (const folders of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const texts = {
        [`${folders[0]}/main.tf`]: pairOf(),
        [`${folders[1]}/org.tf`]: organizationOf(management) + code({}) + manages,
      };
      expect(seen(await auditCode(texts)).verdict).toBe('fails');
    }
  });

  test('that two inputs attach policies to', async () => {
    const plan = (action: string): string => planBy(planned({ content: action }));
    const inCode = (statement: string): string => organizationOf(management) + code({ statement });
    for (const [statement, action] of [
      [denyOfOther, 's3:*'],
      [deny, 'ec2:*'],
    ] as const) {
      const texts = { 'prod.json': snapshotOf(right), 'org/main.tf': inCode(statement) };
      const state = JSON.stringify(stateOf(account, action));
      expect(seen(await auditCode({ ...texts, 'state.json': state })).verdict).toBe('fails');
      expect(
        seen(
          await auditCode({
            'plan.json': plan(action),
            'state.json': JSON.stringify(stateOf(account, statement === deny ? 's3:*' : 'ec2:*')),
            'prod.json': snapshotOf(right),
          }),
        ).verdict,
      ).toBe('fails');
    }
  });
});

describe('in code, elsewhere', () => {
  test.each<readonly [string, Policy, string]>([
    ['a unit', { target: '"ou-ab12-cdef3456"' }, 'below ou-ab12-cdef3456'],
    ['the root', { target: '"r-ab12"' }, 'below r-ab12'],
    ['what is not known', { target: 'var.x', more: 'variable "x" {}' }, 'below'],
    ['nothing', { more: '' }, 'where it is attached'],
    ['an account, with a content that is not known', { content: 'var.x', more: 'variable "x" {}' }, 'limit'],
    ['an account, for S3 itself', { type: '"S3_POLICY"' }, 'limit'],
  ])('one at %s is not judged, and said', async (name, policy, part) => {
    const text = code(policy);
    const org =
      name === 'nothing' ? text.slice(0, text.indexOf('resource "aws_organizations_policy_attachment"')) : text;
    const report = await auditCode({ 'in/main.tf': pairOf(), 'in/org.tf': organizationOf(management) + org });
    const { verdict, notices } = seen(report);
    expect(verdict).toBe('replicates');
    expect(notices.join()).toContain(part);
    expect(notices.join()).toContain('is not judged');
  });

  test.each([
    ['its unit', 'aws_organizations_organizational_unit.u.id', 'fails', 0],
    ['the root above its unit', 'aws_organizations_organization.o.roots[0].id', 'fails', 0],
    ['another unit', 'aws_organizations_organizational_unit.elsewhere.id', 'replicates', 0],
  ])('one at %s, where the code holds the tree', async (_, target, verdict, notes) => {
    const pair = pairOf('"*"', '${aws_organizations_account.a.id}').replace(
      /allowed_account_ids = .*/u,
      'assume_role {\n role_arn = "arn:aws:iam::${aws_organizations_account.a.id}:role/deploy"\n }',
    );
    const tree = accountIn('aws_organizations_organizational_unit.u.id');
    const report = await auditCode({
      'in/main.tf': pair,
      'in/org.tf': organizationOf(management) + code({ target, more: tree }),
    });
    const found = seen(report);
    expect([found.verdict, found.notices.length]).toEqual([verdict, notes]);
  });

  test('one at an account that may be the one of which nobody says where it is', async () => {
    const pair = pairOf().replace(/allowed_account_ids = .*/u, '');
    const { verdict, notices } = seen(
      await auditCode({ 'in/main.tf': pair, 'in/org.tf': organizationOf(management) + code({}) }),
    );
    expect(verdict).toBe('replicates');
    expect(notices.join()).toContain(`below ${account} is not judged`);
  });

  test('the policy that AWS attaches is passed over', async () => {
    const text = code({}).replace('aws_organizations_policy.limit.id', '"p-FullAWSAccess"');
    const report = await auditCode({ 'in/main.tf': pairOf(), 'in/org.tf': organizationOf(management) + text });
    expect(seen(report).verdict).toBe('replicates');
    expect(seen(report).notices.join()).toContain('where it is attached');
  });
});

const planProviders = {
  configuration: {
    provider_config: {
      aws: {
        name: 'aws',
        expressions: {
          region: { constant_value: 'us-east-1' },
          assume_role: [{ role_arn: { constant_value: `arn:aws:iam::${management}:role/deploy` } }],
        },
      },
    },
  },
};

function contentOf(action: string): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: action, Resource: '*' }] });
}

/** @param content the action that it denies */
function planned({ content = 's3:Replicate*', target = account }): readonly Entry[] {
  return [
    {
      address: 'aws_organizations_policy.limit',
      after: {
        name: 'limit',
        type: 'SERVICE_CONTROL_POLICY',
        content: contentOf(content),
      },
      unknown: { id: true, arn: true },
      expressions: {},
    },
    {
      address: 'aws_organizations_policy_attachment.limit',
      after: { target_id: target },
      unknown: { id: true, policy_id: true },
      expressions: {
        policy_id: { references: ['aws_organizations_policy.limit.id', 'aws_organizations_policy.limit'] },
      },
    },
  ];
}

function planBy(entries: readonly Entry[]): string {
  const plan = planOf(entries) as { readonly configuration: Record<string, unknown> };
  return JSON.stringify({
    ...plan,
    configuration: { ...plan.configuration, ...planProviders.configuration },
  });
}

function stateOf(target: string, action: string) {
  return shownState([
    { address: 'aws_organizations_policy.p', values: { ...policy, content: contentOf(action) } },
    { address: 'aws_organizations_policy_attachment.p', values: { policy_id: 'p-1', target_id: target } },
  ]);
}

const policy = {
  id: 'p-1',
  arn: `arn:aws:organizations::${management}:policy/o-abcdefghij/service_control_policy/p-1`,
  name: 'limit',
  content: contentOf('s3:*'),
};

describe('in plans and states', () => {
  test.each([
    ['denies', {}, 'unknown', 0],
    ['denies something else', { content: 'ec2:*' }, 'replicates', 0],
    ['stands at a unit', { target: 'ou-ab12-cdef3456' }, 'replicates', 1],
  ])('a plan: one that %s', async (_, given, verdict, notes) => {
    const found = seen(await auditCode({ 'prod.json': snapshotOf(right), 'plan.json': planBy(planned(given)) }));
    expect([found.verdict, found.notices.length]).toEqual([verdict, notes]);
  });

  test('a plan that takes it away', async () => {
    const gone = planned({}).map(({ address, after }) => ({
      address,
      before: { ...after, id: 'p-1', policy_id: 'p-1' },
      after: null,
      actions: ['delete'],
    }));
    const found = seen(await auditCode({ 'prod.json': snapshotOf(right), 'plan.json': planBy(gone) }));
    expect([found.verdict, found.notices]).toEqual(['replicates', []]);
  });

  const unit = { id: 'ou-ab12-cdef3456', parent_id: 'r-ab12', accounts: [{ id: account, email: 'a@example.com' }] };

  test.each([
    ['the account', account, [], 'fails', 0],
    ['another account', other, [], 'replicates', 0],
    ['a unit', 'ou-ab12-cdef3456', [], 'replicates', 1],
    [
      'its unit',
      'ou-ab12-cdef3456',
      [{ address: 'aws_organizations_organizational_unit.u', values: unit }],
      'fails',
      1,
    ],
    [
      'the root above its unit',
      'r-ab12',
      [{ address: 'aws_organizations_organizational_unit.u', values: unit }],
      'fails',
      1,
    ],
    [
      'its root',
      'r-ab12',
      [
        {
          address: 'data.aws_organizations_organization.o',
          values: { master_account_id: management, roots: [{ id: 'r-ab12' }], accounts: [{ id: account }] },
        },
      ],
      'fails',
      0,
    ],
    [
      'the account, where such policies are switched off',
      account,
      [
        {
          address: 'aws_organizations_organization.o',
          values: { master_account_id: management, enabled_policy_types: ['TAG_POLICY'] },
        },
      ],
      'replicates',
      1,
    ],
    [
      'the management account',
      account,
      [
        {
          address: 'aws_organizations_policy.p',
          values: { ...policy, arn: policy.arn.replace(management, account), type: 'SERVICE_CONTROL_POLICY' },
        },
      ],
      'replicates',
      0,
    ],
  ])('a state: one at %s', async (_, target, more, verdict, notes) => {
    const state = shownState([
      ...(more.some(({ address }) => address === 'aws_organizations_policy.p')
        ? []
        : [{ address: 'aws_organizations_policy.p', values: { ...policy, type: 'SERVICE_CONTROL_POLICY' } }]),
      { address: 'aws_organizations_policy_attachment.p', values: { policy_id: 'p-1', target_id: target } },
      ...more,
    ]);
    const found = seen(await auditCode({ 'in/main.tf': pairOf(), 'state.json': JSON.stringify(state) }));
    expect([found.verdict, found.notices.length]).toEqual([verdict, notes]);
  });

  test('awscc names its targets itself', async () => {
    const text = `
resource "awscc_organizations_policy" "limit" {
  provider   = awscc.org
  name       = "limit"
  type       = "SERVICE_CONTROL_POLICY"
  content    = jsonencode({ Version = "2012-10-17", Statement = [${deny}] })
  target_ids = ["${account}"]
}
`;
    const org = organizationOf(management).replace('provider "aws"', 'provider "awscc"');
    const report = await auditCode({ 'in/main.tf': pairOf(), 'in/org.tf': org + text });
    expect(seen(report).verdict).toBe('unknown');
  });
});
