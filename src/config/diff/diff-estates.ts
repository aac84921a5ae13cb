import { absent, type Fact, known, notCollected } from '../../estate/fact.js';
import type { Account, Bucket, Estate, KmsKey, NamedPolicy, PolicyLevel, Role } from '../../estate/model.js';
import { diffPolicies, type NamedDocument } from './diff-policies.js';
import { canonicalJson, shortJson } from './canonical-json.js';
import { elementChanges } from './element-changes.js';
import type { EstateChange } from './model.js';

type Settings = ReadonlyMap<string, Fact<unknown>>;

/** Everything about one resource that can change: its settings by name, and its policies by name. */
interface Described {
  readonly resource: string;
  readonly settings: Settings;
  readonly documents: readonly NamedDocument[];
}

const documentsOf = (kind: string, policies: Fact<readonly NamedPolicy[]>): readonly NamedDocument[] =>
  policies.state === 'known' ? policies.value.map(({ name, document }) => ({ name: `${kind} ${name}`, document })) : [];

const ofLevels = (kind: string, levels: Fact<readonly PolicyLevel[]>): readonly NamedDocument[] =>
  levels.state === 'known'
    ? levels.value.flatMap(({ target, policies }) => documentsOf(`${kind} of ${target}:`, policies))
    : [];

/** A list that is there says nothing beyond its policies, which are compared one by one. */
const readability = (fact: Fact<unknown>): Fact<unknown> => (fact.state === 'known' ? known('readable', fact.origin) : fact);

const describeRole = (role: Role): Described => ({
  resource: role.arn,
  settings: new Map<string, Fact<unknown>>([
    ['existence', role.exists],
    ['identity-based policies', readability(role.identityPolicies)],
    ['permissions boundary', readability(role.permissionsBoundary)],
  ]),
  documents: [
    { name: 'trust policy', document: role.trustPolicy },
    ...documentsOf('identity policy', role.identityPolicies),
    ...(role.permissionsBoundary.state === 'known'
      ? [{ name: `permissions boundary ${role.permissionsBoundary.value.name}`, document: role.permissionsBoundary.value.document }]
      : []),
  ],
});

/** The role and each replication rule on its own, so that a change names the rule. */
const replicationSettings = function* (fact: Bucket['replication']): Iterable<readonly [string, Fact<unknown>]> {
  yield ['replication configuration', readability(fact)];
  if (fact.state !== 'known') return;
  yield ['replication role', known(fact.value.Role ?? null, fact.origin)];
  for (const [index, rule] of fact.value.Rules.entries()) {
    yield [`replication rule ${rule.ID ?? `number ${index + 1}`}`, known(rule, fact.origin)];
  }
};

const describeBucket = (bucket: Bucket): Described => ({
  resource: `arn:${bucket.partition}:s3:::${bucket.name}`,
  settings: new Map<string, Fact<unknown>>([
    ['existence', bucket.exists],
    ['Region', bucket.region],
    ['versioning', bucket.versioning],
    ...replicationSettings(bucket.replication),
    ['default encryption', bucket.encryption],
    ['object ownership', bucket.ownership],
    ['Object Lock', bucket.objectLock],
    ['Block Public Access', bucket.publicAccessBlock],
  ]),
  documents: [{ name: 'bucket policy', document: bucket.policy }],
});

const describeKey = (key: KmsKey): Described => ({
  resource: key.arn,
  settings: new Map<string, Fact<unknown>>([
    ['metadata', key.metadata],
    ['grants', key.grants],
    ['aliases', key.aliases],
  ]),
  documents: [{ name: 'key policy', document: key.policy }],
});

const describeAccount = (account: Account): Described => {
  const { organization } = account;
  const levels = organization.state === 'known' ? organization.value : null;
  return {
    resource: account.id,
    settings: new Map<string, Fact<unknown>>([
      ['Block Public Access of the account', account.publicAccessBlock],
      ['organization', organization.state === 'known' ? known(organization.value.id, organization.origin) : organization],
      ['service control policies', readability(levels?.serviceControlPolicies ?? notCollected('ListPoliciesForTarget'))],
      ['resource control policies', readability(levels?.resourceControlPolicies ?? notCollected('ListPoliciesForTarget'))],
    ]),
    documents:
      levels === null
        ? []
        : [
            ...ofLevels('service control policy', levels.serviceControlPolicies),
            ...ofLevels('resource control policy', levels.resourceControlPolicies),
          ],
  };
};

const describe = (estate: Estate): ReadonlyMap<string, Described> => {
  const all = [
    ...[...estate.accounts.values()].map(describeAccount),
    ...[...estate.buckets.values()].map(describeBucket),
    ...[...estate.roles.values()].map(describeRole),
    ...[...estate.kmsKeys.values()].map(describeKey),
  ];
  return new Map(all.map((described) => [described.resource, described]));
};

const factText = (fact: Fact<unknown>): string => {
  if (fact.state === 'known') return shortJson(fact.value);
  if (fact.state === 'absent') return 'not there';
  return fact.state === 'unreadable' ? `unreadable (${fact.code})` : 'not collected';
};

const isSame = (was: Fact<unknown>, is: Fact<unknown>): boolean =>
  was.state === 'known' && is.state === 'known' ? canonicalJson(was.value) === canonicalJson(is.value) : factText(was) === factText(is);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const settingDetails = (was: Fact<unknown>, is: Fact<unknown>): readonly string[] =>
  was.state === 'known' && is.state === 'known' && isObject(was.value) && isObject(is.value)
    ? elementChanges(was.value, is.value)
    : [`is ${factText(is)}, was ${factText(was)}`];

/** A setting that one side does not list is not there: a replication rule that came or went. */
const diffSettings = function* (resource: string, before: Settings, after: Settings): Iterable<EstateChange> {
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(name) ?? absent(), after.get(name) ?? absent()];
    // What nobody collected says nothing about a change.
    if (isSame(was, is) || was.state === 'not-collected' || is.state === 'not-collected') continue;
    const what = was.state === 'absent' ? 'added' : is.state === 'absent' ? 'removed' : 'changed';
    yield { resource, what, name, statement: null, sid: null, details: settingDetails(was, is) };
  }
};

const whole = (resource: string, what: 'added' | 'removed'): EstateChange => ({
  resource,
  what,
  name: 'everything',
  statement: null,
  sid: null,
  details: [],
});

/**
 * What changed between two pictures of an estate: statements of policies, and the settings that replication hangs on. Resources
 * in the order of their ARNs.
 */
export const diffEstates = (from: Estate, to: Estate): readonly EstateChange[] => {
  const before = describe(from);
  const after = describe(to);
  const changes: EstateChange[] = [];
  for (const resource of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [was, is] = [before.get(resource), after.get(resource)];
    if (was === undefined || is === undefined) {
      changes.push(whole(resource, was === undefined ? 'added' : 'removed'));
      continue;
    }
    changes.push(...diffSettings(resource, was.settings, is.settings), ...diffPolicies(resource, was.documents, is.documents));
  }
  return changes;
};

