/** What keeps a verdict of a pair open, piece by piece. */
import { addressesIn, hasStandIn } from '../../basics/stand-in.js';
import { unresolvedQuestion } from '../../policy/index.js';
import { unclearAspectQuestions, unclearQuestions } from '../pairs/unclear.js';
import type { Unanswered } from '../../policy/model.js';
import { isMissing } from '../../estate/fact.js';
import { evidenceBehind } from '../../replication/facts.js';
import type { PairFacts } from '../../replication/model.js';
import type { DecidedRequest, Pair } from '../shapes/model.js';
import { formQuestion, dependsOnForm } from '../requests/context/forms.js';
import { requestQuestionId } from '../requests/answered.js';
import { alternativeDoes, alternativeQuestion } from '../verdict/alternatives.js';
import { decisiveClasses } from '../verdict/decisive-classes.js';
import { forClass } from '../verdict/preconditions.js';
import { missingEvidence } from '../documents/missing-evidence.js';
import { countsForObjects, type Judgement } from '../verdict/verdicts.js';
import { isKms, type ObjectClass } from '../../report/model.js';

export interface OpenQuestion {
  readonly question: Unanswered;
  /** Whether the verdict itself depends on it; else an aspect or another class does. */
  readonly isOfVerdict: boolean;
  /** A request that is not allowed, and that S3 makes only if the answer says so. */
  readonly lacks?: DecidedRequest;
  /** The request whose decision waits for the answer. */
  readonly asks?: DecidedRequest;
}

/** Questions that keep a verdict of the pair open: for the default class first, for SSE-KMS where it is selected, for each aspect. */
export function* openQuestionsOf(pair: Pair, judgement: Judgement): Iterable<OpenQuestion> {
  const { requests } = judgement;
  const kindOfBucket = questionOfKind(judgement);
  if (kindOfBucket !== null) {
    // Nothing else that is read of such buckets would answer it.
    yield { question: kindOfBucket, isOfVerdict: true };
    return;
  }
  for (const question of unclearQuestions(pair)) yield { question, isOfVerdict: true };
  for (const question of unclearAspectQuestions(pair)) yield { question, isOfVerdict: false };
  if (pair.verdicts.whole === 'unknown' && pair.defaultClass === null)
    yield { question: encryptionQuestion(pair), isOfVerdict: true };
  const openClasses = openClassesOf(pair);
  for (const objectClass of openClasses) yield* questionsOfClass(pair, judgement, objectClass);
  for (const request of requests.remarkable) {
    const { row, isCertain, decision, objectClass } = request;
    const isAspectOpen = row.requirement === 'required' && pair.verdicts.aspects[row.aspect] === 'unknown';
    if (isAspectOpen && row.aspect !== 'objects')
      for (const question of decision.unanswered) yield { question, isOfVerdict: false };
    if (isCertain) continue;
    const hasSay = openClasses.has(objectClass) && countsForObjects(request) && decision.outcome !== 'allowed';
    if (isAspectOpen || hasSay) yield* questionsOfUncertain(pair, request, hasSay);
  }
  if (pair.verdicts.aspects.replicaModifications === 'unknown') yield* questionsOfPartner(pair);
  // Where no request is asked at all, such as for a role that is not one, the setting is open all the same.
  const lock =
    pair.verdicts.aspects.objectLock === 'unknown' && pair.facts.objectLock === null
      ? unknownFact('objectLock', pair)
      : null;
  if (lock !== null) yield { question: lock, isOfVerdict: false };
}

/** Of two forms of the encryption context that settings leave open, S3 sends one. */
export function isSureToBeAsked(request: DecidedRequest, all: readonly DecidedRequest[]): boolean {
  return request.isCertain && !dependsOnForm(request, all);
}

/** Nothing but the grants of a key, which were not read, could allow the request: no policy does. */
export function isUpToGrants({ decision: { outcome, unanswered } }: DecidedRequest): boolean {
  if (outcome !== 'unknown' || unanswered.length !== 1) return false;
  const about = unanswered[0]?.about;
  return about?.kind === 'read' && about.operation === 'ListGrants';
}

/** What keeps the verdict on objects of one class open, each once. Null = the class is not known. */
export function questionsOfVerdict(
  pair: Pair,
  judgement: Judgement,
  objectClass: ObjectClass | null,
): readonly Unanswered[] {
  if (objectClass === null) return [encryptionQuestion(pair)];
  const kindOfBucket = questionOfKind(judgement);
  if (kindOfBucket !== null) return [kindOfBucket];
  const found = new Map<string, Unanswered>();
  const add = (question: Unanswered): void => {
    found.set(question.id, question);
  };
  unclearQuestions(pair).forEach(add);
  for (const { question } of questionsOfClass(pair, judgement, objectClass)) add(question);
  for (const request of judgement.requests.remarkable) {
    if (request.objectClass !== objectClass || request.isCertain) continue;
    if (!countsForObjects(request) || request.decision.outcome === 'allowed') continue;
    for (const { question } of questionsOfUncertain(pair, request, true)) add(question);
  }
  if (found.size === 0 && objectClass === 'SSE-C') add(customerKeysQuestion);
  return [...found.values()];
}

/** `s3:GetObjectVersion` alone. */
const customerKeysQuestion: Unanswered = {
  cause: 'undocumented',
  id: 'request:A-12b:SSE-C',
  what: 'Whether s3:GetObjectVersion in place of s3:GetObjectVersionForReplication is enough for SSE-C objects is not documented.',
  how: 'Allow s3:GetObjectVersionForReplication.',
};

function questionOfKind({ preconditions }: Judgement): Unanswered | null {
  return preconditions.find(({ rule }) => rule === 'coverage/unsupported-bucket-kind')?.question ?? null;
}

/** Classes of objects about whose verdict something is to be said. */
function openClassesOf({ verdicts: { whole: verdict, byObjectClass }, defaultClass }: Pair): ReadonlySet<ObjectClass> {
  const decisive = verdict === 'unknown' ? decisiveClasses({ defaultClass }) : [];
  return new Set([...decisive, 'SSE-KMS' as const].filter((objectClass) => byObjectClass[objectClass] === 'unknown'));
}

function* questionsOfClass(
  pair: Pair,
  { preconditions, requests }: Judgement,
  objectClass: ObjectClass,
): Iterable<OpenQuestion> {
  const isOfVerdict = pair.verdicts.whole === 'unknown' && decisiveClasses(pair).includes(objectClass);
  if (hasUnnamedKeys(pair, objectClass)) yield { question: sourceKeysQuestion(pair), isOfVerdict };
  for (const { state, question } of forClass(preconditions, objectClass))
    if (state === 'unknown' && question !== null) yield { question, isOfVerdict };
  const own = requests.of((_, each) => each === objectClass);
  for (const request of own) {
    if (request.contextForm?.expected === false || !countsForObjects(request)) continue;
    for (const question of request.decision.unanswered) yield { question, isOfVerdict, asks: request };
    if (request.decision.outcome !== 'denied' && alternativeDoes(request, own, pair.settings) === null) {
      const question = alternativeQuestion(request);
      if (question !== null) yield { question, isOfVerdict, asks: request };
    }
    if (dependsOnForm(request, own)) yield { question: formQuestion(pair), isOfVerdict };
  }
}

/** Why nobody can tell whether S3 makes a request: AWS does not document it, or a setting was not read. */
function* questionsOfUncertain(pair: Pair, request: DecidedRequest, hasSay: boolean): Iterable<OpenQuestion> {
  const { row, decision } = request;
  const isOfVerdict =
    hasSay && pair.verdicts.whole === 'unknown' && decisiveClasses(pair).includes(request.objectClass);
  const undocumented = row.undocumented?.(pair.facts) ?? null;
  if (undocumented !== null) {
    const about = { kind: 'request' } as const;
    const isOpen = pair.verdicts.whole === 'unknown' && countsForObjects(request);
    yield {
      question: { cause: 'undocumented', id: requestQuestionId(row.id), ...undocumented, about },
      isOfVerdict: isOpen,
    };
    return;
  }
  const isLacking = decision.outcome === 'denied' || decision.outcome === 'partly';
  for (const fact of row.looksAt) {
    const question = pair.facts[fact] === null ? unknownFact(fact, pair) : null;
    if (question !== null) yield { question, isOfVerdict, ...(isLacking ? { lacks: request } : {}) };
  }
}

const atSourceBucket = new Set<keyof PairFacts>(['objectLock', 'sourceBucketKey']);

/** The read that would tell. Null where the fact does not depend on evidence. */
function unknownFact(fact: keyof PairFacts, { estate, source, destination }: Pair): Unanswered | null {
  const [own, other] = [source.account ?? '', destination.account ?? ''];
  if (fact === 'crossAccount' && hasStandIn(own + other))
    return unresolvedQuestion(
      `accounts:${own}:${other}`,
      `Whether ${source.name} and ${destination.name} are in the same account`,
      addressesIn(`${own}\n${other}`),
    );
  if (fact === 'crossAccount')
    return missingEvidence(estate.unlisted('ListBuckets'), source.account === null ? source.name : destination.name);
  const evidence = evidenceBehind(fact, { source, destination: destination.bucket }, estate.unlisted);
  if (evidence === null || !isMissing(evidence)) return null;
  return missingEvidence(evidence, atSourceBucket.has(fact) ? source.name : destination.name);
}

/** Metadata of replicas comes back by the rules of the destination bucket. */
function* questionsOfPartner({ estate, destination }: Pair): Iterable<OpenQuestion> {
  const back = destination.bucket?.replication ?? estate.unlisted('GetBucketReplication');
  if (isMissing(back)) yield { question: missingEvidence(back, destination.name), isOfVerdict: false };
}

function encryptionQuestion({ estate, source: { name, encryption } }: Pair): Unanswered {
  const missing = isMissing(encryption) ? encryption : estate.unlisted('GetBucketEncryption');
  return {
    ...missingEvidence(missing, name),
    what: `The default encryption of ${name} is not known, and its object classes do not share one verdict.`,
  };
}

function hasUnnamedKeys({ source, kms: { sourceKeys } }: Pair, objectClass: ObjectClass): boolean {
  return (
    isKms(objectClass) &&
    sourceKeys.length === 0 &&
    (source.encryption.state === 'known' || source.encryption.state === 'absent')
  );
}

/** Where the default encryption is not KMS, nothing in the configuration names the keys of objects that are. */
function sourceKeysQuestion(pair: Pair): Unanswered {
  return {
    cause: 'unreadable',
    id: `source-keys:${pair.source.name}`,
    what: `Bucket ${pair.source.name} does not encrypt with KMS by default, so its configuration does not say which keys its KMS-encrypted objects use.`,
    how: `Name the keys of bucket ${pair.source.name} under \`sourceKeys\` in the configuration file. If no object of the bucket is encrypted with KMS, there is nothing to do.`,
  };
}
