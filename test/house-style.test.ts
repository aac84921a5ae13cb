/** The house style of pages and help; test/rules/rules.test.ts holds that of rules. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { commands } from '../src/cli/commands.js';
import { build, replint } from './cli/replint.js';
import { banned, proseOf } from './house-style.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The page on style shows what is banned. */
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(`${root}docs`)
    .filter((name) => name.endsWith('.md') && name !== 'style.md')
    .map((name) => `docs/${name}`),
];

function faultsOf(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) =>
    banned.filter((pattern) => pattern.test(text)).map((pattern) => `${pattern}: ${text}`),
  );
}

describe('pages', () => {
  test.each(pages)('%s', (path) => {
    const prose = proseOf(readFileSync(`${root}${path}`, 'utf8'));
    expect(prose.length).toBeGreaterThan(3);
    expect(faultsOf(prose)).toEqual([]);
  });
});

describe('help', () => {
  beforeAll(build, 120_000);

  test.each(commands.map(({ name }) => [name]))('of %s', (name) => {
    const { stdout, status } = replint([name, '--help']);
    expect(status).toBe(0);
    // Every entry and every paragraph begins a line of its own, after two spaces or at the margin.
    const texts = stdout.split(/\n(?=\n| {2}\S)/u).map((text) => text.replace(/\s+/gu, ' '));
    expect(texts.length).toBeGreaterThan(3);
    expect(faultsOf(texts)).toEqual([]);
  });
});

describe('prose', () => {
  test('is without code, a cell or list item each', () => {
    const page = [
      '# Title',
      '',
      'One',
      'two; `a; b`.',
      '',
      '- item',
      '  goes on',
      '- other',
      '',
      '| a | b \\| c |',
      '| - | ------ |',
      '',
      '```sh',
      'x; y; z',
      '```',
    ].join('\n');
    expect(proseOf(page)).toEqual(['# Title', 'One two; code.', '- item goes on', '- other', 'a', 'b \\| c']);
  });

  test.each([
    'One that is no ARN.',
    'Else, remove it.',
    'One; two; three.',
    'It hangs on the key.',
    'It mends the role.',
  ])('would refuse: %s', (text) => {
    expect(faultsOf(proseOf(`# Page\n\n${text}\n`))).toHaveLength(1);
  });
});
