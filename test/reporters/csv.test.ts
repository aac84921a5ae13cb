import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { ruleFacts } from '../../src/rule-facts.js';
import { auditOf, fixture } from '../audit-of.js';
import { hostileReport, hostileTexts } from './hostile.js';
import { controls, render } from './render.js';

function allRowsOf(text: string): readonly Readonly<Record<string, string>>[] {
  return parse(text, { columns: true, record_delimiter: '\r\n' });
}

/** Findings. */
function rowsOf(text: string): readonly Readonly<Record<string, string>>[] {
  return allRowsOf(text).filter(({ kind }) => kind === 'problem' || kind === 'unknown');
}

test('the last row says what was read', async () => {
  const rows = allRowsOf(await render('csv', auditOf(fixture('five-independent-defects'))));
  expect(rows.filter(({ kind }) => kind === 'read')).toEqual([rows.at(-1)]);
  expect(rows.at(-1)?.['message']).toMatch(/^Read: accounts? \d{12}.* · \d+ buckets · /u);
  expect(Object.values(rows.at(-1) ?? {}).filter((field) => field !== '')).toHaveLength(2);
});

test('every replication rule has a row with its verdict', async () => {
  const report = auditOf(fixture('five-independent-defects'));
  const rows = allRowsOf(await render('csv', report)).filter(({ kind }) => kind === 'verdict');
  expect(
    rows.map((row) => [row['source bucket'], row['destination bucket'], row['replication rule'], row['verdict']]),
  ).toEqual(
    report.replication.map(({ source, destination, replicationRule, verdict }) => [
      source.bucket,
      destination?.bucket,
      replicationRule?.id,
      verdict,
    ]),
  );
});

test.each(hostileTexts)('%s stays in its field, and no spreadsheet calculates it', async (_, evil) => {
  const report = hostileReport(evil);
  const text = await render('csv', report);
  const rows = rowsOf(text);
  expect(rows).toHaveLength(report.findings.length);
  expect(rows.map(({ fingerprint }) => fingerprint)).toEqual(report.findings.map(({ fingerprint }) => fingerprint));
  for (const row of allRowsOf(text)) {
    for (const field of Object.values(row)) {
      expect(field).not.toMatch(/^[=+\-@\t\r\n]/u);
      expect(field).not.toMatch(controls);
    }
  }
  for (const line of text.split('\n')) expect(line.trimStart()).not.toMatch(/^::|##\[/u);
});

test('a real report comes back as it is', async () => {
  const { findings } = auditOf(fixture('five-independent-defects'));
  const rows = rowsOf(await render('csv', { ...auditOf(fixture('five-independent-defects')) }));
  expect(rows.map(({ rule, message, help, file }) => ({ rule, message, help, file }))).toEqual(
    findings.map(({ rule, message, help, location }) => ({ rule, message, help, file: location?.file })),
  );
});

test('a replication rule names the controls that it serves, and a finding who has to act', async () => {
  const report = auditOf(fixture('cross-account-no-bucket-policy'));
  const rows = allRowsOf(await render('csv', report));
  const [verdict] = rows.filter(({ kind }) => kind === 'verdict');
  expect(verdict?.['controls']).toMatch(/^S3\.7; .*ISO\/IEC 27001:2022 A\.8\.13/u);
  const [finding] = rows.filter(({ rule }) => rule === 'destination/policy-not-allowed');
  expect(finding?.['who has to act']).toBe(`destination ${report.replication[0]?.destination?.account}`);
});

test('a finding names the controls that its rule bears on', async () => {
  const rows = rowsOf(await render('csv', auditOf(fixture('five-independent-defects'))));
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    const facts = ruleFacts.find(({ id }) => id === row['rule']);
    expect(row['controls']).toBe(facts?.controls.map(({ id }) => id).join('; '));
  }
  expect(rows.some((row) => row['controls']?.includes('NIST.800-53.r5 CP-9; ') === true)).toBe(true);
});
