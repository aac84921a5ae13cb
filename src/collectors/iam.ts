/** What is asked about roles and their policies. */
import {
  GetAccountAuthorizationDetailsCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import type { AccountReader } from './account-reader.js';
import { type Entry, pagesOf } from './entry.js';
import { type Json, type JsonObject, errorCodeOf, isJsonObject, listAt, memberAt, textAt } from './json.js';

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
export function getRole(reader: AccountReader, role: Entry, RoleName: string): Promise<Json> {
  return role.read('GetRole', () =>
    reader.ask('iam', reader.identity.region, 'GetRole', (client) => client.send(new GetRoleCommand({ RoleName }))),
  );
}

/** Inline policies, and which managed ones are attached. */
export async function readRolePolicies(reader: AccountReader, role: Entry, RoleName: string): Promise<void> {
  if (errorCodeOf(role.get('GetRole')) === 'NoSuchEntity') return;
  const { region } = reader.identity;
  const inline = async (): Promise<void> => {
    await role.readPages(
      'ListRolePolicies',
      (marker) =>
        reader.ask('iam', region, 'ListRolePolicies', (client) =>
          client.send(new ListRolePoliciesCommand({ RoleName, ...paged(marker) })),
        ),
      morePages,
    );
    const names = inlineNamesOf(role);
    if (names.length === 0) return;
    await role.readEach('GetRolePolicy', 'PolicyName', names, (PolicyName) =>
      reader.ask('iam', region, 'GetRolePolicy', (client) =>
        client.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
      ),
    );
  };
  const attached = role.readPages(
    'ListAttachedRolePolicies',
    (marker) =>
      reader.ask('iam', region, 'ListAttachedRolePolicies', (client) =>
        client.send(new ListAttachedRolePoliciesCommand({ RoleName, ...paged(marker) })),
      ),
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
export async function readPolicy(reader: AccountReader, policy: Entry, PolicyArn: string): Promise<void> {
  if (policy.get('PolicyVersionList') !== undefined) return;
  const { region } = reader.identity;
  const answer = await policy.read('GetPolicy', () =>
    reader.ask('iam', region, 'GetPolicy', (client) => client.send(new GetPolicyCommand({ PolicyArn }))),
  );
  const VersionId = textAt(answer, 'Policy', 'DefaultVersionId');
  if (VersionId === undefined) return;
  await policy.read('GetPolicyVersion', () =>
    reader.ask('iam', region, 'GetPolicyVersion', (client) =>
      client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId })),
    ),
  );
}

export interface AuthorizationDetails {
  /** Elements of RoleDetailList by ARN. */
  readonly roles: ReadonlyMap<string, JsonObject>;
  /** Elements of Policies by ARN. */
  readonly policies: ReadonlyMap<string, JsonObject>;
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
export async function readAuthorizationDetails(reader: AccountReader): Promise<AuthorizationDetails | null> {
  const pages: Json[] = [];
  let marker: string | undefined;
  do {
    const input = { Filter: ['Role' as const, 'LocalManagedPolicy' as const], MaxItems: 1_000, ...paged(marker) };
    const page = await reader.ask('iam', reader.identity.region, 'GetAccountAuthorizationDetails', (client) =>
      client.send(new GetAccountAuthorizationDetailsCommand(input)),
    );
    if (errorCodeOf(page) !== undefined) return null;
    pages.push(page);
    marker = morePages(page);
  } while (marker !== undefined);
  return {
    roles: byArn(pages.flatMap((page) => listAt(page, 'RoleDetailList'))),
    policies: byArn(pages.flatMap((page) => listAt(page, 'Policies'))),
  };
}

/**
 * Takes over from the account's details what they say about a role. Trust policy and boundary are `GetRole`'s to tell: the details
 * have been seen without boundaries. Only where `GetRole` failed and they do name a boundary are they taken as they are.
 */
export function takeDetail(role: Entry, detail: JsonObject): void {
  const isConfirmed = errorCodeOf(role.get('GetRole')) === undefined;
  const isWhole = !isConfirmed && memberAt(detail, 'PermissionsBoundary') !== undefined;
  for (const [name, value] of Object.entries(detail)) {
    const isPolicies = name === 'RolePolicyList' || name === 'AttachedManagedPolicies';
    if (value !== undefined && name !== 'Arn' && (isPolicies || isWhole)) role.set(name, value);
  }
}
