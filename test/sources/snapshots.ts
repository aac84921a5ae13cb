/** Small snapshots for tests, read. */
import { InvalidInput } from '../../src/sources/faults/invalid-input.js';
import type { Bucket, Estate, KmsKey, Role } from '../../src/estate/model.js';
import { readSnapshots } from '../../src/sources/snapshot/read-snapshot.js';

export const home = '111122223333';

/** Snapshots as values or as text, joined. */
export function read(...snapshots: readonly unknown[]): Estate {
  return readSnapshots(
    snapshots.map((snapshot, index) => ({
      name: `${index}.json`,
      kind: 'snapshot',
      text: typeof snapshot === 'string' ? snapshot : JSON.stringify(snapshot),
    })),
  ).estate;
}

/** `file:line:column pointer message` of every fault, or nothing. */
export function faultsOf(...snapshots: readonly unknown[]): readonly string[] {
  try {
    read(...snapshots);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.faults.map(
      ({ file, line, column, pointer, message }) => `${file}:${line}:${column} ${pointer} ${message}`,
    );
  }
}

export function snapshot(account: object, more: object = {}): object {
  return {
    format: 'replint-snapshot/1',
    accounts: [{ id: home, ...account }],
    ...more,
  };
}

export function error(Code: string, Message = 'said by AWS'): object {
  return { Error: { Code, Message } };
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not in the estate');
  return value;
}

/** The bucket of one entry `orders`. */
export function bucketOf(answers: object): Bucket {
  return found(read(snapshot({ buckets: [{ Name: 'orders', ...answers }] })).buckets.get('orders'));
}

export const roleArn = `arn:aws:iam::${home}:role/service-role/replication`;

/** The role of one entry, in an account with these policies. */
export function roleOf(entry: object, account: object = {}): Role {
  return found(read(snapshot({ roles: [{ Arn: roleArn, ...entry }], ...account })).roles.get(roleArn));
}

export const keyArn = `arn:aws:kms:us-east-1:${home}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

export function keyOf(entry: object): KmsKey {
  return found(read(snapshot({ keys: [{ Arn: keyArn, ...entry }] })).kmsKeys.get(keyArn));
}
