import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { rules } from '../../rules/index.generated.js';
import { readConfig } from '../../src/config/read-config.js';
import { run } from '../../src/run.js';

function textOf(name: string): string {
  return readFileSync(new URL(`../../fixtures/every-rule/${name}`, import.meta.url), 'utf8');
}

test('every rule fires on one estate, but for two that no estate makes fire by itself', () => {
  const ids = rules.map(({ id }) => id);
  const config = readConfig('replint.config.json', textOf('replint.config.json'), ids);
  const { report, exitCode } = run({
    inputs: [{ name: 'estate.json', kind: 'snapshot', text: textOf('estate.json') }],
    config,
    buckets: [],
    failOn: 'error',
    allowIncomplete: false,
    requireOrganization: false,
    baseline: null,
    today: '2026-11-20',
  });
  const fired = new Set(report.findings.map(({ rule }) => rule));
  // The one of the two fires for buckets that are asked about, the other for bugs of our own.
  expect(ids.filter((id) => !fired.has(id))).toEqual([
    'coverage/asked-bucket-does-not-replicate',
    'evidence/contradicted',
    'rule-crashed',
  ]);
  expect(exitCode).toBe(1);
});
