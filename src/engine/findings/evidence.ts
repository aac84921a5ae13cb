/** What could not be judged, once for each missing piece: which verdicts it leaves open. */
import { readCommand } from '../words/read-command.js';
import { shortList } from '../../basics/short-list.js';
import type { Estate, Gap } from '../../estate/model.js';
import type { Unanswered } from '../../policy/model.js';
import type { DecidedRequest, Pair, Problem } from '../shapes/model.js';
import type { Judgement } from '../verdict/verdicts.js';
import { groupBy } from '../../basics/group-by.js';
import { isUpToGrants, openQuestionsOf, type OpenQuestion } from './open-questions.js';
import { withoutTheQuestion } from '../remedy/permission-patches.js';
import { patchIdOf } from '../remedy/patches.js';
import type { PatchDraft } from '../shapes/patch-draft.js';
import { isPolicyTag } from '../documents/policies.js';
import { placeOfName, placeOfPolicy, placeOfSubject } from './subject-place.js';
import { atSource, replicationRuleText } from '../words/words.js';

/** A question with all that depends on it. */
interface SharedQuestion {
  readonly question: Unanswered;
  /** All that it leaves something open of. */
  readonly pairs: Pair[];
  /** Those whose verdict it leaves open. */
  readonly verdictsOf: Set<Pair>;
  /** Requests that are not allowed, and that S3 makes only if the answer says so. */
  readonly lacking: DecidedRequest[];
  /** Requests that no policy allows, so that a grant would have to. */
  readonly upToGrants: DecidedRequest[];
  /** What would make the answer unnecessary, each once. */
  readonly patches: Map<string, PatchDraft>;
}

export interface EvidenceProblems {
  readonly unreadable: readonly Problem[];
  readonly undocumented: readonly Problem[];
  /** Values that the given code does not hold. */
  readonly unresolved: readonly Problem[];
}

interface Judged {
  readonly pair: Pair;
  readonly judgement: Judgement;
}

/** @param whole - all of the estate: what comes back to a pair depends on rules that may not be asked about */
export function openEvidence(judged: readonly Judged[], whole: readonly Judged[]): EvidenceProblems {
  const questions = new Map<string, SharedQuestion>();
  const bySource = groupBy(whole, ({ pair }) => pair.source.name);
  for (const { pair, judgement } of judged) {
    if (!pair.enabled) continue;
    const asked = [...openQuestionsOf(pair, judgement), ...questionsOfPartners(pair, bySource)];
    for (const { question, isOfVerdict, lacks, asks } of asked) {
      const shared = questions.get(question.id) ?? newQuestion(question);
      questions.set(question.id, shared);
      if (shared.pairs.at(-1) !== pair) shared.pairs.push(pair);
      if (isOfVerdict) shared.verdictsOf.add(pair);
      if (lacks !== undefined) shared.lacking.push(lacks);
      if (asks !== undefined && isUpToGrants(asks)) shared.upToGrants.push(asks);
      const patch = asks === undefined ? null : withoutTheQuestion(question, asks, pair);
      if (patch !== null) shared.patches.set(patchIdOf(patch), patch);
    }
  }
  const sorted = [...questions.values()].sort((a, b) => (a.question.id < b.question.id ? -1 : 1));
  const problems = (kind: QuestionKind): readonly Problem[] =>
    sorted.filter(({ question }) => kindOf(question) === kind).map(problemOf);
  return {
    unreadable: problems('unreadable'),
    undocumented: problems('undocumented'),
    unresolved: problems('unresolved'),
  };
}

function newQuestion(question: Unanswered): SharedQuestion {
  return { question, pairs: [], verdictsOf: new Set(), lacking: [], upToGrants: [], patches: new Map() };
}

type QuestionKind = keyof EvidenceProblems;

function kindOf({ cause, about }: Unanswered): QuestionKind {
  if (cause !== 'unreadable') return 'undocumented';
  const isOfCode = about?.kind === 'value' || (about?.kind === 'read' && reasonsOfCode.has(about.why));
  return isOfCode ? 'unresolved' : 'unreadable';
}

const reasonsOfCode: ReadonlySet<string> = new Set(['after-deployment', 'outside']);

/** Whether metadata of replicas comes back is open where the verdict of the rule that brings it back is. */
function* questionsOfPartners(
  { verdicts: { aspects }, source, destination }: Pair,
  bySource: ReadonlyMap<string, readonly Judged[]>,
): Iterable<OpenQuestion> {
  if (aspects.replicaModifications !== 'unknown') return;
  for (const { pair, judgement } of bySource.get(destination.name) ?? []) {
    if (pair.verdicts.whole !== 'unknown' || pair.destination.name !== source.name || !pair.facts.replicaModifications)
      continue;
    for (const shared of openQuestionsOf(pair, judgement))
      if (shared.isOfVerdict) yield { question: shared.question, isOfVerdict: false };
  }
}

function problemOf({ question, pairs, verdictsOf, lacking, upToGrants, patches }: SharedQuestion): Problem {
  const [first] = pairs;
  const verdicts = shortList(
    pairs.map((pair) => `${replicationRuleText(pair)} of ${pair.source.name}`),
    3,
  );
  const where = placeOf(question, first);
  return {
    message: lacking.length > 0 ? 'openLacking' : upToGrants.length > 0 ? 'openGrants' : messageOf(question),
    kind: 'unknown',
    data: {
      what: question.what,
      how: `${question.how}${commandText(question, where.account)}`,
      verdicts,
      id: question.id,
      count: String(pairs.length),
      lacking: lacking.length > 0 ? lackingText(lacking, isNotAllowed) : lackingText(upToGrants, byNoPolicy),
    },
    ...where,
    pair: pairs.length === 1 ? (first ?? null) : null,
    leavesOpen: [...verdictsOf],
    ...(patches.size === 0 ? {} : { patches: [...patches.values()] }),
    failureReasons: [],
    discriminator: question.id,
  };
}

/** For whoever owns the thing, who is often not who audits. */
function commandText({ about }: Unanswered, account: string | null): string {
  if (about?.kind !== 'read' || reasonsOfCode.has(about.why)) return '';
  const command = readCommand(about.operation, about.subject);
  if (command === null) return '';
  return ` ${account === null ? 'Its owner' : `Account ${account}`} can run \`${command}\`.`;
}

function isNotAllowed(principal: string): string {
  return `${principal} is not allowed`;
}
function byNoPolicy(principal: string): string {
  return `no policy allows ${principal}`;
}

/** `s3:GetObjectRetention and s3:GetObjectLegalHold on arn:aws:s3:::orders/*, which role arn:… is not allowed` */
function lackingText(lacking: readonly DecidedRequest[], whom: (principal: string) => string): string {
  const byPlace = groupBy(lacking, ({ principal, resource }) => `${principal} ${resource}`);
  const shown = [...byPlace.values()].slice(0, 3).flatMap((requests) => {
    const [first] = requests;
    if (first === undefined) return [];
    const actions = [...new Set(requests.map(({ action }) => action))].join(' and ');
    return [`${actions} on ${first.resource}, which ${whom(first.principal)}`];
  });
  return byPlace.size > 3 ? `${shown.join('; ')}; and ${byPlace.size - 3} more` : shown.join('; ');
}

/** At what could not be read, where that stands in the input; else at the replication rule. */
function placeOf(
  { id, about }: Unanswered,
  pair: Pair | undefined,
): Pick<Problem, 'resource' | 'account' | 'region' | 'origin'> {
  if (pair === undefined) return { resource: id, account: null, region: null, origin: null };
  const there = about?.kind === 'read' ? placeOfSubject(pair.estate, about.subject) : null;
  const where = { ...atSource(pair), origin: pair.origin };
  if (about?.kind === 'policy' && isPolicyTag(about.tag)) {
    const { origin } = about.tag;
    return { ...(placeOfPolicy(pair.estate, origin) ?? where), origin };
  }
  if (about?.kind !== 'read') return where;
  if (there !== null) return { ...there, origin: there.origin ?? pair.origin };
  const { name, account, claimedAccount, region } = pair.destination;
  if (about.subject === name) return { ...where, resource: name, account: account ?? claimedAccount, region };
  return { ...where, ...placeOfName(about.subject) };
}

/** The owner can answer some questions in the configuration; the message says how. */
function messageOf({ cause, about }: Unanswered): string {
  if (cause === 'too-complex') return 'tooComplex';
  if (cause === 'unreadable' || about?.kind === 'condition-key') return 'open';
  return about?.kind === 'request' ? 'openRequest' : 'openOtherwise';
}

/** Buckets whose replication configuration could not be read: whether they replicate at all is open. */
export function unreadableConfigurations(estate: Estate, isWanted: (bucket: string) => boolean): readonly string[] {
  return [...estate.buckets.values()]
    .filter(
      ({ name, replication: { state } }) => (state === 'unreadable' || state === 'after-deployment') && isWanted(name),
    )
    .map(({ name }) => name)
    .sort();
}

/**
 * Accounts that a collection did not get to see, or not wholly, and code of which nobody knows what it makes: buckets that are not in the
 * input may replicate all the same.
 * @param asked - source buckets; null = all. Of code, what it hides counts unless the replication of all of them is known
 */
export function gapProblems(estate: Estate, asked: ReadonlySet<string> | null): readonly Problem[] {
  const isAllKnown =
    asked !== null && [...asked].every((name) => estate.buckets.get(name)?.replication.state === 'known');
  return estate.gaps
    .filter(({ kind }) => asked === null || (kind !== 'account' && !isAllKnown))
    .map((gap) => ({
      ...(gap.kind === 'account' ? accountGap(gap) : codeGap(gap)),
      kind: 'unknown',
      account: gap.account,
      region: null,
      failureReasons: [],
      origin: gap.origin,
    }));
}

type GapWords = Pick<Problem, 'message' | 'data' | 'resource' | 'discriminator'>;

function accountGap({ account, code, message }: Gap): GapWords {
  return {
    message: 'account',
    data: {
      account: account === null ? 'What was to be collected' : `Account ${account}`,
      code,
      reason: message === '' ? 'no reason was given' : message,
    },
    resource: account === null ? 'collection' : `account ${account}`,
    discriminator: `gap ${account ?? ''} ${code}`,
  };
}

function codeGap({ kind, code, message }: Gap): GapWords {
  return { message: kind, data: { block: code, reason: message }, resource: code, discriminator: `gap ${kind}` };
}
