/** A change that is laid over what is there: what the change lacks is edited in its files, what is there gets commands. */
import { describe, expect, test } from '@jest/globals';
import { withEditsMade } from '../../src/fix/source/apply-edits.js';
import { withProvedEdits } from '../../src/proved-edits.js';
import { repair, type RepairOptions, type Repaired } from '../../src/repair.js';
import { run } from '../../src/run.js';
import type { Reading } from '../../src/sources/adapter.js';
import { existingIn } from '../../src/sources/existing.js';
import { InputFile } from '../../src/sources/input-file.js';
import { readFiles } from '../../src/sources/recognise.js';
import { plainRepair } from '../plain-run.js';

const account = '111122223333';
const statements = [
  { Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: 'arn:aws:s3:::orders' },
  {
    Effect: 'Allow',
    Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
    Resource: 'arn:aws:s3:::orders/*',
  },
  { Effect: 'Allow', Action: 's3:ReplicateObject', Resource: 'arn:aws:s3:::orders-replica/*' },
];
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

function bucket(Name: string, Status = 'Enabled'): object {
  const none = (Code: string): object => ({ Error: { Code } });
  return {
    Name,
    BucketRegion: 'us-east-1',
    GetBucketVersioning: { Status },
    GetBucketReplication: none('ReplicationConfigurationNotFoundError'),
    GetBucketPolicy: none('NoSuchBucketPolicy'),
    GetBucketEncryption: {
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
      },
    },
    GetBucketOwnershipControls: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
    GetPublicAccessBlock: none('NoSuchPublicAccessBlockConfiguration'),
    GetObjectLockConfiguration: none('ObjectLockConfigurationNotFoundError'),
    GetBucketRequestPayment: { Payer: 'BucketOwner' },
  };
}

/** Two buckets and a role of which a change makes a replication. */
function base(policy: readonly object[] = statements, versioning = 'Enabled'): string {
  return JSON.stringify({
    format: 'replint-snapshot/1',
    collectedAt: '2026-11-20T00:00:00Z',
    accounts: [
      {
        id: account,
        organization: null,
        GetPublicAccessBlock: { Error: { Code: 'NoSuchPublicAccessBlockConfiguration' } },
        buckets: [bucket('orders'), bucket('orders-replica', versioning)],
        roles: [
          {
            RoleName: 'crr',
            Arn: `arn:aws:iam::${account}:role/crr`,
            AssumeRolePolicyDocument: trust,
            RolePolicyList: [
              { PolicyName: 'replication', PolicyDocument: { Version: '2012-10-17', Statement: policy } },
            ],
            AttachedManagedPolicies: [],
          },
        ],
      },
    ],
  });
}

const rules = `        Rules:
          - {Id: all, Status: Enabled, Priority: 1, Filter: {Prefix: ''}, DeleteMarkerReplication: {Status: Disabled}, Destination: {Bucket: 'arn:aws:s3:::orders-replica'}}
`;
const source = (role: string): string => `Resources:
  Orders:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: orders
      VersioningConfiguration: {Status: Enabled}
      ReplicationConfiguration:
        Role: ${role}
${rules}`;
const withRole = (Statement: readonly object[]): string => `${source('!GetAtt Copy.Arn')}  Copy:
    Type: AWS::IAM::Role
    Properties:
      RoleName: copy
      AssumeRolePolicyDocument: ${JSON.stringify(trust)}
      Policies:
        - PolicyName: replication
          PolicyDocument: ${JSON.stringify({ Version: '2012-10-17', Statement })}
`;
const named = source(`arn:aws:iam::${account}:role/crr`);
const code = (Statement: readonly object[]): string => `
resource "aws_s3_bucket_replication_configuration" "orders" {
  bucket = "orders"
  role   = aws_iam_role.copy.arn
  rule {
    id     = "all"
    status = "Enabled"
    filter {}
    delete_marker_replication {
      status = "Disabled"
    }
    destination {
      bucket = "arn:aws:s3:::orders-replica"
    }
  }
}
resource "aws_iam_role" "copy" {
  name               = "copy"
  assume_role_policy = jsonencode(${JSON.stringify(trust)})
}
resource "aws_iam_role_policy" "copy" {
  role   = aws_iam_role.copy.name
  policy = jsonencode(${JSON.stringify({ Version: '2012-10-17', Statement })})
}
`;

type Files = Readonly<Record<string, string>>;

async function laid(before: string, change: Files): Promise<RepairOptions> {
  const own = await readFiles([InputFile.ofText('before.json', before)]);
  const files = Object.entries(change).map(([name, text]) => InputFile.ofText(name, text));
  const read = { account, region: 'us-east-1', existing: existingIn(own) };
  const changes = (await readFiles(files, read)).map((reading): Reading => ({ ...reading, isChange: true }));
  return {
    inputs: [...own, ...changes],
    ...plainRepair,
  };
}

async function fixedOnto(before: string, change: Files): Promise<Repaired> {
  const options = await laid(before, change);
  return withProvedEdits(repair(options), options);
}

async function verdictsOf(before: string, change: Files): Promise<readonly string[]> {
  return run(await laid(before, change)).report.replication.map(({ verdict }) => verdict);
}

function edited(change: Files, { report }: Repaired): Files {
  const edits = report.patches.flatMap(({ edits: own = [] }) => own);
  return Object.fromEntries(
    Object.entries(change).map(([name, text]) => [
      name,
      withEditsMade(
        text,
        edits.filter(({ file }) => file === name),
      ),
    ]),
  );
}

describe('a change laid over a snapshot', () => {
  test('nothing is to be done where both together replicate', async () => {
    const { report } = await fixedOnto(base(), { 't.yaml': named });
    expect([report.verified, report.patches]).toEqual([true, []]);
  });

  test.each<readonly [string, Files]>([
    ['a template', { 't.yaml': withRole(statements.slice(0, 2)) }],
    ['a template whose role has no policy', { 't.yaml': withRole([]).replace(/ {6}Policies:[^]*$/u, '') }],
    ['Terraform code', { 'main.tf': code(statements.slice(0, 2)) }],
    [
      'Terraform code whose role has no policy',
      { 'main.tf': code([]).replace(/resource "aws_iam_role_policy"[^]*$/u, '') },
    ],
  ])('%s is edited where it lacks something, and has no commands', async (_, change) => {
    expect(await verdictsOf(base(), change)).toEqual(['fails']);
    const fixed = await fixedOnto(base(), change);
    expect(fixed.report.verified).toBe(true);
    expect(fixed.report.patches.map(({ edits, commands }) => [edits !== undefined, commands])).toEqual(
      fixed.report.patches.map(() => [true, []]),
    );
    const after = edited(change, fixed);
    expect([await verdictsOf(base(), after), after]).toEqual([['replicates'], after]);
  });

  test('what stands in the base alone gets commands, and the files stay as they are', async () => {
    const { report } = await fixedOnto(base(statements.slice(0, 2), 'Suspended'), { 't.yaml': named });
    expect(report.verified).toBe(true);
    expect(report.patches.map(({ target: { kind }, edits, place }) => [kind, edits, place]).sort()).toEqual([
      ['role-policy', undefined, undefined],
      ['setting', undefined, undefined],
    ]);
    for (const { commands } of report.patches) expect(commands.join('\n')).toMatch(/^aws |\naws /u);
  });

  test('both at once: each where it stands', async () => {
    const change = { 't.yaml': withRole(statements.slice(0, 2)) };
    const fixed = await fixedOnto(base(statements, 'Suspended'), change);
    expect(fixed.report.verified).toBe(true);
    expect(
      fixed.report.patches.map(({ edits, commands }) => [edits !== undefined, commands.length > 0]).sort(),
    ).toEqual([
      [false, true],
      [true, false],
    ]);
    expect(await verdictsOf(base(), edited(change, fixed))).toEqual(['replicates']);
  });

  test('what the change takes away from the base is judged as it will be', async () => {
    const change = {
      't.yaml': `${named}  Replica: {Type: 'AWS::S3::Bucket', Properties: {BucketName: orders-replica, VersioningConfiguration: {Status: Suspended}}}\n`,
    };
    expect(await verdictsOf(base(), change)).toEqual(['fails']);
    const fixed = await fixedOnto(base(), change);
    const after = edited(change, fixed);
    expect([await verdictsOf(base(), after), after]).toEqual([['replicates'], after]);
  });
});
