import { expect, test } from '@jest/globals';
import { didYouMean, nearestName } from '../../src/basics/nearest-name.js';

const names = ['audit', 'collect', 'completion', 'kms/decrypt-not-allowed', 'kms/encrypt-not-allowed'];

test.each([
  ['audti', 'audit'],
  ['AUDIT', 'audit'],
  ['kms/decrypt', 'kms/decrypt-not-allowed'],
  ['KMS/Encrypt', 'kms/encrypt-not-allowed'],
  ['coll', 'collect'],
  // Two begin like that.
  ['kms/', undefined],
  ['co', undefined],
  ['xyz', undefined],
  ['a'.repeat(65), undefined],
])('%s: %s', (given, meant) => {
  expect(nearestName(given, names)).toBe(meant);
});

test('nothing is suggested where there is nothing', () => {
  expect([didYouMean('audit', []), didYouMean('kms/decrypt', names)]).toEqual([
    '',
    ' Did you mean `kms/decrypt-not-allowed`?',
  ]);
});
