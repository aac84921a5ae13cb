/** The library, as its users call it. */
import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import {
  auditSnapshots,
  diffOfReports,
  diffSnapshots,
  ExpectedError,
  explainSnapshots,
  InvalidInput,
  NotASnapshot,
  renderDiff,
  renderExplanation,
  renderReport,
  reporterNames,
  type SnapshotSource,
} from '../../src/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const path = join(root, 'fixtures/estates/article-no-kms-decrypt.json');
const text = readFileSync(path, 'utf8');
const good = readFileSync(join(root, 'fixtures/estates/article-good.json'), 'utf8');

describe('a snapshot is its text, its bytes, or parsed JSON', () => {
  const expected = auditSnapshots([text], { today: '2026-01-01' });

  test.each<[string, SnapshotSource]>([
    ['bytes', readFileSync(path)],
    ['gzip', gzipSync(text)],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['JSON', JSON.parse(text) as object],
  ])('%s', (_, source) => {
    const report = auditSnapshots([source], { today: '2026-01-01' });
    expect(report.replication).toEqual(expected.replication);
    expect(report.findings.map(({ fingerprint }) => fingerprint)).toEqual(
      expected.findings.map(({ fingerprint }) => fingerprint),
    );
    for (const { location } of report.findings) expect(location?.line).toBeGreaterThan(0);
  });

  test.each<[string, unknown, RegExp]>([
    ['a path', ['prod.json'], /got "prod\.json" as snapshot-1, which looks like the path of a file/u],
    ['a longer path', [good, './a b/prod.json.gz'], /as snapshot-2, which looks like the path/u],
    ['no list', text, /got a string in place of a list/u],
    ['an object in place of a list', JSON.parse(text), /got an object in place of a list/u],
    ['nothing', undefined, /got undefined in place of a list/u],
    ['nothing in the list', [undefined], /got undefined as snapshot-1/u],
    ['null', [null], /got null as snapshot-1/u],
    ['a number', [7], /got a number as snapshot-1/u],
    ['a promise', [Promise.resolve(text)], /got a promise \(await it\) as snapshot-1/u],
    ['a list in a list', [[text]], /got a list as snapshot-1/u],
    ['a circle', [circle()], /an object that is not JSON as snapshot-1/u],
  ])('%s is told', (_, sources, message) => {
    const call = (): unknown => auditSnapshots(sources as readonly SnapshotSource[]);
    expect(call).toThrow(NotASnapshot);
    expect(call).toThrow(message);
  });

  test.each<[string, SnapshotSource, RegExp]>([
    ['a report', { format: 'replint-report/1' }, /report of replint/u],
    ['text that is no JSON', 'accounts: []\nformat: x\n', /./u],
    ['nothing', '', /empty/u],
    ['a policy', { Version: '2012-10-17', Statement: [] }, /policy/u],
  ])('%s is invalid input, as for the command', (_, source, message) => {
    expect(() => auditSnapshots([source])).toThrow(InvalidInput);
    expect(() => auditSnapshots([source])).toThrow(message);
  });

  function circle(): object {
    const object: Record<string, unknown> = {};
    object['self'] = object;
    return object;
  }
});

describe('explain', () => {
  test('gives what the command gives', () => {
    const explanation = explainSnapshots('s3://reports/a.csv', [text], { today: '2026-01-01' });
    expect(explanation).toMatchObject({ format: 'replint-explanation/1', bucket: 'reports', key: 'a.csv' });
    expect(explanation.replicationRules[0]?.verdict).toBe('fails');
    expect(renderExplanation(explanation, 'text')).toContain('kms:Decrypt');
    expect(renderExplanation(explanation, 'markdown')).toContain('## ');
    expect(JSON.parse(renderExplanation(explanation, 'json'))).toEqual(JSON.parse(JSON.stringify(explanation)));
  });

  test('says what is missing', () => {
    expect(() => explainSnapshots('s3://nothing', [text])).toThrow(ExpectedError);
    expect(() => explainSnapshots('s3://reports', [text], { replicationRule: 'x' })).toThrow(/no replication rule/u);
    expect(() => explainSnapshots('arn:aws:kms:x', [text])).toThrow(/not an object/u);
  });
});

describe('diff', () => {
  test('of snapshots names the change, of reports only what came of it', () => {
    const diff = diffSnapshots([good], [text], { today: '2026-01-01' });
    expect(diff).toMatchObject({ format: 'replint-diff/1', gotWorse: true });
    expect(diff.broke[0]?.changes.length).toBeGreaterThan(0);
    const [before, after] = [auditSnapshots([good]), auditSnapshots([text])];
    expect(diffOfReports(before, after)).toMatchObject({ gotWorse: true, changes: null });
    for (const format of ['text', 'markdown', 'json'] as const) expect(renderDiff(diff, format)).toMatch(/reports/u);
  });
});

test.each(reporterNames.map((name) => [name]))('%s is rendered without further options', async (name) => {
  expect((await renderReport(auditSnapshots([text]), name)).length).toBeGreaterThan(100);
});

describe('the examples of the package', () => {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), 'index']);
  const examples = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.mjs'));

  test.each(examples.map((name) => [name]))('%s runs, and prints something', (name) => {
    expect(execFileSync(process.execPath, [join(root, 'examples', name)], { encoding: 'utf8' }).length).toBeGreaterThan(
      100,
    );
  });

  test('are there, and ship', () => {
    expect(examples.length).toBeGreaterThan(2);
    const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly files: readonly string[];
    };
    expect(files).toContain('examples');
  });
});
