/** A plan with something that knows its source: what the plan leaves open is asked for there, and nothing else. */
import { describe, expect, test } from '@jest/globals';
import type { SourceOfPlan } from '../../../src/sources/terraform/knowledge.js';
import { Unknown, type Value } from '../../../src/sources/terraform/model.js';
import { PlanReader } from '../../../src/sources/terraform/plan/plan-reader.js';
import { factsOf } from '../../../src/sources/terraform/resources/snapshot.js';
import { account, planOf, type Entry } from './plan-of.js';

const open = '{"Version":"2012-10-17","Statement":[]}';
const reference = (...names: readonly string[]): unknown => ({ references: names });
const constant = (value: unknown): unknown => ({ constant_value: value });

const entries: readonly Entry[] = [
  {
    address: 'aws_s3_bucket.b',
    after: { bucket: 'b' },
    unknown: { arn: true, id: true },
    expressions: { bucket: constant('b') },
  },
  {
    address: 'aws_s3_bucket_policy.p',
    after: {},
    unknown: { bucket: true, policy: true },
    expressions: { bucket: reference('local.bucket'), policy: reference('local.policy') },
  },
  {
    address: 'aws_iam_role.r["x"]',
    after: { name: 'r', assume_role_policy: open, inline_policy: [{ name: 'known' }, { name: 'other', policy: open }] },
    unknown: { arn: true, inline_policy: [{ policy: true }, {}] },
    expressions: { name: constant('r') },
  },
];

/** The reader, and what it asked of the source. */
function readWith(answers: Readonly<Record<string, Value>>): { readonly reader: PlanReader; readonly asked: string[] } {
  const asked: string[] = [];
  const reader = new PlanReader(planOf(entries), { prefix: '', originOf: (pointer) => pointer });
  const source: SourceOfPlan = {
    resolve: (address, path) => {
      const place = [address, ...path].join(' ');
      asked.push(place);
      return answers[place];
    },
    isSet: () => null,
    placeOf: () => null,
  };
  reader.use(source);
  return { reader, asked };
}

describe('what the source is asked', () => {
  test('only what the plan leaves open; its answers count like known values', () => {
    const { reader, asked } = readWith({
      'aws_s3_bucket_policy.p bucket': 'b',
      'aws_s3_bucket_policy.p policy': open,
      // A set, which the plan has in another order: it is asked for as a whole.
      'aws_iam_role.r["x"] inline_policy': [
        { name: 'other', policy: open },
        { name: 'known', policy: open },
      ],
    });
    const { facts } = factsOf(reader.estate());
    expect(facts.accounts[0]?.buckets?.[0]?.GetBucketPolicy).toEqual({ Policy: open });
    expect(facts.accounts[0]?.roles?.[0]?.GetRolePolicy).toEqual([
      { PolicyName: 'other', PolicyDocument: open },
      { PolicyName: 'known', PolicyDocument: open },
    ]);
    expect(asked).not.toContain('aws_s3_bucket.b bucket');
    expect(asked).not.toContain('aws_iam_role.r["x"] assume_role_policy');
  });

  test('what it does not know either is called as it calls it', () => {
    const { reader } = readWith({
      'aws_s3_bucket_policy.p bucket': 'b',
      'aws_s3_bucket_policy.p policy': new Unknown('data.http.policy.body', 'nobody asked'),
    });
    const { facts } = factsOf(reader.estate());
    expect(facts.accounts[0]?.buckets?.[0]?.GetBucketPolicy).toEqual({
      Unresolved: { address: 'data.http.policy.body', why: 'Nobody asked.' },
    });
  });

  test('what the plan knows for it: variables, keys, values with what follows from them', () => {
    const knowledge = new PlanReader(planOf(entries, { variables: { name: { value: 'x' } } }), {
      prefix: '',
      originOf: (pointer) => pointer,
    }).knowledge();
    const off = { address: 'aws_kms_key.off', provider_config_key: 'aws', expressions: {} };
    const withoutInstances = new PlanReader(
      planOf([], { configuration: { provider_config: {}, root_module: { resources: [off] } } }),
      { prefix: '', originOf: (pointer) => pointer },
    ).knowledge();
    expect(knowledge.variables.get('name')).toBe('x');
    expect(knowledge.keysOf('aws_iam_role.r')).toEqual(['x']);
    expect(knowledge.keysOf('aws_s3_bucket.b')).toEqual([null]);
    expect(knowledge.keysOf('aws_s3_bucket.none')).toBeUndefined();
    expect(withoutInstances.keysOf('aws_kms_key.off')).toEqual([]);
    expect(knowledge.valuesOf('aws_s3_bucket.b')).toMatchObject({ arn: 'arn:aws:s3:::b', id: 'b' });
    expect(knowledge.valuesOf('aws_iam_role.r["x"]')).toMatchObject({ arn: `arn:aws:iam::${account}:role/r` });
    expect(knowledge.placeOf('aws.west')).toEqual({ account, region: 'us-west-2', partition: 'aws' });
  });
});
