/** Findings that are one story get the id of their group: reporters tell them together, programs can. */
import { groupBy } from '../../basics/group-by.js';
import { groupKey } from '../../report/joined.js';
import type { Finding } from '../../report/model.js';
import { idOf } from './findings.js';

/** @returns the same findings, in their order; those that stand alone have no group */
export function withGroups(findings: readonly Finding[]): readonly Finding[] {
  const keys = new Map(findings.map((finding) => [finding, groupKey(finding)]));
  const counts = groupBy(findings, (finding) => keys.get(finding) ?? null);
  return findings.map((finding) => {
    const key = keys.get(finding) ?? null;
    return key === null || (counts.get(key)?.length ?? 0) < 2 ? finding : { ...finding, group: idOf(['group', key]) };
  });
}
