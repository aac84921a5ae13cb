/** Scripts of read commands: what they hold, and that a shell takes them as they are meant. */
import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { missingReads } from '../../../src/sources/cli-answers/commands/command-lines.js';
import { missingScript, setUpScript, shellWord } from '../../../src/sources/cli-answers/commands/script.js';
import { auditOf, fixture } from '../../audit-of.js';
import { read } from '../snapshots.js';

function accepted(script: string): boolean {
  return spawnSync('sh', ['-n'], { input: script }).status === 0;
}

test('every command of a script is a read', () => {
  const script = setUpScript(['orders']);
  const commands = [...script.matchAll(/^\s*ask \S+ (s3api|s3control|iam|kms|organizations|sts) (\S+)/gmu)].map(
    ([, , name]) => name,
  );
  expect(commands.length).toBeGreaterThan(25);
  expect(commands.filter((name) => name?.match(/^(?:get|head|list|describe)-/u) === null)).toEqual([]);
  expect(accepted(script)).toBe(true);
});

test.each([["orders'; touch /tmp/x; '"], ['$(id)'], ['a b'], ['-x'], ['`id`'], ["'"], ['orders']])(
  '%s stays one word',
  (text) => {
    const { stdout } = spawnSync('sh', ['-c', `printf '%s|' ${shellWord(text)}`]);
    expect(stdout.toString()).toBe(`${text}|`);
  },
);

interface Entry {
  [name: string]: unknown;
}

function without(names: readonly string[]): unknown {
  return JSON.parse(JSON.stringify(fixture('cross-account-good')), (_name, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value as Entry).filter(([name]) => !names.includes(name)));
  });
}

test('what an estate lacks is asked of the account that owns it', () => {
  const estate = read(without(['GetBucketPolicy', 'ListGrants']));
  const source = [...estate.buckets.values()].find(({ replication }) => replication.state === 'known');
  const reads = missingReads(estate, []);
  const script = missingScript(reads);
  expect(accepted(script)).toBe(true);
  expect(reads.map(({ words }) => words[1])).toEqual(expect.arrayContaining(['get-bucket-policy', 'list-grants']));
  const destinations = reads.filter(
    ({ words }) => words[1] === 'get-bucket-policy' && !words.includes(source?.name ?? ''),
  );
  for (const { account } of destinations) expect(account).not.toBe(source?.account);
  for (const { account } of reads) expect(script).toContain(`if [ "$account" = ${account} ]`);
});

test.each([
  'HeadBucket',
  'GetBucketVersioning',
  'GetBucketEncryption',
  'GetBucketPolicy',
  'GetObjectLockConfiguration',
  'GetPublicAccessBlock',
  'GetBucketRequestPayment',
  'AssumeRolePolicyDocument',
  'RolePolicyList',
  'GetKeyPolicy',
  'ListGrants',
])('%s missing: what a finding says its owner can run is in the script, for the same account', (name) => {
  const broken = without([name]);
  const { findings } = auditOf(broken);
  const script = missingScript(missingReads(read(broken), []));
  const said = findings.flatMap(
    ({ help }) => [...(/owner of account (\d{12}) can run `aws ([^`]+)`/u.exec(help) ?? [])][0] ?? [],
  );
  for (const each of said) {
    const [, account = '', command = ''] = /account (\d{12}) can run `aws ([^`]+)`/u.exec(each) ?? [];
    const section = script.slice(script.indexOf(`if [ "$account" = ${account} ]`)).split('\nfi\n')[0] ?? '';
    const withoutRegion = (text: string): string => text.replaceAll(/ --region [a-z0-9-]+/gu, '');
    // Roles are read as a whole, and the Region is named where it is known.
    if (command.startsWith('iam ')) expect(section).toContain(`role/${command.split(' ').at(-1)}`);
    else expect(withoutRegion(section)).toContain(withoutRegion(command));
  }
});

test('nothing is asked for twice, and nothing that is there', () => {
  // Snapshots without jobs do not say whether anybody looked for some.
  const asked = missingReads(read(fixture('cross-account-good')), []).map(({ file }) => file);
  expect(asked).toEqual(['jobs/list-jobs_us-east-1.json']);
  const files = missingReads(read(without(['GetKeyPolicy', 'GetBucketVersioning'])), []).map(
    ({ account, file }) => `${account} ${file}`,
  );
  expect(new Set(files).size).toBe(files.length);
  expect(files.length).toBeGreaterThan(2);
});
