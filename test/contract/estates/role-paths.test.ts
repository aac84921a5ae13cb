/** Roles are looked up by name, and S3 assumes them by ARN: a path that is another makes a role that does not exist. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate } from '../../../scripts/fixtures/estate.mjs';
import type { Report } from '../../../src/report/model.js';
import { auditOf } from '../../audit-of.js';

interface Snapshot {
  accounts: {
    roles: Record<string, unknown>[];
    buckets: { GetBucketReplication: { ReplicationConfiguration: { Role: string } } }[];
    keys: Record<string, unknown>[];
  }[];
}

function reportWith(change: (snapshot: Snapshot) => void): Report {
  const { snapshot } = buildEstate({}) as { snapshot: Snapshot };
  change(snapshot);
  return auditOf(snapshot);
}

const named = 'arn:aws:iam::111122223333:role/orders-replication';
const there = 'arn:aws:iam::111122223333:role/service/orders-replication';

function configuration({ accounts }: Snapshot): { Role: string } {
  const found = accounts[0]?.buckets[0]?.GetBucketReplication.ReplicationConfiguration;
  if (found === undefined) throw new Error('The estate does not replicate.');
  return found;
}

/** As the API answers operation by operation. */
function asAnswers({ accounts }: Snapshot, asked: string, answered: string): void {
  const [role] = accounts[0]?.roles ?? [];
  if (role === undefined) throw new Error('The estate has no role.');
  const { AssumeRolePolicyDocument, RolePolicyList, RoleId } = role as { RolePolicyList: unknown[] } & typeof role;
  const name = answered.slice(answered.lastIndexOf('/') + 1);
  accounts[0]?.roles.splice(0, 1, {
    Arn: asked,
    GetRole: { Role: { Arn: answered, RoleName: name, RoleId, AssumeRolePolicyDocument } },
    ListRolePolicies: { PolicyNames: (RolePolicyList as { PolicyName: string }[]).map(({ PolicyName }) => PolicyName) },
    GetRolePolicy: RolePolicyList,
    ListAttachedRolePolicies: { AttachedPolicies: [] },
  });
}

test('the estate names the role that there is', () => {
  expect(reportWith((s) => expect(configuration(s).Role).toBe(named)).replication[0]?.verdict).toBe('replicates');
});

describe('another path', () => {
  test.each<readonly [string, (snapshot: Snapshot) => void]>([
    [
      'in the list of all roles',
      ({ accounts }) => Object.assign(accounts[0]?.roles[0] ?? {}, { Arn: there, Path: '/service/' }),
    ],
    ['in the answer of GetRole', (s) => asAnswers(s, named, there)],
    [
      'in letters of another case',
      ({ accounts }) =>
        Object.assign(accounts[0]?.roles[0] ?? {}, { Arn: there.replace('orders-replication', 'Orders-Replication') }),
    ],
    ['in the configuration', (s) => (configuration(s).Role = there)],
  ])('%s', (_, change) => {
    const { replication, findings } = reportWith(change);
    expect(replication[0]?.verdict).toBe('fails');
    const [missing] = findings.filter(({ rule }) => rule === 'role/missing');
    expect(missing?.message).toContain('has another path');
    expect(replication[0]?.because).toContain(missing?.fingerprint);
  });

  test('of a role in another account says nothing', () => {
    const { replication } = reportWith((s) => {
      Object.assign(s.accounts[0]?.roles[0] ?? {}, { Arn: there.replace('111122223333', '999988887777') });
    });
    expect(replication[0]?.verdict).toBe('unknown');
  });
});

test('an answer of GetRole about another role is no answer', () => {
  const other = 'arn:aws:iam::111122223333:role/somebody-else';
  const { replication } = reportWith((s) => asAnswers(s, named, other));
  expect(replication[0]?.verdict).toBe('unknown');
});

test('a name that differs by case alone: AWS does not say whether STS finds the role, so nothing is said to be missing', () => {
  const report = reportWith((s) => {
    configuration(s).Role = named.replace('orders-', 'Orders-');
  });
  expect(report.replication[0]?.verdict).toBe('unknown');
  expect(report.findings.map(({ rule }) => rule)).not.toContain('role/missing');
});
