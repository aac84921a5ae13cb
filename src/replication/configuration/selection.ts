import { couldBe } from '../../basics/stand-in.js';
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
  | { readonly kind: 'values'; readonly tagKey: string }
  /** Keys that begin with the prefix are longer than a key can be. */
  | { readonly kind: 'longPrefix'; readonly bytes: number }
  /** No object has such a tag: its key or its value is too long. */
  | { readonly kind: 'longTag'; readonly tag: Tag }
  /** It asks for more tags than an object has. */
  | { readonly kind: 'tags'; readonly count: number };

/** Bytes. Source: S3 User Guide, "Naming Amazon S3 objects". */
const longestKey = 1024;

/** Source: S3 User Guide, "Categorizing your objects using tags": Unicode characters, held in UTF-16. */
const tagLimits = { count: 10, key: 128, value: 256 };

export function contradictionOf({ prefix, tags, without }: RuleFilter): Contradiction | null {
  const excluded = without.prefixes.find((each) => prefix.startsWith(each));
  if (excluded !== undefined) return { kind: 'prefix', excluded };
  const tag = tags.find((each) => without.tags.some((other) => isSameTag(each, other)));
  if (tag !== undefined) return { kind: 'tag', tag };
  const twice = tags.find(({ Key, Value }) => tags.some((other) => other.Key === Key && other.Value !== Value));
  if (twice !== undefined) return { kind: 'values', tagKey: twice.Key };
  const bytes = Buffer.byteLength(prefix);
  if (!couldBe(prefix, (text) => Buffer.byteLength(text) <= longestKey)) return { kind: 'longPrefix', bytes };
  const long = tags.find((each) => !isTagOfObject(each));
  if (long !== undefined) return { kind: 'longTag', tag: long };
  return tags.length > tagLimits.count ? { kind: 'tags', count: tags.length } : null;
}

function isTagOfObject({ Key, Value }: Tag): boolean {
  const isWithin = (part: string, most: number): boolean => couldBe(part, (text) => text.length <= most);
  return isWithin(Key, tagLimits.key) && isWithin(Value, tagLimits.value);
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

export function namesReplicaKey({ Destination: { EncryptionConfiguration } }: ReplicationRule): boolean {
  return (EncryptionConfiguration?.ReplicaKmsKeyID ?? '') !== '';
}

/** Replicas are encrypted with the related multi-Region key in the Region of the destination. */
export function asksForRelatedKey({ Destination: { EncryptionConfiguration } }: ReplicationRule): boolean {
  return EncryptionConfiguration?.UseSourceMultiRegionKey?.Status === 'Enabled';
}
