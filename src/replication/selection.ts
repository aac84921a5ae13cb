import type { ReplicationRule, Tag } from '../estate/model.js';
import type { ObjectClass } from './vocabulary.js';

/** The keys and tags that a rule's own filter selects, before rules of higher priority take theirs. */
export interface RuleFilter {
  readonly prefix: string;
  readonly tags: readonly Tag[];
}

/** `Filter` wins where it is there at all, even empty; the top-level `Prefix` belongs to V1. Neither = all objects. */
export const filterOf = ({ Filter, Prefix }: ReplicationRule): RuleFilter => {
  if (Filter === undefined) return { prefix: Prefix ?? '', tags: [] };
  if (Filter.And !== undefined) return { prefix: Filter.And.Prefix ?? '', tags: Filter.And.Tags ?? [] };
  return { prefix: Filter.Prefix ?? '', tags: Filter.Tag === undefined ? [] : [Filter.Tag] };
};

export const isEnabled = (rule: ReplicationRule): boolean => rule.Status === 'Enabled';

/** SSE-KMS and DSSE-KMS objects are skipped, silently, unless the rule asks for them; the others need no switch. */
export const selectsClass = (rule: ReplicationRule, objectClass: ObjectClass): boolean =>
  objectClass === 'SSE-S3' || objectClass === 'SSE-C' || selectsKmsObjects(rule);

export const selectsKmsObjects = (rule: ReplicationRule): boolean =>
  rule.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === 'Enabled';
