import { describe, expect, test } from '@jest/globals';
import { SaxesParser } from 'saxes';
import type { Report } from '../../src/report/model.js';
import { auditOf, fixture } from '../audit-of.js';
import { hostileReport, hostileTexts } from './hostile.js';
import { controls, render } from './render.js';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** Every element, by a parser that refuses what XML 1.0 forbids. */
function elementsOf(xml: string): readonly Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  for (const event of ['comment', 'cdata', 'doctype', 'processinginstruction'] as const)
    parser.on(event, () => {
      throw new Error(`a ${event} that nobody wrote`);
    });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: '' };
    elements.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const current = open.at(-1);
    if (current !== undefined) current.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return elements;
}

test.each(hostileTexts)('%s is text of one element', async (_, evil) => {
  const report = hostileReport(evil);
  const xml = await render('junit', report);
  expect(xml).not.toMatch(controls);
  const elements = elementsOf(xml);
  expect([...new Set(elements.map(({ name }) => name))].sort()).toEqual([
    'failure',
    'system-out',
    'testcase',
    'testsuite',
    'testsuites',
  ]);
  const failed = report.findings.filter(({ level, suppressed }) => level === 'error' && suppressed === null);
  const texts = elements.filter(({ name }) => name === 'failure').map(({ text }) => text);
  expect(texts.join('\n').split('"Sid"')).toHaveLength(failed.length + 1);
});

describe('what CI servers count', () => {
  const count = async (report: Report) => {
    const elements = elementsOf(await render('junit', report));
    const of = (name: string): number => elements.filter((element) => element.name === name).length;
    const [root] = elements;
    expect(root?.attributes).toEqual({
      name: 'replint',
      tests: String(of('testcase')),
      failures: String(of('failure')),
      errors: '0',
      skipped: String(of('skipped')),
    });
    return { tests: of('testcase'), failures: of('failure'), skipped: of('skipped') };
  };

  test.each([
    ['five-independent-defects', { tests: 2, failures: 1, skipped: 0 }],
    ['key-policy-unreadable', { tests: 2, failures: 0, skipped: 1 }],
    ['cross-account-good', { tests: 2, failures: 0, skipped: 0 }],
  ])('%s', async (name, expected) => {
    expect(await count(auditOf(fixture(name)))).toEqual(expected);
  });

  test('a suppressed finding fails no test', async () => {
    const report = auditOf(fixture('article-no-kms-decrypt'));
    const suppressed = { reason: 'known', owner: null, expires: null };
    expect(await count(report)).toMatchObject({ failures: 1 });
    expect(await count({ ...report, findings: report.findings.map((one) => ({ ...one, suppressed })) })).toMatchObject({
      failures: 0,
    });
  });
});
