import type { Tag } from '../../estate/model.js';
import type { KeyRegion } from '../model.js';
import { isSameTag, type RuleFilter } from './selection.js';

/** A rule of higher priority to the same destination. */
export interface Higher {
  readonly filter: RuleFilter;
  readonly index: number;
}

export interface Together {
  /** Keys of which some rule takes every object that the lower rule selects. */
  readonly taken: readonly KeyRegion[];
  /** Where no object is left: the rule that takes all of them, or else those that take some; null = some are left. */
  readonly owners: readonly number[] | null;
}

/** Beyond this many comparisons the question is left to what single rules take. */
const maxComparisons = 50_000;

/**
 * What rules of higher priority take of a lower one's objects between them: one may take those with a tag and another those without.
 * Objects that the filters cannot tell apart share their fate. All regions are made of prefixes, so keys that begin with the same of
 * them do; and of tags only those count that some filter names.
 *
 * @returns null where there is too much to compare
 */
export function takenTogether(own: RuleFilter, higher: readonly Higher[]): Together | null {
  const filters = higher.map(({ filter }) => filter);
  const named = [...new Set([own, ...filters].flatMap(({ prefix, without }) => [prefix, ...without.prefixes]))].filter(
    (prefix) => isInRegion(prefix, regionOf(own)),
  );
  const most = maxComparisons / Math.max(1, named.length * higher.length);
  const kinds = most < 1 ? null : tagSetsOf(own, filters, most);
  if (kinds === null) return null;
  const rivals = kinds.map((tags) => higher.filter(({ filter }) => selectsTags(filter, tags)));

  const owners = new Set<number>();
  const taken = named.filter((prefix) => {
    const takers = rivals.map((some) => some.find(({ filter }) => isInRegion(prefix, regionOf(filter))));
    for (const taker of takers) if (taker !== undefined) owners.add(taker.index);
    return takers.every((taker) => taker !== undefined);
  });
  const alone = higher.find(
    ({ filter }) =>
      kinds.every((tags) => selectsTags(filter, tags)) && named.every((prefix) => isInRegion(prefix, regionOf(filter))),
  );
  return {
    taken: taken.map((prefix) => ({
      prefix,
      without: named.filter((longer) => longer !== prefix && longer.startsWith(prefix)),
    })),
    owners: taken.length < named.length ? null : alone === undefined ? [...owners] : [alone.index],
  };
}

/** Whether a key lies in a region. */
export function isInRegion(key: string, { prefix, without }: KeyRegion): boolean {
  return key.startsWith(prefix) && !without.some((excluded) => key.startsWith(excluded));
}

function regionOf({ prefix, without }: RuleFilter): KeyRegion {
  return { prefix, without: without.prefixes };
}

function selectsTags({ tags, without }: RuleFilter, objectTags: readonly Tag[]): boolean {
  const isThere = (tag: Tag): boolean => objectTags.some((each) => isSameTag(each, tag));
  return tags.every(isThere) && !without.tags.some(isThere);
}

/** The tags that objects of the lower rule may have, as far as the filters tell them apart; null = more than `most` sets. */
function tagSetsOf(own: RuleFilter, filters: readonly RuleFilter[], most: number): readonly (readonly Tag[])[] | null {
  const all = [own, ...filters];
  // Without a tag that is left out, objects with the lower rule's own tags and no others are the hardest to take.
  const named = all.some(({ without }) => without.tags.length > 0)
    ? all.flatMap(({ tags, without }) => [...tags, ...without.tags])
    : own.tags;
  const values = new Map<string, Set<string>>();
  for (const { Key, Value } of named) values.set(Key, (values.get(Key) ?? new Set()).add(Value));
  let sets: readonly (readonly Tag[])[] = [[]];
  for (const [Key, known] of values) {
    const wanted = own.tags.find((tag) => tag.Key === Key);
    const choices = wanted === undefined ? [null, ...[...known].map((Value) => ({ Key, Value }))] : [wanted];
    if (sets.length * choices.length > most) return null;
    sets = sets.flatMap((set) => choices.map((choice) => (choice === null ? set : [...set, choice])));
  }
  return sets.filter((set) => selectsTags(own, set));
}
