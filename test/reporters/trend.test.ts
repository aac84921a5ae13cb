/** The trend of the HTML report: there where somebody keeps it, the same for eyes and for ears, and harmless. */
import { describe, expect, test } from '@jest/globals';
import type { HistoryPoint } from '../../src/reporters/view/history.js';
import { trendSentence } from '../../src/reporters/html/trend.js';
import { auditOf, fixture } from '../audit-of.js';
import { hostileTexts } from './hostile.js';
import { holdsOnlyOwnTags } from './html-tags.js';
import { render } from './render.js';

const report = auditOf(fixture('five-independent-defects'));

function point(at: string, verdicts: Partial<HistoryPoint['verdicts']>, incomplete = false): HistoryPoint {
  const none = { replicates: 0, partly: 0, fails: 0, skipped: 0, disabled: 0, unknown: 0 };
  return { at, verdicts: { ...none, ...verdicts }, findings: { error: 1, warning: 2, note: 3 }, incomplete };
}

const runs = [
  point('2026-11-24T05:00:00Z', { replicates: 1, fails: 3 }),
  point('2026-11-25T05:00:00.123Z', { replicates: 2, fails: 1, partly: 1 }, true),
  point('2026-11-26T05:00:00Z', { replicates: 4 }),
];

test('one run is no trend, and no history is none', async () => {
  for (const history of [undefined, [], runs.slice(0, 1)])
    expect(await render('html', report, history === undefined ? {} : { history })).not.toContain('id="trend"');
});

test('a bar for each run, its parts by verdict, none higher than the picture, and a table of the same', async () => {
  const page = await render('html', report, { history: runs });
  const bars = [
    ...page.matchAll(
      /<rect\s+class="bar (\w+)"\s+x="([\d.]+)"\s+y="([\d.]+)"\s+width="([\d.]+)"\s+height="([\d.]+)"/gu,
    ),
  ];
  expect(bars.map(([, verdict]) => verdict)).toEqual([
    'replicates',
    'fails',
    'replicates',
    'partly',
    'fails',
    'replicates',
  ]);
  for (const [, , x, y, width, height] of bars) {
    expect(Number(x) + Number(width)).toBeLessThanOrEqual(720);
    expect(Number(y)).toBeGreaterThanOrEqual(0);
    expect(Number(y) + Number(height)).toBeLessThanOrEqual(160.01);
  }
  const table = /<summary>3 runs in numbers<\/summary>([^]*?)<\/details>/u.exec(page)?.[1] ?? '';
  expect([...table.matchAll(/<th scope="row">([^<]*)<\/th>/gu)].map(([, at]) => at)).toEqual([
    '2026-11-26 05:00 UTC',
    '2026-11-25 05:00 UTC',
    '2026-11-24 05:00 UTC',
  ]);
  expect(page).not.toMatch(/<[^>]*\sstyle=/u);
});

test('a year of runs of thousands of replication rules stays inside', async () => {
  const year = Array.from({ length: 366 }, (_, day) =>
    point(new Date(Date.UTC(2025, 0, 1 + day)).toISOString(), { replicates: 4_000 + day, unknown: day }),
  );
  holdsOnlyOwnTags(await render('html', report, { history: year }));
});

describe('in a sentence', () => {
  test.each([
    [
      [runs[0], runs[2]],
      '0 of 4 replication rules fail or bring only a part. On 2026-11-24, in the first of 2 runs, 3 did.',
    ],
    [
      [runs[2], runs[2]],
      '0 of 4 replication rules fail or bring only a part. On 2026-11-26, in the first of 2 runs, 0 did.',
    ],
    [
      [runs[2], point('2026-11-27T05:00:00Z', { fails: 1, unknown: 2 })],
      '1 of 3 replication rules fails or brings only a part, and 2 are not known. On 2026-11-26, in the first of 2 runs, 0 did.',
    ],
  ] as const)('%#', ([first, last], sentence) => {
    if (first === undefined || last === undefined) throw new Error('no run');
    expect(trendSentence(first, last, 2)).toBe(sentence);
  });
});

test.each(hostileTexts)('%s as a time breaks out of nothing', async (_, evil) => {
  holdsOnlyOwnTags(await render('html', report, { history: [point(evil, { fails: 1 }), point(evil, { fails: 2 })] }));
});
