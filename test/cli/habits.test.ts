/** What people type by habit: it works, or the answer says what to type. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readConfig } from '../../src/config/read-config.js';
import { configSchema } from '../../src/config/schema.js';
import { configurationTemplate } from '../../src/cli/commands/init/template.js';
import { commands } from '../../src/cli/commands.js';
import { startedAs } from '../../src/cli/started-as.js';
import { ruleFacts } from '../../src/rule-facts.js';
import { build, estate, newFolder, replint } from './replint.js';

beforeAll(build, 120_000);

const good = estate('article-good');
const broken = estate('article-no-kms-decrypt');
const help = (words: readonly string[]): string => replint(words).stdout;

describe('short forms', () => {
  test.each([['-h'], ['help'], ['--help']])('%s is the help', (word) => {
    expect(replint([word])).toMatchObject({ status: 0, stdout: help(['--help']), stderr: '' });
  });

  test.each([['-v'], ['-V'], ['--version']])('%s is the version', (word) => {
    expect(replint([word]).stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
  });

  test.each([
    [
      ['help', 'audit'],
      ['audit', '--help'],
    ],
    [
      ['audit', '-h'],
      ['audit', '--help'],
    ],
    [
      ['help', 'rules'],
      ['rules', '--help'],
    ],
  ])('%j is %j', (short, long) => {
    expect(replint(short)).toEqual(replint(long));
    expect(replint(short).stdout).toContain('Examples');
  });

  test.each([
    [[broken], ['audit', broken]],
    [
      ['audit', broken, '-f', 'json'],
      ['audit', broken, '--format', 'json'],
    ],
    [
      [broken, '-f', 'json', '-q'],
      ['audit', broken, '--format', 'json', '--quiet'],
    ],
    [
      ['audit', broken, '-f=json'],
      ['audit', broken, '--format', 'json'],
    ],
  ])('%j is %j', (short, long) => {
    const ended = replint(short);
    expect(ended.status).toBe(1);
    expect(ended).toEqual(replint(long));
  });

  test('standard input needs no command', () => {
    expect(replint(['-'], readFileSync(good, 'utf8')).status).toBe(0);
  });

  test.each([
    [['audit', broken, '-o', 'out.sarif'], 'out.sarif', '"version": "2.1.0"'],
    [['audit', broken, '-f', 'sarif', '-o', 'out'], 'out', '"version": "2.1.0"'],
    [['audit', broken, '-o', 'out.md'], 'out.md', '## S3 replication'],
    [['audit', broken, '-o', 'out.xml'], 'out.xml', '<testsuites'],
    [['audit', broken, '-o', 'out.txt'], 'out.txt', 'KMS objects fail, others arrive'],
    [['audit', broken, '-f', 'json=a.json', '-f', 'csv', '-o', 'out.csv'], 'out.csv', '"level"'],
    [['explain', 's3://reports', broken, '-o', 'out.txt'], 'out.txt', 'kms:Decrypt'],
    [['diff', good, broken, '-o', 'out.txt'], 'out.txt', 'BROKE'],
    [['rules', 'kms', '-o', 'out.txt'], 'out.txt', 'kms/decrypt-not-allowed'],
    [['policy', '-o', 'out.json'], 'out.json', '"Statement"'],
    [['inventory', good, '-o', 'out.yaml'], 'out.yaml', 'replint-inventory/1'],
  ])('%j writes %s and prints nothing', (words, file, part) => {
    const folder = newFolder();
    const { status, stdout, stderr } = replint(words, '', folder);
    expect([status === 2, stdout, stderr]).toEqual([false, '', '']);
    expect(readFileSync(join(folder, file), 'utf8')).toContain(part);
  });

  test('a file for output is not there where every format has its own', () => {
    const { status, stderr } = replint(['audit', broken, '-f', 'json=a.json', '-o', 'b.json']);
    expect(status).toBe(2);
    expect(stderr).toContain('every format has one');
  });
});

describe('commands of other tools', () => {
  test.each([
    ['scan', 'audit'],
    ['lint', 'audit'],
    ['check', 'audit'],
    ['Validate', 'audit'],
    ['snapshot', 'collect'],
    ['compare', 'diff'],
    ['why', 'explain'],
    ['audti', 'audit'],
  ])('%s: did you mean %s?', (name, meant) => {
    const { status, stdout, stderr } = replint([name, 'x']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      new RegExp(`^replint: There is no command \`${name}\`\\. Did you mean \`${meant}\`\\?\\n`, 'u'),
    );
  });

  test('a file of such a name is no command', () => {
    const folder = newFolder();
    expect(replint(['missing.json']).stderr).toMatch(/Cannot read missing\.json/u);
    writeFileSync(join(folder, 'estate'), readFileSync(good));
    expect(replint(['estate'], '', folder).status).toBe(0);
  });
});

describe('options of other tools', () => {
  test.each([
    ['--json', '--format json'],
    ['--sarif=x', '--format sarif'],
    ['--severity', '--fail-on'],
    ['--soft-fail', '--fail-on never'],
    ['--exit-zero', '--fail-on never'],
    ['--skip-check', '--skip-rule ID'],
    ['--ignore', '--skip-rule ID'],
    ['--check', '--rule ID'],
    ['--rules', '--rule ID'],
    ['--buckets', '--bucket NAME'],
    ['--output-format', '--format NAME'],
    ['--output_format', '--format NAME'],
    ['--role-arn', '--assume-role ARN'],
    ['--endpoint-url', 'AWS_ENDPOINT_URL'],
    ['--list-checks', 'replint rules'],
  ])('%s points to %s', (option, advice) => {
    const { status, stdout, stderr } = replint(['audit', good, option]);
    expect([status, stdout]).toEqual([2, '']);
    const [name = ''] = option.split('=');
    expect(stderr.startsWith(`replint: Unknown option \`${name}\`. `)).toBe(true);
    expect(stderr).toContain(advice);
  });

  test('every option that is pointed to exists', () => {
    const audit = commands.find(({ name }) => name === 'audit');
    for (const option of [
      '--format',
      '--fail-on',
      '--skip-rule',
      '--rule',
      '--bucket',
      '--assume-role',
      '--quiet',
      '--verbose',
      '--output',
      '--concurrency',
      '--org',
      '--accounts',
      '--config',
      '--allow-incomplete',
    ])
      expect(audit?.optionNames).toContain(option);
  });
});

describe('rules', () => {
  const findingsOf = (words: readonly string[]) => {
    const { status, stdout } = replint(['audit', estate('five-independent-defects'), '-f', 'json', ...words]);
    const { findings, replication, notices } = JSON.parse(stdout);
    const ids: string[] = findings.map(({ rule }: { rule: string }) => rule);
    return { status, ids, verdict: replication[0].verdict, notices };
  };

  test('--rule keeps a group, or one rule; the verdict is that of all', () => {
    const all = findingsOf([]);
    const kms = findingsOf(['--rule', 'kms']);
    expect(kms.ids).toEqual(all.ids.filter((id) => /^(?:kms|evidence)\//u.test(id)));
    expect(kms.ids.length).toBeGreaterThan(0);
    expect(kms.verdict).toBe(all.verdict);
    expect(kms.notices[0]).toContain('Only findings of kms are shown');
    const one = findingsOf(['--rule', kms.ids[0] ?? '', '--rule', 'versioning/source-not-enabled']);
    expect(new Set(one.ids.filter((id) => !id.startsWith('evidence/')))).toEqual(new Set([kms.ids[0]]));
  });

  test('--skip-rule leaves out a group, or one rule', () => {
    const all = findingsOf([]);
    expect(findingsOf(['--skip-rule', 'kms']).ids).toEqual(all.ids.filter((id) => !id.startsWith('kms/')));
    const only = ['--rule', 'kms', '--skip-rule', 'kms'];
    expect(findingsOf(only).ids.filter((id) => !id.startsWith('evidence/'))).toEqual([]);
    expect(findingsOf(only).status).toBe(0);
  });

  test('what is missing is not waved through', () => {
    const words = ['audit', estate('key-policy-unreadable'), '--rule'];
    expect(replint([...words, 'versioning']).status).toBe(3);
  });

  test.each([['--rule'], ['--skip-rule']])('%s of a rule that does not exist is refused', (option) => {
    const { status, stderr } = replint(['audit', good, option, 'kms/decrypt-not-alowed']);
    expect(status).toBe(2);
    expect(stderr).toContain('Did you mean `kms/decrypt-not-allowed`?');
  });

  test('a group is listed, and a request shown', () => {
    const text = help(['rules', 'kms']);
    for (const { id } of ruleFacts) expect([id, text.includes(` ${id}\n`)]).toEqual([id, id.startsWith('kms/')]);
    expect(JSON.parse(help(['rules', 'kms', '-f', 'json'])).rules.length).toBeGreaterThan(3);
    expect(help(['rules', 'kms', '-f', 'markdown'])).toContain('| kms/decrypt-not-allowed | error |');
    for (const id of ['A-40', 'a40'])
      expect(help(['rules', id])).toMatch(/^A-40: decrypt with the source key\n[^]*SrcGetObjectNotPermitted/u);
    expect(replint(['rules', 'A-999']).status).toBe(2);
  });
});

describe('buckets', () => {
  const arn = 'arn:aws:s3:::reports';
  test.each([['reports'], ['s3://reports'], ['s3://reports/'], [arn], [`${arn}/*`]])('%s', (name) => {
    expect(replint(['audit', broken, '--bucket', name])).toEqual(replint(['audit', broken, '--bucket', 'reports']));
    expect(replint(['explain', name, broken])).toEqual(replint(['explain', 's3://reports', broken]));
  });

  test.each([['reports/a/b.txt'], ['s3://reports/a/b.txt'], [`${arn}/a/b.txt`]])('%s is an object', (name) => {
    expect(replint(['explain', name, broken])).toEqual(replint(['explain', 's3://reports/a/b.txt', broken]));
    const { status, stderr } = replint(['audit', broken, '--bucket', name]);
    expect([status, stderr.includes('is not the name of a bucket')]).toEqual([2, true]);
  });
});

describe('init', () => {
  test('writes a configuration that sets nothing, once', () => {
    const folder = newFolder();
    expect(replint(['init'], '', folder)).toMatchObject({ status: 0, stderr: '' });
    const text = readFileSync(join(folder, 'replint.config.yaml'), 'utf8');
    expect(text).toBe(help(['init', '-']));
    expect(parse(text)).toBeNull();
    expect(replint(['audit', broken], '', folder).status).toBe(1);
    expect(replint(['init'], '', folder)).toMatchObject({ status: 2, stdout: '' });
    writeFileSync(join(folder, 'replint.config.yaml'), 'failOn: never\n');
    expect(replint(['init', '--force'], '', folder).status).toBe(0);
    expect(readFileSync(join(folder, 'replint.config.yaml'), 'utf8')).toBe(text);
    expect(existsSync(join(folder, 'x.json'))).toBe(false);
  });

  test('with its examples switched on, it is valid and leaves out no setting', () => {
    const on = configurationTemplate.replaceAll(/^# (?!yaml-language|Configuration|Every setting)/gmu, '');
    const config = readConfig(
      'replint.config.yaml',
      on,
      ruleFacts.map(({ id }) => id),
    );
    expect(config.suppressions).toHaveLength(1);
    expect(config.mustReplicate).toHaveLength(2);
    const settings = Object.keys(configSchema.shape).filter((name) => name !== '$schema');
    expect(Object.keys(parse(on) as object).sort()).toEqual(settings.sort());
  });
});

describe('completion', () => {
  test('bash completes commands, options, values and rules', () => {
    const { stdout } = replint(['completion', 'bash']);
    const completed = (...words: readonly string[]): readonly string[] =>
      spawnSync(
        'bash',
        [
          '-c',
          `${stdout}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _replint; printf '%s\\n' "\${COMPREPLY[@]}"`,
          '_',
          'replint',
          ...words,
        ],
        { encoding: 'utf8', cwd: newFolder() },
      )
        .stdout.trim()
        .split('\n');
    expect(completed('expl')).toEqual(['explain']);
    expect(completed('audit', '--fail-on', '')).toEqual(['error', 'warning', 'note', 'never']);
    expect(completed('audit', 'x.json', '--skip')).toEqual(['--skip-rule']);
    expect(completed('rules', 'kms/dec')).toEqual(['kms/decrypt-not-allowed']);
    expect(completed('audit', '--rule', 'kms/dec')).toEqual(['kms/decrypt-not-allowed']);
  });

  test.each([['bash'], ['zsh'], ['fish']])('%s is told of every command and option', (shell) => {
    const { status, stdout } = replint(['completion', shell]);
    expect(status).toBe(0);
    for (const { name, optionNames } of commands)
      for (const option of [name, ...optionNames]) expect(stdout).toContain(option.replace(/^--/u, ''));
    const script = join(newFolder(), 'script');
    writeFileSync(script, stdout);
    const check = spawnSync(shell, ['-n', script], { encoding: 'utf8' });
    // Where the shell is not installed, there is nothing to check with.
    if (check.error === undefined) expect([check.status, check.stderr]).toEqual([0, '']);
  });

  test('another shell is a usage error', () => {
    const { status, stderr } = replint(['completion', 'tcsh']);
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^replint: `<shell>` takes bash, zsh, fish, and is given "tcsh"\./),
    ]);
  });
});

test.each([
  [{ npm_config_user_agent: 'npm/10.9.0 node/v22' }, '/x/node_modules/.bin/replint', 'npx replint'],
  [{ npm_config_user_agent: 'pnpm/9.1.0' }, '/x/node_modules/.bin/replint', 'pnpm exec replint'],
  [{ npm_config_user_agent: 'yarn/4.1.0' }, '/x/node_modules/.bin/replint', 'yarn replint'],
  [{ PATH: '/usr/bin:/usr/local/bin' }, '/usr/local/bin/replint', 'replint'],
  [{ PATH: '/usr/bin' }, '/work here/node_modules/.bin/replint', './node_modules/.bin/replint'],
  [{ PATH: '/usr/bin' }, '/work here/dist/replint.js', 'node dist/replint.js'],
  [{ PATH: '/usr/bin' }, "/else where/it's/replint.js", "node '/else where/it'\\''s/replint.js'"],
])('started with %j by %s, the next command begins with %s', (environment, script, expected) => {
  expect(startedAs({ script, environment, workingDirectory: '/work here' })).toBe(expected);
});

test('a new snapshot is its owner’s alone', () => {
  const folder = newFolder();
  expect(replint(['merge', good, '-o', 'all.json'], '', folder).status).toBe(0);
  expect(statSync(join(folder, 'all.json')).mode & 0o777).toBe(0o600);
});

test.each([['json=/dev/stdout'], ['json=-'], ['json']])('--format %s goes to standard output', (format) => {
  expect(JSON.parse(replint(['audit', broken, '--format', format]).stdout)).toMatchObject({
    format: 'replint-report/1',
  });
});
