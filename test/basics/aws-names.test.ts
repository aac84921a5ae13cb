import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isAccountId } from '../../src/basics/aws-names.js';

test.each([
  ['111122223333', true],
  ['000000000000', true],
  ['11112222333', false],
  ['1111222233334', false],
  ['111122223333\n', false],
  [' 111122223333', false],
  ['1111-2222-3333', false],
  ['11112222333x', false],
  ['١١١١٢٢٢٢٣٣٣٣', false],
  ['', false],
])('%j: %s', (text, isOne) => {
  expect(isAccountId(text)).toBe(isOne);
});

const src = fileURLToPath(new URL('../../src/', import.meta.url));

/** What is spelled in many places is changed in some of them. */
test.each([
  ['an account id', /\/\^\\d\{12\}\$\//u, 'basics/aws-names.ts'],
  ['a number of HCL', /\\d\+\(\?:\\\.\\d\+\)\?\(\?:\[eE\]/u, 'sources/terraform/source/hcl/values.ts'],
])('the pattern of %s is spelled once', (_, pattern, file) => {
  const files = (readdirSync(src, { recursive: true }) as string[]).filter((name) => name.endsWith('.ts'));
  expect(
    files.filter((name) => pattern.test(readFileSync(src + name, 'utf8'))).map((name) => name.replaceAll('\\', '/')),
  ).toEqual([file]);
});
