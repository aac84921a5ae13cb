/** What was seen on real object versions, beside what was predicted. It never changes a verdict. */
import { contains } from '../../policy/strings/index.js';
import type { Pair } from '../shapes/model.js';
import type { ReplicationEntry, Verdict } from '../../report/model.js';

type Observed = NonNullable<ReplicationEntry['observed']>;

/**
 * Null where nothing was observed. Only object versions whose key the replication rule takes count.
 * @param siblings - all pairs of the source bucket. An object with several destinations has one status: COMPLETED when all have it,
 *   FAILED when one failed, whichever it was.
 *   https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-status.html
 */
export function observedOf(pair: Pair, siblings: readonly Pair[]): Observed | null {
  const { observed } = pair.source;
  if (observed.state === 'unreadable') {
    const message = `The replication status of object versions could not be read: ${observed.code}.`;
    return { versions: 0, byStatus: {}, agrees: null, message };
  }
  if (observed.state !== 'known' || !pair.enabled) return null;
  const versions = observed.value.versions.filter(({ key }) => contains(pair.selected.keys, key));
  const counts = new Map<string, number>();
  for (const { status } of versions) counts.set(status ?? 'none', (counts.get(status ?? 'none') ?? 0) + 1);
  const byStatus = Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  const seen = {
    all: versions.length,
    failed: counts.get('FAILED') ?? 0,
    done: (counts.get('COMPLETED') ?? 0) + (counts.get('COMPLETE') ?? 0),
  };
  return { versions: seen.all, byStatus, ...agreement(pair.verdicts.whole, seen, isFailingElsewhere(pair, siblings)) };
}

function isFailingElsewhere(pair: Pair, siblings: readonly Pair[]): boolean {
  return siblings.some(
    (other) =>
      other.enabled &&
      other.destination.name !== pair.destination.name &&
      other.verdicts.whole !== 'replicates' &&
      other.verdicts.whole !== 'skipped',
  );
}

interface Seen {
  readonly all: number;
  readonly failed: number;
  readonly done: number;
}

function agreement(
  verdict: Verdict,
  { all, failed, done }: Seen,
  failsElsewhere: boolean,
): Pick<Observed, 'agrees' | 'message'> {
  if (all === 0)
    return { agrees: null, message: 'None of the recent object versions is one that the replication rule selects.' };
  if (failed + done === 0)
    return { agrees: null, message: `None of ${all} recent object versions has a final replication status.` };
  if (verdict === 'replicates') {
    if (failed === 0)
      return { agrees: true, message: `Predicted to replicate, and ${done} of ${all} recent object versions did.` };
    if (failsElsewhere)
      return {
        agrees: null,
        message: `${failed} of ${all} recent object versions FAILED. The status does not say at which of the destinations.`,
      };
    return {
      agrees: false,
      message: `Predicted to replicate, but ${failed} of ${all} recent object versions FAILED.`,
    };
  }
  if (verdict === 'fails') {
    if (done === 0)
      return { agrees: true, message: `Predicted to fail, and ${failed} of ${all} recent object versions did.` };
    return {
      agrees: false,
      message: `Predicted to fail, but ${done} of ${all} recent object versions are COMPLETED. They may have been written before the fault.`,
    };
  }
  return { agrees: null, message: `${done} of ${all} recent object versions are COMPLETED, ${failed} FAILED.` };
}
