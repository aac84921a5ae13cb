import { describe, expect, test } from '@jest/globals';
import { followUps } from '../../src/job/plan.js';

const [source, destination, third] = ['111122223333', '444455556666', '777788889999'];
const key = `arn:aws:kms:eu-west-1:${third}:key/11111111-2222-3333-4444-555555555555`;
const role = `arn:aws:iam::${destination}:role/crr`;
const all = new Set([source, destination, third]);

function snapshots(outward: Partial<Record<'buckets' | 'keys' | 'roles', string[]>>) {
  return [
    {
      accounts: [{ id: source, buckets: [{ Name: 'orders' }] }],
      collection: { outward: { buckets: [], keys: [], roles: [], ...outward } },
    },
    { accounts: [{ id: destination, buckets: [{ Name: 'replica' }] }] },
  ];
}

describe('follow-ups', () => {
  test('ask each owner for what others lead to', () => {
    expect(followUps(snapshots({ buckets: ['replica'], keys: [key], roles: [role] }), all, [])).toEqual([
      { account: destination, destinations: ['replica'], keys: [], roles: [role] },
      { account: third, destinations: [], keys: [key], roles: [] },
    ]);
  });

  test('ask nobody twice', () => {
    const asked = [{ account: destination, destinations: ['replica'], keys: [], roles: [] }];
    expect(followUps(snapshots({ buckets: ['replica'] }), all, asked)).toEqual([]);
  });

  test('ask no account outside of the run', () => {
    expect(followUps(snapshots({ keys: [key] }), new Set([source, destination]), [])).toEqual([]);
  });

  test('ask nobody for a bucket that no account has', () => {
    expect(followUps(snapshots({ buckets: ['of-strangers'] }), all, [])).toEqual([]);
  });
});
