/** What is asked for a replication rule: rows of requests, each with the actions that do. */
import { requestRows } from '../../replication/requests/index.js';
import type { RequestRow } from '../../replication/model.js';
import type { ObjectClass } from '../../report/model.js';

export interface AskedAction {
  readonly row: RequestRow;
  readonly action: string;
  readonly classes: readonly ObjectClass[];
  /** The same number where rows ask the same thing. */
  readonly question: number;
}

/** By what they ask. */
export const questions: Map<string, number> = new Map<string, number>();

function questionOf({ callKind, principal, needs, target }: RequestRow, action: string): number {
  const text = `${callKind} ${callKind === 'assume-role' ? principal : ''} ${needs} ${action} ${target}`;
  const number = questions.get(text) ?? questions.size;
  questions.set(text, number);
  return number;
}

export interface AskedRow {
  readonly row: RequestRow;
  readonly actions: readonly AskedAction[];
}

/** Rows that are derived from a replication rule, with their actions: the row's own first. */
export const askedRows: readonly AskedRow[] = requestRows
  .filter(({ derived }) => derived)
  .map((row) => ({
    row,
    actions: [{ action: row.action, objectClasses: row.objectClasses }, ...row.alternatives].map(
      ({ action, objectClasses: classes }) => ({ row, action, classes, question: questionOf(row, action) }),
    ),
  }));
