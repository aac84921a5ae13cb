import { describe, expect, test } from '@jest/globals';
import { applyBaseline, baselineOf } from '../../src/report/baseline.js';
import type { Finding } from '../../src/report/model.js';
import { entry, finding, report } from './findings.js';

const old = finding('old');

describe('what the baseline knows does not count', () => {
  test('the known finding is suppressed with the day of the baseline, the new one counts', () => {
    const judged = applyBaseline(report([old, finding('new')]), baselineOf(report([old])));
    expect(judged.findings.map(({ suppressed }) => suppressed)).toEqual([
      { kind: 'baseline', reason: 'In the baseline of 2026-11-23', expires: null, owner: null },
      null,
    ]);
    expect(judged.summary).toMatchObject({ findings: { error: 1 }, suppressed: 1 });
  });

  test('messages and lines may change', () => {
    const moved = {
      ...old,
      message: 'Said otherwise.',
      location: { file: 'b.json', pointer: '/x', line: 9, column: 1 },
    };
    expect(applyBaseline(report([moved]), baselineOf(report([old]))).summary.suppressed).toBe(1);
  });

  test('what an older baseline hid stays known', () => {
    const rolled = applyBaseline(report([old]), baselineOf(report([old])));
    expect(applyBaseline(report([old]), baselineOf(rolled)).summary.suppressed).toBe(1);
  });

  test('unknown evidence that was known to be missing does not make the run incomplete', () => {
    const unknown = finding('u', { kind: 'unknown', level: 'note' });
    const before = report([unknown], [entry('orders', 'unknown', { because: [unknown.fingerprint] })]);
    expect(before.summary.incomplete).toBe(true);
    expect(applyBaseline(before, baselineOf(before)).summary.incomplete).toBe(false);
  });
});

describe('what counts nevertheless', () => {
  test('a finding that a suppression hid in the baseline', () => {
    const hidden = { ...old, suppressed: { reason: 'Known', expires: '2026-11-23', owner: 'ops' } };
    expect(applyBaseline(report([old]), baselineOf(report([hidden]))).summary.findings.error).toBe(1);
  });

  test('a finding that a suppression hid whose reason reads like a baseline', () => {
    const suppressed = { reason: 'In the baseline of 2026-11-23', expires: null, owner: 'ops' };
    const hidden: Finding = { ...old, suppressed: { ...suppressed, kind: 'configuration' } };
    expect(applyBaseline(report([old]), baselineOf(report([hidden]))).summary.findings.error).toBe(1);
  });

  test('a finding whose level has risen', () => {
    const lower = { ...old, level: 'warning' as const };
    expect(applyBaseline(report([old]), baselineOf(report([lower]))).summary.findings.error).toBe(1);
  });
});

test('a suppression keeps its own words', () => {
  const suppressed = { reason: 'Known', expires: null, owner: 'ops' };
  const judged = applyBaseline(report([{ ...old, suppressed }]), baselineOf(report([old])));
  expect(judged.findings[0]?.suppressed).toEqual(suppressed);
});

test('a baseline without a date says so', () => {
  const baseline = baselineOf({ ...report([old]), input: { kind: 'snapshot', accounts: [], collectedAt: null } });
  expect(applyBaseline(report([old]), baseline).findings[0]?.suppressed?.reason).toBe(
    'In the baseline of an unknown date',
  );
});
