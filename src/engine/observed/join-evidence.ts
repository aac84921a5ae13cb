/** What S3 said itself, joined to the pairs that were judged. */
import { groupBy } from '../../basics/group-by.js';
import type { S3Evidence } from '../../report/evidence.js';
import type { Finding } from '../../report/model.js';
import type { Pair } from '../shapes/model.js';
import { concludeEvidence, type ConcludedEvidence } from './evidence.js';
import { EvidenceIndex } from './evidence-sums.js';

/** @param pairs - of the whole estate: how many rules a bucket has decides whom a statement is about */
export function evidenceOf(
  evidence: S3Evidence | null,
  pairs: readonly Pair[],
  judged: readonly { readonly pair: Pair }[],
  found: readonly { readonly pair: Pair | null; readonly finding: Finding }[],
): ReadonlyMap<Pair, ConcludedEvidence> {
  if (evidence === null) return new Map();
  const index = new EvidenceIndex(evidence, pairs);
  const about = groupBy(found, ({ pair }) => pair);
  return new Map(
    judged.flatMap(({ pair }) => {
      const sum = index.sumOf(pair);
      if (sum === null) return [];
      const findings = (about.get(pair) ?? []).map(({ finding }) => finding);
      return [[pair, concludeEvidence(pair, sum, findings, index.lastChangeOf(pair))] as const];
    }),
  );
}
