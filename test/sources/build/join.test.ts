import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Bucket } from '../../../src/estate/model.js';
import { secondsOf } from '../../../src/basics/instant.js';
import { error, read, roleArn, snapshot } from '../snapshots.js';

const old = '2026-01-01T00:00:00Z';
const recent = '2026-02-01T00:00:00Z';
function orders(collectedAt: string | null, answers: object): object {
  return snapshot({ buckets: [{ Name: 'orders', ...answers }] }, collectedAt === null ? {} : { collectedAt });
}
function versioningOf(...snapshots: readonly object[]): Bucket['versioning'] | undefined {
  return read(...snapshots).buckets.get('orders')?.versioning;
}
function versioning(answer: object): object {
  return { GetBucketVersioning: answer };
}

const [enabled, suspended] = [versioning({ Status: 'Enabled' }), versioning({ Status: 'Suspended' })];
const [denied, gone] = [versioning(error('AccessDenied')), versioning(error('NoSuchBucket'))];

describe('per operation', () => {
  test.each<[string, object, object, object]>([
    ['known beats a newer refusal', orders(old, enabled), orders(recent, denied), { value: { Status: 'Enabled' } }],
    ['absent beats a newer refusal', orders(old, gone), orders(recent, denied), { state: 'absent' }],
    ['a refusal beats what is missing', orders(old, denied), orders(recent, {}), { state: 'unreadable' }],
    ['the newer of two answers', orders(old, enabled), orders(recent, suspended), { value: { Status: 'Suspended' } }],
    ['the newer of known and absent', orders(old, enabled), orders(recent, gone), { state: 'absent' }],
    ['the newer of absent and known', orders(old, gone), orders(recent, enabled), { state: 'known' }],
    ['any time is newer than none', orders(null, enabled), orders(old, suspended), { value: { Status: 'Suspended' } }],
    [
      'the time, not the text of it',
      orders('2026-01-01T09:30:00+01:00', suspended),
      orders('2026-01-01T09:00:00Z', enabled),
      { value: { Status: 'Enabled' } },
    ],
  ])('%s, in either order', (_name, first, second, expected) => {
    expect(versioningOf(first, second)).toMatchObject(expected);
    expect(versioningOf(second, first)).toMatchObject(expected);
  });

  test('two that are equally new and differ are not settled by their order', () => {
    for (const both of [
      [enabled, suspended],
      [suspended, enabled],
    ] as const)
      expect(versioningOf(orders(old, both[0]), orders(old, both[1]))).toMatchObject({
        state: 'unreadable',
        operation: 'GetBucketVersioning',
        code: 'contradictory',
        message: expect.stringMatching(/of one input and \S+ of another/u),
      });
  });

  test('two that are equally new and say the same are one', () => {
    expect(versioningOf(orders(old, enabled), orders(old, enabled))).toMatchObject({ value: { Status: 'Enabled' } });
  });

  test('one bucket, its facts from three places', () => {
    const estate = read(
      orders(old, { GetBucketVersioning: { Status: 'Enabled' } }),
      orders(recent, { GetBucketPolicy: error('NoSuchBucketPolicy') }),
      snapshot({}, { externalBuckets: [{ Name: 'orders', BucketRegion: 'eu-west-1' }] }),
    );
    expect(estate.buckets.get('orders')).toMatchObject({
      account: '111122223333',
      versioning: { origin: { source: 0 } },
      policy: { state: 'absent', origin: { source: 1 } },
      region: { value: 'eu-west-1', origin: { source: 2 } },
    });
  });

  test('a role, its names from one snapshot and a document from another', () => {
    const role = (collectedAt: string, GetRolePolicy: object): object =>
      snapshot(
        {
          roles: [
            {
              Arn: roleArn,
              ListRolePolicies: { PolicyNames: ['read'] },
              GetRolePolicy,
              ListAttachedRolePolicies: { AttachedPolicies: [] },
            },
          ],
        },
        { collectedAt },
      );
    const estate = read(
      role(old, { PolicyName: 'read', PolicyDocument: { Statement: [] } }),
      role(recent, { PolicyName: 'read', ...error('AccessDenied') }),
    );
    expect(estate.roles.get(roleArn)?.identityPolicies).toMatchObject({
      value: [{ name: 'read', document: { state: 'known', origin: { source: 0 } } }],
      origin: { source: 1 },
    });
  });

  test('a role that was deleted has no policies any more', () => {
    const estate = read(
      snapshot(
        { roles: [{ Arn: roleArn, RolePolicyList: [{ PolicyName: 'read', PolicyDocument: {} }] }] },
        { collectedAt: old },
      ),
      snapshot({ roles: [{ Arn: roleArn, GetRole: error('NoSuchEntity') }] }, { collectedAt: recent }),
    );
    expect(estate.roles.get(roleArn)).toMatchObject({
      exists: { state: 'absent' },
      identityPolicies: { state: 'absent' },
    });
  });
});

test('sources keep the order, names and times of the inputs', () => {
  expect(read(orders(recent, {}), orders(null, {})).sources).toEqual([
    { name: '0.json', kind: 'snapshot', collectedAt: recent },
    { name: '1.json', kind: 'snapshot', collectedAt: null },
  ]);
});

describe('instants', () => {
  test('are counted as the calendar does', () => {
    const years = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(years), (date) => {
        expect(secondsOf(date.toISOString())).toBeCloseTo(date.getTime() / 1000, 2);
      }),
    );
  });

  test.each(['2026-11-23', '2026-11-23T06:29:00', 'yesterday', ''])('%j is none', (text) => {
    expect(secondsOf(text)).toBeNull();
  });
});
