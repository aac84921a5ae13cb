/** What does not arrive, in plain words: one sentence a line. */
import { uncapital } from '../../basics/capital.js';
import { openQuestionsOf } from '../findings/open-questions.js';
import { shortList } from '../../basics/short-list.js';
import { isPaymentAssumed, type Precondition } from '../verdict/preconditions.js';
import { contradictionOf, filterOf } from '../../replication/configuration/selection.js';
import type { Pair } from '../shapes/model.js';
import type { RequestRow } from '../../replication/model.js';
import type { ObjectClass, Verdict } from '../../report/model.js';
import type { Unanswered } from '../../policy/model.js';
import type { Judgement } from '../verdict/verdicts.js';

export function impactOf(pair: Pair, judgement: Judgement): readonly string[] {
  const { whole: verdict, byObjectClass, aspects, counterexample } = pair.verdicts;
  const { preconditions } = judgement;
  if (verdict === 'disabled') return ['Nothing arrives: the replication rule is disabled.'];
  const lines: string[] = [];
  const codes = reasonCodes(pair, preconditions);
  const suffix = codes.length === 0 ? '' : ` (predicted failure reason: ${codes.slice(0, 3).join(', then ')})`;
  const isKmsFailing = byObjectClass['SSE-KMS'] === 'fails';
  const isPlainArriving = byObjectClass['SSE-S3'] === 'replicates';
  if (verdict === 'fails') {
    lines.push(
      isKmsFailing && isPlainArriving
        ? `KMS-encrypted objects do not arrive${suffix}. Others do.`
        : `No object arrives${suffix}.`,
    );
  } else if (verdict === 'partly') {
    lines.push(`Some objects do not arrive, such as ${pair.source.name}/${counterexample ?? ''}${suffix}.`);
  } else if (verdict === 'skipped') {
    lines.push(whySkipped(pair));
  } else if (verdict === 'unknown') {
    lines.push(undecided(pair, judgement, counterexample));
  } else if (isKmsFailing && pair.defaultClass !== 'SSE-KMS') {
    lines.push('Objects uploaded with SSE-KMS do not arrive. Others do.');
  }
  if (isDefaultAssumed(pair)) lines.push(assumedDefault(pair));
  if (arrives(verdict) && isPaymentAssumed(pair)) lines.push(assumedPayment(pair));
  if (verdict !== 'fails' && verdict !== 'skipped') {
    if (aspects.tags === 'fails') lines.push('Objects arrive without their tags.');
    if (aspects.tags === 'partly') lines.push('Some objects arrive without their tags.');
    if (aspects.deleteMarkers === 'fails' || aspects.deleteMarkers === 'partly')
      lines.push('Delete markers do not arrive: deleted objects stay visible at the destination.');
    if (aspects.replicaModifications === 'fails') lines.push('Metadata changes on replicas are not copied back.');
    if (aspects.annotations === 'fails') lines.push('Annotations do not arrive, if objects carry any.');
  }
  return lines;
}

/** Whether a verdict says that objects arrive, some or all. */
export function arrives(verdict: Verdict): boolean {
  return verdict === 'replicates' || verdict === 'partly';
}

/** Services store the objects, and nobody named the keys that they bring. */
export function isDefaultAssumed({ enabled, storedBy, source, settings }: Pair): boolean {
  return enabled && storedBy.length > 0 && !settings.sourceKeys.has(source.name);
}

function assumedDefault({ storedBy }: Pair): string {
  return `Judged for the default encryption of the source bucket. Services that store objects there (${shortList(storedBy, 3)}) may use other keys: name them under \`sourceKeys\` in the configuration file.`;
}

function assumedPayment({ destination }: Pair): string {
  return `Assumes that the owner of ${destination.name} pays for requests, which is the default of S3: GetBucketRequestPayment was not collected.`;
}

/** What is not known, and in how many further questions. */
function undecided(pair: Pair, judgement: Judgement, counterexample: string | null): string {
  const ofVerdict = [...openQuestionsOf(pair, judgement)].filter(({ isOfVerdict }) => isOfVerdict);
  const questions = [...new Map(ofVerdict.map(({ question }) => [question.id, question])).values()];
  const [first] = questions;
  const more =
    questions.length < 2
      ? ''
      : ` ${questions.length - 1} more ${questions.length === 2 ? 'question is' : 'questions are'} open.`;
  const failing = counterexample === null ? '' : ` ${pair.source.name}/${counterexample} certainly does not arrive.`;
  return `Not decided: ${first === undefined ? 'whether objects arrive.' : briefly(first)}${more}${failing}`;
}

/** A long sentence up to its first colon; the finding has the rest. A missing answer begins with the name of its operation. */
function briefly({ what, about }: Unanswered): string {
  const text = what.length <= 160 ? what : what.replace(/: [^]*$/u, '.');
  return about?.kind === 'read' ? text : uncapital(text);
}

/** S3's failure reasons that go with what is broken or denied for the default class. */
function reasonCodes(pair: Pair, preconditions: readonly Precondition[]): readonly string[] {
  const codes = new Set<string>();
  for (const { rule, state } of preconditions)
    if (state === 'broken') for (const code of codesOfPrecondition[rule] ?? []) codes.add(code);
  for (const { row, action, objectClass, decision, contextForm } of pair.requests.remarkable) {
    if (decision.outcome !== 'denied' && decision.outcome !== 'partly') continue;
    if (
      row.requirement !== 'required' ||
      objectClass !== (pair.defaultClass ?? 'SSE-S3') ||
      contextForm?.expected === false
    )
      continue;
    if (row.aspect !== 'objects' && row.alsoObjects !== true) continue;
    if (action !== row.action || isCoveredByAlternative(pair, row, objectClass)) continue;
    for (const code of row.failureReasons.slice(0, 1)) codes.add(code);
  }
  return [...codes];
}

const codesOfPrecondition: Readonly<Record<string, readonly string[]>> = {
  'versioning/destination-not-enabled': ['DstBucketUnversioned'],
  'destination/bucket-missing': ['DstBucketNotFound'],
  'destination/object-lock-not-enabled': ['DstBucketObjectLockConfigMissing'],
  'role/missing': ['AssumeRoleNotPermitted'],
  'kms/replica-key-wrong-region': ['DstKmsKeyNotFound'],
  'destination/account-mismatch': ['DstPutObjectNotPermitted'],
};

function isCoveredByAlternative({ requests }: Pair, row: RequestRow, objectClass: ObjectClass): boolean {
  return requests
    .of((other, otherClass) => other === row && otherClass === objectClass)
    .some(({ action, decision }) => action !== row.action && decision.outcome === 'allowed');
}

function whySkipped({ selected: { shadowedBy, isShadowShared }, replicationRule }: Pair): string {
  if (contradictionOf(filterOf(replicationRule)) !== null)
    return 'Nothing arrives through this rule: its filter selects no object.';
  if (shadowedBy === null)
    return 'The rule does not select what the source bucket encrypts by default. S3 passes such objects over without a failure.';
  return `Nothing arrives through this rule: ${isShadowShared ? 'other rules take' : 'another rule takes'} all of its objects.`;
}
