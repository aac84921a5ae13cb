/**
 * What a replication role may do beyond what the replication rules that use it need: exact set differences over ARNs. Nothing here is
 * per pair of bucket and statement.
 */
import { holdsOpenValue } from '../../basics/stand-in.js';
import { partitionOfArn } from '../../estate/arn.js';
import type { PolicyInForce } from '../../policy/model.js';
import {
  contains,
  difference,
  type Effort,
  intersection,
  isEmpty,
  isSubset,
  ofPattern,
  reachOf,
  type StringSet,
  union,
} from '../../policy/index.js';
import { relevantStatements } from '../../policy/parts.js';
import { actionsMatching, findAction } from '../../policy/service-data/index.js';
import type { NeededAccess, ParsedPolicy, RoleUse } from '../shapes/model.js';

/** Statements whose reach depends on properties of the resource that are not part of its ARN: nothing is claimed of them. */
const narrowingKeys = ['kms:resourcealiases', 'kms:requestalias', 'aws:resourcetag/'];

export interface ReachedAction {
  readonly action: string;
  readonly accessLevel: string;
  /** ARNs on which the role may use the action. */
  readonly reach: StringSet;
  /** `reach` without what is needed. */
  readonly unneeded: StringSet;
  readonly isNeeded: boolean;
  readonly isTooMuch: boolean;
}

export function inForce(policies: readonly ParsedPolicy[], needed: readonly NeededAccess[]): readonly PolicyInForce[] {
  return policies
    .filter(({ document }) => document.valid)
    .map(({ kind, name, document }) => ({
      kind,
      name,
      document: withoutOpenValues(withoutNarrowed(document), needed),
    }));
}

/** What is granted on values that are not known may be just what is needed: nothing is claimed of it. */
function withoutOpenValues(
  document: ParsedPolicy['document'],
  needed: readonly NeededAccess[],
): ParsedPolicy['document'] {
  const isUnclear = (pattern: string): boolean =>
    holdsOpenValue(pattern) &&
    isSubset(ofPattern(pattern), union(...needed.map(({ resources }) => resources))) !== true;
  const isPlain = ({ actions, resources }: (typeof document.statements)[number]): boolean =>
    !actions.patterns.some(holdsOpenValue) && !(resources?.patterns ?? []).some(isUnclear);
  if (document.statements.every(isPlain)) return document;
  const statements = document.statements.flatMap((statement) => {
    if (isPlain(statement)) return [statement];
    const { effect, actions, resources } = statement;
    if (effect === 'Deny' || actions.patterns.some(holdsOpenValue) || resources === null || resources.not) return [];
    return [
      { ...statement, resources: { ...resources, patterns: resources.patterns.filter((each) => !isUnclear(each)) } },
    ];
  });
  return { ...document, statements };
}

function withoutNarrowed(document: ParsedPolicy['document']): ParsedPolicy['document'] {
  const isNarrowed = (statement: (typeof document.statements)[number]): boolean =>
    statement.effect === 'Allow' &&
    statement.conditions.some(({ key }) => narrowingKeys.some((start) => key.startsWith(start)));
  return document.statements.some(isNarrowed)
    ? { ...document, statements: document.statements.filter((each) => !isNarrowed(each)) }
    : document;
}

/** Every action of the known services that the role's identity policies reach, within its permissions boundary. */
export function reachedActions(use: RoleUse): readonly ReachedAction[] {
  const cached = reached.get(use);
  if (cached !== undefined) return cached;
  const { budget } = use.settings;
  const policies = inForce(use.identityPolicies, use.needed);
  const boundary = use.permissionsBoundary === null ? null : inForce([use.permissionsBoundary], use.needed);
  const partition = partitionOfArn(use.arn) ?? 'aws';
  const numbers = new SetNumbers();
  const needed = neededByAction(use.needed, numbers);
  const shared = new Map<string, StringSet>();
  const leftByNeed = new Map<string, Pick<ReachedAction, 'unneeded' | 'isTooMuch'>>();
  const found = actionsGranted(policies).flatMap((action) => {
    const own = reachByStatements(policies, action, shared);
    const reach = boundary === null ? own : intersection(own, reachOf(boundary, action));
    if (isEmpty(reach, undefined, budget) !== false) return [];
    const required = needed.get(action.toLowerCase());
    const { accessLevel = 'Write', resourceTypes = [] } = findAction(action) ?? {};
    const scope = { service: action.slice(0, action.indexOf(':')), partition, types: resourceTypes };
    if (required === undefined) {
      const unneeded = aliveOnly(scope, reach);
      return isNonEmpty(unneeded, budget)
        ? [{ action, accessLevel, reach, unneeded, isNeeded: false, isTooMuch: true }]
        : [];
    }
    const id = `${scope.service} ${numbers.of(reach)} ${numbers.of(required)} ${resourceTypes.join()}`;
    let left = leftByNeed.get(id);
    if (left === undefined) {
      const unneeded = aliveOnly(scope, difference(reach, required));
      leftByNeed.set(id, (left = { unneeded, isTooMuch: isNonEmpty(unneeded, budget) }));
    }
    return [{ action, accessLevel, reach, isNeeded: true, ...left }];
  });
  reached.set(use, found);
  return found;
}

/** Resources that nobody needs: a grant that is too broad nearly always reaches one of them, which saves the walk. */
const probes: Readonly<Record<string, readonly string[]>> = {
  s3: ['arn:aws:s3:::any-other-bucket/any-key', 'arn:aws:s3:::any-other-bucket'],
  kms: ['arn:aws:kms:us-east-1:000000000000:key/any-other'],
};
const allProbes = Object.values(probes).flat();

const bucketArns = difference(ofPattern('arn:*:s3:::*'), ofPattern('arn:*:s3:::*/*'));
const objectArns = ofPattern('arn:*:s3:::*/*');
const aliasArns = ofPattern('arn:*:kms:*:*:alias/*');

/** What an action can be about: its service, the partition of the role, and types of resources. */
interface Scope {
  readonly service: string;
  readonly partition: string;
  readonly types: readonly string[];
}

/** Without ARNs that the action never has: an object action on a bucket, or KMS on a bucket, is a dead grant, not access. */
function aliveOnly({ service, partition, types }: Scope, unneeded: StringSet): StringSet {
  const own = probes[service];
  if ((own ?? allProbes).some((arn) => contains(unneeded, arn))) return unneeded;
  let alive =
    own === undefined || types.length === 0 ? unneeded : intersection(unneeded, arnsOf(`arn:${partition}:${service}`));
  if (types.includes('object') && !types.includes('bucket')) alive = difference(alive, bucketArns);
  if (types.includes('bucket') && !types.includes('object')) alive = difference(alive, objectArns);
  if (types.includes('key') && !types.includes('alias')) alive = difference(alive, aliasArns);
  return alive;
}

const known = new Map<string, StringSet>();

/** One set for each service of a partition. */
function arnsOf(start: string): StringSet {
  let set = known.get(start);
  if (set === undefined) known.set(start, (set = ofPattern(`${start}*`)));
  return set;
}

function isNonEmpty(set: StringSet, budget: Effort | undefined): boolean {
  return allProbes.some((arn) => contains(set, arn)) || isEmpty(set, undefined, budget) === false;
}

/** Actions that the same unconditional statements speak of have the same reach: it is worked out once for all of them. */
function reachByStatements(
  policies: readonly PolicyInForce[],
  action: string,
  shared: Map<string, StringSet>,
): StringSet {
  const relevant = policies.map(({ document }) => relevantStatements(document, action));
  if (relevant.some((statements) => statements.some(({ statement }) => statement.conditions.length > 0)))
    return reachOf(policies, action);
  const id = relevant.map((statements) => statements.map(({ statement }) => statement.index).join()).join(';');
  let reach = shared.get(id);
  if (reach === undefined) shared.set(id, (reach = reachOf(policies, action)));
  return reach;
}

const reached = new WeakMap<RoleUse, readonly ReachedAction[]>();

/** Tells sets apart by identity: many actions are needed on the same ones, and what follows from those is worked out once. */
class SetNumbers {
  readonly #numbers = new Map<StringSet, number>();

  of(set: StringSet): number {
    let number = this.#numbers.get(set);
    if (number === undefined) this.#numbers.set(set, (number = this.#numbers.size));
    return number;
  }
}

function neededByAction(needed: readonly NeededAccess[], numbers: SetNumbers): ReadonlyMap<string, StringSet> {
  const lists = new Map<string, StringSet[]>();
  for (const { action, resources } of needed) {
    const list = lists.get(action.toLowerCase());
    if (list === undefined) lists.set(action.toLowerCase(), [resources]);
    else list.push(resources);
  }
  const unions = new Map<string, StringSet>();
  const unionOf = (sets: readonly StringSet[]): StringSet => {
    const id = sets.map((set) => numbers.of(set)).join();
    let joined = unions.get(id);
    if (joined === undefined) unions.set(id, (joined = union(...sets)));
    return joined;
  };
  return new Map([...lists].map(([action, sets]) => [action, unionOf(sets)]));
}

function actionsGranted(policies: readonly PolicyInForce[]): readonly string[] {
  const names = new Set<string>();
  for (const { document } of policies) {
    for (const { effect, actions, inert } of document.statements) {
      if (effect !== 'Allow' || inert !== null) continue;
      const excluded = new Set(actions.not ? actions.patterns.flatMap(actionsMatching) : []);
      const patterns = actions.not ? ['*'] : actions.patterns;
      for (const pattern of patterns)
        for (const name of actionsMatching(pattern)) if (!excluded.has(name)) names.add(name);
    }
  }
  return [...names].sort();
}

/** Action patterns of services that the tables do not hold, such as `ec2:*`: replication needs none of them. */
export function foreignActionPatterns(use: RoleUse): readonly string[] {
  const known = new Set(['s3', 'kms', 'sts', 'iam', '*']);
  const patterns = inForce(use.identityPolicies, use.needed).flatMap(({ document }) =>
    document.statements.flatMap(({ effect, actions, inert }) =>
      effect === 'Allow' && inert === null && !actions.not ? actions.patterns : [],
    ),
  );
  return [...new Set(patterns)]
    .filter((pattern) => pattern.includes(':') && !known.has(pattern.slice(0, pattern.indexOf(':')).toLowerCase()))
    .sort();
}
