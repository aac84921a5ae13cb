/**
 * One entry for a role, read: an element of `RoleDetailList`, or `GetRole` with the answers about the role's policies. Both give the
 * same parts. Managed policies are still only names here: their documents may stand in another snapshot.
 */
import { at, factOf, factOfError, factOfPages, isFailed, pagesWithOrigin } from './answer.js';
import { partsOf } from '../../estate/arn.js';
import { type Fact, type Origin, absent, known } from '../../estate/fact.js';
import { notCollected } from './words.js';
import type { PolicyText, Tag } from '../../estate/model.js';
import type { PolicyDocuments } from './policy-documents.js';
import type { RawRole } from '../snapshot/snapshot-shape.js';

export interface Attachment {
  readonly arn: string;
  readonly origin: Origin;
}

/** What code does to a role that is there. */
export interface LaidOver {
  /** Names of parts beside policies. */
  readonly sets: ReadonlySet<string>;
  /** Names of inline policies, ARNs of attached ones. */
  readonly removes: ReadonlySet<string>;
}

export interface RoleEntry {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly id: string | null;
  readonly account: string;
  readonly exists: Fact<true>;
  readonly trustPolicy: Fact<PolicyText>;
  readonly boundary: Fact<Attachment>;
  readonly tags: Fact<readonly Tag[]>;
  readonly inlineNames: Fact<readonly string[]>;
  readonly inlineDocuments: ReadonlyMap<string, Fact<PolicyText>>;
  readonly attached: Fact<readonly Attachment[]>;
  /** Known to be attached where the list is missing. */
  readonly attachedToo: readonly Attachment[];
  readonly laidOver: LaidOver | null;
  /** Documents of managed policies that stand in the role's own entry. */
  readonly managedDocuments: ReadonlyMap<string, Fact<PolicyText>>;
  readonly origin: Origin;
}

function isDetail(raw: RawRole): boolean {
  return raw.AssumeRolePolicyDocument !== undefined;
}

/** The part of the entry that says what `GetRole` says: the element itself, or the answer. */
function detailOf(
  raw: RawRole,
  origin: Origin,
): Fact<Pick<RawRole, 'AssumeRolePolicyDocument' | 'PermissionsBoundary' | 'Tags'>> {
  return isDetail(raw)
    ? known(raw, origin)
    : factOf('GetRole', raw.GetRole, at(origin, 'GetRole'), ({ Role }, place) => known(Role, at(place, 'Role')));
}

function mapKnown<A, B>(fact: Fact<A>, read: (value: A, origin: Origin) => Fact<B>): Fact<B> {
  return fact.state === 'known' ? read(fact.value, fact.origin) : fact;
}

function existenceOf(raw: RawRole, detail: Fact<unknown>, origin: Origin): Fact<true> {
  if (detail.state === 'known') return known(true, detail.origin);
  if (detail.state === 'absent') return detail;
  for (const operation of ['ListRolePolicies', 'ListAttachedRolePolicies'] as const) {
    const [first] = raw[operation] === undefined ? [] : pagesWithOrigin(raw[operation], at(origin, operation));
    if (first !== undefined && !isFailed(first[0])) return known(true, first[1]);
  }
  return detail;
}

function inlineOf(
  raw: RawRole,
  origin: Origin,
  documents: PolicyDocuments,
): Pick<RoleEntry, 'inlineNames' | 'inlineDocuments'> {
  const found = new Map<string, Fact<PolicyText>>();
  if (raw.RolePolicyList !== undefined) {
    const place = at(origin, 'RolePolicyList');
    for (const [index, { PolicyName, PolicyDocument }] of raw.RolePolicyList.entries()) {
      found.set(PolicyName, documents.read(PolicyDocument, at(place, index, 'PolicyDocument')));
    }
    return { inlineNames: known([...found.keys()], place), inlineDocuments: found };
  }
  const inlineNames = factOfPages(
    'ListRolePolicies',
    raw.ListRolePolicies,
    at(origin, 'ListRolePolicies'),
    (page) => page.PolicyNames,
  );
  if (raw.GetRolePolicy !== undefined) {
    for (const [answer, place] of pagesWithOrigin(raw.GetRolePolicy, at(origin, 'GetRolePolicy'))) {
      if (!isFailed(answer))
        found.set(answer.PolicyName, documents.read(answer.PolicyDocument, at(place, 'PolicyDocument')));
      else
        for (const name of namesOfFailure(answer, inlineNames))
          found.set(name, factOfError('GetRolePolicy', answer, place));
    }
  }
  return { inlineNames, inlineDocuments: found };
}

/** An error that names no policy can only be placed where the role has a single one. */
function namesOfFailure(answer: { readonly PolicyName?: string }, names: Fact<readonly string[]>): readonly string[] {
  if (answer.PolicyName !== undefined) return [answer.PolicyName];
  return names.state === 'known' && names.value.length === 1 ? names.value : [];
}

function attachedOf(raw: RawRole, origin: Origin): Fact<readonly Attachment[]> {
  if (raw.AttachedManagedPolicies !== undefined) {
    const place = at(origin, 'AttachedManagedPolicies');
    return known(
      raw.AttachedManagedPolicies.map(({ PolicyArn }, index) => ({ arn: PolicyArn, origin: at(place, index) })),
      place,
    );
  }
  return factOfPages(
    'ListAttachedRolePolicies',
    raw.ListAttachedRolePolicies,
    at(origin, 'ListAttachedRolePolicies'),
    (page, place) =>
      page.AttachedPolicies.map(({ PolicyArn }, index) => ({
        arn: PolicyArn,
        origin: at(place, 'AttachedPolicies', index),
      })),
  );
}

/**
 * `GetPolicyVersion` does not say whose version it answers with. Beside the role, answers that carry no `PolicyArn` are taken in the
 * order of the attached policies, if there are as many: together they allow the same in any order.
 * @returns null where the answers cannot be told apart
 */
function managedDocumentsOf(
  raw: RawRole,
  origin: Origin,
  attached: Fact<readonly Attachment[]>,
  documents: PolicyDocuments,
): Map<string, Fact<PolicyText>> | null {
  const found = new Map<string, Fact<PolicyText>>();
  const nameless: Fact<PolicyText>[] = [];
  if (raw.GetPolicyVersion === undefined) return found;
  for (const [answer, place] of pagesWithOrigin(raw.GetPolicyVersion, at(origin, 'GetPolicyVersion'))) {
    const fact = isFailed(answer)
      ? factOfError('GetPolicyVersion', answer, place)
      : versionFact(answer.PolicyVersion, place, documents);
    if (answer.PolicyArn === undefined) nameless.push(fact);
    else found.set(answer.PolicyArn, fact);
  }
  if (nameless.length === 0) return found;
  const open = attached.state === 'known' ? attached.value.filter(({ arn }) => !found.has(arn)) : [];
  if (open.length !== nameless.length) return null;
  for (const [index, fact] of nameless.entries()) {
    const attachment = open[index];
    if (attachment !== undefined) found.set(attachment.arn, fact);
  }
  return found;
}

function versionFact(
  version: { readonly Document?: string | Readonly<Record<string, unknown>>; readonly IsDefaultVersion?: boolean },
  origin: Origin,
  documents: PolicyDocuments,
): Fact<PolicyText> {
  if (version.Document === undefined || version.IsDefaultVersion === false) return notCollected('GetPolicyVersion');
  return documents.read(version.Document, at(origin, 'PolicyVersion', 'Document'));
}

/** An answer about another role says nothing about the one that was asked for. */
function aboutThisRole(raw: RawRole): RawRole {
  const { Arn, GetRole } = raw;
  if (Arn === undefined || GetRole === undefined || isFailed(GetRole)) return raw;
  const answered = GetRole.Role.Arn;
  if (answered === undefined || isSameName(Arn, answered)) return raw;
  return { Arn, GetRole: { Error: { Code: 'AnswerAboutAnotherRole', Message: `IAM answered about ${answered}.` } } };
}

/** Names are unique in an account, without regard to case and path. */
function isSameName(one: string, other: string): boolean {
  const nameOf = (arn: string): string =>
    `${partsOf(arn)?.account} ${arn.slice(arn.lastIndexOf('/') + 1)}`.toLowerCase();
  return nameOf(one) === nameOf(other);
}

function laidOverOf({ LaidOver: over }: RawRole, origin: Origin): Pick<RoleEntry, 'attachedToo' | 'laidOver'> {
  if (over === undefined) return { attachedToo: [], laidOver: null };
  const place = at(origin, 'LaidOver', 'Attaches');
  return {
    attachedToo: over.Attaches.map(({ PolicyArn }, index) => ({ arn: PolicyArn, origin: at(place, index) })),
    laidOver: { sets: new Set(over.Sets), removes: new Set(over.Removes) },
  };
}

type Report = (origin: Origin, message: string) => void;

/** @returns null where the entry cannot be read; `report` is told why */
export function readRoleEntry(
  given: RawRole,
  origin: Origin,
  documents: PolicyDocuments,
  report: Report,
): RoleEntry | null {
  const raw = aboutThisRole(given);
  const answered = raw.GetRole === undefined || isFailed(raw.GetRole) ? undefined : raw.GetRole.Role;
  // IAM looks a role up by its name: the path is the one that it answers with.
  const arn = answered?.Arn ?? raw.Arn;
  const parts = arn === undefined ? null : partsOf(arn);
  if (arn === undefined || parts === null) {
    report(origin, 'This entry does not say which role it is: `Arn` is missing.');
    return null;
  }
  const resource = parts.resource.slice('role'.length);
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  const detail = detailOf(raw, origin);
  const attached = attachedOf(raw, origin);
  const managedDocuments = managedDocumentsOf(raw, origin, attached, documents);
  if (managedDocuments === null) {
    report(
      at(origin, 'GetPolicyVersion'),
      'These answers do not say which policy they belong to: add `PolicyArn` to each.',
    );
  }
  return {
    arn,
    name,
    path: resource.slice(0, resource.length - name.length),
    id: raw.RoleId ?? answered?.RoleId ?? null,
    account: parts.account,
    exists: existenceOf(raw, detail, origin),
    trustPolicy: mapKnown(detail, ({ AssumeRolePolicyDocument: document }, place) =>
      document === undefined
        ? notCollected('GetRole')
        : documents.read(document, at(place, 'AssumeRolePolicyDocument')),
    ),
    boundary: mapKnown(detail, ({ PermissionsBoundary: boundary }, place) =>
      boundary === undefined
        ? absent(null, place)
        : known(
            { arn: boundary.PermissionsBoundaryArn, origin: at(place, 'PermissionsBoundary') },
            at(place, 'PermissionsBoundary'),
          ),
    ),
    tags:
      raw.ListRoleTags === undefined
        ? mapKnown(detail, ({ Tags }, place) =>
            Tags === undefined ? absent(null, place) : known(Tags, at(place, 'Tags')),
          )
        : factOfPages('ListRoleTags', raw.ListRoleTags, at(origin, 'ListRoleTags'), ({ Tags }) => Tags),
    ...inlineOf(raw, origin, documents),
    attached,
    ...laidOverOf(raw, origin),
    managedDocuments: managedDocuments ?? new Map(),
    origin,
  };
}
