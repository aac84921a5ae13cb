/** The numbers of each run, kept from run to run: what the trend in the HTML report shows. */
import * as z from 'zod';
import { ExpectedError } from '../../basics/expected-error.js';
import type { HistoryPoint } from '../../reporters/view/history.js';
import { historyFile } from '../places.js';
import type { Store } from '../store.js';

const format = 'replint-history/1';

/** A year of nightly runs, and a day. */
const mostRuns = 366;

const count = z.number().int().min(0);
const historyShape = z.object({
  format: z.literal(format),
  runs: z.array(
    z.object({
      run: z.string(),
      at: z.string(),
      verdicts: z.object({
        replicates: count,
        partly: count,
        fails: count,
        skipped: count,
        disabled: count,
        unknown: count,
      }),
      findings: z.object({ error: count, warning: count, note: count }),
      incomplete: z.boolean(),
    }),
  ),
});

export interface RunInHistory extends HistoryPoint {
  readonly run: string;
}

/** The oldest first; empty = no run has ended yet. */
export async function readHistory(store: Store): Promise<readonly RunInHistory[]> {
  const bytes = await store.get(historyFile);
  if (bytes === null) return [];
  const read = historyShape.safeParse(jsonOf(new TextDecoder().decode(bytes)));
  if (read.success) return read.data.runs;
  throw new ExpectedError(
    `s3://${store.bucket}/${historyFile} is not of format ${format}.`,
    'Restore its earlier version, or remove it: the history then begins anew.',
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** With one run more, in the order of their start; the same run again takes the place of its earlier attempt. */
export function withRun(history: readonly RunInHistory[], run: RunInHistory): readonly RunInHistory[] {
  return [...history.filter((each) => each.run !== run.run), run]
    .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
    .slice(-mostRuns);
}

export function writeHistory(store: Store, runs: readonly RunInHistory[]): Promise<void> {
  return store.put(historyFile, JSON.stringify({ format, runs }), 'application/json');
}
