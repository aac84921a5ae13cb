import { expect, test } from '@jest/globals';
import { capital, uncapital } from '../../src/basics/capital.js';

test.each([
  ['AWS does not document it', 'AWS does not document it'],
  ['S3 sends it', 'S3 sends it'],
  ['KMS keys', 'KMS keys'],
  ['A key is gone', 'a key is gone'],
  ['Whether it does', 'whether it does'],
  ['Äpfel', 'äpfel'],
  ['already small', 'already small'],
  ['', ''],
])('%j within a sentence: %j', (text, within) => {
  expect(uncapital(text)).toBe(within);
  expect(capital(within)).toBe(text === '' ? '' : text[0]?.toUpperCase() + within.slice(1));
});
