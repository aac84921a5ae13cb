#!/usr/bin/env node
/**
 * Random comparisons of the policy engine and the audit with slow evaluators, and of answers with what must follow from them.
 *
 *   npm run fuzz                            a seed of the clock, 2,000 runs a property
 *   npm run fuzz -- --seed 7 --runs 50000   that seed, so many runs
 *   npm run fuzz -- inclusion               only test files whose path has that word
 *
 * Exit code 1 = a property failed; the report names the seed and the smallest input that shows it.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string' }, runs: { type: 'string', default: '2000' } },
  allowPositionals: true,
});
const seed = values.seed ?? String(Date.now() % 2 ** 31);
for (const [name, text] of [
  ['--seed', seed],
  ['--runs', values.runs],
]) {
  if (/^\d{1,10}$/u.test(text)) continue;
  console.error(`${name} must be a whole number, not ${JSON.stringify(text)}.`);
  process.exit(2);
}
console.log(
  `seed ${seed}, ${values.runs} runs a property (again: npm run fuzz -- --seed ${seed} --runs ${values.runs})`,
);

const suites = [
  'test/fuzz/',
  'test/reporters/fuzz.test.ts',
  'test/engine/sweep/',
  'test/engine/differential/',
  'test/engine/metamorphic/',
  'test/replication/',
  'test/policy/strings/',
];
const { status } = spawnSync(
  process.execPath,
  [
    fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url)),
    ...(positionals.length > 0 ? positionals : suites),
  ],
  {
    stdio: 'inherit',
    env: { ...process.env, FUZZ_SEED: seed, FUZZ_RUNS: values.runs, TEST_CASES: 'all', TEST_TIMEOUT: '86400000' },
  },
);
process.exitCode = status ?? 1;
