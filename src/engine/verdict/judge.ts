/** The replication rules of an estate, judged: pairs, then their requests, then their verdicts. */
import type { Estate } from '../../estate/model.js';
import { groupBy } from '../../basics/group-by.js';
import type { EngineSettings, Pair } from '../shapes/model.js';
import { pairBases } from '../pairs/pair-base.js';
import type { PairBase } from '../shapes/subjects.js';
import { AuthorityBook } from '../requests/authorities.js';
import type { PolicyStore } from '../documents/policies.js';
import { DecidedRequests } from '../requests/requests.js';
import { isKmsPassedOver, withKmsSelected } from '../pairs/if-kms-selected.js';
import { forClass, preconditionsOf } from './preconditions.js';
import { replicaModificationsVerdict, verdictsOf, type Judgement } from './verdicts.js';

export interface JudgedPair {
  readonly pair: Pair;
  readonly judgement: Judgement;
}

/** Which pairs are judged, and as what. */
export interface Asked {
  readonly isWanted: (bucket: string) => boolean;
  /** Changes what is asked, for explanations and what-ifs. */
  readonly adapt?: (base: PairBase) => PairBase;
}

/** Pairs of an estate, judged. */
export function judgePairs(
  estate: Estate,
  settings: EngineSettings,
  store: PolicyStore,
  { isWanted, adapt = (base) => base }: Asked,
): readonly JudgedPair[] {
  const book = new AuthorityBook(estate, store);
  const judge = (base: PairBase): JudgedPair => judgeOne(base, book);
  const first = pairBases(estate, settings, store, isWanted).map(adapt).map(judge);
  // Metadata of replicas comes back by the destination's own rules, whether they are asked about or not.
  const partners = new Set(
    first
      .filter(({ pair }) => pair.facts.replicaModifications && !isWanted(pair.destination.name))
      .map(({ pair }) => pair.destination.name),
  );
  const others = partners.size === 0 ? [] : pairBases(estate, settings, store, (name) => partners.has(name)).map(judge);
  const bySource = groupBy(
    [...first, ...others].map(({ pair }) => pair),
    (pair) => pair.source.name,
  );
  return first.map((each) => {
    const replicaModifications = replicaModificationsVerdict(each.pair, bySource);
    if (replicaModifications === each.pair.verdicts.aspects.replicaModifications) return each;
    const { verdicts } = each.pair;
    const aspects = { ...verdicts.aspects, replicaModifications };
    return { ...each, pair: { ...each.pair, verdicts: { ...verdicts, aspects } } };
  });
}

function judgeOne(base: PairBase, book: AuthorityBook): JudgedPair {
  const identityPolicies = base.role.role === null ? [] : book.policies.ofRole(base.role.role);
  const requests = new DecidedRequests(base, book);
  const judgement: Judgement = { base, requests, preconditions: preconditionsOf(base), identityPolicies };
  const ifKmsSelected = isKmsPassedOver(base) ? judgedIfSelected(base, book) : null;
  const verdicts = verdictsOf(judgement);
  requests.forget();
  return { pair: pairOf(base, { requests, verdicts, ifKmsSelected }), judgement };
}

/** Written out: objects that are spread and added to get a hidden class each, and every rule reads pairs. */
function pairOf(base: PairBase, { requests, verdicts, ifKmsSelected }: Omit<Pair, keyof PairBase>): Pair {
  return {
    estate: base.estate,
    settings: base.settings,
    source: base.source,
    destination: base.destination,
    role: base.role,
    configuration: base.configuration,
    replicationRule: base.replicationRule,
    index: base.index,
    id: base.id,
    enabled: base.enabled,
    origin: base.origin,
    selected: base.selected,
    facts: base.facts,
    kms: base.kms,
    storedBy: base.storedBy,
    defaultClass: base.defaultClass,
    unfamiliar: base.unfamiliar,
    requests,
    verdicts,
    ifKmsSelected,
  };
}

function judgedIfSelected(base: PairBase, book: AuthorityBook): Pair['ifKmsSelected'] {
  const { pair, judgement } = judgeOne(withKmsSelected(base), book);
  const own = pair.defaultClass === null ? [] : forClass(judgement.preconditions, pair.defaultClass);
  return { pair, broken: own.filter(({ state }) => state === 'broken').map(({ rule }) => rule) };
}
