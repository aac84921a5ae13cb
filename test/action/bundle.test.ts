import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the committed bundle as the runner does. */
function step(inputs: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'replint-action-'));
  for (const name of ['output', 'summary']) writeFileSync(join(folder, name), '');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const env = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'dist/action/index.js')], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      ...env,
    },
  });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return { status, stdout, read };
}

const estate = (name: string): string => join(root, `fixtures/estates/${name}.json`);

describe('the committed Action', () => {
  test('writes SARIF, summary and outputs, and fails with findings', () => {
    const { status, stdout, read } = step({
      input: estate('article-no-kms-decrypt'),
      formats: 'sarif=replint.sarif\njson=replint.json',
    });
    expect(status).toBe(1);
    expect(stdout).toContain('::error title=kms/decrypt-not-allowed');
    expect(JSON.parse(read('replint.sarif'))).toMatchObject({ version: '2.1.0' });
    expect(read('summary')).toContain('## S3 replication');
    expect(read('output')).toMatch(/exit-code<<(replint-[\da-f-]+)\n1\n\1\n/u);
  });

  test('passes with a suppression, and fails again once it has expired', () => {
    const config = (expires: string): Record<string, string> => ({
      'replint.config.yaml': `suppressions:\n  - { rule: 'kms/*', reason: being mended, owner: storage, expires: '${expires}' }\n`,
    });
    const inputs = { input: estate('article-no-kms-decrypt'), formats: 'sarif=replint.sarif' };
    const passed = step(inputs, config('2999-01-01'));
    expect(passed.status).toBe(0);
    expect(passed.read('replint.sarif')).toContain('"justification": "being mended"');
    const failed = step(inputs, config('2020-01-01'));
    expect(failed.status).toBe(1);
    expect(failed.read('summary')).toContain('expired on 2020');
  });

  test('says in one annotation what is wrong with its inputs', () => {
    const { status, stdout } = step({ input: 'nothing.json' });
    expect(status).toBe(2);
    expect(stdout).toMatch(/^::error title=replint::Cannot read nothing\.json/u);
  });
});
