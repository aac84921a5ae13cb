/** States: both forms, several of them, and what they hide. Source: states of Terraform 1.11 with provider 5.100. */
import { describe, expect, test } from '@jest/globals';
import type { Reading } from '../../../src/sources/adapter.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { run } from '../../../src/run.js';
import { plainRun } from '../../plain-run.js';
import { bucketIn, keysIn, readStates, roleIn, shownState } from './plan-of.js';

const account = '111122223333';
const role = `arn:aws:iam::${account}:role/r`;
const open = '{"Version":"2012-10-17","Statement":[]}';
const owner = (id: string): unknown => [{ id, permissions: ['FULL_CONTROL'], type: 'CanonicalUser', uri: '' }];

const bucket = (
  name: string,
  more: Readonly<Record<string, unknown>> = {},
): { address: string; values: Readonly<Record<string, unknown>> } => ({
  address: `aws_s3_bucket.${name}`,
  values: {
    bucket: name,
    arn: `arn:aws:s3:::${name}`,
    id: name,
    region: 'eu-west-1',
    policy: '',
    versioning: [{ enabled: false, mfa_delete: false }],
    replication_configuration: [],
    grant: owner('one'),
    ...more,
  },
});

const versioning = (name: string): { address: string; values: Readonly<Record<string, unknown>> } => ({
  address: `aws_s3_bucket_versioning.${name}`,
  values: {
    bucket: name,
    id: name,
    versioning_configuration: [{ status: 'Enabled', mfa_delete: '' }],
    expected_bucket_owner: '',
  },
});

const replication = {
  address: 'aws_s3_bucket_replication_configuration.r',
  values: {
    bucket: 'a',
    role,
    rule: [
      {
        id: '',
        status: 'Enabled',
        prefix: '',
        priority: 0,
        filter: [],
        destination: [{ bucket: 'arn:aws:s3:::b', account: '' }],
      },
    ],
  },
};

describe('a shown state', () => {
  test('texts that are empty are not set; what repeats others gives way to them', async () => {
    const reading = await readStates(shownState([bucket('a'), versioning('a')]));
    expect(bucketIn(reading, 'a')).toMatchObject({
      BucketRegion: 'eu-west-1',
      GetBucketVersioning: { Status: 'Enabled' },
      GetBucketPolicy: { Error: { Code: 'NoSuchBucketPolicy' } },
      GetBucketReplication: { Error: { Code: 'ReplicationConfigurationNotFoundError' } },
    });
  });

  test('a rule of the first schema has no priority', async () => {
    const answer = bucketIn(await readStates(shownState([bucket('a'), replication])), 'a').GetBucketReplication;
    expect(answer).toEqual({
      ReplicationConfiguration: {
        Role: role,
        Rules: [{ Status: 'Enabled', Prefix: '', Destination: { Bucket: 'arn:aws:s3:::b' } }],
      },
    });
  });

  test('a bucket is in the account of its replication role, and of the buckets of its owner', async () => {
    const others = [bucket('b'), bucket('c', { grant: owner('two') })];
    const { facts } = await readStates(shownState([bucket('a'), replication, ...others]));
    const buckets = new Map(facts?.accounts.map(({ id, buckets: list = [] }) => [id, list.map(({ Name }) => Name)]));
    expect(buckets.get(account)).toEqual(['a', 'b']);
    expect([...buckets.values()].flat()).toContain('c');
  });

  test('a policy right after its role: what repeats it is stale', async () => {
    const reading = await readStates(
      shownState([
        {
          address: 'aws_iam_role.r',
          values: {
            arn: role,
            name: 'r',
            path: '/',
            assume_role_policy: open,
            inline_policy: [],
            managed_policy_arns: [],
          },
        },
        { address: 'aws_iam_role_policy.p', values: { id: 'r:p', name: 'p', role: 'r', policy: open } },
      ]),
    );
    expect(roleIn(reading, '/r')).toMatchObject({
      ListRolePolicies: { PolicyNames: ['p'] },
      ListAttachedRolePolicies: { AttachedPolicies: [] },
    });
  });

  test('a bucket is in the account that S3 was told to expect, and so are others of its owner', async () => {
    const accountOf = (name: string, { facts }: Reading): string | undefined =>
      facts?.accounts.find(({ buckets = [] }) => buckets.some(({ Name }) => Name === name))?.id;
    const told = { ...versioning('a'), values: { ...versioning('a').values, expected_bucket_owner: account } };
    const reading = await readStates(
      shownState([bucket('a'), bucket('b'), bucket('c', { grant: owner('two') }), told]),
    );
    expect(['a', 'b'].map((name) => accountOf(name, reading))).toEqual([account, account]);
    expect(accountOf('c', reading)).not.toBe(account);
    expect(reading.notes?.join()).toContain('the account of aws_s3_bucket.c is not known');
  });

  test('the ARN of an organization names the management account, which need not be the own one', async () => {
    const arn = 'arn:aws:organizations::999999999999:policy/o-abcdefghij/service_control_policy/p-1';
    const { facts, notes } = await readStates(
      shownState([bucket('a'), { address: 'aws_organizations_policy.p', values: { arn, id: 'p-1', content: open } }]),
    );
    expect(facts?.accounts.map(({ id }) => id)).not.toContain('999999999999');
    expect(notes?.join()).toContain('the account of aws_s3_bucket.a is not known');
  });

  test('deposed objects are passed over', async () => {
    const state = shownState([versioning('a')]);
    const old = { ...bucket('a', { region: 'us-east-1' }), deposed_key: '1a2b' };
    const resources = [bucket('a'), old].map((entry) => ({
      provider_name: 'registry.terraform.io/hashicorp/aws',
      ...entry,
    }));
    const { facts } = await readStates({ ...state, values: { root_module: { resources } } });
    expect(facts?.accounts.flatMap(({ buckets = [] }) => buckets).map(({ BucketRegion }) => BucketRegion)).toEqual([
      'eu-west-1',
    ]);
  });
});

describe('a raw state', () => {
  const provider = 'provider["registry.terraform.io/hashicorp/aws"]';
  const raw = (resources: readonly unknown[], version = 4): Readonly<Record<string, unknown>> => ({
    version,
    terraform_version: '1.11.4',
    serial: 1,
    lineage: '5a1b',
    outputs: {},
    resources,
  });
  const key = (id: string, region: string): Readonly<Record<string, unknown>> => ({
    arn: `arn:aws:kms:${region}:${account}:key/${id}`,
    key_id: id,
    policy: open,
    is_enabled: true,
    multi_region: false,
  });

  test('instances with their keys, in modules; the alias tells providers apart', async () => {
    const reading = await readStates(
      raw([
        {
          module: 'module.m["a.b"]',
          mode: 'managed',
          type: 'aws_s3_bucket',
          name: 'all',
          provider: `${provider}.west`,
          instances: [
            { index_key: 'x"y', attributes: bucket('one').values },
            { index_key: 0, attributes: bucket('two').values },
            { deposed: '1a2b', attributes: bucket('old').values },
          ],
        },
        {
          mode: 'managed',
          type: 'aws_kms_key',
          name: 'k',
          provider: `${provider}.west`,
          instances: [{ attributes: key('k', 'eu-west-1') }],
        },
      ]),
    );
    expect(reading.facts?.accounts).toHaveLength(1);
    expect(reading.facts?.accounts[0]?.buckets?.map(({ Name }) => Name)).toEqual(['one', 'two']);
    const pointer = '/accounts/0/buckets/0/GetBucketPolicy';
    expect(reading.locator.placesOf([pointer]).get(pointer)).toMatchObject({
      file: 'state.json',
      address: 'module.m["a.b"].aws_s3_bucket.all["x\\"y"]',
      line: 1,
    });
    expect(keysIn(reading)[0]).toMatchObject({ GetKeyPolicy: { Policy: open }, ListGrants: { Grants: [] } });
  });

  test.each([3, 5])('version %i is refused, with what to do', async (version) => {
    const reading = await readStates(raw([], version));
    expect(reading.facts).toBeNull();
    expect(reading.help).toContain('terraform state pull');
  });

  test('several are one estate: a policy in one, its bucket in the other', async () => {
    const entry = (type: string, attributes: unknown): unknown => ({
      mode: 'managed',
      type,
      name: 'x',
      provider,
      instances: [{ attributes }],
    });
    const first = raw([entry('aws_s3_bucket', bucket('a').values), entry('aws_kms_key', key('k', 'eu-west-1'))]);
    const second = raw([entry('aws_s3_bucket_policy', { bucket: 'a', policy: open })]);
    const reading = await readStates(first, second);
    expect(bucketIn(reading, 'a').GetBucketPolicy).toEqual({ Policy: open });
  });
});

test('what a role lacks is said, also where nobody knows whether it is in the account of the bucket', async () => {
  const trust =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
  const [rule] = replication.values.rule;
  const destination = [{ bucket: 'arn:aws:s3:::b' }];
  const values = { ...replication.values, rule: [{ ...rule, destination }] };
  const state = shownState([
    ...['a', 'b'].flatMap((name) => [bucket(name, { grant: [] }), versioning(name)]),
    { ...replication, values },
    {
      address: 'aws_iam_role.r',
      values: {
        name: 'r',
        arn: role,
        path: '/',
        assume_role_policy: trust,
        inline_policy: [],
        managed_policy_arns: [],
      },
    },
  ]);
  const inputs = await readFiles([InputFile.ofText('state.json', JSON.stringify(state))]);
  const { replication: pairs, findings } = run({ inputs, ...plainRun }).report;
  const errors = findings.filter(({ level }) => level === 'error').map(({ rule: id }) => id);
  expect(pairs.map(({ verdict }) => verdict)).toEqual(['fails']);
  expect(errors).toContain('role/source-read-not-allowed');
});
