/** What the command says about live accounts before it has reached any. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, estate, newFolder, replint } from './replint.js';

beforeAll(build);

describe('live accounts', () => {
  test('a list of accounts is refused with the place of every fault', () => {
    const folder = newFolder();
    writeFileSync(
      join(folder, 'accounts.yaml'),
      'accounts:\n  - account: 111122223333\n    role: audit\n  - nonsense\n  - { account: "444455556666", rolle: x }\n',
    );
    const { status, stdout, stderr } = replint(['audit', '--accounts', 'accounts.yaml'], '', folder);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      [
        'replint: The list of accounts cannot be read.',
        '  accounts.yaml:4:5 Entry 2: a role ARN is expected, or an account id together with the name of a role.',
        '  accounts.yaml:5:32 Entry 3: `rolle` is not known here.',
        'Write a list of role ARNs, or of entries such as { account: "111122223333", role: audit, externalId: … }.',
        '',
      ].join('\n'),
    );
  });

  test.each([
    [
      'accounts.json',
      '[{"account": 111122223333, "role": "a"}]',
      'accounts.json:1:3 Entry 1: an account id must stand',
    ],
    ['accounts.json', '["arn:aws:iam::111122223333:role/a",]', 'accounts.json:1:37 A value is expected.'],
    ['accounts.yaml', 'accounts: [\n', 'accounts.yaml:2:1 '],
    ['accounts.yaml', '', 'accounts.yaml:1:1 It must be a list'],
  ])('%s that holds %s', (name, text, message) => {
    const folder = newFolder();
    writeFileSync(join(folder, name), text);
    const { status, stderr } = replint(['collect', '-o', 'x.json', '--accounts', name], '', folder);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test('a list of accounts that is not there', () => {
    const { status, stderr } = replint(['audit', '--accounts', 'nowhere.yaml']);
    expect([status, stderr]).toEqual([
      2,
      'replint: Cannot read nowhere.yaml: there is no such file.\nName a file that lists accounts, in YAML or JSON.\n',
    ]);
  });

  test('an external ID without a role', () => {
    const { status, stderr } = replint(['audit', '--external-id', 'x']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^replint: `--external-id` is for roles that are taken, and none is named\.\n/u);
  });

  test.each([
    ['collect', ['collect', '-o', 'taken/x.json'], 'taken/x.json: a part of the path is not a folder (ENOTDIR).'],
    ['collect', ['collect', '-o', '.'], '.: it is a folder (EISDIR).'],
    [
      'audit',
      ['audit', '--format', 'json=taken/x.json'],
      'taken/x.json: a part of the path is not a folder (ENOTDIR).',
    ],
    [
      'inventory',
      ['inventory', '-o', 'taken/new/x.yaml'],
      'taken/new/x.yaml: a part of the path is not a folder (ENOTDIR).',
    ],
  ])('%s looks at the place of its output before it reads', (_command, args, message) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'taken'), '');
    const { status, stderr } = replint(args, '', folder);
    expect([status, stderr]).toEqual([
      2,
      `replint: Cannot write ${message}\nName a file in a folder that can be written.\n`,
    ]);
  });

  test('the policy for an auditor that enters other accounts', () => {
    const role = 'arn:aws:iam::444455556666:role/audit';
    const { status, stdout, stderr } = replint(['policy', '--assume-role', role]);
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout).Statement.at(-1)).toEqual({
      Sid: 'EnterAccounts',
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      Resource: [role],
    });
    const odd = replint(['policy', '--assume-role', 'audit']);
    expect([odd.status, odd.stdout]).toEqual([2, '']);
    expect(odd.stderr).toContain('`audit` is not the ARN of a role.');
  });

  test('options of live accounts are refused beside files', () => {
    const { status, stderr } = replint(['audit', estate('article-good'), '--observe', '5']);
    expect(status).toBe(2);
    expect(stderr).toContain('`--observe` is about live accounts');
  });
});
