/** What could not be judged, once for each missing piece: which verdicts it leaves open. */
import type { Estate } from '../../estate/model.js';
import type { Unsettled } from '../../policy/model.js';
import type { Pair, Problem } from '../model.js';
import type { Judgement } from '../verdict/verdicts.js';
import { decisiveClasses } from '../verdict/because.js';
import { formQuestion, hangsOnForm } from '../requests/context-forms.js';
import { forClass, isUnsupported } from '../verdict/preconditions.js';
import { kindOfQuestion, requestQuestionId } from '../requests/settled.js';
import { atSource, replicationRuleText } from './words.js';
import { isKms, type ObjectClass } from '../../report/model.js';

interface OpenQuestion {
  readonly settle: Unsettled;
  /** All that it leaves something open of. */
  readonly pairs: Pair[];
  /** Those whose verdict it leaves open. */
  readonly verdictsOf: Set<Pair>;
}

interface Asked {
  readonly settle: Unsettled;
  readonly isOfVerdict: boolean;
}

export interface EvidenceProblems {
  readonly unreadable: readonly Problem[];
  readonly undocumented: readonly Problem[];
}

export function openEvidence(
  judged: readonly { readonly pair: Pair; readonly judgement: Judgement }[],
): EvidenceProblems {
  const questions = new Map<string, OpenQuestion>();
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

/** Questions that keep a verdict of the pair open: for the default class first, for SSE-KMS where it is selected, for each aspect. */
export function* openQuestionsOf(pair: Pair, { preconditions, requests }: Judgement): Iterable<Asked> {
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
    yield { settle: { cause: 'undocumented', id: requestQuestionId(row.id), ...open }, isOfVerdict };
  }
}

function encryptionQuestion({ source: { name } }: Pair): Unsettled {
  return {
    cause: 'unreadable',
    id: `unreadable:GetBucketEncryption:${name}`,
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

function problemOf({ settle, pairs, verdictsOf }: OpenQuestion): Problem {
  const [first] = pairs;
  const shown = pairs.slice(0, 3).map((pair) => `${replicationRuleText(pair)} of ${pair.source.name}`);
  const verdicts = pairs.length > 3 ? `${shown.join(', ')} and ${pairs.length - 3} more` : shown.join(', ');
  const where = first === undefined ? { resource: settle.id, account: null, region: null } : atSource(first);
  return {
    message: messageOf(settle),
    kind: 'unknown',
    data: { what: settle.what, how: settle.how, verdicts, id: settle.id, count: String(pairs.length) },
    ...where,
    resource: settle.id.startsWith('unreadable:') ? settle.id.split(':').slice(2).join(':') : where.resource,
    pair: pairs.length === 1 ? (first ?? null) : null,
    leavesOpen: [...verdictsOf],
    failureReasons: [],
    origin: first?.origin ?? null,
    discriminator: settle.id,
  };
}

function messageOf({ cause, id }: Unsettled): string {
  if (cause === 'too-complex') return 'tooComplex';
  return cause === 'unreadable' ? 'open' : messageOfQuestion[kindOfQuestion(id)];
}

/** The owner can answer some questions in the configuration; the message says how. */
const messageOfQuestion = { context: 'open', request: 'openRequest', other: 'openOtherwise' } as const;

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

/** Said once, not for each pair. */
export function organizationProblem(estate: Estate, pairs: readonly Pair[]): Problem | null {
  const assuming = pairs.filter(
    (pair) =>
      pair.enabled &&
      !isUnsupported(pair) &&
      pair.requests.some(({ decision }) => decision.assumesOrganizationPolicies),
  );
  const [first] = assuming;
  if (first === undefined) return null;
  const accounts = new Set(assuming.flatMap(accountsBehind));
  const missing = [...accounts].filter((id) => id !== null && !isOrganizationRead(estate, id)).sort();
  return {
    message: 'organization',
    kind: 'unknown',
    data: {
      accounts: missing.length === 0 ? `the owner of bucket ${first.destination.name}` : accountsText(missing),
      count: `${assuming.length} ${assuming.length === 1 ? 'verdict holds' : 'verdicts hold'}`,
      what: '',
      how: '',
      verdicts: '',
      id: 'organization-policies',
    },
    resource: missing[0] === undefined ? 'account not known' : `account ${missing[0]}`,
    account: missing[0] ?? null,
    region: null,
    failureReasons: [],
    origin: null,
    discriminator: 'organization-policies',
  };
}

/** Accounts whose organization policies have a say: of the role, of the destination bucket, of the keys. */
function accountsBehind({ role, destination, replicaKey, sourceKeys }: Pair): readonly (string | null)[] {
  return [
    role.account,
    destination.account ?? destination.claimedAccount,
    replicaKey?.account ?? null,
    ...sourceKeys.map(({ account }) => account),
  ];
}

function accountsText(ids: readonly (string | null)[]): string {
  const shown = ids.slice(0, 3).join(', ');
  return `account${ids.length > 1 ? 's' : ''} ${shown}${ids.length > 3 ? ` and ${ids.length - 3} more` : ''}`;
}

/** Whether every policy that the account's organization sets is known, or there are none. */
function isOrganizationRead(estate: Estate, id: string): boolean {
  const organization = estate.accounts.get(id)?.organization;
  if (organization?.state === 'absent') return true;
  if (organization?.state !== 'known') return false;
  const { isManagementAccount, serviceControlPolicies, resourceControlPolicies } = organization.value;
  if (isManagementAccount === true) return true;
  return [serviceControlPolicies, resourceControlPolicies].every(
    (levels) =>
      levels.state === 'known' &&
      levels.value.every(
        ({ policies }) =>
          policies.state === 'known' && policies.value.every(({ document }) => document.state === 'known'),
      ),
  );
}
