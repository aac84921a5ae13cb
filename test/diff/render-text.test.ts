import { expect, test } from '@jest/globals';
import { diffReports } from '../../src/diff/diff-reports.js';
import { renderMarkdown } from '../../src/diff/render-markdown.js';
import { renderText } from '../../src/diff/render-text.js';
import { messageLimit, terminalText } from '../../src/reporters/escape/terminal.js';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { auditOf, fixture } from '../audit-of.js';
import { hostileReport, hostileTexts } from '../reporters/hostile.js';
import { controls } from '../reporters/render.js';

test.each(hostileTexts)(
  '%s reaches no terminal raw, begins no line of its own, and starts no workflow command',
  (_, evil) => {
    const old = { name: evil, report: auditOf(fixture('cross-account-good')) };
    const harmless = { name: 'x', report: hostileReport('x') };
    const linesOf = (side: typeof harmless): readonly string[] =>
      renderText(diffReports(old, side, null), (line) => terminalText(line, messageLimit)).split('\n');
    const lines = linesOf({ name: evil, report: hostileReport(evil) });
    expect(lines).toHaveLength(linesOf(harmless).length);
    for (const line of lines) {
      expect(line).not.toMatch(controls);
      expect(line.trimStart()).not.toMatch(/^::|##\[/u);
    }
  },
);

test.each([renderText, renderMarkdown])('what was not read on either side stands above what changed', (render) => {
  const { snapshot } = buildEstate();
  const problem = { kind: 'account', account: '999988887777', code: 'AccessDenied', message: 'no access' };
  const report = auditOf(snapshot);
  const partial = auditOf({ ...snapshot, accounts: [], collection: { problems: [problem] } });
  const diff = diffReports({ name: 'old.json', report }, { name: 'new.json', report: partial }, null);
  const text = render(diff, (line) => line);
  expect(diff.new.unread).toHaveLength(1);
  expect(diff.old).not.toHaveProperty('unread');
  const at = text.indexOf('Not read in new.json: Account 999988887777 could not be read');
  expect(at).toBeGreaterThan(0);
  expect(at).toBeLessThan(text.indexOf('orders'));
});
