/** What is imported into Security Hub: this run's findings, and an end to those that are gone. */
import { expect, test } from '@jest/globals';
import type { Report } from '../../src/report/model.js';
import { findingBatches } from '../../src/job/reports/security-hub.js';
import type { AsffFinding } from '../../src/reporters/asff/model.js';
import { auditOf, fixture } from '../audit-of.js';
import { faultsOf, shapesOf } from '../reporters/aws-model.js';

const importer = { account: '999988887777', region: 'eu-central-1' };
const now = '2026-11-27T04:00:00Z';
const good = auditOf(fixture('cross-account-good'));
const broken = auditOf(fixture('cross-account-no-bucket-policy'));

function statesOf(fresh: Report, before: Report | null, current = fresh): ReadonlyMap<string, AsffFinding> {
  return new Map(
    findingBatches({ fresh, current, before }, importer, now)
      .flat()
      .map((each) => [each.Id, each]),
  );
}

test('a finding that is gone is archived, and the replication rule passes under the same id', () => {
  const failed = statesOf(broken, null);
  const mended = statesOf(good, broken);
  const gone = broken.findings.filter(
    ({ fingerprint }) => !good.findings.some((finding) => finding.fingerprint === fingerprint),
  );
  expect(gone.length).toBeGreaterThan(0);
  for (const { fingerprint } of gone) {
    expect(failed.get(`replint/finding/${fingerprint}`)?.RecordState).toBe('ACTIVE');
    expect(mended.get(`replint/finding/${fingerprint}`)).toMatchObject({ RecordState: 'ARCHIVED', UpdatedAt: now });
  }
  const ids = [...failed.keys()].filter((id) => id.startsWith('replint/replication/'));
  expect(ids.map((id) => [failed.get(id)?.Compliance.Status, mended.get(id)?.Compliance.Status])).toEqual([
    ['FAILED', 'PASSED'],
  ]);
});

test('what is missing because its account was not read is neither archived nor said anew', () => {
  const nothing = auditOf({ format: 'replint-snapshot/1', accounts: [] });
  expect([...statesOf(nothing, broken, broken).values()]).toEqual([]);
  expect([...statesOf(nothing, broken).values()].every(({ RecordState }) => RecordState === 'ARCHIVED')).toBe(true);
});

test('batches fit into a state of Step Functions and into a call', () => {
  const [entry] = broken.replication;
  if (entry === undefined) throw new Error('no replication rule');
  const many = {
    ...broken,
    replication: Array.from({ length: 1_000 }, (_, index) => ({
      ...entry,
      source: { ...entry.source, bucket: `source-${index}` },
    })),
  };
  const batches = findingBatches({ fresh: many, current: many, before: null }, importer, now);
  expect(batches.flat()).toHaveLength(1_000 + broken.findings.length);
  const shapes = shapesOf('securityhub', '2018-10-26');
  for (const batch of batches) {
    expect(batch.length).toBeLessThanOrEqual(100);
    expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThan(240 * 1024);
    if (shapes !== null) expect(faultsOf(shapes, 'BatchImportFindingsRequest', { Findings: batch })).toEqual([]);
  }
});
