/** What was seen on real object versions, beside what was predicted. */
import type { Pair } from './model.js';
import type { ReplicationEntry } from './report.js';

type Observed = NonNullable<ReplicationEntry['observed']>;

/** Null where nothing was observed. Only keys that the replication rule selects count. */
export function observedOf(pair: Pair): Observed | null {
  if (pair.source.observed.state !== 'known') return null;
  const versions = pair.source.observed.value.versions.filter(({ key }) => key.startsWith(pair.selection.prefix));
  const counts = new Map<string, number>();
  for (const { status } of versions) counts.set(status ?? 'none', (counts.get(status ?? 'none') ?? 0) + 1);
  const failed = counts.get('FAILED') ?? 0;
  const done = (counts.get('COMPLETED') ?? 0) + (counts.get('COMPLETE') ?? 0);
  const byStatus = Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { versions: versions.length, byStatus, ...agreement(pair.verdict, versions.length, failed, done) };
}

function agreement(
  verdict: Pair['verdict'],
  seen: number,
  failed: number,
  done: number,
): { readonly agrees: boolean | null; readonly message: string } {
  if (failed + done === 0)
    return { agrees: null, message: `None of ${seen} recent object versions has a final replication status.` };
  if (verdict === 'replicates') {
    if (failed === 0)
      return { agrees: true, message: `Predicted to replicate, and ${done} of ${seen} recent object versions did.` };
    return {
      agrees: false,
      message: `Predicted to replicate, but ${failed} of ${seen} recent object versions FAILED.`,
    };
  }
  if (verdict === 'fails') {
    if (done === 0)
      return { agrees: true, message: `Predicted to fail, and ${failed} of ${seen} recent object versions did.` };
    return {
      agrees: false,
      message: `Predicted to fail, but ${done} of ${seen} recent object versions are COMPLETED; they may have been written before the fault.`,
    };
  }
  return { agrees: null, message: `${done} of ${seen} recent object versions are COMPLETED, ${failed} FAILED.` };
}
