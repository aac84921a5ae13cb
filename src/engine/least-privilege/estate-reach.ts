/** How much of the estate a role reaches beyond its need. Patterns are resolved once an estate, not once a role. */
import type { Estate } from '../../estate/model.js';
import { contains, matchesGlob, parseGlob, type StringSet } from '../../policy/index.js';
import { actionsMatching } from '../../policy/service-data/index.js';
import type { RoleUse } from '../shapes/model.js';
import { inForce } from './reached-actions.js';

interface EstateIndex {
  readonly sorted: readonly string[];
  /** ARNs of all keys, sorted: examples do not depend on the order of the input. */
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

export const maxExamples = 3;
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
  for (const { document } of inForce(use.identityPolicies, use.needed)) {
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

/** ARNs of all keys of the estate, sorted. */
export function keysOf(estate: Estate): readonly string[] {
  return indexOf(estate).keys;
}

/** ARNs of keys in the estate that lie in a set. */
export function keysWithin(estate: Estate, set: StringSet): readonly string[] {
  return indexOf(estate).keys.filter((arn) => contains(set, arn));
}
