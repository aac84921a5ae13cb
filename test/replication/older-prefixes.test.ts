/** Prefixes of rules without a Filter: which of them overlap with one before. */
import { expect, test } from '@jest/globals';
import type { ReplicationRule } from '../../src/estate/model.js';
import { doubtsAbout } from '../../src/replication/configuration/doubts.js';

const rows: readonly (readonly [prefixes: readonly (string | undefined)[], overlapping: readonly number[]])[] = [
  [['a/', 'b/'], []],
  [['a/', 'a/'], [1]],
  [['a/', 'a/b/'], [1]],
  [['a/b/', 'a/'], [1]],
  [['a/', 'a'], [1]],
  [['ab', 'a', 'b'], [1]],
  [
    ['a/b/', 'a/c/', 'a/', 'a/d/'],
    [2, 3],
  ],
  [['a', 'b', ''], [2]],
  [
    ['', 'a', 'b'],
    [1, 2],
  ],
  [[undefined, 'a'], [1]],
  [['b', 'a', 'c', 'aa', 'd'], [3]],
];

test.each(rows)('%j', (prefixes, overlapping) => {
  const Rules = prefixes.map((Prefix): ReplicationRule => ({
    Status: 'Enabled',
    ...(Prefix === undefined ? {} : { Prefix }),
    Destination: { Bucket: 'arn:aws:s3:::replicas' },
  }));
  const { inCode, anywhere } = doubtsAbout({ Role: 'arn:aws:iam::111111111111:role/crr', Rules });
  expect(inCode.map(({ index, path }) => ({ index, path }))).toEqual(
    overlapping.map((index) => ({ index, path: 'Prefix' })),
  );
  expect(anywhere).toEqual(inCode);
});
