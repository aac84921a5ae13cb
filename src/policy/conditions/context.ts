/**
 * The context of one request in one scenario: every condition key is present with values, absent, or unresolved.
 * A scenario fixes the keys that documentation or evidence leaves open, so that a decision that is the same in all scenarios is certain.
 */
import type { AccessRequest, ContextValue, Text, Unanswered } from '../model.js';
import { actionCarriesKey } from '../service-data/index.js';

export type ResolvedValue =
  | { readonly state: 'absent' }
  | {
      readonly state: 'present';
      readonly values: readonly Text[];
      /** Of an empty value: whether Null and set operators take it for none at all. Missing = nobody says. */
      readonly isNull?: boolean;
      /** Several values of a key of which nobody says here whether it can hold several. */
      readonly isTentative?: boolean;
    };

export type Lookup = (key: string) => ResolvedValue | { readonly state: 'unresolved'; readonly question: Unanswered };

const absent: ResolvedValue = { state: 'absent' };

/** What the request says of a key before any scenario is chosen. */
export function contextValue(request: AccessRequest, key: string): ContextValue {
  const { context } = request;
  if (actionCarriesKey(request.action, key) === false && context.carriesToo?.(key) !== true) return absent;
  const { values } = context;
  const listed = values.size === 0 ? undefined : (values.get(key) ?? values.get(familyOf(key)));
  return listed ?? context.resolve?.(key) ?? context.others;
}

/** `aws:principaltag/team` belongs to `aws:principaltag/*`, `kms:encryptioncontext:x` to `kms:encryptioncontext:*`. */
function familyOf(key: string): string {
  if (key.startsWith('kms:encryptioncontext:')) return 'kms:encryptioncontext:*';
  const slash = key.indexOf('/');
  return slash < 0 ? '' : `${key.slice(0, slash)}/*`;
}

/** Keys that can hold several values, for which AWS asks for ForAllValues or ForAnyValue. Source: IAM User Guide, "Single-valued vs. multivalued context keys". */
const multivaluedKeys = new Set([
  'aws:calledvia',
  'aws:principalorgpaths',
  'aws:resourceorgpaths',
  'aws:vpceorgpaths',
  'aws:sourceorgpaths',
  'aws:tagkeys',
  'aws:principalservicenameslist',
  'kms:encryptioncontextkeys',
  'kms:resourcealiases',
  'kms:grantoperations',
  's3:requestobjecttagkeys',
]);

export function isMultivalued(key: string): boolean {
  return multivaluedKeys.has(key);
}

/** Services whose multivalued keys are all on the list. */
const listedServices: ReadonlySet<string> = new Set(['aws', 's3', 'kms', 'sts']);

/** Whether a key can hold several values; null = nobody says so here. */
export function holdsSeveral(key: string): boolean | null {
  if (isMultivalued(key)) return true;
  return listedServices.has(key.slice(0, key.indexOf(':'))) ? false : null;
}

/** A lookup in a scenario, where `scenario` fixes some of the open keys. */
export function lookupIn(request: AccessRequest, scenario: ReadonlyMap<string, ResolvedValue>): Lookup {
  return (key) => {
    const fixed = scenario.get(key);
    if (fixed !== undefined) return fixed;
    const value = contextValue(request, key);
    if (value.state === 'present' || value.state === 'absent') return value;
    return { state: 'unresolved', question: value.question };
  };
}
