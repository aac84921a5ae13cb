/** Entries for roles, joined and with their managed policies looked up. */
import { type Fact, type Missing, type Origin, isMissing, isUnasked, known, unreadable } from '../../estate/fact.js';
import { notCollected, refusedHint } from './words.js';
import { newerOrigin } from './buckets.js';
import type { Join } from './join.js';
import type { ManagedPolicies } from './managed-policies.js';
import type { NamedPolicy, PolicyText, Role } from '../../estate/model.js';
import type { Attachment, RoleEntry } from './role-entry.js';

function joinDocuments(
  first: ReadonlyMap<string, Fact<PolicyText>>,
  second: ReadonlyMap<string, Fact<PolicyText>>,
  join: Join,
): ReadonlyMap<string, Fact<PolicyText>> {
  const joined = new Map(first);
  for (const [name, fact] of second) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? fact : join.better(before, fact));
  }
  return joined;
}

/** Two readings of one role; or one, and what a change says of it. */
export function joinRoleEntries(first: RoleEntry, second: RoleEntry, join: Join): RoleEntry {
  const joined = joinAnswers(first, second, join);
  const [isFirst, isSecond] = [first, second].map(({ origin }) => join.isChange(origin.source));
  if (isFirst === isSecond) {
    if (isLater(first, second, join)) return laidOver(joined, second, first);
    return isLater(second, first, join) ? laidOver(joined, first, second) : joined;
  }
  return isFirst ? laidOver(joined, second, first) : laidOver(joined, first, second);
}

/** Code that is newer than what was read, and that says only a part of what the role has. */
function isLater(code: RoleEntry, than: RoleEntry, join: Join): boolean {
  return code.laidOver !== null && than.laidOver === null && join.isNewer(code.origin.source, than.origin.source);
}

/** A change adds to the policies that are there, unless it lists all of them itself. */
function laidOver(joined: RoleEntry, base: RoleEntry, change: RoleEntry): RoleEntry {
  const { laidOver: over } = change;
  const isRemoved = (name: string): boolean => over?.removes.has(name) === true;
  const without = <T>(documents: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
    new Map([...documents].filter(([name]) => !isRemoved(name)));
  const inlineNames = withMore(base.inlineNames, change.inlineNames, [...change.inlineDocuments.keys()], isRemoved);
  const attached = withMore(base.attached, change.attached, change.attachedToo, ({ arn }) => isRemoved(arn));
  const isLeft = (part: string): boolean => over !== null && !over.sets.has(part);
  return {
    ...joined,
    boundary: isLeft('PermissionsBoundary') ? base.boundary : joined.boundary,
    tags: isLeft('Tags') ? base.tags : joined.tags,
    inlineNames: inlineNames ?? joined.inlineNames,
    inlineDocuments: without(joined.inlineDocuments),
    attached: attached ?? joined.attached,
    managedDocuments: without(joined.managedDocuments),
    laidOver: null,
  };
}

/** Null where one of the lists says it all: the change knows the whole, or that nobody knows; or what was there is missing. */
function withMore<T>(
  before: Fact<readonly T[]>,
  change: Fact<readonly T[]>,
  more: readonly T[],
  isRemoved: (item: T) => boolean,
): Fact<readonly T[]> | null {
  if (before.state !== 'known' || !isUnasked(change)) return null;
  return known([...new Set([...before.value.filter((item) => !isRemoved(item)), ...more])], before.origin);
}

/** Operation by operation. */
function joinAnswers(first: RoleEntry, second: RoleEntry, join: Join): RoleEntry {
  return {
    arn: first.arn,
    name: first.name,
    path: first.path,
    id: (join.isNewer(second.origin.source, first.origin.source) ? second.id : null) ?? first.id ?? second.id,
    account: first.account,
    exists: join.better(first.exists, second.exists),
    trustPolicy: join.better(first.trustPolicy, second.trustPolicy),
    boundary: join.better(first.boundary, second.boundary),
    tags: join.better(first.tags, second.tags),
    inlineNames: join.better(first.inlineNames, second.inlineNames),
    inlineDocuments: joinDocuments(first.inlineDocuments, second.inlineDocuments, join),
    attached: join.better(first.attached, second.attached),
    attachedToo: [...first.attachedToo, ...second.attachedToo],
    laidOver: first.laidOver ?? second.laidOver,
    managedDocuments: joinDocuments(first.managedDocuments, second.managedDocuments, join),
    origin: newerOrigin(first.origin, second.origin, join) ?? first.origin,
  };
}

function inline(name: string, document: Fact<PolicyText>): NamedPolicy {
  return {
    kind: 'inline',
    name,
    arn: null,
    document,
  };
}

function managed(arn: string, document: Fact<PolicyText>): NamedPolicy {
  return {
    kind: 'managed',
    name: arn.slice(arn.lastIndexOf('/') + 1),
    arn,
    document,
  };
}

/** Stands for the policies of a list that could not be read, beside those of the other list. */
function unlisted(kind: 'inline' | 'managed', missing: Missing): NamedPolicy {
  return {
    kind,
    name: kind === 'inline' ? '(inline policies)' : '(attached policies)',
    arn: null,
    document: missing,
  };
}

function inlinePolicies({ inlineNames, inlineDocuments }: RoleEntry): readonly NamedPolicy[] {
  const names = inlineNames.state === 'known' ? inlineNames.value : [...inlineDocuments.keys()];
  const policies = names.map((name) => inline(name, inlineDocuments.get(name) ?? notCollected('GetRolePolicy')));
  return isMissing(inlineNames) ? [...policies, unlisted('inline', inlineNames)] : policies;
}

/** Policies that were deleted between the listing and the reading are no policies of the role. */
function isThere({ document }: NamedPolicy): boolean {
  return document.state !== 'absent';
}

export class ManagedDocuments {
  readonly #policies: ManagedPolicies;
  readonly #join: Join;

  constructor(policies: ManagedPolicies, join: Join) {
    this.#policies = policies;
    this.#join = join;
  }

  of(arn: string, entry: RoleEntry): Fact<PolicyText> {
    const listed = this.#policies.documentOf(arn);
    const own = entry.managedDocuments.get(arn);
    return own === undefined ? listed : this.#join.better(listed, own);
  }
}

function identityPoliciesOf(entry: RoleEntry, documents: ManagedDocuments): Fact<readonly NamedPolicy[]> {
  const { exists, inlineNames, inlineDocuments, attached, attachedToo } = entry;
  if (exists.state === 'absent') return exists;
  const isNothingKnown =
    isMissing(inlineNames) && inlineDocuments.size === 0 && isMissing(attached) && attachedToo.length === 0;
  if (isNothingKnown) return inlineNames.state === 'unreadable' ? inlineNames : attached;
  const attachments = attached.state === 'known' ? attached.value : attachedToo;
  const managedPolicies = [...new Set(attachments.map(({ arn }) => arn))].map((arn) =>
    managed(arn, documents.of(arn, entry)),
  );
  const all = [
    ...inlinePolicies(entry),
    ...managedPolicies,
    ...(isMissing(attached) ? [unlisted('managed', attached)] : []),
  ];
  return known(all.filter(isThere), originOf(inlineNames) ?? originOf(attached) ?? entry.origin);
}

function originOf(fact: Fact<unknown>): Origin | null {
  return fact.state === 'known' ? fact.origin : null;
}

function boundaryOf(entry: RoleEntry, documents: ManagedDocuments): Fact<NamedPolicy> {
  const { boundary } = entry;
  if (boundary.state !== 'known') return boundary;
  const { arn, origin }: Attachment = boundary.value;
  const document = documents.of(arn, entry);
  return known(managed(arn, document.state === 'absent' ? dangling(document.code, origin) : document), origin);
}

/** A boundary that names a deleted policy still bounds: what it would allow is not known. */
function dangling(code: string | null, origin: Origin): Fact<never> {
  const message = 'The policy that the permissions boundary names does not exist.';
  const Code = code ?? 'NoSuchEntity';
  return {
    ...unreadable('GetPolicyVersion', Code, message, origin),
    hint: refusedHint('GetPolicyVersion', Code),
  };
}

export function roleOf(entry: RoleEntry, documents: ManagedDocuments): Role {
  return {
    arn: entry.arn,
    name: entry.name,
    path: entry.path,
    id: entry.id,
    account: entry.account,
    exists: entry.exists,
    trustPolicy: entry.trustPolicy,
    identityPolicies: identityPoliciesOf(entry, documents),
    permissionsBoundary: boundaryOf(entry, documents),
    tags: entry.tags,
    origin: entry.origin,
  };
}
