/** The pairs seen from the side of their roles, buckets, keys and policies: what rules about those look at. */
import type { Estate } from '../../estate/model.js';
import { groupBy } from '../../basics/group-by.js';
import type {
  BucketUse,
  EngineSettings,
  EstateUse,
  KeyReference,
  KeyUse,
  Pair,
  ParsedPolicy,
  PolicyUse,
  RoleUse,
} from '../shapes/model.js';
import { neededByBatch, neededByJobs, servesBatch } from '../least-privilege/batch-role.js';
import { neededBy } from '../least-privilege/needed-access.js';
import { knownPolicy, type PolicyStore } from '../documents/policies.js';
import { regionName } from '../pairs/region-name.js';
import { bucketArn } from '../../estate/arn.js';
import { organizationPolicies } from './organization-policies.js';

export interface Uses {
  readonly roles: readonly RoleUse[];
  readonly buckets: readonly BucketUse[];
  readonly kmsKeys: readonly KeyUse[];
  readonly policies: readonly PolicyUse[];
  readonly estate: EstateUse;
}

export function usesOf(estate: Estate, pairs: readonly Pair[], settings: EngineSettings, store: PolicyStore): Uses {
  const shared = { estate, pairs, settings, store };
  const roles = roleUses(shared);
  const buckets = bucketUses(shared);
  const kmsKeys = keyUses(shared);
  const whole = { estate, pairs, roles, buckets, kmsKeys, settings };
  return { roles, buckets, kmsKeys, policies: policyUses(whole, store), estate: whole };
}

/** What all uses are made of. */
interface Shared {
  readonly estate: Estate;
  readonly pairs: readonly Pair[];
  readonly settings: EngineSettings;
  readonly store: PolicyStore;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function roleUses({ estate, pairs, settings, store }: Shared): readonly RoleUse[] {
  const uses: RoleUse[] = [];
  for (const [arn, used] of [...groupBy(pairs, (pair) => pair.role.arn ?? '')].sort(byName)) {
    const role = estate.roles.get(arn);
    if (role === undefined || role.exists.state === 'absent') continue;
    const identityPolicies = store.ofRole(role);
    const trustPolicy = knownPolicy(store.ofTrust(role.trustPolicy, arn));
    const needed = used.flatMap(neededBy);
    const boundary = role.permissionsBoundary.state === 'known' ? role.permissionsBoundary.value : null;
    uses.push({
      estate,
      arn,
      role,
      account: estate.accounts.get(role.account) ?? null,
      pairs: used,
      identityPolicies,
      trustPolicy,
      permissionsBoundary: boundary === null ? null : knownPolicy(store.named(boundary, 'permissions-boundary', arn)),
      needed: [
        ...needed,
        ...(servesBatch(trustPolicy) ? neededByBatch(used, identityPolicies) : []),
        ...neededByJobs(estate, arn, used),
      ],
      settings,
    });
  }
  return uses;
}

function bucketUses({ estate, pairs, settings, store }: Shared): readonly BucketUse[] {
  const outgoing = groupBy(pairs, (pair) => pair.source.name);
  const incoming = groupBy(pairs, (pair) => pair.destination.name);
  return [...new Set([...outgoing.keys(), ...incoming.keys()])].sort().flatMap((name) => {
    const bucket = estate.buckets.get(name);
    if (bucket === undefined) return [];
    return [
      {
        estate,
        bucket,
        outgoing: outgoing.get(name) ?? [],
        incoming: incoming.get(name) ?? [],
        policy: knownPolicy(store.ofBucket(bucket.policy, name)),
        settings,
      },
    ];
  });
}

function keyUses({ estate, pairs, settings, store }: Shared): readonly KeyUse[] {
  const asSource = new Map<string, Pair[]>();
  const asReplica = new Map<string, Pair[]>();
  const add = (map: Map<string, Pair[]>, key: KeyReference, pair: Pair): void => {
    if (key.arn === null) return;
    const list = map.get(key.arn);
    if (list === undefined) map.set(key.arn, [pair]);
    else list.push(pair);
  };
  for (const pair of pairs) {
    if (!pair.facts.replicatesKms) continue;
    for (const key of pair.kms.sourceKeys) add(asSource, key, pair);
    for (const key of pair.kms.replicaKeys) add(asReplica, key, pair);
  }
  return [...new Set([...asSource.keys(), ...asReplica.keys()])].sort().flatMap((arn) => {
    const kmsKey = estate.kmsKeys.get(arn);
    if (kmsKey === undefined) return [];
    return [
      {
        estate,
        arn,
        kmsKey,
        asSource: asSource.get(arn) ?? [],
        asReplica: asReplica.get(arn) ?? [],
        policy: knownPolicy(store.ofKey(kmsKey.policy, arn)),
        settings,
      },
    ];
  });
}

function policyUses(
  { estate, roles, buckets, kmsKeys, settings }: EstateUse,
  store: PolicyStore,
): readonly PolicyUse[] {
  const uses: PolicyUse[] = [];
  const add = (
    policy: ParsedPolicy | null,
    where: Pick<PolicyUse, 'attachedTo' | 'account' | 'region' | 'pairs'>,
  ): void => {
    if (policy !== null) uses.push({ estate, policy, ...where, settings });
  };
  for (const { arn, role, pairs, identityPolicies, trustPolicy, permissionsBoundary } of roles) {
    for (const policy of [...identityPolicies, trustPolicy, permissionsBoundary])
      add(policy, { attachedTo: arn, account: role.account, region: null, pairs });
  }
  for (const { bucket, policy, outgoing, incoming } of buckets)
    add(policy, {
      attachedTo: bucketArn(bucket),
      account: bucket.account,
      region: regionName(bucket),
      pairs: [...outgoing, ...incoming],
    });
  for (const { kmsKey, policy, asSource, asReplica } of kmsKeys) {
    const { arn, account, region } = kmsKey;
    add(policy, { attachedTo: arn, account, region, pairs: [...asSource, ...asReplica] });
  }
  for (const { policy, account, pairs } of organizationPolicies(estate, roles, store))
    add(policy, { attachedTo: `account ${account}`, account, region: null, pairs });
  return uses;
}
