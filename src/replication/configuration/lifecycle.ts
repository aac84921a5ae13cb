/** What a lifecycle configuration does that replication does not carry over, read from the answer of GetBucketLifecycleConfiguration. */

export interface LifecycleEffects {
  /** Names of rules that expire objects, and so make delete markers. */
  readonly expiring: readonly string[];
  /** Names of rules that move objects to a class from which S3 does not replicate. */
  readonly archiving: readonly string[];
}

/** Classes from which objects have to be restored first. Source: "What does Amazon S3 replicate?", objects that are not replicated. */
const archivedClasses = new Set(['GLACIER', 'DEEP_ARCHIVE']);

/** Enabled rules for objects below one of the prefixes. Members of another shape than AWS's are passed over. */
export function lifecycleEffects(answer: unknown, prefixes: readonly string[]): LifecycleEffects {
  const isInForce = (rule: unknown): boolean =>
    memberOf(rule, 'Status') === 'Enabled' && prefixes.some((prefix) => overlaps(prefix, prefixOf(rule)));
  const namesOf = (isMeant: (rule: unknown) => boolean): readonly string[] =>
    listOf(memberOf(answer, 'Rules')).flatMap((rule, index) =>
      isInForce(rule) && isMeant(rule) ? [textOf(memberOf(rule, 'ID')) ?? `number ${index + 1}`] : [],
    );
  return { expiring: namesOf(expires), archiving: namesOf(archives) };
}

/** A rule that only takes delete markers away that hide nothing changes no object. */
function expires(rule: unknown): boolean {
  const expiration = memberOf(rule, 'Expiration');
  return memberOf(expiration, 'Days') !== undefined || memberOf(expiration, 'Date') !== undefined;
}

function archives(rule: unknown): boolean {
  return listOf(memberOf(rule, 'Transitions')).some((each) =>
    archivedClasses.has(textOf(memberOf(each, 'StorageClass')) ?? ''),
  );
}

function prefixOf(rule: unknown): string {
  const filter = memberOf(rule, 'Filter');
  const prefixes = [memberOf(filter, 'Prefix'), memberOf(memberOf(filter, 'And'), 'Prefix'), memberOf(rule, 'Prefix')];
  return prefixes.map(textOf).find((prefix) => prefix !== null) ?? '';
}

function overlaps(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
