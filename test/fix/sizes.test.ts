/** Documents near what AWS takes: a fix keeps below it by another document, or says that it cannot. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { defects } from '../../bench/accuracy/defects.mjs';
import { auditOf } from '../audit-of.js';
import { statementsOf } from '../../src/fix/change/statement-place.js';
import { factsOf } from '../../src/generate/facts.js';
import { intentOf } from '../../src/generate/intent.js';
import { setupOf } from '../../src/generate/setup.js';
import { base } from '../generate/set-ups.js';
import { fixed } from './fix-of.js';

type Json = Record<string, unknown>;

function estateWith(name: string): { snapshot: unknown; all: readonly Json[] } {
  const [choices, change] = defects[name] ?? [];
  const { snapshot, setting } = buildEstate(choices);
  change?.(snapshot, setting);
  const copy: unknown = structuredClone(snapshot);
  const all: Json[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) all.push(value as Json);
    Object.values(value).forEach(visit);
  };
  visit(copy);
  return { snapshot: copy, all };
}

/** A statement that makes the document, without white space, as long as it is to be. */
function filledTo(document: Json, length: number, statement: Json): Json {
  const list = document['Statement'] as readonly Json[];
  const with_ = (sid: string): Json => ({ ...document, Statement: [...list, { Sid: sid, ...statement }] });
  const rest = length - JSON.stringify(with_('')).length;
  expect(rest).toBeGreaterThan(0);
  return with_('x'.repeat(rest));
}

const useless = { Effect: 'Deny', Action: 's3:DeleteBucket', Resource: 'arn:aws:s3:::nowhere' };

describe('a role whose inline policies are full', () => {
  test.each([10_239, 10_235])(
    '%d characters: a managed policy takes what is missing, and the role replicates',
    (length) => {
      const { snapshot, all } = estateWith('no-replicate');
      const role = all.find(
        (each) => Array.isArray(each['RolePolicyList']) && (each['RolePolicyList'] as []).length > 0,
      );
      const [policy] = (role?.['RolePolicyList'] ?? []) as readonly Json[];
      if (policy === undefined) throw new Error('no inline policy');
      policy['PolicyDocument'] = filledTo(policy['PolicyDocument'] as Json, length, useless);
      const { report, facts } = fixed(snapshot);
      expect(report.verified).toBe(true);
      const added = report.patches.filter(({ target }) => target.kind === 'role-policy');
      expect(added.map(({ policy: made }) => [made?.kind, made?.isNew])).toEqual([['managed', true]]);
      expect(added[0]?.commands.join('\n')).toMatch(/create-policy .*\n.*attach-role-policy/u);
      expect(auditOf(facts).replication.map(({ verdict }) => verdict)).toEqual(report.pairs.map(() => 'replicates'));
    },
  );

  test('with room for what is missing it stays one policy', () => {
    const { report } = fixed(estateWith('no-replicate').snapshot);
    expect(report.patches.map(({ policy }) => policy?.kind)).toEqual(['inline']);
  });
});

describe('a managed policy that is nearly full', () => {
  function managed(length: number): unknown {
    const { snapshot, all } = estateWith('no-replicate');
    const account = all.find((each) => Array.isArray(each['roles'])) ?? {};
    const role = all.find((each) => Array.isArray(each['RolePolicyList']) && (each['RolePolicyList'] as []).length > 0);
    const [policy] = (role?.['RolePolicyList'] ?? []) as readonly Json[];
    if (role === undefined || policy === undefined) throw new Error('no inline policy');
    const Arn = 'arn:aws:iam::111122223333:policy/crr';
    const own = policy['PolicyDocument'] as Json;
    // A statement that takes what is missing in.
    const near = { Effect: 'Allow', Action: 's3:ReplicateTags', Resource: 'arn:aws:s3:::orders-replica/*' };
    const document = filledTo({ ...own, Statement: [...(own['Statement'] as readonly Json[]), near] }, length, useless);
    role['RolePolicyList'] = [];
    role['AttachedManagedPolicies'] = [{ PolicyName: 'crr', PolicyArn: Arn }];
    const version = { VersionId: 'v1', IsDefaultVersion: true, Document: document };
    // Only a list of all roles says that no other has the policy.
    account['GetAccountAuthorizationDetails'] = [{ RoleDetailList: [] }];
    account['policies'] = [{ PolicyName: 'crr', Arn, DefaultVersionId: 'v1', PolicyVersionList: [version] }];
    return snapshot;
  }

  test('with room it takes what is missing', () => {
    const { report } = fixed(managed(5_000));
    expect([report.verified, report.patches.map(({ policy }) => [policy?.kind, policy?.isNew])]).toEqual([
      true,
      [['managed', false]],
    ]);
  });

  test.each([6_144, 6_130])('of %d characters it stays as it is, and the role gets another policy', (length) => {
    const { report } = fixed(managed(length));
    expect([report.verified, report.patches.map(({ policy }) => [policy?.kind, policy?.isNew])]).toEqual([
      true,
      [['inline', true]],
    ]);
  });
});

describe('more than one policy can hold', () => {
  function wide(count: number): unknown {
    const intents = Array.from({ length: count }, (_, index) => ({
      ...base,
      source: `s3://orders/${String(index).padStart(3, '0')}/`,
      destination: `s3://a-rather-long-name-of-a-bucket-for-replicas-${index}`,
      sourceKey: 'new',
      replicaKey: 'new',
    }));
    return structuredClone(factsOf(setupOf(intents.map((intent) => intentOf(intent)))));
  }

  test('a role that takes more than 10,240 characters gets managed policies, none too long', () => {
    const { report, facts } = fixed(wide(40));
    const own = report.patches.filter(({ target }) => target.kind === 'role-policy');
    expect(own.length).toBeGreaterThan(1);
    for (const { policy, document } of own) {
      expect(policy).toMatchObject({ kind: 'managed', isNew: true });
      expect(JSON.stringify(document).length).toBeLessThanOrEqual(6_144);
    }
    expect(new Set(own.map(({ target }) => target.name)).size).toBe(own.length);
    expect(report.verified).toBe(true);
    expect(new Set(auditOf(facts).replication.map(({ verdict }) => verdict))).toEqual(new Set(['replicates']));
  });
});

describe('a policy of a resource that is full', () => {
  const at = (policy: unknown): Json => JSON.parse(String(policy)) as Json;
  test.each([
    ['bucket-policy-without-replicate', 20_480],
    ['replica-key-without-role', 32_768],
  ])('%s: it is not made longer than AWS takes, and the reason is said', (name, limit) => {
    const { snapshot, all } = estateWith(name);
    const statement = {
      ...useless,
      Principal: '*',
      ...(limit > 30_000 ? { Action: 'kms:ReplicateKey', Resource: '*' } : {}),
    };
    const member = limit > 30_000 ? 'GetKeyPolicy' : 'GetBucketPolicy';
    let count = 0;
    for (const each of all) {
      const answer = each[member] as { Policy?: unknown } | undefined;
      if (answer?.Policy === undefined) continue;
      count += 1;
      answer.Policy = JSON.stringify(filledTo(at(answer.Policy), limit - 20, statement));
    }
    expect(count).toBeGreaterThan(0);
    const { report, exitCode } = fixed(snapshot);
    expect([report.verified, exitCode]).toEqual([false, 1]);
    expect(report.remaining.map(({ reason }) => reason)).toContain('too-long');
    for (const { size } of report.patches) if (size !== null) expect(size.is).toBeLessThanOrEqual(size.limit);
  });
});

test('a bucket policy that is nearly full takes the role in where a statement says the same of another', () => {
  const { snapshot, all } = estateWith('bucket-policy-without-replicate');
  const role = 'arn:aws:iam::111122223333:role/orders-replication';
  let count = 0;
  for (const each of all) {
    const answer = each['GetBucketPolicy'] as { Policy?: unknown } | undefined;
    if (answer?.Policy === undefined) continue;
    const policy = JSON.parse(String(answer.Policy)) as Json;
    const [own = {}] = (policy['Statement'] as readonly Json[]).filter((one) => JSON.stringify(one).includes(role));
    const other = {
      ...own,
      Sid: 'Other',
      Principal: { AWS: 'arn:aws:iam::111122223333:role/other' },
      Action: 's3:ReplicateObject',
    };
    answer.Policy = JSON.stringify(
      filledTo({ ...policy, Statement: [other] }, 20_480 - 120, { ...useless, Principal: '*' }),
    );
    count += 1;
  }
  expect(count).toBe(1);
  const { report } = fixed(snapshot);
  expect([report.verified, report.patches.length]).toEqual([true, 1]);
  const added = statementsOf(report.patches[0]?.document ?? {}).find(({ Sid }) => Sid === 'Other');
  expect(added).toMatchObject({ Principal: { AWS: [expect.any(String), expect.any(String)] } });
  expect(report.patches[0]?.size?.is).toBeLessThanOrEqual(20_480);
});

test('object keys that a policy has no characters for: the part before them is named, and it is said', () => {
  const { snapshot, all } = estateWith('no-replicate');
  for (const each of all)
    if (Array.isArray(each['Rules']) && 'Filter' in ((each['Rules'] as Json[])[0] ?? {}))
      for (const rule of each['Rules'] as Json[]) rule['Filter'] = { Prefix: 'in/日本/' };
  const { report } = fixed(snapshot);
  const text = JSON.stringify(report.patches.map(({ document }) => document));
  expect(text).not.toContain('日');
  expect(text).toMatch(/orders-replica\/(?:in\/)?\*/u);
  expect(report.verified).toBe(true);
  expect(report.notices.join('\n')).toMatch(/no character beyond U\+00FF.*"in\/日本\/" of orders .*"in\/"/u);
  expect(fixed(estateWith('no-replicate').snapshot).report.notices.join()).not.toContain('U+00FF');
});
