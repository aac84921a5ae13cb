import { expect, test } from '@jest/globals';
import { InvalidInput } from '../../../src/sources/faults/invalid-input.js';

test('the message names the first fifty faults, and how many more there are', () => {
  const faults = Array.from({ length: 60 }, (_, index) => ({
    file: 'a.json',
    pointer: index === 0 ? '' : `/accounts/${index}`,
    line: index + 1,
    column: 3,
    message: 'This is wrong.',
  }));
  const error = new InvalidInput(faults, 'Mend it.');
  expect(error.faults).toHaveLength(60);
  expect(error.help).toBe('Mend it.');
  const lines = error.message.split('\n');
  expect(lines.slice(0, 3)).toEqual([
    'The input cannot be read.',
    '  a.json:1:3 This is wrong.',
    '  a.json:2:3 /accounts/1 This is wrong.',
  ]);
  expect(lines.slice(50)).toEqual(['  a.json:50:3 /accounts/49 This is wrong.', '  and 10 more']);
});
