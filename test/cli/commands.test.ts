import { beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, estate, newFolder, replint, replintAlone, type Ended } from './replint.js';

beforeAll(build, 120_000);

describe('audit', () => {
  test.each([
    ['nothing wrong', ['audit', estate('article-good')], 0],
    ['an error', ['audit', estate('article-no-kms-decrypt')], 1],
    ['a warning, errors fail', ['audit', estate('article-star-permissions')], 0],
    ['a warning, warnings fail', ['audit', estate('article-star-permissions'), '--fail-on', 'warning'], 1],
    ['an error, nothing fails', ['audit', estate('article-no-kms-decrypt'), '--fail-on', 'never'], 0],
    ['incomplete', ['audit', estate('key-policy-unreadable')], 3],
    ['incomplete, nothing fails', ['audit', estate('key-policy-unreadable'), '--fail-on', 'never'], 3],
    ['incomplete, allowed', ['audit', estate('key-policy-unreadable'), '--allow-incomplete'], 0],
    ['no such file', ['audit', 'nothing.json'], 2],
    ['unknown option', ['audit', estate('article-good'), '--formt', 'json'], 2],
    ['unknown format', ['audit', estate('article-good'), '--format', 'jsn'], 2],
    ['two formats for standard output', ['audit', estate('article-good'), '--format', 'json', '--format', 'sarif'], 2],
    ['unknown bucket', ['audit', estate('article-good'), '--bucket', 'nothing'], 2],
  ] as const)('%s ends with its code', (_name, args, code) => {
    const { status, stderr } = replint(args);
    expect(status).toBe(code);
    if (code === 2) expect(stderr).toMatch(/^replint: /u);
    else expect(stderr).toBe('');
  });

  test('reads standard input and gzip, and joins several inputs', () => {
    const text = readFileSync(estate('article-good'), 'utf8');
    expect(replint(['audit', '-'], text).status).toBe(0);
    const folder = mkdtempSync(join(tmpdir(), 'replint-gzip-'));
    writeFileSync(join(folder, 'a.json'), gzipSync(text));
    const { status, stdout } = replint(
      ['audit', 'a.json', estate('cross-account-good'), '--format', 'json'],
      '',
      folder,
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { sourceBuckets: 2, verdicts: { replicates: 2 } } });
  });

  test.each([
    ['audit', ['audit', 'in.json', '--format', 'json=new/a.json', '--format', 'sarif=in.json/b.sarif']],
    ['audit, the other way round', ['audit', 'in.json', '--format', 'sarif=in.json/b', '--format', 'json=new/a.json']],
    ['audit, beside standard output', ['audit', 'in.json', '--format', 'table', '--format', 'sarif=in.json/b']],
    ['demo', ['demo', '--format', 'json=new/a.json', '--format', 'html=in.json/b']],
    ['fix', ['fix', 'in.json', '--format', 'json=new/a.json', '--format', 'markdown=in.json/b']],
    ['fix, into a folder', ['fix', 'in.json', '--format', 'json=new/a.json', '-o', 'in.json/b']],
    ['fix, with a snapshot', ['fix', 'in.json', '--format', 'json=new/a.json', '--write-snapshot', 'in.json/b']],
  ])('%s: of several outputs of which one has no place, none is written', (_, args) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'in.json'), readFileSync(estate('article-no-kms-decrypt')));
    const { status, stdout, stderr } = replint(args, '', folder);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^replint: Cannot write in\.json\/b(?:\.sarif)?: a part of the path is not a folder \(ENOTDIR\)\.\nName a file in a folder that can be written\.\n$/u,
    );
    expect(readdirSync(folder)).toEqual(['in.json']);
  });

  test('writes several formats in one run, whole', () => {
    const folder = mkdtempSync(join(tmpdir(), 'replint-out-'));
    const { status, stdout } = replint(
      [
        'audit',
        estate('article-no-kms-decrypt'),
        '--format',
        'table',
        '--format',
        'json=r.json',
        '--format',
        'sarif=r.sarif',
        '--format',
        'junit=r.xml',
      ],
      '',
      folder,
    );
    expect(status).toBe(1);
    expect(stdout).toContain('kms/decrypt-not-allowed');
    expect(readdirSync(folder).sort()).toEqual(['r.json', 'r.sarif', 'r.xml']);
    expect(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8'))).toMatchObject({ format: 'replint-report/1' });
  });

  test('names every fault of a broken input with its place, and writes nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'replint-broken-'));
    writeFileSync(
      join(folder, 'broken.json'),
      '{\n "format": "replint-snapshot/1",\n "accounts": [ { "id": 5,\n  "buckets": {} } ]\n}\n',
    );
    const { status, stdout, stderr } = replint(['audit', 'broken.json', '--format', 'json=out.json'], '', folder);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('broken.json:3:24 /accounts/0/id');
    expect(stderr).toContain('broken.json:4:14 /accounts/0/buckets');
    expect(existsSync(join(folder, 'out.json'))).toBe(false);
  });

  test('a baseline leaves only what is new', () => {
    const folder = mkdtempSync(join(tmpdir(), 'replint-baseline-'));
    expect(replint(['audit', estate('article-no-kms-decrypt'), '--format', 'json=old.json'], '', folder).status).toBe(
      1,
    );
    expect(replint(['audit', estate('article-no-kms-decrypt'), '--baseline', 'old.json'], '', folder).status).toBe(0);
    expect(replint(['audit', estate('article-no-kms-encrypt'), '--baseline', 'old.json'], '', folder).status).toBe(1);
  });

  test.each([
    ['cut off', '{"format": "replint-report/1",\n "findings": [', /^replint: old\.json:2:15 /u],
    [
      'of another shape',
      '{"format": "replint-report/1",\n "input": {},\n "findings": [\n  {"rule": 5} ],\n "replication": []}',
      /^replint: old\.json:4:12 is not a valid report: `findings\[0\]\.rule`/u,
    ],
    ['no report', '{}', /^replint: old\.json is not a report of format/u],
  ])('a baseline that is %s is refused with its place', (_, text, message) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'old.json'), text);
    const { status, stdout, stderr } = replint(['audit', estate('article-good'), '--baseline', 'old.json'], '', folder);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr).toContain('Write it with `replint audit --format json=FILE`.');
  });

  test('the configuration suppresses, and an expired suppression says why it no longer does', () => {
    const folder = mkdtempSync(join(tmpdir(), 'replint-config-'));
    const suppression = (expires: string): string =>
      `suppressions:\n  - rule: kms/decrypt-not-allowed\n    reason: being fixed\n    owner: storage\n    expires: '${expires}'\n`;
    writeFileSync(join(folder, 'replint.config.yaml'), suppression('2999-01-01'));
    expect(replint(['audit', estate('article-no-kms-decrypt')], '', folder).status).toBe(0);
    writeFileSync(join(folder, 'replint.config.yaml'), suppression('2020-01-01'));
    const { status, stdout } = replint(['audit', estate('article-no-kms-decrypt')], '', folder);
    expect(status).toBe(1);
    expect(stdout.replaceAll(/\s+/gu, ' ')).toContain('expired on 2020-01-01');
  });

  test('hostile names neither crash nor reach the terminal raw', () => {
    const { status, stdout, stderr } = replint(['audit', estate('hostile-names')]);
    expect(status).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/u); // eslint-disable-line no-control-regex
  });
});

describe('demo and rules', () => {
  test('demo shows the estate, says how audit would have ended, and ends with 0', () => {
    const { status, stdout, stderr } = replint(['demo']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Here audit would end with exit code 1');
    for (const name of ['northwind-orders', 'northwind-terraform-state', 'northwind-contracts'])
      expect(stdout).toContain(name);
  });

  test('the last screen of the demo names each bucket that does not replicate, and a line that works', () => {
    const folder = newFolder();
    const { stdout } = replint(['demo'], '', folder, { COLUMNS: '80', npm_config_user_agent: 'npm/11.0.0' });
    const screen = stdout.trimEnd().split('\n').slice(-24);
    const report = JSON.parse(replint(['demo', '--format', 'json']).stdout) as {
      replication: readonly { verdict: string; source: { bucket: string } }[];
    };
    for (const { verdict, source } of report.replication) {
      const isShown = screen.some((line) => line.startsWith(verdict) && line.includes(` ${source.bucket} `));
      expect([source.bucket, isShown]).toEqual([source.bucket, verdict !== 'replicates']);
    }
    const [, words = ''] = /^Next: npx replint (.+)$/mu.exec(screen.join('\n')) ?? [];
    const { status, stdout: explained } = replint(words.split(' '), '', folder);
    expect([status, explained.length > 0]).toEqual([1, true]);
    for (const line of screen.filter((each) => !/npx replint/u.test(each))) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('the demo has at most 123 lines, its findings at most 60 words in the middle', () => {
    const { stdout } = replint(['demo'], '', newFolder(), { COLUMNS: '100' });
    expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(123);
    // What stands between two empty lines and begins with a level, without what is to be pasted.
    const blocks = stdout
      .split('\n\n')
      .map((block) => block.slice(Math.max(0, block.search(/^ {2}(?:error|warning|unknown) {2}/mu))))
      .filter((block) => /^ {2}(?:error|warning|unknown) {2}/u.test(block));
    const words = blocks.map(
      (block) =>
        block
          .replaceAll(/^ {12,}[[{"\]}].*$/gmu, '')
          .trim()
          .split(/\s+/u).length,
    );
    expect(words.length).toBeGreaterThan(6);
    const sorted = [...words].sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(60);
  });

  test('demo as data', () => {
    const report = JSON.parse(replint(['demo', '--format', 'json']).stdout) as {
      summary: { verdicts: Record<string, number> };
    };
    expect(report.summary.verdicts).toEqual({
      replicates: 4,
      partly: 1,
      fails: 3,
      skipped: 1,
      disabled: 0,
      unknown: 1,
    });
  });

  test('rules lists, shows one, and knows no other', () => {
    expect(replint(['rules']).stdout).toContain('kms/decrypt-not-allowed');
    const page = readFileSync(new URL('../../docs/rules/kms/decrypt-not-allowed.md', import.meta.url), 'utf8');
    expect(replint(['rules', 'kms/decrypt-not-allowed', '--format', 'markdown']).stdout).toBe(page);
    const letters = (text: string) => text.replaceAll(/^```json$|[^a-z\d]/gimu, '');
    expect(letters(replint(['rules', 'kms/decrypt-not-allowed']).stdout)).toBe(letters(page));
    expect(JSON.parse(replint(['rules', '--format', 'json']).stdout)).toMatchObject({ format: 'replint-rules/1' });
    const { status, stderr } = replint(['rules', 'kms/decrypt-not-alowed']);
    expect(status).toBe(2);
    expect(stderr).toContain('kms/decrypt-not-allowed');
  });

  test.each([
    ['an audit that fails', ['audit', estate('article-no-kms-decrypt'), '--no-color'], ''],
    ['standard input', ['audit', '-', '--format', 'json'], readFileSync(estate('article-good'), 'utf8')],
    ['a usage error', ['audit', '--no-such-option'], ''],
    ['help', ['--help'], ''],
  ])('%s: a process of its own says the same', (_, words, input) => {
    const timeless = ({ status, stdout, stderr }: Ended) => ({
      status,
      stderr,
      stdout: stdout.replace(/"generatedAt": "[^"]*"/u, ''),
    });
    expect(timeless(replint(words, input))).toEqual(timeless(replintAlone(words, input)));
  });

  test('help has examples', () => {
    const { status, stdout } = replint(['audit', '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('Examples');
  });
});
