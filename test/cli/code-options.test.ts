import { beforeAll, describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, estate, newFolder, replint } from './replint.js';

const template = `
Parameters:
  Copy: { Type: String }
Resources:
  Orders:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: orders
      VersioningConfiguration: { Status: Suspended }
      ReplicationConfiguration:
        Role: !Sub arn:aws:iam::\${AWS::AccountId}:role/copy
        Rules:
          - { Id: all, Status: Enabled, Priority: 1, Filter: { Prefix: '' }, DeleteMarkerReplication: { Status: Disabled }, Destination: { Bucket: !Sub 'arn:aws:s3:::\${Copy}' } }
`;

interface Entry {
  readonly source: { readonly account: string; readonly region: string };
  readonly destination: { readonly bucket: string };
  readonly role: string;
}

function audited(...args: readonly string[]) {
  const folder = newFolder();
  writeFileSync(join(folder, 't.yaml'), template);
  writeFileSync(join(folder, 'p.json'), '{"Copy": "orders-copy"}');
  writeFileSync(
    join(folder, 'd.yaml'),
    '- { file: t.yaml, account: "444455556666", region: eu-west-2, parameters: p.json }\n',
  );
  const { status, stdout, stderr } = replint(['audit', 't.yaml', '--format', 'json', ...args], '', folder);
  const entries = stdout === '' ? [] : (JSON.parse(stdout) as { readonly replication: readonly Entry[] }).replication;
  return { status, stderr, entry: entries[0] };
}

beforeAll(() => build());

describe('what a template does not say itself', () => {
  test('is named by its address where nothing is given', () => {
    const { entry } = audited();
    expect(entry?.destination.bucket).toContain('Copy');
    expect(entry?.source.account).toContain('AWS::AccountId');
  });

  test.each<readonly [string, readonly string[], string, string, string]>([
    [
      'options',
      ['--account', '111122223333', '--region', 'eu-west-1', '--var', 'Copy=c'],
      '111122223333',
      'eu-west-1',
      'c',
    ],
    [
      'a file of parameters',
      ['--account', '111122223333', '--region', 'eu-west-1', '--parameters', 'p.json'],
      '111122223333',
      'eu-west-1',
      'orders-copy',
    ],
    ['a file of deployments', ['--deployment', 'd.yaml'], '444455556666', 'eu-west-2', 'orders-copy'],
  ])('is taken from %s', (_, args, account, region, copy) => {
    const { entry, stderr } = audited(...args);
    expect([entry?.source.account, entry?.source.region, entry?.destination.bucket, stderr]).toEqual([
      account,
      region,
      copy,
      '',
    ]);
    expect(entry?.role).toBe(`arn:aws:iam::${account}:role/copy`);
  });

  test.each<readonly [string, readonly string[], string]>([
    ['an account', ['--account', '12'], 'is not an account id'],
    ['a Region', ['--region', 'Ireland'], 'is not a Region'],
    ['a variable', ['--var', 'Copy'], 'has no value'],
    ['a file that is not there', ['--parameters', 'none.json'], 'none.json'],
    ['a file of another kind', ['--parameters', 't.yaml'], 't.yaml:'],
    ['a template that is not given', ['--deployment', 'e.yaml'], 'e.yaml'],
  ])('is refused: %s', (_, args, message) => {
    const { status, stderr } = audited(...args);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test('means nothing without code', () => {
    const { status, stderr } = replint(['audit', '--var', 'A=b']);
    expect([status, stderr]).toEqual([2, expect.stringContaining('`--var` is about infrastructure code')]);
  });
});

describe('code as a change', () => {
  const folder = newFolder();
  const versionless = `
Resources:
  Reports:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: reports
      VersioningConfiguration:
        Status: Suspended
`;
  const healthy = estate('article-good');
  writeFileSync(join(folder, 't.yaml'), versionless);

  test('is laid over a snapshot by --onto', () => {
    const { status, stdout } = replint(['audit', 't.yaml', '--onto', healthy, '--format', 'json'], '', folder);
    const report = JSON.parse(stdout) as {
      readonly findings: readonly { readonly rule: string; readonly level: string }[];
    };
    expect(report.findings.filter(({ level }) => level === 'error').map(({ rule }) => rule)).toContain(
      'versioning/source-not-enabled',
    );
    expect(status).toBe(1);
  });

  test('is laid over the old state by diff', () => {
    const { status, stdout } = replint(['diff', healthy, 't.yaml', '--format', 'json'], '', folder);
    expect(status).toBe(1);
    expect(stdout).toContain('versioning/source-not-enabled');
  });
});

describe('code that makes nobody knows what', () => {
  const code = `
variable "buckets" {}
resource "aws_s3_bucket" "b" {
  for_each = toset(["orders", "logs"])
  bucket   = each.key
}
resource "aws_s3_bucket_replication_configuration" "c" {
  for_each = var.buckets
  bucket   = each.key
  role     = "arn:aws:iam::111122223333:role/r"
}
`;
  const audit = (...args: readonly string[]) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'main.tf'), code);
    return replint(['audit', 'main.tf', ...args], '', folder);
  };

  test('is the first thing that is said, with its place, and the run is incomplete', () => {
    const { status, stdout } = audit();
    expect(status).toBe(3);
    expect(stdout).toMatch(
      /^NOT READ\n\? What aws_s3_bucket_replication_configuration\.c makes is not known \(for_each depends on\n {2}var\.buckets\): it may set up replication that this report does not judge\.\n {2}main\.tf:7:1\n→ Give the value/u,
    );
  });

  test('is annotated at the block', () => {
    expect(audit('--format', 'github').stdout).toMatch(
      /^::warning title=replint,file=main\.tf,line=7,col=1::What aws_s3_bucket_replication_configuration\.c makes/u,
    );
  });

  test.each<readonly [string, readonly string[], number]>([
    ['accepted', ['--allow-incomplete'], 0],
    ['that has its value, which is none', ['--var', 'buckets={}'], 0],
    ['when one bucket is asked for, which it may configure', ['--bucket', 'orders'], 3],
  ])('%s', (_, args, expected) => {
    expect(audit(...args).status).toBe(expected);
  });
});

describe('the next command', () => {
  function nextOf(args: readonly string[]): string | undefined {
    const folder = newFolder();
    writeFileSync(join(folder, 't.yaml'), template);
    writeFileSync(join(folder, 'p.json'), '{"Copy": "orders-copy"}');
    const { stdout } = replint(['audit', 't.yaml', ...args], '', folder);
    const [, words] = /^Next: .*?(explain .+)$/mu.exec(stdout) ?? [];
    if (words === undefined) return undefined;
    // As printed, it is about the same destination.
    const explained = replint([...words.split(' '), '--format', 'json'], '', folder);
    expect(explained.stdout).toContain(args.includes('p.json') ? '"orders-copy"' : 'Copy');
    return words;
  }

  test('judges as the audit did', () => {
    expect(nextOf(['--parameters', 'p.json', '--account', '111122223333', '--region', 'eu-west-1', '--summary'])).toBe(
      'explain s3://orders t.yaml --region eu-west-1 --account 111122223333 --parameters p.json',
    );
  });

  test('does not print values of --var, which may be secrets', () => {
    expect(nextOf([])).toBe('explain s3://orders t.yaml');
    expect(nextOf(['--var', 'Copy=orders-copy'])).toBeUndefined();
  });
});
