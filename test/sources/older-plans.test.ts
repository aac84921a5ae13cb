/** A plan that is older than what it is laid over or joined with is said to be. */
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { run } from '../../src/run.js';
import { InputFile } from '../../src/sources/input-file.js';
import { readFiles } from '../../src/sources/recognise.js';
import { plainRun } from '../plain-run.js';

const folder = new URL('../../fixtures/terraform/literal/', import.meta.url);

async function noticesOf(planMadeAt: string | undefined, readAt: string): Promise<readonly string[]> {
  const text = (name: string): Record<string, unknown> =>
    JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Record<string, unknown>;
  const plan = { ...text('plan.json'), timestamp: planMadeAt };
  const snapshot = { ...text('snapshot.json'), collectedAt: readAt };
  const inputs = await readFiles([
    InputFile.ofText('plan.json', JSON.stringify(plan)),
    InputFile.ofText('live.json', JSON.stringify(snapshot)),
  ]);
  const { report } = run({ ...plainRun, inputs });
  return (report.notices ?? []).filter((notice) => notice.includes('make the plan again'));
}

test.each([
  ['older', '2026-11-26T12:00:00Z', '2026-11-26T12:00:01Z', 1],
  ['older, by its zone', '2026-11-26T12:00:00+02:00', '2026-11-26T11:00:00Z', 1],
  ['as old', '2026-11-26T12:00:00Z', '2026-11-26T12:00:00Z', 0],
  ['newer', '2026-11-27T12:00:00Z', '2026-11-26T12:00:00Z', 0],
  ['without a time', undefined, '2026-11-26T12:00:00Z', 0],
])('a plan that is %s', async (_, planMadeAt, readAt, count) => {
  const notices = await noticesOf(planMadeAt, readAt);
  expect(notices).toHaveLength(count);
  for (const notice of notices) {
    expect(notice).toContain(`plan.json was made at ${planMadeAt}`);
    expect(notice).toContain(`live.json holds was read (${readAt})`);
  }
});
