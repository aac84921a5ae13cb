/** Single answers, and what people put into files in place of answers. */
import { describe, expect, test } from '@jest/globals';
import type { Estate } from '../../../src/estate/model.js';
import type { Reading } from '../../../src/sources/adapter.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { readFiles } from '../../../src/sources/recognise.js';

const account = '111122223333';
const role = `arn:aws:iam::${account}:role/path/mover`;
const key = `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const permissions = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
const configuration = {
  Role: role,
  Rules: [
    {
      ID: 'all',
      Priority: 1,
      Status: 'Enabled',
      Filter: {},
      DeleteMarkerReplication: { Status: 'Disabled' },
      Destination: { Bucket: 'arn:aws:s3:::copies' },
    },
  ],
};
const identity = { UserId: 'AIDA', Account: account, Arn: `arn:aws:iam::${account}:user/a` };
const bucketPolicy = (bucket: string) => ({
  Policy: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
      },
    ],
  }),
});

function fileOf(name: string, content: unknown, given = 'given'): InputFile {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 4);
  return new InputFile({
    name: given === '' ? name : `${given}/${name}`,
    given: given === '' ? name : given,
    text,
    bytes: null,
  });
}

async function readingsOf(
  files: Readonly<Record<string, unknown>>,
  given = 'given',
  options = {},
): Promise<readonly Reading[]> {
  return readFiles(
    Object.entries(files).map(([name, content]) => fileOf(name, content, given)),
    options,
  );
}

async function estateOf(files: Readonly<Record<string, unknown>>, given = 'given', options = {}): Promise<Estate> {
  return joinReadings(await readingsOf(files, given, options)).estate;
}

const failed = (code: string, operation: string, message = 'said by AWS') =>
  `\nAn error occurred (${code}) when calling the ${operation} operation: ${message}\n`;

test('a folder without a list of buckets: the role that was read says whose credentials gave the answers', async () => {
  const estate = await estateOf({
    'orders/get-bucket-replication.json': { ReplicationConfiguration: configuration },
    'orders/get-bucket-versioning.json': { Status: 'Enabled' },
    'copies/get-bucket-versioning.json': { Status: 'Suspended' },
    'mover/get-role.json': {
      Role: { Path: '/path/', RoleName: 'mover', RoleId: 'AROA1', Arn: role, AssumeRolePolicyDocument: trust },
    },
    'mover/list-role-policies.json': { PolicyNames: ['inline'] },
    'mover/get-role-policy.json': { RoleName: 'mover', PolicyName: 'inline', PolicyDocument: permissions },
    'mover/list-attached-role-policies.json': { AttachedPolicies: [] },
  });
  expect(estate.buckets.get('orders')).toMatchObject({ account, versioning: { value: { Status: 'Enabled' } } });
  expect(estate.buckets.get('copies')).toMatchObject({ account, versioning: { value: { Status: 'Suspended' } } });
  expect(estate.roles.get(role)).toMatchObject({
    trustPolicy: { state: 'known' },
    identityPolicies: { state: 'known', value: [{ name: 'inline' }] },
  });
});

test('with nothing that says whose they are, no owner is assumed', async () => {
  const estate = await estateOf({
    'get-bucket-policy.json': bucketPolicy('orders'),
    'get-bucket-versioning.json': { Status: 'Enabled' },
  });
  expect(estate.buckets.get('orders')).toMatchObject({
    account: null,
    versioning: { state: 'known' },
    policy: { state: 'known' },
  });
});

test('a rule that names the owner of a destination is not overruled by the folder', async () => {
  const [rule] = configuration.Rules;
  const other = {
    ...configuration,
    Rules: [{ ...rule, Destination: { Bucket: 'arn:aws:s3:::copies', Account: '444455556666' } }],
  };
  const estate = await estateOf({
    'id.json': identity,
    'orders-replication.json': other,
    'get-bucket-versioning_copies.json': { Status: 'Enabled' },
  });
  expect(estate.buckets.get('copies')?.account).toBe('444455556666');
  expect(estate.buckets.get('orders')?.account).toBe(account);
});

describe('errors and nothing', () => {
  test.each([
    ['NoSuchBucketPolicy', 'absent'],
    ['AccessDenied', 'unreadable'],
    ['ExpiredToken', 'unreadable'],
    ['MethodNotAllowed', 'unreadable'],
  ])('%s', async (code, state) => {
    const estate = await estateOf({
      'id.json': identity,
      'get-bucket-policy_orders.json': failed(code, 'GetBucketPolicy'),
    });
    expect(estate.buckets.get('orders')?.policy).toMatchObject({ state, code });
  });

  test('the message names what was asked for', async () => {
    const message = `User: arn:aws:sts::${account}:assumed-role/audit/me is not authorized to perform: s3:GetBucketPolicy on resource: "arn:aws:s3:::orders" because no identity-based policy allows the s3:GetBucketPolicy action`;
    const estate = await estateOf({
      'id.json': identity,
      '1.txt': failed('AccessDenied', 'GetBucketPolicy', message),
      '2.txt': failed('NoSuchEntity', 'GetRole', 'The role with name gone cannot be found.'),
    });
    expect(estate.buckets.get('orders')?.policy).toMatchObject({ state: 'unreadable' });
    expect(estate.roles.get(`arn:aws:iam::${account}:role/gone`)?.exists).toMatchObject({ state: 'absent' });
  });

  test.each([['get-bucket-versioning_orders.json'], ['get-bucket-policy_orders.json'], ['orders/versioning.json']])(
    'zero bytes of %s say nothing',
    async (name) => {
      const [reading] = await readingsOf({
        'id.json': identity,
        'get-bucket-encryption_orders.json': failed('AccessDenied', 'GetBucketEncryption'),
        [name]: '',
      });
      const { estate } = joinReadings(reading === undefined ? [] : [reading]);
      expect(estate.buckets.get('orders')).toMatchObject({
        versioning: { state: 'not-collected' },
        policy: { state: 'not-collected' },
      });
      expect(reading?.notes?.join(' ')).toContain(`given/${name}`);
    },
  );

  test('an error that was kept beside an empty file is the answer', async () => {
    const estate = await estateOf({
      'id.json': identity,
      'get-bucket-policy_orders.json': '',
      'get-bucket-policy_orders.err': failed('NoSuchBucketPolicy', 'GetBucketPolicy'),
    });
    expect(estate.buckets.get('orders')?.policy).toMatchObject({ state: 'absent' });
  });

  test('an empty object is an answer where the command can answer with one', async () => {
    const estate = await estateOf({
      'id.json': identity,
      'get-bucket-versioning_orders.json': {},
      'get-bucket-policy_orders.json': {},
    });
    expect(estate.buckets.get('orders')).toMatchObject({
      versioning: { state: 'known', value: {} },
      policy: { state: 'not-collected' },
    });
  });

  test.each([
    [
      'a wrong shape',
      { ReplicationConfiguration: { Role: role, Rules: [{ ID: 5 }] } },
      'get-bucket-replication_orders.json',
      'replication',
    ],
    ['a policy that is not JSON', { Policy: '{"Version":' }, 'get-bucket-policy_orders.json', 'policy'],
  ])('%s loses itself alone', async (_name, content, name, fact) => {
    const [reading] = await readingsOf({
      'id.json': identity,
      'get-bucket-versioning_orders.json': { Status: 'Enabled' },
      [name]: content,
    });
    const { estate } = joinReadings(reading === undefined ? [] : [reading]);
    expect(estate.buckets.get('orders')).toMatchObject({
      versioning: { state: 'known' },
      [fact]: { state: 'unreadable', code: 'NotUnderstood' },
    });
    expect(reading?.notes?.join(' ')).toContain(name);
  });
});

test('two different answers about one thing are a contradiction, not a choice', async () => {
  const estate = await estateOf({
    'id.json': identity,
    'a/get-bucket-versioning_orders.json': { Status: 'Enabled' },
    'b/get-bucket-versioning_orders.json': { Status: 'Suspended' },
  });
  expect(estate.buckets.get('orders')?.versioning).toMatchObject({ state: 'unreadable', code: 'contradictory' });
});

describe('the file that is given to put-bucket-replication', () => {
  test.each([
    ['orders.json', {}],
    ['orders-replication.json', {}],
    ['replication_orders.json', {}],
  ])('%s', async (name, more) => {
    const estate = await estateOf({
      'id.json': identity,
      'get-bucket-versioning_orders.json': { Status: 'Enabled' },
      [name]: configuration,
      ...more,
    });
    expect(estate.buckets.get('orders')?.replication).toMatchObject({ state: 'known', value: { Role: role } });
  });

  test('alone, the bucket that was asked for', async () => {
    const [unnamed] = await readingsOf({ 'replication.json': configuration }, '');
    expect(unnamed?.faults.map(({ message }) => message)).toEqual([
      'This is the answer of GetBucketReplication, and nothing says which bucket it is about.',
    ]);
    const estate = await estateOf({ 'replication.json': configuration }, '', { bucket: 'orders', account });
    expect(estate.buckets.get('orders')).toMatchObject({ account, replication: { state: 'known' } });
  });

  test('its places are those of the file', async () => {
    const [reading] = await readingsOf({
      'orders.json': configuration,
      'get-bucket-versioning_orders.json': { Status: 'Enabled' },
    });
    const { estate, locators } = joinReadings(reading === undefined ? [] : [reading]);
    const { replication } = estate.buckets.get('orders') ?? {};
    const pointer = replication?.state === 'known' ? `${replication.origin.pointer}/Rules/0/Destination` : '';
    expect(locators.get('given')?.placesOf([pointer]).get(pointer)).toEqual({
      file: 'given/orders.json',
      address: '/Rules/0/Destination',
      line: 12,
      column: 28,
    });
  });
});

test('a transcript of a shell', async () => {
  const estate = await estateOf({
    'session.log': `$ aws sts get-caller-identity
${JSON.stringify(identity, null, 4)}
$ aws s3api get-bucket-versioning --bucket orders
$ aws s3api get-bucket-versioning \\
    --bucket 'copies'
{
    "Status": "Enabled"
}
$ aws s3api get-bucket-policy --bucket=copies

An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: none
$ aws kms get-key-policy --key-id ${key} --policy-name default > policy.json
$ aws s3api get-bucket-versioning --bucket others > versioning.json
`,
  });
  expect(estate.buckets.get('orders')).toMatchObject({ account, versioning: { state: 'known', value: {} } });
  expect(estate.buckets.get('copies')).toMatchObject({
    versioning: { value: { Status: 'Enabled' } },
    policy: { state: 'absent' },
  });
  expect(estate.buckets.has('others')).toBe(false);
  expect(estate.kmsKeys.has(key)).toBe(false);
});

test('a script is not taken for a transcript', async () => {
  const script = 'aws s3api get-bucket-versioning --bucket orders\naws s3api get-bucket-policy --bucket orders\n';
  const [reading] = await readingsOf({ 'collect.sh': script });
  expect(reading?.kind).toBe('unknown');
});

test('keys and their policies, by the folder, by the name, by the grants', async () => {
  const policy = {
    Policy: JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*' }],
    }),
    PolicyName: 'default',
  };
  const estate = await estateOf({
    'k/describe.json': {
      KeyMetadata: { KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab', Arn: key, KeyState: 'Enabled' },
    },
    'k/policy.json': policy,
    'other/grants.json': { Grants: [{ KeyId: key, GrantId: 'g', Operations: ['Decrypt'] }] },
  });
  expect(estate.kmsKeys.get(key)).toMatchObject({
    metadata: { state: 'known' },
    policy: { state: 'known' },
    grants: { state: 'known' },
  });
});

test('the organization, from its root down to the account; half a way is none', async () => {
  const answers = {
    'id.json': identity,
    'describe-organization.json': { Organization: { Id: 'o-abcdefghij', Arn: 'x', MasterAccountId: '999988887777' } },
    [`list-parents_${account}.json`]: { Parents: [{ Id: 'ou-ab12-11111111', Type: 'ORGANIZATIONAL_UNIT' }] },
    'list-parents_ou-ab12-11111111.json': { Parents: [{ Id: 'r-ab12', Type: 'ROOT' }] },
    ...Object.fromEntries(
      [account, 'ou-ab12-11111111', 'r-ab12'].map((target) => [
        `list-policies-for-target_${target}.json`,
        {
          Policies: [
            {
              Id: `p-${target.replaceAll('-', '')}1234`,
              Arn: 'a',
              Name: target,
              Type: 'SERVICE_CONTROL_POLICY',
              AwsManaged: false,
            },
          ],
        },
      ]),
    ),
    'describe-policy_p-rab121234.json': {
      Policy: { PolicySummary: { Id: 'p-rab121234' }, Content: '{"Statement":[]}' },
    },
  };
  const whole = await estateOf(answers);
  const organization = whole.accounts.get(account)?.organization;
  expect(organization).toMatchObject({
    state: 'known',
    value: { id: 'o-abcdefghij', isManagementAccount: false, resourceControlPolicies: { state: 'not-collected' } },
  });
  expect(organization?.state === 'known' ? organization.value.serviceControlPolicies : null).toMatchObject({
    state: 'known',
    value: [
      { target: 'r-ab12', policies: { value: [{ document: { state: 'known' } }] } },
      { target: 'ou-ab12-11111111', policies: { value: [{ document: { state: 'not-collected' } }] } },
      { target: account },
    ],
  });
  const { 'list-parents_ou-ab12-11111111.json': _cut, ...cut } = answers;
  const half = (await estateOf(cut)).accounts.get(account)?.organization;
  expect(half).toMatchObject({ value: { serviceControlPolicies: { state: 'not-collected' } } });
});

test('what nothing places is named: a fault where it was given itself, a note in a folder', async () => {
  const [single] = await readingsOf({ 'x.json': { Status: 'Enabled' } }, '');
  expect(single?.faults).toHaveLength(1);
  const [folder] = await readingsOf({ 'id.json': identity, 'x1.json': { AttachedPolicies: [] } });
  expect(folder?.faults).toEqual([]);
  expect(folder?.notes?.join(' ')).toContain('given/x1.json');
});

test('a policy document beside code is left to the code', async () => {
  const readings = await readingsOf({
    'main.tf': 'resource "aws_s3_bucket" "b" {}',
    'policy.json': { Version: '2012-10-17', Statement: [] },
  });
  expect(readings.map(({ kind }) => kind)).not.toContain('aws-cli');
});

test('a job of S3 Batch Operations', async () => {
  const Job = {
    JobId: '1',
    JobArn: `arn:aws:s3:us-east-1:${account}:job/1`,
    Status: 'Failed',
    Operation: { S3ReplicateObject: {} },
    RoleArn: role,
    Report: { Enabled: true, Bucket: 'arn:aws:s3:::jobs', Prefix: 'r' },
  };
  const { jobs } = await estateOf({ 'job.json': { Job } });
  expect(jobs).toMatchObject([{ id: '1', account, roleArn: role, report: { bucket: 'jobs', prefix: 'r' } }]);
});

test('a transcript in prose is an example, unless it was named itself', async () => {
  const prose = '# How to\n\n$ aws s3api get-bucket-versioning --bucket orders\n{\n    "Status": "Enabled"\n}\n';
  const [passedOver] = await readingsOf({ 'README.md': prose });
  expect(passedOver?.kind).toBe('unknown');
  const estate = await estateOf({ 'README.md': prose }, '');
  expect(estate.buckets.get('orders')?.versioning).toMatchObject({ state: 'known' });
});
