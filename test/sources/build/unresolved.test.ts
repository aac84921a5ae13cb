/** Values that code leaves to the deployment stand in place of an answer. */
import { describe, expect, test } from '@jest/globals';
import { standIn } from '../../../src/basics/stand-in.js';
import { wordsOf } from '../../../src/estate/fact.js';
import type { KmsKey } from '../../../src/estate/model.js';
import { bucketOf, faultsOf, home, read, roleOf, snapshot } from '../snapshots.js';

const answer = {
  Unresolved: { address: 'aws_kms_key.x.policy', why: 'It names the key itself.', how: 'Apply, then audit again.' },
};

function keyOf(answers: object): KmsKey | undefined {
  return [...read(snapshot({ keys: [answers] })).kmsKeys.values()][0];
}
const keyArn = `arn:aws:kms:eu-west-1:${home}:key/11112222-3333-4444-5555-666677778888`;

describe('a value that is known only after deployment', () => {
  test.each([
    ['versioning', bucketOf({ GetBucketVersioning: answer }).versioning],
    ['replication', bucketOf({ GetBucketReplication: answer }).replication],
    ['bucket policy', bucketOf({ GetBucketPolicy: answer }).policy],
    ['encryption', bucketOf({ GetBucketEncryption: answer }).encryption],
    ['Region', bucketOf({ HeadBucket: answer }).region],
    ['trust policy', roleOf({ GetRole: answer }).trustPolicy],
    ['key', keyOf({ Arn: keyArn, DescribeKey: answer })?.metadata],
    ['key policy', keyOf({ Arn: keyArn, GetKeyPolicy: answer })?.policy],
    ['grants', keyOf({ Arn: keyArn, ListGrants: answer })?.grants],
  ])('is one in place of the %s', (_name, fact) => {
    if (fact?.state !== 'after-deployment') throw new Error(`is ${fact?.state}`);
    expect(fact.address).toBe('aws_kms_key.x.policy');
    expect(wordsOf(fact, 'orders').what).toMatch(
      /only after deployment: (?:it depends|they depend) on aws_kms_key\.x\.policy\. It names the key itself\.$/u,
    );
    expect(wordsOf(fact, 'orders').how).toBe('Apply, then audit again.');
  });

  test('needs an address', () => {
    expect(faultsOf(snapshot({ buckets: [{ Name: 'a', GetBucketVersioning: { Unresolved: {} } }] }))).toEqual([
      expect.stringContaining('`address` is missing'),
    ]);
  });
});

describe('names that are not known yet', () => {
  test('stand wherever a name of a fixed form does', () => {
    const account = standIn('account', 'Stack.Account');
    const role = `arn:aws:iam::${account}:role/${standIn('role', 'Stack.Role')}`;
    const key = `arn:aws:kms:${standIn('region', 'Stack.Region')}:${account}:key/${standIn('key', 'Stack.Key')}`;
    const bucket = standIn('bucket', 'Stack.Bucket');
    const estate = joined({ account, role, key, bucket });
    expect([...estate.accounts.keys()]).toEqual([account]);
    expect(estate.buckets.get(bucket)?.account).toBe(account);
    expect(estate.roles.get(role)?.account).toBe(account);
    expect(estate.kmsKeys.get(key)?.region).toBe(standIn('region', 'Stack.Region'));
  });

  test('are none in a file, whatever it holds', () => {
    const genuine = standIn('account', 'A');
    const forged = `${genuine.slice(0, -2)}${genuine.at(-2) === '\ufdd0' ? '\ufdd1' : '\ufdd0'}\ufde2`;
    expect(faultsOf({ format: 'replint-snapshot/1', accounts: [{ id: forged }] })).toHaveLength(1);
  });
});

function joined({ account, role, key, bucket }: Readonly<Record<'account' | 'role' | 'key' | 'bucket', string>>) {
  return read({
    format: 'replint-snapshot/1',
    accounts: [
      { id: account, buckets: [{ Name: bucket }], roles: [{ Arn: role }], keys: [{ Arn: key, DescribeKey: answer }] },
    ],
  });
}
