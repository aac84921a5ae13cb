import { describe, expect, test } from '@jest/globals';
import { error, home, keyArn, keyOf, read, snapshot } from '../snapshots.js';

const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
function aliasArn(name: string): string {
  return `arn:aws:kms:us-east-1:${home}:alias/${name}`;
}
function alias(name: string, TargetKeyId?: string): object {
  return {
    AliasName: `alias/${name}`,
    AliasArn: aliasArn(name),
    ...(TargetKeyId !== undefined && { TargetKeyId }),
  };
}

test('the ARN is the one of DescribeKey, or of the entry', () => {
  const KeyMetadata = { KeyId: keyId, Arn: keyArn };
  for (const entry of [{ DescribeKey: { KeyMetadata } }, { Arn: keyArn }]) {
    const key = read(snapshot({ keys: [entry] })).kmsKeys.get(keyArn);
    expect(key).toMatchObject({ arn: keyArn, account: home, region: 'us-east-1', keyId });
  }
});

test('an entry asked for by its alias is the key, and tells the alias', () => {
  const estate = read(
    snapshot({ keys: [{ Arn: aliasArn('orders'), DescribeKey: { KeyMetadata: { KeyId: keyId, Arn: keyArn } } }] }),
  );
  expect([...estate.kmsKeys.keys()]).toEqual([keyArn]);
  expect([...estate.aliases]).toEqual([[aliasArn('orders'), keyArn]]);
});

test.each([
  ['NotFoundException', 'absent'],
  ['AccessDeniedException', 'unreadable'],
])('DescribeKey: %s is %s', (code, state) => {
  expect(keyOf({ DescribeKey: error(code) }).metadata.state).toBe(state);
});

test('what was not asked for is not collected', () => {
  const { metadata, policy, grants, aliases, tags } = keyOf({});
  expect([metadata, policy, grants, aliases, tags]).toMatchObject(
    ['DescribeKey', 'GetKeyPolicy', 'ListGrants', 'ListAliases', 'ListResourceTags'].map((operation) => ({
      state: 'not-collected',
      operation,
    })),
  );
});

describe('aliases', () => {
  test('of the whole account are sorted out by their target', () => {
    const Aliases = [alias('orders', keyId), alias('other', 'ffffffff-1111-2222-3333-444444444444'), alias('aws/s3')];
    const estate = read(snapshot({ keys: [{ Arn: keyArn, ListAliases: { Aliases } }] }));
    expect(estate.kmsKeys.get(keyArn)?.aliases).toMatchObject({ state: 'known', value: ['alias/orders'] });
    expect([...estate.aliases]).toEqual([
      [aliasArn('orders'), keyArn],
      [aliasArn('other'), `arn:aws:kms:us-east-1:${home}:key/ffffffff-1111-2222-3333-444444444444`],
    ]);
  });

  test('may stand beside the keys', () => {
    const estate = read(snapshot({ ListAliases: { Aliases: [alias('orders', keyId)] } }));
    expect([...estate.aliases]).toEqual([[aliasArn('orders'), keyArn]]);
  });

  test('that moved point where the newer snapshot says', () => {
    const pointing = (TargetKeyId: string, collectedAt: string): object =>
      snapshot({ ListAliases: { Aliases: [alias('orders', TargetKeyId)] } }, { collectedAt });
    const [old, recent] = [pointing('old', '2026-01-01T00:00:00Z'), pointing(keyId, '2026-02-01T00:00:00Z')];
    expect(read(old, recent).aliases.get(aliasArn('orders'))).toBe(keyArn);
    expect(read(recent, old).aliases.get(aliasArn('orders'))).toBe(keyArn);
  });
});

describe('grants', () => {
  const grant = {
    GrantId: 'g',
    Operations: ['Decrypt'],
    Constraints: { EncryptionContextSubset: { ['__proto__']: 'x' } },
  };

  test('on all pages', () => {
    const pages = [
      { Grants: [grant], Truncated: true },
      { Grants: [grant], Truncated: false },
    ];
    expect(keyOf({ ListGrants: pages }).grants).toMatchObject({ state: 'known', value: [grant, grant] });
  });

  test.each<[string, unknown, string]>([
    ['that go on after the last page', { Grants: [grant], Truncated: true }, 'not-collected'],
    ['that the CLI cut off', { Grants: [grant], NextToken: 'more' }, 'not-collected'],
    [
      'with a page that was refused',
      [{ Grants: [grant], Truncated: true }, error('AccessDeniedException')],
      'unreadable',
    ],
  ])('%s are no list', (_name, ListGrants, state) => {
    expect(keyOf({ ListGrants }).grants.state).toBe(state);
  });
});
