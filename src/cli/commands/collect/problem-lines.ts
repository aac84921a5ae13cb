/** What a collection could not read, in lines for a person: accounts first, equal refusals counted, not listed. */
import type { CollectProblem, CollectResult } from '../../../collectors/model.js';
import { groupBy } from '../../../basics/group-by.js';

const mostLines = 12;

function needs({ action }: CollectProblem): string {
  return action === null ? '' : ` (needs ${action})`;
}

function lineOf(problem: CollectProblem, others: number): string {
  const { kind, account, operation, subject, code, message } = problem;
  if (kind === 'interrupted') return message;
  if (kind === 'account') return `Account ${account ?? ''} was not read: ${message}`;
  if (kind === 'credentials') return `Account ${account ?? ''} was read in part: ${code}: ${message}`;
  const more = others === 0 ? '' : ` and ${others} more`;
  return `${operation ?? 'A call'} of ${subject ?? `account ${account ?? ''}`}${more}${needs(problem)}: ${code}`;
}

/** Refusals of one operation with one code in one account are one line. */
function groupOf({ kind, account, operation, code, message }: CollectProblem): string {
  return JSON.stringify(kind === 'unreadable' ? [kind, account, operation, code] : [kind, account, message]);
}

const order = ['interrupted', 'account', 'credentials', 'unreadable'];

export function problemLines({ problems, complete }: Pick<CollectResult, 'problems' | 'complete'>): readonly string[] {
  if (complete) return [];
  const groups = groupBy(
    problems.filter(({ isNeeded }) => isNeeded),
    groupOf,
  );
  const lines = [...groups.values()]
    .sort(([a], [b]) => order.indexOf(a?.kind ?? '') - order.indexOf(b?.kind ?? ''))
    .flatMap(([first, ...others]) => (first === undefined ? [] : [lineOf(first, others.length)]));
  const cut = lines.length > mostLines ? [`  … and ${lines.length - mostLines} more`] : [];
  return ['The snapshot is incomplete:', ...lines.slice(0, mostLines).map((line) => `  ${line}`), ...cut];
}
