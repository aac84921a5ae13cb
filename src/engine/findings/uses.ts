/** The pairs seen from the side of their roles, buckets, keys and policies: what rules about those look at. */
import type { Estate } from '../../estate/model.js';

import {
  concatGlobs,
  literalGlob,
  ofGlob,
  ofPattern,
  ofText,
  parseGlob,
  type StringSet,
} from '../../policy/strings/index.js';
import { suspicionOf } from '../../replication/suspicious-prefix.js';
import { groupBy } from '../../basics/group-by.js';
import { requestRows } from '../../replication/requests/index.js';
import type {
  BucketUse,
  EngineSettings,
  EstateUse,
  KeyReference,
  KeyUse,
  NeededAccess,
  Pair,
  ParsedPolicy,
  PolicyUse,
  RoleUse,
} from '../model.js';
import type { PolicyStore } from '../requests/policies.js';
import { regionOf } from './words.js';

export interface Uses {
  readonly roles: readonly RoleUse[];
  readonly buckets: readonly BucketUse[];
  readonly kmsKeys: readonly KeyUse[];
  readonly policies: readonly PolicyUse[];
  readonly estate: EstateUse;
}

export function usesOf(estate: Estate, pairs: readonly Pair[], settings: EngineSettings, store: PolicyStore): Uses {
  const roles = roleUses(estate, pairs, settings, store);
  const buckets = bucketUses(estate, pairs, settings, store);
  const kmsKeys = keyUses(estate, pairs, settings, store);
  return {
    roles,
    buckets,
    kmsKeys,
    policies: policyUses(estate, roles, buckets, kmsKeys, settings, store),
    estate: { estate, pairs, roles, buckets, kmsKeys, settings },
  };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function roleUses(
  estate: Estate,
  pairs: readonly Pair[],
  settings: EngineSettings,
  store: PolicyStore,
): readonly RoleUse[] {
  const uses: RoleUse[] = [];
  for (const [arn, used] of [...groupBy(pairs, (pair) => pair.role.arn ?? '')].sort(byName)) {
    const role = estate.roles.get(arn);
    if (role === undefined || role.exists.state === 'absent') continue;
    const identityPolicies =
      role.identityPolicies.state === 'known'
        ? role.identityPolicies.value.flatMap((policy) => store.parsed(policy.document, 'identity', policy.name) ?? [])
        : [];
    const boundary = role.permissionsBoundary.state === 'known' ? role.permissionsBoundary.value : null;
    uses.push({
      estate,
      arn,
      role,
      account: estate.accounts.get(role.account) ?? null,
      pairs: used,
      identityPolicies,
      trustPolicy: store.parsed(role.trustPolicy, 'trust', 'trust policy'),
      permissionsBoundary:
        boundary === null ? null : store.parsed(boundary.document, 'permissions-boundary', boundary.name),
      needed: used.flatMap(neededBy),
      settings,
    });
  }
  return uses;
}

const anyRest = parseGlob('*');
function beginning(text: string): StringSet {
  return ofGlob(concatGlobs(literalGlob(text), anyRest));
}

interface Place {
  readonly resources: StringSet;
  /** For people. */
  readonly resourceText: string;
}

/** What one replication rule needs of its role: required, disputed and optional rows alike, disabled rules too. */
function neededBy(pair: Pair): readonly NeededAccess[] {
  const needed: NeededAccess[] = [];
  const { source, destination } = pair;
  const sourceArn = `arn:${source.partition}:s3:::${source.name}`;
  const destinationArn = `arn:${destination.partition}:s3:::${destination.name}`;
  // A replica key without the selection of KMS objects is half of what was meant: the other half takes these rights.
  const facts = { ...pair.facts, replicatesKms: pair.facts.replicatesKms || pair.replicaKey !== null };
  // What is needed beside a prefix that can hardly be meant shows once it is mended.
  const prefix = suspicionOf(pair.selection.prefix, source.name) === null ? pair.selection.prefix : '';
  const objectsOf = (arn: string): Place => ({
    resources: beginning(`${arn}/${prefix}`),
    resourceText: `${arn}/${prefix}*`,
  });
  // A key whose ARN is not known may be any of its account and Region.
  const ofKeys = (keys: readonly KeyReference[]): readonly Place[] =>
    keys.map(({ arn, account, region }) => {
      if (arn !== null) return { resources: ofText(arn), resourceText: arn };
      const resourceText = `arn:${source.partition}:kms:${region ?? '*'}:${account ?? '*'}:key/*`;
      return { resources: ofPattern(resourceText), resourceText };
    });
  const places: Readonly<Record<string, readonly Place[]>> = {
    'source-bucket': [{ resources: ofText(sourceArn), resourceText: sourceArn }],
    'destination-bucket': [{ resources: ofText(destinationArn), resourceText: destinationArn }],
    'source-objects': [objectsOf(sourceArn)],
    'destination-objects': [objectsOf(destinationArn)],
    'source-key': facts.replicatesKms ? neededSourceKeys(pair, ofKeys) : [],
    'replica-key': pair.replicaKey === null ? [] : ofKeys([pair.replicaKey]),
  };
  for (const { row, actions } of rowsOfTheRole) {
    const ofRow = places[row.target];
    if (ofRow === undefined || row.applies(facts) === false) continue;
    for (const action of actions) {
      for (const { resources, resourceText } of ofRow) needed.push({ action, resources, resourceText, row, pair });
    }
  }
  return needed;
}

/** Rows that ask for a right of the role's, with all actions that may do. */
const rowsOfTheRole = requestRows
  .filter(({ derived, leg }) => derived && leg !== 'assume-role')
  .map((row) => ({ row, actions: [row.action, ...row.alternatives.map(({ action }) => action)] }));

/** Where the default encryption is not KMS, every key of the source Region may protect objects that the rule selects. */
function neededSourceKeys(pair: Pair, ofKeys: (keys: readonly KeyReference[]) => readonly Place[]): readonly Place[] {
  if (pair.sourceKeys.length > 0) return ofKeys(pair.sourceKeys);
  const resourceText = `arn:${pair.source.partition}:kms:${regionOf(pair.source) ?? '*'}:*:key/*`;
  return [{ resources: ofPattern(resourceText), resourceText }];
}

function bucketUses(
  estate: Estate,
  pairs: readonly Pair[],
  settings: EngineSettings,
  store: PolicyStore,
): readonly BucketUse[] {
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
        policy: store.parsed(bucket.policy, 'bucket', 'bucket policy'),
        settings,
      },
    ];
  });
}

function keyUses(
  estate: Estate,
  pairs: readonly Pair[],
  settings: EngineSettings,
  store: PolicyStore,
): readonly KeyUse[] {
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
    for (const key of pair.sourceKeys) add(asSource, key, pair);
    if (pair.replicaKey !== null) add(asReplica, pair.replicaKey, pair);
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
        policy: store.parsed(kmsKey.policy, 'key', 'key policy'),
        settings,
      },
    ];
  });
}

function policyUses(
  estate: Estate,
  roles: readonly RoleUse[],
  buckets: readonly BucketUse[],
  kmsKeys: readonly KeyUse[],
  settings: EngineSettings,
  store: PolicyStore,
): readonly PolicyUse[] {
  const uses: PolicyUse[] = [];
  const add = (
    policy: ParsedPolicy | null,
    attachedTo: string,
    account: string | null,
    region: string | null,
    pairs: readonly Pair[],
  ): void => {
    if (policy !== null) uses.push({ estate, policy, attachedTo, account, region, pairs, settings });
  };
  for (const use of roles) {
    for (const policy of [...use.identityPolicies, use.trustPolicy, use.permissionsBoundary])
      add(policy, use.arn, use.role.account, null, use.pairs);
  }
  for (const { bucket, policy, outgoing, incoming } of buckets) {
    add(policy, `arn:${bucket.partition}:s3:::${bucket.name}`, bucket.account, regionOf(bucket), [
      ...outgoing,
      ...incoming,
    ]);
  }
  for (const { kmsKey, policy, asSource, asReplica } of kmsKeys)
    add(policy, kmsKey.arn, kmsKey.account, kmsKey.region, [...asSource, ...asReplica]);
  for (const policy of organizationPolicies(estate, roles, store))
    add(policy.policy, `account ${policy.account}`, policy.account, null, policy.pairs);
  return uses;
}

function* organizationPolicies(
  estate: Estate,
  roles: readonly RoleUse[],
  store: PolicyStore,
): Iterable<{ readonly policy: ParsedPolicy | null; readonly account: string; readonly pairs: readonly Pair[] }> {
  const seen = new Set<string>();
  for (const [account, uses] of groupBy(roles, (use) => use.role.account)) {
    const organization = estate.accounts.get(account)?.organization;
    if (organization?.state !== 'known') continue;
    for (const [levels, kind] of [
      [organization.value.serviceControlPolicies, 'service-control'],
      [organization.value.resourceControlPolicies, 'resource-control'],
    ] as const) {
      for (const level of levels.state === 'known' ? levels.value : []) {
        for (const named of level.policies.state === 'known' ? level.policies.value : []) {
          const id = `${kind} ${named.name} ${level.target}`;
          if (seen.has(id)) continue;
          seen.add(id);
          yield {
            policy: store.parsed(named.document, kind, named.name),
            account,
            pairs: uses.flatMap((use) => use.pairs),
          };
        }
      }
    }
  }
}
