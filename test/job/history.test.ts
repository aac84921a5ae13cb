/** The numbers that are kept from run to run: bounded, in order, each run once, and never silently begun anew. */
import { expect, test } from '@jest/globals';
import { readHistory, withRun, writeHistory, type RunInHistory } from '../../src/job/reports/history.js';
import { historyFile } from '../../src/job/places.js';
import { memoryStore } from './memory-store.js';

function run(name: string, at: string, fails = 0): RunInHistory {
  return {
    run: name,
    at,
    verdicts: { replicates: 1, partly: 0, fails, skipped: 0, disabled: 0, unknown: 0 },
    findings: { error: fails, warning: 0, note: 0 },
    incomplete: false,
  };
}

test('nothing is kept before the first run, and what is written is read', async () => {
  const store = memoryStore();
  expect(await readHistory(store)).toEqual([]);
  const runs = [run('a', '2026-11-25T05:00:00Z'), run('b', '2026-11-26T05:00:00Z', 2)];
  await writeHistory(store, runs);
  expect(await readHistory(store)).toEqual(runs);
});

test('runs stand in the order of their start, each once, the last attempt of it', () => {
  const first = run('a', '2026-11-25T05:00:00Z');
  const second = run('b', '2026-11-26T05:00:00Z');
  const again = run('a', '2026-11-25T05:00:00Z', 3);
  expect(withRun(withRun([], second), first)).toEqual([first, second]);
  expect(withRun([first, second], again)).toEqual([again, second]);
});

test('a year is kept, the oldest goes', () => {
  let runs: readonly RunInHistory[] = [];
  for (let day = 0; day < 400; day += 1)
    runs = withRun(runs, run(`run-${day}`, new Date(Date.UTC(2025, 0, 1 + day)).toISOString()));
  expect(runs).toHaveLength(366);
  expect(runs[0]?.run).toBe('run-34');
  expect(runs.at(-1)?.run).toBe('run-399');
});

test.each([
  '',
  'null',
  '{"format":"replint-history/2","runs":[]}',
  '{"format":"replint-history/1","runs":[{"run":1}]}',
])('what is no history is not overwritten: %j', async (text) => {
  const store = memoryStore(new Map([[historyFile, new TextEncoder().encode(text)]]));
  await expect(readHistory(store)).rejects.toThrow('s3://reports/state/history.json is not of format');
});
