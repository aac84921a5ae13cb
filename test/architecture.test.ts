/** The page that shows how the project is built names files that are there. */
import { expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = ['docs/architecture.md', 'CONTRIBUTING.md'];

test.each(pages)('%s', (page) => {
  const text = readFileSync(`${root}${page}`, 'utf8');
  const named = [...text.matchAll(/`((?:src|rules|test|scripts|docs)\/[\w./-]*)`/gu)].map(([, path = '']) => path);
  const real = named.filter((path) => !/[A-Z]{4}/u.test(path));
  expect(real.length).toBeGreaterThan(5);
  expect(real.filter((path) => !existsSync(`${root}${path}`))).toEqual([]);
});

test('the walk of an audit begins at the command and ends with the exit code', () => {
  const text = readFileSync(`${root}docs/architecture.md`, 'utf8');
  const walk = text.slice(text.indexOf('## One audit'), text.indexOf('## Where do I change'));
  const files = [...walk.matchAll(/`(src\/[\w./-]+\.ts)`/gu)].map(([, path = '']) => path);
  expect([files[0], files.at(-1)]).toEqual(['src/cli/bin.ts', 'src/report/exit-code.ts']);
  // No return: a file is named once.
  expect(files.filter((file, index) => files.indexOf(file) !== index)).toEqual([]);
});
