/**
 * What Terraform does to roles, buckets and keys that its code only names, over what is there.
 * Sources: the provider's documentation of each resource; `aws_iam_policy_attachment` and the `_exclusive` resources remove what they do
 * not name.
 */
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../../src/report/model.js';
import { run } from '../../../src/run.js';
import { existingIn } from '../../../src/sources/existing.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { type BuiltEstate, type Choices, estateOf, failed } from '../../estate-of.js';
import { plainRun } from '../../plain-run.js';
import { account, type Entry, planOf } from './plan-of.js';

type Json = Readonly<Record<string, unknown>>;

async function over(
  { snapshot }: BuiltEstate,
  change: string | Json,
  { isOnto = true }: { readonly isOnto?: boolean } = {},
): Promise<Report> {
  const before = await readFiles([InputFile.ofText('before.json', JSON.stringify(snapshot))]);
  const file =
    typeof change === 'string'
      ? InputFile.ofText('main.tf', change)
      : InputFile.ofText('plan.json', JSON.stringify(change));
  const after = await readFiles([file], isOnto ? { existing: existingIn(before) } : {});
  const inputs = [...before, ...after.map((reading) => (isOnto ? { ...reading, isChange: true } : reading))];
  return run({ inputs, ...plainRun }).report;
}

const verdictsIn = ({ replication }: Report): readonly string[] => replication.map(({ verdict }) => verdict);

const denyAll = 'arn:aws:iam::aws:policy/AWSDenyAll';
const own = `arn:aws:iam::${account}:policy/replication`;
const name = 'orders-replication';
const document = (...Statement: readonly object[]): Json => ({ Version: '2012-10-17', Statement });
const deny = document({ Effect: 'Deny', Action: 's3:ReplicateObject', Resource: '*' });
const little = document({ Effect: 'Allow', Action: 's3:Get*', Resource: '*' });
const strangers = document({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:role/admin` },
  Action: 'kms:*',
  Resource: '*',
});
const constant = (value: unknown): Json => ({ constant_value: value });

const made = (address: string, after: Json, unknown: Json = { id: true }): Entry => ({
  address,
  after,
  unknown,
  expressions: Object.fromEntries(Object.entries(after).map(([argument, value]) => [argument, constant(value)])),
});
const deleted = (address: string, before: Json): Entry => ({ address, actions: ['delete'], before, after: null });
const inWest = (entry: Entry): Entry => ({ ...entry, provider: 'aws.west' });

/** The role's policy as a managed one that is attached to it. */
function attached({ home, role }: BuiltEstate): void {
  const [inline] = role.RolePolicyList ?? [];
  const Document = inline?.PolicyDocument;
  if (Document === undefined) throw new Error('The role has no policy.');
  role.RolePolicyList = [];
  role.AttachedManagedPolicies = [{ PolicyName: 'replication', PolicyArn: own }];
  home.policies = [{ Arn: own, PolicyVersionList: [{ Document, IsDefaultVersion: true }] }];
}

function withoutPolicy({ role }: BuiltEstate): void {
  role.RolePolicyList = [];
}

function granted(estate: BuiltEstate): void {
  const { role, replicaKey } = estate;
  const [policy = { PolicyDocument: { Statement: [] } }] = role.RolePolicyList ?? [];
  const { Statement: all } = policy.PolicyDocument as { readonly Statement: readonly { readonly Action: unknown }[] };
  const Statement = all.filter(({ Action }) => !JSON.stringify(Action).includes('kms:Encrypt'));
  role.RolePolicyList = [{ PolicyName: 'replication', PolicyDocument: { Version: '2012-10-17', Statement } }];
  if (replicaKey === null) throw new Error('The estate has no key.');
  replicaKey.ListGrants = { Grants: [grant] };
}

const grant = {
  GrantId: 'g1',
  GranteePrincipal: `arn:aws:iam::${account}:role/${name}`,
  Operations: ['Encrypt', 'Decrypt', 'GenerateDataKey'],
} as const;

function keyOf({ replicaKey }: BuiltEstate): string {
  const described = replicaKey?.DescribeKey;
  return (described !== undefined && 'KeyMetadata' in described ? described.KeyMetadata.Arn : null) ?? '';
}

interface Case {
  readonly what: string;
  readonly choices?: Choices;
  readonly there?: (estate: BuiltEstate) => void;
  readonly change: (estate: BuiltEstate) => readonly Entry[];
  readonly plan?: Json;
  readonly verdicts: readonly string[];
}

const inline = (policyName: string, policy: Json): Entry =>
  made('aws_iam_role_policy.p', { name: policyName, role: name, policy: JSON.stringify(policy) });
const attachment = (policyArn: string): Entry =>
  made('aws_iam_role_policy_attachment.a', { role: name, policy_arn: policyArn });
/** As plans show a role that stays as it is. */
const role = (more: Json = {}): Entry => {
  const values = { name, path: '/', arn: grant.GranteePrincipal, inline_policy: [], managed_policy_arns: [], ...more };
  const trust = document({
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  const shown = { ...values, assume_role_policy: JSON.stringify(trust) };
  return { address: 'aws_iam_role.r', actions: ['no-op'], before: shown, after: shown, expressions: {} };
};

const cases: readonly Case[] = [
  { what: 'a policy that denies', change: () => [inline('x', deny)], verdicts: ['fails'] },
  {
    what: 'a policy that replaces the one of its name',
    change: () => [inline('replication', little)],
    verdicts: ['fails'],
  },
  { what: 'a policy beside the others', change: () => [inline('x', little)], verdicts: ['replicates'] },
  {
    what: 'a policy that is replaced under another name',
    change: () => [
      {
        ...inline('x', little),
        actions: ['create', 'delete'],
        before: { name: 'replication', role: name, policy: JSON.stringify(little) },
      },
    ],
    verdicts: ['fails'],
  },
  {
    what: 'a policy that is deleted',
    change: () => [deleted('aws_iam_role_policy.p', { name: 'replication', role: name })],
    verdicts: ['fails'],
  },
  {
    what: 'a list of names that leaves one out',
    change: () => [made('aws_iam_role_policies_exclusive.e', { role_name: name, policy_names: [] })],
    verdicts: ['fails'],
  },
  { what: 'an attached policy that denies', change: () => [attachment(denyAll)], verdicts: ['fails'] },
  {
    what: 'an attached policy that allows',
    there: withoutPolicy,
    change: () => [attachment('arn:aws:iam::aws:policy/AmazonS3FullAccess')],
    verdicts: ['replicates'],
  },
  {
    what: 'a policy that is detached',
    there: attached,
    change: () => [deleted('aws_iam_role_policy_attachment.a', { role: name, policy_arn: own })],
    verdicts: ['fails'],
  },
  {
    what: 'a list of attached policies that leaves one out',
    there: attached,
    change: () => [made('aws_iam_role_policy_attachments_exclusive.e', { role_name: name, policy_arns: [] })],
    verdicts: ['fails'],
  },
  {
    what: 'an exclusive attachment to another role',
    there: attached,
    change: () => [made('aws_iam_policy_attachment.e', { name: 'x', roles: ['other'], policy_arn: own })],
    verdicts: ['fails'],
  },
  {
    what: 'an exclusive attachment to another role, of a policy that it does not have',
    there: attached,
    change: () => [made('aws_iam_policy_attachment.e', { name: 'x', roles: ['other'], policy_arn: denyAll })],
    verdicts: ['replicates'],
  },
  {
    what: 'an exclusive attachment that is deleted',
    there: attached,
    change: () => [deleted('aws_iam_policy_attachment.e', { name: 'x', roles: ['other', name], policy_arn: own })],
    verdicts: ['fails'],
  },
  {
    what: 'an exclusive attachment that is deleted, of another role',
    there: attached,
    change: () => [deleted('aws_iam_policy_attachment.e', { name: 'x', roles: ['other'], policy_arn: own })],
    verdicts: ['replicates'],
  },
  {
    what: 'an exclusive attachment in place of which one of the role itself is made',
    there: attached,
    change: () => [
      deleted('aws_iam_policy_attachment.e', { name: 'x', roles: [name], policy_arn: own }),
      attachment(own),
    ],
    verdicts: ['replicates'],
  },
  {
    what: 'a role whose policies were changed after the plan was made',
    change: () => [role()],
    verdicts: ['replicates'],
  },
  {
    what: 'an attachment in a plan that leaves something out',
    change: () => [role(), attachment(denyAll)],
    plan: { complete: false },
    verdicts: ['fails'],
  },
  {
    what: 'the versioning of a bucket that is deleted: the provider suspends it',
    change: () => [inWest(deleted('aws_s3_bucket_versioning.v', { bucket: 'orders-replica' }))],
    verdicts: ['fails'],
  },
  {
    what: 'a bucket policy that is deleted',
    there: ({ destination }) => {
      const statement = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::orders-replica/*' };
      destination.GetBucketPolicy = { Policy: JSON.stringify(document(statement)) };
    },
    change: () => [inWest(deleted('aws_s3_bucket_policy.p', { bucket: 'orders-replica' }))],
    verdicts: ['replicates'],
  },
  {
    what: 'a bucket that is deleted with its settings',
    change: () =>
      ['aws_s3_bucket.b', 'aws_s3_bucket_versioning.v'].map((address) =>
        inWest(deleted(address, { bucket: 'orders-replica' })),
      ),
    verdicts: ['fails'],
  },
  {
    what: 'replication that is deleted',
    change: () => [deleted('aws_s3_bucket_replication_configuration.c', { bucket: 'orders' })],
    verdicts: [],
  },
  {
    what: 'a key policy that leaves the role out',
    choices: { kms: true },
    change: (estate) => [
      inWest(made('aws_kms_key_policy.k', { key_id: keyOf(estate), policy: JSON.stringify(strangers) })),
    ],
    verdicts: ['fails'],
  },
  {
    what: 'the same by the ID of the key',
    choices: { kms: true },
    change: (estate) => [
      inWest(
        made('aws_kms_key_policy.k', {
          key_id: keyOf(estate).replace(/^.*\//u, ''),
          policy: JSON.stringify(strangers),
        }),
      ),
    ],
    verdicts: ['fails'],
  },
  {
    what: 'a key policy that is deleted: the provider sets the default one',
    choices: { kms: true },
    there: ({ replicaKey }) => {
      if (replicaKey !== null) replicaKey.GetKeyPolicy = { Policy: JSON.stringify(strangers) };
    },
    change: (estate) => [inWest(deleted('aws_kms_key_policy.k', { key_id: keyOf(estate) }))],
    verdicts: ['replicates'],
  },
  {
    what: 'a grant',
    choices: { kms: true },
    there: (estate) => {
      granted(estate);
      if (estate.replicaKey !== null) estate.replicaKey.ListGrants = { Grants: [] };
    },
    change: (estate) => [
      inWest(
        made('aws_kms_grant.g', {
          key_id: keyOf(estate),
          grantee_principal: grant.GranteePrincipal,
          operations: grant.Operations,
        }),
      ),
    ],
    verdicts: ['replicates'],
  },
  {
    what: 'a grant to somebody else, beside the one that is there',
    choices: { kms: true },
    there: granted,
    change: (estate) => [
      inWest(
        made('aws_kms_grant.g', {
          key_id: keyOf(estate),
          grantee_principal: `arn:aws:iam::${account}:role/other`,
          operations: ['Encrypt'],
        }),
      ),
    ],
    verdicts: ['replicates'],
  },
  {
    what: 'a grant that is retired',
    choices: { kms: true },
    there: granted,
    change: (estate) => [inWest(deleted('aws_kms_grant.g', { key_id: keyOf(estate), grant_id: 'g1' }))],
    verdicts: ['fails'],
  },
];

describe('a plan over what is there', () => {
  test.each(cases)('$what', async ({ choices = {}, there, change, plan = {}, verdicts }) => {
    const estate = estateOf(choices);
    there?.(estate);
    expect(verdictsIn(await over(estate, planOf(change(estate), plan)))).toEqual(verdicts);
  });

  test('a role below a path is found by its name', async () => {
    const estate = estateOf();
    const { source, role: there } = estate;
    const arn = `arn:aws:iam::${account}:role/service-role/${name}`;
    Object.assign(there, { Arn: arn, Path: '/service-role/' });
    const answer = source.GetBucketReplication;
    if (answer !== undefined && 'ReplicationConfiguration' in answer)
      source.GetBucketReplication = { ReplicationConfiguration: { ...answer.ReplicationConfiguration, Role: arn } };
    expect(verdictsIn(await over(estate, planOf([inline('x', little)])))).toEqual(['replicates']);
    expect(verdictsIn(await over(estate, planOf([inline('x', deny)])))).toEqual(['fails']);
  });

  test('tags of a role stay as they are known to be; of one that nobody read, conditions on them are open', async () => {
    const { home, snapshot, ...rest } = estateOf();
    rest.role.Tags = [{ Key: 'team', Value: 'x' }];
    const untagged = document({
      Effect: 'Deny',
      Action: 's3:ReplicateObject',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'x' } },
    });
    rest.role.RolePolicyList = [
      ...(rest.role.RolePolicyList ?? []),
      { PolicyName: 'tagged', PolicyDocument: untagged },
    ];
    const verdictWith = async (more: Json): Promise<readonly string[]> =>
      verdictsIn(await over({ home, snapshot, ...rest }, planOf([role(more)])));
    expect(await verdictWith({})).toEqual(['replicates']);
    expect(await verdictWith({ tags: null, tags_all: { team: 'hidden' } })).toEqual(['replicates']);
    // A role that is only in the code.
    const inline_policy = rest.role.RolePolicyList.map(({ PolicyName, PolicyDocument }) => ({
      name: PolicyName,
      policy: JSON.stringify(PolicyDocument),
    }));
    home.roles = [];
    expect(await verdictWith({ inline_policy, tags: { team: 'hidden' } })).toEqual(['unknown']);
    expect(await verdictWith({ inline_policy, tags: {}, tags_all: {} })).toEqual(['fails']);
  });

  test('what deletes all that it manages is not said to end all replication', async () => {
    const base = await readFiles([InputFile.ofText('before.json', JSON.stringify(estateOf().snapshot))]);
    const plan = planOf([deleted('aws_s3_bucket_policy.p', { bucket: 'orders-replica' })]);
    const [reading] = await readFiles([InputFile.ofText('plan.json', JSON.stringify(plan))], {
      existing: existingIn(base),
    });
    expect(reading?.notes?.join()).toContain('What it does not manage stays.');
  });
});

describe('a plan beside a snapshot', () => {
  const beside = { isOnto: false };
  test('that is older: what it gives a role counts', async () => {
    expect(verdictsIn(await over(estateOf(), planOf([inline('x', deny)]), beside))).toEqual(['fails']);
    expect(verdictsIn(await over(estateOf(), planOf([inline('x', little)]), beside))).toEqual(['replicates']);
  });

  test('that is newer: it does not', async () => {
    const estate = estateOf();
    const snapshot = { ...estate.snapshot, collectedAt: '2026-12-01T00:00:00Z' };
    expect(verdictsIn(await over({ ...estate, snapshot }, planOf([inline('x', deny)]), beside))).toEqual([
      'replicates',
    ]);
  });
});

describe('code over what is there', () => {
  const provider = `provider "aws" {
  region              = "us-west-2"
  allowed_account_ids = ["${account}"]
}
`;
  const roleOf = (policy: Json): string => `resource "aws_iam_role" "r" {
  name               = "${name}"
  assume_role_policy = jsonencode(${JSON.stringify(document({ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }))})
}
resource "aws_iam_role_policy" "p" {
  name   = "x"
  role   = aws_iam_role.r.id
  policy = jsonencode(${JSON.stringify(policy)})
}
`;
  const looked = `data "aws_iam_role" "r" {
  name = "${name}"
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = data.aws_iam_role.r.name
  policy_arn = "${denyAll}"
}
`;

  test.each([
    [
      'a policy of a role that it only names',
      `resource "aws_iam_role_policy" "p" {
  name   = "x"
  role   = "${name}"
  policy = jsonencode(${JSON.stringify(deny)})
}
`,
      'fails',
    ],
    ['a role that it looks up', looked, 'fails'],
    ['a role of its own: policies that others made stay', roleOf(little), 'replicates'],
    ['a role of its own, which it denies something', roleOf(deny), 'fails'],
    [
      'a bucket of its own: versioning that others set stays',
      'resource "aws_s3_bucket" "b" {\n  bucket = "orders-replica"\n}\n',
      'replicates',
    ],
  ])('%s', async (_, code, verdict) => {
    expect(verdictsIn(await over(estateOf(), provider + code))).toEqual([verdict]);
  });

  test('policies that deny stay, too', async () => {
    const estate = estateOf();
    estate.role.RolePolicyList = [...(estate.role.RolePolicyList ?? []), { PolicyName: 'hand', PolicyDocument: deny }];
    expect(verdictsIn(await over(estate, provider + roleOf(little)))).toEqual(['fails']);
  });

  test('a bucket that is not there yet has the defaults of AWS', async () => {
    const estate = estateOf();
    estate.destination.HeadBucket = failed('404');
    const code = 'resource "aws_s3_bucket" "b" {\n  bucket = "orders-replica"\n}\n';
    expect(verdictsIn(await over(estate, provider + code))).toEqual(['fails']);
  });

  test('that looks up a role whose path nobody knows is read', async () => {
    const files = [InputFile.ofText('main.tf', provider + looked)];
    const [reading] = await readFiles(files);
    expect(reading?.faults).toEqual([]);
    expect(() => run({ inputs: reading === undefined ? [] : [reading], ...plainRun })).not.toThrow();
  });
});
