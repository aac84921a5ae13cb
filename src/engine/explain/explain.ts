/** Every request that S3 makes for an object, or for all objects of a bucket, in S3's order, each with its decision and why. */
import type { Estate } from '../../estate/model.js';
import type { StatementReference, Unanswered } from '../../policy/model.js';
import { isSureToBeAsked, isUpToGrants, questionsOfVerdict } from '../findings/open-questions.js';
import { Budget, contains, everyKey, intersection, ofText } from '../../policy/strings/index.js';
import { judgePairs } from '../verdict/judge.js';
import { contextKeyRowOf, contextSpecOf } from '../../replication/context-keys.js';
import { bucketKeySentence } from './bucket-key-what-if.js';
import type {
  ExplainedRequest,
  ExplainedRule,
  ExplainedSetting,
  Explanation,
  OpenPoint,
  PassedOver,
  QuotedStatement,
} from '../../report/explanation.js';
import type { DecidedRequest, EngineSettings, Pair, Rule } from '../shapes/model.js';
import type { PairBase } from '../shapes/subjects.js';
import { denyReason } from '../words/deny-reason.js';
import { reasonText, statementText } from '../words/permission-words.js';
import { pointerOf, quoteOf } from '../findings/policy-places.js';
import { PolicyStore } from '../documents/policies.js';
import { forClass } from '../verdict/preconditions.js';
import { permissionRemedyOf } from '../remedy/permission-patches.js';
import { isKms, type Location, type ObjectClass } from '../../report/model.js';
import type { Judgement } from '../verdict/verdicts.js';
import { regionOf } from '../words/words.js';
import { isObstacle, summaryOf } from './summary.js';

export interface ExplainOptions {
  readonly bucket: string;
  /** One object; null = every object. */
  readonly key: string | null;
  /** Null = the class that the bucket's default encryption produces. */
  readonly objectClass: ObjectClass | null;
  /** What if Bucket Keys were on or off, on both buckets; null = as they are. */
  readonly bucketKey: boolean | null;
  /** Only the replication rule with this ID. */
  readonly replicationRule: string | null;
  readonly settings: EngineSettings;
  /** Names what a setting is required for. */
  readonly rules: readonly Rule[];
}

interface Judged {
  readonly pair: Pair;
  readonly judgement: Judgement;
}

export function explain(estate: Estate, asking: ExplainOptions): Explanation {
  const options = { ...asking, settings: { budget: new Budget(), ...asking.settings } };
  const { bucketKey } = options;
  const today = judge(estate, options, null);
  const asked = bucketKey === null ? today : judge(estate, options, bucketKey);
  const explained = asked.flatMap((each, position) => {
    const before = today[position];
    if (before === undefined) return [];
    if (options.replicationRule !== null && each.pair.id !== options.replicationRule) return [];
    return [explainRule(each, before.pair, options)];
  });
  return {
    format: 'replint-explanation/1',
    bucket: options.bucket,
    key: options.key,
    replicationRules: explained,
  };
}

function judge(estate: Estate, { bucket, key, settings }: ExplainOptions, bucketKey: boolean | null) {
  const adapt = (base: PairBase): PairBase => ({
    ...base,
    selected: {
      ...base.selected,
      keys: key === null ? base.selected.keys : intersection(base.selected.keys, everyKey, ofText(key)),
    },
    facts:
      bucketKey === null ? base.facts : { ...base.facts, sourceBucketKey: bucketKey, destinationBucketKey: bucketKey },
  });
  return judgePairs(estate, settings, new PolicyStore(), { isWanted: (name) => name === bucket, adapt });
}

function explainRule({ pair, judgement }: Judged, today: Pair, options: ExplainOptions): ExplainedRule {
  const { key, bucketKey } = options;
  const objectClass = options.objectClass ?? pair.defaultClass;
  const passedOver = whyNotSelected(pair, objectClass, key);
  const notSelected = passedOver === null ? null : passedOverText(passedOver);
  const verdictOf = (each: Pair) =>
    objectClass === null ? each.verdicts.whole : each.verdicts.byObjectClass[objectClass];
  const verdict = notSelected === null ? verdictOf(pair) : pair.enabled ? 'skipped' : 'disabled';
  const requests = notSelected === null && objectClass !== null ? requestsFor(pair, objectClass) : [];
  const settings =
    notSelected === null && objectClass !== null ? settingsFor(judgement, objectClass, options.rules) : [];
  const isOpen = notSelected === null && verdict === 'unknown';
  const open = isOpen ? questionsOfVerdict(pair, judgement, objectClass).map(openPoint) : [];
  const explained = { objectClass, verdict, open, settings, requests, key };
  return {
    replicationRule: { id: pair.id, index: pair.index, status: pair.replicationRule.Status ?? '' },
    source: { bucket: pair.source.name, account: pair.source.account, region: regionOf(pair.source) },
    destination: {
      bucket: pair.destination.name,
      account: pair.destination.account,
      region: pair.destination.region,
    },
    role: pair.role.arn,
    objectClass,
    isDefaultClass: objectClass !== null && objectClass === pair.defaultClass,
    tags: pair.selected.selection.tags.map(({ Key, Value }) => `${Key}=${Value}`),
    notSelected,
    passedOver,
    verdict,
    summary: notSelected ?? summaryOf(explained),
    open,
    whatIf:
      bucketKey === null
        ? null
        : {
            bucketKey: bucketKey ? 'on' : 'off',
            verdictToday: notSelected === null ? verdictOf(today) : verdict,
            sentence: bucketKeySentence({
              to: bucketKey ? 'on' : 'off',
              isKms: objectClass !== null && isKms(objectClass),
              facts: today.facts,
              before: notSelected === null ? verdictOf(today) : verdict,
              after: verdict,
              failing: requests.filter(isObstacle),
            }),
          },
    settings,
    requests,
  };
}

function whyNotSelected(pair: Pair, objectClass: ObjectClass | null, key: string | null): PassedOver | null {
  const { prefix } = pair.selected.selection;
  if (!pair.enabled) return { why: 'disabled' };
  if (key !== null && !key.startsWith(prefix)) return { why: 'prefix', prefix };
  const excluded = pair.selected.selection.without.prefixes.find((each) => key?.startsWith(each) === true);
  if (excluded !== undefined) return { why: 'excluded', prefix: excluded };
  if (pair.selected.shadowedBy !== null || (key !== null && !contains(pair.selected.keys, key)))
    return { why: 'taken' };
  return objectClass !== null && !pair.selected.selectsClass(objectClass) ? { why: 'class', objectClass } : null;
}

function passedOverText(passedOver: PassedOver): string {
  switch (passedOver.why) {
    case 'disabled':
      return 'The replication rule is disabled: it replicates nothing.';
    case 'prefix':
      return `The replication rule selects object keys that begin with "${passedOver.prefix}", and this one does not.`;
    case 'excluded':
      return `The replication rule leaves out object keys that begin with "${passedOver.prefix}".`;
    case 'taken':
      return 'Another replication rule, with a higher priority and the same destination, takes the object.';
    case 'class':
      return `The replication rule does not select ${passedOver.objectClass} objects: S3 passes them over without a failure status.`;
  }
}

function settingsFor(
  { preconditions }: Judgement,
  objectClass: ObjectClass,
  rules: readonly Rule[],
): readonly ExplainedSetting[] {
  return forClass(preconditions, objectClass).map(({ rule, state, question }) => ({
    rule,
    title: rules.find(({ id }) => id === rule)?.meta.healthy ?? rule,
    state,
    open: question === null ? null : { what: question.what, how: question.how },
  }));
}

/** Requests for the class as today's settings imply them; of actions that do as well as each other, the one that decides. */
function requestsFor(pair: Pair, objectClass: ObjectClass): readonly ExplainedRequest[] {
  const own = pair.requests
    .of((_, each) => each === objectClass)
    .filter(({ contextForm }) => contextForm?.expected !== false);
  const shown = own.filter((request) => isShown(request, own));
  return requirements
    .flatMap((requirement) => shown.filter(({ row }) => row.requirement === requirement))
    .map((request, position) => explainRequest(request, pair, own, position + 1));
}

/** In the order of people's interest; S3's order within each. */
const requirements = ['required', 'disputed', 'optional'] as const;

function isShown(request: DecidedRequest, all: readonly DecidedRequest[]): boolean {
  if (request.row.alternatives.length === 0) return true;
  const alike = all.filter(({ row, resource }) => row === request.row && resource === request.resource);
  const best = alike.find(({ decision }) => decision.outcome === 'allowed') ?? alike[0];
  return best === request;
}

function explainRequest(
  request: DecidedRequest,
  pair: Pair,
  all: readonly DecidedRequest[],
  step: number,
): ExplainedRequest {
  const { row, action, principal, resource, contextForm, decision } = request;
  const isCertain = isSureToBeAsked(request, all);
  const { estate } = pair;
  const quoted = (references: readonly StatementReference[]) => references.map((each) => quote(each, request, estate));
  return {
    step,
    id: row.id,
    title: row.title,
    principal,
    action,
    resource,
    requirement: row.requirement,
    aspect: row.aspect === 'objects' || row.alsoObjects === true ? 'objects' : row.aspect,
    isCertain,
    encryptionContext:
      contextForm === null || row.callKind !== 'kms'
        ? null
        : contextForm.form === 'bucket-arn'
          ? 'bucket ARN'
          : 'object ARN',
    outcome: decision.outcome,
    counterexample: decision.outcome === 'partly' ? decision.counterexample : null,
    allowedBy: decision.outcome === 'allowed' ? quoted(decision.allowedBy) : [],
    denials:
      decision.outcome === 'allowed'
        ? []
        : decision.denials.map((denial) => ({
            reason: `${reasonText(denial)}${denyReason(denial.statements, request, pair)}`,
            statements: quoted(denial.statements),
            remedy: permissionRemedyOf({ denial, request, pair }),
          })),
    open: decision.outcome === 'unknown' ? decision.unanswered.map(openPoint) : [],
    doubts: isUpToGrants(request)
      ? [...decision.doubts, 'No policy allows this request: only a grant of the key could.']
      : decision.doubts,
    ifMissing: row.ifMissing,
  };
}

/** An owner can answer some questions for good. */
function openPoint({ id, what, how, about }: Unanswered): OpenPoint {
  const isForOwner = about?.kind === 'condition-key' || about?.kind === 'request';
  return { what, how: isForOwner ? `${how} Record the answer in the configuration under settled, as "${id}".` : how };
}

function quote(reference: StatementReference, request: DecidedRequest, estate: Estate): QuotedStatement {
  return {
    name: statementText(reference),
    effect: reference.effect,
    conditions: (reference.met ?? []).map((met) => ({ ...met, why: whyOf(met.key, request) })),
    statement: quoteOf(reference),
    location: locationOf(reference, estate),
  };
}

/** What is known of a condition key in S3's own requests. */
function whyOf(key: string, { row, action }: DecidedRequest): string | null {
  const note = contextKeyRowOf(key)?.note ?? null;
  if (note !== null) return note;
  const spec = contextSpecOf(key, row.callKind, action);
  return spec.is === 'one-of' || spec.is === 'unknown' ? spec.question.what : null;
}

function locationOf(reference: StatementReference, { sources }: Estate): Location | null {
  const origin = pointerOf(reference);
  const source = origin === null ? undefined : sources[origin.source];
  if (origin === null || source === undefined || source.kind === 'live') return null;
  return { file: source.name, pointer: origin.pointer, line: null, column: null };
}
