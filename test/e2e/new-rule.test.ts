/** A rule is begun with one command, and works as it is begun. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const copied = [
  'action.yml',
  'deploy',
  'docs',
  'examples',
  'fixtures',
  'package.json',
  'README.md',
  'rules',
  'schemas',
  'scripts',
  'src',
  'test',
];
let copy = '';

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'replint-new-rule-'));
  for (const name of copied) cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
}, 60_000);

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

function newRule(id: string) {
  return spawnSync(process.execPath, ['scripts/new-rule.mjs', id], { cwd: copy, encoding: 'utf8' });
}

function text(path: string): string {
  return readFileSync(join(copy, path), 'utf8');
}

test('writes rule and case, and has page, golden output and index generated', () => {
  const { stderr, status } = newRule('kms/key-is-odd');
  expect([stderr, status]).toEqual(['', 0]);
  expect(text('rules/kms/key-is-odd.ts')).toContain("title: 'Key is odd'");
  expect(text('test/rules/golden/kms/key-is-odd.txt')).toContain('Versioning is suspended on source bucket');
  expect(text('docs/rules/kms/key-is-odd.md')).toContain('## Failing example');
  expect(text('rules/index.generated.ts')).toContain('./kms/key-is-odd.js');
  expect(text('docs/rules/README.md')).toContain('kms/key-is-odd');

  const again = newRule('kms/key-is-odd');
  expect([again.stderr, again.status]).toEqual(['rules/kms/key-is-odd.ts is there already.\n', 2]);
}, 300_000);

test.each(['', 'kms', 'nowhere/key-is-odd', 'kms/Key', '../kms/x', 'kms/../role/x'])('refuses "%s"', (id) => {
  const { stderr, status } = newRule(id);
  expect(stderr).toContain('Give an id such as kms/name-of-the-problem');
  expect(status).toBe(2);
  expect(existsSync(join(copy, `rules/${id}.ts`))).toBe(false);
});
