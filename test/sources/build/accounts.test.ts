import { describe, expect, test } from '@jest/globals';
import type { Account, PolicyLevel } from '../../../src/estate/model.js';
import type { Fact } from '../../../src/estate/fact.js';
import { error, faultsOf, home, read, snapshot } from '../snapshots.js';

const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const full = {
  Name: 'FullAWSAccess',
  Arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
  Content: JSON.stringify(document),
};

function accountOf(...snapshots: readonly object[]): Account | undefined {
  return read(...snapshots).accounts.get(home);
}
function organizationOf(organization: unknown): Account['organization'] | undefined {
  return accountOf(snapshot({ organization }))?.organization;
}

/** A level that no list named stands there as one that was not collected. */
function isNamed({ policies }: PolicyLevel): boolean {
  return policies.state !== 'not-collected';
}

/** `[target, [name, document]...]` of every level that was named, else the state of the fact. */
function levels(fact: Fact<readonly PolicyLevel[]> | undefined): unknown {
  return fact?.state === 'known'
    ? fact.value
        .filter(isNamed)
        .map(({ target, policies }) => [
          target,
          policies.state === 'known'
            ? policies.value.map((policy) => [
                policy.name,
                policy.document.state === 'known' ? policy.document.value.json : policy.document.state,
              ])
            : policies.state,
        ])
    : fact?.state;
}
function serviceControl(serviceControlPolicies: unknown): unknown {
  const fact = organizationOf({
    id: 'o-example',
    ...(serviceControlPolicies !== undefined && { serviceControlPolicies }),
  });
  return levels(fact?.state === 'known' ? fact.value.serviceControlPolicies : undefined);
}

describe('organization', () => {
  test.each<[string, unknown, string]>([
    ['null', null, 'absent'],
    ['AWSOrganizationsNotInUseException', error('AWSOrganizationsNotInUseException'), 'absent'],
    ['AccessDeniedException', error('AccessDeniedException'), 'unreadable'],
    ['an object', { id: 'o-example' }, 'known'],
  ])('%s', (_name, organization, state) => {
    expect(organizationOf(organization)?.state).toBe(state);
  });

  test('that is missing is not collected', () => {
    expect(accountOf(snapshot({}))?.organization).toMatchObject({
      state: 'not-collected',
      operation: 'DescribeOrganization',
    });
  });
});

describe('levels', () => {
  test('the root and the account itself were not collected where the list does not name them', () => {
    const fact = organizationOf({ id: 'o-example', serviceControlPolicies: [{ target: 'ou-1', policies: [full] }] });
    const given = fact?.state === 'known' ? fact.value.serviceControlPolicies : undefined;
    const added = given?.state === 'known' ? given.value.filter((level) => !isNamed(level)) : [];
    expect(added.map(({ target }) => target)).toEqual(['root of the organization', home]);
  });

  test.each<[string, unknown, unknown]>([
    ['missing', undefined, 'not-collected'],
    ['empty', [], []],
    ['refused', error('AccessDeniedException'), 'unreadable'],
    ['one level', [{ target: 'r-root', policies: [full] }], [['r-root', [['FullAWSAccess', document]]]]],
    ['a level that was refused', [{ target: 'ou-1', ...error('AccessDeniedException') }], [['ou-1', 'unreadable']]],
    [
      'policies that were refused',
      [{ target: 'ou-1', policies: error('AccessDeniedException') }],
      [['ou-1', 'unreadable']],
    ],
    ['a level without a name', [error('AccessDeniedException')], [['(unknown)', 'unreadable']]],
    [
      'a policy without content',
      [{ target: home, policies: [{ Name: 'Limit' }] }],
      [[home, [['Limit', 'not-collected']]]],
    ],
    [
      'a policy that was refused',
      [{ target: home, policies: [{ Name: 'Limit', ...error('AccessDeniedException') }] }],
      [[home, [['Limit', 'unreadable']]]],
    ],
    [
      'a policy as DescribePolicy prints it',
      [{ target: home, policies: [{ PolicySummary: { Id: 'p-1', Name: 'Limit' }, Content: document }] }],
      [[home, [['Limit', document]]]],
    ],
  ])('%s', (_name, raw, expected) => {
    expect(serviceControl(raw)).toEqual(expected);
  });

  test('of both kinds are kept apart', () => {
    const fact = organizationOf({
      id: 'o-example',
      isManagementAccount: true,
      serviceControlPolicies: [{ target: home, policies: [full] }],
      resourceControlPolicies: [{ target: home, policies: [full] }],
    });
    expect(fact).toMatchObject({
      value: {
        isManagementAccount: true,
        serviceControlPolicies: {
          value: [
            { policies: { value: [{ kind: 'service-control', arn: full.Arn }] } },
            { target: expect.any(String) },
          ],
        },
        resourceControlPolicies: {
          value: [{ policies: { value: [{ kind: 'resource-control' }] } }, { target: expect.any(String) }],
        },
      },
    });
  });

  test('are joined level by level', () => {
    const at = (collectedAt: string, first: object, second: object): object =>
      snapshot(
        {
          organization: {
            id: 'o-example',
            serviceControlPolicies: [
              { target: 'r-root', ...first },
              { target: home, ...second },
            ],
          },
        },
        { collectedAt },
      );
    const [listed, refused] = [{ policies: [full] }, error('AccessDeniedException')];
    const fact = accountOf(
      at('2026-01-01T00:00:00Z', listed, refused),
      at('2026-02-01T00:00:00Z', refused, listed),
    )?.organization;
    expect(levels(fact?.state === 'known' ? fact.value.serviceControlPolicies : undefined)).toEqual([
      ['r-root', [['FullAWSAccess', document]]],
      [home, [['FullAWSAccess', document]]],
    ]);
  });

  test('that one list does not name are taken from the other', () => {
    const at = (collectedAt: string, ...targets: readonly string[]): object =>
      snapshot(
        {
          organization: {
            id: 'o-example',
            serviceControlPolicies: targets.map((target) => ({ target, policies: [full] })),
          },
        },
        { collectedAt },
      );
    const fact = accountOf(
      at('2026-01-01T00:00:00Z', 'r-root', home),
      at('2026-02-01T00:00:00Z', 'ou-1'),
    )?.organization;
    const joined = fact?.state === 'known' ? fact.value.serviceControlPolicies : undefined;
    const states =
      joined?.state === 'known' ? joined.value.map(({ target, policies }) => [target, policies.state]) : [];
    expect(states).toEqual([
      ['ou-1', 'known'],
      ['r-root', 'known'],
      [home, 'known'],
    ]);
  });

  test('of an organization that the account left are left behind', () => {
    const member = (id: string, collectedAt: string, more: object): object =>
      snapshot({ organization: { id, ...more } }, { collectedAt });
    const fact = accountOf(
      member('o-old', '2026-01-01T00:00:00Z', { serviceControlPolicies: [{ target: home, policies: [full] }] }),
      member('o-new', '2026-02-01T00:00:00Z', {}),
    )?.organization;
    expect(fact).toMatchObject({ value: { id: 'o-new', serviceControlPolicies: { state: 'not-collected' } } });
  });
});

test('one account in two partitions is a fault', () => {
  expect(faultsOf(snapshot({}), snapshot({ partition: 'aws-cn' }))[0]).toContain('stands in two partitions');
});

test('Block Public Access of the account', () => {
  const GetPublicAccessBlock = { PublicAccessBlockConfiguration: { BlockPublicPolicy: true } };
  expect(accountOf(snapshot({ GetPublicAccessBlock }))?.publicAccessBlock).toMatchObject({
    value: { BlockPublicPolicy: true },
  });
});
