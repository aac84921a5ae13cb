import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { win32 } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Log, Result, Run } from 'sarif';
import type { Finding, Report } from '../../src/report/model.js';
import { fileSegments } from '../../src/reporters/view/file-name.js';
import { ruleFacts } from '../../src/rule-facts.js';
import { auditOf, fixture } from '../audit-of.js';
import { hostileReport, hostileTexts } from './hostile.js';
import { controls, render } from './render.js';

const require = createRequire(import.meta.url);
const multitool = String(require('@microsoft/sarif-multitool'));
const isValid = new Ajv2020({ strict: false, validateFormats: false }).compile(
  JSON.parse(readFileSync(findSchema(dirname(multitool)), 'utf8')) as object,
);

async function runOf(report: Report, workingDirectory?: string): Promise<Run> {
  const log = JSON.parse(
    await render('sarif', report, workingDirectory === undefined ? {} : { workingDirectory }),
  ) as Log;
  expect(isValid(log)).toBe(true);
  expect(log.runs).toHaveLength(1);
  return log.runs[0] as Run;
}
async function resultsOf(report: Report): Promise<readonly Result[]> {
  return (await runOf(report)).results ?? [];
}
/** Without the line that says what was read. */
function noticesOf({ invocations }: Run): readonly string[] {
  return (invocations?.[0]?.toolExecutionNotifications ?? [])
    .map(({ message }) => message.text ?? '')
    .filter((text) => !text.startsWith('Read: '));
}
function placeOf({ locations }: Result): string {
  const place = locations?.[0]?.physicalLocation;
  return `${place?.artifactLocation?.uri ?? ''}:${place?.region?.startLine ?? ''}`;
}
function broken(): Report {
  return auditOf(fixture('five-independent-defects'));
}
function located(report: Report, location: Finding['location']): Report {
  return {
    ...report,
    findings: report.findings.map((finding) => ({ ...finding, location })),
  };
}
function at(file: string): Finding['location'] {
  return { file, pointer: '', line: 7, column: 3 };
}

describe('what code scanning asks for', () => {
  test('every rule has descriptions, help with its page, severity and tags within the limits', async () => {
    const { tool } = await runOf(broken());
    const rules = tool.driver.rules ?? [];
    expect(rules.map(({ id }) => id)).toEqual(ruleFacts.map(({ id }) => id));
    for (const { id, shortDescription, fullDescription, help, helpUri, properties, defaultConfiguration } of rules) {
      const facts = ruleFacts.find((one) => one.id === id);
      // Our own words: none of them needs to be cut.
      expect(shortDescription?.text).toBe(`${facts?.title}.`);
      expect(shortDescription?.text.length).toBeLessThanOrEqual(1024);
      expect(fullDescription?.text).toBe(facts?.why);
      expect(fullDescription?.text.length).toBeLessThanOrEqual(1024);
      expect(helpUri).toBe(`https://github.com/replint/replint/blob/main/docs/rules/${id}.md`);
      expect(existsSync(new URL(`../../docs/rules/${id}.md`, import.meta.url))).toBe(true);
      expect(help?.text).toContain(helpUri);
      expect(help?.markdown).toContain(`(${helpUri})`);
      expect(defaultConfiguration?.level).toBe(facts?.level);
      expect(properties?.tags).toContain('security');
      expect(properties?.tags?.length).toBeLessThanOrEqual(10);
      expect(Number(properties?.['security-severity'])).toBeGreaterThan(0);
      expect(properties?.['security-severity']).toMatch(/^\d\.\d$/u);
    }
  });

  test('every result has a rule, a place, and the only fingerprint that is looked at', async () => {
    const report = broken();
    const run = await runOf(report);
    expect(run.automationDetails?.id).toBe('replint/snapshot/estate/');
    for (const result of run.results ?? []) {
      expect(run.tool.driver.rules?.[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
      expect(placeOf(result)).toMatch(/^snapshot\.json:\d+$/u);
      expect(result.partialFingerprints?.['primaryLocationLineHash']).toMatch(/^[\da-f]{16}:1$/u);
      expect(report.findings.map(({ fingerprint, group }) => group ?? fingerprint)).toContain(
        result.fingerprints?.['replint/1'],
      );
    }
  });

  test('accepted findings come last, and say who accepted them until when', async () => {
    const report = broken();
    const findings = report.findings.map((finding, index) =>
      index === 0 ? { ...finding, suppressed: { reason: 'known', owner: 'storage', expires: '2027-01-01' } } : finding,
    );
    const results = await resultsOf({ ...report, findings });
    expect(results.at(-1)?.suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'known',
        properties: { owner: 'storage', expires: '2027-01-01' },
      },
    ]);
    expect(results.slice(0, -1).flatMap(({ suppressions }) => suppressions)).toEqual([]);
  });

  test('the level of a rule is the one that the configuration gives it', async () => {
    const rules = ruleFacts.map((facts) => ({ ...facts, level: 'note' as const }));
    const log = JSON.parse(await render('sarif', broken(), { rules })) as Log;
    const severities = log.runs[0]?.tool.driver.rules?.map(({ properties }) =>
      String(properties?.['security-severity']),
    );
    expect(new Set(severities)).toEqual(new Set(['2.0']));
  });
});

describe('places', () => {
  test.each([
    ['a file below', '/repository/snapshots/a b.json', 'snapshots/a%20b.json'],
    ['a relative name', './snapshots/../snapshots/größe.json', 'snapshots/gr%C3%B6%C3%9Fe.json'],
    ['a file elsewhere', '/home/me/secret/snap.json', 'snap.json'],
    ['a file above', '../snap.json', 'snap.json'],
    ['standard input', '-', 'standard-input'],
    ['a name like an address', 'http://x/y.json', 'http%3A/x/y.json'],
    ['a name with a colon', 'C:\\x\\y.json', 'C%3A%5Cx%5Cy.json'],
  ])('%s', async (_, file, uri) => {
    const [first] = await resultsOf(located(broken(), at(file)));
    expect(first === undefined ? null : placeOf(first)).toBe(`${uri}:7`);
  });

  test('Windows paths are taken apart where they are paths', () => {
    expect(fileSegments('snapshots\\a.json', 'D:\\repo', win32)).toEqual(['snapshots', 'a.json']);
    expect(fileSegments('D:\\repo\\snapshots\\a.json', 'd:\\repo', win32)).toEqual(['snapshots', 'a.json']);
    expect(fileSegments('C:\\Users\\me\\a.json', 'D:\\repo', win32)).toEqual(['a.json']);
    expect(fileSegments('..\\a.json', 'D:\\repo', win32)).toEqual(['a.json']);
  });

  test('a file elsewhere, and no file at all, are told to the reader', async () => {
    expect(noticesOf(await runOf(located(broken(), at('snapshots/a.json'))))).toEqual([]);
    const elsewhere = noticesOf(await runOf(located(broken(), at('/elsewhere/a.json'))));
    expect(elsewhere).toEqual([expect.stringContaining('base name')]);
    const live = await runOf(located(broken(), null));
    expect(noticesOf(live)).toEqual([expect.stringContaining('replint inventory')]);
    expect(live.results?.map(placeOf)).toContain('aws/111122223333/us-east-1/s3/orders:1');
  });

  test('nothing betrays where the audit ran', async () => {
    const text = await render('sarif', located(broken(), at('/home/me/a.json')), { workingDirectory: '/home/me/work' });
    expect(text).not.toContain('/home/me');
  });
});

describe('limits', () => {
  const many = (count: number, edit: (finding: Finding, index: number) => Finding): Report => {
    const report = broken();
    const { findings } = report;
    const copies = Array.from({ length: count }, (_, index) =>
      edit({ ...(findings[index % findings.length] as Finding), group: null }, index),
    );
    return { ...report, findings: copies };
  };

  test('of more results than a run may have, the worst are kept and the cut is told', async () => {
    const run = await runOf(
      many(25_001, (finding, index) => ({ ...finding, level: index === 25_000 ? 'error' : 'note' })),
    );
    expect(run.results).toHaveLength(25_000);
    expect(run.results?.[0]?.level).toBe('error');
    expect(noticesOf(run)).toEqual([expect.stringContaining('1 finding of 25001 left out')]);
  });

  test('of a file that is too large when packed, as much is kept as fits', async () => {
    // Text that does not pack well.
    const noise = (seed: number): string =>
      createHash('shake256', { outputLength: 5_900 }).update(`${seed}`).digest('base64');
    const report = many(2_000, (finding, index) => ({ ...finding, why: noise(index), help: '' }));
    const text = await render('sarif', report);
    expect(gzipSync(text).length).toBeLessThanOrEqual(10_000_000);
    const [run] = (JSON.parse(text) as Log).runs;
    const count = run?.results?.length ?? 0;
    expect(count).toBeGreaterThan(1000);
    expect(count).toBeLessThan(2_000);
    expect(run === undefined ? [] : noticesOf(run)).toEqual([
      expect.stringContaining(`${2_000 - count} findings of 2000`),
    ]);
  });

  test('a message has an end', async () => {
    const [first] = await resultsOf(many(1, (finding) => ({ ...finding, why: 'x'.repeat(100_000) })));
    expect(first?.message.text).toHaveLength(8000);
  });
});

describe('hostile text', () => {
  test.each(hostileTexts)('%s is text', async (_, evil) => {
    const run = await runOf(hostileReport(evil));
    const texts = [...noticesOf(run), ...(run.results ?? []).map(({ message }) => message.text ?? '')];
    for (const text of texts) {
      expect(text).not.toMatch(controls);
      // What is left once escaped brackets are gone has no link in it.
      expect(text.replace(/\\[\\[\]]/gu, '')).not.toMatch(/\]\(/u);
    }
    for (const result of run.results ?? [])
      expect(placeOf(result)).toMatch(/^(?!\/)(?:[\w.~!*'()-]|%[\dA-F]{2}|\/(?!\/|\.\.?(?:\/|:)))+:1$/u);
  });
});

describe('the multitool with the rules of code scanning', () => {
  const folder = mkdtempSync(join(tmpdir(), 'replint-sarif-'));
  const settings = join(folder, 'settings.xml');
  chmodSync(multitool, 0o755);
  execFileSync(multitool, ['export-validation-config', settings], { stdio: 'ignore' });
  // Off by default: what the first upload service asked for.
  const strict = readFileSync(settings, 'utf8').replace(
    /(<Properties Key="GH100\d\.[^"]*">\s*<Property Key="RuleEnabled" Value=")Default/gu,
    '$1Error',
  );
  writeFileSync(settings, strict);

  // It asks for a schema that it has: where there is no network it waits for a name server, several times.
  const offline = { HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' };

  /** Rule ids of what the multitool complains of; its exit code says nothing. */
  const complaintsOn = (text: string): readonly string[] => {
    const [file, out] = [join(folder, 'report.sarif'), join(folder, 'out.sarif')];
    writeFileSync(file, text);
    const args = ['--rule-kind', 'Sarif;Ghas', '-c', settings, '-o', out, '--log', 'ForceOverwrite'];
    execFileSync(multitool, ['validate', file, ...args], { stdio: 'ignore', env: { ...process.env, ...offline } });
    const { runs } = JSON.parse(readFileSync(out, 'utf8')) as Log;
    const loud = runs.flatMap(({ results }) => results ?? []).filter(({ level }) => level !== 'note');
    return [...new Set(loud.map(({ ruleId }) => ruleId ?? ''))].sort();
  };

  // Each run takes seconds to start.
  test('nothing to complain of', async () => {
    expect(complaintsOn(await render('sarif', broken()))).toEqual([]);
    const hostile = hostileReport(hostileTexts.map(([, text]) => text).join(' '));
    expect(complaintsOn(await render('sarif', located(hostile, null)))).toEqual([]);
  });

  test('it does complain where something is wrong', async () => {
    const log = JSON.parse(await render('sarif', broken())) as Log;
    const [first, second] = log.runs[0]?.results ?? [];
    const place = first?.locations?.[0]?.physicalLocation;
    if (place !== undefined) place.artifactLocation = { uri: 'https://example.com/a.json' };
    delete second?.locations?.[0]?.physicalLocation?.region;
    expect(complaintsOn(JSON.stringify(log))).toEqual(expect.arrayContaining(['GH1003', 'GH1005']));
  });
});

function findSchema(folder: string): string {
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    for (const name of ['sarif-2.1.0.json', 'Schemata/sarif-2.1.0.json', 'schemata/sarif-2.1.0.json'])
      if (existsSync(join(at, name))) return join(at, name);
  }
  throw new Error('The SARIF schema is not where the multitool ships it.');
}
