/** A store of iam-collect: what its documentation describes is read, and nothing is concluded from what it does not. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, otherAccount, sourceAccount } from '../../../scripts/fixtures/estate.mjs';
import { audit } from '../../../src/judge.js';
import type { Report } from '../../../src/report/model.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { claimsOf, readFiles } from '../../../src/sources/recognise.js';

type Store = Readonly<Record<string, unknown>>;

const at = `iam-data/aws/aws`;
const [root, unit, organization] = ['r-ab12', 'ou-ab12-12345678', 'o-example1234'];

function filesOf(store: Store): readonly InputFile[] {
  return Object.entries(store).map(
    ([path, value]) =>
      new InputFile({
        name: path,
        given: path.split('/')[0] ?? '',
        text: typeof value === 'string' ? value : JSON.stringify(value),
        bytes: null,
      }),
  );
}

async function readingOf(store: Store) {
  const readings = await readFiles(filesOf(store));
  expect(readings.map(({ kind }) => kind)).toEqual(['iam-collect']);
  return readings[0];
}

function accountOf(facts: unknown, id = sourceAccount): Record<string, unknown> {
  const { accounts } = facts as { accounts: { id: string }[] };
  return accounts.find((account) => account.id === id) ?? {};
}

const allow = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const denyWrites = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 's3:ReplicateObject', Resource: '*' }],
};
const arnOf = (id: string): string =>
  `arn:aws:organizations::${otherAccount}:policy/${organization}/service_control_policy/${id}`;

/** Each shape that members of the organization's files can have. */
const shapes: Readonly<Record<string, Store>> = {
  'records by id, policies by ARN': {
    [`${at}/organizations/${organization}/accounts.json`]: {
      [sourceAccount]: { ou: unit, scps: [arnOf('p-full'), arnOf('p-deny1234')], rcps: [] },
    },
    [`${at}/organizations/${organization}/ous/${unit}/metadata.json`]: {
      id: unit,
      parent: root,
      scps: [arnOf('p-full')],
      rcps: [],
    },
    [`${at}/organizations/${organization}/structure.json`]: { [root]: { scps: [arnOf('p-full')], rcps: [] } },
  },
  'a tree of units, policies by id': {
    [`${at}/organizations/${organization}/accounts.json`]: [
      {
        id: sourceAccount,
        parentId: unit,
        serviceControlPolicies: [{ id: 'p-full' }, { id: 'p-deny1234' }],
        resourceControlPolicies: [],
      },
    ],
    [`${at}/organizations/${organization}/structure.json`]: {
      id: root,
      scps: ['p-full'],
      rcps: [],
      children: [{ id: unit, scps: ['p-full'], rcps: [], children: [] }],
    },
  },
};

const common: Store = {
  [`${at}/organizations/${organization}/metadata.json`]: { id: organization, masterAccountId: otherAccount },
  [`${at}/organizations/${organization}/scps/p-deny1234/metadata.json`]: { arn: arnOf('p-deny1234') },
  [`${at}/organizations/${organization}/scps/p-deny1234/policy.json`]: denyWrites,
  [`${at}/organizations/${organization}/scps/p-full/policy.json`]: allow,
  [`${at}/indexes/accounts-to-orgs.json`]: { [sourceAccount]: organization },
};

async function joinedWith(store: Store) {
  const { snapshot } = buildEstate({});
  delete snapshot.accounts[0].organization;
  const files = [InputFile.ofText('snapshot.json', JSON.stringify(snapshot)), ...filesOf(store)];
  return joinReadings(await readFiles(files));
}

async function auditWith(store: Store): Promise<Report> {
  const { estate } = await joinedWith(store);
  return audit(estate, { settings: { now: '2026-11-25T00:00:00Z' } });
}

describe('the organization', () => {
  test.each(Object.entries(shapes))('%s: its Deny is found, and its place', async (_name, store) => {
    const { replication, findings } = await auditWith({ ...common, ...store });
    expect(replication[0]?.verdict).toBe('fails');
    const [denial] = findings.filter(({ level }) => level === 'error');
    expect(denial?.permission?.policies.map(({ kind }) => kind)).toContain('service-control');
    const { locators } = await joinedWith({ ...common, ...store });
    const pointer = denial?.location?.pointer ?? '';
    const place = locators
      .get(denial?.location?.file ?? '')
      ?.placesOf([pointer])
      .get(pointer);
    expect(place?.file).toBe(`${at}/organizations/${organization}/scps/p-deny1234/policy.json`);
  });

  test.each<readonly [string, string, unknown]>([
    ['policies under another name', 'accounts.json', { [sourceAccount]: { ou: unit, guardrails: ['p-deny1234'] } }],
    ['no unit', 'accounts.json', { [sourceAccount]: { scps: [], rcps: [] } }],
    ['two units', 'accounts.json', { [sourceAccount]: { ou: unit, parent: root, scps: [], rcps: [] } }],
    ['a policy that has no id', 'accounts.json', { [sourceAccount]: { ou: unit, scps: [{ name: 'deny' }], rcps: [] } }],
    ['no list of accounts', 'other.json', {}],
  ])('%s: nothing is concluded', async (_name, file, value) => {
    const unitLevel = shapes['records by id, policies by ARN'];
    const store = { ...common, ...unitLevel, [`${at}/organizations/${organization}/accounts.json`]: null };
    const { replication } = await auditWith({ ...store, [`${at}/organizations/${organization}/${file}`]: value });
    expect(replication[0]).toMatchObject({ verdict: 'replicates', assumptions: ['organization-policies'] });
  });
});

describe('resources', () => {
  const bucket = `${at}/accounts/${sourceAccount}/s3/orders`;
  const role = `${at}/accounts/${sourceAccount}/iam/role/teams%2fmover`;
  const roleArn = `arn:aws:iam::${sourceAccount}:role/teams/Mover`;
  const key = `${at}/accounts/${sourceAccount}/kms/eu-west-1/key/abc`;
  const keyArn = `arn:aws:kms:eu-west-1:${sourceAccount}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const switches = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: false,
  };

  test('a bucket is called as its metadata says, and has what the files hold', async () => {
    const reading = await readingOf({
      [`${bucket}/metadata.json`]: { arn: 'arn:aws:s3:::orders', name: 'orders', region: 'eu-west-1' },
      [`${bucket}/policy.json`]: allow,
      [`${bucket}/bpa.json`]: switches,
      [`${bucket}/tags.json`]: { team: 'data' },
    });
    expect(accountOf(reading?.facts)['buckets']).toEqual([
      {
        Name: 'orders',
        HeadBucket: { BucketRegion: 'eu-west-1' },
        GetBucketPolicy: { Policy: allow },
        GetPublicAccessBlock: { PublicAccessBlockConfiguration: switches },
        GetBucketTagging: { TagSet: [{ Key: 'team', Value: 'data' }] },
      },
    ]);
    const places = reading?.locator.placesOf(['/accounts/0/buckets/0/GetBucketPolicy/Policy/Statement/0']);
    expect([...(places?.values() ?? [])]).toMatchObject([{ file: `${bucket}/policy.json`, line: 1 }]);
  });

  test.each<readonly [string, string, unknown]>([
    ['a policy that is null', 'policy', null],
    ['a policy that is empty', 'policy', ''],
    ['a policy that is a list', 'policy', []],
    ['switches of which one lacks', 'bpa', { ...switches, BlockPublicAcls: undefined }],
    ['switches that are words', 'bpa', { ...switches, BlockPublicAcls: 'yes' }],
    ['encryption without a Bucket Key setting', 'encryption', { Rules: [{ ApplyServerSideEncryptionByDefault: {} }] }],
    ['encryption as a word', 'encryption', 'aws:kms'],
    ['tags that are numbers', 'tags', { team: 1 }],
  ])('%s says nothing', async (_name, file, value) => {
    const reading = await readingOf({
      [`${bucket}/metadata.json`]: { arn: 'arn:aws:s3:::orders', region: 'eu-west-1' },
      [`${bucket}/${file}.json`]: value,
    });
    expect(accountOf(reading?.facts)['buckets']).toEqual([
      { Name: 'orders', HeadBucket: { BucketRegion: 'eu-west-1' } },
    ]);
  });

  test.each<readonly [string, object, boolean]>([
    ['its metadata says that it has no boundary', { permissionsBoundary: null }, true],
    ['its metadata names a boundary', { permissionsBoundary: `arn:aws:iam::${sourceAccount}:policy/edge` }, true],
    ['its metadata does not speak of a boundary', {}, false],
    ['its boundary is in an unknown form', { permissionsBoundary: 7 }, false],
  ])('a role is read where %s: %j', async (_name, metadata, isRead) => {
    const reading = await readingOf({
      [`${role}/metadata.json`]: { arn: roleArn, ...metadata },
      [`${role}/trust-policy.json`]: allow,
    });
    const [read] = (accountOf(reading?.facts)['roles'] ?? []) as { Arn: string; GetRole: { Role: object } }[];
    expect(read?.Arn ?? null).toBe(isRead ? roleArn : null);
    const boundary = (metadata as { permissionsBoundary?: unknown }).permissionsBoundary;
    if (isRead && boundary !== null)
      expect(read?.GetRole.Role).toMatchObject({ PermissionsBoundary: { PermissionsBoundaryArn: boundary } });
  });

  test.each<readonly [string, unknown, readonly string[] | null]>([
    ['by name', [{ PolicyName: 'copy', PolicyDocument: allow }], ['copy']],
    ['in a member', { policies: [{ name: 'copy', document: allow }] }, ['copy']],
    ['documents alone', { policies: [allow] }, ['policy 1']],
    ['none', [], []],
    ['one of them not understood', [{ PolicyName: 'copy', PolicyDocument: allow }, { PolicyName: 'other' }], null],
    ['a word', 'none', null],
  ])('inline policies, %s', async (_name, value, names) => {
    const reading = await readingOf({
      [`${role}/metadata.json`]: { arn: roleArn },
      [`${role}/inline-policies.json`]: value,
    });
    const [read] = (accountOf(reading?.facts)['roles'] ?? []) as { ListRolePolicies: { PolicyNames: string[] } }[];
    expect(read?.ListRolePolicies.PolicyNames ?? null).toEqual(names);
  });

  test('a key has its policy, and neither state nor grants', async () => {
    const reading = await readingOf({
      [`${key}/metadata.json`]: { arn: keyArn },
      [`${key}/policy.json`]: allow,
    });
    expect(accountOf(reading?.facts)['keys']).toEqual([{ Arn: keyArn, GetKeyPolicy: { Policy: allow } }]);
  });

  test('files that are not JSON, hostile names and resources without metadata are left out', async () => {
    const reading = await readingOf({
      [`${bucket}/policy.json`]: allow,
      [`${role}/metadata.json`]: '{ "arn": ',
      [`${at}/accounts/${sourceAccount}/s3/__proto__/metadata.json`]: { arn: 'arn:aws:s3:::__proto__/../x' },
      [`${at}/accounts/${sourceAccount}/s3/..%2f/metadata.json`]: { arn: ['arn:aws:s3:::orders'] },
    });
    expect(reading?.facts).toMatchObject({ accounts: [] });
    expect(reading?.notes?.join(' ')).toContain('not JSON');
  });
});

test('answers of the AWS CLI beside a store keep what is theirs', () => {
  const versioning = { Status: 'Enabled' };
  const files = filesOf({
    'data/answers/orders/get-bucket-versioning.json': versioning,
    'data/aws/aws/accounts/111122223333/s3/orders/metadata.json': { arn: 'arn:aws:s3:::orders' },
    'data/aws/aws/accounts/111122223333/s3/orders/policy.json': allow,
  });
  const claims = claimsOf(files).map(({ adapter, claim }) => [adapter.kind, claim.files.map(({ name }) => name)]);
  expect(claims).toEqual([
    ['iam-collect', files.slice(1).map(({ name }) => name)],
    ['aws-cli', ['data/answers/orders/get-bucket-versioning.json']],
  ]);
});
