import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parseTree, findNodeAtLocation } from 'jsonc-parser';
import { buildEstate, type Snapshot } from '../../../scripts/fixtures/estate.mjs';
import { InvalidInput } from '../../../src/sources/faults/invalid-input.js';
import { locate } from '../../../src/sources/json/locate.js';
import { stepsOf } from '../../../src/sources/json/json-pointer.js';
import { readSnapshots } from '../../../src/sources/snapshot/read-snapshot.js';

const folder = new URL('../../../fixtures/', import.meta.url);
const files = [...readdirSync(new URL('estates/', folder)).map((name) => `estates/${name}`), 'demo/estate.json'];
function textOf(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}
function read(...snapshots: readonly unknown[]) {
  return readSnapshots(
    snapshots.map((snapshot, index) => ({
      name: `${index}.json`,
      kind: 'snapshot',
      text: typeof snapshot === 'string' ? snapshot : JSON.stringify(snapshot),
    })),
  ).estate;
}
function faultsOf(...snapshots: readonly unknown[]): readonly string[] {
  try {
    read(...snapshots);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.faults.map(({ file, line, column, pointer }) => `${file}:${line}:${column} ${pointer}`);
  }
}

describe('schema and reader', () => {
  const schema = JSON.parse(
    readFileSync(new URL('../../../schemas/replint-snapshot-1.schema.json', import.meta.url), 'utf8'),
  ) as object;
  const validate = new Ajv2020({ strict: false }).compile(schema);

  test.each(files)('both accept %s', (name) => {
    expect(validate(JSON.parse(textOf(name)))).toBe(true);
    expect(faultsOf(textOf(name))).toEqual([]);
  });

  test.each([
    ['no accounts', { format: 'replint-snapshot/1' }],
    ['account id as a number', { format: 'replint-snapshot/1', accounts: [{ id: 111122223333 }] }],
    ['a bucket without a name', { format: 'replint-snapshot/1', accounts: [{ id: '111122223333', buckets: [{}] }] }],
    [
      'rules that are no list',
      {
        format: 'replint-snapshot/1',
        accounts: [
          {
            id: '111122223333',
            buckets: [{ Name: 'b', GetBucketReplication: { ReplicationConfiguration: { Rules: {} } } }],
          },
        ],
      },
    ],
    ['another format', { format: 'replint-snapshot/9', accounts: [] }],
  ])('both refuse %s', (_name, snapshot) => {
    expect(validate(snapshot)).toBe(false);
    expect(faultsOf(snapshot).length).toBeGreaterThan(0);
  });
});

describe('reader', () => {
  test('takes a policy as an object, as JSON text and as URL-encoded text', () => {
    const policy = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' },
    };
    for (const Policy of [policy, JSON.stringify(policy), encodeURIComponent(JSON.stringify(policy))]) {
      const estate = read({
        format: 'replint-snapshot/1',
        accounts: [{ id: '111122223333', buckets: [{ Name: 'b', GetBucketPolicy: { Policy } }] }],
      });
      const fact = estate.buckets.get('b')?.policy;
      expect(fact?.state === 'known' ? fact.value.json : fact).toEqual(policy);
    }
  });

  test('keeps absent, unreadable and not collected apart', () => {
    const error = (Code: string) => ({ Error: { Code, Message: '' } });
    const estate = read({
      format: 'replint-snapshot/1',
      accounts: [
        {
          id: '111122223333',
          organization: null,
          buckets: [
            { Name: 'b', GetBucketPolicy: error('NoSuchBucketPolicy'), GetBucketVersioning: error('AccessDenied') },
          ],
        },
        { id: '444455556666' },
      ],
    });
    const bucket = estate.buckets.get('b');
    expect([bucket?.policy.state, bucket?.versioning.state, bucket?.encryption.state]).toEqual([
      'absent',
      'unreadable',
      'not-collected',
    ]);
    expect([...estate.accounts.values()].map(({ organization }) => organization.state)).toEqual([
      'absent',
      'not-collected',
    ]);
  });

  test('joins: known beats unreadable beats not collected, and the newer wins among equals', () => {
    const at = (collectedAt: string, operations: Record<string, unknown>): unknown => ({
      format: 'replint-snapshot/1',
      collectedAt,
      accounts: [{ id: '111122223333', buckets: [{ Name: 'b', ...operations }] }],
    });
    const denied = { Error: { Code: 'AccessDenied', Message: '' } };
    const versioning = (...snapshots: readonly unknown[]) => read(...snapshots).buckets.get('b')?.versioning;
    const [old, recent] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'];
    expect(
      versioning(at(old, { GetBucketVersioning: { Status: 'Enabled' } }), at(recent, { GetBucketVersioning: denied })),
    ).toMatchObject({ state: 'known' });
    expect(versioning(at(recent, {}), at(old, { GetBucketVersioning: denied }))?.state).toBe('unreadable');
    expect(
      versioning(
        at(recent, { GetBucketVersioning: { Status: 'Suspended' } }),
        at(old, { GetBucketVersioning: { Status: 'Enabled' } }),
      ),
    ).toMatchObject({ value: { Status: 'Suspended' } });
  });

  test('names every fault of a broken input, by line and column', () => {
    expect(faultsOf('{"format":"replint-snapshot/1",\n"accounts":[{"id":1},\n{"id":"x","buckets":3}]}')).toEqual([
      '0.json:2:19 /accounts/0/id',
      '0.json:3:7 /accounts/1/id',
      '0.json:3:21 /accounts/1/buckets',
    ]);
    expect(faultsOf('{"format": }')).toEqual(['0.json:1:12 ']);
    expect(faultsOf('['.repeat(100_000))).toHaveLength(1);
    expect(
      faultsOf({
        format: 'replint-snapshot/1',
        accounts: [{ id: '111122223333', buckets: [{ Name: 'b', GetBucketPolicy: { Policy: 'no json' } }] }],
      }),
    ).toHaveLength(1);
  });

  test('takes __proto__ for a name like any other', () => {
    const estate = read(
      '{"format":"replint-snapshot/1","accounts":[{"id":"111122223333","buckets":[{"Name":"__proto__","GetBucketTagging":{"TagSet":[{"Key":"__proto__","Value":"x"}]}}]}]}',
    );
    expect(estate.buckets.get('__proto__')?.tags).toMatchObject({
      state: 'known',
      value: [{ Key: '__proto__', Value: 'x' }],
    });
  });

  test('roles by GetRole and its policies are the same as by authorization details', () => {
    const { snapshot } = buildEstate({ boundary: true });
    const other: Snapshot = structuredClone(snapshot);
    const [detail] = other.accounts[0].roles;
    const { Arn, AssumeRolePolicyDocument, PermissionsBoundary, RoleId, RolePolicyList } = detail;
    other.accounts[0].roles = [
      {
        Arn,
        GetRole: {
          Role: {
            Arn,
            RoleId,
            AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(AssumeRolePolicyDocument)),
            PermissionsBoundary,
          },
        },
        ListRolePolicies: { PolicyNames: ['replication'] },
        GetRolePolicy: [{ PolicyName: 'replication', PolicyDocument: RolePolicyList[0].PolicyDocument }],
        ListAttachedRolePolicies: { AttachedPolicies: [] },
      },
    ];
    const shape = (each: unknown): unknown => {
      const role = read(each).roles.get(Arn);
      const identity =
        role?.identityPolicies.state === 'known'
          ? role.identityPolicies.value.map(({ name, document }) => [
              name,
              document.state === 'known' ? document.value.json : null,
            ])
          : null;
      return [
        role?.id,
        role?.trustPolicy.state === 'known' ? role.trustPolicy.value.json : null,
        identity,
        role?.permissionsBoundary.state,
      ];
    };
    expect(shape(other)).toEqual(shape(snapshot));
  });
});

describe('places', () => {
  test.each(files)('agree with another parser in %s', (name) => {
    const text = textOf(name);
    const tree = parseTree(text);
    const pointers = [
      '',
      '/accounts',
      '/accounts/0/buckets/0',
      '/accounts/0/buckets/0/Name',
      '/accounts/0/roles/0/RolePolicyList/0/PolicyDocument/Statement/1',
    ];
    const found = locate(text, pointers);
    for (const pointer of pointers) {
      const path = stepsOf(pointer).map((step) => (/^\d+$/u.test(step) ? Number(step) : step));
      const node = tree === undefined ? undefined : findNodeAtLocation(tree, path);
      if (node === undefined) continue;
      const before = text.slice(0, node.offset).split('\n');
      expect([pointer, found.get(pointer)]).toEqual([
        pointer,
        { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
      ]);
    }
  });

  test('are found in any JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(locate(text, ['']).get('')).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });
});
