/** Documents near what AWS takes: a fix keeps below it by another document, or says that it cannot. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { defects } from '../../bench/accuracy/defects.mjs';
import { auditOf } from '../audit-of.js';
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
