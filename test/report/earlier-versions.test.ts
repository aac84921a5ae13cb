/** Snapshots and reports that earlier versions wrote: read today, and known again. */
import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { diffOfReports } from '../../src/library.js';
import { run } from '../../src/run.js';
import type { Report } from '../../src/report/model.js';
import { readReport } from '../../src/report/read-report.js';
import { plainRun } from '../plain-run.js';

const folder = new URL('../../fixtures/compatibility/', import.meta.url);
const versions = readdirSync(folder);

function textOf(version: string, name: string): string {
  return readFileSync(new URL(`${version}/${name}.json`, folder), 'utf8');
}

test('there are some', () => {
  expect(versions).toEqual(expect.arrayContaining(['0.1.0', '0.2.0']));
});

describe.each(versions)('%s', (version) => {
  const read = (): Promise<Report> => readReport('report.json', JSON.parse(textOf(version, 'report')));

  function today(baseline: Report | null) {
    return run({
      inputs: [{ name: 'snapshot.json', kind: 'snapshot', text: textOf(version, 'snapshot') }],
      ...plainRun,
      baseline,
      today: '2026-11-27',
    });
  }

  test('its report says what the snapshot says today', async () => {
    const earlier = await read();
    const { report } = today(null);
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(earlier.replication.map(({ verdict }) => verdict));
    const known = new Set(earlier.findings.map(({ fingerprint }) => fingerprint));
    expect(report.findings.filter(({ fingerprint }) => !known.has(fingerprint))).toEqual([]);
  });

  test('as a baseline it accepts what it knew', async () => {
    const earlier = await read();
    const { report, exitCode } = today(earlier);
    expect([report.summary.findings, report.summary.suppressed, exitCode]).toEqual([
      { error: 0, warning: 0, note: 0 },
      earlier.findings.length,
      0,
    ]);
  });

  test('compared with today’s report nothing broke', async () => {
    const earlier = await read();
    expect(diffOfReports(earlier, today(null).report)).toMatchObject({ broke: [], newFindings: [], goneFindings: [] });
  });
});
