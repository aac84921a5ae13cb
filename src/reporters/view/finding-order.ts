import type { Finding, Level } from '../../report/model.js';

const rank: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

/** Most severe first; otherwise the report's order, which is stable. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((one, other) => rank[one.level] - rank[other.level]);
}

export function isOpen({ suppressed }: Finding): boolean {
  return suppressed === null;
}

/** Whether the finding makes the run fail. What is unknown never does; it makes the run incomplete. */
export function countsFor(failOn: Level | 'never') {
  return ({ kind, level, suppressed }: Finding): boolean =>
    failOn !== 'never' && kind === 'problem' && suppressed === null && rank[level] <= rank[failOn];
}
