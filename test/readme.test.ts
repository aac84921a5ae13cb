/** What README shows as output is the output. */
import { beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, replint } from './cli/replint.js';

beforeAll(build);

const root = fileURLToPath(new URL('..', import.meta.url));

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** Blocks that begin with a command line: `$ npx replint …`. */
const samples = [...readme.matchAll(/^```\n\$ npx replint ([^\n]+)\n([^]*?)^```$/gmu)].map(
  ([, words = '', output = '']) => [words, output] as const,
);

test('shows sample output', () => {
  expect(samples.length).toBeGreaterThan(0);
});

test.each(samples)('replint %s prints what README shows', (words, output) => {
  // As npx starts it.
  const { stdout, stderr } = replint(words.split(' '), '', root, { npm_config_user_agent: 'npm/11.0.0' });
  expect(stderr).toBe('');
  expect(stdout).toBe(output);
});

test('the examples of verdicts are what the demo says', () => {
  const page = readFileSync(new URL('../docs/verdicts.md', import.meta.url), 'utf8');
  const examples = [...page.matchAll(/^\| `(\w+)` +\| `(northwind-[a-z-]+)`/gmu)].map(([, verdict, bucket]) => [
    bucket,
    verdict,
  ]);
  expect(examples).toHaveLength(5);
  const { replication } = JSON.parse(replint(['demo', '--format', 'json']).stdout) as {
    replication: readonly { verdict: string; source: { bucket: string } }[];
  };
  for (const [bucket, verdict] of examples)
    expect([bucket, replication.find(({ source }) => source.bucket === bucket)?.verdict]).toEqual([bucket, verdict]);
});
