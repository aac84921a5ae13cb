import { describe, expect, test } from '@jest/globals';
import { roleNameOf } from '../../../src/collectors/reads/roles.js';
import { plainJson } from '../../../src/collectors/json.js';
import { kmsNameOf, parseKmsArn } from '../../../src/collectors/reads/kms-name.js';
import { asksForTags, documentOf, keysNamedIn } from '../../../src/collectors/reads/policy-texts.js';
import { bucketNameOf, defaultKeyOf, replicationLinksOf } from '../../../src/collectors/reads/replication-links.js';
import { parseShard, shardOf } from '../../../src/collectors/plan/shard.js';

const key = 'arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const home = { partition: 'aws', region: 'us-east-1', account: '111122223333' };

describe('names', () => {
  test.each([
    ['arn:aws:s3:::orders', 'orders'],
    ['orders', 'orders'],
    ['arn:aws-cn:s3:::orders.cn', 'orders.cn'],
    ['arn:aws:s3:us-east-1:111122223333:accesspoint/x', null],
    ['arn:aws:s3-outposts:us-east-1:111122223333:outpost/op-1/bucket/x', null],
    ['arn:aws:s3:::orders/../other', null],
    ['arn:aws:s3:::orders--use1-az4--x-s3', null],
    ['arn:aws:s3:::reader-123abc-s3alias', null],
    ['', null],
  ])('bucket %s', (configured, name) => {
    expect(bucketNameOf(configured)).toBe(name);
  });

  test.each([
    ['arn:aws:iam::111122223333:role/crr', 'crr'],
    ['arn:aws:iam::111122223333:role/service-role/deep/crr', 'crr'],
    ['arn:aws:iam::111122223333:user/crr', null],
    ['arn:aws:iam::111122223333:role/a b', null],
  ])('role %s', (arn, name) => {
    expect(roleNameOf(arn)).toBe(name);
  });

  test.each([
    [null, 'arn:aws:kms:us-east-1:111122223333:alias/aws/s3', true],
    ['alias/logs', 'arn:aws:kms:us-east-1:111122223333:alias/logs', true],
    ['11111111-2222-3333-4444-555555555555', key, false],
    ['mrk-1', 'arn:aws:kms:us-east-1:111122223333:key/mrk-1', false],
    [key, key, false],
  ])('key %s', (configured, arn, isAlias) => {
    expect(kmsNameOf(configured, home)).toMatchObject({ arn, isAlias });
  });

  test.each(['arn:aws:kms:us-east-1:111122223333:key/*', 'arn:aws:s3:::x', 'arn:aws:kms:*:111122223333:key/a'])(
    '%s is no key',
    (arn) => {
      expect(parseKmsArn(arn)).toBeNull();
    },
  );
});

describe('what a replication configuration leads to', () => {
  const rule = (Destination: object) => ({
    Status: 'Enabled',
    Destination: { Bucket: 'arn:aws:s3:::second', ...Destination },
  });

  test('the prefixes of the keys that enabled rules select, none inside another', () => {
    const prefixed = (Filter: object, more: object = {}) => ({ ...rule({}), Filter, ...more });
    const prefixesOf = (Rules: readonly object[]) =>
      replicationLinksOf({ ReplicationConfiguration: { Rules } } as never)?.prefixes;
    expect(
      prefixesOf([
        prefixed({ Prefix: 'logs/' }),
        prefixed({ And: { Prefix: 'logs/2026/', Tags: [{ Key: 'a', Value: 'b' }] } }),
        prefixed({ Prefix: 'data/' }),
        prefixed({ Prefix: 'off/' }, { Status: 'Disabled' }),
        { ...rule({}), Prefix: 'old/' },
      ]),
    ).toEqual(['data/', 'logs/', 'old/']);
    expect(prefixesOf([prefixed({ Prefix: 'logs/' }), prefixed({})])).toEqual(['']);
  });

  test('role, destinations, replica keys', () => {
    const links = replicationLinksOf({
      ReplicationConfiguration: {
        Role: 'arn:aws:iam::111122223333:role/crr',
        Rules: [
          rule({ EncryptionConfiguration: { ReplicaKmsKeyID: key } }) as never,
          rule({ EncryptionConfiguration: { ReplicaKmsKeyID: key } }) as never,
          rule({ Bucket: 'arn:aws:s3:::first', Metrics: { Status: 'Enabled' } }) as never,
          rule({ EncryptionConfiguration: { UseSourceMultiRegionKey: { Status: 'Enabled' } } }) as never,
          rule({
            Bucket: 'arn:aws:s3:::first',
            EncryptionConfiguration: { UseSourceMultiRegionKey: { Status: 'Disabled' } },
          }) as never,
          rule({ Bucket: 'arn:aws:s3:us-east-1:1:accesspoint/x' }) as never,
        ],
      },
    });
    expect(links).toEqual({
      role: 'arn:aws:iam::111122223333:role/crr',
      destinations: ['first', 'second'],
      replicaKeys: [{ destination: 'second', key }],
      toRelatedKeys: ['second'],
      hasMetrics: true,
      prefixes: [''],
    });
  });

  test('nothing, where there is none', () => {
    expect(replicationLinksOf({ Error: { Code: 'ReplicationConfigurationNotFoundError' } })).toBeNull();
    expect(replicationLinksOf(undefined)).toBeNull();
  });

  test.each([
    [{ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key }, key],
    [{ SSEAlgorithm: 'aws:kms:dsse' }, null],
    [{ SSEAlgorithm: 'AES256' }, undefined],
  ])('default key of %j', (ApplyServerSideEncryptionByDefault, expected) => {
    const answer = { ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault }] } };
    expect(defaultKeyOf(answer as never)).toBe(expected);
  });
});

describe('policy texts', () => {
  const document = { Statement: { Resource: [key, 'arn:aws:kms:*:*:key/*'], NotResource: 'x' } };

  test.each([document, JSON.stringify(document), encodeURIComponent(JSON.stringify(document))])(
    'name their keys',
    (text) => {
      expect(keysNamedIn(documentOf(text) ?? {}).map(({ arn }) => arn)).toEqual([key]);
    },
  );

  test.each(['no JSON', '%zz', undefined, 7])('%p is none', (text) => {
    expect(documentOf(text)).toBeNull();
  });

  test.each([
    [{ Statement: [{ Condition: { StringEquals: { 'aws:ResourceTag/team': 'a' } } }] }, true],
    [{ Statement: [{ Condition: { StringEquals: { 'AWS:resourcetag/team': 'a' } } }] }, true],
    [{ Statement: [{ Resource: 'arn:aws:s3:::${aws:ResourceTag/team}/*' }] }, true],
    [{ Statement: [{ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }] }, false],
  ])('%j asks for tags: %s', (policy, asks) => {
    expect(asksForTags(policy)).toBe(asks);
  });
});

describe('shards', () => {
  test('part the buckets among them', () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `bucket-${index}`);
    const sizes = new Map<number, number>();
    for (const name of names) sizes.set(shardOf(name, 7), (sizes.get(shardOf(name, 7)) ?? 0) + 1);
    expect([...sizes.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(Math.min(...sizes.values())).toBeGreaterThan(80);
  });

  test('are the same in every release', () => {
    expect(['orders', 'orders-replica', 'logs'].map((name) => shardOf(name, 1_000))).toEqual([388, 424, 707]);
  });

  test('are written as 2/5', () => {
    expect(parseShard('2/5')).toEqual({ index: 2, count: 5 });
    for (const text of ['0/5', '6/5', '2', '2/0', 'a/b', '1.5/2'])
      expect(() => parseShard(text)).toThrow('is not a shard');
  });
});

describe('answers as JSON', () => {
  test('without metadata, times as text, names as they are', () => {
    const answer = plainJson({
      $metadata: { requestId: 'x' },
      At: new Date(0),
      Bytes: new Uint8Array([1]),
      Map: JSON.parse('{"__proto__":"x"}') as object,
      None: undefined,
    });
    expect(JSON.stringify(answer)).toBe('{"At":"1970-01-01T00:00:00.000Z","Bytes":"AQ==","Map":{"__proto__":"x"}}');
  });
});
