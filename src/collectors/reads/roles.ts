/** What is asked about roles and their policies. */
import type { Answers } from '../answers/answers.js';
import { type Entry, pagesOf } from '../entries/entry.js';
import { type Json, type JsonObject, errorCodeOf, isJsonObject, listAt, memberAt, textAt } from '../json.js';

function morePages(page: Json): string | undefined {
  return memberAt(page, 'IsTruncated') === true ? textAt(page, 'Marker') : undefined;
}

function paged(Marker: string | undefined): { Marker?: string } {
  return Marker === undefined ? {} : { Marker };
}

/** The name of a role that its ARN ends with, or null where it is none. */
export function roleNameOf(arn: string): string | null {
  return /^arn:[^:]+:iam::\d{12}:role\/(?:[\u0021-\u007e]+\/)?([\w+=,.@-]{1,64})$/.exec(arn)?.[1] ?? null;
}

/** Trust policy, permissions boundary and tags. */
export function getRole(answers: Answers, role: Entry, RoleName: string): Promise<Json> {
  return role.read('GetRole', () => answers.read('GetRole', { RoleName }));
}

/**
 * Whether the role that a configuration names exists. IAM finds roles by their name alone: one of that name and another path is another
 * role, and S3 is not told to assume that one.
 */
export function isThere(role: Entry, arn: string): boolean {
  const answer = role.get('GetRole');
  if (errorCodeOf(answer) === 'NoSuchEntity') return false;
  const found = textAt(answer, 'Role', 'Arn');
  return found === undefined || found === arn;
}

/** Inline policies, and which managed ones are attached. */
export async function readRolePolicies(answers: Answers, role: Entry, RoleName: string): Promise<void> {
  const inline = async (): Promise<void> => {
    await role.readPages(
      'ListRolePolicies',
      (marker) => answers.read('ListRolePolicies', { RoleName, ...paged(marker) }),
      morePages,
    );
    const names = inlineNamesOf(role);
    if (names.length === 0) return;
    await role.readEach('GetRolePolicy', 'PolicyName', names, (PolicyName) =>
      answers.read('GetRolePolicy', { RoleName, PolicyName }),
    );
  };
  const attached = role.readPages(
    'ListAttachedRolePolicies',
    (marker) => answers.read('ListAttachedRolePolicies', { RoleName, ...paged(marker) }),
    morePages,
  );
  await Promise.all([inline(), attached]);
}

function inlineNamesOf(role: Entry): readonly string[] {
  return pagesOf(role.get('ListRolePolicies'))
    .flatMap((page) => listAt(page, 'PolicyNames'))
    .filter((name) => typeof name === 'string');
}

function isWhole(pages: readonly Json[]): boolean {
  const last = pages.at(-1);
  return last !== undefined && morePages(last) === undefined;
}

/** Whether the inline and attached policies of a role are there, or answers that say why not. */
export function hasPolicies(role: Entry): boolean {
  if (role.get('RolePolicyList') !== undefined) return true;
  const lists = ['ListRolePolicies', 'ListAttachedRolePolicies'] as const;
  if (!lists.every((list) => isWhole(pagesOf(role.get(list))))) return false;
  const read = new Set(pagesOf(role.get('GetRolePolicy')).map((answer) => textAt(answer, 'PolicyName')));
  return inlineNamesOf(role).every((name) => read.has(name));
}

function arnsIn(list: readonly Json[]): readonly string[] {
  return list.map((element) => textAt(element, 'PolicyArn')).filter((arn) => arn !== undefined);
}

/** ARNs of all managed policies that have a say about a role: attached ones, and the boundary. */
export function managedPoliciesOf(role: Entry): readonly string[] {
  const pages = pagesOf(role.get('ListAttachedRolePolicies'));
  const boundary =
    textAt(role.get('GetRole'), 'Role', 'PermissionsBoundary', 'PermissionsBoundaryArn') ??
    textAt(role.get('PermissionsBoundary'), 'PermissionsBoundaryArn');
  return [
    ...new Set([
      ...arnsIn(pages.flatMap((page) => listAt(page, 'AttachedPolicies'))),
      ...arnsIn(listAt(role.get('AttachedManagedPolicies'))),
      ...(boundary === undefined ? [] : [boundary]),
    ]),
  ].sort();
}

/** The version in force of a managed policy. */
export async function readPolicy(answers: Answers, policy: Entry, PolicyArn: string): Promise<void> {
  if (policy.get('PolicyVersionList') !== undefined) return;
  const answer = await policy.read('GetPolicy', () => answers.read('GetPolicy', { PolicyArn }));
  const VersionId = textAt(answer, 'Policy', 'DefaultVersionId');
  if (VersionId === undefined) return;
  await policy.read('GetPolicyVersion', () => answers.read('GetPolicyVersion', { PolicyArn, VersionId }));
}

export interface AuthorizationDetails {
  /** Elements of RoleDetailList by ARN. */
  readonly roles: ReadonlyMap<string, JsonObject>;
  /** Elements of Policies by ARN. */
  readonly policies: ReadonlyMap<string, JsonObject>;
  /** No answer is older; RFC 3339. */
  readonly asOf: string;
}

function byArn(elements: readonly Json[]): Map<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  for (const element of elements) {
    const arn = textAt(element, 'Arn');
    if (arn !== undefined && isJsonObject(element)) found.set(arn, element);
  }
  return found;
}

/**
 * All roles and customer managed policies of the account, in a few calls.
 * @returns null where the account does not let us
 */
export async function readAuthorizationDetails(answers: Answers): Promise<AuthorizationDetails | null> {
  const pages: Json[] = [];
  let asOf = '';
  let marker: string | undefined;
  do {
    const page = await answers.read('GetAccountAuthorizationDetails', {
      Filter: ['Role', 'LocalManagedPolicy'],
      MaxItems: 1_000,
      ...paged(marker),
    });
    if (errorCodeOf(page.json) !== undefined) return null;
    pages.push(page.json);
    asOf = page.provenance.asOf;
    const next = morePages(page.json);
    marker = next === marker ? undefined : next;
  } while (marker !== undefined);
  return {
    roles: byArn(pages.flatMap((page) => listAt(page, 'RoleDetailList'))),
    policies: byArn(pages.flatMap((page) => listAt(page, 'Policies'))),
    asOf,
  };
}

/**
 * Takes over from the account's details what they say about a role. Trust policy and boundary are `GetRole`'s to tell: the details
 * have been seen without boundaries. Only where `GetRole` failed and they do name a boundary are they taken as they are.
 */
export function takeDetail(role: Entry, detail: JsonObject, asOf: string): void {
  const isConfirmed = errorCodeOf(role.get('GetRole')) === undefined;
  const isWhole = !isConfirmed && memberAt(detail, 'PermissionsBoundary') !== undefined;
  for (const [name, value] of Object.entries(detail)) {
    const isPolicies = name === 'RolePolicyList' || name === 'AttachedManagedPolicies';
    if (value !== undefined && name !== 'Arn' && (isPolicies || isWhole)) role.set(name, value, asOf);
  }
}
