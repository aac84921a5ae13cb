/** Organization policies that have a say in some pair: SCPs of the roles' accounts, RCPs of all accounts whose resources S3 uses. */
import type { Fact } from '../../estate/fact.js';
import type { Estate, PolicyLevel } from '../../estate/model.js';
import { knownPolicy, type PolicyStore } from '../documents/policies.js';
import type { Pair, ParsedPolicy, RoleUse } from '../shapes/model.js';

interface OrganizationPolicy {
  readonly policy: ParsedPolicy | null;
  /** The first account under it. */
  readonly account: string;
  readonly pairs: readonly Pair[];
}

export function* organizationPolicies(
  estate: Estate,
  roles: readonly RoleUse[],
  store: PolicyStore,
): Iterable<OrganizationPolicy> {
  const ofRoles = new Map<string, Set<Pair>>();
  const ofResources = new Map<string, Set<Pair>>();
  for (const { role, pairs } of roles) {
    for (const pair of pairs) {
      add(ofRoles, role.account, pair);
      for (const account of accountsOfResources(pair)) add(ofResources, account, pair);
    }
  }
  const seen = new Set<string>();
  for (const [account, pairs] of ofRoles) {
    const levels = organizationOf(estate, account)?.serviceControlPolicies;
    yield* policiesOf(levels, 'service-control', { account, pairs, store, seen });
  }
  for (const [account, pairs] of ofResources) {
    const levels = organizationOf(estate, account)?.resourceControlPolicies;
    yield* policiesOf(levels, 'resource-control', { account, pairs, store, seen });
  }
}

function add(accounts: Map<string, Set<Pair>>, account: string, pair: Pair): void {
  const pairs = accounts.get(account);
  if (pairs === undefined) accounts.set(account, new Set([pair]));
  else pairs.add(pair);
}

/** S3 takes the role, reads one bucket and writes another, and uses keys of both. */
function accountsOfResources({ role, source, destination, kms: { sourceKeys, replicaKeys } }: Pair): readonly string[] {
  const owners = [role, source, destination, ...sourceKeys, ...replicaKeys].map(({ account }) => account);
  return owners.filter((account) => account !== null);
}

function organizationOf(estate: Estate, account: string) {
  const organization = estate.accounts.get(account)?.organization;
  return organization?.state === 'known' ? organization.value : null;
}

interface Under {
  readonly account: string;
  readonly pairs: ReadonlySet<Pair>;
  readonly store: PolicyStore;
  /** A level over several accounts is looked at once. */
  readonly seen: Set<string>;
}

function* policiesOf(
  levels: Fact<readonly PolicyLevel[]> | undefined,
  kind: 'service-control' | 'resource-control',
  { account, pairs, store, seen }: Under,
): Iterable<OrganizationPolicy> {
  for (const { target, policies } of levels?.state === 'known' ? levels.value : []) {
    for (const named of policies.state === 'known' ? policies.value : []) {
      const id = `${kind} ${named.name} ${target}`;
      if (seen.has(id)) continue;
      seen.add(id);
      yield { policy: knownPolicy(store.named(named, kind, target)), account, pairs: [...pairs] };
    }
  }
}
