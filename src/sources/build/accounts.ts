/** An account's own facts: its organization and its Block Public Access. */
import { at, factOf, factOfError, isFailed, pagesWithOrigin } from './answer.js';
import { hasStandIn } from '../../basics/stand-in.js';
import { isAssumedPolicy } from '../assumed-organization-policy.js';
import { newerOrigin } from './buckets.js';
import { type Fact, type Origin, absent, known } from '../../estate/fact.js';
import { notCollected } from './words.js';
import type { Join } from './join.js';
import type { Account, NamedPolicy, Organization, PolicyLevel } from '../../estate/model.js';
import { partitionOfAccount } from './partition-of-account.js';
import type { PolicyDocuments } from './policy-documents.js';
import type { RawAccount, RawOrganization, RawPolicyLevels } from '../snapshot/snapshot-shape.js';

type Kind = 'service-control' | 'resource-control';
type RawLevel = Extract<RawPolicyLevels, readonly unknown[]>[number];
type RawPolicy = Extract<Exclude<RawLevel, { readonly Error: unknown }>['policies'], readonly unknown[]>[number];

/** What a level is called whose listing failed before it could be named. */
const namelessLevel = '(unknown)';

function policyOf(raw: RawPolicy, origin: Origin, kind: Kind, documents: PolicyDocuments): NamedPolicy {
  const { PolicySummary: summary, Content, Error: error } = raw;
  let document: NamedPolicy['document'] = notCollected('DescribePolicy');
  if (Content !== undefined) document = documents.read(Content, at(origin, 'Content'));
  else if (error !== undefined) document = factOfError('DescribePolicy', { Error: error }, origin);
  const arn = raw.Arn ?? summary?.Arn ?? null;
  return { kind, name: raw.Name ?? summary?.Name ?? raw.Id ?? summary?.Id ?? arn ?? '', arn, document };
}

function levelOf(raw: RawLevel, origin: Origin, kind: Kind, documents: PolicyDocuments): PolicyLevel {
  if (isFailed(raw)) {
    return { target: raw.target ?? namelessLevel, policies: factOfError('ListPoliciesForTarget', raw, origin) };
  }
  return {
    target: raw.target,
    policies: factOf('ListPoliciesForTarget', raw.policies, at(origin, 'policies'), (policies, place) =>
      known(
        policies.map((policy, index) => policyOf(policy, at(place, index), kind, documents)),
        place,
      ),
    ),
  };
}

interface LevelsOfAccount {
  readonly account: string;
  readonly kind: Kind;
  readonly documents: PolicyDocuments;
}

function levelsOf(
  raw: RawPolicyLevels | undefined,
  origin: Origin,
  { account, kind, documents }: LevelsOfAccount,
): Fact<readonly PolicyLevel[]> {
  return factOf('ListPoliciesForTarget', raw, origin, (given, place) => {
    const levels = given.map((level, index) => levelOf(level, at(place, index), kind, documents));
    return known([...levels, ...unlistedLevels(levels, account)], place);
  });
}

/** What stands for the root of the organization where no list names it. */
const unnamedRoot = 'root of the organization';

function isRoot(target: string): boolean {
  return /(?:^|\/)r-[0-9a-z]/u.test(target);
}

function isAccount(target: string, account: string): boolean {
  return target === account || target.endsWith(`/${account}`);
}

/**
 * A list that names some level has the root and the account itself too: either that is not in it was not collected. What stands in the
 * list still counts, a Deny above all.
 */
function unlistedLevels(levels: readonly PolicyLevel[], account: string): readonly PolicyLevel[] {
  const targets = levels.map(({ target }) => target);
  if (targets.length === 0 || targets.includes(namelessLevel)) return [];
  const missing = [
    ...(targets.some(isRoot) ? [] : [unnamedRoot]),
    ...(targets.some((target) => isAccount(target, account)) ? [] : [account]),
  ];
  return missing.map((target) => ({ target, policies: notCollected('ListPoliciesForTarget') }));
}

function organizationOf(raw: RawAccount, origin: Origin, documents: PolicyDocuments): Fact<Organization> {
  const place = at(origin, 'organization');
  if (raw.organization === null) return absent(null, place);
  return factOf('DescribeOrganization', raw.organization, place, (answer: RawOrganization) =>
    known(
      {
        id: answer.id,
        isManagementAccount: answer.isManagementAccount ?? null,
        serviceControlPolicies: levelsOf(answer.serviceControlPolicies, at(place, 'serviceControlPolicies'), {
          account: raw.id,
          kind: 'service-control',
          documents,
        }),
        resourceControlPolicies: levelsOf(answer.resourceControlPolicies, at(place, 'resourceControlPolicies'), {
          account: raw.id,
          kind: 'resource-control',
          documents,
        }),
      },
      place,
    ),
  );
}

export function readAccount(raw: RawAccount, origin: Origin, documents: PolicyDocuments): Account {
  return {
    id: raw.id,
    partition: partitionOfAccount(raw),
    organization: organizationOf(raw, origin, documents),
    publicAccessBlock: factOf(
      'GetPublicAccessBlock',
      raw.GetPublicAccessBlock,
      at(origin, 'GetPublicAccessBlock'),
      (answer, place) => known(answer.PublicAccessBlockConfiguration, at(place, 'PublicAccessBlockConfiguration')),
    ),
    authorizationDetails: authorizationDetailsOf(raw, origin),
    origin,
  };
}

/** A page that failed leaves the roles that it would have named unread. */
function authorizationDetailsOf({ GetAccountAuthorizationDetails: pages }: RawAccount, origin: Origin): Fact<null> {
  if (pages === undefined) return notCollected('GetAccountAuthorizationDetails');
  const place = at(origin, 'GetAccountAuthorizationDetails');
  for (const [page, ofPage] of pagesWithOrigin(pages, place))
    if (isFailed(page)) return factOfError('GetAccountAuthorizationDetails', page, ofPage);
  return known(null, place);
}

/** The levels of the better list, each with the better answer about it; a root that it does not name, from the other list. */
function joinLevels(
  first: Fact<readonly PolicyLevel[]>,
  second: Fact<readonly PolicyLevel[]>,
  join: Join,
): Fact<readonly PolicyLevel[]> {
  const better = join.better(first, second);
  const other = better === first ? second : first;
  if (better.state !== 'known' || other.state !== 'known') return better;
  const others = new Map(other.value.map((level) => [level.target, level]));
  const otherRoot = other.value.find(({ target }) => isRoot(target));
  const levels = better.value.map((level) => {
    const same = level.target === unnamedRoot ? otherRoot : others.get(level.target);
    if (same === undefined || level.target === namelessLevel) return level;
    return { target: same.target, policies: join.better(level.policies, same.policies) };
  });
  return known(levels, better.origin);
}

function withAttached(listed: Organization, added: Organization): Organization {
  const levels = (kind: 'serviceControlPolicies' | 'resourceControlPolicies'): Organization[typeof kind] => {
    const [there, more] = [listed[kind], added[kind]];
    if (there.state !== 'known' || more.state !== 'known') return there.state === 'known' ? there : more;
    return known(
      there.value.map((level) => attachedToo(level, more.value)),
      there.origin,
    );
  };
  return {
    ...listed,
    serviceControlPolicies: levels('serviceControlPolicies'),
    resourceControlPolicies: levels('resourceControlPolicies'),
  };
}

/** What two inputs of code attach: all of it. */
function bothAttached(first: Organization, second: Organization): Organization {
  const levels = (kind: 'serviceControlPolicies' | 'resourceControlPolicies'): Organization[typeof kind] => {
    const [one, other] = [first[kind], second[kind]];
    if (one.state !== 'known' || other.state !== 'known') return one.state === 'known' ? one : other;
    const names = new Set(one.value.map(({ target }) => target));
    const joined = one.value.map((level) => attachedToo(level, other.value));
    return known([...other.value.filter(({ target }) => !names.has(target)), ...joined], one.origin);
  };
  return {
    ...first,
    isManagementAccount: first.isManagementAccount ?? second.isManagementAccount,
    serviceControlPolicies: levels('serviceControlPolicies'),
    resourceControlPolicies: levels('resourceControlPolicies'),
  };
}

function attachedToo(level: PolicyLevel, added: readonly PolicyLevel[]): PolicyLevel {
  const same = added.find(({ target }) => isAccount(level.target, target));
  if (same?.policies.state !== 'known') return level;
  if (level.policies.state !== 'known') return { ...level, policies: same.policies };
  const own = same.policies.value.filter((policy) => !isAssumedPolicy(policy));
  return { ...level, policies: known([...level.policies.value, ...own], level.policies.origin) };
}

function joinOrganizations(first: Fact<Organization>, second: Fact<Organization>, join: Join): Fact<Organization> {
  if (first.state === 'known' && second.state === 'known' && hasStandIn(first.value.id) && hasStandIn(second.value.id))
    return known(bothAttached(first.value, second.value), first.origin);
  // Code attaches policies, and lists none: what it attaches comes to what is there.
  if (
    first.state === 'known' &&
    second.state === 'known' &&
    hasStandIn(first.value.id) !== hasStandIn(second.value.id)
  ) {
    const [listed, added] = hasStandIn(first.value.id) ? [second, first] : [first, second];
    return known(withAttached(listed.value, added.value), listed.origin);
  }
  const better = join.better(first, second);
  if (first.state !== 'known' || second.state !== 'known' || better.state !== 'known') return better;
  // An account that moved to another organization left the old one's policies behind.
  if (first.value.id !== second.value.id) return better;
  return known(
    {
      id: better.value.id,
      isManagementAccount:
        better.value.isManagementAccount ?? first.value.isManagementAccount ?? second.value.isManagementAccount,
      serviceControlPolicies: joinLevels(first.value.serviceControlPolicies, second.value.serviceControlPolicies, join),
      resourceControlPolicies: joinLevels(
        first.value.resourceControlPolicies,
        second.value.resourceControlPolicies,
        join,
      ),
    },
    better.origin,
  );
}

/** Two readings of one account. */
export function joinAccounts(first: Account, second: Account, join: Join): Account {
  return {
    id: first.id,
    partition: first.partition,
    organization: joinOrganizations(first.organization, second.organization, join),
    publicAccessBlock: join.better(first.publicAccessBlock, second.publicAccessBlock),
    authorizationDetails: join.better(first.authorizationDetails, second.authorizationDetails),
    origin: newerOrigin(first.origin, second.origin, join) ?? first.origin,
  };
}
