import type { ReplicationRule, Tag } from '../estate/model.js';
import type { ObjectClass } from './vocabulary.js';

/** The keys and tags that a rule's own filter selects, before rules of higher priority take theirs. */
export interface RuleFilter {
  readonly prefix: string;
  readonly tags: readonly Tag[];
}

/** `Filter` wins where it is there at all, even empty; the top-level `Prefix` belongs to V1. Neither = all objects. */
export function filterOf({ Filter, Prefix }: ReplicationRule): RuleFilter {
  if (Filter === undefined) return { prefix: Prefix ?? '', tags: [] };
  if (Filter.And !== undefined) return { prefix: Filter.And.Prefix ?? '', tags: Filter.And.Tags ?? [] };
  return { prefix: Filter.Prefix ?? '', tags: Filter.Tag === undefined ? [] : [Filter.Tag] };
}

export function isEnabled(rule: ReplicationRule): boolean {
  return rule.Status === 'Enabled';
}

/** SSE-KMS and DSSE-KMS objects are skipped, silently, unless the rule asks for them; the others need no switch. */
export function selectsClass(rule: ReplicationRule, objectClass: ObjectClass): boolean {
  return objectClass === 'SSE-S3' || objectClass === 'SSE-C' || selectsKmsObjects(rule);
}

export function selectsKmsObjects(rule: ReplicationRule): boolean {
  return rule.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === 'Enabled';
}
