/** A collection through an aggregator of AWS Config: what it asks, how often, and what it makes of the answers. */
import { afterEach, expect, test } from '@jest/globals';
import { fromAggregator } from '../../../src/collectors/answers/config-aggregator/ask-config.js';
import { expressionsFor } from '../../../src/collectors/answers/config-aggregator/expressions.js';
import { read } from '../../sources/snapshots.js';
import { bucket, idOf, type Item, item, key, organization, policy, replication, role } from './config-items.js';
import { FakeAggregator } from './fake-aggregator.js';

let running: FakeAggregator | null = null;
afterEach(() => running?.stop());

async function ask(items: readonly Item[], name = 'org') {
  running = await new FakeAggregator(items).start();
  const environment = {
    endpoint: running.endpoint,
    credentials: async () => ({ accessKeyId: 'A', secretAccessKey: 'S' }),
  };
  const answer = await fromAggregator({ name, region: 'eu-west-1', environment });
  return { ...answer, expressions: running.expressions };
}

function small(account = idOf(1)): readonly Item[] {
  const keyArn = `arn:aws:kms:eu-west-1:${account}:key/11112222-3333-4444-5555-666677778888`;
  return [
    bucket(account, 'orders', replication(account, 'mover', 'copies', keyArn)),
    bucket(account, 'copies'),
    bucket(account, 'unrelated'),
    role(account, 'mover', [`arn:aws:iam::${account}:policy/more`, 'arn:aws:iam::aws:policy/ReadOnlyAccess']),
    role(account, 'unrelated', []),
    policy(account, 'more'),
    key(account, '11112222-3333-4444-5555-666677778888'),
    item('AWS::S3::AccountPublicAccessBlock', account, account, '', {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    }),
  ];
}

test('what replicates, and what it leads to; nothing else', async () => {
  const { snapshot, sources, recorded } = await ask(small());
  const estate = read(snapshot);
  expect(sources).toEqual(['orders']);
  expect([...recorded]).toEqual([[idOf(1), ['orders', 'copies', 'unrelated']]]);
  expect([...estate.buckets.keys()].sort()).toEqual(['copies', 'orders']);
  expect([...estate.roles.keys()]).toEqual([`arn:aws:iam::${idOf(1)}:role/mover`]);
  const policies = [...estate.roles.values()][0]?.identityPolicies;
  expect(policies?.state === 'known' ? policies.value.map(({ document }) => document.state) : []).toEqual([
    'known',
    'not-collected',
  ]);
  expect(estate.kmsKeys.size).toBe(1);
  expect(estate.accounts.get(idOf(1))?.publicAccessBlock.state).toBe('known');
});

test('an aggregator that is not there is an error that says so', async () => {
  await expect(ask(small(), 'other')).rejects.toThrow('NoSuchConfigurationAggregatorException');
});

test('names that need quoting are in no expression; every expression is short enough', () => {
  const names = [
    ...Array.from({ length: 500 }, (_, index) => `bucket-${'x'.repeat(50)}-${index}`),
    "a' OR '1'='1",
    'a b',
    '',
    'ok',
  ];
  const expressions = expressionsFor('AWS::S3::Bucket', 'resourceId', names);
  expect(Math.max(...expressions.map((text) => text.length))).toBeLessThanOrEqual(4096);
  expect(expressions.join(' ')).not.toContain('OR');
  expect(expressions.join(' ').match(/'(?:bucket-x|ok)/gu)).toHaveLength(501);
});

test('an organization of 1,000 accounts, 20,000 buckets and 2,000 replication rules takes a few hundred calls, and none twice', async () => {
  const items = organization({ accounts: 1_000, buckets: 20_000, rules: 2_000 });
  const { expressions, calls, sources, recorded } = await ask(items);
  expect(sources).toHaveLength(2_000);
  expect([...recorded.values()].flat()).toHaveLength(20_000);
  expect(calls).toBe(expressions.length);
  expect(calls).toBeLessThanOrEqual(700);
  expect(new Set(expressions).size).toBe(expressions.length);
}, 60_000);
