/** Evidence that is taken away leaves a verdict as it was, or unknown: never another one. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fuzz } from '../../fuzz/settings.js';
import type { Snapshot } from '../../../scripts/fixtures/estate.mjs';
import { auditOf } from '../../audit-of.js';
import { snapshotOf, setting } from './settings-of.js';

const denied = { Error: { Code: 'AccessDenied', Message: 'not for you' } };
function each(list: readonly Snapshot[] | undefined, change: (item: Snapshot) => void): void {
  return list?.forEach(change);
}
function last(snapshot: Snapshot): Snapshot {
  return snapshot.accounts.at(-1);
}
function first(snapshot: Snapshot): Snapshot {
  return snapshot.accounts[0];
}

function unreadState(key: Snapshot): void {
  key['Arn'] = key['DescribeKey'].KeyMetadata.Arn;
  key['DescribeKey'] = denied;
}

/** What may be missing: a thing that could not be read, or was not collected. */
const gaps: readonly (readonly [string, (snapshot: Snapshot) => void])[] = [
  ['source bucket policy', (s) => (first(s)['buckets'][0].GetBucketPolicy = denied)],
  ['destination bucket policy', (s) => (last(s)['buckets'].at(-1).GetBucketPolicy = denied)],
  ['destination bucket', (s) => last(s)['buckets'].pop()],
  ['destination versioning', (s) => delete last(s)['buckets'].at(-1)?.GetBucketVersioning],
  ['source encryption', (s) => (first(s)['buckets'][0].GetBucketEncryption = denied)],
  [
    'destination encryption',
    (s) => last(s)['buckets'].at(-1) && (last(s)['buckets'].at(-1).GetBucketEncryption = denied),
  ],
  ['role', (s) => (first(s)['roles'] = [])],
  ['identity policy', (s) => each(first(s)['roles'], (role) => (role['RolePolicyList'] = undefined))],
  ['trust policy', (s) => each(first(s)['roles'], (role) => delete role['AssumeRolePolicyDocument'])],
  ['boundary', (s) => (first(s)['policies'] = [])],
  ['source key', (s) => first(s)['keys'].shift()],
  ['replica key', (s) => last(s)['keys'].pop()],
  ['source key policy', (s) => each(first(s)['keys'].slice(0, 1), (key) => (key['GetKeyPolicy'] = denied))],
  ['replica key policy', (s) => each(last(s)['keys'].slice(-1), (key) => (key['GetKeyPolicy'] = denied))],
  ['grants', (s) => each(s['accounts'], ({ keys }) => each(keys, (key: Snapshot) => (key['ListGrants'] = denied)))],
  ['key state', (s) => each(s['accounts'], ({ keys }) => each(keys, (key: Snapshot) => unreadState(key)))],
  [
    'whether the account manages its organization',
    (s) => first(s)['organization'] && (first(s)['organization'].isManagementAccount = null),
  ],
];

test('a verdict with less evidence is the same or unknown', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(setting, fc.subarray([...gaps], { minLength: 1, maxLength: 3 }), (small, missing) => {
      const whole = auditOf(snapshotOf(small)).replication.map(({ verdict }) => verdict);
      const snapshot = structuredClone(snapshotOf(small)) as Snapshot;
      for (const [, take] of missing) take(snapshot);
      const report = auditOf(snapshot);
      for (const [index, { verdict }] of report.replication.entries()) {
        seen.set(`${whole[index]} ${verdict}`, (seen.get(`${whole[index]} ${verdict}`) ?? 0) + 1);
        if (verdict !== 'unknown' && verdict !== whole[index])
          throw new Error(
            `without ${missing.map(([name]) => name).join(' and ')}, rule ${index}: ${whole[index]} became ${verdict}`,
          );
      }
    }),
    fuzz(120),
  );
  for (const change of ['replicates unknown', 'fails unknown', 'fails fails', 'partly unknown'])
    expect(seen.get(change) ?? 0).toBeGreaterThan(0);
});
