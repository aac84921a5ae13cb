/** What would grant a missing permission, as patches: statements with the estate's own names, and the document and account they belong to. */
import { targets } from '../../replication/targets.js';
import { accountOfArn, bucketArn } from '../../estate/arn.js';
import type { Denial, StatementReference, Unanswered } from '../../policy/model.js';
import type { Remedy } from '../../report/model.js';
import type { PatchOwner, PatchTarget, PatchTargetKind } from '../../report/patch.js';
import type { DecidedRequest, Pair } from '../shapes/model.js';
import { limitPublicStatement } from './bucket-policy-patches.js';
import { changeReplicaKey, correctPartition, isWithinOnePartition, narrowSelection } from './configuration-patches.js';
import { permissionRemedy } from './patch-text.js';
import type { PatchDraft } from '../shapes/patch-draft.js';
import { keysBelow, kmsCondition, type JsonObject } from './statements.js';

/** One request that is not allowed, for one cause. */
export interface Lack {
  readonly denial: Denial;
  readonly request: DecidedRequest;
  readonly pair: Pair;
}

/** Empty where no change of a document helps: the policy of an AWS managed key is nobody's to change. */
export function permissionPatches(lack: Lack): readonly PatchDraft[] {
  const { denial, request, pair } = lack;
  // Credentials of one partition do not exist in another: a grant there would be a dead one.
  if (!isWithinOnePartition(pair)) return correctPartition(pair);
  const denying = denial.statements.filter(({ effect }) => effect === 'deny');
  if (denying.length > 0) return denying.map((statement) => exception(statement, lack));
  if (denial.cause === 'block-public-access') return limitPublicStatement(pair);
  if (isWrongKey(lack)) return request.row.target === 'replica-key' ? [changeReplicaKey(pair)] : [];
  return narrowSelection(denial, request, pair) ?? [grant(lack)];
}

/** A key of another Region, or one whose policy is nobody's to change: no grant makes it the right one. */
function isWrongKey({ denial, request: { row, key }, pair }: Lack): boolean {
  if (key === null) return false;
  const { region } = pair.destination;
  const isElsewhere = row.target === 'replica-key' && key.region !== null && region !== null && key.region !== region;
  return isElsewhere || (key.isAwsManaged === true && denial.side === 'resource');
}

export function permissionRemedyOf(lack: Lack): Remedy {
  return permissionRemedy(permissionPatches(lack), lack.denial, lack.request.action);
}

function accountTarget(kind: PatchTargetKind, account: string | null, name: string | null): PatchTarget {
  return { kind, resource: `account ${account ?? 'not known'}`, name, part: null };
}

function resourceOwner({ row }: DecidedRequest): PatchOwner {
  return targets[row.target].owner;
}

/** ARN of what a resource policy depends on: objects have that of their bucket. */
function documentResource({ resource }: DecidedRequest): string {
  return resource.replace(/\/\*$/u, '');
}

// ---- against a Deny -----------------------------------------------------------------------------------------------

const kindOfPolicy: Readonly<Record<string, PatchTargetKind>> = {
  identity: 'role-policy',
  session: 'role-policy',
  'permissions-boundary': 'permissions-boundary',
  trust: 'trust-policy',
  bucket: 'bucket-policy',
  key: 'key-policy',
  'service-control': 'service-control-policy',
  'resource-control': 'resource-control-policy',
};

/** No Allow helps against a Deny: the Deny has to spare the role. */
function exception({ policyKind, policyName, path }: StatementReference, { denial, request, pair }: Lack): PatchDraft {
  const kind = kindOfPolicy[policyKind] ?? 'role-policy';
  const account = denial.side === 'principal' ? pair.role.account : request.resourceAccount;
  const base = { account, cause: denial.cause, decision: true, narrows: false } as const;
  if (kind === 'service-control-policy' || kind === 'resource-control-policy')
    return {
      ...base,
      owner: 'organization',
      target: { ...accountTarget(kind, account, policyName), part: path },
      operation: 'add-exception',
      value: exemption(request, pair),
    };
  const isOfRole = denial.side === 'principal' || kind === 'trust-policy';
  const resource = isOfRole ? (pair.role.arn ?? '') : documentResource(request);
  const name = denial.side === 'principal' ? policyName : null;
  const owner = isOfRole ? 'source' : resourceOwner(request);
  if (isAwsManagedPolicy(policyName, pair))
    return { ...base, owner, target: { kind, resource, name, part: null }, operation: 'remove-statement', value: {} };
  return {
    ...base,
    owner,
    target: { kind, resource, name, part: path },
    operation: 'add-exception',
    value: exemption(request, pair),
  };
}

function exemption({ row }: DecidedRequest, { role }: Pair): JsonObject {
  return row.callKind === 'assume-role'
    ? { Condition: { StringNotEquals: { 'aws:PrincipalServiceName': 's3.amazonaws.com' } } }
    : { Condition: { ArnNotEquals: { 'aws:PrincipalArn': role.arn ?? '' } } };
}

function isAwsManagedPolicy(name: string, { role }: Pair): boolean {
  const policies = role.role?.identityPolicies;
  return (
    policies?.state === 'known' &&
    policies.value.some((policy) => policy.name === name && policy.arn !== null && accountOfArn(policy.arn) === 'aws')
  );
}

// ---- an Allow that is missing -------------------------------------------------------------------------------------

function grant({ denial: { cause, side, forAll }, request, pair }: Lack): PatchDraft {
  const { row, resourceAccount } = request;
  const ofRole = { account: pair.role.account, owner: 'source', operation: 'add-statement', cause } as const;
  const ofResource = { ...ofRole, account: resourceAccount, owner: resourceOwner(request) };
  const plain = { decision: false, narrows: false } as const;
  if (cause === 'resource-control-policy')
    return {
      ...ofResource,
      owner: 'organization',
      target: accountTarget('resource-control-policy', resourceAccount, null),
      value: null,
      decision: true,
      narrows: false,
    };
  if (row.callKind === 'assume-role') return { ...trust(pair), cause };
  if (side === 'principal') {
    const value = added(identityStatement(request, pair));
    if (cause === 'service-control-policy')
      return {
        ...ofRole,
        owner: 'organization',
        target: accountTarget(cause, pair.role.account, null),
        value,
        decision: true,
        narrows: false,
      };
    return cause === 'permissions-boundary'
      ? { ...ofRole, target: ofTheRole(cause, pair), value, decision: true, narrows: false }
      : { ...ofRole, ...plain, target: ofTheRole('role-policy', pair), value };
  }
  const kind = targets[row.target].policyKind === 'key' ? 'key-policy' : 'bucket-policy';
  const statement = kind === 'key-policy' ? keyStatement(request, pair) : bucketStatement(request, pair);
  const target = { kind, resource: documentResource(request), name: null, part: null } as const;
  // A policy that lets the role write some keys was meant that way: its owner decides on the rest.
  const decision = kind === 'bucket-policy' && !forAll;
  return { ...ofResource, decision, narrows: false, target, value: added(statement) };
}

/**
 * A statement that does not depend on what AWS does not document, for trust policies: S3 takes every role the same way. Others it would
 * open further than their owner may have meant. Null = nothing of the kind.
 */
export function withoutTheQuestion({ cause }: Unanswered, { row }: DecidedRequest, pair: Pair): PatchDraft | null {
  if (cause !== 'undocumented' || row.callKind !== 'assume-role' || pair.role.account !== pair.source.account)
    return null;
  return { ...trust(pair), decision: true, cause: 'undocumented' };
}

/** The role with nothing but its trust policy; its permissions are found missing then. */
export function createRole(pair: Pair): PatchDraft {
  return { ...trust(pair), cause: 'role-missing' };
}

function trust(pair: Pair): PatchDraft {
  return {
    account: pair.role.account,
    owner: 'source',
    operation: 'add-statement',
    target: ofTheRole('trust-policy', pair),
    value: added(trustStatement),
    decision: false,
    narrows: false,
    cause: '',
  };
}

function added(statement: JsonObject): JsonObject {
  return { Statement: [statement] };
}

function ofTheRole(kind: PatchTargetKind, { role }: Pair): PatchTarget {
  return { kind, resource: role.arn ?? '', name: null, part: null };
}

const trustStatement: JsonObject = {
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'sts:AssumeRole',
};

function identityStatement(request: DecidedRequest, pair: Pair): JsonObject {
  const statement = { Effect: 'Allow', Action: request.action, Resource: grantedResource(request, pair) };
  return request.row.callKind === 'kms' ? { ...statement, Condition: keyCondition(request, pair) } : statement;
}

function bucketStatement(request: DecidedRequest, pair: Pair): JsonObject {
  return {
    Effect: 'Allow',
    Principal: { AWS: pair.role.arn ?? '' },
    Action: request.action,
    Resource: grantedResource(request, pair),
  };
}

function keyStatement(request: DecidedRequest, pair: Pair): JsonObject {
  return {
    Effect: 'Allow',
    Principal: { AWS: pair.role.arn ?? '' },
    Action: request.action,
    Resource: '*',
    Condition: keyCondition(request, pair),
  };
}

/** The objects that the rule selects, not the whole bucket, where it has a prefix. A key that only its alias names is some key there. */
function grantedResource({ resource, row }: DecidedRequest, pair: Pair): string {
  if (resource.endsWith('/*')) return `${resource.slice(0, -1)}${keysBelow(pair.selected.selection.prefix)}`;
  return row.callKind === 'kms' ? resource.replace(/:alias\/.*$/su, ':key/*') : resource;
}

function keyCondition({ row, resourceRegion }: DecidedRequest, pair: Pair): JsonObject {
  const bucket = targets[row.target].place === 'source' ? pair.source : pair.destination;
  return kmsCondition([
    { region: resourceRegion, bucketArn: bucketArn(bucket), prefix: pair.selected.selection.prefix },
  ]);
}
