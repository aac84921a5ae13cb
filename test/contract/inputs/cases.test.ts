/** Code whose conditions have no value: each case is judged, and what differs is said. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate } from '../../../scripts/fixtures/estate.mjs';
import type { Report } from '../../../src/report/model.js';
import { run } from '../../../src/run.js';
import type { Reading } from '../../../src/sources/adapter.js';
import { readSnapshotText } from '../../../src/sources/snapshot/read-snapshot-text.js';
import { plainRun } from '../../plain-run.js';

type Json = Record<string, unknown>;
// A snapshot as plain data, to be broken here and there.
type Snapshot = {
  accounts: { buckets: Json[]; roles: { RolePolicyList: { PolicyDocument: { Statement: { Sid: string }[] } }[] }[] }[];
};

function estate(
  change: (snapshot: Snapshot) => void = () => undefined,
  choices: Readonly<Record<string, unknown>> = {},
): Snapshot {
  const snapshot = buildEstate(choices).snapshot as unknown as Snapshot;
  change(snapshot);
  return snapshot;
}

function noWriting({ accounts: [account] }: Snapshot): void {
  const document = account?.roles[0]?.RolePolicyList[0]?.PolicyDocument;
  if (document !== undefined) document.Statement = document.Statement.filter(({ Sid }) => Sid !== 'WriteReplicas');
}

function noVersioning({ accounts: [account] }: Snapshot): void {
  const [source] = account?.buckets ?? [];
  if (source !== undefined) source.GetBucketVersioning = {};
}

function noReplication({ accounts: [account] }: Snapshot): void {
  const [source] = account?.buckets ?? [];
  if (source !== undefined) source.GetBucketReplication = { Error: { Code: 'ReplicationConfigurationNotFoundError' } };
}

function reading(cases: Readonly<Record<string, Snapshot>>, name = 'template.yaml'): Reading {
  const read = Object.entries(cases).map(([when, snapshot]) => {
    const { facts, locator } = readSnapshotText({ name, kind: 'snapshot', text: JSON.stringify(snapshot) });
    if (facts === null) throw new Error('faults');
    return { when, facts, locator };
  });
  const [first] = read;
  if (first === undefined) throw new Error('no case');
  return { name, kind: 'cloudformation', facts: first.facts, locator: first.locator, faults: [], cases: read };
}

function judged(...inputs: readonly Reading[]): { readonly report: Report; readonly exitCode: number } {
  return run({
    inputs,
    ...plainRun,
    today: '2026-11-26',
  });
}

const rulesOf = ({ findings }: Report) =>
  findings.filter(({ level }) => level === 'error').map(({ rule, when }) => [rule, when]);

describe('cases of code', () => {
  test('a verdict that all share holds, and says nothing of cases', () => {
    const { report, exitCode } = judged(reading({ 'Prod is yes': estate(), 'Prod is no': estate() }));
    expect([report.replication.map(({ verdict, cases }) => [verdict, cases]), exitCode]).toEqual([
      [['replicates', undefined]],
      0,
    ]);
    expect(report.input.kind).toBe('cloudformation');
    expect(report.notices?.join('\n')).toContain('Each of 2 cases was judged: Prod is yes; Prod is no.');
  });

  test('a verdict that differs is unknown, with the verdict of each case', () => {
    const { report, exitCode } = judged(reading({ 'Prod is yes': estate(), 'Prod is no': estate(noWriting) }));
    const [entry] = report.replication;
    expect([entry?.verdict, entry?.cases, exitCode]).toEqual([
      'unknown',
      [
        { when: 'Prod is yes', verdict: 'replicates' },
        { when: 'Prod is no', verdict: 'fails' },
      ],
      1,
    ]);
    expect(rulesOf(report)).toEqual([['role/replicate-not-allowed', ['Prod is no']]]);
    const open = report.findings.find(({ rule }) => rule === 'evidence/unresolved');
    expect(open?.message).toContain('replicates when Prod is yes; fails when Prod is no');
    expect(open?.kind).toBe('unknown');
    expect(open?.location?.line).toBeGreaterThan(0);
    expect(entry?.because).toContain(open?.fingerprint);
    expect(report.summary).toMatchObject({ verdicts: { unknown: 1, fails: 0 }, incomplete: true });
    expect(report.findings.find(({ rule }) => rule === 'role/replicate-not-allowed')?.message).toMatch(
      /^When Prod is no: /u,
    );
  });

  test('what fails in all cases fails, and findings of some of them say so', () => {
    const { report } = judged(
      reading({ 'Prod is yes': estate(noWriting), 'Prod is no': estate((s) => (noWriting(s), noVersioning(s))) }),
    );
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(['fails']);
    expect(rulesOf(report)).toEqual([
      ['role/replicate-not-allowed', undefined],
      ['versioning/source-not-enabled', ['Prod is no']],
    ]);
  });

  test('a rule that is there in one case only is judged by that case', () => {
    const { report, exitCode } = judged(
      reading({ 'Prod is no': estate((s) => (noReplication(s), noVersioning(s))), 'Prod is yes': estate() }),
    );
    expect([report.replication.map(({ verdict, cases }) => [verdict, cases]), exitCode]).toEqual([
      [
        [
          'replicates',
          [
            { when: 'Prod is no', verdict: null },
            { when: 'Prod is yes', verdict: 'replicates' },
          ],
        ],
      ],
      0,
    ]);
  });

  test('cases of several inputs are combined', () => {
    const other = (change?: (s: Snapshot) => void) => estate(change, { name: 'invoices' });
    const { report } = judged(
      reading({ 'A is yes': estate(), 'A is no': estate(noVersioning) }, 'a.yaml'),
      reading({ 'B is yes': other(), 'B is no': other() }, 'b.yaml'),
    );
    expect(report.replication.map(({ source, verdict, cases }) => [source.bucket, verdict, cases?.length])).toEqual([
      ['invoices', 'replicates', undefined],
      ['orders', 'unknown', 4],
    ]);
    expect(report.findings.find(({ rule }) => rule === 'versioning/source-not-enabled')?.when).toEqual([
      'A is no, and B is yes',
      'A is no, and B is no',
    ]);
  });

  test('more combinations than are judged leave every verdict open, and that is said', () => {
    const many = Array.from({ length: 7 }, (_, index) =>
      reading(
        {
          [`P${index} is yes`]: estate(undefined, { name: `b${index}` }),
          [`P${index} is no`]: estate(undefined, { name: `b${index}` }),
        },
        `${index}.yaml`,
      ),
    );
    const { report, exitCode } = judged(...many);
    expect(new Set(report.replication.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    expect(exitCode).toBe(3);
    expect(report.notices?.join('\n')).toContain('more combinations than the 64');
  });
});
