/** Set-ups of many kinds, as somebody would ask for them. */
import { intentOf, type RawIntent } from '../../src/generate/intent.js';
import type { Generated } from '../../src/generate/generate.js';
import { setUp } from '../../src/set-up.js';

export const base: RawIntent = {
  source: 's3://orders',
  destination: 's3://orders-replica',
  sourceAccount: '111122223333',
  sourceRegion: 'us-east-1',
  destinationRegion: 'eu-west-1',
};

const other = '444455556666';
const everything: RawIntent = {
  ...base,
  sourceKey: 'new',
  replicaKey: 'new',
  destinationAccount: other,
  ownerOverride: true,
  deleteMarkers: true,
  bucketKey: true,
  objectLock: true,
  batch: true,
  twoWay: true,
  replicationTimeControl: true,
};

export const setUps: Readonly<Record<string, readonly RawIntent[]>> = {
  plain: [base],
  'of the article': [{ ...base, sourceKey: 'new-multi-region' }],
  'with a prefix, to another account': [{ ...base, source: 's3://orders/2026/a b/', destinationAccount: other }],
  'with a key that policies must escape': [{ ...base, source: 's3://orders/%{x}${x}"\\é/', destinationAccount: other }],
  'with keys of two accounts': [{ ...base, sourceKey: 'new', replicaKey: 'new', destinationAccount: other }],
  'with keys that are there': [
    {
      ...base,
      sourceKey: 'arn:aws:kms:us-east-1:111122223333:key/aaaaaaaa-1111-4222-8333-444444444444',
      replicaKey: `arn:aws:kms:eu-west-1:${other}:key/bbbbbbbb-1111-4222-8333-444444444444`,
      destinationAccount: other,
      bucketKey: true,
    },
  ],
  everything: [everything],
  'everything in one account': [{ ...everything, destinationAccount: '111122223333', ownerOverride: false }],
  'in one Region': [{ ...base, destinationRegion: 'us-east-1', sourceKey: 'new', replicaKey: 'new' }],
  'in China': [
    { ...base, sourceRegion: 'cn-north-1', destinationRegion: 'cn-northwest-1', sourceKey: 'new', replicaKey: 'new' },
  ],
  'one to two': [
    base,
    { ...base, destination: 's3://orders-archive', destinationAccount: other, source: 's3://orders/old/' },
  ],
  'two to one': [
    { ...base, destinationAccount: other },
    { ...base, source: 's3://invoices', sourceAccount: '777788889999', destinationAccount: other },
  ],
};

export function made(intents: readonly RawIntent[]): Generated {
  return setUp(
    intents.map((intent) => intentOf(intent)),
    '2026-11-25',
  );
}
