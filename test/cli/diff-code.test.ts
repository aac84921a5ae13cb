/** Two states of code: what the later one leaves out is gone unless its policies keep it, and what stands on it breaks. */
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

/** A pair with a role, and what keeps the two buckets. */
function pairOf({ source = '', destination = '', name = 'dst-bucket', withSource = true } = {}): string {
  return `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: r
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { Service: s3.amazonaws.com }, Action: 'sts:AssumeRole' }] }
      Policies:
        - PolicyName: p
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 's3:*', Resource: '*' }] }
${
  withSource
    ? `  Src:
    Type: AWS::S3::Bucket
    DependsOn: Dst${source}
    Properties:
      BucketName: src-bucket
      VersioningConfiguration: { Status: Enabled }
      ReplicationConfiguration:
        Role: !GetAtt Role.Arn
        Rules:
          - { Id: all, Status: Enabled, Priority: 1, Filter: { Prefix: '' }, DeleteMarkerReplication: { Status: Disabled }, Destination: { Bucket: 'arn:aws:s3:::dst-bucket' } }
`
    : ''
}  Dst:
    Type: AWS::S3::Bucket${destination}
    Properties:
      BucketName: ${name}
      VersioningConfiguration: { Status: Enabled }
`;
}

const retain = '\n    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain';

test.each([
  ['the destination, renamed and kept', { destination: retain }, { destination: retain, name: 'other' }, 0],
  ['the destination, renamed', {}, { name: 'other' }, 1],
  [
    'the destination, renamed, kept only where it is left out',
    { destination: '\n    DeletionPolicy: Retain' },
    { name: 'other' },
    1,
  ],
  ['the source, left out and kept', { source: retain }, { withSource: false }, 0],
  ['the source, left out', {}, { withSource: false }, 1],
])('%s', (_, before, after, code) => {
  const { status, stdout } = compared(pairOf(before), pairOf(after));
  expect([status, stdout.split('\n')[0]]).toEqual([
    code,
    expect.stringMatching(code === 0 ? /^0 replication rules broke, 0 fixed/u : /^1 replication rule broke, 0 fixed/u),
  ]);
  expect(stdout.includes('judged as the earlier template made it.')).toBe(code === 0);
  if (code === 0) expect(stdout).not.toContain('everything removed');
});
