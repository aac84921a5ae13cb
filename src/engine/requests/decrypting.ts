/**
 * Whether a role can decrypt with any key of a Region at all: all that can be asked where the source bucket does not encrypt with KMS
 * by default, so that nothing names the keys of its KMS-encrypted objects.
 */
import { kmsArn, partsOf } from '../../estate/arn.js';
import { valueOf } from '../../estate/fact.js';
import type { Estate, KmsKey, Role } from '../../estate/model.js';
import { intersection, isEmpty, ofPattern, reachOf } from '../../policy/index.js';
import type { PolicyInForce } from '../../policy/model.js';
import type { PairBase } from '../shapes/subjects.js';

/** False only where neither the role's identity policies, nor a key's policy or grants, can be what allows it. */
export function canDecryptSomething(
  { estate, source, role, settings }: PairBase,
  identity: readonly PolicyInForce[],
): boolean {
  if (role.role === null || role.account === null || role.role.identityPolicies.state !== 'known') return true;
  if (role.role.identityPolicies.value.some(({ document }) => document.state !== 'known')) return true;
  const region = valueOf(source.region);
  const keys = ofPattern(kmsArn({ partition: source.partition, region: region ?? null, account: null }, '*'));
  if (isEmpty(intersection(reachOf(identity, 'kms:Decrypt'), keys), undefined, settings.budget) !== true) return true;
  // What a key of the role's own account says to the role itself needs no identity policy.
  return region === undefined || admits(admittedBy(estate).get(placeOf(role.account, region)), role.role);
}

const anyone = '*';
function placeOf(account: string, region: string): string {
  return `${account} ${region}`;
}

function admits(names: ReadonlySet<string> | undefined, { arn, id, account, name }: Role): boolean {
  return (
    names !== undefined && [anyone, arn, id ?? arn, `${account} ${name}`].some((principal) => names.has(principal))
  );
}

const admittedOf = new WeakMap<Estate, ReadonlyMap<string, ReadonlySet<string>>>();

/** Names of principals in policies and grants of the keys of an account and Region; `*` where that is anyone, or not known. */
function admittedBy(estate: Estate): ReadonlyMap<string, ReadonlySet<string>> {
  let admitted = admittedOf.get(estate);
  if (admitted === undefined) {
    const places = new Map<string, Set<string>>();
    for (const key of estate.kmsKeys.values()) {
      const place = placeOf(key.account, key.region);
      const names = places.get(place) ?? new Set();
      places.set(place, names);
      for (const name of principalsOf(key)) names.add(name);
    }
    admittedOf.set(estate, (admitted = places));
  }
  return admitted;
}

function* principalsOf({ policy, grants }: KmsKey): Iterable<string> {
  if (policy.state === 'known') yield* stringsIn(policy.value.json);
  else if (policy.state !== 'absent') yield anyone;
  for (const { GranteePrincipal } of valueOf(grants) ?? [])
    if (GranteePrincipal !== undefined) yield* named(GranteePrincipal);
}

/** Every text below `Principal` of a statement; a statement without one, or with NotPrincipal, is for anyone. */
function* stringsIn(document: unknown): Iterable<string> {
  const statements = asList(memberOf(document, 'Statement'));
  for (const statement of statements) {
    const principal = memberOf(statement, 'Principal');
    if (typeof principal === 'string' || principal === undefined) yield anyone;
    else for (const name of asList(memberOf(principal, 'AWS'))) if (typeof name === 'string') yield* named(name);
  }
}

/** A session is the role's, whatever it is called. */
function* named(principal: string): Iterable<string> {
  yield principal;
  const parts = partsOf(principal);
  const [kind, name] = parts?.resource.split('/') ?? [];
  if (parts?.service === 'sts' && kind === 'assumed-role') yield `${parts.account} ${name}`;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function asList(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly unknown[]) : [value];
}
