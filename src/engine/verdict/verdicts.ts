/**
 * Verdicts: for each class of objects and each aspect, what the requests and preconditions say together about every key that the
 * replication rule selects.
 */
import { groupBy } from '../../basics/group-by.js';
import { judge } from '../../policy/decide.js';
import { always, and, never, or, undecided, type Extent } from '../../policy/extent.js';
import { difference, isEmpty, isTooComplex, nothing, witness, type StringSet } from '../../policy/index.js';
import type { Decision, PolicyInForce } from '../../policy/model.js';
import type { DecidedRequest, Pair } from '../model.js';
import { canDecryptSomething } from '../requests/decrypting.js';
import type { PairBase } from '../pairs/pair-base.js';
import { forClass, type Precondition } from './preconditions.js';
import { isRequestMade } from '../requests/settled.js';
import { aspects, isKms, objectClasses, type Aspect, type ObjectClass, type Verdict } from '../../report/model.js';

export interface Verdicts {
  readonly verdict: Verdict;
  readonly byObjectClass: Readonly<Record<ObjectClass, Verdict>>;
  readonly aspects: Readonly<Record<Aspect, Verdict>>;
  readonly counterexample: string | null;
  /** As of `Pair`. */
  readonly decryptsNothing: boolean;
}

export interface Judgement {
  readonly base: PairBase;
  readonly requests: readonly DecidedRequest[];
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
      verdict: 'disabled',
      byObjectClass: all(objectClasses, () => 'disabled'),
      aspects: all(aspects, () => 'disabled'),
      counterexample: null,
      decryptsNothing: false,
    };
  }
  const isNothingLeft = base.keys === nothing || isEmpty(base.keys) === true;
  const byObjectClass = all(objectClasses, (objectClass) =>
    isNothingLeft || !base.selectsClass(objectClass) ? 'skipped' : classVerdict(judgement, objectClass),
  );
  const shared = new Set(Object.values(byObjectClass));
  const [only] = shared;
  const byAspect = all(aspects, (aspect) => {
    if (aspect === 'objects')
      return base.defaultClass === null
        ? shared.size === 1 && only !== undefined
          ? only
          : 'unknown'
        : byObjectClass[base.defaultClass];
    return isNothingLeft ? 'skipped' : aspectVerdict(judgement, aspect);
  });
  const verdict = byAspect.objects;
  return {
    verdict,
    byObjectClass,
    aspects: byAspect,
    counterexample: verdict === 'partly' ? counterexampleOf(judgement) : null,
    decryptsNothing: decryptsNothing(judgement),
  };
}

const verdictByOutcome = { allowed: 'replicates', denied: 'fails', partly: 'partly', unknown: 'unknown' } as const;

function verdictOf(keys: StringSet, extent: Extent): Verdict {
  return verdictByOutcome[judge(keys, extent).outcome];
}

function classVerdict(judgement: Judgement, objectClass: ObjectClass): Verdict {
  const { base } = judgement;
  const extent = objectExtent(judgement, objectClass);
  // Which keys such objects are encrypted with is not known where the default encryption is another.
  if (isKms(objectClass) && base.sourceKeys.length === 0) {
    const known = verdictOf(base.keys, extent);
    return known === 'fails' || decryptsNothing(judgement) ? 'fails' : 'unknown';
  }
  return verdictOf(base.keys, extent);
}

/** For SSE-KMS objects of a bucket whose default encryption names no key. */
function decryptsNothing({ base, identityPolicies }: Judgement): boolean {
  return base.facts.replicatesKms && base.sourceKeys.length === 0 && !canDecryptSomething(base, identityPolicies);
}

/** Keys for which objects of a class arrive. */
export function objectExtent({ base, requests, preconditions }: Judgement, objectClass: ObjectClass): Extent {
  const rows = requests.filter((request) => request.objectClass === objectClass && countsForObjects(request));
  const met = extentOf(forClass(preconditions, objectClass));
  const permitted = joinRows(rows, objectClass === 'SSE-C' ? requests.filter(mayReadSseC) : []);
  const needsRole = base.role.arn === null ? never : always;
  const extent = and(and(met, permitted), needsRole);
  return isKms(objectClass) && base.replicaKey === null ? never : extent;
}

export function countsForObjects({ row }: DecidedRequest): boolean {
  return row.requirement === 'required' && (row.aspect === 'objects' || row.alsoObjects === true);
}

/** `s3:GetObjectVersion` does for SSE-S3 and not for KMS; of SSE-C no page speaks. */
function mayReadSseC({ row, action, objectClass }: DecidedRequest): boolean {
  return objectClass === 'SSE-S3' && action !== row.action;
}

/** `undocumented`: what may do as well. All rows must hold; actions of one row are alternatives; context forms and keys of one row combine as `joinForms` says. */
function joinRows(requests: readonly DecidedRequest[], undocumented: readonly DecidedRequest[] = []): Extent {
  // As it mostly is: then so is every row, whatever joins it.
  if (requests.every(({ decision }) => decision.outcome === 'allowed')) return always;
  const byRow = groupBy(requests, ({ row }) => row.id);
  let joined = always;
  for (const ofRow of byRow.values()) {
    let any = never;
    for (const ofAction of groupBy(ofRow, ({ action }) => action).values()) any = or(any, joinForms(ofAction));
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
  const { base, requests } = judgement;
  const { facts } = base;
  switch (aspect) {
    case 'deleteMarkers':
      if (!facts.deleteMarkers || isRequestMade(base.settings, 'A-20') === false) return 'skipped';
      break;
    case 'objectLock':
      if (facts.objectLock === false) return 'skipped';
      break;
    case 'ownerOverride':
      if (!facts.ownerOverride) return 'skipped';
      break;
    case 'replicaModifications':
      return facts.replicaModifications ? 'unknown' : 'skipped';
    default:
  }
  const objectClass = aspect === 'deleteMarkers' ? classOfDeleteMarkers : classForAspects(base);
  if (objectClass === null) return 'skipped';
  const own = joinRows(
    requests.filter(
      ({ row, objectClass: each }) => each === objectClass && row.aspect === aspect && row.requirement === 'required',
    ),
  );
  const carrier = aspect === 'deleteMarkers' ? withoutData(judgement) : objectExtent(judgement, objectClass);
  const verdict = verdictOf(base.keys, and(own, carrier));
  const isOpen = requests.some(({ row, isCertain }) => row.aspect === aspect && !isCertain);
  // Owner override needs no request where the destination owns its objects anyway; the others happen only if S3 asks.
  return isOpen && aspect !== 'ownerOverride' && verdict !== 'fails' ? 'unknown' : verdict;
}

/** A delete marker is encrypted with nothing, and no selection of KMS objects keeps it back. */
const classOfDeleteMarkers: ObjectClass = 'SSE-S3';

/** The default class, or the first that is selected where the default is not known or is passed over. */
function classForAspects(base: PairBase): ObjectClass | null {
  if (base.defaultClass !== null) return base.selectsClass(base.defaultClass) ? base.defaultClass : null;
  return objectClasses.find((objectClass) => base.selectsClass(objectClass)) ?? null;
}

/** A delete marker has no data: no key, no object read. */
function withoutData({ requests, preconditions }: Judgement): Extent {
  const rows = requests.filter(
    ({ row, objectClass }) =>
      objectClass === 'SSE-S3' &&
      row.requirement === 'required' &&
      (row.target === 'role' || row.target === 'source-bucket'),
  );
  return and(extentOf(preconditions.filter(({ classes }) => classes === null)), joinRows(rows));
}

/** A key of the default class that certainly does not arrive. */
function counterexampleOf(judgement: Judgement): string | null {
  const { base } = judgement;
  const objectClass = base.defaultClass ?? objectClasses.find((each) => base.selectsClass(each));
  if (objectClass === undefined) return null;
  const found = witness(difference(base.keys, objectExtent(judgement, objectClass).possible));
  return isTooComplex(found) ? null : found;
}

/**
 * Replica modification sync works only together with an enabled rule in the other direction that asks for it and replicates:
 * judged once all pairs have their verdicts.
 */
export function replicaModificationsVerdict(pair: Pair, bySource: ReadonlyMap<string, readonly Pair[]>): Verdict {
  if (!pair.facts.replicaModifications || !pair.enabled) return pair.aspects.replicaModifications;
  if (pair.verdict === 'fails') return 'fails';
  const { bucket } = pair.destination;
  if (bucket === null || bucket.replication.state === 'unreadable' || bucket.replication.state === 'not-collected')
    return 'unknown';
  const back = (bySource.get(pair.destination.name) ?? []).filter(
    (other) => other.enabled && other.destination.name === pair.source.name && other.facts.replicaModifications,
  );
  if (back.length === 0) return 'fails';
  const found = back.map(({ verdict }) => verdict);
  if (found.every((verdict) => verdict === 'fails')) return 'fails';
  if (found.includes('replicates') && pair.verdict === 'replicates') return 'replicates';
  return found.includes('unknown') || pair.verdict === 'unknown' ? 'unknown' : 'partly';
}
