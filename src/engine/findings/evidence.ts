/** What could not be judged, once for each missing piece: which verdicts it leaves open. */
import type { Estate } from '../../estate/model.js';
import type { Unsettled } from '../../policy/model.js';
import type { Pair, Problem } from '../model.js';
import type { Judgement } from '../verdict/verdicts.js';
import { openQuestionsOf } from './open-questions.js';
import { placeOfSubject } from './subject-place.js';
import { atSource, replicationRuleText } from './words.js';

/** A question with all that hangs on it. */
interface SharedQuestion {
  readonly settle: Unsettled;
  /** All that it leaves something open of. */
  readonly pairs: Pair[];
  /** Those whose verdict it leaves open. */
  readonly verdictsOf: Set<Pair>;
}

export interface EvidenceProblems {
  readonly unreadable: readonly Problem[];
  readonly undocumented: readonly Problem[];
}

export function openEvidence(
  judged: readonly { readonly pair: Pair; readonly judgement: Judgement }[],
): EvidenceProblems {
  const questions = new Map<string, SharedQuestion>();
  for (const { pair, judgement } of judged) {
    if (!pair.enabled) continue;
    for (const { settle, isOfVerdict } of openQuestionsOf(pair, judgement)) {
      const question = questions.get(settle.id) ?? { settle, pairs: [], verdictsOf: new Set<Pair>() };
      questions.set(settle.id, question);
      if (question.pairs.at(-1) !== pair) question.pairs.push(pair);
      if (isOfVerdict) question.verdictsOf.add(pair);
    }
  }
  const sorted = [...questions.values()].sort((a, b) => (a.settle.id < b.settle.id ? -1 : 1));
  const problems = (isReadable: boolean): readonly Problem[] =>
    sorted.filter(({ settle }) => (settle.cause === 'unreadable') !== isReadable).map(problemOf);
  return { unreadable: problems(false), undocumented: problems(true) };
}

function problemOf({ settle, pairs, verdictsOf }: SharedQuestion): Problem {
  const [first] = pairs;
  const shown = pairs.slice(0, 3).map((pair) => `${replicationRuleText(pair)} of ${pair.source.name}`);
  const verdicts = pairs.length > 3 ? `${shown.join(', ')} and ${pairs.length - 3} more` : shown.join(', ');
  const where = placeOf(settle, first);
  return {
    message: messageOf(settle),
    kind: 'unknown',
    data: { what: settle.what, how: settle.how, verdicts, id: settle.id, count: String(pairs.length) },
    ...where,
    pair: pairs.length === 1 ? (first ?? null) : null,
    leavesOpen: [...verdictsOf],
    failureReasons: [],
    discriminator: settle.id,
  };
}

/** At what could not be read, where that stands in the input; else at the replication rule. */
function placeOf(
  { id, about }: Unsettled,
  pair: Pair | undefined,
): Pick<Problem, 'resource' | 'account' | 'region' | 'origin'> {
  if (pair === undefined) return { resource: id, account: null, region: null, origin: null };
  const there = about?.kind === 'read' ? placeOfSubject(pair.estate, about.subject) : null;
  const where = { ...atSource(pair), origin: pair.origin };
  if (about?.kind !== 'read') return where;
  return there === null ? { ...where, resource: about.subject } : { ...there, origin: there.origin ?? pair.origin };
}

/** The owner can answer some questions in the configuration; the message says how. */
function messageOf({ cause, about }: Unsettled): string {
  if (cause === 'too-complex') return 'tooComplex';
  if (cause === 'unreadable' || about?.kind === 'condition-key') return 'open';
  return about?.kind === 'request' ? 'openRequest' : 'openOtherwise';
}

/** Buckets whose replication configuration could not be read: whether they replicate at all is open. */
export function unreadableConfigurations(estate: Estate, isWanted: (bucket: string) => boolean): readonly string[] {
  return [...estate.buckets.values()]
    .filter(({ name, replication }) => replication.state === 'unreadable' && isWanted(name))
    .map(({ name }) => name)
    .sort();
}

/** Accounts that a collection did not get to see, or not wholly: buckets that are not in the input may replicate all the same. */
export function gapProblems(estate: Estate): readonly Problem[] {
  return estate.gaps.map(({ account, code, message, origin }) => ({
    message: 'account',
    kind: 'unknown',
    data: {
      account: account === null ? 'What was to be collected' : `Account ${account}`,
      code,
      reason: message === '' ? 'no reason was given' : message,
    },
    resource: account === null ? 'collection' : `account ${account}`,
    account,
    region: null,
    failureReasons: [],
    origin,
    discriminator: `gap ${account ?? ''} ${code}`,
  }));
}
