/** With which code a run ends. */
import { levelRank, levels, type Level, type Report } from './model.js';

export interface ExitOptions {
  readonly failOn: Level | 'never';
  readonly allowIncomplete: boolean;
}

/** 0 nothing to complain of, 1 a finding at or above the level, 3 no such finding but the run is incomplete. */
export function exitCodeOf(report: Report, { failOn, allowIncomplete }: ExitOptions): 0 | 1 | 3 {
  const counted = failOn === 'never' ? [] : levels.slice(0, levelRank(failOn) + 1);
  const isFailing = report.findings.some(
    ({ level, kind, suppressed }) => kind === 'problem' && suppressed === null && counted.includes(level),
  );
  if (isFailing) return 1;
  return report.summary.incomplete && !allowIncomplete ? 3 : 0;
}
