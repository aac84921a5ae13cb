/**
 * What a replication role may do beyond what the replication rules that use it need: exact set differences over ARNs, and
 * how much of the estate they reach. Nothing here is per pair of bucket and statement: patterns are resolved once an estate.
 */
import type { Estate } from '../../estate/model.js';
import type { PolicyInForce } from '../../policy/model.js';
import {
  contains,
  difference,
  intersection,
  isEmpty,
  isTooComplex,
  matchesGlob,
  nothing,
  ofPattern,
  parseGlob,
  reachOf,
  union,
  witness,
  type StringSet,
} from '../../policy/index.js';
import { relevantStatements } from '../../policy/effect.js';
import { actionsMatching, findAction } from '../../policy/service-data/index.js';
import type { NeededAccess, ParsedPolicy, RoleUse } from '../model.js';

/** Statements whose reach depends on properties of the resource that are not part of its ARN: nothing is claimed of them. */
const narrowingKeys = ['kms:resourcealiases', 'kms:requestalias', 'aws:resourcetag/'];

export interface ReachedAction {
  readonly action: string;
  readonly accessLevel: string;
  /** ARNs on which the role may use the action. */
  readonly reach: StringSet;
  /** `reach` without what is needed. */
  readonly surplus: StringSet;
  readonly isNeeded: boolean;
  readonly hasSurplus: boolean;
}

function inForce(policies: readonly ParsedPolicy[]): readonly PolicyInForce[] {
  return policies
    .filter(({ document }) => document.valid)
    .map(({ kind, name, document }) => ({ kind, name, document: withoutNarrowed(document) }));
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
  const policies = inForce(use.identityPolicies);
  const boundary = use.permissionsBoundary === null ? null : inForce([use.permissionsBoundary]);
  const numbers = new SetNumbers();
  const needed = neededByAction(use.needed, numbers);
  const shared = new Map<string, StringSet>();
  const surpluses = new Map<string, Pick<ReachedAction, 'surplus' | 'hasSurplus'>>();
  const found = actionsGranted(policies).flatMap((action) => {
    const own = reachByStatements(policies, action, shared);
    const reach = boundary === null ? own : intersection(own, reachOf(boundary, action));
    if (isEmpty(reach) !== false) return [];
    const required = needed.get(action.toLowerCase());
    const { accessLevel = 'Write', resourceTypes = [] } = findAction(action) ?? {};
    if (required === undefined)
      return [{ action, accessLevel, reach, surplus: reach, isNeeded: false, hasSurplus: true }];
    const id = `${numbers.of(reach)} ${numbers.of(required)} ${resourceTypes.join()}`;
    let left = surpluses.get(id);
    if (left === undefined) {
      const surplus = aliveOnly(resourceTypes, difference(reach, required));
      surpluses.set(id, (left = { surplus, hasSurplus: isNonEmpty(surplus) }));
    }
    return [{ action, accessLevel, reach, isNeeded: true, ...left }];
  });
  reached.set(use, found);
  return found;
}

/** Resources that nobody needs: a grant that is too broad nearly always reaches one of them, which saves the walk. */
const probes = [
  'arn:aws:s3:::any-other-bucket/any-key',
  'arn:aws:s3:::any-other-bucket',
  'arn:aws:kms:us-east-1:000000000000:key/any-other',
];

const bucketArns = difference(ofPattern('arn:*:s3:::*'), ofPattern('arn:*:s3:::*/*'));
const objectArns = ofPattern('arn:*:s3:::*/*');
const aliasArns = ofPattern('arn:*:kms:*:*:alias/*');

/** Without ARNs that the action never has: an object action on a bucket is a dead grant, not access. */
function aliveOnly(types: readonly string[], surplus: StringSet): StringSet {
  if (probes.some((arn) => contains(surplus, arn))) return surplus;
  let alive = surplus;
  if (types.includes('object') && !types.includes('bucket')) alive = difference(alive, bucketArns);
  if (types.includes('bucket') && !types.includes('object')) alive = difference(alive, objectArns);
  if (types.includes('key') && !types.includes('alias')) alive = difference(alive, aliasArns);
  return alive;
}

function isNonEmpty(set: StringSet): boolean {
  return probes.some((arn) => contains(set, arn)) || isEmpty(set) === false;
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
  const patterns = inForce(use.identityPolicies).flatMap(({ document }) =>
    document.statements.flatMap(({ effect, actions, inert }) =>
      effect === 'Allow' && inert === null && !actions.not ? actions.patterns : [],
    ),
  );
  return [...new Set(patterns)]
    .filter((pattern) => pattern.includes(':') && !known.has(pattern.slice(0, pattern.indexOf(':')).toLowerCase()))
    .sort();
}

function ownBuckets({ pairs }: RoleUse): readonly string[] {
  return pairs.slice(0, maxExamples).flatMap(({ source, destination }) => [source.name, destination.name]);
}

/** A resource that the surplus reaches, a real one of the estate where there is one. */
export function exampleOf(use: RoleUse, { action, surplus }: ReachedAction): string {
  const { partition } = use.pairs[0]?.source ?? { partition: 'aws' };
  const isObject = findAction(action)?.resourceTypes.includes('object') === true;
  const arns = action.startsWith('kms:')
    ? indexOf(use.estate).keys
    : [...bucketsBeyondNeed(use).examples, 'any-other-bucket', ...ownBuckets(use)].map(
        (name) => `arn:${partition}:s3:::${name}${isObject ? '/any-key' : ''}`,
      );
  return arns.find((arn) => contains(surplus, arn)) ?? (witnessOf(surplus) || '*');
}

/** An ARN in the set; null = the set is empty, or nobody can say. */
export function witnessOf(set: StringSet): string | null {
  if (set === nothing) return null;
  let found = witnesses.get(set);
  if (found === undefined) {
    const answer = witness(set);
    witnesses.set(set, (found = isTooComplex(answer) ? null : answer));
  }
  return found;
}

const witnesses = new WeakMap<StringSet, string | null>();

// ---- how much of the estate ---------------------------------------------------------------------------------------

interface EstateIndex {
  readonly sorted: readonly string[];
  /** ARNs of all keys, sorted: examples do not hang on the order of the input. */
  readonly keys: readonly string[];
  readonly byPattern: Map<string, readonly string[]>;
  /** Buckets by owner; null = not known. */
  readonly countByAccount: ReadonlyMap<string | null, number>;
}

function countsOf({ buckets }: Estate): ReadonlyMap<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const { account } of buckets.values()) counts.set(account, (counts.get(account) ?? 0) + 1);
  return counts;
}

const indices = new WeakMap<Estate, EstateIndex>();

function indexOf(estate: Estate): EstateIndex {
  let index = indices.get(estate);
  if (index === undefined) {
    index = {
      sorted: [...estate.buckets.keys()].sort(),
      keys: [...estate.kmsKeys.keys()].sort(),
      byPattern: new Map(),
      countByAccount: countsOf(estate),
    };
    indices.set(estate, index);
  }
  return index;
}

export interface BucketsBeyond {
  readonly count: number;
  /** The first few, by name. */
  readonly examples: readonly string[];
  /** How many of them other accounts own than the role's. */
  readonly inOtherAccounts: number;
}

const maxExamples = 3;
const beyond = new WeakMap<RoleUse, BucketsBeyond>();

/** Buckets of the estate that the resource patterns of the role's S3 statements reach, beyond the ones that are needed. */
export function bucketsBeyondNeed(use: RoleUse): BucketsBeyond {
  let found = beyond.get(use);
  if (found === undefined) beyond.set(use, (found = findBucketsBeyond(use)));
  return found;
}

/** Only where the owner is known. */
function isInOtherAccount({ estate, role }: RoleUse, name: string): boolean {
  return ![role.account, null, undefined].includes(estate.buckets.get(name)?.account);
}

/** `, 3 of them in other accounts`, where there are any. */
export function otherAccountsText(count: number): string {
  return count === 0 ? '' : `, ${count} of them in other accounts, whose own policies decide too`;
}

function findBucketsBeyond(use: RoleUse): BucketsBeyond {
  const needed = new Set(use.pairs.flatMap((pair) => [pair.source.name, pair.destination.name]));
  const isBeyond = (name: string): boolean => !needed.has(name);
  const lists = reachedLists(use);
  const { sorted } = indexOf(use.estate);
  // Most roles that reach too far reach everything: no list of thousands of names is made for each of them.
  if (lists.has(sorted)) {
    const own = [...needed].filter((name) => use.estate.buckets.has(name)).length;
    const examples: string[] = [];
    for (const name of sorted)
      if (examples.length < maxExamples && isBeyond(name)) examples.push(name);
      else if (examples.length === maxExamples) break;
    const { countByAccount } = indexOf(use.estate);
    const isForeign = (name: string): boolean => isInOtherAccount(use, name);
    const foreign = sorted.length - (countByAccount.get(use.role.account) ?? 0) - (countByAccount.get(null) ?? 0);
    return { count: sorted.length - own, examples, inOtherAccounts: foreign - [...needed].filter(isForeign).length };
  }
  const names = [...new Set([...lists].flat())].filter(isBeyond).sort();
  return {
    count: names.length,
    examples: names.slice(0, maxExamples),
    inOtherAccounts: names.filter((name) => isInOtherAccount(use, name)).length,
  };
}

/** For each resource pattern of the role's S3 statements the buckets it reaches. */
function reachedLists(use: RoleUse): ReadonlySet<readonly string[]> {
  const lists = new Set<readonly string[]>();
  for (const { document } of inForce(use.identityPolicies)) {
    for (const { effect, actions, resources, inert } of document.statements) {
      if (effect !== 'Allow' || inert !== null || resources === null) continue;
      if (
        !actions.not &&
        !actions.patterns.some((pattern) => actionsMatching(pattern).some((name) => name.startsWith('s3:')))
      )
        continue;
      const patterns = resources.not ? ['*'] : resources.patterns;
      for (const pattern of patterns) lists.add(bucketsOf(use.estate, pattern));
    }
  }
  return lists;
}

function bucketsOf(estate: Estate, pattern: string): readonly string[] {
  const { sorted, byPattern } = indexOf(estate);
  const bucketPattern = bucketPatternOf(pattern);
  if (bucketPattern === null) return [];
  let names = byPattern.get(bucketPattern);
  if (names === undefined) {
    const glob = parseGlob(bucketPattern);
    if (glob.tokens.every((token) => token.kind === 'char'))
      names = estate.buckets.has(bucketPattern) ? [bucketPattern] : [];
    else names = bucketPattern === '*' ? sorted : sorted.filter((name) => matchesGlob(glob, name));
    byPattern.set(bucketPattern, names);
  }
  return names;
}

/** The part of an S3 resource pattern that names the bucket. */
function bucketPatternOf(pattern: string): string | null {
  if (pattern === '*' || pattern === 'arn:aws:s3:*') return '*';
  const parts = pattern.split(':');
  if (parts[0] !== 'arn' || parts[2] !== 's3' || parts.length < 6) return null;
  const resource = parts.slice(5).join(':');
  const slash = resource.indexOf('/');
  const bucket = slash < 0 ? resource : resource.slice(0, slash);
  return bucket.includes('${') ? null : bucket;
}

/** ARNs of keys in the estate that lie in a set. */
export function keysWithin(estate: Estate, set: StringSet): readonly string[] {
  return indexOf(estate).keys.filter((arn) => contains(set, arn));
}

/** What destroys, opens or hands out data, gravest first: nobody should have to find these in a list of 170. */
const gravest = [
  's3:DeleteObjectVersion',
  's3:BypassGovernanceRetention',
  's3:PutBucketPolicy',
  's3:DeleteObject',
  's3:DeleteBucket',
  's3:PutLifecycleConfiguration',
  's3:PutReplicationConfiguration',
  's3:PutBucketVersioning',
  's3:PutObject',
  's3:GetObject',
  'kms:ScheduleKeyDeletion',
  'kms:PutKeyPolicy',
  'kms:CreateGrant',
  'kms:DisableKey',
  'iam:PassRole',
  'iam:PutRolePolicy',
  'iam:AttachRolePolicy',
  'sts:AssumeRole',
];
const danger = ['Permissions management', 'Write', 'Tagging', 'Read', 'List'];

function gravity({ action, accessLevel }: ReachedAction): number {
  const place = gravest.indexOf(action);
  return place < 0 ? gravest.length + danger.indexOf(accessLevel) : place;
}

/** Most dangerous first. */
export function byDanger(a: ReachedAction, b: ReachedAction): number {
  return gravity(a) - gravity(b) || (a.action < b.action ? -1 : 1);
}

/** `Statement[0] of permissions policy "all" (s3:*)`: where some of the actions come from. */
export function grantedBy({ identityPolicies }: RoleUse, actions: readonly string[]): string {
  const wanted = new Set(actions);
  const texts = identityPolicies.flatMap(({ name, document }) =>
    document.statements.flatMap(({ effect, inert, path, actions: { not, patterns } }) => {
      if (effect !== 'Allow' || inert !== null) return [];
      const own = not ? ['NotAction'] : patterns.filter((each) => actionsMatching(each).some((one) => wanted.has(one)));
      return own.length === 0 ? [] : [`${path} of permissions policy "${name}" (${shortList(own, 3)})`];
    }),
  );
  return texts.length === 2 ? texts.join(' and ') : shortList(texts, 3);
}

/** `18 further of 20 buckets here (a, b, c, …), 3 of them in other accounts`. */
export function reachText(use: RoleUse): string {
  const { count, examples, inOtherAccounts } = bucketsBeyondNeed(use);
  if (count === 0) return 'no other bucket of those that were read';
  const names = `${examples.join(', ')}${count > examples.length ? ', …' : ''}`;
  return `${count} further of ${use.estate.buckets.size} buckets here (${names})${otherAccountsText(inOtherAccounts)}`;
}

/** `a, b, c and 4 more`. */
export function shortList(items: readonly string[], limit = 5): string {
  return items.length <= limit
    ? items.join(', ')
    : `${items.slice(0, limit).join(', ')} and ${items.length - limit} more`;
}
