/**
 * How long a document may be, counted as AWS counts it.
 * Sources: IAM User Guide, "IAM and AWS STS quotas"; S3 User Guide, "Bucket policies" (20 KB); KMS Developer Guide, "Resource quotas" (32 KB).
 */
import type { PatchTargetKind } from '../report/patch.js';
import type { JsonObject, Size } from './model.js';

/** All inline policies of one role together. */
export const inlineLimit = 10_240;
export const managedLimit = 6_144;
/** Managed policies of a role, in accounts that have not asked for more. */
export const mostManagedPolicies = 20;

/** Bytes of a bucket policy, and of a key policy. */
export const bucketLimit = 20_480;
export const keyLimit = 32_768;

/** Beyond the limit that every account has; some can be raised on request. */
const limits: Partial<Record<PatchTargetKind, Omit<Size, 'is'>>> = {
  'bucket-policy': { limit: bucketLimit, unit: 'bytes' },
  'key-policy': { limit: keyLimit, unit: 'bytes' },
  'trust-policy': { limit: 2_048, unit: 'characters without white space' },
  'permissions-boundary': { limit: managedLimit, unit: 'characters without white space' },
};

/** White space inside of strings counts here: a document is never said to be shorter than it is. */
export function charactersOf(document: unknown): number {
  return Array.from(JSON.stringify(document) ?? '').length;
}

/** Null where AWS documents no limit that holds for everybody. */
export function sizeOf(kind: PatchTargetKind, document: JsonObject): Size | null {
  const limit = limits[kind];
  if (limit === undefined) return null;
  const is = limit.unit === 'bytes' ? Buffer.byteLength(JSON.stringify(document)) : charactersOf(document);
  return { is, ...limit };
}

/** Where the document grows past the limit; one that was past it already is another's business. */
export function isTooLong(size: Size | null): boolean {
  return size !== null && size.is > size.limit;
}
