/**
 * KMS grants: they allow and never deny.
 * Source: KMS Developer Guide, "Grants in AWS KMS", "CreateGrant"; key of the constraint in the request is case-sensitive.
 */
import { assumedRoleArn } from '../arn.js';
import { lowerAscii } from '../ascii-case.js';
import type { Lookup } from '../conditions/context.js';
import { allOf, always, anyOf, type Extent, fromBoolean, never, undecided } from '../extent.js';
import type { AccessRequest, GrantInForce, RequestPrincipal, Text, Unanswered } from '../model.js';
import { isEqual, matched } from '../stand-ins/match.js';
import { literalGlob } from '../strings/index.js';

export function effectOfGrants(grants: readonly GrantInForce[], request: AccessRequest, lookup: Lookup): Extent {
  return anyOf(grants.map((grant) => effectOfGrant(grant, request, lookup)));
}

/** Grants whose constraints are about the request's encryption context. */
export function effectOfGrant(grant: GrantInForce, request: AccessRequest, lookup: Lookup): Extent {
  if (!isForOperation(grant, request)) return never;
  const grantee = matchesGrantee(grant, request.principal);
  if (grantee === never) return never;
  if (grant.sourceArn !== null && lookup('aws:sourcearn').state === 'absent') return never;
  const sourceArn = grant.sourceArn === null ? always : undecided;
  return allOf([grantee, sourceArn, subsetHolds(grant, lookup), equalsHolds(grant, lookup)]);
}

/** Why a grant that may allow the request does so only perhaps. Null = it does, or does not. */
export interface OpenGrant {
  /** Whom the grant is for may be the caller, or not. */
  readonly isGranteeOpen: boolean;
  /** Of what its constraints look at. */
  readonly questions: readonly Unanswered[];
}

export function openPartsOfGrant(grant: GrantInForce, request: AccessRequest, lookup: Lookup): OpenGrant | null {
  const { certain, possible } = effectOfGrant(grant, request, lookup);
  if (certain === possible) return null;
  const grantee = matchesGrantee(grant, request.principal);
  const names = Object.keys({ ...grant.encryptionContextSubset, ...grant.encryptionContextEquals });
  const looked = [
    ...(grant.sourceArn === null ? [] : ['aws:sourcearn']),
    ...names.map(contextKey),
    ...(grant.encryptionContextEquals === null ? [] : [contextNames]),
  ];
  const questions = looked.flatMap((key) => {
    const found = lookup(key);
    return found.state === 'unresolved' ? [found.question] : [];
  });
  return { isGranteeOpen: grantee.certain !== grantee.possible, questions };
}

function isForOperation({ operations }: GrantInForce, { action }: AccessRequest): boolean {
  const operation = lowerAscii(action.slice(action.indexOf(':') + 1));
  return operations.some((name) => lowerAscii(name) === operation);
}

function matchesGrantee(grant: GrantInForce, principal: RequestPrincipal): Extent {
  const grantee = grant.granteePrincipal;
  if (principal.kind === 'service')
    return fromBoolean(grant.granteeServicePrincipal === principal.service || grantee === principal.service);
  if (grantee === null) return never;
  const own = [principal.roleArn, assumedRoleArn(principal.roleArn, principal.sessionName)];
  const isOwn = anyOf(own.map((arn) => isEqual(grantee, arn)));
  if (isOwn !== never) return isOwn;
  // A grant to the account as a whole: KMS does not say whether each of its principals may then use it.
  const whole = [principal.account, `arn:${principal.partition}:iam::${principal.account}:root`];
  return whole.some((name) => isEqual(grantee, name) !== never) ? undecided : never;
}

function subsetHolds(grant: GrantInForce, lookup: Lookup): Extent {
  const pairs = Object.entries(grant.encryptionContextSubset ?? {});
  return allOf(pairs.map(([key, value]) => contextHas(key, value, lookup)));
}

function equalsHolds(grant: GrantInForce, lookup: Lookup): Extent {
  if (grant.encryptionContextEquals === null) return always;
  const pairs = Object.entries(grant.encryptionContextEquals);
  return allOf([
    ...pairs.map(([key, value]) => contextHas(key, value, lookup)),
    hasNoFurtherKeys(pairs.length, lookup),
  ]);
}

const contextNames = 'kms:encryptioncontextkeys';

function contextKey(name: string): string {
  return `kms:encryptioncontext:${lowerAscii(name)}`;
}

function contextHas(key: string, value: string, lookup: Lookup): Extent {
  if (isOtherSpelling(key, lookup)) return never;
  const found = lookup(contextKey(key));
  if (found.state === 'unresolved') return undecided;
  if (found.state === 'absent') return never;
  return anyOf(found.values.map((actual: Text) => equals(actual, value)));
}

/** Constraints are compared with regard to case, condition keys are not: `AWS:S3:ARN` in a constraint is not what S3 sends. */
function isOtherSpelling(key: string, lookup: Lookup): boolean {
  const names = lookup(contextNames);
  if (names.state !== 'present' || names.values.includes(key)) return false;
  return names.values.some((name) => typeof name === 'string' && lowerAscii(name) === lowerAscii(key));
}

function equals(actual: Text, expected: string): Extent {
  return matched(literalGlob(expected), actual);
}

function hasNoFurtherKeys(count: number, lookup: Lookup): Extent {
  const keys = lookup(contextNames);
  if (keys.state === 'unresolved') return undecided;
  return fromBoolean(keys.state === 'present' ? keys.values.length === count : count === 0);
}
