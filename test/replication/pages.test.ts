import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { failureReasons } from '../../src/replication/failure-reasons.js';
// @ts-expect-error a script without types
import { generate } from '../../scripts/generate/request-model.mjs';

function page(path: string): Promise<string> {
  return readFile(path, 'utf8');
}

test('docs/request-model.md is what its generator writes', async () => {
  const pages = (await generate()) as Map<string, string>;
  expect([...pages.keys()]).toEqual(['docs/request-model.md']);
  for (const [path, text] of pages) expect(await page(path)).toBe(text);
});

describe('docs/coverage.md', () => {
  const rowsOf = (text: string, letter: string): string[] =>
    [...text.matchAll(/^\| (?<id>[A-D]-\d+) +\|/gm)]
      .map(({ groups }) => groups?.['id'] ?? '')
      .filter((id) => id.startsWith(letter));
  const numbers = (letter: string, last: number): string[] =>
    Array.from({ length: last }, (_, index) => `${letter}-${index + 1}`);

  test.each([
    ['B', 45],
    ['C', 27],
    ['D', 19],
  ])('has every number of section %s once, in order', async (letter, last) => {
    expect(rowsOf(await page('docs/coverage.md'), letter)).toEqual(numbers(letter, last));
  });

  test('has every request number once', async () => {
    const range = (from: number, to: number): string[] =>
      Array.from({ length: to - from + 1 }, (_, index) => `A-${String(from + index).padStart(2, '0')}`);
    expect(rowsOf(await page('docs/coverage.md'), 'A')).toEqual(
      [range(1, 2), range(10, 15), range(20, 31), range(40, 51), range(60, 67)].flat(),
    );
  });

  test('maps every failure code to the rules that predict it', async () => {
    const text = await page('docs/coverage.md');
    const mapped = [...text.matchAll(/^\| `(?<code>\w+)` +\| (?<rules>.*?) +\|$/gm)].map(({ groups }) => [
      groups?.['code'],
      groups?.['rules']?.startsWith('no rule: ') ? [] : groups?.['rules']?.replaceAll('`', '').split(', '),
    ]);
    expect(mapped).toEqual(failureReasons.map(({ code, rules }) => [code, [...rules]]));
  });
});
