/** ARNs in policies as references to the things that have them, so that whatever makes them knows the order. */
import type { JsonObject, Setup } from '../setup.js';

/** What stands for an ARN, and what may follow it in a text. */
export interface Named<T> {
  readonly arn: string;
  readonly reference: T;
}

/** ARNs of what a set-up makes, the longest first: one bucket's name can begin another's. */
export function namesOf<T>(
  setup: Setup,
  referenceTo: (kind: 'bucket' | 'key' | 'role', label: string) => T | null,
): readonly Named<T>[] {
  const named = [
    ...setup.buckets.map(({ arn, label }) => ({ arn, reference: referenceTo('bucket', label) })),
    ...setup.keys.filter(({ isNew }) => isNew).map(({ arn, label }) => ({ arn, reference: referenceTo('key', label) })),
    ...setup.roles.map(({ arn, label }) => ({ arn, reference: referenceTo('role', label) })),
  ];
  return named
    .flatMap(({ arn, reference }) => (reference === null ? [] : [{ arn, reference }]))
    .sort((a, b) => b.arn.length - a.arn.length);
}

/** The same value with `replaced` in the place of texts that are an ARN, or an ARN with a path behind it. */
export function withReferences<T, Out>(
  value: unknown,
  names: readonly Named<T>[],
  replaced: (reference: T, rest: string) => Out,
): unknown {
  if (typeof value === 'string') {
    const found = names.find(({ arn }) => value === arn || value.startsWith(`${arn}/`));
    return found === undefined ? value : replaced(found.reference, value.slice(found.arn.length));
  }
  if (Array.isArray(value)) return value.map((each) => withReferences(each, names, replaced));
  if (typeof value !== 'object' || value === null) return value;
  // What is no JSON is a reference already.
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([name, member]) => [name, withReferences(member, names, replaced)]),
  );
}
