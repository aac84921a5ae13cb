/** Findings that are one story: every format tells them once, and nothing hostile in them gets out. */
import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/report/model.js';
import { joined } from '../../src/report/joined.js';
import { auditOf, fixture } from '../audit-of.js';
import { hostileReport, hostileStory, hostileTexts } from './hostile.js';
import { holdsOnlyOwnTags } from './html-tags.js';
import { controls, render } from './render.js';

const report = auditOf(fixture('five-independent-defects'));
const [story] = joined(report.findings).filter(({ findings }) => findings.length > 1);
interface Log {
  readonly runs: readonly { readonly results: readonly { readonly message: { readonly text: string } }[] }[];
}

const headline = story?.headline ?? '';

test('there is one, of three permissions', () => {
  expect(headline).toBe('Role service-role/orders-replication lacks 3 permissions');
});

test.each(['table', 'markdown', 'github', 'junit', 'sarif', 'html'] as const)('%s tells it once', async (format) => {
  const text = await render(format, report, { failOn: 'note' });
  expect(text.split(headline)).toHaveLength(2);
  for (const { permission } of story?.findings ?? []) expect(text).toContain(permission?.action ?? '-');
});

/** Of each finding its own code, two that are shared. */
const coded = {
  ...report,
  findings: report.findings.map((finding, index) =>
    finding.group === story?.fingerprint
      ? { ...finding, failureReasons: ['SharedOne', `Own${index}`, 'SharedTwo', 'SharedOne'] }
      : { ...finding, failureReasons: [] },
  ),
};

test.each(['table', 'markdown', 'github', 'junit', 'sarif', 'html'] as const)(
  '%s names every failure code of a story, each once',
  async (format) => {
    const [first, second, third] = coded.findings.flatMap(({ failureReasons: [, own = ''] }) => own || []);
    const text = (await render(format, coded, { failOn: 'note', width: 400 })).replaceAll('&#45;', '-');
    const said = `SharedOne, ${first}, SharedTwo, ${second} or ${third}`;
    const isIn =
      format === 'sarif'
        ? ((JSON.parse(text) as Log).runs[0]?.results.map(({ message }) => message.text).join() ?? '')
        : text;
    expect(isIn.split(said)).toHaveLength(2);
  },
);

test.each(['table', 'markdown', 'github', 'junit', 'html'] as const)(
  '%s: one finding alone has all its codes, what is not known has none',
  async (format) => {
    const [only] = report.findings.filter(({ kind, group }) => kind === 'problem' && group === null);
    const codes = { failureReasons: ['CodeOne', 'CodeTwo', 'CodeOne', 'CodeThree', 'CodeFour'] };
    const of = async (more: object): Promise<string> =>
      render(
        format,
        { ...report, findings: [{ ...only, ...codes, ...more } as Finding] },
        { failOn: 'note', width: 400 },
      );
    expect(await of({})).toContain('CodeOne, CodeTwo, CodeThree or CodeFour');
    expect(await of({ failureReasons: ['CodeOne'] })).toMatch(/CodeOne(?! or)/u);
    expect(await of({ kind: 'unknown' })).not.toContain('CodeOne');
  },
);

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
