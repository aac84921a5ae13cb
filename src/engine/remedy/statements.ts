/** Pieces of policies as they are suggested: what stands for itself, conditions of KMS statements, statements joined. */
import { isSubset, ofPattern } from '../../policy/strings/index.js';
import { groupBy } from '../../basics/group-by.js';
import { canonicalJson } from '../../basics/canonical-json.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Characters that a policy would read as a pattern or a variable stand for themselves in this form. */
export function literally(text: string): string {
  return text.replace(/[*?$]/gu, (character) => `\${${character}}`);
}

/**
 * The keys below a prefix, as the end of a resource pattern. A policy document holds no characters beyond U+00FF: where the prefix
 * has one, the part before it is named.
 * Source: IAM User Guide, "IAM and AWS STS quotas", on the characters of a policy document.
 */
export function keysBelow(prefix: string): string {
  return `${literally(/^[\t\n\r\u0020-\u00ff]*/u.exec(prefix)?.[0] ?? '')}*`;
}

export interface KmsScope {
  /** Of the key, or null where it is not known. */
  readonly region: string | null;
  /** ARN of the bucket whose objects are encrypted. */
  readonly bucketArn: string;
  /** Of the objects that the replication rule selects. */
  readonly prefix: string;
}

const contextKey = 'kms:EncryptionContext:aws:s3:arn';

/**
 * Through S3 only, and for the bucket's objects only. Both forms of the encryption context: the bucket's ARN with a Bucket Key, the
 * object's without.
 * Source: S3 User Guide, "Replicating encrypted objects".
 */
export function kmsCondition(scopes: readonly [KmsScope, ...KmsScope[]]): JsonObject {
  const contexts = scopes.flatMap(({ bucketArn, prefix }) => [bucketArn, `${bucketArn}/${keysBelow(prefix)}`]);
  const [{ region, bucketArn }] = scopes;
  const service = `s3.${region ?? '*'}.amazonaws.com`;
  return {
    StringLike: {
      // Whatever the suffix is in the China Regions, it is the one that S3 sends there.
      'kms:ViaService': bucketArn.startsWith('arn:aws-cn:') ? [service, `${service}.cn`] : service,
      [contextKey]: withoutSubsumed(contexts),
    },
  };
}

/** One text stands alone, several in a list. */
export function oneOrMore(texts: Iterable<string>): string | readonly string[] {
  const all = [...new Set(texts)].sort();
  return all.length === 1 ? (all[0] ?? '') : all;
}

const mostCompared = 200;

/** Sorted; without patterns that another one of them covers wholly. */
export function withoutSubsumed(patterns: Iterable<string>): readonly string[] {
  const all = [...new Set(patterns)].sort();
  const broad = all.filter((pattern) => /[*?]/u.test(pattern.replaceAll(/\$\{[*?$]\}/gu, '')));
  if (broad.length > mostCompared) return all;
  return all.filter((pattern) => !broad.some((other) => other !== pattern && covers(other, pattern)));
}

function covers(broad: string, pattern: string): boolean {
  if (broad === '*') return true;
  // Nearly all end in their only wildcard: then the text before it decides.
  if (!/[*?]/u.test(broad.slice(0, -1)) && broad.endsWith('*')) return pattern.startsWith(broad.slice(0, -1));
  return !`${broad}${pattern}`.includes('${') && isSubset(ofPattern(pattern), ofPattern(broad)) === true;
}

/** Resources of a statement: as few as cover them all. */
export function resourcesOf(patterns: Iterable<string>): string | readonly string[] {
  return oneOrMore(withoutSubsumed(patterns));
}

function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
}

/**
 * Statements that differ in one list only become one: first their actions are joined, then their resources, then the encryption
 * contexts of KMS statements. In the order of what they first say.
 */
export function joinedStatements(statements: readonly JsonObject[]): readonly JsonObject[] {
  const byActions = joinedBy(statements, 'Action', oneOrMore);
  const byResources = joinedBy(byActions, 'Resource', resourcesOf);
  return joinedContexts(byResources);
}

function joinedBy(
  statements: readonly JsonObject[],
  element: string,
  join: (texts: readonly string[]) => unknown,
): readonly JsonObject[] {
  const groups = groupBy(statements, (statement) => canonicalJson({ ...statement, [element]: null }));
  return [...groups.values()].flatMap(([first, ...others]): readonly JsonObject[] => {
    if (first === undefined || others.length === 0) return first === undefined ? [] : [first];
    return [{ ...first, [element]: join([first, ...others].flatMap((each) => textsOf(each[element]))) }];
  });
}

function contextsOf(statement: JsonObject): JsonObject | null {
  const { Condition: condition } = statement as { readonly Condition?: { readonly StringLike?: JsonObject } };
  const tests = condition?.StringLike;
  return tests !== undefined && contextKey in tests && Object.keys(condition ?? {}).length === 1 ? tests : null;
}

function joinedContexts(statements: readonly JsonObject[]): readonly JsonObject[] {
  const groups = groupBy(statements, (statement, index) => {
    const tests = contextsOf(statement);
    return tests === null
      ? String(index)
      : canonicalJson({ ...statement, Condition: { ...tests, [contextKey]: null } });
  });
  return [...groups.values()].flatMap(([first, ...others]): readonly JsonObject[] => {
    if (first === undefined || others.length === 0) return first === undefined ? [] : [first];
    const contexts = [first, ...others].flatMap((each) => textsOf(contextsOf(each)?.[contextKey]));
    const tests = { ...contextsOf(first), [contextKey]: withoutSubsumed(contexts) };
    return [{ ...first, Condition: { StringLike: tests } }];
  });
}
