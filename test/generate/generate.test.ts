/** What is generated replicates, with no error and no warning, and allows what is needed and nothing else. */
import { describe, expect, test } from '@jest/globals';
import { intentOf, type RawIntent } from '../../src/generate/intent.js';
import { readIntents } from '../../src/generate/read-intents.js';
import { auditOf } from '../audit-of.js';
import { base, made, setUps } from './set-ups.js';

describe('a set-up', () => {
  test.each(Object.keys(setUps))('%s: read back as a snapshot it replicates, and nothing is said of it', (name) => {
    const { facts } = made(setUps[name] ?? []);
    const { replication, findings } = auditOf(facts);
    expect(replication.length).toBeGreaterThan(0);
    for (const { verdict, aspects, disputed } of replication) {
      expect(verdict).toBe('replicates');
      expect(disputed).toEqual([]);
      expect(Object.values(aspects).filter((aspect) => aspect === 'fails' || aspect === 'unknown')).toEqual([]);
    }
    expect(findings.filter(({ level }) => level !== 'note').map(({ rule, message }) => `${rule} ${message}`)).toEqual(
      [],
    );
    expect(findings.filter(({ rule }) => rule === 'coverage/failures-invisible')).toEqual([]);
  });

  test('every mixture of switches replicates', () => {
    const switches = ['deleteMarkers', 'objectLock', 'twoWay', 'replicationTimeControl', 'batch', 'bucketKey'] as const;
    for (let mixture = 0; mixture < 2 ** switches.length; mixture += 1) {
      const on = Object.fromEntries(switches.map((name, index) => [name, (mixture & (1 << index)) !== 0]));
      const keys = mixture % 3 === 0 ? { sourceKey: 'new-multi-region' } : { sourceKey: 'new', replicaKey: 'new' };
      const { report } = made([{ ...base, ...keys, ...on }]);
      expect(report.findings.filter(({ level }) => level !== 'note')).toEqual([]);
    }
  });

  test('without any of its statements it does not replicate', () => {
    const { facts } = made(setUps['with keys of two accounts'] ?? []);
    const text = JSON.stringify(facts);
    const actions = new Set(
      [...text.matchAll(/"((?:s3|kms):(?:Get|List|Replicate|Decrypt|Encrypt)\w*)"/gu)].map(([, name]) => name ?? ''),
    );
    const optional = /Annotation|ReplicateTags|GenerateDataKey/u;
    for (const action of actions) {
      if (optional.test(action)) continue;
      const { replication, findings } = auditOf(JSON.parse(text.replaceAll(`"${action}"`, '"s3:GetBucketLocation"')));
      const isWorse =
        replication.some(({ verdict }) => verdict !== 'replicates') ||
        findings.some(({ rule }) => rule === 'role/tags-read-not-allowed');
      expect([action, isWorse]).toEqual([action, true]);
    }
    expect(actions.size).toBeGreaterThan(8);
  });
});

describe('what AWS takes of a policy', () => {
  const many = (count: number, of: (index: number) => Partial<RawIntent>) =>
    made(Array.from({ length: count }, (_, index) => ({ ...base, sourceKey: 'new', replicaKey: 'new', ...of(index) })));
  const fanOut = (index: number): Partial<RawIntent> => ({
    source: `s3://orders/${index}/`,
    destination: `s3://a-rather-long-name-of-a-bucket-for-replicas-${index}`,
  });
  const fanIn = (index: number): Partial<RawIntent> => ({
    source: `s3://orders-${index}`,
    destination: 's3://all',
    destinationAccount: '444455556666',
  });

  test('a role for too many destinations is refused, with both numbers', () => {
    expect(() => many(40, fanOut)).toThrow(
      /^The policy of role s3-replication-orders would have [\d,]+ characters, and AWS takes 10,240\.$/u,
    );
    expect(many(5, fanOut).setup.roles).toHaveLength(1);
  });

  test('policies of a destination of many sources say its equal statements once', () => {
    const { setup, facts } = many(100, fanIn);
    const bucket = setup.buckets.find(({ name }) => name === 'all');
    const key = setup.keys.find(({ arn }) => arn === bucket?.key?.arn);
    expect(JSON.stringify(bucket?.statements).length).toBeLessThan(20_480 - 60);
    expect(JSON.stringify(key?.statements).length).toBeLessThan(32_768 - 200);
    const { replication } = auditOf(facts);
    expect(replication.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 100 }, () => 'replicates'));
    // Few of them stay apart: each can be taken out again by itself.
    const few = many(3, fanIn).setup.buckets.find(({ name }) => name === 'all');
    expect(few?.statements).toHaveLength(3);
  });

  test.each<[string, RegExp | null]>([
    ['plain/', null],
    ['a?b/', /^Prefix "a\?b\/" holds \?: policies say \$\{\?\} for it/u],
    ['a$b/', /^Prefix "a\$b\/" holds \$: policies say \$\{\$\} for it/u],
    ['in/日本/', /no character beyond U\+00FF.*the beginning, "in\/"/u],
  ])('prefix %s: what a policy cannot say plainly is said', (prefix, notice) => {
    const { notices } = made([{ ...base, source: `s3://orders/${prefix}` }]);
    expect(notices).toEqual(notice === null ? [] : [expect.stringMatching(notice)]);
  });

  test('a prefix with a star in it, or longer than any key, is refused with the reason', () => {
    expect(() => made([{ ...base, source: 's3://orders/a*b/' }])).toThrow(/holds a star, which S3 compares literally/u);
    expect(() => made([{ ...base, source: `s3://orders/${'é'.repeat(513)}` }])).toThrow(/longer than an object key/u);
    expect(made([{ ...base, source: `s3://orders/${'é'.repeat(512)}` }]).notices).toEqual([]);
  });
});

describe('what is missing is asked for by its name', () => {
  test.each<[string, Partial<Record<keyof RawIntent, unknown>>, RegExp]>([
    ['an account', { sourceAccount: undefined }, /`--source-account` must be given/u],
    [
      'Regions',
      { sourceRegion: undefined, destinationRegion: undefined },
      /`--source-region`, `--destination-region` must/u,
    ],
    ['a replica key', { sourceKey: 'new' }, /`--source-key` needs `--replica-key`/u],
    ['a source key', { replicaKey: 'new' }, /`--replica-key` needs `--source-key`/u],
    ['another account', { ownerOverride: true }, /`--owner-override` needs `--destination-account`/u],
    ['a key for Bucket Keys', { bucketKey: true }, /`--bucket-key` needs `--source-key`/u],
    ['a wrong account', { sourceAccount: '12' }, /`--source-account` is not an account id/u],
    ['a wrong key', { sourceKey: 'alias/x' }, /`--source-key` is not the ARN of a key/u],
    ['a wrong bucket', { source: 's3://Or ders' }, /is not the name of a source bucket/u],
    ['a prefix of replicas', { destination: 's3://orders-replica/x/' }, /A destination has no prefix/u],
    [
      'a key of another Region',
      { sourceKey: 'arn:aws:kms:eu-west-1:111122223333:key/a', replicaKey: 'new' },
      /`--source-key` is in eu-west-1, not in us-east-1/u,
    ],
    [
      'a related key in another account',
      { sourceKey: 'new-multi-region', destinationAccount: '444455556666' },
      /The related key of a multi-Region key is in the same account/u,
    ],
  ])('%s', (_name, change, message) => {
    expect(() => intentOf({ ...base, ...change })).toThrow(message);
  });

  test('buckets that are wanted in two ways', () => {
    expect(() => made([base, { ...base, source: 's3://others', destinationRegion: 'eu-west-2' }])).toThrow(
      /Bucket orders-replica is wanted in two ways/u,
    );
  });

  test('a bucket that would replicate to itself', () => {
    expect(() => made([{ ...base, destination: 's3://orders' }])).toThrow(/wanted in two ways|does not replicate/u);
  });
});

describe('a file of intents', () => {
  test('keeps account ids with their zeros', () => {
    const [intent] = readIntents(
      'a.yaml',
      'replicate:\n  - source: s3://a-bucket\n    destination: s3://b-bucket\n    sourceAccount: 011122223333\n    sourceRegion: us-east-1\n    destinationRegion: eu-west-1\n    deleteMarkers: true\n',
    );
    expect(intent).toMatchObject({ source: { account: '011122223333' }, deleteMarkers: true, twoWay: false });
  });

  test.each([
    ['a: [', /^a.yaml:\d+ This is not YAML/u],
    ['a: 1', /is not a list/u],
    ['- source: s3://a-bucket\n', /entry 1: .*`destination`/u],
    ['- {source: s3://a-bucket, destination: s3://b-bucket, colour: red}', /colour/u],
    ['- &x {source: s3://a-bucket}\n- *x', /references|entry 1/u],
  ])('%j says what is wrong', (text, message) => {
    expect(() => readIntents('a.yaml', text)).toThrow(message);
  });
});
