/** What a change does to replication: the same audit without it, compared. */
import type { Diff } from '../diff/model.js';
import type { Estate } from '../estate/model.js';
import type { Report } from '../report/model.js';
import { run, type RunOptions } from '../run.js';
import type { Reading } from '../sources/adapter.js';
import { existingIn } from '../sources/existing.js';
import { compareSides } from './compare-sides.js';

/** Null where nothing is laid over anything. */
export function changeOf(
  judged: Omit<RunOptions, 'inputs'> & { readonly inputs: readonly Reading[] },
  after: { readonly report: Report; readonly estate: Estate },
): Diff | null {
  const { inputs } = judged;
  const base = inputs.filter(({ isChange = false }) => !isChange);
  if (base.length === inputs.length || base.length === 0) return null;
  const { buckets } = existingIn(base);
  const asked = judged.buckets.filter((name) => buckets.has(name));
  // Buckets that were asked for and are all new: nothing was there before.
  const before = run({ ...judged, inputs: base, buckets: asked, baseline: null, explain: 'none' });
  const wanted = new Set(judged.buckets);
  const report =
    wanted.size === 0
      ? before.report
      : { ...before.report, replication: before.report.replication.filter(({ source }) => wanted.has(source.bucket)) };
  return compareSides(
    { name: namesOf(base), report, estate: before.estate, readings: base },
    { name: namesOf(inputs.filter(({ isChange = false }) => isChange)), ...after, readings: inputs },
  );
}

function namesOf(readings: readonly Reading[]): string {
  return readings.map(({ name }) => name).join(', ');
}
