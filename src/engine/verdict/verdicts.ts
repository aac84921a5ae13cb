/**
 * Verdicts: for each class of objects and each aspect, what the requests and preconditions say together about every key that the
 * replication rule selects.
 */
import { targets } from '../../replication/targets.js';
import { isMissing } from '../../estate/fact.js';
import { groupBy } from '../../basics/group-by.js';
import {
  and,
  difference,
  type Extent,
  isEmpty,
  isTooComplex,
  judge,
  nothing,
  or,
  witness,
} from '../../policy/index.js';
import { always, never, undecided } from '../../policy/parts.js';
import type { Decision, PolicyInForce } from '../../policy/model.js';
import type { DecidedRequest, EngineSettings, Pair, RequestsOfPair, Verdicts } from '../shapes/model.js';
import { canDecryptSomething } from '../requests/decrypting.js';
import type { PairBase } from '../shapes/subjects.js';
import { alternativeDoes } from './alternatives.js';
import { decisiveClasses } from './decisive-classes.js';
import { isUnclearAspect, unclearQuestions } from '../pairs/unclear.js';
import { isReadFromS3 } from '../pairs/read-from-s3.js';
import { conflictsOf } from '../../replication/configuration/conflicts.js';
import { forClass, type Precondition } from './preconditions.js';
import { isRequestMade } from '../requests/answered.js';
import type { RequestRow } from '../../replication/model.js';
import { aspects, isKms, objectClasses, type Aspect, type ObjectClass, type Verdict } from '../../report/model.js';

export interface Judgement {
  readonly base: PairBase;
  readonly requests: RequestsOfPair;
  readonly preconditions: readonly Precondition[];
  readonly identityPolicies: readonly PolicyInForce[];
}

function all<K extends string>(names: readonly K[], verdict: (name: K) => Verdict): Record<K, Verdict> {
  return Object.fromEntries(names.map((name) => [name, verdict(name)])) as Record<K, Verdict>;
}

export function verdictsOf(judgement: Judgement): Verdicts {
  const { base } = judgement;
  if (!base.enabled) {
    return {
      whole: 'disabled',
      byObjectClass: all(objectClasses, () => 'disabled'),
      aspects: all(aspects, () => 'disabled'),
      counterexample: null,
      decryptsNothing: false,
    };
  }
  const isUnclear = unclearQuestions(base).length > 0;
  // Not in force: not even what the rule passes over is passed over by it.
  const isInvalid = conflictsOf(base.configuration).length > 0 && !isReadFromS3(base);
  const isNothingLeft =
    base.selected.keys === nothing || isEmpty(base.selected.keys, undefined, base.settings.budget) === true;
  const byObjectClass = all(objectClasses, (objectClass) =>
    isUnclear
      ? 'unknown'
      : isInvalid
        ? 'fails'
        : isNothingLeft || !base.selected.selectsClass(objectClass)
          ? 'skipped'
          : verdictOf(base, objectExtent(judgement, objectClass)),
  );
  const byAspect = all(aspects, (aspect) => {
    if (aspect === 'objects') return sharedBy(decisiveClasses(base), (objectClass) => byObjectClass[objectClass]);
    if (isUnclear || isUnclearAspect(base, aspect)) return 'unknown';
    if (isInvalid) return ofInvalid(base, aspect);
    return isNothingLeft ? 'skipped' : aspectVerdict(judgement, aspect);
  });
  const whole = byAspect.objects;
  return {
    whole,
    byObjectClass,
    aspects: byAspect,
    counterexample: whole === 'partly' ? counterexampleOf(judgement) : null,
    decryptsNothing: decryptsNothing(judgement),
  };
}

/** Where the default class is not known, only a verdict that all classes share stands. */
function sharedBy(classes: readonly ObjectClass[], verdictFor: (objectClass: ObjectClass) => Verdict): Verdict {
  const [first, ...others] = new Set(classes.map(verdictFor));
  return first === undefined || others.length > 0 ? 'unknown' : first;
}

/** As far as the rule and the source bucket ask for it; the other aspects are parts of every object that arrives. */
function ofInvalid({ facts }: PairBase, aspect: Aspect): Verdict {
  const isOf = (asked: boolean | null): Verdict => (asked === null ? 'unknown' : asked ? 'fails' : 'skipped');
  if (aspect === 'deleteMarkers') return isOf(facts.deleteMarkers);
  if (aspect === 'ownerOverride') return isOf(facts.ownerOverride);
  if (aspect === 'objectLock') return isOf(facts.objectLock);
  return aspect === 'replicaModifications' ? isOf(facts.replicaModifications) : 'fails';
}

const verdictByOutcome = { allowed: 'replicates', denied: 'fails', partly: 'partly', unknown: 'unknown' } as const;

function verdictOf({ selected: { keys }, settings }: PairBase, extent: Extent): Verdict {
  return verdictByOutcome[judge(keys, extent, settings.budget).outcome];
}

/** For SSE-KMS objects of a bucket whose default encryption names no key. */
function decryptsNothing({ base, identityPolicies }: Judgement): boolean {
  return base.facts.replicatesKms && base.kms.sourceKeys.length === 0 && !canDecryptSomething(base, identityPolicies);
}

/** Keys for which objects of a class arrive. */
export function objectExtent(judgement: Judgement, objectClass: ObjectClass): Extent {
  const { base, preconditions } = judgement;
  const met = extentOf(forClass(preconditions, objectClass));
  const permitted = permittedFor(judgement, objectClass, rowCountsForObjects);
  const needsRole = base.role.arn === null ? never : always;
  const extent = and(and(met, permitted), needsRole);
  return isKms(objectClass) ? and(extent, keysExtent(judgement)) : extent;
}

/** Which keys such objects are encrypted with is not known where the default encryption is another. */
function keysExtent(judgement: Judgement): Extent {
  const {
    facts,
    kms: { sourceKeys },
  } = judgement.base;
  if (!facts.replicaKeyConfigured) return never;
  if (sourceKeys.length > 0) return always;
  return decryptsNothing(judgement) ? never : undecided;
}

export function countsForObjects({ row }: DecidedRequest): boolean {
  return rowCountsForObjects(row);
}

function rowCountsForObjects(row: RequestRow): boolean {
  return row.requirement === 'required' && (row.aspect === 'objects' || row.alsoObjects === true);
}

function isByAnotherAction({ row, action }: DecidedRequest): boolean {
  return action !== row.action;
}

/** Keys for which the requests of some rows are allowed. Mostly all are, and then so is every row, whatever joins it. */
function permittedFor(
  { base, requests }: Judgement,
  objectClass: ObjectClass,
  isAsked: (row: RequestRow) => boolean,
): Extent {
  const isRefused = requests.remarkable.some(
    ({ row, objectClass: each, decision }) => each === objectClass && decision.outcome !== 'allowed' && isAsked(row),
  );
  if (!isRefused) return always;
  const own = requests.of((row, each) => each === objectClass && isAsked(row));
  // `s3:GetObjectVersion` does for SSE-S3 and not for KMS; of SSE-C no page speaks.
  const others = objectClass === 'SSE-C' ? requests.of((_, each) => each === 'SSE-S3').filter(isByAnotherAction) : [];
  return joinRows(own, base.settings, others);
}

/** `undocumented`: what may do as well. All rows must hold; actions of one row are alternatives; context forms and keys of one row combine as `joinForms` says. */
function joinRows(
  requests: readonly DecidedRequest[],
  settings: EngineSettings,
  undocumented: readonly DecidedRequest[],
): Extent {
  const byRow = groupBy(requests, ({ row }) => row.id);
  let joined = always;
  for (const ofRow of byRow.values()) {
    let any = never;
    for (const ofAction of groupBy(ofRow, ({ action }) => action).values()) {
      const [first] = ofAction;
      const does = first === undefined ? false : alternativeDoes(first, ofRow, settings);
      if (does === true) any = or(any, joinForms(ofAction));
      else if (does === null) any = { certain: any.certain, possible: or(any, joinForms(ofAction)).possible };
    }
    for (const { row, decision } of undocumented) {
      if (row !== ofRow[0]?.row) continue;
      const perhaps = { certain: decision.possibly, possible: decision.possibly };
      any = { certain: any.certain, possible: or(any, perhaps).possible };
    }
    const isCertain = ofRow.every((request) => request.isCertain);
    // Where S3 may not make the request at all, its refusal proves nothing.
    joined = and(joined, isCertain ? any : { certain: any.certain, possible: always.possible });
  }
  return joined;
}

/** Of several keys every one must work. Of several context forms that settings leave open, one that works may be the one that is used. */
function joinForms(requests: readonly DecidedRequest[]): Extent {
  let joined = always;
  for (const ofKey of groupBy(requests, ({ key }) => key?.arn ?? key?.configured ?? '').values()) {
    let every = always;
    let any = never;
    let isAsked = false;
    for (const { contextForm, decision } of ofKey) {
      if (contextForm?.expected === false) continue;
      isAsked = true;
      every = and(every, extentOfDecision(decision));
      any = or(any, extentOfDecision(decision));
    }
    if (isAsked) joined = and(joined, every === any ? every : { certain: every.certain, possible: any.possible });
  }
  return joined;
}

/** Within the keys of the request, beyond which nobody looks. Most decisions are whole, and whole extents join for free. */
function extentOfDecision({ outcome, certainly, possibly }: Decision): Extent {
  if (outcome === 'allowed') return always;
  return outcome === 'denied' ? never : { certain: certainly, possible: possibly };
}

function extentOf(preconditions: readonly Precondition[]): Extent {
  if (preconditions.some(({ state }) => state === 'broken')) return never;
  return preconditions.some(({ state }) => state === 'unknown') ? undecided : always;
}

function aspectVerdict(judgement: Judgement, aspect: Exclude<Aspect, 'objects'>): Verdict {
  const { base } = judgement;
  const asked = isAskedFor(aspect, base);
  if (asked !== true) return asked === null ? 'unknown' : 'skipped';
  if (aspect === 'deleteMarkers') return aspectOfClass(judgement, aspect, classOfDeleteMarkers);
  return sharedBy(decisiveClasses(base), (objectClass) =>
    base.selected.selectsClass(objectClass) ? aspectOfClass(judgement, aspect, objectClass) : 'skipped',
  );
}

/** Null = not known, or judged later. */
function isAskedFor(aspect: Exclude<Aspect, 'objects'>, { facts, settings }: PairBase): boolean | null {
  switch (aspect) {
    case 'deleteMarkers':
      return facts.deleteMarkers && isRequestMade(settings, 'A-20') !== false;
    case 'objectLock':
      return facts.objectLock;
    case 'ownerOverride':
      return facts.ownerOverride;
    case 'replicaModifications':
      return facts.replicaModifications ? null : false;
    default:
      return true;
  }
}

function aspectOfClass(judgement: Judgement, aspect: Exclude<Aspect, 'objects'>, objectClass: ObjectClass): Verdict {
  const { base, requests } = judgement;
  const own = permittedFor(judgement, objectClass, (row) => row.aspect === aspect && row.requirement === 'required');
  const carrier = aspect === 'deleteMarkers' ? withoutData(judgement) : objectExtent(judgement, objectClass);
  const verdict = verdictOf(base, and(own, carrier));
  const isOpen = requests.uncertainAspects.has(aspect);
  // Owner override needs no request where the destination owns its objects anyway; the others happen only if S3 asks.
  return isOpen && aspect !== 'ownerOverride' && verdict !== 'fails' ? 'unknown' : verdict;
}

/** A delete marker is encrypted with nothing, and no selection of KMS objects keeps it back. */
const classOfDeleteMarkers: ObjectClass = 'SSE-S3';

/** A delete marker has no data: no key, no object read. */
function withoutData(judgement: Judgement): Extent {
  const permitted = permittedFor(
    judgement,
    classOfDeleteMarkers,
    (row) => row.requirement === 'required' && targets[row.target].isBeforeData,
  );
  return and(extentOf(judgement.preconditions.filter(({ classes }) => classes === null)), permitted);
}

/** A key of the default class that certainly does not arrive. */
function counterexampleOf(judgement: Judgement): string | null {
  const { base } = judgement;
  const objectClass = base.defaultClass ?? objectClasses.find((each) => base.selected.selectsClass(each));
  if (objectClass === undefined) return null;
  const found = witness(
    difference(base.selected.keys, objectExtent(judgement, objectClass).possible),
    undefined,
    base.settings.budget,
  );
  return isTooComplex(found) ? null : found;
}

/**
 * Replica modification sync works only together with an enabled rule in the other direction that asks for it and replicates:
 * judged once all pairs have their verdicts.
 */
export function replicaModificationsVerdict(pair: Pair, bySource: ReadonlyMap<string, readonly Pair[]>): Verdict {
  if (!pair.facts.replicaModifications || !pair.enabled) return pair.verdicts.aspects.replicaModifications;
  if (pair.verdicts.whole === 'fails') return 'fails';
  const { bucket } = pair.destination;
  if (bucket === null || isMissing(bucket.replication)) return 'unknown';
  const back = (bySource.get(pair.destination.name) ?? []).filter(
    (other) => other.enabled && other.destination.name === pair.source.name && other.facts.replicaModifications,
  );
  if (back.length === 0) return 'fails';
  const found = back.map(({ verdicts: { whole: verdict } }) => verdict);
  if (found.every((verdict) => verdict === 'fails')) return 'fails';
  if (found.includes('replicates') && pair.verdicts.whole === 'replicates') return 'replicates';
  return found.includes('unknown') || pair.verdicts.whole === 'unknown' ? 'unknown' : 'partly';
}
