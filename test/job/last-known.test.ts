import { describe, expect, test } from '@jest/globals';
import type { RawSnapshot } from '../../src/sources/snapshot/snapshot-shape.js';
import { carriedOver, readLastKnown } from '../../src/job/last-known.js';
import { unreadAccounts } from '../../src/job/unread.js';
import { memoryStore } from './memory-store.js';

const [a, b, c] = ['111122223333', '444455556666', '777788889999'] as const;

function snapshot(accounts: readonly object[], collection: object = {}): RawSnapshot {
  return { format: 'replint-snapshot/1', accounts, collection } as unknown as RawSnapshot;
}

describe('accounts that were not read', () => {
  test('are those that refused, ended early, or left nothing', () => {
    const parts = [
      snapshot([{ id: a, buckets: [] }], { listedAccounts: [a], problems: [] }),
      snapshot([], {
        listedAccounts: [],
        problems: [{ kind: 'account', account: b, code: 'AssumeRole', message: 'no entry' }],
      }),
    ];
    expect(unreadAccounts([a, b, c], parts)).toEqual([
      { account: b, reason: 'no entry' },
      { account: c, reason: 'its batch left no snapshot' },
    ]);
  });

  test('are all of a batch that ran out of time, though their buckets are listed', () => {
    const cut = { kind: 'interrupted', account: null, code: 'Interrupted', message: 'ended early' };
    const parts = [snapshot([{ id: a }, { id: b }], { listedAccounts: [a, b], problems: [cut] })];
    expect(unreadAccounts([a, b], parts).map(({ account }) => account)).toEqual([a, b]);
  });

  test('are those that do not list their buckets', () => {
    const refused = { id: a, ListBuckets: { Error: { Code: 'AccessDenied' } } };
    expect(unreadAccounts([a], [snapshot([refused], { listedAccounts: [] })])).toEqual([
      { account: a, reason: 'ListBuckets: AccessDenied' },
    ]);
  });
});

describe('what is known last', () => {
  const before = snapshot([
    { id: a, buckets: [{ Name: 'old-a' }] },
    { id: b, buckets: [{ Name: 'old-b' }] },
  ]);
  const fresh = snapshot([{ id: a, buckets: [{ Name: 'new-a' }] }]);
  const namesIn = ({ accounts }: RawSnapshot): readonly string[] =>
    accounts.flatMap(({ buckets = [] }) => buckets.map(({ Name }) => Name));

  test('keeps an account that could not be read', () => {
    expect(namesIn(carriedOver(fresh, before, [{ account: b, reason: '' }]))).toEqual(['new-a', 'old-b']);
  });

  test('forgets an account that is no longer to be read', () => {
    expect(namesIn(carriedOver(fresh, before, []))).toEqual(['new-a']);
  });

  test('fills what nobody asked about because the account that leads there was not read', () => {
    const policy = { Policy: '{}' };
    const old = snapshot([
      { id: a, buckets: [{ Name: 'kept', GetBucketPolicy: policy }, { Name: 'deleted' }] },
      { id: b, buckets: [] },
    ]);
    const now = snapshot([{ id: a, buckets: [{ Name: 'kept', GetBucketVersioning: { Status: 'Enabled' } }] }]);
    const [account] = carriedOver(now, old, [{ account: b, reason: '' }]).accounts;
    expect(account?.buckets).toEqual([
      { Name: 'kept', GetBucketPolicy: policy, GetBucketVersioning: { Status: 'Enabled' } },
    ]);
  });

  test('is refused where it is something else', async () => {
    const store = memoryStore(new Map([['state/last-known.json.gz', new TextEncoder().encode('{"format":"other"}')]]));
    await expect(readLastKnown(store)).rejects.toThrow(/not of format replint-last-known\/1/);
  });
});
