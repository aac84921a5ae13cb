import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { locate } from '../../../src/sources/json/locate.js';
import { faultsOf, read } from '../snapshots.js';

/** The demo estate's buckets and roles, many times under other names: some 20 MB. */
function largeSnapshot(): { readonly text: string; readonly buckets: number; readonly roles: number } {
  const demo = JSON.parse(readFileSync(new URL('../../../fixtures/demo/estate.json', import.meta.url), 'utf8')) as {
    accounts: { buckets: { Name: string }[]; roles: { Arn: string }[] }[];
  };
  const [account] = demo.accounts;
  if (account === undefined) throw new Error('no account');
  const copies = 400;
  const repeat = <T>(items: readonly T[], rename: (item: T, copy: number) => T): readonly T[] =>
    Array.from({ length: copies }, (_, copy) => items.map((item) => rename(item, copy))).flat();
  const buckets = repeat(account.buckets, (bucket, copy) => ({ ...bucket, Name: `${bucket.Name}-${copy}` }));
  const roles = repeat(account.roles, (role, copy) => ({ ...role, Arn: `${role.Arn}-${copy}` }));
  const text = JSON.stringify({ ...demo, accounts: [{ ...account, buckets, roles }] }, null, 1);
  return { text, buckets: buckets.length, roles: roles.length };
}

test('a large snapshot is read whole, and so are its faults and places', () => {
  const { text, buckets, roles } = largeSnapshot();
  expect(text.length).toBeGreaterThan(20_000_000);
  const estate = read(text);
  expect([estate.buckets.size, estate.roles.size]).toEqual([buckets, roles]);

  const last = `/accounts/0/roles/${roles - 1}/Arn`;
  const place = locate(text, [last]).get(last);
  expect(text.split('\n')[(place?.line ?? 0) - 1]?.slice((place?.column ?? 0) - 1)).toMatch(/^"arn:aws:iam::/);

  const broken = text.replaceAll(/("GetBucketVersioning": \{\s*"Status": )"\w+"/g, '$1"on"');
  expect(faultsOf(broken)).toHaveLength(buckets);
});
