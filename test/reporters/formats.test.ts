import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Report } from '../../src/engine/report.js';
import { loadReporter, reporterNames, type ReporterName } from '../../src/reporters/index.js';
import type { ReporterOptions } from '../../src/reporters/reporter.js';
import { displayWidth } from '../../src/reporters/text/display-width.js';
import { ruleFacts } from '../../src/rule-facts.js';
import { auditOf, fixture } from '../audit-of.js';

const options: ReporterOptions = {
  rules: ruleFacts,
  color: false,
  width: 100,
  workingDirectory: '/repository',
  failOn: 'error',
};
const render = async (name: ReporterName, report: Report, more: Partial<ReporterOptions> = {}): Promise<string> =>
  (await loadReporter(name))(report, { ...options, ...more });

const evil = '\u001b[31m<script>alert(1)</script>|`x`\r\n::error::owned %0A ##[error]x =1+1 \u202e\u0000 @everyone';

/** A real report with hostile text in every place that AWS or a file fills. */
function hostile(): Report {
  const report = auditOf(fixture('five-independent-defects'));
  const replication = report.replication.map((entry) => ({
    ...entry,
    source: { ...entry.source, bucket: evil },
    destination: { bucket: evil, account: evil, region: evil },
    replicationRule: { id: evil, index: 0, priority: 1, status: evil },
    impact: [evil],
    counterexample: evil,
  }));
  const findings = report.findings.map((finding) => ({
    ...finding,
    message: evil,
    help: `${evil}\n{\n  "Sid": ${JSON.stringify(evil)}\n}`,
    resource: evil,
    account: evil,
    region: evil,
    sourceBucket: evil,
    replicationRule: evil,
    location: { file: evil, pointer: evil, line: 1, column: 1 },
  }));
  return { ...report, replication, findings, notices: [evil] };
}

const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u; // eslint-disable-line no-control-regex

describe('hostile text', () => {
  test('reaches no terminal raw, and starts no workflow command', async () => {
    for (const width of [80, 160]) {
      const text = await render('table', hostile(), { width });
      expect(text).not.toMatch(controls);
      for (const line of text.split('\n')) expect(line.trimStart().startsWith('::')).toBe(false);
    }
  });

  test('is inert in Markdown', async () => {
    // Fenced blocks hold what is to be pasted: nothing in them is markup.
    const text = (await render('markdown', hostile())).replaceAll(/^(`{3,})json\n[^]*?\n\1$/gmu, '');
    expect(text).not.toContain('<script>');
    expect(text).not.toContain('@everyone');
    expect(text).not.toMatch(controls);
    const rows = text.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---'));
    for (const row of rows) expect(row.split('|')).toHaveLength(7);
  });

  test('stays inside one annotation', async () => {
    const text = await render('github', hostile());
    const lines = text.trimEnd().split('\n');
    for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice) [^\r\n]*$/u);
    expect(lines.filter((line) => line.startsWith('::error')).length).toBe(
      hostile().findings.filter(({ level }) => level === 'error').length,
    );
  });

  test('is one field of a CSV row, and no formula', async () => {
    const text = await render('csv', hostile());
    const rows = parseCsv(text);
    expect(rows).toHaveLength(hostile().findings.length + 1);
    for (const row of rows) {
      expect(row).toHaveLength(16);
      for (const field of row) expect(field).not.toMatch(/^[=+\-@]/u);
    }
  });

  test('is text in XML', async () => {
    const text = await render('junit', hostile());
    expect(text).not.toContain('<script>');
    expect(text.replace(/\n/gu, '')).not.toMatch(controls);
    expect((text.match(/<testcase/gu) ?? []).length).toBe(
      (text.match(/<\/testcase>|<testcase[^>]*\/>/gu) ?? []).length,
    );
  });

  test('survives JSON and SARIF unchanged', async () => {
    expect(JSON.parse(await render('json', hostile()))).toEqual(hostile());
    const log = JSON.parse(await render('sarif', hostile())) as {
      runs: { results: { message: { text: string } }[] }[];
    };
    expect(log.runs[0]?.results[0]?.message.text).toContain('<script>');
  });
});

function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe('table', () => {
  test.each([80, 100, 160])('no line is wider than %i columns, statements to paste aside', async (width) => {
    for (const name of ['five-independent-defects', 'article-star-permissions', 'prefix-everything-role-logs-only']) {
      const text = await render('table', auditOf(fixture(name)), { width });
      for (const line of text.split('\n').filter((each) => !/^\s+["{}[\]]/u.test(each)))
        expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }
  });

  test('has colour only when asked', async () => {
    const report = auditOf(fixture('article-no-kms-decrypt'));
    expect(await render('table', report)).not.toContain('\u001b[');
    expect(await render('table', report, { color: true })).toContain('\u001b[31m');
  });

  test('says what is wrong, where, and what to paste', async () => {
    const text = (await render('table', auditOf(fixture('article-no-kms-decrypt')), { width: 400 })).replaceAll(
      /\s+/gu,
      ' ',
    );
    expect(text).toContain(
      'is not allowed kms:Decrypt on source key arn:aws:kms:us-east-1:111122223333:key/mrk-aaaaaaaaaaaaaaaa1111111111111111',
    );
    expect(text).toContain('"kms:EncryptionContext:aws:s3:arn": [ "arn:aws:s3:::reports", "arn:aws:s3:::reports/*" ]');
    expect(text).toContain('1 replication rule of 1 source bucket: 1 fails.');
  });
});

describe('every format', () => {
  test.each(reporterNames.map((name) => [name]))(
    '%s gives the same bytes twice, also without findings',
    async (name) => {
      const report = auditOf(fixture('five-independent-defects'));
      expect(await render(name, report)).toBe(await render(name, report));
      expect(typeof (await render(name, auditOf({ format: 'replint-snapshot/1', accounts: [] })))).toBe('string');
    },
  );
});

describe('SARIF', () => {
  const require = createRequire(import.meta.url);
  const binary = String(require('@microsoft/sarif-multitool'));
  const schema: unknown = JSON.parse(readFileSync(findSchema(dirname(binary)), 'utf8'));

  test('is valid by the schema, with a place for every result', async () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema as object);
    for (const report of [auditOf(fixture('five-independent-defects')), auditOf(fixture('article-good')), hostile()]) {
      const log = JSON.parse(await render('sarif', report)) as {
        runs: { results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[];
      };
      expect(validate(log)).toBe(true);
      for (const { locations } of log.runs[0]?.results ?? [])
        expect(locations[0]?.physicalLocation.artifactLocation.uri).toMatch(/^[^/:][^:]*$/u);
    }
  });

  test('passes the multitool with the rules of code scanning', async () => {
    chmodSync(binary, 0o755);
    const folder = mkdtempSync(join(tmpdir(), 'replint-sarif-'));
    const file = join(folder, 'report.sarif');
    writeFileSync(file, await render('sarif', auditOf(fixture('five-independent-defects'))));
    execFileSync(
      binary,
      ['validate', file, '--rule-kind', 'Sarif;Ghas', '-o', join(folder, 'out.sarif'), '--log', 'ForceOverwrite'],
      { stdio: 'ignore' },
    );
    const log = JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8')) as {
      runs: { results?: { ruleId: string; level?: string }[] }[];
    };
    const faults = log.runs
      .flatMap(({ results }) => results ?? [])
      .filter(({ level }) => level === 'error' || level === undefined);
    expect(faults.map(({ ruleId, level }) => `${ruleId} ${level ?? 'warning'}`)).toEqual([]);
  }, 60_000);
});

function findSchema(folder: string): string {
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    for (const name of ['sarif-2.1.0.json', 'Schemata/sarif-2.1.0.json', 'schemata/sarif-2.1.0.json']) {
      try {
        readFileSync(join(at, name));
        return join(at, name);
      } catch {
        continue;
      }
    }
  }
  throw new Error('the SARIF schema is not where the multitool ships it');
}
