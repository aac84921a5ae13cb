/** The whole judgement: an estate in, a report out. Pure: no clock, no files; positions in the input are looked up afterwards. */
import { valueOf } from '../estate/fact.js';
import type { Estate } from '../estate/model.js';
import { groupBy } from '../basics/group-by.js';
import type { PolicyInForce } from '../policy/model.js';
import { version } from '../basics/version.generated.js';
import { AuthorityBook } from './requests/authorities.js';
import { becauseOf } from './verdict/because.js';
import { gapProblems, openEvidence, organizationProblem, unreadableConfigurations } from './findings/evidence.js';
import { compareFindings, compareText, findingOf, type FindingWithPair } from './findings/findings.js';
import { impactOf } from './verdict/impact.js';
import type { EngineSettings, Pair, Problem, Rule } from './model.js';
import { observedOf } from './verdict/observed.js';
import { pairBases, type PairBase } from './pairs/pair-base.js';
import { PolicyStore } from './requests/policies.js';
import { preconditionsOf } from './verdict/preconditions.js';
import {
  aspects,
  levels,
  objectClasses,
  verdicts as verdictNames,
  type Finding,
  type ReplicationEntry,
  type Report,
  type ReportSummary,
  type Verdict,
} from '../report/model.js';
import { decideRequests } from './requests/requests.js';
import { patchesOf } from './remedy/patches.js';
import { runRules } from './findings/run-rules.js';
import { usesOf } from './findings/uses.js';
import { replicaModificationsVerdict, verdictsOf, type Judgement, type Verdicts } from './verdict/verdicts.js';
import { regionOf } from './findings/words.js';

export interface AuditOptions {
  readonly settings?: Partial<EngineSettings>;
  /** Only these source buckets; all by default. */
  readonly buckets?: readonly string[];
  /** Nothing but these source buckets and what they lead to was read. */
  readonly isPartial?: boolean;
  /** What is looked for: the engine knows no rule by itself. */
  readonly rules: readonly Rule[];
}

export const defaultSettings: EngineSettings = {
  trustedAccounts: [],
  trustedOrganizations: [],
  requireOrganization: false,
  sourceKeys: new Map(),
  settled: new Map(),
  mustReplicate: [],
  now: null,
};

interface JudgedPair {
  readonly pair: Pair;
  readonly judgement: Judgement;
  readonly verdicts: Verdicts;
}

export function audit(estate: Estate, options: AuditOptions): Report {
  const settings: EngineSettings = { ...defaultSettings, ...options.settings };
  const { rules } = options;
  const wanted = options.buckets === undefined || options.buckets.length === 0 ? null : new Set(options.buckets);
  const isWanted = (name: string): boolean => wanted === null || wanted.has(name);
  const store = new PolicyStore();
  // What a role needs, and what else writes to a destination, all rules of the estate say together, whichever are asked about.
  const whole = judgePairs(estate, settings, store, () => true);
  const judged = whole.filter(({ pair }) => isWanted(pair.source.name));
  const pairs = judged.map(({ pair }) => pair);
  const unreadable = unreadableConfigurations(estate, isWanted);

  const uses = usesOf(
    estate,
    whole.map(({ pair }) => pair),
    settings,
    store,
  );
  const isPartial = options.isPartial === true && wanted !== null;
  const needWhole = new Set(rules.filter(({ meta }) => meta.needsWholeEstate === true).map(({ id }) => id));
  // What is open to anyone is too much whatever others need.
  const isTold = ({ finding: { rule, level } }: FindingWithPair): boolean =>
    !isPartial || level === 'error' || !needWhole.has(rule);
  const found: FindingWithPair[] = runRules(rules, uses, isWanted).filter(isTold);
  const gaps = wanted === null ? raise(estate, rules, 'evidence/unreadable', gapProblems(estate)) : [];
  const configurations = unreadable.map((name) => ({
    name,
    findings: raise(estate, rules, 'evidence/unreadable', [configurationProblem(estate, name)]),
  }));
  found.push(...engineFindings(estate, rules, judged), ...configurations.flatMap((each) => each.findings), ...gaps);
  const findings = found.map(({ finding }) => finding).sort(compareFindings);
  const about = findingsByPair(found);
  const bySource = groupBy(pairs, ({ source }) => source.name);
  const replication = [
    ...judged.map((each) => entryOf(each, bySource.get(each.pair.source.name) ?? [], about(each.pair))),
    ...configurations.map((each) => unreadableEntry(estate, each.name, each.findings)),
  ].sort(compareEntries);
  return {
    format: 'replint-report/1',
    tool: { name: 'replint', version },
    input: inputOf(estate, gaps),
    summary: summaryOf(replication, findings, gaps.length > 0),
    replication,
    findings,
    patches: patchesOf(found.flatMap(({ patches = [] }) => patches)),
    ...(isPartial ? { notices: [partialNotice] } : {}),
  };
}

const partialNotice =
  'Only the named buckets and what they lead to were read. Whether roles and policies allow too much is not judged: other buckets may need it.';

/** Pairs of an estate, judged; `adapt` changes what is asked, for explanations and what-ifs. */
export function judgePairs(
  estate: Estate,
  settings: EngineSettings,
  store: PolicyStore,
  isWanted: (bucket: string) => boolean,
  adapt: (base: PairBase) => PairBase = (base) => base,
): readonly JudgedPair[] {
  const book = new AuthorityBook(estate, store);
  const identity = new Map<string, readonly PolicyInForce[]>();
  const judge = (base: PairBase): JudgedPair => judgeOne(base, book, identityOf(base, store, identity));
  const first = pairBases(estate, settings, isWanted).map(adapt).map(judge);
  // Metadata of replicas comes back by the destination's own rules, whether they are asked about or not.
  const partners = new Set(
    first
      .filter(({ pair }) => pair.facts.replicaModifications && !isWanted(pair.destination.name))
      .map(({ pair }) => pair.destination.name),
  );
  const others = partners.size === 0 ? [] : pairBases(estate, settings, (name) => partners.has(name)).map(judge);
  const bySource = groupBy(
    [...first, ...others].map(({ pair }) => pair),
    (pair) => pair.source.name,
  );
  return first.map((each) => {
    const replicaModifications = replicaModificationsVerdict(each.pair, bySource);
    if (replicaModifications === each.pair.aspects.replicaModifications) return each;
    const judgedAspects = { ...each.pair.aspects, replicaModifications };
    return {
      ...each,
      pair: { ...each.pair, aspects: judgedAspects },
      verdicts: { ...each.verdicts, aspects: judgedAspects },
    };
  });
}

function judgeOne(base: PairBase, book: AuthorityBook, identityPolicies: readonly PolicyInForce[]): JudgedPair {
  const requests = decideRequests(base, book);
  const judgement: Judgement = { base, requests, preconditions: preconditionsOf(base), identityPolicies };
  const verdicts = verdictsOf(judgement);
  const { verdict, byObjectClass, aspects: byAspect, decryptsNothing } = verdicts;
  const pair = { ...base, requests, verdict, byObjectClass, aspects: byAspect, decryptsNothing };
  return { pair, judgement, verdicts };
}

function identityOf(
  { role }: PairBase,
  store: PolicyStore,
  cache: Map<string, readonly PolicyInForce[]>,
): readonly PolicyInForce[] {
  const arn = role.arn ?? '';
  let policies = cache.get(arn);
  if (policies === undefined) {
    const named = role.role === null ? undefined : valueOf(role.role.identityPolicies);
    policies = (named ?? []).flatMap((policy) => {
      const evidence = store.named(policy, 'identity', arn);
      return evidence.state === 'known' ? [evidence.value] : [];
    });
    cache.set(arn, policies);
  }
  return policies;
}

// ---- findings of the engine's own ---------------------------------------------------------------------------------

/** Findings of a rule whose problems the engine finds; none where the rule is not asked for. */
function raise(
  estate: Estate,
  rules: readonly Rule[],
  id: string,
  problems: readonly Problem[],
): readonly FindingWithPair[] {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) return [];
  return problems.map((problem) => ({
    finding: findingOf(rule, problem, estate),
    pair: problem.pair ?? null,
    leavesOpen: problem.leavesOpen ?? [],
  }));
}

function engineFindings(
  estate: Estate,
  rules: readonly Rule[],
  judged: readonly JudgedPair[],
): readonly FindingWithPair[] {
  const open = openEvidence(judged);
  const organization = organizationProblem(
    estate,
    judged.map(({ pair }) => pair),
  );
  return [
    ...raise(estate, rules, 'evidence/unreadable', [
      ...(organization === null ? [] : [organization]),
      ...open.unreadable,
    ]),
    ...raise(estate, rules, 'evidence/undocumented', open.undocumented),
  ];
}

function configurationProblem(estate: Estate, name: string): Problem {
  const bucket = estate.buckets.get(name);
  const fact = bucket?.replication;
  const code = fact?.state === 'unreadable' ? fact.code : '';
  return {
    message: 'configuration',
    kind: 'unknown',
    data: { bucket: name, code, what: '', how: '', verdicts: '', id: name },
    resource: `arn:${bucket?.partition ?? 'aws'}:s3:::${name}`,
    account: bucket?.account ?? null,
    region: bucket === undefined ? null : regionOf(bucket),
    failureReasons: [],
    origin: fact?.state === 'unreadable' ? fact.origin : null,
    discriminator: `configuration ${name}`,
  };
}

// ---- the report ---------------------------------------------------------------------------------------------------

interface AboutPair {
  readonly problems: readonly Finding[];
  /** On evidence that leaves its verdict open. */
  readonly open: readonly Finding[];
}

function findingsByPair(found: readonly FindingWithPair[]): (pair: Pair) => AboutPair {
  const problems = groupBy(found, ({ pair }) => pair);
  const open = groupBy(
    found.flatMap(({ finding, leavesOpen = [] }) => leavesOpen.map((pair) => ({ finding, pair }))),
    ({ pair }) => pair,
  );
  const findingsOf = (each: readonly { readonly finding: Finding }[] = []): readonly Finding[] =>
    each.map(({ finding }) => finding);
  return (pair) => ({ problems: findingsOf(problems.get(pair)), open: findingsOf(open.get(pair)) });
}

function entryOf(
  { pair, judgement, verdicts }: JudgedPair,
  siblings: readonly Pair[],
  { problems, open }: AboutPair,
): ReplicationEntry {
  const { source, destination, replicationRule } = pair;
  const assumes =
    pair.enabled &&
    pair.requests.some(({ row, decision }) => row.requirement === 'required' && decision.assumesOrganizationPolicies);
  const observed = observedOf(pair, siblings);
  return {
    source: { bucket: source.name, account: source.account, region: regionOf(source) },
    destination: { bucket: destination.name, account: destination.account, region: destination.region },
    replicationRule: {
      id: pair.id,
      index: pair.index,
      priority: replicationRule.Priority ?? null,
      status: replicationRule.Status ?? '',
    },
    role: pair.role.arn,
    verdict: pair.verdict,
    because: becauseOf(pair, judgement, problems, open),
    counterexample: verdicts.counterexample === null ? null : `${source.name}/${verdicts.counterexample}`,
    assumptions: assumes ? ['organization-policies'] : [],
    disputed: pair.enabled ? disputedOf(pair) : [],
    byObjectClass: verdicts.byObjectClass,
    aspects: verdicts.aspects,
    impact: impactOf(pair, verdicts, judgement),
    ...(observed === null ? {} : { observed }),
  };
}

/** Disputed rows that are certainly not allowed for all keys: listed, never counted. */
function disputedOf(pair: Pair): readonly string[] {
  const ids = new Set<string>();
  for (const { row, decision, objectClass } of pair.requests) {
    if (row.requirement !== 'disputed' || (decision.outcome !== 'denied' && decision.outcome !== 'partly')) continue;
    if (pair.byObjectClass[objectClass] !== 'skipped') ids.add(row.id);
  }
  return [...ids].sort();
}

function unreadableEntry(estate: Estate, name: string, findings: readonly FindingWithPair[]): ReplicationEntry {
  const bucket = estate.buckets.get(name);
  const unknown = <K extends string>(names: readonly K[]): Record<K, Verdict> =>
    Object.fromEntries(names.map((each) => [each, 'unknown'])) as Record<K, Verdict>;
  return {
    source: { bucket: name, account: bucket?.account ?? null, region: bucket === undefined ? null : regionOf(bucket) },
    destination: null,
    replicationRule: null,
    role: null,
    verdict: 'unknown',
    because: findings.map(({ finding }) => finding.fingerprint),
    counterexample: null,
    assumptions: [],
    disputed: [],
    byObjectClass: unknown(objectClasses),
    aspects: unknown(aspects),
    impact: ['Whether the bucket replicates at all is not known: its replication configuration could not be read.'],
  };
}

function compareEntries(a: ReplicationEntry, b: ReplicationEntry): number {
  return (
    compareText(a.source.bucket, b.source.bucket) || (a.replicationRule?.index ?? -1) - (b.replicationRule?.index ?? -1)
  );
}

function inputOf(estate: Estate, gaps: readonly FindingWithPair[]): Report['input'] {
  return {
    kind: estate.sources.some(({ kind }) => kind === 'live') ? 'live' : 'snapshot',
    accounts: [...estate.accounts.keys()].sort(),
    collectedAt:
      estate.sources
        .map(({ collectedAt }) => collectedAt)
        .filter((time) => time !== null)
        .sort()[0] ?? null,
    files: estate.sources.map(({ name }) => name),
    ...(gaps.length === 0 ? {} : { gaps: gaps.map(({ finding }) => finding.fingerprint).sort() }),
  };
}

function summaryOf(
  replication: readonly ReplicationEntry[],
  findings: readonly Finding[],
  hasGaps: boolean,
): ReportSummary {
  const count = <K extends string>(names: readonly K[], of: (name: K) => number): Record<K, number> =>
    Object.fromEntries(names.map((name) => [name, of(name)])) as Record<K, number>;
  const judged = replication.filter(({ replicationRule }) => replicationRule !== null);
  const unsuppressed = findings.filter(({ suppressed }) => suppressed === null);
  return {
    sourceBuckets: new Set(replication.map(({ source }) => source.bucket)).size,
    replicationRules: judged.length,
    verdicts: count(verdictNames, (verdict) => replication.filter((entry) => entry.verdict === verdict).length),
    findings: count(levels, (level) => unsuppressed.filter((finding) => finding.level === level).length),
    suppressed: findings.length - unsuppressed.length,
    incomplete: hasGaps || replication.some(({ verdict }) => verdict === 'unknown'),
  };
}
