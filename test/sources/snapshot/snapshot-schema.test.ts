import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { definitions, snapshotShape } from '../../../src/sources/snapshot/snapshot-shape.js';
import { error, faultsOf, home, keyArn, roleArn, snapshot } from '../snapshots.js';

const schema = JSON.parse(
  readFileSync(new URL('../../../schemas/replint-snapshot-1.schema.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, unknown>>;
const validate = new Ajv2020({ strict: false }).compile(schema);
function bucket(answers: object): object {
  return snapshot({ buckets: [{ Name: 'orders', ...answers }] });
}
function role(parts: object): object {
  return snapshot({ roles: [{ Arn: roleArn, ...parts }] });
}
function kmsKey(parts: object): object {
  return snapshot({ keys: [{ Arn: keyArn, ...parts }] });
}
const policyArn = `arn:aws:iam::${home}:policy/x`;

test('the schema that ships is the reader’s own', () => {
  expect(schema).toMatchObject({ ...snapshotShape.schema, $defs: Object.fromEntries(definitions) });
});

describe('schema and reader both accept', () => {
  test.each<[string, object]>([
    ['nothing but accounts', { format: 'replint-snapshot/1', accounts: [] }],
    [
      'fields that they do not know',
      snapshot({ note: 1, buckets: [{ Name: 'x', GetBucketFuture: [] }] }, { tool: {} }),
    ],
    ['any name', snapshot({ buckets: [{ Name: '__proto__' }, { Name: '\u001b[31m' }, { Name: '\n' }] })],
    ['an error in place of any answer', bucket({ GetBucketPolicy: { Error: { Code: 'AccessDenied' } } })],
    ['an error beside the Region', bucket({ HeadBucket: { ...error('403'), BucketRegion: 'us-west-2' } })],
    ['a policy that is none', bucket({ GetBucketPolicy: { Policy: '[]' } })],
    ['a role by its operations', role({ GetRole: { Role: {} }, GetRolePolicy: [error('AccessDenied')] })],
    ['a policy of AWS', snapshot({ policies: [{ Arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }] })],
    ['a key of another partition', snapshot({ keys: [{ Arn: keyArn.replace('aws', 'aws-us-gov') }] })],
    ['pages of authorization details', snapshot({ GetAccountAuthorizationDetails: [{ RoleDetailList: [] }, {}] })],
    ['no organization', snapshot({ organization: null })],
    ['a time with an offset', snapshot({}, { collectedAt: '2026-11-23T08:29:00.5+02:00' })],
  ])('%s', (_name, document) => {
    expect([validate(document), faultsOf(document)]).toEqual([true, []]);
  });
});

describe('schema and reader both refuse', () => {
  test.each<[string, object, string]>([
    ['accounts that are missing', { format: 'replint-snapshot/1' }, '`accounts` is missing'],
    ['accounts that are an object', { format: 'replint-snapshot/1', accounts: {} }, '/accounts This must be a list'],
    [
      'an account that is a string',
      { format: 'replint-snapshot/1', accounts: [home] },
      '/accounts/0 This must be an object',
    ],
    ['an id that is too short', snapshot({ id: '1111' }), '/accounts/0/id This must be an account id'],
    [
      'a time without its zone',
      snapshot({}, { collectedAt: '2026-11-23T06:29:00' }),
      '/collectedAt This must be an RFC 3339 time',
    ],
    ['a bucket without a name', snapshot({ buckets: [{}] }), '/accounts/0/buckets/0 `Name` is missing'],
    ['a bucket with an empty name', snapshot({ buckets: [{ Name: '' }] }), '/Name This must be a name'],
    [
      'an answer that is null',
      bucket({ GetBucketPolicy: null }),
      '/GetBucketPolicy This must be an object, and is null',
    ],
    ['an error without a code', bucket({ GetBucketPolicy: { Error: {} } }), '/GetBucketPolicy/Error `Code` is missing'],
    [
      'an error code that is a number',
      bucket({ HeadBucket: { Error: { Code: 404 } } }),
      '/HeadBucket/Error/Code This must be a string',
    ],
    [
      'an unknown versioning status',
      bucket({ GetBucketVersioning: { Status: 'enabled' } }),
      '"Enabled" or "Suspended", and is "enabled"',
    ],
    ['a policy that is a list', bucket({ GetBucketPolicy: { Policy: [] } }), '/Policy A policy document must be'],
    ['a policy that is missing', bucket({ GetBucketPolicy: {} }), '/GetBucketPolicy `Policy` is missing'],
    [
      'a replication rule without destination',
      bucket({ GetBucketReplication: { ReplicationConfiguration: { Rules: [{ ID: 'all' }] } } }),
      '/Rules/0 `Destination` is missing',
    ],
    [
      'a priority that is a string',
      bucket({
        GetBucketReplication: {
          ReplicationConfiguration: { Rules: [{ Priority: '1', Destination: { Bucket: 'b' } }] },
        },
      }),
      '/Rules/0/Priority This must be a whole number, and is a string',
    ],
    ['a tag without a value', bucket({ GetBucketTagging: { TagSet: [{ Key: 'a' }] } }), '/TagSet/0 `Value` is missing'],
    [
      'a block that is a word',
      bucket({ GetPublicAccessBlock: { PublicAccessBlockConfiguration: { BlockPublicAcls: 'true' } } }),
      '/BlockPublicAcls This must be true or false',
    ],
    [
      'an ARN that is no role',
      snapshot({ roles: [{ Arn: `arn:aws:iam::${home}:user/x` }] }),
      '/roles/0/Arn This must be the ARN of a role',
    ],
    [
      'an inline policy without name',
      role({ RolePolicyList: [{ PolicyDocument: {} }] }),
      '/RolePolicyList/0 `PolicyName` is missing',
    ],
    [
      'an attached policy without ARN',
      role({ AttachedManagedPolicies: [{ PolicyName: 'x' }] }),
      '`PolicyArn` is missing',
    ],
    [
      'names that are no strings',
      role({ ListRolePolicies: [{ PolicyNames: [1] }] }),
      '/ListRolePolicies/0/PolicyNames/0',
    ],
    [
      'a version that is a list',
      snapshot({ policies: [{ Arn: policyArn, PolicyVersionList: {} }] }),
      '/PolicyVersionList This must be a list',
    ],
    [
      'an ARN that is no key',
      snapshot({ keys: [{ Arn: 'arn:aws:s3:::orders' }] }),
      '/keys/0/Arn This must be the ARN of a KMS key',
    ],
    ['grants that are no list', kmsKey({ ListGrants: { Grants: {} } }), '/ListGrants/Grants This must be a list'],
    [
      'a context that is no map of strings',
      kmsKey({ ListGrants: { Grants: [{ Constraints: { EncryptionContextEquals: { 'a/b': 1 } } }] } }),
      '/EncryptionContextEquals/a~1b This must be a string',
    ],
    ['an organization without id', snapshot({ organization: {} }), '/organization `id` is missing'],
    [
      'a level without target',
      snapshot({ organization: { id: 'o', serviceControlPolicies: [{ policies: [] }] } }),
      '/serviceControlPolicies/0 `target` is missing',
    ],
    [
      'an external bucket with a name as owner',
      snapshot({}, { externalBuckets: [{ Name: 'x', Account: 'partner' }] }),
      '/externalBuckets/0/Account',
    ],
  ])('%s', (_name, document, fault) => {
    expect([validate(document), faultsOf(document)]).toEqual([false, [expect.stringContaining(fault)]]);
  });
});

describe('only the reader sees', () => {
  test.each<[string, object, string]>([
    [
      'a policy that is no JSON',
      bucket({ GetBucketPolicy: { Policy: '{' } }),
      '/GetBucketPolicy/Policy This policy document is not JSON',
    ],
    ['an empty policy', bucket({ GetBucketPolicy: { Policy: '' } }), 'is not JSON'],
    ['broken URL encoding', role({ AssumeRolePolicyDocument: '%7B%' }), 'is not JSON: broken URL encoding'],
    [
      'no JSON in a version that is not in force',
      snapshot({
        policies: [{ Arn: policyArn, DefaultVersionId: 'v2', PolicyVersionList: [{ VersionId: 'v1', Document: 'x' }] }],
      }),
      '/PolicyVersionList/0/Document This policy document is not JSON',
    ],
  ])('%s', (_name, document, fault) => {
    expect([validate(document), faultsOf(document)]).toEqual([true, [expect.stringContaining(fault)]]);
  });

  test('a policy that is nested without end', () => {
    const depth = 100_000;
    const text = JSON.stringify(bucket({ GetBucketPolicy: { Policy: { Statement: 0 } } }));
    expect(faultsOf(text.replace('"Statement":0', `"Statement":${'['.repeat(depth)}${']'.repeat(depth)}`))).toEqual([
      expect.stringContaining('nested more than 100 levels deep'),
    ]);
  });
});

test('all faults of all inputs come in reading order', () => {
  const many = snapshot({ buckets: Array.from({ length: 60 }, () => ({})) });
  const faults = faultsOf(many, snapshot({ id: 1, buckets: 2 }));
  expect(faults).toHaveLength(62);
  expect(faults.slice(58).map((fault) => fault.replace(/^(\S+) (\S+) .*/, '$1 $2'))).toEqual([
    expect.stringMatching(/^0\.json:1:\d+ \/accounts\/0\/buckets\/58$/),
    expect.stringMatching(/^0\.json:1:\d+ \/accounts\/0\/buckets\/59$/),
    '1.json:1:50 /accounts/0/id',
    '1.json:1:62 /accounts/0/buckets',
  ]);
});
