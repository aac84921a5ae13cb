/** What a plan orders: `depends_on`, references, and modules between them. Source: Terraform, "JSON Output Format", `references`. */
import { describe, expect, test } from '@jest/globals';
import { Configuration } from '../../../src/sources/terraform/plan/configuration.js';
import { orderOf } from '../../../src/sources/terraform/plan/order.js';
import { bucketIn, planOf, readPlans, type Entry } from './plan-of.js';

const reference = (...names: readonly string[]): unknown => ({ references: names });

const replication = (more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  address: 'aws_s3_bucket_replication_configuration.r',
  expressions: { bucket: reference('aws_s3_bucket.a.id', 'aws_s3_bucket.a') },
  ...more,
});
const versioning = {
  address: 'aws_s3_bucket_versioning.v',
  expressions: { bucket: reference('aws_s3_bucket.a.id', 'aws_s3_bucket.a') },
};

const inModule = {
  destination: {
    expressions: { name: reference('var.name') },
    module: {
      outputs: {
        arn: { expression: reference('aws_s3_bucket.this.arn', 'aws_s3_bucket.this') },
        ready: {
          expression: reference('aws_s3_bucket.this.arn', 'aws_s3_bucket.this'),
          depends_on: ['aws_s3_bucket_versioning.this'],
        },
      },
      resources: [
        { address: 'aws_s3_bucket.this' },
        {
          address: 'aws_s3_bucket_versioning.this',
          expressions: { bucket: reference('aws_s3_bucket.this.id', 'aws_s3_bucket.this') },
        },
      ],
    },
  },
};

const order = (resource: Readonly<Record<string, unknown>>, calls: Readonly<Record<string, unknown>> = {}) =>
  orderOf(new Configuration({ root_module: { resources: [resource, versioning], module_calls: calls } }));

const mine = ['aws_s3_bucket_replication_configuration.r', 'aws_s3_bucket_versioning.v'] as const;
const theirs = [
  'aws_s3_bucket_replication_configuration.r',
  'module.destination["a"].aws_s3_bucket_versioning.this',
] as const;
const role = (...names: readonly string[]): Readonly<Record<string, unknown>> =>
  replication({ expressions: { role: reference(...names) } });

describe('the order of two resources', () => {
  test.each([
    ['nothing between them', replication(), mine, false],
    ['depends_on', replication({ depends_on: ['aws_s3_bucket_versioning.v'] }), mine, true],
    ['a reference to it', role('aws_s3_bucket_versioning.v.bucket', 'aws_s3_bucket_versioning.v'), mine, true],
    [
      'a reference to one of its instances',
      role('aws_s3_bucket_versioning.v["k"].id', 'aws_s3_bucket_versioning.v["k"]', 'aws_s3_bucket_versioning.v'),
      mine,
      true,
    ],
    ['a local value, which a plan does not hold', role('local.bucket'), mine, null],
    ['depends_on a module', replication({ depends_on: ['module.destination'] }), theirs, true],
    ['an output that depends on the bucket only', role('module.destination.arn', 'module.destination'), theirs, false],
    [
      'an output that depends on versioning',
      role('module.destination["a"].ready', 'module.destination["a"]', 'module.destination'),
      theirs,
      true,
    ],
  ])('%s', (_name, resource, [later, earlier], expected) => {
    expect(order(resource, inModule)(later, earlier)).toBe(expected);
  });

  test('inside a module: through a variable that the caller fills, and the depends_on of its call', () => {
    const module = (call: Readonly<Record<string, unknown>>): unknown => ({
      m: { module: { resources: [role('var.bucket')] }, ...call },
    });
    const inner = ['module.m.aws_s3_bucket_replication_configuration.r', 'aws_s3_bucket_versioning.v'] as const;
    const given = { expressions: { bucket: reference('aws_s3_bucket_versioning.v.id', 'aws_s3_bucket_versioning.v') } };
    const asked = (call: Readonly<Record<string, unknown>>): boolean | null =>
      orderOf(
        new Configuration({
          root_module: { resources: [versioning], module_calls: module(call) as Record<string, unknown> },
        }),
      )(...inner);
    expect(asked(given)).toBe(true);
    expect(asked({ depends_on: ['aws_s3_bucket_versioning.v'] })).toBe(true);
    expect(asked({})).toBe(false);
  });
});

describe('a plan', () => {
  const entries = (
    dependsOn: readonly string[],
    versioningActions: readonly string[] = ['create'],
  ): readonly Entry[] => {
    const values = (name: string): Readonly<Record<string, unknown>> => ({
      bucket: name,
      versioning_configuration: [{ status: 'Enabled' }],
    });
    return [
      { address: 'aws_s3_bucket.a', after: { bucket: 'a' }, expressions: {} },
      { address: 'aws_s3_bucket.b', after: { bucket: 'b' }, expressions: {} },
      {
        address: 'aws_s3_bucket_versioning.a',
        after: values('a'),
        before: values('a'),
        actions: versioningActions,
        expressions: {},
      },
      {
        address: 'aws_s3_bucket_versioning.b',
        after: values('b'),
        before: values('b'),
        actions: versioningActions,
        expressions: {},
      },
      {
        address: 'aws_s3_bucket_replication_configuration.r',
        after: {
          bucket: 'a',
          role: 'r',
          rule: [{ status: 'Enabled', filter: [{}], destination: [{ bucket: 'arn:aws:s3:::b' }] }],
        },
        expressions: {},
        dependsOn,
      },
    ];
  };
  const both = ['aws_s3_bucket_versioning.a', 'aws_s3_bucket_versioning.b'];

  test.each([
    ['behind neither side', [], undefined, ['a', 'b']],
    ['behind the source only', both.slice(0, 1), undefined, ['b']],
    ['behind both', both, undefined, []],
    ['versioning is there already', [], ['no-op'], []],
  ])('%s', async (_name, dependsOn, actions, expected) => {
    const bucket = bucketIn(await readPlans(planOf(entries(dependsOn, actions))), 'a');
    expect(bucket.UnorderedVersioning).toEqual({ Buckets: expected.map((Name) => ({ Name })) });
  });
});
