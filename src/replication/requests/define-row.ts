import type { RequestRow } from '../model.js';
import { objectClasses } from '../vocabulary.js';

type Usual =
  | 'looksAt'
  | 'principal'
  | 'callKind'
  | 'alternatives'
  | 'needs'
  | 'objectClasses'
  | 'encryptionContext'
  | 'failureReasons'
  | 'dispute'
  | 'whyNone'
  | 'derived';

/** A row as it is written: what most rows share may be left out. */
export type RowText = Omit<RequestRow, Usual> & Partial<Pick<RequestRow, Usual>>;

const noContext: RequestRow['encryptionContext'] = () => ({ expected: [], other: [] });

/** Fills in what most rows share: the role's session asks S3, needs an Allow, for objects of all classes. */
export function defineRow(row: RowText): RequestRow {
  return {
    looksAt: [],
    principal: 'role',
    callKind: 's3',
    alternatives: [],
    needs: 'allow',
    objectClasses,
    encryptionContext: noContext,
    failureReasons: [],
    dispute: null,
    whyNone: null,
    derived: true,
    ...row,
  };
}

/** `applies` of rows that every replication rule brings. */
export function always(): boolean {
  return true;
}

/** `applies` of rows that live replication never brings. */
export function never(): boolean {
  return false;
}
