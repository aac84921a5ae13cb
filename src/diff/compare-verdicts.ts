import type { Verdict } from '../report/model.js';

export type Trend = 'same' | 'worse' | 'better' | 'otherwise';

const rank: Readonly<Record<Verdict, number>> = {
  replicates: 0,
  unknown: 1,
  partly: 2,
  fails: 3,
  skipped: 3,
  disabled: 3,
};
function isOff(verdict: Verdict): boolean {
  return verdict === 'skipped' || verdict === 'disabled';
}

/**
 * How a replication rule fares now. Switched off counts as not replicating: what replicated and is switched off got worse, what
 * failed and is switched off did not get better. A rule that appears is measured against nothing: only a failure is worse.
 * @param from null = the replication rule was not there
 * @param to null = it is no longer there
 */
export function compareVerdicts(from: Verdict | null, to: Verdict | null): Trend {
  if (from === to) return 'same';
  if (from === null) return to === 'fails' || to === 'partly' ? 'worse' : 'otherwise';
  if (to === null) return rank[from] < rank.fails ? 'worse' : 'otherwise';
  if (rank[from] !== rank[to]) return rank[from] < rank[to] ? 'worse' : 'better';
  return to === 'fails' ? 'worse' : 'otherwise';
}

/** The same for an aspect or an object class, where "not asked for" is no loss. */
export function comparePart(from: Verdict, to: Verdict): Trend {
  if (from === to) return 'same';
  if (isOff(to) || (isOff(from) && to !== 'fails' && to !== 'partly')) return 'otherwise';
  return compareVerdicts(from, to);
}
