import type { ReplicationRule, ReplicationRuleNot, Tag } from '../../estate/model.js';
import type { ObjectClass } from '../vocabulary.js';

/** The keys and tags that a rule's own filter selects, before rules of higher priority take theirs. */
export interface RuleFilter {
  readonly prefix: string;
  readonly tags: readonly Tag[];
  /** What the rule leaves out: an object that matches any of these is not selected. */
  readonly without: Exclusion;
}

export interface Exclusion {
  readonly prefixes: readonly string[];
  readonly tags: readonly Tag[];
}

export const nothingExcluded: Exclusion = { prefixes: [], tags: [] };

/**
 * `Filter` wins where it is there at all, even empty; the top-level `Prefix` belongs to V1. Neither = all objects.
 * Source: API_ReplicationRuleFilter, API_ReplicationRuleNotOperator (models of 2026-11-18).
 */
export function filterOf({ Filter, Prefix }: ReplicationRule): RuleFilter {
  if (Filter === undefined) return { prefix: Prefix ?? '', tags: [], without: nothingExcluded };
  const { And, Not } = Filter;
  if (And !== undefined) return { prefix: And.Prefix ?? '', tags: once(And.Tags ?? []), without: exclusionOf(And.Not) };
  return { prefix: Filter.Prefix ?? '', tags: Filter.Tag === undefined ? [] : [Filter.Tag], without: exclusionOf(Not) };
}

/** `Or` leaves out what any of its members matches. */
function exclusionOf(not: ReplicationRuleNot | undefined): Exclusion {
  if (not === undefined) return nothingExcluded;
  const { Prefix, Tag, Or } = not;
  return {
    prefixes: [...(Prefix === undefined ? [] : [Prefix]), ...(Or?.Prefixes ?? [])],
    tags: [...(Tag === undefined ? [] : [Tag]), ...(Or?.Tags ?? [])],
  };
}

/** A tag that is asked for twice is asked for. */
function once(tags: readonly Tag[]): readonly Tag[] {
  return tags.filter((tag, index) => tags.findIndex((each) => isSameTag(each, tag)) === index);
}

/** Tags are compared letter by letter, case included. */
export function isSameTag(one: Tag, other: Tag): boolean {
  return one.Key === other.Key && one.Value === other.Value;
}

/** Why a filter selects no object, whatever objects there are. */
export type Contradiction =
  /** It leaves out all keys that begin with its own prefix. */
  | { readonly kind: 'prefix'; readonly excluded: string }
  /** It asks for a tag and leaves the same tag out. */
  | { readonly kind: 'tag'; readonly tag: Tag }
  /** It asks for two values of one tag key, and an object has one. */
  | { readonly kind: 'values'; readonly tagKey: string };

export function contradictionOf({ prefix, tags, without }: RuleFilter): Contradiction | null {
  const excluded = without.prefixes.find((each) => prefix.startsWith(each));
  if (excluded !== undefined) return { kind: 'prefix', excluded };
  const tag = tags.find((each) => without.tags.some((other) => isSameTag(each, other)));
  if (tag !== undefined) return { kind: 'tag', tag };
  const twice = tags.find(({ Key, Value }) => tags.some((other) => other.Key === Key && other.Value !== Value));
  return twice === undefined ? null : { kind: 'values', tagKey: twice.Key };
}

/** Anything but `Disabled`: a status that is missing or unheard of may be in force, and leaves the verdict open. */
export function isEnabled(rule: ReplicationRule): boolean {
  return rule.Status !== 'Disabled';
}

/** SSE-KMS and DSSE-KMS objects are skipped, silently, unless the rule asks for them; the others need no switch. */
export function selectsClass(rule: ReplicationRule, objectClass: ObjectClass): boolean {
  return objectClass === 'SSE-S3' || objectClass === 'SSE-C' || selectsKmsObjects(rule);
}

export function selectsKmsObjects(rule: ReplicationRule): boolean {
  return rule.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === 'Enabled';
}

/** Replicas are encrypted with the related multi-Region key in the Region of the destination. */
export function asksForRelatedKey({ Destination: { EncryptionConfiguration } }: ReplicationRule): boolean {
  return EncryptionConfiguration?.UseSourceMultiRegionKey?.Status === 'Enabled';
}
