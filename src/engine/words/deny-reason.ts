/** Why a Deny hits: which of its conditions S3's request meets, and what of replication makes it so. */
import { shortList } from '../../basics/short-list.js';
import type { ConditionTest, PrincipalElement, Statement, StatementReference } from '../../policy/model.js';
import { isMissing, valueOf } from '../../estate/fact.js';
import { contextSpecOf } from '../../replication/context-keys.js';
import type { DecidedRequest, Pair } from '../shapes/model.js';
import { regionOf } from './words.js';

/** Few conditions explain a Deny; a long list hides the one that can be changed. */
const mostTests = 2;

/**
 * As the rest of a sentence, beginning with a comma; empty where the Deny has no condition.
 * @param statements - that deny
 */
export function denyReason(statements: readonly StatementReference[], request: DecidedRequest, pair: Pair): string {
  const tests = statements.flatMap(({ effect, statement }) =>
    effect === 'deny' && statement !== null ? statement.conditions : [],
  );
  const distinct = [...new Map(tests.map((test) => [conditionText(test), test]))].slice(0, mostTests);
  const reasons = distinct.map(([text, test]) => `${text} is met: ${carriedText(test, request, pair)}`);
  const conditions = reasons.length === 0 ? [] : [`its condition ${reasons.join(', and ')}`];
  const parts = [...elementTexts(statements, request, pair), ...conditions];
  return parts.length === 0 ? '' : `, because ${parts.join(', and ')}`;
}

/** Elements that apply to all but what they list. */
function elementTexts(
  statements: readonly StatementReference[],
  { action, resource, row }: DecidedRequest,
  { role }: Pair,
): readonly string[] {
  const denying = statements.flatMap(({ effect, statement }) =>
    effect === 'deny' && statement !== null ? statement : [],
  );
  const has = (isIt: (statement: Statement) => boolean): boolean => denying.some(isIt);
  const texts: string[] = [];
  if (has(({ principals }) => principals?.not === true)) {
    const isListed = has(({ principals }) => lists(principals, role.arn));
    const caller = row.callKind === 'assume-role' ? 's3.amazonaws.com' : (role.arn ?? 'the role');
    texts.push(
      isListed && role.role?.permissionsBoundary.state === 'known'
        ? 'a Deny with NotPrincipal always applies to a role with a permissions boundary, even to one that it lists'
        : `its NotPrincipal does not list ${caller}`,
    );
  }
  if (has(({ actions }) => actions.not)) texts.push(`its NotAction does not list ${action}`);
  if (has(({ resources }) => resources?.not === true)) texts.push(`its NotResource does not cover ${resource}`);
  return texts;
}

function lists(principals: PrincipalElement | null, roleArn: string | null): boolean {
  return principals?.not === true && principals.entries.some((entry) => entry.kind === 'role' && entry.arn === roleArn);
}

/** `StringNotEquals aws:SourceVpce "vpce-1", "vpce-2"`. */
function conditionText({ qualifier, operator, ifExists, writtenKey, values }: ConditionTest): string {
  const shown = shortList(
    values.map((value) => `"${value.slice(0, 120)}"`),
    3,
  );
  const name = `${qualifier === null ? '' : `${qualifier}:`}${operator}${ifExists ? 'IfExists' : ''}`;
  return `${name} ${writtenKey.slice(0, 120)} ${shown}`;
}

type Words = (request: DecidedRequest, pair: Pair, test: ConditionTest) => string | null;

function carriedText(test: ConditionTest, request: DecidedRequest, pair: Pair): string {
  const words = byKey.get(test.key) ?? byKey.get(test.key.replace(/[/:][^/:]*$/u, '/*'));
  return words?.(request, pair, test) ?? generalText(test, request);
}

/** What the table of condition keys says, where nothing is known that a reader would rather be told. */
function generalText({ key, writtenKey }: ConditionTest, { row, action }: DecidedRequest): string {
  const spec = contextSpecOf(key, row.callKind, action);
  const name = writtenKey.slice(0, 120);
  if (spec.is === 'absent') return `S3's request carries no ${name}`;
  if (spec.is === 'text') return `S3's request carries ${name} "${spec.value}"`;
  return `whatever S3's request carries as ${name} does not match`;
}

// ---- what replication carries, as people know it -------------------------------------------------------------------

function always(text: string): Words {
  return () => text;
}

/** The role makes requests on buckets and keys; S3 itself takes the role. */
function ofRole(text: string): Words {
  return ({ row }) => (row.callKind === 'assume-role' ? null : text);
}

function organizationText({ row }: DecidedRequest, { estate, role }: Pair): string | null {
  if (row.callKind === 'assume-role') return null;
  const organization = role.account === null ? undefined : estate.accounts.get(role.account)?.organization;
  if (organization?.state === 'absent') return `account ${role.account} of the role is in no organization`;
  const id = organization?.state === 'known' ? organization.value.id : null;
  return id === null ? null : `account ${role.account} of the role is in organization ${id}`;
}

function tagText(_request: DecidedRequest, { role }: Pair, { writtenKey }: ConditionTest): string | null {
  const name = writtenKey.slice(writtenKey.indexOf('/') + 1);
  const tags = role.role?.tags;
  if (tags === undefined || isMissing(tags)) return null;
  const tag = valueOf(tags)?.find(({ Key }) => Key.toLowerCase() === name.toLowerCase());
  return tag === undefined
    ? `the role has no tag ${name.slice(0, 120)}`
    : `the role's tag ${tag.Key} is "${tag.Value}"`;
}

function regionText({ row, resourceRegion }: DecidedRequest, { source }: Pair): string | null {
  if (row.callKind === 'assume-role' || resourceRegion === null) return null;
  const from = regionOf(source);
  return from === null || from === resourceRegion
    ? `S3 makes the request in ${resourceRegion}`
    : `S3 makes the request in ${resourceRegion}, or in ${from}, where the source is`;
}

function accountText({ resourceAccount }: DecidedRequest): string | null {
  return resourceAccount === null ? null : `the resource belongs to account ${resourceAccount}`;
}

function encryptionText({ objectClass }: DecidedRequest): string {
  return `S3 writes the replica with the encryption of the object, here ${objectClass}`;
}

function contextText({ contextForm }: DecidedRequest, { source, destination }: Pair): string | null {
  if (contextForm === null) return null;
  const form = contextForm.form === 'bucket-arn' ? "the bucket's ARN" : "the object's ARN";
  return `S3 sends ${form} as the encryption context, of ${source.name} when it decrypts and of ${destination.name} when it encrypts`;
}

const network = always('S3 replicates from its own network, through no VPC endpoint of yours');
const address = always('S3 replicates from AWS addresses, never from one in your network');
const noSource = ofRole(
  'only a service that calls on its own behalf carries it, and here the caller is the replication role',
);

const byKey: ReadonlyMap<string, Words> = new Map<string, Words>([
  ['aws:sourcevpce', network],
  ['aws:sourcevpc', network],
  ['aws:sourcevpcarn', network],
  ['aws:vpceaccount', network],
  ['aws:vpceorgid', network],
  ['aws:vpceorgpaths', network],
  ['aws:sourceip', address],
  ['aws:vpcsourceip', address],
  [
    'aws:principalisawsservice',
    ofRole('the caller is the replication role, and a role counts as a role even if a service has assumed it'),
  ],
  ['aws:principalservicename', ofRole('the caller is the replication role, not a service')],
  ['aws:principalservicenameslist', ofRole('the caller is the replication role, not a service')],
  ['aws:sourceaccount', noSource],
  ['aws:sourcearn', noSource],
  ['aws:sourceorgid', noSource],
  ['aws:sourceorgpaths', noSource],
  ['aws:multifactorauthpresent', always('nobody signs in for replication, so there is no second factor')],
  ['aws:multifactorauthage', always('nobody signs in for replication, so there is no second factor')],
  [
    'aws:principalarn',
    (request, { role }) => (request.row.callKind === 'assume-role' ? null : `the caller is ${role.arn ?? 'the role'}`),
  ],
  [
    'aws:principalaccount',
    (request, { role }) =>
      request.row.callKind === 'assume-role' || role.account === null
        ? null
        : `the caller is a role of account ${role.account}`,
  ],
  ['aws:principalorgid', organizationText],
  ['aws:principaltag/*', tagText],
  ['aws:requestedregion', regionText],
  ['aws:resourceaccount', accountText],
  ['s3:resourceaccount', accountText],
  ['s3:x-amz-server-side-encryption', encryptionText],
  ['kms:encryptioncontext:aws:s3:arn', contextText],
]);
