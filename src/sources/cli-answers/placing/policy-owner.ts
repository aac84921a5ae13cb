/** Whether a policy is a bucket's or a key's: both are answered in the same form. */
import { bucketOfArn } from '../../../estate/arn.js';
import { isObject, type JsonObject } from '../../shape.js';

/** A bucket policy names the bucket in its resources; a key policy speaks of `*` or of keys. */
export function policyIsOf(value: JsonObject): { readonly bucket: string } | 'key' | null {
  const resources = resourcesOf(value['Policy']);
  if (resources === null) return null;
  const buckets = new Set(resources.map((resource) => bucketOfArn(resource)?.name ?? null));
  const [only] = buckets;
  if (buckets.size === 1 && typeof only === 'string') return /[*?$]/u.test(only) ? null : { bucket: only };
  const isKey = resources.length > 0 && resources.every((resource) => resource === '*' || resource.includes(':kms:'));
  return isKey ? 'key' : null;
}

function resourcesOf(policy: unknown): readonly string[] | null {
  const document = typeof policy === 'string' ? parsed(policy) : policy;
  if (!isObject(document)) return null;
  const statements = [document['Statement']].flat().filter(isObject);
  return statements.flatMap((statement) =>
    [statement['Resource'] ?? statement['NotResource'] ?? []].flat().filter((each) => typeof each === 'string'),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.trimStart().startsWith('%') ? decodeURIComponent(text) : text);
  } catch {
    return null;
  }
}
