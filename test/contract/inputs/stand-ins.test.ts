/** Estates of code whose names nobody knows yet: what replicates whatever they are does, and nothing else is held against it. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate } from '../../../scripts/fixtures/estate.mjs';
import { openText, standIn } from '../../../src/basics/stand-in.js';
import { run, type RunResult } from '../../../src/run.js';
import type { Reading } from '../../../src/sources/adapter.js';
import { readSnapshotText } from '../../../src/sources/snapshot/read-snapshot-text.js';
import { plainRun } from '../../plain-run.js';

type Choices = Readonly<Record<string, unknown>>;
type Names = (setting: Readonly<Record<string, string>>) => readonly (readonly [string, string])[];

const lastPart = (arn = ''): string => arn.slice(arn.lastIndexOf('/') + 1);

/** New names, which AWS makes up. */
const made: Names = (setting) => [
  [lastPart(setting.role), standIn('role', 'Stack.Role')],
  [setting.destination ?? '', standIn('bucket', 'Stack.Copy')],
  [setting.source ?? '', standIn('bucket', 'Stack.Orders')],
];
const keys: Names = (setting) => [
  [lastPart(setting.sourceKey), standIn('key', 'Stack.Key')],
  [lastPart(setting.replicaKey), standIn('key', 'Stack.ReplicaKey')],
];
const accounts: Names = () => [['111122223333', standIn('account', 'Stack.Account')]];
const regions: Names = () => [['us-west-2', standIn('region', 'Stack.Region')]];
/** Parameters that have no value. */
const open: Names = (setting) => [
  [lastPart(setting.role), openText('RoleName')],
  [setting.destination ?? '', openText('CopyName')],
  [setting.source ?? '', openText('OrdersName')],
];
/** A role that another stack makes: of it no more is known than that its ARN is the same everywhere. */
const importedRole: Names = (setting) => [[setting.role ?? '', openText('ImportedRoleArn')]];

function judged(choices: Choices, ...names: readonly Names[]): RunResult {
  const { snapshot, setting } = buildEstate(choices) as unknown as {
    readonly snapshot: unknown;
    readonly setting: Readonly<Record<string, string>>;
  };
  let text = JSON.stringify(snapshot);
  for (const [name, value] of names.flatMap((each) => each(setting))) text = text.replaceAll(name, () => value);
  if (names.includes(importedRole)) text = text.replace(/"roles":\[.*?\],"policies"/su, '"policies"');
  const { facts, faults, locator } = readSnapshotText({ name: 'template.yaml', kind: 'snapshot', text });
  if (facts === null) throw new Error(JSON.stringify(faults));
  const reading: Reading = {
    name: 'template.yaml',
    kind: 'cloudformation',
    facts,
    faults: [],
    locator,
    supply: 'Add the account.',
  };
  return run({
    inputs: [reading],
    ...plainRun,
    today: '2026-11-26',
  });
}

const said = ({ report: { findings } }: RunResult) =>
  findings.filter(({ level }) => level !== 'note').map(({ rule, message }) => `${rule}: ${message}`);

const choices: Readonly<Record<string, Choices>> = {
  plain: {},
  kms: { kms: true },
  'Bucket Keys': { kms: true, sourceBucketKey: true, destinationBucketKey: true },
  'another account': { crossAccount: true, ownerOverride: true },
  'another account, kms': { crossAccount: true, kms: true, ownerOverride: true },
  'Object Lock': { objectLock: true },
  'delete markers': { deleteMarkers: true },
};

describe.each(Object.entries(choices))('a correct set-up (%s)', (_, chosen) => {
  test.each<readonly [string, readonly Names[]]>([
    ['new names', [made]],
    ['new names and keys', [made, keys]],
    ['names that are parameters', [open]],
  ])('replicates with %s, and no error or warning is raised', (_name, names) => {
    const result = judged(chosen, ...names);
    expect(said(result)).toEqual(said(judged(chosen)));
    expect(result.report.replication.map(({ verdict }) => verdict)).toEqual(['replicates']);
    expect(result.exitCode).toBe(0);
    expect(JSON.stringify(result.report)).not.toMatch(/[\ufdd0-\ufdef]/u);
  });
});

describe('what else is not known', () => {
  test('one account for both sides', () => {
    const result = judged({ kms: true }, made, keys, accounts);
    expect([said(result), result.report.replication.map(({ verdict }) => verdict)]).toEqual([[], ['replicates']]);
    expect(result.report.replication[0]?.source).toMatchObject({ bucket: 'Stack.Orders', account: 'Stack.Account' });
  });

  test('the Region of the destination and of its key', () => {
    const result = judged({ kms: true }, made, regions);
    expect([said(result), result.report.replication.map(({ verdict }) => verdict)]).toEqual([[], ['replicates']]);
  });

  test('the prefix of the replication rule', () => {
    const prefix: Names = () => [['logs/', openText('Prefix')]];
    const wide = judged({ prefix: 'logs/' }, made, prefix);
    expect([said(wide), wide.report.replication.map(({ verdict }) => verdict)]).toEqual([[], ['replicates']]);
    const all: Names = () => [[`/${openText('Prefix')}*`, '/*']];
    const notes = judged({ prefix: 'logs/' }, made, prefix, all).report.findings.map(({ rule }) => rule);
    expect(notes).not.toContain('least-privilege/resource-too-broad');
  });

  test('another account that may be the same one leaves open, and does not accuse', () => {
    const result = judged({ crossAccount: true }, made, accounts);
    expect(said(result)).toEqual([]);
    expect(result.report.replication.map(({ verdict }) => verdict)).toEqual(['replicates']);
  });

  test('a role by an ARN that is not known, named the same everywhere', () => {
    const result = judged({ crossAccount: true, kms: true }, importedRole);
    expect([said(result), result.report.replication[0]?.verdict]).toEqual([[], 'unknown']);
    const asked = result.report.findings.filter(({ rule }) => rule === 'evidence/unresolved');
    expect(asked.map(({ message }) => message).join('\n')).toContain('ImportedRoleArn');
  });

  test('verdicts are the same from run to run, and so are fingerprints', () => {
    const all = () => judged({ kms: true }, made, keys, accounts).report.findings.map(({ fingerprint }) => fingerprint);
    expect(all()).toEqual(all());
  });
});

describe('a broken set-up with new names', () => {
  test('a grant on another new bucket is found', () => {
    const wrong: Names = () => [
      [`"arn:aws:s3:::${standIn('bucket', 'Stack.Copy')}/*"`, `"arn:aws:s3:::${standIn('bucket', 'Stack.Other')}/*"`],
    ];
    const result = judged({}, made, wrong);
    expect(said(result).join('\n')).toContain('role/replicate-not-allowed');
    expect(result.report.replication.map(({ verdict }) => verdict)).toEqual(['fails']);
    expect(result.exitCode).toBe(1);
  });

  test('a grant on a bucket that could be any is unknown, with what settles it', () => {
    const unclear: Names = () => [
      [`"arn:aws:s3:::${standIn('bucket', 'Stack.Copy')}/*"`, `"arn:aws:s3:::${openText('Given')}/*"`],
    ];
    const result = judged({}, made, unclear);
    expect([said(result), result.report.replication.map(({ verdict }) => verdict), result.exitCode]).toEqual([
      [],
      ['unknown'],
      3,
    ]);
    const question = result.report.findings.find(({ rule }) => rule === 'evidence/unresolved');
    expect(`${question?.message} ${question?.help}`).toContain('Given');
    expect(question?.location?.line).toBeGreaterThan(0);
  });
});
