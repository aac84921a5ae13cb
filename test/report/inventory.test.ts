import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { locateLive, readInventoryLines, renderInventory } from '../../src/report/inventory.js';
import { entry, finding, report } from './findings.js';

const estate = report(
  [finding('a'), finding('b', { sourceBucket: 'logs' }), finding('c', { sourceBucket: null })],
  [
    entry('orders', 'fails'),
    entry('logs', 'replicates', { replicationRule: { id: null, index: 0, priority: null, status: 'Disabled' } }),
    entry('orders', 'replicates', { destination: { bucket: 'orders-eu', account: null, region: null } }),
    entry('sealed', 'unknown', { replicationRule: null, destination: null, role: null }),
  ],
);

const text = `# Written by \`replint inventory\`: one entry a source bucket. Findings of live audits point to these lines.
# It changes only when the replication of a bucket is set up differently; commit it.
format: replint-inventory/1
sourceBuckets:
  - bucket: "logs"
    account: "111122223333"
    region: "us-east-1"
    replicates:
      - replicationRule: null
        status: "Disabled"
        destination: "logs-replica"
        account: "111122223333"
        region: "us-west-2"
        role: "arn:aws:iam::111122223333:role/crr/s3-crr"
  - bucket: "orders"
    account: "111122223333"
    region: "us-east-1"
    replicates:
      - replicationRule: "everything"
        status: "Enabled"
        destination: "orders-replica"
        account: "111122223333"
        region: "us-west-2"
        role: "arn:aws:iam::111122223333:role/crr/s3-crr"
      - replicationRule: "everything"
        status: "Enabled"
        destination: "orders-eu"
        account: null
        region: null
        role: "arn:aws:iam::111122223333:role/crr/s3-crr"
  - bucket: "sealed"
    account: "111122223333"
    region: "us-east-1"
    replicates:
      - replicationRule: null # the replication configuration could not be read
`;

test('one entry a source bucket, sorted, without verdicts', () => {
  expect(renderInventory(estate)).toBe(text);
});

test('no source bucket', () => {
  expect(parse(renderInventory(report([])))).toEqual({ format: 'replint-inventory/1', sourceBuckets: [] });
});

test('hostile names stay names', () => {
  const name = 'a"\n  - bucket: b\u2028\u0085 # {x: *y}\u001b[31m\\';
  const parsed: unknown = parse(renderInventory(report([], [entry(name, 'fails')])));
  expect(parsed).toMatchObject({ sourceBuckets: [{ bucket: name, replicates: [{ destination: `${name}-replica` }] }] });
});

describe('places of live findings', () => {
  const lines = readInventoryLines(text);
  const places = (anchors: Parameters<typeof locateLive>[1]) =>
    locateLive(estate, anchors).findings.map(({ location }) => location);

  test('the line of the source bucket, else the first line', () => {
    expect(
      places({ inventory: { file: 'replication-inventory.yaml', lines }, configFile: 'replint.config.yaml' }),
    ).toEqual([
      { file: 'replication-inventory.yaml', pointer: '/sourceBuckets/1', line: 15, column: 5 },
      { file: 'replication-inventory.yaml', pointer: '/sourceBuckets/0', line: 5, column: 5 },
      { file: 'replication-inventory.yaml', pointer: '', line: 1, column: 1 },
    ]);
  });

  test('an inventory that is older than a source bucket is told', () => {
    const noticesWith = (inventory: string): readonly string[] | undefined =>
      locateLive(estate, {
        inventory: { file: 'replication-inventory.yaml', lines: readInventoryLines(inventory) },
        configFile: null,
      }).notices;
    expect(noticesWith(text)).toBeUndefined();
    const buckets = [...new Set(estate.replication.map(({ source }) => source.bucket))];
    expect(noticesWith('sourceBuckets: []\n')).toEqual([
      `replication-inventory.yaml has no entry for ${buckets.length} source buckets, such as "${buckets[0]}": write it again with \`replint inventory\`.`,
    ]);
  });

  test('without an inventory the configuration file', () => {
    expect(places({ inventory: null, configFile: 'replint.config.yaml' })[0]).toEqual({
      file: 'replint.config.yaml',
      pointer: '',
      line: 1,
      column: 1,
    });
  });

  test('with neither, none', () => {
    expect(places({ inventory: null, configFile: null })).toEqual([null, null, null]);
  });

  test('a place in a snapshot stays', () => {
    const location = { file: 's.json', pointer: '/accounts/0', line: 3, column: 7 };
    const located = locateLive(report([finding('a', { location })]), {
      inventory: null,
      configFile: 'replint.config.yaml',
    });
    expect(located.findings[0]?.location).toEqual(location);
  });

  test('names without quotes and Windows line ends are found', () => {
    expect(readInventoryLines('sourceBuckets:\r\n  - bucket: orders\r\n').get('orders')).toEqual({
      index: 0,
      line: 2,
      column: 5,
    });
  });
});
