import { describe, expect, test } from '@jest/globals';
import MarkdownIt from 'markdown-it';
import { renderMarkdown } from '../../src/diff/render-markdown.js';
import { diffReports } from '../../src/diff/diff-reports.js';
import type { Location, Report } from '../../src/report/model.js';
import { markdownText } from '../../src/reporters/escape/markdown.js';
import { visible } from '../../src/reporters/escape/visible.js';
import { defuseCommands } from '../../src/reporters/escape/workflow-command.js';
import { auditOf, fixture } from '../audit-of.js';
import { hostileReport, hostileTexts } from './hostile.js';
import { controls, render } from './render.js';

const parser = new MarkdownIt({ html: true, linkify: true });
type Token = ReturnType<typeof parser.parse>[number];

function tokensOf(text: string): readonly Token[] {
  return parser.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
}

/** Without the spaces of no width that keep mentions apart. */
function textOf({ children }: Token): string {
  return (children ?? [])
    .map(({ content }) => content)
    .join('')
    .replaceAll('\u200b', '');
}

/** Everything of the kinds that reach further than text. */
function reach(text: string) {
  const tokens = tokensOf(text);
  const of = (...types: readonly string[]): readonly Token[] => tokens.filter(({ type }) => types.includes(type));
  return {
    links: of('link_open').map((token) => token.attrGet('href') ?? ''),
    html: of('html_block', 'html_inline').flatMap(({ content }) => content.match(/<[^>]*>?/gu) ?? []),
    blocks: [...new Set(tokens.filter(({ nesting }) => nesting === 1).map(({ tag }) => tag))].sort(),
    strong: of('strong_open').length,
    others: of('image', 'code_inline', 'code_block', 'hr', 'softbreak').map(({ type }) => type),
  };
}

describe('hostile text', () => {
  test.each(hostileTexts)('%s is text and nothing else', async (_, evil) => {
    const text = await render('markdown', hostileReport(evil));
    expect(text).not.toMatch(controls);
    for (const line of text.split('\n')) expect(line.trimStart()).not.toMatch(/^::|##\[/u);
    const { links, html, blocks, others, strong } = reach(text);
    expect(strong).toBe(reach(await render('markdown', hostileReport('plain'))).strong);
    for (const link of links)
      expect(link).toMatch(/^https:\/\/github\.com\/replint\/replint\/blob\/main\/docs\/rules\//u);
    expect(new Set(html)).toEqual(new Set(['<details>', '<summary>', '<b>', '</b>', '</summary>', '</details>']));
    expect(html.filter((tag) => tag === '<details>')).toHaveLength(html.filter((tag) => tag === '</details>').length);
    expect(blocks).toEqual([
      'a',
      'blockquote',
      'h2',
      'li',
      'p',
      'strong',
      'table',
      'tbody',
      'td',
      'th',
      'thead',
      'tr',
      'ul',
    ]);
    expect(others.filter((type) => type !== 'softbreak')).toEqual([]);

    const tokens = tokensOf(text);
    const cells = tokens.flatMap((token, index) =>
      token.type === 'td_open' ? [textOf(tokens[index + 1] as Token)] : [],
    );
    const shown = defuseCommands(visible(evil)).trim();
    expect(cells).toEqual(['❌ fails', shown, shown, shown, shown]);
    const fences = tokens.filter(({ type }) => type === 'fence');
    expect(fences.length).toBeGreaterThan(0);
    // What is to be pasted is whole. A text with a fence in it may be a block of its own, or stand before it.
    for (const content of fences.map((fence) => fence.content).filter((content) => content.startsWith('{')))
      expect(JSON.parse(content)).toEqual({ Sid: expect.any(String) });
  });

  test.each(hostileTexts)('%s is text and nothing else in a drift', (_, evil) => {
    const side = (name: string, report: Report) => ({ name, report });
    const good = auditOf(fixture('cross-account-good'));
    const diff = diffReports(side(evil, good), side(evil, hostileReport(evil)), null);
    const { links, html, others } = reach(renderMarkdown(diff, (text) => markdownText(text, 2000)));
    expect([links, html, others]).toEqual([[], [], []]);
  });

  test('calls nobody and marks no issue, not even in the finished page', () => {
    const page = parser.renderInline(markdownText('@everyone @org/team #1 org/repo#2 @ # é@ü', 100));
    expect(page.replaceAll('\u200b', '')).toBe('@everyone @org/team #1 org/repo#2 @ # é@ü');
    expect(page).not.toMatch(/[@#][\p{L}\p{N}]/u);
  });
});

describe('what was not read', () => {
  const lineOf = async (location: Location | null): Promise<string | undefined> => {
    const report = auditOf(fixture('article-good'));
    const [finding] = auditOf(fixture('five-independent-defects')).findings;
    if (finding === undefined) throw new Error('There is none.');
    const gap = { ...finding, kind: 'unknown' as const, message: 'Not seen.', location };
    const whole = { ...report, input: { ...report.input, gaps: [gap.fingerprint] }, findings: [gap] };
    return (await render('markdown', whole)).split('\n').find((line) => line.startsWith('> - '));
  };

  test('stands with its place, where it has one', async () => {
    const location = { file: '/repository/infra/main.tf', pointer: 'module.logs', line: 12, column: 3 };
    expect(await lineOf(location)).toBe('> - Not seen. · infra/main.tf:12');
    expect(await lineOf({ ...location, file: '/elsewhere/main.tf', line: null })).toBe(
      '> - Not seen. · /elsewhere/main.tf',
    );
    expect(await lineOf(null)).toBe('> - Not seen.');
  });

  test.each(hostileTexts)('%s is a place and nothing else', async (_, evil) => {
    const line = await lineOf({ file: `/elsewhere/${evil}`, pointer: evil, line: 1, column: 1 });
    expect(line).toMatch(/:1$/u);
    const { links, html, blocks } = reach(line ?? '');
    expect([links, html, blocks]).toEqual([[], [], ['blockquote', 'li', 'p', 'ul']]);
  });
});

describe('what is read', () => {
  test('the worst stands first, notes and suppressed findings are folded to a line each', async () => {
    const text = await render('markdown', auditOf(fixture('five-independent-defects')));
    const titles = [...text.matchAll(/<summary>(.*)<\/summary>/gu)].map(([, title = '']) =>
      title.replace(/<[^>]+>/gu, ''),
    );
    expect(titles[0]).toBe(
      'error orders, replication rule everything: Role service-role/orders-replication is not allowed s3:ReplicateObject on orders-replica/&#42;',
    );
    expect(titles.at(-1)).toMatch(/^\d notes$/u);
    expect(titles.map((title) => title.split(' ')[0]).filter((word) => word === 'note')).toEqual([]);
    expect(text).toContain('**1 fails**');
    expect(text).toContain('S3 reports SrcGetObjectNotPermitted');
  });
});

describe('size', () => {
  const many = (count: number, edit: (report: Report) => Report): Report => {
    const report = auditOf(fixture('five-independent-defects'));
    const [entry] = report.replication;
    const numbers = Array.from({ length: count }, (_, index) => index);
    return edit({
      ...report,
      replication: numbers.map((index) => ({
        ...(entry as Report['replication'][number]),
        source: { bucket: `b${index}`, account: null, region: null },
      })),
      findings: numbers.flatMap(() => report.findings),
      notices: numbers.map((index) => `notice ${index}`),
    });
  };

  test('a report of any size fits into a comment, and says what is left out', async () => {
    const text = await render(
      'markdown',
      many(3000, (report) => report),
    );
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/\d+ findings left out: this report is cut at 60000 characters/u);
    expect(text).toMatch(/\d+ further replication rules left out here/u);
    expect(text).toContain('and 2980 more');
    expect(reach(text).html.at(-1)).toBe('</details>');
  });

  test('also where every character is escaped', async () => {
    const evil = '@1'.repeat(2000);
    const text = await render(
      'markdown',
      many(300, (report) => {
        const one = hostileReport(evil);
        return {
          ...report,
          findings: report.findings.map((finding) => ({ ...finding, message: evil, help: evil })),
          replication: report.replication.map(() => one.replication[0] as Report['replication'][number]),
          notices: [evil],
        };
      }),
    );
    expect(text.length).toBeLessThan(65_536);
  });
});

test('a drift of any size fits into a comment, and says what is left out', () => {
  const report = auditOf(fixture('five-independent-defects'));
  const findings = Array.from({ length: 150 }, (_, index) => ({
    ...(report.findings[0] as Report['findings'][number]),
    fingerprint: String(index).padStart(32, '0'),
    message: 'x'.repeat(1000),
  }));
  const diff = diffReports(
    { name: 'old', report: { ...report, findings: [] } },
    { name: 'new', report: { ...report, findings } },
    null,
  );
  const text = renderMarkdown(diff, (part) => markdownText(part, 2000));
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/Cut at 60000 characters: \d+ lines are left out here\.\n$/u);
});
