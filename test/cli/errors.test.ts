/** What cannot be done is said in one message with what to do about it, exit code 2, and nothing on standard output. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, estate, newFolder, replint } from './replint.js';

beforeAll(build, 120_000);

const good = estate('article-good');

describe('every mistake on the command line', () => {
  test.each([
    [[]],
    [['audi']],
    [['audit', good, '--formt', 'json']],
    [['audit', good, '--format']],
    [['audit', good, '--format', 'jsn']],
    [['audit', good, '--format', 'json=']],
    [['audit', good, '--fail-on', 'severe']],
    [['audit', good, '--fail-on', 'error', '--fail-on', 'note']],
    [['audit', good, '--no-baseline']],
    [['audit', good, '--verbose', '--compact']],
    [['audit', '--concurrency', '0']],
    [['audit', '--concurrency', 'many']],
    [['audit', good, '--region', 'us-east-1']],
    [['audit', good, '--rule', 'kms/nothing']],
    [['audit', good, '--bucket', 's3://a/b']],
    [['audit', good, good]],
    [['audit', 'nothing.json']],
    [['audit', good, '--config', 'nothing.yaml']],
    [['audit', good, '--baseline', 'nothing.json']],
    [['audit', good, '--bucket', 'nothing']],
    [['collect']],
    [['collect', '-o', 'x.json', '--shard', '5/4']],
    [['explain']],
    [['explain', 'arn:aws:kms:x', good]],
    [['explain', `s3://reports/${'k'.repeat(1025)}`, good]],
    [['explain', 's3://reports', good, '--rule', 'nothing']],
    [['explain', 's3://reports-replica', good]],
    [['diff', good]],
    [['merge', '-o', 'x.json']],
    [['rules', 'kms/nothing']],
    [['init', 'x.json']],
    [['completion', 'tcsh']],
    [['policy', '--assume-role', 'x']],
  ])('%j', (words) => {
    const folder = newFolder();
    const { status, stdout, stderr } = replint(words, '', folder);
    expect([status, stdout]).toEqual([2, '']);
    const lines = stderr.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^replint: \S.*[.?]$/u);
    expect(lines.length).toBeGreaterThan(1);
    expect(stderr).not.toMatch(/\n {4}at |bug in replint|undefined/u);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('a faulty configuration has the place of each fault, and what to do', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'replint.config.yaml'), 'failOn: severe\nsuppresions: []\n');
  const { status, stderr } = replint(['audit', good, '--format', 'json=out.json'], '', folder);
  expect(status).toBe(2);
  expect(stderr).toContain('  replint.config.yaml:1:9 ');
  expect(stderr).toContain('  replint.config.yaml:2:1 ');
  expect(stderr.trimEnd().split('\n').at(-1)).toContain('`replint init -`');
  expect(readdirSync(folder)).toEqual(['replint.config.yaml']);
});

test('every error that is made for people is made with what to do about it', () => {
  const source = fileURLToPath(new URL('../../src', import.meta.url));
  const silent = (readdirSync(source, { recursive: true, encoding: 'utf8' }) as readonly string[])
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => {
      const text = readFileSync(join(source, path), 'utf8');
      // One argument alone: the message. What stands in backquotes may hold parentheses and commas.
      const alone =
        /new (?:ExpectedError|UsageError|OutputError|UnreadableInput|NotASnapshot|Invalid\w+)\(\s*(?:`(?:[^`\\]|\\.)*`|'[^'\n]*')\s*,?\s*\)/gu;
      return [...text.matchAll(alone)].map(([found]) => `${path}: ${found}`);
    });
  expect(silent).toEqual([]);
});

describe('what a newcomer types', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'prod.json'), readFileSync(good));
  mkdirSync(join(folder, 'notes'));
  writeFileSync(join(folder, 'notes/README.md'), '# Notes\n');
  writeFileSync(join(folder, 'notes/package.json'), '{ "name": "notes" }\n');

  test.each([
    [[], 'No command is given.', '`replint --help` lists the commands'],
    [['collect'], '`--output` is missing.', 'Write `replint collect -o prod.json`, for example.'],
    [['collect', 'prod.json'], '`--output` is missing.', 'Write `replint collect -o prod.json`, for example.'],
    [['merge', '-o', 'all.json'], '`<input..>` is missing.', 'Write `replint merge part-*.json.gz'],
    [['diff'], '`<old>` and `<new>` are missing.', 'Write `replint diff yesterday.json today.json`'],
    [['diff', 'prod.json'], '`<new>` is missing.', 'Write `replint diff yesterday.json today.json`'],
    [['explain'], '`<object>` is missing.', 'Write `replint explain s3://'],
    [['audit', 's3://reports'], 'Cannot read s3://reports', '`replint audit --bucket reports` audits that bucket'],
    [['fix', 'arn:aws:s3:::reports'], 'Cannot read arn:aws:s3:::reports', '`replint audit --bucket reports`'],
    [
      ['audit', 's3://logs/a b/prod.json.gz'],
      'Cannot read s3://logs/a b/prod.json.gz',
      "`aws s3 cp 's3://logs/a b/prod.json.gz' - | replint audit -`",
    ],
    [['audit', 'reports'], 'Cannot read reports: there is no such file.', 'Name a file'],
    [['audit', 'notes'], 'No file in notes is an input.', 'Inputs are snapshots, templates of CloudFormation'],
    [['audit', 'notes/README.md'], 'notes/README.md:1:1 This is not JSON, a template or', 'Inputs are snapshots'],
    [['explain', 'prod.json'], '"prod.json" is a file', 'Write `replint explain s3://BUCKET/KEY prod.json`.'],
    [['explain', './prod.json', 's3://reports/a'], '"./prod.json" is a file', 'explain s3://reports/a ./prod.json`.'],
    [['explain', 'k'.repeat(5000)], '', ''],
    [['generate'], 'A source and a destination must be given.', 'replint generate s3://SOURCE s3://DESTINATION'],
    [['generate', 's3://a-b', 's3://c-d'], '`--source-account`', '`replint generate --help` shows an example'],
  ])('%j', (words, fault, advice) => {
    const { status, stdout, stderr } = replint(words, '', folder, { AWS_EC2_METADATA_DISABLED: 'true' });
    expect([status, stdout]).toEqual([2, '']);
    const lines = stderr.trimEnd().split('\n');
    expect(lines.slice(0, -1).join('\n')).toContain(fault);
    expect(lines.at(-1)).toContain(advice);
  });

  test('a bucket can be called as a file is: with s3://, or beside an input', () => {
    for (const words of [
      ['explain', 's3://prod.json', 'prod.json'],
      ['explain', 'prod.json', 'prod.json'],
    ])
      expect(replint(words, '', folder).stderr).toContain('no bucket "prod.json"');
  });
});
