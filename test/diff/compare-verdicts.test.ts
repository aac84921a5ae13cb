import { expect, test } from '@jest/globals';
import { comparePart, compareVerdicts } from '../../src/diff/compare-verdicts.js';

test.each([
  ['replicates', 'replicates', 'same'],
  ['replicates', 'unknown', 'worse'],
  ['replicates', 'partly', 'worse'],
  ['replicates', 'fails', 'worse'],
  ['replicates', 'disabled', 'worse'],
  ['replicates', 'skipped', 'worse'],
  ['replicates', null, 'worse'],
  ['unknown', 'replicates', 'better'],
  ['unknown', 'fails', 'worse'],
  ['partly', 'replicates', 'better'],
  ['partly', 'unknown', 'better'],
  ['partly', null, 'worse'],
  ['fails', 'partly', 'better'],
  ['fails', 'unknown', 'better'],
  ['fails', 'disabled', 'otherwise'],
  ['fails', null, 'otherwise'],
  ['disabled', 'replicates', 'better'],
  ['disabled', 'fails', 'worse'],
  ['disabled', 'skipped', 'otherwise'],
  [null, 'replicates', 'otherwise'],
  [null, 'unknown', 'otherwise'],
  [null, 'partly', 'worse'],
  [null, 'fails', 'worse'],
] as const)('a verdict from %s to %s is %s', (from, to, trend) => {
  expect(compareVerdicts(from, to)).toBe(trend);
});

test.each([
  ['replicates', 'fails', 'worse'],
  ['replicates', 'skipped', 'otherwise'],
  ['skipped', 'replicates', 'otherwise'],
  ['skipped', 'unknown', 'otherwise'],
  ['skipped', 'fails', 'worse'],
  ['fails', 'replicates', 'better'],
  ['fails', 'disabled', 'otherwise'],
] as const)('an aspect from %s to %s is %s', (from, to, trend) => {
  expect(comparePart(from, to)).toBe(trend);
});
