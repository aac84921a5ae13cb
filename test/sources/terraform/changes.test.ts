/** Plans that break what works: which rule breaks, and the line of the code that does it. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Diff } from '../../../src/diff/model.js';
import { run } from '../../../src/run.js';
import { changeOf } from '../../../src/run/change-of.js';
import { existingIn } from '../../../src/sources/existing.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { plainRun } from '../../plain-run.js';
import {
  access,
  codeWithout,
  encrypted,
  type Json,
  near,
  ofReplica,
  other,
  planWith,
  respelled,
  trust,
  used,
  versioned,
} from './crossing-accounts.js';
import { readPlans } from './plan-of.js';

let base: InputFile;
beforeAll(async () => {
  const { facts } = await readPlans(planWith({}, [], true));
  base = InputFile.ofText('prod.json', JSON.stringify({ ...facts, format: 'replint-snapshot/1' }));
});

async function changeBy(plan: Json, code: string): Promise<Diff> {
  const there = await readFiles([base]);
  const files = [
    InputFile.ofText('plan.json', JSON.stringify(plan, null, 2)),
    new InputFile({ name: 'infra/main.tf', given: 'infra', text: code, bytes: null }),
  ];
  const change = (await readFiles(files, { existing: existingIn(there) })).map((each) => ({ ...each, isChange: true }));
  const judged = { ...plainRun, inputs: [...there, ...change] };
  const diff = changeOf(judged, run(judged));
  if (diff === null) throw new Error('No change.');
  return diff;
}

/** The text of the line at which something stands. */
function textAt(code: string, location: Diff['newFindings'][number]['location']): string {
  if (location === undefined) return '(nowhere)';
  return location.file === 'infra/main.tf' ? (code.split('\n')[(location.line ?? 0) - 1] ?? '') : (location.file ?? '');
}

test('a plan that changes nothing breaks nothing', async () => {
  const { broke, changes, gotWorse } = await changeBy(planWith({}), codeWithout(''));
  expect({ broke, changes, gotWorse }).toEqual({ broke: [], changes: [], gotWorse: false });
});

type Row = readonly [
  what: string,
  changed: Readonly<Record<string, Json | null>>,
  actions: readonly string[],
  /** The rule that says why, and the line that the finding and the change stand at. */
  expected: readonly [rule: string, line: string, changed: string],
];

const copy = `arn:aws:iam::${near}:role/copy`;

const rows: readonly Row[] = [
  [
    'a bucket policy that is dropped: at the bucket',
    { 'aws_s3_bucket_policy.replica': null },
    ['delete'],
    ['destination/policy-not-allowed', 'rule {', 'resource "aws_s3_bucket" "replica" {'],
  ],
  [
    'versioning that is suspended',
    { 'aws_s3_bucket_versioning.replica': versioned('replica', 'Suspended') },
    ['update'],
    [
      'versioning/destination-not-enabled',
      'resource "aws_s3_bucket_versioning" "replica" {',
      'resource "aws_s3_bucket_versioning" "replica" {',
    ],
  ],
  [
    'a role that is renamed: at the policy that allows the old one',
    {
      'aws_iam_role.replication': { name: 'copy', arn: copy, path: '/', assume_role_policy: trust },
      'aws_iam_role_policy.access': { name: 'access', role: 'copy', policy: access },
      'aws_s3_bucket_replication_configuration.orders': { ...encrypted(used), role: copy },
    },
    ['delete', 'create'],
    [
      'destination/policy-not-allowed',
      'resource "aws_s3_bucket_policy" "replica" {',
      'resource "aws_iam_role" "replication" {',
    ],
  ],
  [
    'a key that is swapped: at the policy that knows the other one',
    { 'aws_s3_bucket_replication_configuration.orders': encrypted(other) },
    ['update'],
    ['kms/encrypt-not-allowed', 'policy = file("access.json")', 'rule {'],
  ],
];

test.each(rows)('%s', async (_, changed, actions, [rule, line, changedLine]) => {
  const code = codeWithout(Object.entries(changed).find(([, after]) => after === null)?.[0] ?? '');
  const { broke, gotWorse } = await changeBy(planWith(changed, actions), code);
  expect([gotWorse, broke.map(({ old, new: now }) => [old, now])]).toEqual([true, [['replicates', 'fails']]]);
  const [{ because = [], changes = [] } = {}] = broke;
  expect(because.map((each) => [each.rule, textAt(code, each.location)])).toEqual([[rule, line]]);
  expect(changes.map(({ location }) => textAt(code, location))).toContain(changedLine);
});

test('one policy in another spelling is no change', async () => {
  const turned = respelled(ofReplica);
  const changed = { 'aws_s3_bucket_policy.replica': { bucket: 'replica', policy: turned } };
  expect(turned).not.toBe(ofReplica);
  const { broke, changes, gotWorse } = await changeBy(planWith(changed), codeWithout(''));
  expect({ broke, changes, gotWorse }).toEqual({ broke: [], changes: [], gotWorse: false });
});
