import { expect, test } from '@jest/globals';
import { diffReports } from '../../src/diff/diff-reports.js';
import { renderText } from '../../src/diff/render-text.js';
import { messageLimit, terminalText } from '../../src/reporters/escape/terminal.js';
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
