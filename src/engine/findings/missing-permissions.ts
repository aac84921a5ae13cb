/**
 * From decided requests to findings: who reports what is decided here, once for all rules about permissions.
 *
 * `role/*` rules report what the role's side lacks, and an explicit Deny or an RCP on their action; `destination/policy-not-allowed`
 * what the destination's bucket policy or Block Public Access lacks; `kms/*` rules join all sides. One problem a rule, action,
 * resource and cause, whatever the number of classes and contexts it shows in.
 */
import { targets } from '../../replication/targets.js';
import type { Denial } from '../../policy/model.js';
import { sameText } from '../../policy/index.js';
import { difference, isEmpty, isSubset, nothing, union } from '../../policy/strings/index.js';
import { dependsOnForm, otherForms } from '../requests/context/forms.js';
import type { DecidedRequest, Pair, ProblemOn } from '../shapes/model.js';
import { denyReason } from '../words/deny-reason.js';
import { reasonText } from '../words/permission-words.js';
import { pointerOf, reportPolicy } from './policy-places.js';
import { permissionRemedy, remedyText } from '../remedy/patch-text.js';
import { permissionPatches } from '../remedy/permission-patches.js';
import type { MissingPermission } from '../../report/model.js';
import { alternativeDoes } from '../verdict/alternatives.js';
import { pairWords, placeText, type PairWords } from '../words/words.js';

export interface MissingPermissionOptions {
  /** Which side's lack the rule reports. */
  readonly side: 'role' | 'destination-policy' | 'all';
  /** Which forms of the encryption context: those of today's settings (default), the others, or one of two that settings leave open. */
  readonly forms?: 'expected' | 'other' | 'either';
}

/** What messages about a missing permission can say. */
type PermissionWords = PairWords &
  Readonly<
    Record<
      | 'action'
      | 'principal'
      | 'resource'
      | 'place'
      | 'reason'
      | 'consequence'
      | 'counterexample'
      | 'context'
      | 'remedy',
      string
    >
  >;

export type PermissionProblem = ProblemOn<'notAllowed' | 'partly', keyof PermissionWords>;

/** Problems of one rule on one pair, ready but for the choice of message. */
export function* missingPermissions(
  pair: Pair,
  isMine: (request: DecidedRequest) => boolean,
  options: MissingPermissionOptions,
): Iterable<PermissionProblem> {
  // All that is wrong with a role that is not there, or that S3 can never use, is just that.
  if (pair.role.role?.exists.state === 'absent' || isForeign(pair)) return;
  const seen = new Set<string>();
  for (const request of pair.requests.remarkable) {
    // A request that S3 may not make at all is no missing permission: what it depends on is reported as missing evidence.
    if (
      !request.isCertain ||
      request.decision.outcome === 'allowed' ||
      !isMine(request) ||
      !isJudged(request, pair) ||
      !hasForm(request, options)
    )
      continue;
    if (isAlternative(request) || isOutOfReach(request, pair)) continue;
    if (options.forms === 'either') {
      if (!dependsOnForm(request, ofRow(request, pair))) continue;
    } else if (options.forms === 'other') {
      if (!isAllowedAsExpected(request, pair)) continue;
    } else if (worksInAnotherForm(request, pair)) continue;
    for (const denial of denialsOf(request, pair)) {
      if (!isReportedHere(denial, request, options.side)) continue;
      const id = `${request.action} ${request.resource} ${denial.cause}`;
      if (seen.has(id)) continue;
      seen.add(id);
      yield problemOf(pair, request, denial);
    }
  }
}

function isForeign({ source, role }: Pair): boolean {
  return source.account !== null && role.account !== null && sameText(source.account, role.account) === false;
}

/** Nothing is replicated between partitions: no permission is what is missing there. */
function isOutOfReach({ row }: DecidedRequest, { source, destination }: Pair): boolean {
  const isAtDestination = targets[row.target].place === 'destination';
  return isAtDestination && destination.partition !== '' && source.partition !== destination.partition;
}

/** All requests of a row for one class of objects, allowed or not. */
function ofRow({ row, objectClass }: DecidedRequest, { requests }: Pair): readonly DecidedRequest[] {
  return requests.of((other, otherClass) => other === row && otherClass === objectClass);
}

/** Findings are raised for the default class, and for SSE-KMS where the rule selects it. */
function isJudged({ objectClass, row }: DecidedRequest, pair: Pair): boolean {
  if (objectClass === pair.defaultClass) return true;
  if (objectClass === 'SSE-KMS') return true;
  // A delete marker is of no class.
  if (row.aspect === 'deleteMarkers') return true;
  return pair.defaultClass === null && row.callKind !== 'kms';
}

function hasForm({ contextForm }: DecidedRequest, { forms = 'expected' }: MissingPermissionOptions): boolean {
  return contextForm === null ? forms === 'expected' : contextForm.expected === (forms !== 'other');
}

/** Of the actions of one row the one that AWS asks for is reported. */
function isAlternative({ row, action }: DecidedRequest): boolean {
  return action !== row.action;
}

/** What stands in the way of the objects that no other action of the same row lets through. */
function denialsOf(request: DecidedRequest, pair: Pair): readonly Denial[] {
  const { row, decision } = request;
  if (row.alternatives.length === 0 || decision.denials.length === 0) return decision.denials;
  const all = ofRow(request, pair);
  const others = all.filter((other) => isAlternative(other) && alternativeDoes(other, all, pair.settings) !== false);
  const through = union(...others.map((other) => other.decision.possibly));
  if (through === nothing) return decision.denials;
  const left = difference(pair.selected.keys, through);
  if (isEmpty(left, undefined, pair.settings.budget) === true) return [];
  const isAll = isSubset(pair.selected.keys, left, undefined, pair.settings.budget) === true;
  return decision.forKeys(left).denials.map((denial) => ({ ...denial, forAll: denial.forAll && isAll }));
}

/** Where settings leave the form of the encryption context open, only "neither form" is an error. */
function worksInAnotherForm(request: DecidedRequest, pair: Pair): boolean {
  if (request.contextForm === null) return false;
  return otherForms(request, ofRow(request, pair)).some(
    ({ contextForm, decision }) => contextForm?.expected === true && decision.outcome !== 'denied',
  );
}

/** The other form is worth a word only where today's form works: else the missing permission itself is reported. */
function isAllowedAsExpected(request: DecidedRequest, pair: Pair): boolean {
  return otherForms(request, ofRow(request, pair)).every(
    ({ contextForm, decision }) => contextForm?.expected !== true || decision.outcome === 'allowed',
  );
}

function isReportedHere(denial: Denial, { row }: DecidedRequest, side: MissingPermissionOptions['side']): boolean {
  if (side === 'all') return true;
  const isDeny = denial.statements.some(({ effect }) => effect === 'deny');
  const isPolicyLack =
    denial.side === 'resource' && !isDeny && denial.policyKind !== 'resource-control' && row.callKind === 's3';
  return side === 'destination-policy'
    ? isPolicyLack && targets[row.target].place === 'destination'
    : !isPolicyLack || targets[row.target].place === 'source';
}

function problemOf(pair: Pair, request: DecidedRequest, denial: Denial): PermissionProblem {
  const { row } = request;
  const key = denial.counterexample;
  const patches = permissionPatches({ denial, request, pair });
  const remedy = permissionRemedy(patches, denial, request.action);
  const reason = `${reasonText(denial)}${denyReason(denial.statements, request, pair)}`;
  const permission: MissingPermission = {
    principal: request.principal,
    action: request.action,
    resource: request.resource,
    cause: denial.cause,
    policies: denial.statements.map(reportPolicy),
    counterexample: key === null ? null : `${pair.source.name}/${key}`,
    keys: denial.forAll ? 'all' : 'some',
    reason,
    consequence: row.ifMissing,
    remedy,
  };
  const [first] = denial.statements;
  return {
    message: denial.forAll ? 'notAllowed' : 'partly',
    data: {
      ...pairWords(pair),
      action: request.action,
      principal: request.principal,
      resource: request.resource,
      place: placeText(request.resourceAccount, request.resourceRegion),
      reason,
      consequence: row.ifMissing,
      counterexample: permission.counterexample ?? '',
      context: contextText(request),
      remedy: remedyText(remedy),
    },
    resource: request.resource.replace(/\/\*$/u, ''),
    account: request.resourceAccount,
    region: request.resourceRegion,
    pair,
    permission,
    contextForm: row.callKind === 'kms' ? (request.contextForm?.form ?? null) : null,
    patches,
    failureReasons: row.failureReasons,
    origin: (first === undefined ? null : pointerOf(first)) ?? pair.origin,
  };
}

function contextText({ contextForm, row }: DecidedRequest): string {
  if (contextForm === null || row.callKind !== 'kms') return '';
  return contextForm.form === 'bucket-arn'
    ? ' with the bucket ARN as encryption context (S3 Bucket Key)'
    : ' with the object ARN as encryption context (no S3 Bucket Key)';
}
