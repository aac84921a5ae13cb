/** Findings that are one story: every format tells them once, and nothing hostile in them gets out. */
import { describe, expect, test } from '@jest/globals';
import { joined } from '../../src/report/joined.js';
import { auditOf, fixture } from '../audit-of.js';
import { hostileReport, hostileStory, hostileTexts } from './hostile.js';
import { holdsOnlyOwnTags } from './html-tags.js';
import { controls, render } from './render.js';

const report = auditOf(fixture('five-independent-defects'));
const [story] = joined(report.findings).filter(({ findings }) => findings.length > 1);
const headline = story?.headline ?? '';

test('there is one, of three permissions', () => {
  expect(headline).toBe('Role service-role/orders-replication lacks 3 permissions');
});

test.each(['table', 'markdown', 'github', 'junit', 'sarif', 'html'] as const)('%s tells it once', async (format) => {
  const text = await render(format, report, { failOn: 'note' });
  expect(text.split(headline)).toHaveLength(2);
  for (const { permission } of story?.findings ?? []) expect(text).toContain(permission?.action ?? '-');
});

test('the JSON report has each finding, with the id of the group', async () => {
  const { findings } = JSON.parse(await render('json', report)) as typeof report;
  expect(findings.filter(({ group }) => group === story?.fingerprint)).toHaveLength(3);
  expect(findings).toHaveLength(report.findings.length);
});

describe('hostile text in a story', () => {
  test.each(hostileTexts)('%s', async (_, evil) => {
    for (const format of ['table', 'markdown', 'github', 'junit', 'sarif'] as const)
      expect([format, await render(format, hostileStory(evil))]).toEqual([format, expect.not.stringMatching(controls)]);
    holdsOnlyOwnTags(await render('html', hostileStory(evil)));
    const lines = (await render('github', hostileStory(evil))).trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(
      (await render('github', hostileReport('plain'))).trimEnd().split('\n').length,
    );
    for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice) /u);
  });
});
