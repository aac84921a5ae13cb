import { levelRank, type Finding, type Level } from '../../report/model.js';

/** Most severe first; otherwise the report's order, which is stable. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((one, other) => levelRank(one.level) - levelRank(other.level));
}

export function isOpen({ suppressed }: Finding): boolean {
  return suppressed === null;
}

/** Whether the finding makes the run fail. What is unknown never does; it makes the run incomplete. */
export function countsFor(failOn: Level | 'never') {
  return ({ kind, level, suppressed }: Finding): boolean =>
    failOn !== 'never' && kind === 'problem' && suppressed === null && levelRank(level) <= levelRank(failOn);
}
