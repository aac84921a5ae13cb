import { beforeAll, expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, estate, newFolder, replint } from './replint.js';

beforeAll(build, 120_000);

test('ends with its codes', () => {
  expect(replint(['fix', estate('article-good')]).status).toBe(0);
  expect(replint(['fix', estate('article-no-kms-decrypt')]).status).toBe(0);
  expect(replint(['fix', estate('key-policy-unreadable')]).status).toBe(3);
  expect(replint(['fix', 'nothing.json']).status).toBe(2);
  expect(replint(['fix', estate('article-good'), '--format', 'jsn']).status).toBe(2);
});

test('says what to change, and that nothing is to be changed', () => {
  expect(replint(['fix', estate('article-good')]).stdout).toMatch(/^Nothing to change: 1 of 1 replication rule/u);
  const { stdout, stderr } = replint(['fix', estate('article-no-kms-decrypt')]);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^1 change: 1 of 1 replication rule replicates then, 0 today\.\nProved: /u);
  expect(stdout).toContain('+ ');
  expect(stdout).toContain('kms:Decrypt');
});

test('the snapshot that it writes replicates', () => {
  const folder = newFolder();
  const args = ['fix', estate('article-no-kms-decrypt'), '--write-snapshot', 'fixed.json', '--format', 'json'];
  const { stdout } = replint(args, '', folder);
  expect(JSON.parse(stdout)).toMatchObject({ format: 'replint-fix/1', verified: true });
  expect(replint(['audit', 'fixed.json'], '', folder).status).toBe(0);
});

test('a folder for each owner, with every document as it was and as it will be', () => {
  const folder = newFolder();
  replint(['fix', estate('article-no-kms-decrypt'), '-o', 'out'], '', folder);
  const owners = readdirSync(join(folder, 'out'));
  expect(owners).toEqual(expect.arrayContaining(['fix.json', 'fix.txt']));
  const [owner = ''] = owners.filter((name) => name.startsWith('source-'));
  const files = readdirSync(join(folder, 'out', owner));
  const before = files.find((name) => name.endsWith('.before.json')) ?? '';
  const document = JSON.parse(readFileSync(join(folder, 'out', owner, before.replace('.before', '')), 'utf8'));
  expect(JSON.stringify(document)).toContain('s3.us-east-1.amazonaws.com');
  expect(readFileSync(join(folder, 'out', owner, before), 'utf8')).not.toContain('s3.us-east-1.amazonaws.com');
});
