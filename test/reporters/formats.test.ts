import { describe, expect, test } from '@jest/globals';
import { reporterNames } from '../../src/reporters/index.js';
import { displayWidth } from '../../src/reporters/text/display-width.js';
import { auditOf, fixture } from '../audit-of.js';
import { hostileReport, hostileTexts } from './hostile.js';
import { controls, render } from './render.js';

describe('hostile text', () => {
  test.each(hostileTexts)('%s reaches no terminal raw, and starts no workflow command', async (_, evil) => {
    for (const width of [80, 160]) {
      const text = await render('table', hostileReport(evil), { width });
      expect(text).not.toMatch(controls);
      for (const line of text.split('\n')) expect(line.trimStart()).not.toMatch(/^::|##\[/u);
    }
  });

  test.each(hostileTexts)('%s survives JSON unchanged', async (_, evil) => {
    const report = hostileReport(evil);
    expect(JSON.parse(await render('json', report))).toEqual(report);
  });
});

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
    expect(text).toContain('Role reports-replication is not allowed kms:Decrypt on key/mrk-aaaaaaaa… in us-east-1');
    expect(text).toContain('"kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]');
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
