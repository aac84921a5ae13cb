/** Estates of many accounts, made of copies of small ones. */
import { fixture, type Snapshot } from '../servers/wire-test.js';

const uuid = /\b[0-9a-f]{8}(?=-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b)/g;

/** Accounts, buckets and keys of their own, in the same organization. */
function copyOf(name: string, index: number): readonly unknown[] {
  const number = String(index).padStart(2, '0');
  const text = JSON.stringify(fixture(name))
    .replaceAll('111122223333', `1111222233${number}`)
    .replaceAll('444455556666', `4444555566${number}`)
    .replaceAll('orders', `orders-${number}`)
    .replaceAll(uuid, (start) => `${number}${start.slice(2)}`);
  return (JSON.parse(text) as { accounts: readonly unknown[] }).accounts;
}

/** @param names - fixtures of two accounts, source and destination, each copied once */
export function estateOfMany(names: readonly string[]): Snapshot {
  return {
    format: 'replint-snapshot/1',
    accounts: names.flatMap(copyOf),
  };
}

interface Account {
  readonly id: string;
  readonly keys: readonly { readonly DescribeKey: { readonly KeyMetadata: { readonly Arn: string } } }[];
}

/** The first source encrypts its replicas with the key of the second destination: three accounts take part. */
export function withKeyOfThirdAccount(estate: Snapshot): Snapshot {
  const accounts = estate['accounts'] as readonly Account[];
  const [source, destination, , third] = accounts;
  const arnIn = (account: Account | undefined): string => account?.keys[0]?.DescribeKey.KeyMetadata.Arn ?? '';
  const moved = JSON.parse(JSON.stringify(source).replaceAll(arnIn(destination), arnIn(third))) as Account;
  return { ...estate, accounts: [moved, ...accounts.slice(1)] };
}
