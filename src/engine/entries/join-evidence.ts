/** Evidence, joined to the pairs that were judged and to their entries in the report. */
import { groupBy } from '../../basics/group-by.js';
import type { S3Evidence } from '../../report/evidence.js';
import type { ReplicationEntry } from '../../report/model.js';
import type { FindingWithPair } from '../findings/findings.js';
import type { Pair } from '../shapes/model.js';
import type { JudgedPair } from '../verdict/judge.js';
import { concludeEvidence, type ConcludedEvidence } from './evidence.js';
import { EvidenceIndex } from './evidence-sums.js';

/** @param pairs - of the whole estate: how many rules a bucket has decides whom a statement is about */
export function evidenceOf(
  evidence: S3Evidence | null,
  pairs: readonly Pair[],
  judged: readonly JudgedPair[],
  found: readonly FindingWithPair[],
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

export function withEvidence(
  entries: readonly ReplicationEntry[],
  judged: readonly JudgedPair[],
  said: ReadonlyMap<Pair, ConcludedEvidence>,
): readonly ReplicationEntry[] {
  if (said.size === 0) return entries;
  const byPlace = new Map(judged.map(({ pair }) => [`${pair.source.name} ${pair.index}`, pair]));
  return entries.map((entry) => {
    const pair = byPlace.get(`${entry.source.bucket} ${entry.replicationRule?.index}`);
    const evidence = pair === undefined ? undefined : said.get(pair)?.evidence;
    return evidence === undefined ? entry : { ...entry, evidence };
  });
}
