/** Findings that are one story get the id of their group: reporters tell them together, programs can. */
import { hash } from 'node:crypto';
import { groupBy } from '../../basics/group-by.js';
import { nameStandIns } from '../../basics/stand-in.js';
import { groupKey } from '../../report/joined.js';
import type { Finding } from '../../report/model.js';

/** @returns the same findings, in their order; those that stand alone have no group */
export function withGroups(findings: readonly Finding[]): readonly Finding[] {
  const keys = new Map(findings.map((finding) => [finding, groupKey(finding)]));
  const counts = groupBy(findings, (finding) => keys.get(finding) ?? null);
  return findings.map((finding) => {
    const key = keys.get(finding) ?? null;
    return key === null || (counts.get(key)?.length ?? 0) < 2 ? finding : { ...finding, group: groupId(key) };
  });
}

/** As long as a fingerprint; the same when messages, order and line numbers change. */
function groupId(key: string): string {
  return hash('sha256', nameStandIns(`group\u0000${key}`)).slice(0, 32);
}
