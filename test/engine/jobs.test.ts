/** Jobs of S3 Batch Operations that are given: what their roles lack is an error, what is not certain is nothing. */
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/model.js';
import { auditOf } from '../audit-of.js';

const account = '111122223333';
const jobRole = `arn:aws:iam::${account}:role/batch`;

interface Options {
  readonly statements?: readonly object[];
  readonly trust?: string;
  readonly job?: object;
  readonly role?: object | null;
  readonly accounts?: readonly object[];
  readonly policy?: object;
}

const initiate = { Effect: 'Allow', Action: 's3:InitiateReplication', Resource: 'arn:aws:s3:::orders/*' };
const generate = {
  Effect: 'Allow',
  Action: ['s3:GetReplicationConfiguration', 's3:PutInventoryConfiguration'],
  Resource: 'arn:aws:s3:::orders',
};
const read = { Effect: 'Allow', Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: 'arn:aws:s3:::jobs/*' };
const write = { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::jobs/*' };
const all = [initiate, generate, read, write];

const generated = {
  S3JobManifestGenerator: {
    SourceBucket: 'arn:aws:s3:::orders',
    EnableManifestOutput: true,
    ManifestOutputLocation: { Bucket: 'arn:aws:s3:::jobs', ManifestPrefix: 'manifests' },
  },
};
const report = {
  Bucket: 'arn:aws:s3:::jobs',
  Prefix: 'reports',
  Format: 'Report_CSV_20180820',
  Enabled: true,
  ReportScope: 'AllTasks',
};

function described(more: object = {}): object {
  return {
    Job: {
      JobId: '1234',
      JobArn: `arn:aws:s3:us-east-1:${account}:job/1234`,
      Status: 'Suspended',
      Operation: { S3ReplicateObject: {} },
      RoleArn: jobRole,
      ManifestGenerator: generated,
      Report: report,
      ...more,
    },
  };
}

function bucket(Name: string, more: object = {}): object {
  return { Name, BucketRegion: 'us-east-1', GetBucketPolicy: { Error: { Code: 'NoSuchBucketPolicy' } }, ...more };
}

function estate({
  statements = all,
  trust = 'batchoperations.s3.amazonaws.com',
  job,
  role,
  accounts = [],
  policy,
}: Options = {}): object {
  const jobs =
    policy === undefined ? bucket('jobs') : bucket('jobs', { GetBucketPolicy: { Policy: JSON.stringify(policy) } });
  const own = {
    Arn: jobRole,
    RoleName: 'batch',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: trust }, Action: 'sts:AssumeRole' }],
    },
    RolePolicyList: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    AttachedManagedPolicies: [],
  };
  return {
    format: 'replint-snapshot/1',
    accounts: [
      {
        id: account,
        organization: null,
        buckets: [bucket('orders'), jobs],
        roles: role === null ? [] : [role ?? own],
        jobs: [{ JobId: '1234', DescribeJob: job ?? described() }],
      },
      ...accounts,
    ],
  };
}

function found({ findings }: Report): readonly string[] {
  return findings
    .filter(({ rule }) => rule.startsWith('batch/'))
    .map(({ level, rule, message }) =>
      `${level} ${rule} ${/is not allowed (\S+ on \S+):/u.exec(message)?.[1] ?? ''}`.trim(),
    )
    .sort();
}

test('a role that has all of it', () => {
  expect(found(auditOf(estate()))).toEqual([]);
});

describe('what is missing is an error', () => {
  test.each<readonly [string, Options, readonly string[]]>([
    ['the trust', { trust: 's3.amazonaws.com' }, ['error batch/trust-missing']],
    [
      'the start',
      { statements: [generate, read, write] },
      ['error batch/initiate-not-allowed s3:InitiateReplication on arn:aws:s3:::orders/*'],
    ],
    [
      'the inventory',
      { statements: [initiate, read, write] },
      [
        'error batch/manifest-not-readable s3:GetReplicationConfiguration on arn:aws:s3:::orders',
        'error batch/manifest-not-readable s3:PutInventoryConfiguration on arn:aws:s3:::orders',
      ],
    ],
    [
      'the writes',
      { statements: [initiate, generate, read] },
      [
        'error batch/manifest-not-writable s3:PutObject on arn:aws:s3:::jobs/manifests/*',
        'error batch/report-not-writable s3:PutObject on arn:aws:s3:::jobs/reports/job-1234/*',
      ],
    ],
    [
      'the report, where another prefix is allowed',
      { statements: [initiate, generate, { ...write, Resource: 'arn:aws:s3:::jobs/manifests/*' }] },
      ['error batch/report-not-writable s3:PutObject on arn:aws:s3:::jobs/reports/job-1234/*'],
    ],
    [
      'the start, which is denied',
      { statements: [...all, { Effect: 'Deny', Action: 's3:InitiateReplication', Resource: '*' }] },
      ['error batch/initiate-not-allowed s3:InitiateReplication on arn:aws:s3:::orders/*'],
    ],
    [
      'the start of some objects',
      { statements: [generate, read, write, { ...initiate, Resource: 'arn:aws:s3:::orders/a*' }] },
      ['error batch/initiate-not-allowed s3:InitiateReplication on arn:aws:s3:::orders/*'],
    ],
    [
      'the writes, which the bucket policy denies',
      {
        policy: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::jobs/reports/*' },
          ],
        },
      },
      ['error batch/report-not-writable s3:PutObject on arn:aws:s3:::jobs/reports/job-1234/*'],
    ],
    [
      'the role',
      { role: { Arn: jobRole, GetRole: { Error: { Code: 'NoSuchEntity' } } } },
      ['error batch/trust-missing'],
    ],
    [
      'a manifest that is given',
      {
        statements: [initiate, write],
        job: described({
          ManifestGenerator: null,
          Manifest: { Location: { ObjectArn: 'arn:aws:s3:::jobs/m.csv', ETag: 'x' } },
        }),
      },
      ['error batch/manifest-not-readable s3:GetObject on arn:aws:s3:::jobs/m.csv'],
    ],
    [
      'a version of it',
      {
        statements: [initiate, write, { ...read, Action: 's3:GetObject' }],
        job: described({
          ManifestGenerator: null,
          Manifest: { Location: { ObjectArn: 'arn:aws:s3:::jobs/m.csv', ObjectVersionId: 'v', ETag: 'x' } },
        }),
      },
      ['error batch/manifest-not-readable s3:GetObjectVersion on arn:aws:s3:::jobs/m.csv'],
    ],
  ])('%s', (_name, options, expected) => {
    expect(found(auditOf(estate(options)))).toEqual(expected);
  });
});

describe('nothing is said', () => {
  test.each<readonly [string, Options]>([
    ['of a role that is not known', { role: null }],
    ['of a job of another kind', { trust: 's3.amazonaws.com', job: described({ Operation: { S3PutObjectCopy: {} } }) }],
    ['of a job that is over', { trust: 's3.amazonaws.com', job: described({ Status: 'Complete' }) }],
    ['of a job that could not be read', { trust: 's3.amazonaws.com', job: { Error: { Code: 'AccessDenied' } } }],
    [
      'of a report that is not asked for',
      {
        statements: [initiate, generate, { ...write, Resource: 'arn:aws:s3:::jobs/manifests/*' }],
        job: described({ Report: { ...report, Enabled: false } }),
      },
    ],
    [
      'of a condition that nobody documents',
      {
        statements: [
          generate,
          read,
          write,
          { ...initiate, Condition: { StringEquals: { 'aws:SourceAccount': account } } },
        ],
      },
    ],
  ])('%s', (_name, options) => {
    expect(found(auditOf(estate(options)))).toEqual([]);
  });
});

test('a role of another account than the bucket of the report needs its policy too', () => {
  const other = { id: '444455556666', organization: null, buckets: [bucket('theirs')] };
  const job = described({ Report: { ...report, Bucket: 'arn:aws:s3:::theirs' } });
  const statements = [initiate, generate, write, { ...write, Resource: 'arn:aws:s3:::theirs/*' }];
  expect(found(auditOf(estate({ statements, job, accounts: [other] })))).toEqual([
    'error batch/report-not-writable s3:PutObject on arn:aws:s3:::theirs/reports/job-1234/*',
  ]);
});
