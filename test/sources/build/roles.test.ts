import { describe, expect, test } from '@jest/globals';
import type { Fact } from '../../../src/estate/fact.js';
import type { NamedPolicy, Role } from '../../../src/estate/model.js';
import { error, faultsOf, home, read, roleArn, roleOf, snapshot } from '../snapshots.js';

function allow(Action: string): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  };
}
const trust = allow('sts:AssumeRole');
function policyArn(name: string): string {
  return `arn:aws:iam::${home}:policy/${name}`;
}
function version(Document: object, IsDefaultVersion = true): object {
  return {
    VersionId: 'v1',
    IsDefaultVersion,
    Document,
  };
}

/** The document's JSON, else the state of the fact. */
function document({ document: fact }: Pick<NamedPolicy, 'document'>): unknown {
  return fact.state === 'known' ? fact.value.json : fact.state;
}
/** `[kind, name, document]` of every policy, else the state of the fact. */
function policies({ identityPolicies: fact }: Role): unknown {
  return fact.state === 'known' ? fact.value.map((policy) => [policy.kind, policy.name, document(policy)]) : fact.state;
}
function stateOf(fact: Fact<unknown>): string {
  return fact.state;
}

const element = {
  Path: '/service-role/',
  RoleName: 'replication',
  RoleId: 'AROAEXAMPLEROLEID0001',
  AssumeRolePolicyDocument: trust,
  RolePolicyList: [{ PolicyName: 'read', PolicyDocument: allow('s3:Get*') }],
  AttachedManagedPolicies: [{ PolicyName: 'write', PolicyArn: policyArn('write') }],
  Tags: [{ Key: 'team', Value: 'data' }],
};

describe('an element of RoleDetailList', () => {
  test('gives every part', () => {
    const role = roleOf(element, {
      policies: [
        {
          PolicyName: 'write',
          Arn: policyArn('write'),
          DefaultVersionId: 'v1',
          PolicyVersionList: [version(allow('s3:Replicate*'))],
        },
      ],
    });
    expect(role).toMatchObject({
      arn: roleArn,
      name: 'replication',
      path: '/service-role/',
      id: 'AROAEXAMPLEROLEID0001',
      account: home,
    });
    expect(policies(role)).toEqual([
      ['inline', 'read', allow('s3:Get*')],
      ['managed', 'write', allow('s3:Replicate*')],
    ]);
    expect(role.exists).toMatchObject({ state: 'known', value: true });
    expect(role.trustPolicy).toMatchObject({ state: 'known', value: { json: trust } });
    expect(role.permissionsBoundary.state).toBe('absent');
    expect(role.tags).toMatchObject({ value: [{ Key: 'team', Value: 'data' }] });
  });

  test('stands the same in GetAccountAuthorizationDetails, on one page or on several', () => {
    const page = { RoleDetailList: [{ Arn: roleArn, ...element }], UserDetailList: [], IsTruncated: false };
    const rest = {
      RoleDetailList: [],
      Policies: [{ Arn: policyArn('write'), PolicyVersionList: [version(allow('s3:Replicate*'))] }],
    };
    for (const GetAccountAuthorizationDetails of [{ ...rest, ...page }, [page, rest]]) {
      const role = read(snapshot({ GetAccountAuthorizationDetails })).roles.get(roleArn);
      expect(role === undefined ? undefined : policies(role)).toEqual([
        ['inline', 'read', allow('s3:Get*')],
        ['managed', 'write', allow('s3:Replicate*')],
      ]);
    }
  });

  test('of a page that was refused is not collected', () => {
    expect(read(snapshot({ GetAccountAuthorizationDetails: error('AccessDenied') })).roles.size).toBe(0);
  });
});

describe('operation by operation', () => {
  const getRole = { GetRole: { Role: { AssumeRolePolicyDocument: trust } } };
  const inline = {
    ListRolePolicies: { PolicyNames: ['read'] },
    GetRolePolicy: { PolicyName: 'read', PolicyDocument: allow('s3:Get*') },
  };
  const none = { ListAttachedRolePolicies: { AttachedPolicies: [] } };
  const attached = (...names: readonly string[]): object => ({
    ListAttachedRolePolicies: {
      AttachedPolicies: names.map((PolicyName) => ({ PolicyName, PolicyArn: policyArn(PolicyName) })),
    },
  });

  test.each<[string, object, unknown]>([
    ['inline and attached', { ...inline, ...none }, [['inline', 'read', allow('s3:Get*')]]],
    [
      'attached, with the only GetPolicyVersion',
      {
        ListRolePolicies: { PolicyNames: [] },
        ...attached('write'),
        GetPolicyVersion: { PolicyVersion: version(allow('s3:*')) },
      },
      [['managed', 'write', allow('s3:*')]],
    ],
    [
      'attached, each GetPolicyVersion with its ARN',
      {
        ListRolePolicies: { PolicyNames: [] },
        ...attached('write', 'keys'),
        GetPolicyVersion: [
          { PolicyArn: policyArn('keys'), PolicyVersion: version(allow('kms:*')) },
          { PolicyArn: policyArn('write'), PolicyVersion: version(allow('s3:*')) },
        ],
      },
      [
        ['managed', 'write', allow('s3:*')],
        ['managed', 'keys', allow('kms:*')],
      ],
    ],
    [
      'attached, GetPolicyVersion of an old version',
      {
        ListRolePolicies: { PolicyNames: [] },
        ...attached('write'),
        GetPolicyVersion: { PolicyVersion: version(allow('s3:*'), false) },
      },
      [['managed', 'write', 'not-collected']],
    ],
    [
      'a name without its document',
      { ListRolePolicies: { PolicyNames: ['read'] }, ...none },
      [['inline', 'read', 'not-collected']],
    ],
    [
      'a document that was refused',
      {
        ListRolePolicies: { PolicyNames: ['read'] },
        GetRolePolicy: { PolicyName: 'read', ...error('AccessDenied') },
        ...none,
      },
      [['inline', 'read', 'unreadable']],
    ],
    [
      'a document deleted since the listing',
      { ListRolePolicies: { PolicyNames: ['read'] }, GetRolePolicy: error('NoSuchEntity'), ...none },
      [],
    ],
    [
      'names that were refused, beside an attached policy',
      { ListRolePolicies: error('AccessDenied'), ...attached('write') },
      [
        ['inline', '(inline policies)', 'unreadable'],
        ['managed', 'write', 'not-collected'],
      ],
    ],
    [
      'a document without the list of names',
      { GetRolePolicy: inline.GetRolePolicy, ...none },
      [
        ['inline', 'read', allow('s3:Get*')],
        ['inline', '(inline policies)', 'not-collected'],
      ],
    ],
    [
      'a list that goes on after its last page',
      { ...inline, ListAttachedRolePolicies: { AttachedPolicies: [], IsTruncated: true } },
      [
        ['inline', 'read', allow('s3:Get*')],
        ['managed', '(attached policies)', 'not-collected'],
      ],
    ],
    [
      'a list on two pages',
      {
        ...inline,
        ListAttachedRolePolicies: [
          { AttachedPolicies: [{ PolicyArn: policyArn('write') }], IsTruncated: true },
          { AttachedPolicies: [{ PolicyArn: policyArn('keys') }], IsTruncated: false },
        ],
      },
      [
        ['inline', 'read', allow('s3:Get*')],
        ['managed', 'write', 'not-collected'],
        ['managed', 'keys', 'not-collected'],
      ],
    ],
    ['nothing at all', {}, 'not-collected'],
    [
      'all refused',
      { ListRolePolicies: error('AccessDenied'), ListAttachedRolePolicies: error('AccessDenied') },
      'unreadable',
    ],
  ])('%s', (_name, entry, expected) => {
    expect(policies(roleOf({ ...getRole, ...entry }))).toEqual(expected);
  });

  test('GetPolicyVersion that could be any of two is a fault', () => {
    const entry = {
      ...getRole,
      ...attached('write', 'keys'),
      GetPolicyVersion: { PolicyVersion: version(allow('s3:*')) },
    };
    expect(faultsOf(snapshot({ roles: [{ Arn: roleArn, ...entry }] }))).toEqual([
      expect.stringContaining(
        '/accounts/0/roles/0/GetPolicyVersion These answers do not say which policy they belong to',
      ),
    ]);
  });

  test('a role that does not exist has nothing', () => {
    const role = roleOf({ GetRole: error('NoSuchEntity') });
    expect([role.exists, role.trustPolicy, role.identityPolicies, role.permissionsBoundary].map(stateOf)).toEqual(
      Array(4).fill('absent'),
    );
  });

  test('a role that nobody may read is unreadable, not absent', () => {
    const role = roleOf({ GetRole: error('AccessDenied') });
    expect([role.exists, role.trustPolicy, role.permissionsBoundary].map(stateOf)).toEqual(Array(3).fill('unreadable'));
  });

  test('a list that answers shows that the role is there', () => {
    expect(roleOf({ GetRole: error('AccessDenied'), ...none }).exists.state).toBe('known');
  });
});

describe('documents of managed policies', () => {
  const attached = {
    AssumeRolePolicyDocument: trust,
    RolePolicyList: [],
    AttachedManagedPolicies: [{ PolicyName: 'write', PolicyArn: policyArn('write') }],
  };
  const documentFrom = (...entries: readonly object[]): unknown => {
    const { identityPolicies } = roleOf(attached, { policies: entries });
    return identityPolicies.state === 'known' ? identityPolicies.value.map(document) : identityPolicies.state;
  };
  const [old, current] = [allow('s3:Old'), allow('s3:Current')];
  const two = [
    { VersionId: 'v1', Document: old },
    { VersionId: 'v2', Document: current },
  ];

  test.each<[string, object, unknown]>([
    ['the default version', { DefaultVersionId: 'v2', PolicyVersionList: two }, current],
    ['the version that is marked', { PolicyVersionList: [two[0], { ...two[1], IsDefaultVersion: true }] }, current],
    ['no version that is marked', { PolicyVersionList: two }, 'not-collected'],
    ['a default version that is not there', { DefaultVersionId: 'v3', PolicyVersionList: two }, 'not-collected'],
    ['the only version', { PolicyVersionList: [two[1]] }, current],
    ['no version', { PolicyVersionList: [] }, 'not-collected'],
    [
      'GetPolicy and GetPolicyVersion',
      {
        GetPolicy: { Policy: { DefaultVersionId: 'v2' } },
        GetPolicyVersion: [{ PolicyVersion: two[0] }, { PolicyVersion: two[1] }],
      },
      current,
    ],
    ['GetPolicyVersion refused', { GetPolicyVersion: error('AccessDenied') }, 'unreadable'],
    ['GetPolicy refused', { GetPolicy: error('AccessDenied') }, 'unreadable'],
    [
      'text that is URL-encoded',
      { PolicyVersionList: [{ Document: encodeURIComponent(JSON.stringify(current)) }] },
      current,
    ],
  ])('%s', (_name, entry, expected) => {
    expect(documentFrom({ Arn: policyArn('write'), ...entry })).toEqual([expected]);
  });

  test('a policy of AWS that no list holds is named, its document not collected', () => {
    const arn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    const role = roleOf({ ...attached, AttachedManagedPolicies: [{ PolicyArn: arn }] });
    expect(role.identityPolicies).toMatchObject({
      value: [
        {
          kind: 'managed',
          name: 'AmazonS3ReadOnlyAccess',
          arn,
          document: { state: 'not-collected', operation: 'GetPolicyVersion' },
        },
      ],
    });
  });

  test('may stand in another snapshot than the role', () => {
    const estate = read(
      snapshot({ roles: [{ Arn: roleArn, ...attached }] }),
      snapshot({ policies: [{ Arn: policyArn('write'), PolicyVersionList: [two[1]] }] }),
    );
    const role = estate.roles.get(roleArn);
    expect(role === undefined ? undefined : policies(role)).toEqual([['managed', 'write', current]]);
  });
});

describe('permissions boundary', () => {
  const bounded = {
    AssumeRolePolicyDocument: trust,
    PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: policyArn('limits') },
  };
  const boundaryWith = (account: object, entry: object = bounded): unknown => {
    const { permissionsBoundary: fact } = roleOf(entry, account);
    return fact.state === 'known' ? [fact.value.name, document(fact.value)] : fact.state;
  };

  test.each<[string, object, unknown]>([
    [
      'with its document',
      { policies: [{ Arn: policyArn('limits'), PolicyVersionList: [version(allow('s3:*'))] }] },
      ['limits', allow('s3:*')],
    ],
    ['without its document', {}, ['limits', 'not-collected']],
    [
      'whose policy does not exist still bounds',
      { policies: [{ Arn: policyArn('limits'), GetPolicy: error('NoSuchEntity') }] },
      ['limits', 'unreadable'],
    ],
  ])('%s', (_name, account, expected) => {
    expect(boundaryWith(account)).toEqual(expected);
  });

  test('of GetRole', () => {
    expect(boundaryWith({}, { GetRole: { Role: bounded } })).toEqual(['limits', 'not-collected']);
    expect(boundaryWith({}, { GetRole: { Role: { AssumeRolePolicyDocument: trust } } })).toBe('absent');
    expect(boundaryWith({}, {})).toBe('not-collected');
  });
});

test('entries that do not say what they are are faults', () => {
  expect(faultsOf(snapshot({ roles: [{ RoleName: 'x' }], policies: [{ PolicyName: 'y' }], keys: [{}] }))).toEqual([
    expect.stringContaining('/accounts/0/roles/0 This entry does not say which role it is'),
    expect.stringContaining('/accounts/0/policies/0 This entry does not say which policy it is'),
    expect.stringContaining('/accounts/0/keys/0 This entry does not say which key it is'),
  ]);
});
