/** What keeps a verdict of a pair open, piece by piece. */
import type { Unsettled } from '../../policy/model.js';
import type { Pair } from '../model.js';
import { formQuestion, hangsOnForm } from '../requests/context-forms.js';
import { requestQuestionId } from '../requests/settled.js';
import { decisiveClasses } from '../verdict/decisive-classes.js';
import { forClass } from '../verdict/preconditions.js';
import type { Judgement } from '../verdict/verdicts.js';
import { isKms, type ObjectClass } from '../../report/model.js';

export interface OpenQuestion {
  readonly settle: Unsettled;
  /** Whether the verdict itself hangs on it; else an aspect or another class does. */
  readonly isOfVerdict: boolean;
}

/** Questions that keep a verdict of the pair open: for the default class first, for SSE-KMS where it is selected, for each aspect. */
export function* openQuestionsOf(pair: Pair, { preconditions, requests }: Judgement): Iterable<OpenQuestion> {
  const kindOfBucket = preconditions.find(({ rule }) => rule === 'coverage/unsupported-bucket-kind')?.settle ?? null;
  if (kindOfBucket !== null) {
    // Nothing else that is read of such buckets would settle it.
    yield { settle: kindOfBucket, isOfVerdict: true };
    return;
  }
  const openClasses = new Set<ObjectClass>();
  if (pair.verdict === 'unknown' && pair.defaultClass !== null) openClasses.add(pair.defaultClass);
  if (pair.byObjectClass['SSE-KMS'] === 'unknown') openClasses.add('SSE-KMS');
  if (pair.defaultClass === null) {
    if (pair.verdict === 'unknown') {
      for (const [objectClass, verdict] of Object.entries(pair.byObjectClass))
        if (verdict === 'unknown') openClasses.add(objectClass as ObjectClass);
      yield { settle: encryptionQuestion(pair), isOfVerdict: true };
    }
  }
  for (const objectClass of openClasses) {
    const isOfVerdict = pair.verdict === 'unknown' && decisiveClasses(pair).includes(objectClass);
    if (hasUnnamedKeys(pair, objectClass)) yield { settle: sourceKeysQuestion(pair), isOfVerdict };
    for (const { state, settle } of forClass(preconditions, objectClass))
      if (state === 'unknown' && settle !== null) yield { settle, isOfVerdict };
    for (const request of requests) {
      if (
        request.objectClass !== objectClass ||
        request.row.requirement !== 'required' ||
        request.contextForm?.expected === false
      )
        continue;
      if (request.row.aspect !== 'objects' && request.row.alsoObjects !== true) continue;
      for (const settle of request.decision.unsettled) yield { settle, isOfVerdict };
      if (hangsOnForm(request, requests)) yield { settle: formQuestion(pair), isOfVerdict };
    }
  }
  for (const request of requests) {
    const { aspect, requirement } = request.row;
    if (aspect !== 'objects' && requirement === 'required' && pair.aspects[aspect] === 'unknown')
      for (const settle of request.decision.unsettled) yield { settle, isOfVerdict: false };
  }
  for (const { row, isCertain } of requests) {
    if (isCertain || pair.aspects[row.aspect] !== 'unknown') continue;
    const open = row.undocumented?.(pair.facts);
    if (open === null || open === undefined) continue;
    const isOfVerdict = pair.verdict === 'unknown' && (row.aspect === 'objects' || row.alsoObjects === true);
    yield {
      settle: { cause: 'undocumented', id: requestQuestionId(row.id), ...open, about: { kind: 'request' } },
      isOfVerdict,
    };
  }
}

function encryptionQuestion({ source: { name } }: Pair): Unsettled {
  return {
    cause: 'unreadable',
    id: `unreadable:GetBucketEncryption:${name}`,
    about: { kind: 'read', operation: 'GetBucketEncryption', subject: name },
    what: `The default encryption of ${name} is not known, and its object classes do not share one verdict.`,
    how: 'Collect GetBucketEncryption (permission s3:GetEncryptionConfiguration) of the bucket.',
  };
}

function hasUnnamedKeys({ source, sourceKeys }: Pair, objectClass: ObjectClass): boolean {
  return (
    isKms(objectClass) &&
    sourceKeys.length === 0 &&
    (source.encryption.state === 'known' || source.encryption.state === 'absent')
  );
}

/** Where the default encryption is not KMS, nothing in the configuration names the keys of objects that are. */
function sourceKeysQuestion(pair: Pair): Unsettled {
  return {
    cause: 'unreadable',
    id: `source-keys:${pair.source.name}`,
    what: `${pair.source.name} does not encrypt with KMS by default, so that its configuration does not say which keys its KMS-encrypted objects are under.`,
    how: `Name the keys of bucket ${pair.source.name} under \`sourceKeys\` in the configuration file; where no object of the bucket is encrypted with KMS, nothing is to be done.`,
  };
}
