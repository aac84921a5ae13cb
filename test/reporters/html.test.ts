import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { joined } from '../../src/report/joined.js';
import type { Report, Verdict } from '../../src/report/model.js';
import { verdictSentence } from '../../src/reporters/html/head.js';
import { ruleFacts } from '../../src/rule-facts.js';
import { run } from '../../src/run.js';
import { auditOf, fixture } from '../audit-of.js';
import { plainRun } from '../plain-run.js';
import { hostileReport, hostileTexts } from './hostile.js';
import { holdsOnlyOwnTags } from './html-tags.js';
import { render } from './render.js';

const broken = auditOf(fixture('five-independent-defects'));

test('the page lets in its own script and style sheet by their digests, and nothing else', async () => {
  const page = await render('html', broken);
  const policy =
    /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/u.exec(page)?.[1]?.replaceAll('&#39;', "'") ?? '';
  for (const name of ['script', 'style']) {
    const text = new RegExp(`<${name}>([^]*?)</${name}>`, 'u').exec(page)?.[1] ?? '';
    expect(text.length).toBeGreaterThan(100);
    expect(policy).toContain(`${name}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  }
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
});

test.each(hostileTexts)('%s breaks out of nothing', async (_, evil) => {
  holdsOnlyOwnTags(await render('html', hostileReport(evil)));
});

test('a walk quotes a statement once, and names it from then on', async () => {
  const inputs = [
    { name: 'estate.json', kind: 'snapshot', text: JSON.stringify(fixture('five-independent-defects')) },
  ] as const;
  const page = await render('html', run({ inputs, ...plainRun, explain: 'worst', today: '2026-01-01' }).report);
  const [, ...walks] = page.split('Every request that S3 makes, and what decides it');
  expect(walks.length).toBeGreaterThan(0);
  for (const walk of walks) {
    const [own = ''] = walk.split('</ol></details>');
    const quotes = [...own.matchAll(/<summary>(?:Allowed by|Denied by|Closest:) [^]*?<\/details>/gu)].map(([text]) =>
      text.replace(/^<summary>[^ ]+ (?:by )?/u, ''),
    );
    expect(quotes.length).toBeGreaterThan(0);
    expect(new Set(quotes).size).toBe(quotes.length);
    for (const [, name = ''] of own.matchAll(/<p>(?:Allowed by|Denied by|Closest:) ([^<]*), as above<\/p>/gu))
      expect(quotes.some((text) => text.startsWith(name))).toBe(true);
  }
  expect(page).toContain(', as above</p>');
});

test('every finding is there, with its headline, why, help and place', async () => {
  const page = await render('html', broken);
  for (const { rule, resource } of broken.findings) {
    expect(page).toContain(rule);
    expect(page).toContain(resource);
  }
  for (const { headline } of joined(broken.findings)) expect(page).toContain(headline.replaceAll('"', '&quot;'));
  expect(page.match(/<article class="finding/gu)).toHaveLength(joined(broken.findings).length);
});

test('what was found is grouped by control, and a suppressed finding does not count', async () => {
  const page = await render('html', broken);
  const rowOf = (text: string, id: string): string =>
    new RegExp(`data-control="${id}"[^]*?</tr>`, 'u').exec(text)?.[0] ?? '';
  const facts = ruleFacts.filter(({ controls }) => controls.some(({ id }) => id === 'S3.17'));
  const errors = broken.findings.filter(
    ({ rule, level, kind, suppressed }) =>
      level === 'error' && kind === 'problem' && suppressed === null && facts.some(({ id }) => id === rule),
  );
  expect(errors.length).toBeGreaterThan(0);
  expect(rowOf(page, 'S3[.]17')).toContain(`${errors.length} error`);
  const quiet = broken.findings.map((finding) => ({
    ...finding,
    suppressed: { reason: 'known', owner: null, expires: null },
  }));
  expect(await render('html', { ...broken, findings: quiet })).not.toContain('id="controls"');
});

test('a page without replication rules says that it proves nothing', async () => {
  const sentence = 'this page proves nothing';
  expect(await render('html', auditOf({ format: 'replint-snapshot/1', accounts: [] }))).toContain(sentence);
  expect(await render('html', broken)).not.toContain(sentence);
});

test('of a file elsewhere, only its name is in the page', async () => {
  const page = await render('html', { ...broken, input: { ...broken.input, files: ['/home/me/secret/estate.json'] } });
  expect(page).toContain('from estate.json');
  expect(page).not.toContain('/home/me');
});

test('a name of any length takes no more room than one of AWS', async () => {
  const [entry] = broken.replication;
  if (entry === undefined) throw new Error('The fixture has a replication rule.');
  const long = { ...entry, source: { ...entry.source, bucket: 'o'.repeat(9_000) } };
  const page = await render('html', { ...broken, replication: [long], findings: [] });
  expect(page.replaceAll(/data-bucket="[^"]*"/gu, '')).not.toMatch(/o{256}/u);
});

describe('the verdict in words', () => {
  const none = { replicates: 0, partly: 0, fails: 0, skipped: 0, disabled: 0, unknown: 0 };
  function reportWith(verdicts: Partial<Record<Verdict, number>>): Report {
    const numbers = { ...none, ...verdicts };
    const replicationRules = Object.values(numbers).reduce((sum, each) => sum + each, 0);
    return { ...broken, summary: { ...broken.summary, replicationRules, verdicts: numbers } };
  }

  test.each([
    [{ fails: 1 }, 'The replication rule does not bring all of its objects to the destination.'],
    [{ fails: 1, replicates: 2 }, '1 of 3 replication rules does not bring all of its objects to the destination.'],
    [
      { fails: 1, partly: 1, unknown: 1 },
      '2 of 3 replication rules do not bring all of their objects to the destination. For 1 it is not known.',
    ],
    [{ unknown: 2, replicates: 1 }, 'Whether 2 of 3 replication rules replicate is not known.'],
    [{ replicates: 1 }, 'The replication rule replicates.'],
    [{ replicates: 3 }, 'All 3 replication rules replicate.'],
    [
      { replicates: 1, skipped: 1, disabled: 1 },
      '1 of 3 replication rules replicate. Nothing fails: the others take no objects.',
    ],
  ])('%j', (verdicts, sentence) => {
    expect(verdictSentence(reportWith(verdicts))).toBe(sentence);
  });
});
