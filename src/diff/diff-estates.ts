import { bucketArn } from '../estate/arn.js';
import { absent, type Fact, isMissing, isUnasked, known, type Origin } from '../estate/fact.js';
import type { Account, Bucket, Estate, KmsKey, NamedPolicy, PolicyLevel, Role } from '../estate/model.js';
import { diffPolicies, type NamedDocument } from './diff-policies.js';
import { missingText } from './diff-words.js';
import { canonicalJson, shortJson } from '../basics/canonical-json.js';
import { elementChanges } from './element-changes.js';
import type { EstateChange } from './model.js';
import { type FoundChange, originOf } from './found-change.js';
import type { Location } from '../report/model.js';

type Settings = ReadonlyMap<string, Fact<unknown>>;

/**
 * Settings and policies that are read together: where they cannot be read on one side, nothing is said of what stands in them.
 */
interface Part {
  readonly name: string;
  readonly read: Fact<unknown>;
  readonly settings: Settings;
  readonly documents: readonly NamedDocument[];
}

/** Everything about one resource that can change. */
interface Described {
  readonly resource: string;
  readonly origin: Origin | null;
  readonly parts: readonly Part[];
}

const noSettings: Settings = new Map();

function own(settings: Iterable<readonly [string, Fact<unknown>]>, documents: readonly NamedDocument[] = []): Part {
  return {
    name: 'own',
    read: absent(),
    settings: new Map(settings),
    documents,
  };
}

function documentsOf(kind: string, policies: readonly NamedPolicy[]): readonly NamedDocument[] {
  return policies.map(({ name, document }) => ({ name: `${kind} ${name}`, document }));
}

/** Policies that came from one list. */
function policiesPart(name: string, kind: string, policies: Fact<readonly NamedPolicy[]>): Part {
  return {
    name,
    read: policies,
    settings: noSettings,
    documents: policies.state === 'known' ? documentsOf(kind, policies.value) : [],
  };
}

const levelParts = function* (name: string, kind: string, levels: Fact<readonly PolicyLevel[]>): Iterable<Part> {
  yield { name, read: levels, settings: noSettings, documents: [] };
  if (levels.state !== 'known') return;
  for (const { target, policies } of levels.value) {
    yield policiesPart(`${name} of ${target}`, `${kind} of ${target}:`, policies);
  }
};

function boundaryPart({ permissionsBoundary: boundary }: Role): Part {
  return {
    name: 'permissions boundary',
    read: boundary,
    settings: noSettings,
    documents: boundary.state === 'known' ? documentsOf('permissions boundary', [boundary.value]) : [],
  };
}

function describeRole(role: Role): Described {
  return {
    resource: role.arn,
    origin: role.origin,
    parts: [
      own([['existence', role.exists]], [{ name: 'trust policy', document: role.trustPolicy }]),
      policiesPart('identity-based policies', 'identity policy', role.identityPolicies),
      boundaryPart(role),
    ],
  };
}

/** The role and each replication rule on its own, so that a change names the rule. */
const replicationSettings = function* (fact: Bucket['replication']): Iterable<readonly [string, Fact<unknown>]> {
  if (fact.state !== 'known') return;
  yield ['replication role', known(fact.value.Role ?? null, fact.origin)];
  for (const [index, rule] of fact.value.Rules.entries()) {
    const { source, pointer } = fact.origin;
    yield [
      `replication rule ${rule.ID ?? `number ${index + 1}`}`,
      known(rule, { source, pointer: `${pointer}/Rules/${index}` }),
    ];
  }
};

function describeBucket(bucket: Bucket): Described {
  return {
    resource: bucketArn(bucket),
    origin: bucket.origin,
    parts: [
      own(
        [
          ['existence', bucket.exists],
          ['Region', bucket.region],
          ['versioning', bucket.versioning],
          ['default encryption', bucket.encryption],
          ['object ownership', bucket.ownership],
          ['Object Lock', bucket.objectLock],
          ['Block Public Access', bucket.publicAccessBlock],
        ],
        [{ name: 'bucket policy', document: bucket.policy }],
      ),
      {
        name: 'replication configuration',
        read: bucket.replication,
        settings: new Map(replicationSettings(bucket.replication)),
        documents: [],
      },
    ],
  };
}

/** Code says less of a key than KMS does: only what decides whether it can be used is compared. */
function thatDecide({ metadata }: Pick<KmsKey, 'metadata'>): Fact<unknown> {
  if (metadata.state !== 'known') return metadata;
  const { KeyState, KeyUsage, KeySpec, CustomerMasterKeySpec, MultiRegion = false } = metadata.value;
  return known({ KeyState, KeyUsage, KeySpec: KeySpec ?? CustomerMasterKeySpec, MultiRegion }, metadata.origin);
}

function describeKey(key: KmsKey): Described {
  return {
    resource: key.arn,
    origin: key.origin,
    parts: [
      own(
        [
          ['metadata', thatDecide(key)],
          ['grants', key.grants],
          ['aliases', key.aliases],
        ],
        [{ name: 'key policy', document: key.policy }],
      ),
    ],
  };
}

function describeAccount(account: Account): Described {
  const { organization, id: resource, origin } = account;
  const settings: [string, Fact<unknown>][] = [['Block Public Access of the account', account.publicAccessBlock]];
  if (organization.state !== 'known')
    return { resource, origin, parts: [own([...settings, ['organization', organization]])] };
  const { id, serviceControlPolicies, resourceControlPolicies } = organization.value;
  return {
    resource,
    origin,
    parts: [
      own([...settings, ['organization', known(id, organization.origin)]]),
      ...levelParts('service control policies', 'service control policy', serviceControlPolicies),
      ...levelParts('resource control policies', 'resource control policy', resourceControlPolicies),
    ],
  };
}

function describe(estate: Estate): ReadonlyMap<string, Described> {
  const all = [
    ...[...estate.accounts.values()].map(describeAccount),
    ...[...estate.buckets.values()].map(describeBucket),
    ...[...estate.roles.values()].map(describeRole),
    ...[...estate.kmsKeys.values()].map(describeKey),
  ];
  return new Map(all.map((described) => [described.resource, described]));
}

function factText(fact: Fact<unknown>): string {
  if (fact.state === 'known') return shortJson(fact.value);
  if (fact.state === 'absent') return 'not there';
  return missingText(fact);
}

function isSame(was: Fact<unknown>, is: Fact<unknown>): boolean {
  return was.state === 'known' && is.state === 'known'
    ? canonicalJson(was.value) === canonicalJson(is.value)
    : factText(was) === factText(is);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function settingDetails(was: Fact<unknown>, is: Fact<unknown>): readonly string[] {
  return was.state === 'known' && is.state === 'known' && isObject(was.value) && isObject(is.value)
    ? elementChanges(was.value, is.value)
    : [`is ${factText(is)}, was ${factText(was)}`];
}

/** A setting that one side does not list is not there: a replication rule that came or went. */
const diffSettings = function* (resource: string, before: Settings, after: Settings): Iterable<FoundChange> {
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(name) ?? absent(), after.get(name) ?? absent()];
    // What nobody collected says nothing about a change.
    if (isSame(was, is) || isUnasked(was) || isUnasked(is)) continue;
    const what = was.state === 'absent' ? 'added' : is.state === 'absent' ? 'removed' : 'changed';
    yield { resource, what, name, statement: null, sid: null, details: settingDetails(was, is), origin: originOf(is) };
  }
};

function change(resource: string, name: string, was: Fact<unknown>, is: Fact<unknown>): FoundChange {
  return {
    resource,
    what: 'changed',
    name,
    statement: null,
    sid: null,
    details: [`is ${readText(is)}, was ${readText(was)}`],
    origin: originOf(is),
  };
}

function readText(fact: Fact<unknown>): string {
  return fact.state === 'known' ? 'readable' : factText(fact);
}

/** Parts that only one side knows of (the levels of an organization) have nothing to be compared with. */
const diffParts = function* (resource: string, before: readonly Part[], after: readonly Part[]): Iterable<FoundChange> {
  const earlier = new Map(before.map((part) => [part.name, part]));
  for (const is of after) {
    const was = earlier.get(is.name);
    if (was === undefined || isUnasked(was.read) || isUnasked(is.read)) continue;
    if (!isMissing(was.read) && !isMissing(is.read)) {
      yield* diffSettings(resource, was.settings, is.settings);
      yield* diffPolicies(resource, was.documents, is.documents);
    } else if (readText(was.read) !== readText(is.read)) {
      yield change(resource, is.name, was.read, is.read);
    }
  }
};

function whole(resource: string, what: 'added' | 'removed', origin: Origin | null): FoundChange {
  return {
    resource,
    what,
    name: 'everything',
    statement: null,
    sid: null,
    details: [],
    origin,
  };
}

/**
 * What changed between two pictures of an estate: statements of policies, and the settings that replication depends on. Resources
 * in the order of their ARNs.
 * @param place where a person edits what stands there in the later picture; null where there is no such place
 */
export function diffEstates(
  from: Estate,
  to: Estate,
  place: (origin: Origin) => Location | null = () => null,
): readonly EstateChange[] {
  return found(from, to).map(({ origin, ...change }) => {
    const location = origin === null ? null : place(origin);
    return location === null ? change : { ...change, location };
  });
}

function found(from: Estate, to: Estate): readonly FoundChange[] {
  const before = describe(from);
  const after = describe(to);
  const changes: FoundChange[] = [];
  for (const resource of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [was, is] = [before.get(resource), after.get(resource)];
    if (was === undefined || is === undefined) {
      changes.push(whole(resource, was === undefined ? 'added' : 'removed', is?.origin ?? null));
      continue;
    }
    for (const each of diffParts(resource, was.parts, is.parts)) changes.push(each);
  }
  return changes;
}
