/** Jobs of S3 Batch Operations that are given: what their roles lack is an error, what is not certain is nothing. */
import { describe, expect, test } from '@jest/globals';
import { batchRole, describedJob } from '../../scripts/fixtures/batch.mjs';
import type { Report } from '../../src/report/model.js';
import { auditOf } from '../audit-of.js';

const account = '111122223333';
const jobRole = `arn:aws:iam::${account}:role/batch`;

interface Options {
  /** Of the bucket of manifests and reports. */
  readonly files?: object;
  readonly statements?: readonly object[];
  readonly trust?: string;
  readonly job?: object;
  readonly role?: object | null;
  readonly accounts?: readonly object[];
  readonly policy?: object;
  readonly keys?: readonly object[];
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
  const files = { ManifestGenerator: generated, Report: report };
  return describedJob('1234', { roleArn: jobRole, region: 'us-east-1' }, { ...files, ...more });
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
  files = {},
  keys,
}: Options = {}): object {
  const ofBucket = policy === undefined ? {} : { GetBucketPolicy: { Policy: JSON.stringify(policy) } };
  const jobs = bucket('jobs', { ...ofBucket, ...files });
  return {
    format: 'replint-snapshot/1',
    accounts: [
      {
        id: account,
        organization: null,
        buckets: [bucket('orders'), jobs],
        roles: role === null ? [] : [role ?? batchRole(jobRole, statements, trust)],
        jobs: [{ JobId: '1234', DescribeJob: job ?? described() }],
        ...(keys === undefined ? {} : { keys }),
      },
      ...accounts,
    ],
  };
}

function found({ findings }: Report): readonly string[] {
  return findings
    .filter(({ rule }) => rule.startsWith('batch/'))
    .map(({ level, rule, message }) =>
      `${level} ${rule} ${/is not allowed (\S+ on [^\s,]+)[:,]/u.exec(message)?.[1] ?? ''}`.trim(),
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
      { statements: [initiate, generate, read, { ...write, Resource: 'arn:aws:s3:::jobs/manifests/*' }] },
      ['error batch/report-not-writable s3:PutObject on arn:aws:s3:::jobs/reports/job-1234/*'],
    ],
    [
      'the start, which is denied',
      { statements: [...all, { Effect: 'Deny', Action: 's3:InitiateReplication', Resource: '*' }] },
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
        statements: [initiate, generate, read, { ...write, Resource: 'arn:aws:s3:::jobs/manifests/*' }],
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
  const statements = [initiate, generate, read, write, { ...write, Resource: 'arn:aws:s3:::theirs/*' }];
  expect(found(auditOf(estate({ statements, job, accounts: [other] })))).toEqual([
    'error batch/report-not-writable s3:PutObject on arn:aws:s3:::theirs/reports/job-1234/*',
  ]);
});

const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
const keyArn = `arn:aws:kms:us-east-1:${account}:key/${keyId}`;

function key(allowed: boolean): object {
  const Statement = allowed
    ? [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }]
    : [{ Effect: 'Allow', Principal: { AWS: jobRole }, Action: 'kms:DescribeKey', Resource: '*' }];
  return {
    DescribeKey: { KeyMetadata: { Arn: keyArn, KeyId: keyId, KeyState: 'Enabled', Enabled: true } },
    GetKeyPolicy: { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) },
    ListGrants: { Grants: [] },
  };
}
function shared(AWS: string): object {
  const Statement = [{ Effect: 'Allow', Principal: { AWS }, Action: 'kms:*', Resource: '*' }];
  return {
    ...key(false),
    'GetKeyPolicy:AWS_RAM': { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) },
  };
}
function useKey(Action: string): object {
  return { Effect: 'Allow', Action, Resource: keyArn };
}
function encrypted(KMSMasterKeyID: string | undefined): object {
  const byDefault = { SSEAlgorithm: 'aws:kms', ...(KMSMasterKeyID === undefined ? {} : { KMSMasterKeyID }) };
  return {
    GetBucketEncryption: {
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: byDefault }] },
    },
  };
}
function withManifestKey(KeyId: string): object {
  const { S3JobManifestGenerator: generator } = generated;
  const ManifestOutputLocation = { ...generator.ManifestOutputLocation, ManifestEncryption: { SSEKMS: { KeyId } } };
  return described({ ManifestGenerator: { S3JobManifestGenerator: { ...generator, ManifestOutputLocation } } });
}
function given(Format: string): object {
  const Location = { ObjectArn: 'arn:aws:s3:::jobs/manifest.json', ETag: 'x' };
  return described({ ManifestGenerator: null, Manifest: { Spec: { Format }, Location }, Report: { Enabled: false } });
}
const inventory = 'S3InventoryReport_CSV_20161130';
const list = 'S3BatchOperations_CSV_20180820';

describe('keys', () => {
  test.each<readonly [string, Options, readonly string[]]>([
    [
      'the key that the job names for its manifest',
      { job: withManifestKey(keyArn), keys: [key(true)] },
      [
        `error batch/manifest-not-readable kms:Decrypt on ${keyArn}`,
        `error batch/manifest-not-writable kms:GenerateDataKey on ${keyArn}`,
      ],
    ],
    [
      'the same by its id',
      { job: withManifestKey(keyId), keys: [key(true)], statements: [...all, useKey('kms:Decrypt')] },
      [`error batch/manifest-not-writable kms:GenerateDataKey on ${keyArn}`],
    ],
    [
      'a key whose policy allows nothing',
      { job: withManifestKey(keyArn), keys: [key(false)], statements: [...all, useKey('kms:*')] },
      [
        `error batch/manifest-not-readable kms:Decrypt on ${keyArn}`,
        `error batch/manifest-not-writable kms:GenerateDataKey on ${keyArn}`,
      ],
    ],
    [
      'a key whose policy allows nothing, shared by a policy that does: how the two are joined is not documented',
      { job: withManifestKey(keyArn), keys: [shared(jobRole)], statements: [...all, useKey('kms:*')] },
      [],
    ],
    [
      'a key whose policy allows nothing, shared with somebody else',
      { job: withManifestKey(keyArn), keys: [shared(`${jobRole}-2`)], statements: [...all, useKey('kms:*')] },
      [
        `error batch/manifest-not-readable kms:Decrypt on ${keyArn}`,
        `error batch/manifest-not-writable kms:GenerateDataKey on ${keyArn}`,
      ],
    ],
    [
      'both are allowed',
      { job: withManifestKey(keyArn), keys: [key(true)], statements: [...all, useKey('kms:*')] },
      [],
    ],
    [
      'the default key of the bucket: perhaps',
      { files: encrypted(keyArn), keys: [key(true)] },
      [
        `warning batch/manifest-not-readable kms:Decrypt on ${keyArn}`,
        `warning batch/manifest-not-writable kms:GenerateDataKey on ${keyArn}`,
        `warning batch/report-not-writable kms:GenerateDataKey on ${keyArn}`,
      ],
    ],
    ['the key that AWS manages, which the account may use', { files: encrypted(undefined) }, []],
    [
      'the default key, for a list of objects',
      { job: given(list), files: encrypted(keyArn), keys: [key(true)] },
      [`warning batch/manifest-not-readable kms:Decrypt on ${keyArn}`],
    ],
    [
      'the default key, for an inventory',
      { job: given(inventory), files: encrypted(keyArn), keys: [key(true)] },
      [
        `warning batch/manifest-not-readable kms:Decrypt on ${keyArn}`,
        `warning batch/manifest-not-readable kms:GenerateDataKey on ${keyArn}`,
      ],
    ],
    [
      'a default key that is allowed under a condition that nobody documents',
      {
        job: given(list),
        files: encrypted(keyArn),
        keys: [key(true)],
        statements: [
          initiate,
          read,
          {
            ...useKey('kms:Decrypt'),
            Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
          },
        ],
      },
      [],
    ],
  ])('%s', (_name, options, expected) => {
    expect(found(auditOf(estate(options)))).toEqual(expected);
  });
});

describe('a manifest in a bucket of another account', () => {
  const job = described({
    ManifestGenerator: {
      S3JobManifestGenerator: {
        ...generated.S3JobManifestGenerator,
        ManifestOutputLocation: { Bucket: 'arn:aws:s3:::theirs', ManifestPrefix: 'm' },
      },
    },
  });
  const files = ['s3:GetObject', 's3:PutObject'].map((Action) => ({
    Effect: 'Allow',
    Action,
    Resource: 'arn:aws:s3:::theirs/*',
  }));
  function theirs(ownership: object | undefined): object {
    const Statement = [
      { Effect: 'Allow', Principal: { AWS: jobRole }, Action: 's3:*', Resource: 'arn:aws:s3:::theirs/*' },
    ];
    return {
      id: '444455556666',
      organization: null,
      buckets: [
        bucket('theirs', {
          GetBucketPolicy: { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) },
          ...(ownership === undefined ? {} : { GetBucketOwnershipControls: ownership }),
        }),
      ],
    };
  }
  function owned(ObjectOwnership: string): object {
    return { OwnershipControls: { Rules: [{ ObjectOwnership }] } };
  }
  const missing = ['error batch/manifest-not-writable s3:PutObjectAcl on arn:aws:s3:::theirs/m/*'];
  test.each<readonly [string, object | undefined, readonly object[], readonly string[]]>([
    ['with access control lists', owned('BucketOwnerPreferred'), [], missing],
    [
      'without ownership controls, which means the same',
      { Error: { Code: 'OwnershipControlsNotFoundError' } },
      [],
      missing,
    ],
    ['without access control lists', owned('BucketOwnerEnforced'), [], []],
    ['of which nobody knows', undefined, [], []],
    ['with the permission', owned('ObjectWriter'), [{ ...write, Action: 's3:PutObjectAcl', Resource: '*' }], []],
  ])('%s', (_name, ownership, more, expected) => {
    const statements = [...all, ...files, ...more];
    expect(found(auditOf(estate({ statements, job, accounts: [theirs(ownership)] })))).toEqual(expected);
  });
});

test('of a job for another bucket than the one that is asked about, nothing is said', () => {
  const broken = estate({ trust: 's3.amazonaws.com' });
  expect(found(auditOf(broken, { buckets: ['orders'] }))).toEqual(['error batch/trust-missing']);
  expect(found(auditOf(broken, { buckets: ['jobs'] }))).toEqual([]);
});

describe('of a manifest that S3 generates, the keys that it lists for sure', () => {
  const { S3JobManifestGenerator: generator } = generated;
  const naming = (KeyNameConstraint: object | null): object =>
    described({ ManifestGenerator: { S3JobManifestGenerator: { ...generator, Filter: { KeyNameConstraint } } } });
  const on = (...ends: readonly string[]): readonly object[] => [
    generate,
    read,
    write,
    { ...initiate, Resource: ends.map((end) => `arn:aws:s3:::orders/${end}`) },
  ];
  /** A snapshot in which the bucket has one replication rule; null = nobody collected its configuration. */
  const withRule = (snapshot: object, more: object | null): object => {
    if (more === null) return snapshot;
    const rule = {
      ID: 'all',
      Status: 'Enabled',
      Priority: 1,
      DeleteMarkerReplication: { Status: 'Disabled' },
      Destination: { Bucket: 'arn:aws:s3:::copies' },
      ...more,
    };
    const configuration = { Role: `arn:aws:iam::${account}:role/mover`, Rules: [rule] };
    const { accounts } = snapshot as { readonly accounts: readonly [{ buckets: object[] }] };
    accounts[0].buckets[0] = bucket('orders', { GetBucketReplication: { ReplicationConfiguration: configuration } });
    return snapshot;
  };
  const missing = ['error batch/initiate-not-allowed s3:InitiateReplication on arn:aws:s3:::orders/*'];
  test.each<readonly [string, object | null, readonly object[], readonly string[]]>([
    ['no names', null, on('logs/*'), missing],
    ['a beginning', { MatchAnyPrefix: ['logs/'] }, on('logs/*'), []],
    ['a beginning of another case', { MatchAnyPrefix: ['Logs/'] }, on('logs/*'), missing],
    ['two beginnings, of which one is allowed', { MatchAnyPrefix: ['logs/', 'x/'] }, on('logs/*'), missing],
    ['two beginnings', { MatchAnyPrefix: ['logs/', 'x/'] }, on('logs/*', 'x/*'), []],
    ['a star, which is one', { MatchAnyPrefix: ['*'] }, on('logs/*'), missing],
    ['an end', { MatchAnySuffix: ['.csv'] }, on('*.csv'), []],
    ['another end', { MatchAnySuffix: ['.csv'] }, on('*.txt'), missing],
    ['a part', { MatchAnySubstring: ['2026'] }, on('*2026*'), []],
    ['a beginning and an end', { MatchAnyPrefix: ['logs/'], MatchAnySuffix: ['.csv'] }, on('logs/*'), []],
    ['lists that are empty', { MatchAnyPrefix: [], MatchAnySuffix: null }, on('logs/*'), missing],
  ])('%s', (_name, names, statements, expected) => {
    const snapshot = withRule(estate({ statements, job: naming(names) }), { Filter: { Prefix: '' } });
    expect(found(auditOf(snapshot))).toEqual(expected);
  });

  test.each<readonly [string, object | null, readonly object[], readonly string[]]>([
    ['a rule for them', { Filter: { Prefix: 'logs/' } }, on('logs/*'), []],
    ['a rule for others', { Filter: { Prefix: 'data/' } }, on('logs/*'), missing],
    ['a rule that is disabled', { Filter: { Prefix: 'logs/' }, Status: 'Disabled' }, on('logs/*'), missing],
    [
      'a rule that leaves others out',
      { Filter: { And: { Prefix: 'logs/', Not: { Prefix: 'logs/x' } } } },
      on('logs/*'),
      [],
    ],
    ['rules that nobody collected, which may be for them', null, on('logs/*'), []],
    ['rules that nobody collected, and no key at all', null, [generate, read, write], missing],
  ])('%s', (_name, more, statements, expected) => {
    expect(found(auditOf(withRule(estate({ statements }), more)))).toEqual(expected);
  });
});

describe('who asks is known', () => {
  const other = `arn:aws:iam::${account}:role/other`;
  const missing = ['error batch/initiate-not-allowed s3:InitiateReplication on arn:aws:s3:::orders/*'];
  test.each<readonly [string, object, readonly string[]]>([
    ['another role alone', { ArnNotEquals: { 'aws:PrincipalArn': other } }, missing],
    ['this role', { ArnNotEquals: { 'aws:PrincipalArn': jobRole } }, []],
    ['another account', { StringNotEquals: { 'aws:PrincipalAccount': '444455556666' } }, missing],
    ['another account, or whatever nobody documents', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } }, []],
  ])('a Deny that spares %s', (_name, Condition, expected) => {
    const statements = [...all, { Effect: 'Deny', Action: 's3:InitiateReplication', Resource: '*', Condition }];
    expect(found(auditOf(estate({ statements })))).toEqual(expected);
  });

  test.each<readonly [string, object, readonly string[]]>([
    ['an external id', { StringEquals: { 'sts:ExternalId': 'x' } }, ['error batch/trust-missing']],
    ['an external id, if there is one', { StringEqualsIfExists: { 'sts:ExternalId': 'x' } }, []],
    ['an account that S3 may send', { StringEquals: { 'aws:SourceAccount': account } }, []],
  ])('a trust that asks for %s', (_name, Condition, expected) => {
    const role = batchRole(jobRole, all) as { AssumeRolePolicyDocument: { Statement: object[] } };
    const [statement] = role.AssumeRolePolicyDocument.Statement;
    role.AssumeRolePolicyDocument.Statement = [{ ...statement, Condition }];
    expect(found(auditOf(estate({ role })))).toEqual(expected);
  });
});

test('a report whose prefix is null has none', () => {
  const job = described({ Report: { ...report, Prefix: null } });
  expect(found(auditOf(estate({ job })))).toEqual([]);
});
