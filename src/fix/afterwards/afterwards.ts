/** What to do once the fix is in place: try one object, then replicate what failed meanwhile. */
import type { Judged } from '../plan.js';
import type { Afterwards, FixedPair, FixPatch } from '../model.js';
import { batchReplication } from './batch-replication.js';
import { testObject } from './test-object.js';

/** For each source bucket of which some pair was fixed. */
export function afterwardsOf(
  end: Judged,
  patches: readonly FixPatch[],
  pairs: readonly FixedPair[],
): readonly Afterwards[] {
  if (patches.length === 0) return [];
  const fixed = [...new Set(pairs.flatMap((pair) => (isRepaired(pair) ? [pair.source] : [])))].sort();
  return fixed.flatMap((name) => {
    const bucket = end.estate.buckets.get(name);
    return bucket === undefined ? [] : [testObject(bucket, pairs), ...batchReplication(bucket)];
  });
}

function isRepaired({ before, after }: FixedPair): boolean {
  return before !== after && after === 'replicates';
}
