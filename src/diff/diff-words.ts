import type { Missing } from '../estate/fact.js';
import type { Diff, EstateChange, FindingChange, PairChange } from './model.js';

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** `unreadable (AccessDenied)` */
export function missingText(fact: Missing): string {
  if (fact.state === 'unreadable') return `unreadable (${fact.code})`;
  return fact.state === 'after-deployment' ? 'known after deployment' : fact.state.replace('-', ' ');
}

/** `1 replication rule broke, 2 were fixed, 3 new findings, 1 gone` */
export function headline(diff: Diff): string {
  const findings = `${count(diff.newFindings.length, 'new finding', 'new findings')}, ${diff.goneFindings.length} gone`;
  return `${count(diff.broke.length, 'replication rule', 'replication rules')} broke, ${diff.mended.length} fixed. ${findings}.`;
}

/** `prod.json (2026-11-23T06:29:00Z)` */
export function sideText({ name, collectedAt }: Diff['old']): string {
  return collectedAt === null ? name : `${name} (${collectedAt})`;
}

/** What was not read on either side: stands above what changed, which it may explain. */
export function unreadTexts(diff: Diff): readonly string[] {
  return [diff.old, diff.new].flatMap(({ name, unread = [] }) => unread.map((text) => `Not read in ${name}: ${text}`));
}

/** `orders → orders-replica, replication rule "everything"` */
export function pairText(pair: PairChange): string {
  const rule = pair.replicationRule === null ? '' : `, replication rule "${pair.replicationRule}"`;
  return `${pair.source.bucket} → ${pair.destination?.bucket ?? 'destination not known'}${rule}`;
}

/** `replicates → fails` */
export function verdictText(pair: PairChange): string {
  return pair.old === pair.new && pair.new !== null
    ? pair.new
    : `${pair.old ?? 'not there'} → ${pair.new ?? 'no longer there'}`;
}

/** Aspects and classes, where the verdict itself does not already say it. */
export function partTexts(pair: PairChange): readonly string[] {
  return pair.parts
    .filter((part) => part.old !== pair.old || part.new !== pair.new)
    .map((part) => `${part.name}: ${part.old} → ${part.new}`);
}

/** `arn:aws:iam::…:role/s3-crr: identity policy kms, Statement[2], Sid "Replica" changed: Action loses kms:Encrypt` */
export function changeText(change: EstateChange): string {
  const where = [
    change.name,
    ...(change.statement === null ? [] : [change.statement]),
    ...(change.sid === null ? [] : [`Sid "${change.sid}"`]),
  ].join(', ');
  const details = change.details.length === 0 ? '' : `: ${change.details.join('; ')}`;
  return `${placeText(change)}${change.resource}: ${where} ${change.what}${details}`;
}

/** `template.yaml:33: `; empty where it has no line. */
export function placeText({ location }: Pick<EstateChange, 'location'>): string {
  return location === undefined || location.line === null ? '' : `${location.file}:${location.line}: `;
}

/** `identity policy kms, Statement[2], Sid "Replica"`; empty where no policy is named. */
export function policiesText(finding: FindingChange): string {
  return finding.policies
    .map(({ kind, name, statement, sid }) =>
      [`${kind} policy ${name}`, statement, typeof sid === 'string' ? `Sid "${sid}"` : null]
        .filter((part) => part !== null)
        .join(', '),
    )
    .join('; ');
}

/** Changes that no pair's line shows. */
export function otherChanges(diff: Diff): readonly EstateChange[] {
  const shown = new Set([...diff.broke, ...diff.mended, ...diff.otherwise].flatMap(({ changes }) => changes));
  return (diff.changes ?? []).filter((change) => !shown.has(change));
}

/** Findings that no pair's lines show. */
export function otherFindings(diff: Diff): readonly FindingChange[] {
  const shown = new Set(
    [...diff.broke, ...diff.mended, ...diff.otherwise].flatMap(({ because }) =>
      because.map(({ fingerprint }) => fingerprint),
    ),
  );
  return diff.newFindings.filter(({ fingerprint }) => !shown.has(fingerprint));
}

const mostNotices = 10;

/** Of both sides, each once: two states of code have the same to say. */
export function noticeTexts(diff: Diff): readonly string[] {
  return [...new Set([...(diff.old.notices ?? []), ...(diff.new.notices ?? [])])].slice(0, mostNotices);
}
