/** What stays broken, and why nothing here mends it. */
import type { Finding, Report } from '../report/model.js';
import type { Patch, PatchTargetKind } from '../report/patch.js';
import { aimedAt, byId, type Aim, type Plan } from './plan.js';
import type { Remaining, RemainingReason } from './model.js';

const words: Readonly<Record<RemainingReason, string>> = {
  'no-change-helps': 'No change of a document or setting fixes it.',
  'value-needed': 'An owner has to choose what it is to be.',
  'evidence-missing': 'What stands there could not be read, so that nothing can be changed safely.',
  'not-proved': 'The changes that were tried did not fix it.',
  'too-long': 'The document would grow past the length that AWS takes.',
  narrowing: 'It is too broad, not too narrow: `--harden` shows what to take away.',
};

/** What an owner can do where the document itself is full. Source: IAM, S3 and KMS quotas; KMS Developer Guide, "Grants". */
const whenTooLong: Partial<Record<PatchTargetKind, string>> = {
  'role-policy': 'The role would have more policies than AWS takes: join statements, or attach fewer policies.',
  'bucket-policy':
    'The bucket policy would pass 20,480 bytes: join statements that say the same of several principals.',
  'key-policy':
    'The key policy would pass 32,768 bytes. Join statements, or give the role a grant (`aws kms create-grant`), which takes nothing of the policy.',
};

function whyTooLong(finding: Finding, patches: ReadonlyMap<string, Patch>, { tooLong }: Plan): string {
  const kinds = finding.patches.flatMap((id) => (tooLong.has(id) ? (patches.get(id)?.target.kind ?? []) : []));
  return whenTooLong[kinds[0] ?? 'setting'] ?? words['too-long'];
}

function remaining(finding: Finding, reason: RemainingReason): Remaining {
  const { fingerprint, rule, level, message, help, account, resource } = finding;
  return { fingerprint, rule, level, reason, why: words[reason], message, help, account, resource };
}

function reasonOf(finding: Finding, patches: ReadonlyMap<string, Patch>, plan: Plan): RemainingReason {
  if (finding.patches.length === 0) return 'no-change-helps';
  if (finding.patches.some((id) => plan.tooLong.has(id))) return 'too-long';
  if (finding.patches.some((id) => plan.impossible.has(id))) return 'evidence-missing';
  return finding.patches.some((id) => (patches.get(id)?.value ?? null) === null) ? 'value-needed' : 'not-proved';
}

/** Of the patched estate: problems that count, and verdicts that missing evidence leaves open. */
export function remainingOf(end: Report, plan: Plan, aim: Aim): readonly Remaining[] {
  const patches = byId(end);
  const problems = aimedAt(end, { ...aim, harden: false })
    .filter(({ kind }) => kind === 'problem')
    .map((finding) => {
      const reason = reasonOf(finding, patches, plan);
      const own = remaining(finding, reason);
      return reason === 'too-long' ? { ...own, why: whyTooLong(finding, patches, plan) } : own;
    });
  const narrowing = aimedAt(end, { level: 'error', harden: true }).map((finding) => remaining(finding, 'narrowing'));
  const open = new Set(
    end.replication.filter(({ verdict }) => verdict === 'unknown').flatMap(({ because }) => because),
  );
  const unknown = end.findings
    .filter(({ fingerprint, kind, suppressed }) => kind === 'unknown' && suppressed === null && open.has(fingerprint))
    .map((finding) => remaining(finding, 'evidence-missing'));
  return [...problems, ...(aim.harden ? [] : narrowing), ...unknown];
}
