import { describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findConfig } from '../../src/config/find-config.js';
import type { ExpectedError } from '../../src/basics/expected-error.js';

const folder = mkdtempSync(join(tmpdir(), 'replint-config-'));
mkdirSync(join(folder, 'a/b'), { recursive: true });
writeFileSync(join(folder, 'replint.config.yaml'), 'failOn: warning\n');
writeFileSync(join(folder, 'a/other.json'), '{ "failOn": "note" }');
function find(file: string | null, below: string) {
  return findConfig({ file, workingDirectory: join(folder, below), ruleIds: [] });
}

test.each([
  ['beside', null, '', 'replint.config.yaml', 'warning'],
  ['above', null, 'a/b', '../../replint.config.yaml', 'warning'],
  ['named', '../other.json', 'a/b', '../other.json', 'note'],
])('%s: the file is named as a person there would', async (_, file, below, name, failOn) => {
  expect(await find(file, below)).toMatchObject({ file: name, failOn });
});

describe('the repository is where the search ends', () => {
  const outside = mkdtempSync(join(tmpdir(), 'replint-config-'));
  writeFileSync(join(outside, 'replint.config.yaml'), 'failOn: warning\n');
  const search = (below: string) => findConfig({ file: null, workingDirectory: join(outside, below), ruleIds: [] });

  test.each([
    ['a repository', 'checkout', (root: string) => mkdirSync(join(root, '.git'))],
    ['a worktree', 'worktree', (root: string) => writeFileSync(join(root, '.git'), 'gitdir: ../.git/worktrees/x\n')],
  ])('%s', async (_, name, mark) => {
    mkdirSync(join(outside, name, 'deep/down'), { recursive: true });
    expect(await search(`${name}/deep/down`)).toMatchObject({ failOn: 'warning' });
    mark(join(outside, name));
    expect(await search(`${name}/deep/down`)).toMatchObject({ file: null, failOn: null });
    expect(await search(name)).toMatchObject({ file: null });
    writeFileSync(join(outside, name, 'replint.config.json'), '{ "failOn": "note" }');
    expect(await search(`${name}/deep/down`)).toMatchObject({ file: '../../replint.config.json', failOn: 'note' });
    expect(await search(name)).toMatchObject({ file: 'replint.config.json', failOn: 'note' });
  });
});

test.each([
  ['no.yaml', 'Cannot read the configuration no.yaml: there is no such file.'],
  ['a', 'Cannot read the configuration a: it is a folder.'],
  ['a/other.json/x.yaml', 'Cannot read the configuration a/other.json/x.yaml: a part of the path is not a folder.'],
])('%s is told in plain words', async (file, message) => {
  const error = await find(file, '').catch((reason: ExpectedError) => reason);
  expect(error).toHaveProperty('message', message);
  expect(error).toHaveProperty('help', expect.stringContaining('replint.config'));
});
