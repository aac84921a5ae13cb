/** Looks into policy documents for what else has to be read, without judging them. */
import { type Json, isJsonObject, listAt, textAt } from '../json.js';
import { type Entry, pagesOf } from '../entries/entry.js';
import { type KmsName, parseKmsArn } from './kms-name.js';

/** A document as AWS spells it: an object, JSON, or URL-encoded JSON. Null for what is none. */
export function documentOf(value: Json | undefined): Json | null {
  if (isJsonObject(value)) return value;
  if (typeof value !== 'string') return null;
  try {
    const text = value.trimStart().startsWith('{') ? value : decodeURIComponent(value);
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

function known(documents: readonly (Json | undefined)[]): readonly Json[] {
  return documents.map(documentOf).filter((document) => document !== null);
}

/** Inline policies of a role. */
export function inlineDocumentsOf(role: Entry): readonly Json[] {
  return known([
    ...listAt(role.get('RolePolicyList')).map((policy) =>
      isJsonObject(policy) ? policy['PolicyDocument'] : undefined,
    ),
    ...pagesOf(role.get('GetRolePolicy')).map((policy) =>
      isJsonObject(policy) ? policy['PolicyDocument'] : undefined,
    ),
  ]);
}

/** The version in force of a managed policy. */
export function managedDocumentsOf(policy: Entry): readonly Json[] {
  return known([
    ...listAt(policy.get('PolicyVersionList')).map((version) =>
      isJsonObject(version) && version['IsDefaultVersion'] !== false ? version['Document'] : undefined,
    ),
    textAt(policy.get('GetPolicyVersion'), 'PolicyVersion', 'Document'),
  ]);
}

function* stringsIn(value: Json | undefined): Generator<string> {
  const open: (Json | undefined)[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') yield next;
    else if (Array.isArray(next)) for (const each of next as readonly Json[]) open.push(each);
    else if (isJsonObject(next)) for (const [name, member] of Object.entries(next)) open.push(name, member);
  }
}

/** Far more keys than a replication role has to do with. */
const mostKeys = 200;

/** KMS keys that a document names in full, without wildcards. */
export function keysNamedIn(document: Json): readonly KmsName[] {
  const found = new Map<string, KmsName>();
  const statements = isJsonObject(document) ? document['Statement'] : undefined;
  for (const statement of pagesOf(statements)) {
    if (!isJsonObject(statement)) continue;
    for (const text of stringsIn(statement['Resource'])) {
      const name = found.size < mostKeys ? parseKmsArn(text) : null;
      if (name !== null && !name.isAlias) found.set(name.arn, name);
    }
  }
  return [...found.values()];
}

const tagKeys = /^(?:aws:resourcetag|s3:buckettag)\//i;

/** Whether a document asks for the tags of a bucket or key. */
export function asksForTags(document: Json): boolean {
  for (const text of stringsIn(document)) {
    if (tagKeys.test(text) || /\$\{(?:aws:resourcetag|s3:buckettag)\//i.test(text)) return true;
  }
  return false;
}
