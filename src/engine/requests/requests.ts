/** Every request that S3 makes for a pair, decided. */
import { isRoleArn } from '../../estate/arn.js';
import type { RequestRow } from '../../replication/model.js';
import { objectClasses } from '../../report/model.js';
import type { DecidedRequest } from '../shapes/model.js';
import type { PairBase } from '../shapes/subjects.js';
import { isRequestMade } from './answered.js';
import { askedRows } from './asked-rows.js';
import type { AuthorityBook } from './authorities.js';
import { Decider } from './decider.js';

/** In S3's order: rows as the table has them, for each class of objects. */
export function decideRequests(pair: PairBase, book: AuthorityBook): readonly DecidedRequest[] {
  if (pair.role.arn === null || !isRoleArn(pair.role.arn)) return [];
  const decider = new Decider(pair, book);
  const classes = objectClasses.filter((objectClass) => pair.selected.selectsClass(objectClass));
  for (const asked of askedRows) {
    const applies = isMade(asked.row, pair);
    if (applies === false) continue;
    for (const objectClass of classes)
      if (asked.row.objectClasses.includes(objectClass)) decider.add(asked, objectClass, applies === true);
  }
  return decider.decided;
}

/** Null = not known, or not documented and not answered by the owner. */
function isMade(row: RequestRow, { facts, settings }: PairBase): boolean | null {
  const applies = row.applies(facts);
  const isUndocumented = applies === null && (row.undocumented?.(facts) ?? null) !== null;
  return isUndocumented ? isRequestMade(settings, row.id) : applies;
}
