/** Code as a change that is laid over what is known. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate } from '../../../scripts/fixtures/estate.mjs';
import { standIn } from '../../../src/basics/stand-in.js';
import { run, type RunResult } from '../../../src/run.js';
import type { Reading } from '../../../src/sources/adapter.js';
import { readSnapshotText } from '../../../src/sources/snapshot/read-snapshot-text.js';
import { plainRun } from '../../plain-run.js';

const account = '111122223333';
const role = `arn:aws:iam::${account}:role/orders-replication`;

function base(choices: Readonly<Record<string, unknown>> = {}): Reading {
  return readSnapshotText({ name: 'prod.json', kind: 'snapshot', text: JSON.stringify(buildEstate(choices).snapshot) });
}

/** What code says of one account, with all else outside of it. */
function change(entries: object, id = account): Reading {
  const text = JSON.stringify({ format: 'replint-snapshot/1', accounts: [{ id, ...entries }] });
  const { facts, faults, locator } = readSnapshotText({ name: 'plan.json', kind: 'snapshot', text });
  if (facts === null) throw new Error(JSON.stringify(faults));
  return {
    name: 'plan.json',
    kind: 'terraform-plan',
    facts,
    faults: [],
    locator,
    supply: 'Add the account.',
    isChange: true,
  };
}

function judged(...inputs: readonly Reading[]): RunResult {
  return run({
    inputs,
    ...plainRun,
    today: '2026-11-26',
  });
}

const verdicts = ({ report }: RunResult) =>
  report.replication.map(({ source, verdict }) => `${source.bucket} ${verdict}`);
const errors = ({ report }: RunResult) =>
  report.findings.filter(({ level }) => level === 'error').map(({ rule }) => rule);
const gone = (Code: string): object => ({ Error: { Code, Message: '' } });

describe('a change that is laid over what is known', () => {
  test('replaces what it speaks of and leaves the rest', () => {
    const result = judged(
      base(),
      change({ buckets: [{ Name: 'orders-replica', GetBucketVersioning: { Status: 'Suspended' } }] }),
    );
    expect([verdicts(result), errors(result)]).toEqual([['orders fails'], ['versioning/destination-not-enabled']]);
    expect(result.report.input.kind).toBe('mixed');
    const [finding] = result.report.findings.filter(({ level }) => level === 'error');
    expect(finding?.message).toContain('orders-replica');
  });

  test('mends, whichever is given first', () => {
    const broken = base();
    const versioning = { Status: 'Enabled' } as const;
    const text = JSON.stringify(buildEstate({}).snapshot).replace('{"Status":"Enabled"}', '{"Status":"Suspended"}');
    const suspended = readSnapshotText({ name: 'prod.json', kind: 'snapshot', text });
    const repair = change({
      buckets: [
        { Name: 'orders', GetBucketVersioning: versioning },
        { Name: 'orders-replica', GetBucketVersioning: versioning },
      ],
    });
    expect(verdicts(judged(broken))).toEqual(['orders replicates']);
    expect(verdicts(judged(suspended))).toEqual(['orders fails']);
    expect(verdicts(judged(suspended, repair))).toEqual(['orders replicates']);
    expect(verdicts(judged(repair, suspended))).toEqual(['orders replicates']);
  });

  test('is not made known by what was known before', () => {
    const policy = { Unresolved: { address: 'aws_s3_bucket_policy.copy', why: 'It names a new role.' } };
    const result = judged(
      base({ crossAccount: true }),
      change({ buckets: [{ Name: 'orders-replica', GetBucketPolicy: policy }] }, '444455556666'),
    );
    expect([verdicts(result), result.exitCode]).toEqual([['orders unknown'], 3]);
  });

  test('says nothing of what it does not hold', () => {
    expect(verdicts(judged(base(), change({ buckets: [{ Name: 'orders' }] })))).toEqual(['orders replicates']);
    expect(verdicts(judged(base(), change({ buckets: [] })))).toEqual(['orders replicates']);
  });

  test('replaces the policies of a role', () => {
    const roles = [{ Arn: role, RoleName: 'orders-replication', RolePolicyList: [], AttachedManagedPolicies: [] }];
    expect(errors(judged(base(), change({ roles })))).toContain('role/replicate-not-allowed');
  });

  test.each<readonly [string, object, string]>([
    [
      'the destination',
      { buckets: [{ Name: 'orders-replica', HeadBucket: gone('404') }] },
      'destination/bucket-missing',
    ],
    ['the role', { roles: [{ Arn: role, GetRole: gone('NoSuchEntity') }] }, 'role/missing'],
  ])('deletes %s', (_, entries, rule) => {
    const result = judged(base(), change(entries));
    expect([verdicts(result), errors(result)]).toEqual([['orders fails'], [rule]]);
  });

  test('deletes the source, from which nothing is replicated then', () => {
    expect(verdicts(judged(base(), change({ buckets: [{ Name: 'orders', HeadBucket: gone('404') }] })))).toEqual([]);
  });

  test('meets what is known by name, where it leaves its account open', () => {
    const entries = { buckets: [{ Name: 'orders-replica', GetBucketVersioning: { Status: 'Suspended' } }] };
    const result = judged(base(), change(entries, standIn('account', 'AWS::AccountId')));
    expect(errors(result)).toEqual(['versioning/destination-not-enabled']);
    expect(result.estate.buckets.get('orders-replica')?.account).toBe(account);
  });
});
