import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

test('the example of replint/policy in the README runs, and gives what its comments say', async () => {
  const readme = readFileSync(new URL('../../docs/library.md', import.meta.url), 'utf8');
  const code = /<!-- example: policy -->\s*```ts\n([^]*?)```/u.exec(readme)?.[1] ?? '';
  const results = `${code.replace("'replint/policy'", "'./src/policy/index.js'")}
export const results = [decision.outcome, decision.counterexample, allowsNothingBeyond([logs], [wide]).outcome, allowsNothingBeyond([wide], [logs]).outcome];`;
  const { outputFiles } = await build({
    stdin: { contents: results, loader: 'ts', resolveDir: new URL('../..', import.meta.url).pathname },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  const text = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const module = (await import(`data:text/javascript;base64,${text}`)) as { results: unknown };
  expect(module.results).toEqual(['partly', 'a', 'included', 'beyond']);
});
