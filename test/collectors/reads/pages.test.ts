/** Lists that come one element a page, with an empty page in between: nothing behind the first page is lost. */
import { describe, expect, test } from '@jest/globals';
import type { Answers, Subject } from '../../../src/collectors/answers/answers.js';
import { AccountEntries } from '../../../src/collectors/entries/account-entries.js';
import { Entry } from '../../../src/collectors/entries/entry.js';
import { type Json, memberAt, textAt } from '../../../src/collectors/json.js';
import { problemsOf } from '../../../src/collectors/entries/problems.js';
import { jobsOn, listJobs } from '../../../src/collectors/reads/jobs.js';
import { bucketsOn, listBuckets } from '../../../src/collectors/reads/buckets.js';
import { listAliases, readKey, readKeyTags } from '../../../src/collectors/reads/keys.js';
import { parseKmsArn } from '../../../src/collectors/reads/kms-name.js';
import { OrganizationReader, readOrganization } from '../../../src/collectors/reads/organizations.js';
import { managedPoliciesOf, readRolePolicies } from '../../../src/collectors/reads/roles.js';
import type { ReadName } from '../../../src/sources/read-operations.js';

type Lists = Readonly<Record<string, (subject: Readonly<Record<string, unknown>>) => readonly Json[]>>;
type Singles = Readonly<Record<string, (subject: Readonly<Record<string, unknown>>) => Json>>;

/** How each service says that more follows, and is asked for it. */
const paging: Readonly<
  Record<string, { readonly list: string; readonly sent: string; readonly more: (token: string) => object }>
> = {
  ListBuckets: { list: 'Buckets', sent: 'ContinuationToken', more: (token) => ({ ContinuationToken: token }) },
  ListGrants: { list: 'Grants', sent: 'Marker', more: (token) => ({ Truncated: true, NextMarker: token }) },
  ListAliases: { list: 'Aliases', sent: 'Marker', more: (token) => ({ Truncated: true, NextMarker: token }) },
  ListResourceTags: { list: 'Tags', sent: 'Marker', more: (token) => ({ Truncated: true, NextMarker: token }) },
  ListRolePolicies: { list: 'PolicyNames', sent: 'Marker', more: (token) => ({ IsTruncated: true, Marker: token }) },
  ListAttachedRolePolicies: {
    list: 'AttachedPolicies',
    sent: 'Marker',
    more: (token) => ({ IsTruncated: true, Marker: token }),
  },
  ListAccounts: { list: 'Accounts', sent: 'NextToken', more: (token) => ({ NextToken: token }) },
  ListRoots: { list: 'Roots', sent: 'NextToken', more: (token) => ({ NextToken: token }) },
  ListParents: { list: 'Parents', sent: 'NextToken', more: (token) => ({ NextToken: token }) },
  ListPoliciesForTarget: { list: 'Policies', sent: 'NextToken', more: (token) => ({ NextToken: token }) },
};

/** Gives each list one element a page, after an empty page. A last page may carry a marker that means nothing. */
function paged(lists: Lists, singles: Singles = {}): Answers & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    identity: { id: '111122223333', partition: 'aws', region: 'us-east-1', roleArn: null },
    provenance: { by: 'sdk', account: '111122223333', asOf: '2026-11-26T00:00:00Z' },
    ended: null,
    close: () => {},
    read: async <N extends ReadName>(operation: N, subject: Subject<N>) => {
      asked.push(operation);
      const given = subject as Readonly<Record<string, unknown>>;
      const all = [null, ...(lists[operation]?.(given) ?? [])];
      const how = paging[operation];
      const index = how === undefined ? 0 : Number(given[how.sent] ?? '0');
      const page = how === undefined ? {} : { [how.list]: index === 0 ? [] : [all[index] ?? null] };
      const isLast = index + 1 >= all.length;
      const json =
        how === undefined
          ? (singles[operation]?.(given) ?? { Error: { Code: 'NotFoundException', Message: '' } })
          : { ...page, ...(isLast ? {} : how.more(`${index + 1}`)) };
      return {
        json: json as Json,
        provenance: { by: 'sdk', account: '111122223333', asOf: '2026-11-26T00:00:00Z' },
        bucketRegion: null,
      };
    },
  };
}

const key = parseKmsArn('arn:aws:kms:us-east-1:111122223333:key/0000aaaa-1111-4222-8333-444444444444');
if (key === null) throw new Error('not a key');

test('buckets', async () => {
  const answers = paged({
    ListBuckets: () => [{ Name: 'a' }, { Name: 'b', BucketRegion: 'eu-west-1' }, { Name: 'c' }],
  });
  expect(bucketsOn(await listBuckets(answers)).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
});

describe('keys', () => {
  const answers = paged(
    {
      ListGrants: () => [{ GrantId: '1' }, { GrantId: '2' }, { GrantId: '3' }],
      ListAliases: () => [{ AliasName: 'alias/a' }, { AliasName: 'alias/b' }],
      ListResourceTags: () => [
        { TagKey: 'a', TagValue: '1' },
        { TagKey: 'b', TagValue: '2' },
      ],
    },
    {
      DescribeKey: () => ({ KeyMetadata: { Arn: key.arn } }),
      GetKeyPolicy: () => ({ Policy: '{}' }),
    },
  );

  test('grants', async () => {
    const entry = new Entry();
    await readKey(answers, entry, key);
    const pages = entry.get('ListGrants') as readonly Json[];
    expect(pages.flatMap((page) => memberAt(page, 'Grants') as readonly Json[])).toEqual([
      { GrantId: '1' },
      { GrantId: '2' },
      { GrantId: '3' },
    ]);
    expect(pages.map((page) => memberAt(page, 'Truncated') ?? false)).toEqual([true, true, true, false]);
  });

  test('a marker on a page that is not truncated leads nowhere', async () => {
    let made = 0;
    const odd: Answers = {
      ...answers,
      read: async () => {
        made += 1;
        const json: Json = { Grants: [], Aliases: [], Tags: [], Truncated: false, NextMarker: 'more' };
        return { json, provenance: answers.provenance, bucketRegion: null };
      },
    };
    await listAliases(odd, 'us-east-1');
    await readKeyTags(odd, new Entry(), key);
    expect(made).toBe(2);
  });

  test('aliases and tags', async () => {
    const { json } = await listAliases(answers, 'us-east-1');
    expect(memberAt(json, 'Aliases')).toEqual([{ AliasName: 'alias/a' }, { AliasName: 'alias/b' }]);
    expect(await readKeyTags(answers, new Entry(), key)).toHaveLength(3);
  });
});

test('policies of a role', async () => {
  const arns = ['a', 'b', 'c'].map((name) => `arn:aws:iam::111122223333:policy/${name}`);
  const answers = paged(
    {
      ListRolePolicies: () => ['one', 'two'],
      ListAttachedRolePolicies: () => arns.map((PolicyArn) => ({ PolicyArn })),
    },
    { GetRolePolicy: ({ PolicyName }) => ({ PolicyName: String(PolicyName), PolicyDocument: '{}' }) },
  );
  const role = new Entry();
  await readRolePolicies(answers, role, 'r');
  expect((role.get('GetRolePolicy') as readonly Json[]).map((answer) => textAt(answer, 'PolicyName'))).toEqual([
    'one',
    'two',
  ]);
  expect(managedPoliciesOf(role)).toEqual(arns);
});

describe('organizations', () => {
  const on = { Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' };
  const attached: Readonly<Record<string, readonly string[]>> = {
    'r-ab12': ['p-full', 'p-root'],
    'ou-ab12-1': ['p-full'],
    '111122223333': ['p-full', 'p-one', 'p-two'],
  };
  const parents: Readonly<Record<string, string>> = { '111122223333': 'ou-ab12-1', 'ou-ab12-1': 'r-ab12' };

  function organization(types: readonly Json[], accounts: readonly Json[] = []) {
    return paged(
      {
        ListAccounts: () => accounts,
        ListRoots: () => [{ Id: 'r-ab12', PolicyTypes: types }],
        ListParents: ({ ChildId }) => [{ Id: parents[String(ChildId)] ?? '' }],
        ListPoliciesForTarget: ({ TargetId, Filter }) =>
          Filter === 'SERVICE_CONTROL_POLICY' ? (attached[String(TargetId)] ?? []).map((Id) => ({ Id, Name: Id })) : [],
      },
      {
        DescribeOrganization: () => ({ Organization: { Id: 'o-1', ManagementAccountId: '999988887777' } }),
        DescribePolicy: ({ PolicyId }) => ({ Policy: { Content: String(PolicyId) } }),
      },
    );
  }

  async function levelsOf(types: readonly Json[], list = 'serviceControlPolicies') {
    const reader = new OrganizationReader(organization(types));
    const found = await readOrganization('111122223333', reader, () => [reader]);
    return memberAt(found, list) as readonly Json[];
  }

  test('every policy of every level, root first', async () => {
    const levels = await levelsOf([on]);
    expect(
      levels.map((level) => [
        textAt(level, 'target'),
        (memberAt(level, 'policies') as readonly Json[]).map((policy) => textAt(policy, 'Content')),
      ]),
    ).toEqual([
      ['r-ab12', ['p-full', 'p-root']],
      ['ou-ab12-1', ['p-full']],
      ['111122223333', ['p-full', 'p-one', 'p-two']],
    ]);
  });

  test.each<readonly [string, readonly Json[]]>([
    ['not listed', []],
    ['being switched on', [{ ...on, Status: 'PENDING_ENABLE' }]],
    ['being switched off', [{ ...on, Status: 'PENDING_DISABLE' }]],
    ['another type', [{ ...on, Type: 'TAG_POLICY' }]],
  ])('a policy type that is %s puts nothing in force', async (_name, types) => {
    expect(await levelsOf(types)).toEqual([]);
  });

  test('one type on, the other off', async () => {
    expect(await levelsOf([on])).toHaveLength(3);
    expect(await levelsOf([on], 'resourceControlPolicies')).toEqual([]);
    const both = [on, { ...on, Type: 'RESOURCE_CONTROL_POLICY' }];
    expect(await levelsOf(both, 'resourceControlPolicies')).toHaveLength(3);
  });

  test('active accounts of all pages, in the old spelling of the state and the new', async () => {
    const accounts: readonly Json[] = [
      { Id: '000000000001', Status: 'ACTIVE' },
      { Id: '000000000002', Status: 'SUSPENDED' },
      { Id: '000000000003', State: 'ACTIVE' },
      { Id: '000000000004', State: 'CLOSED', Status: 'ACTIVE' },
      { Id: '000000000005', State: 'PENDING_ACTIVATION' },
      { Id: '000000000006' },
      { Id: '000000000007', Status: 'PENDING_CLOSURE' },
      { Id: '000000000008', State: 'ACTIVE', Status: 'ACTIVE' },
    ];
    const found = await new OrganizationReader(organization([on], accounts)).accounts();
    expect(found).toEqual([{ id: '000000000001' }, { id: '000000000003' }, { id: '000000000008' }]);
  });

  test('what many accounts share is asked for once', async () => {
    const answers = organization([on]);
    const reader = new OrganizationReader(answers);
    for (let count = 0; count < 3; count += 1) await readOrganization('111122223333', reader, () => [reader]);
    expect(answers.asked.filter((name) => name === 'DescribePolicy')).toHaveLength(4);
  });
});

test.each([
  ['that ends', 3, [undefined]],
  ['that does not end is cut, and says so', Infinity, ['next 21']],
])('a list of jobs %s', async (_, most, tokens) => {
  let count = 0;
  const answers: Answers = {
    ...paged({}),
    read: async () => {
      count += 1;
      const more: object = count >= most ? {} : { NextToken: `next ${count}` };
      const json = { Jobs: [{ JobId: `${count}`, Operation: 'S3ReplicateObject' }], ...more } as Json;
      return {
        json,
        provenance: { by: 'sdk', account: '111122223333', asOf: '2026-11-26T00:00:00Z' },
        bucketRegion: null,
      };
    },
  };
  const work = new AccountEntries(answers);
  const lists = await listJobs(work, ['eu-west-1']);
  expect(lists.map((list) => textAt(list, 'NextToken'))).toEqual(tokens);
  const account = { id: '111122223333', ListJobs: lists };
  expect(problemsOf([work], [account], []).map(({ code, isNeeded }) => [code, isNeeded])).toEqual(
    most === Infinity ? [['TooManyJobs', false]] : [],
  );
});

test('jobs that copy objects are listed, so that they can be spoken of, and not described', async () => {
  const Jobs = ['S3ReplicateObject', 'S3PutObjectCopy', 'LambdaInvoke'].map((Operation) => ({
    JobId: Operation,
    Operation,
  }));
  const answers: Answers = {
    ...paged({}),
    read: async () => ({
      json: { Jobs },
      provenance: { by: 'sdk', account: '111122223333', asOf: '2026-11-26T00:00:00Z' },
      bucketRegion: null,
    }),
  };
  const lists = await listJobs(new AccountEntries(answers), ['eu-west-1']);
  expect(lists).toMatchObject([{ Jobs: [{ JobId: 'S3ReplicateObject' }, { JobId: 'S3PutObjectCopy' }] }]);
  expect(jobsOn(lists)).toEqual([{ id: 'S3ReplicateObject', region: 'eu-west-1' }]);
});
