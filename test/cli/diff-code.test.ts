/** Two states of code: what the later one leaves out is gone, and what stands on it breaks. */
import { beforeAll, expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, newFolder, replint } from './replint.js';

beforeAll(build, 120_000);

const plain = readFileSync(new URL('../../fixtures/cloudformation/same-region.yaml', import.meta.url), 'utf8');
const replica = `  Replica:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: { Status: Enabled }
`;

function compared(before: string, after: string) {
  const folder = newFolder();
  writeFileSync(join(folder, 'old.yaml'), before);
  writeFileSync(join(folder, 'new.yaml'), after);
  const words = [
    'diff',
    join(folder, 'old.yaml'),
    join(folder, 'new.yaml'),
    '--account',
    '111122223333',
    '--region',
    'us-east-1',
  ];
  return replint(words);
}

test('the fixture has the bucket', () => {
  expect(plain).toContain(replica);
});

test.each([
  [
    'versioning of the destination',
    replica.replace('    Properties:\n      VersioningConfiguration: { Status: Enabled }\n', ''),
  ],
  ['versioning, suspended', replica.replace('Enabled', 'Suspended')],
])('%s: the rule breaks', (_name, changed) => {
  const { status, stdout } = compared(plain, plain.replace(replica, changed));
  expect([status, stdout.split('\n')[0]]).toEqual([1, expect.stringContaining('1 replication rule broke, 0 fixed')]);
});

test('the other way round it is fixed', () => {
  const { status, stdout } = compared(plain.replace(replica, replica.replace('Enabled', 'Suspended')), plain);
  expect([status, stdout.split('\n')[0]]).toEqual([0, expect.stringContaining('0 replication rules broke, 1 fixed')]);
});

test('the same is the same', () => {
  expect(compared(plain, plain)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('0 replication rules broke, 0 fixed') as never,
  });
});
