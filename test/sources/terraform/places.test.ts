/** In which account and Region the resources of a plan are. Source: the provider's documentation, "Provider Configuration". */
import { describe, expect, test } from '@jest/globals';
import { standIn } from '../../../src/basics/stand-in.js';
import type { Reading } from '../../../src/sources/adapter.js';
import { bucketIn, planOf, readPlans, type Entry } from './plan-of.js';

type Json = Readonly<Record<string, unknown>>;

const constant = (value: unknown): unknown => ({ constant_value: value });
const provider = (expressions: Json): Json => ({ name: 'aws', expressions });
const one = '111122223333';
const two = '444455556666';

/** A bucket under each of the providers, in the order of their keys. */
async function bucketsUnder(providers: Json, more: Json = {}, others: readonly Entry[] = []): Promise<Reading> {
  const keys = Object.keys(providers);
  const entries = keys.map((key, index) => ({
    address: `aws_s3_bucket.b${index}`,
    after: { bucket: `b${index}` },
    expressions: {},
    provider: key,
  }));
  const plan = planOf([...entries, ...others], more);
  const configuration = plan['configuration'] as Json;
  return readPlans({ ...plan, configuration: { ...configuration, provider_config: providers } });
}

const accountOf = ({ facts }: Reading, name: string): string | undefined =>
  facts?.accounts.find(({ buckets = [] }) => buckets.some(({ Name }) => Name === name))?.id;

const role = (account: string): unknown => ({ role_arn: constant(`arn:aws:iam::${account}:role/deploy`) });
const prior = (address: string, values: Json): Json => ({
  prior_state: { values: { root_module: { resources: [{ address, values }] } } },
});

describe('the account', () => {
  test('of an assumed role, the last of a chain', async () => {
    const chain = await bucketsUnder({ aws: provider({ assume_role: [role(one), role(two)] }) });
    expect(accountOf(chain, 'b0')).toBe(two);
  });

  test('of the caller, where a data source asked', async () => {
    const asked = prior('data.aws_caller_identity.me', { account_id: one, id: one });
    expect(accountOf(await bucketsUnder({ aws: provider({}) }, asked), 'b0')).toBe(one);
  });

  test('of a resource that is there', async () => {
    const key: Entry = {
      address: 'aws_kms_key.k',
      actions: ['no-op'],
      before: { arn: `arn:aws:kms:us-east-1:${two}:key/k`, key_id: 'k' },
      after: { arn: `arn:aws:kms:us-east-1:${two}:key/k`, key_id: 'k' },
      expressions: {},
    };
    expect(accountOf(await bucketsUnder({ aws: provider({}) }, {}, [key]), 'b0')).toBe(two);
  });

  test.each([
    ['the only one that is allowed', { allowed_account_ids: constant([two]) }, two],
    [
      'one of two that are allowed: not known',
      { allowed_account_ids: constant([one, two]) },
      standIn('account', 'provider.aws'),
    ],
    ['of nobody that is named: not known', {}, standIn('account', 'provider.aws')],
  ])('%s', async (_name, expressions, expected) => {
    expect(accountOf(await bucketsUnder({ aws: provider(expressions) }), 'b0')).toBe(expected);
  });

  test('providers that differ in their Region only have one', async () => {
    const reading = await bucketsUnder({
      aws: provider({ region: constant('us-east-1'), profile: constant('a') }),
      'aws.west': provider({ region: constant('us-west-2'), profile: constant('a') }),
      'aws.other': provider({ region: constant('us-west-2'), profile: constant('b') }),
    });
    expect(accountOf(reading, 'b1')).toBe(accountOf(reading, 'b0'));
    expect(accountOf(reading, 'b2')).not.toBe(accountOf(reading, 'b0'));
  });

  test('of a role that is assumed, in an object as awscc has it', async () => {
    const assumed = constant({ role_arn: `arn:aws:iam::${one}:role/deploy` });
    const reading = await bucketsUnder({ aws: provider({ assume_role: assumed }) });
    expect(accountOf(reading, 'b0')).toBe(one);
  });

  test('what is known of one is known of those that share its credentials', async () => {
    const asked = prior('data.aws_caller_identity.me', { account_id: one, id: one });
    const reading = await bucketsUnder(
      { aws: provider({}), 'aws.west': provider({ region: constant('us-west-2') }) },
      asked,
    );
    expect(accountOf(reading, 'b1')).toBe(one);
  });
});

describe('the Region', () => {
  test.each([
    ['as it is written', { region: constant('eu-west-1') }, {}, 'eu-west-1'],
    [
      'of a variable',
      { region: { references: ['var.region'] } },
      { variables: { region: { value: 'eu-west-2' } } },
      'eu-west-2',
    ],
    ['of the environment: not known', {}, {}, standIn('region', 'provider.aws')],
    [
      'of a local value: not known',
      { region: { references: ['local.region'] } },
      {},
      standIn('region', 'provider.aws'),
    ],
    ['as a data source found it', {}, prior('data.aws_region.here', { name: 'eu-north-1' }), 'eu-north-1'],
  ])('%s', async (_name, expressions, more, expected) => {
    expect(bucketIn(await bucketsUnder({ aws: provider(expressions) }, more), 'b0').BucketRegion).toBe(expected);
  });

  test("a resource's own Region counts (provider 6)", async () => {
    const own: Entry = {
      address: 'aws_s3_bucket.own',
      after: { bucket: 'own', region: 'ap-south-1' },
      expressions: { region: constant('ap-south-1') },
    };
    const reading = await bucketsUnder({ aws: provider({ region: constant('us-east-1') }) }, {}, [own]);
    expect(bucketIn(reading, 'own').BucketRegion).toBe('ap-south-1');
    expect(bucketIn(reading, 'b0').BucketRegion).toBe('us-east-1');
  });

  test('of a partition of its own', async () => {
    const { facts } = await bucketsUnder({ aws: provider({ region: constant('cn-north-1') }) });
    expect(facts?.accounts[0]?.partition).toBe('aws-cn');
  });
});

test('several plans: their addresses are told apart', async () => {
  const logs = (prefix: string): Entry => ({
    address: 'aws_s3_bucket.logs',
    after: { bucket_prefix: prefix },
    unknown: { bucket: true },
    expressions: { bucket_prefix: constant(prefix) },
  });
  const { facts } = await readPlans(planOf([logs('a-')]), planOf([logs('a-')]));
  const names = facts?.accounts.flatMap(({ buckets = [] }) => buckets.map(({ Name }) => Name)) ?? [];
  expect(new Set(names).size).toBe(2);
});
