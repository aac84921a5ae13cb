/**
 * How a service authorizes an action, as far as it is modelled: which policy of the resource counts, and whether a request needs it.
 * A request beyond that is never answered with certainty, except where something denies it explicitly.
 * Sources: IAM User Guide, "Policy evaluation logic" (role trust policies and key policies must allow; elsewhere one Allow is enough
 * inside an account); KMS Developer Guide, "Key policies in AWS KMS", "Allowing users in other accounts to use a KMS key".
 */
import { lowerAscii } from '../ascii-case.js';
import { couldBe } from '../../basics/stand-in.js';
import { sameText } from '../stand-ins/match.js';
import type { AccessRequest, Authorities, PolicyKind, Unanswered } from '../model.js';
import { findAction } from '../service-data/index.js';

export type Authorization =
  /** Inside an account either an identity-based policy or the resource's own allows. */
  | 'either-policy'
  /** The key policy or trust policy must allow; where it allows the account, an identity-based policy must as well. */
  | 'resource-policy-first'
  /** The action has no resource that a policy could depend on. */
  | 'identity-only'
  | 'not-modelled';

const needsTrust = 'sts:assumerole';

export function authorizationOf(request: AccessRequest): Authorization {
  const action = lowerAscii(request.action);
  switch (action.slice(0, action.indexOf(':'))) {
    case 's3':
      return ofS3(request);
    case 'kms':
      return ofKms(action, request);
    case 'sts':
      return action === needsTrust && resourceIs(request, /^arn:[^:]*:iam::\d*:role\//u)
        ? 'resource-policy-first'
        : 'not-modelled';
    case '':
      return 'not-modelled';
    default:
      return takesNoResource(action) ? 'identity-only' : 'either-policy';
  }
}

/** Whether the resource's own policy decides, beside or before identity-based policies. */
export function needsResourcePolicy(request: AccessRequest): boolean {
  return authorizationOf(request) === 'resource-policy-first';
}

export function isKmsAction(request: AccessRequest): boolean {
  return lowerAscii(request.action).startsWith('kms:');
}

function takesNoResource(action: string): boolean {
  return findAction(action)?.resourceTypes.length === 0;
}

function resourceIs({ resource, resourcePattern }: AccessRequest, pattern: RegExp): boolean {
  const text = resourcePattern ?? (typeof resource === 'string' ? resource : resource.prefix);
  return couldBe(text, (value) => pattern.test(value));
}

const authorized = new Map<string, string | null>();

/** The same text for actions of S3, or of KMS, that are authorized in the same way on any resource; null for those of other services. */
export function authorizedBy(action: string): string | null {
  let text = authorized.get(action);
  if (text === undefined) {
    const name = lowerAscii(action);
    const isModelled = /^(?:s3|kms):[a-z\d]+$/u.test(name);
    const traits = [takesNoResource(name), name === upToTheGrant, acrossAccounts.has(name)];
    authorized.set(action, (text = isModelled ? `${name.slice(0, name.indexOf(':'))} ${traits.join()}` : null));
  }
  return text;
}

/** Buckets and objects. Access points and their like add policies of their own. */
function ofS3(request: AccessRequest): Authorization {
  if (takesNoResource(request.action)) return 'identity-only';
  return resourceIs(request, /^arn:[^:]*:s3:::[^*?]/u) ? 'either-policy' : 'not-modelled';
}

/** Retiring a grant is up to the grant; a key policy cannot allow it. */
const upToTheGrant = 'kms:retiregrant';

function ofKms(action: string, request: AccessRequest): Authorization {
  if (takesNoResource(action)) return 'identity-only';
  if (resourceIs(request, /^arn:[^:]*:kms:[^:]*:[^:]*:alias\//u)) return 'identity-only';
  const isAsked = request.resourcePattern !== undefined || request.resource !== '*';
  return isAsked && action !== upToTheGrant ? 'resource-policy-first' : 'not-modelled';
}

// ---- what is beyond ------------------------------------------------------------------------------------------------

/** Actions that KMS offers to callers of other accounts. */
const acrossAccounts = new Set(
  [
    'CreateGrant',
    'Decrypt',
    'DeriveSharedSecret',
    'DescribeKey',
    'Encrypt',
    'GenerateDataKey',
    'GenerateDataKeyPair',
    'GenerateDataKeyPairWithoutPlaintext',
    'GenerateDataKeyWithoutPlaintext',
    'GenerateMac',
    'GetKeyRotationStatus',
    'GetPublicKey',
    'ListGrants',
    'ReEncryptFrom',
    'ReEncryptTo',
    'RetireGrant',
    'RevokeGrant',
    'Sign',
    'Verify',
    'VerifyMac',
  ].map((name) => `kms:${name.toLowerCase()}`),
);

const policyOfService: Readonly<Partial<Record<string, PolicyKind>>> = { s3: 'bucket', kms: 'key', sts: 'trust' };

/** Null = the request, with these authorities, is one that is modelled. */
export function notModelled(request: AccessRequest, authorities: Authorities): Unanswered | null {
  const why = whyNotModelled(request, authorities);
  if (why === null) return null;
  return {
    cause: 'undocumented',
    id: `not-modelled:${request.action.slice(0, 100)}`,
    what: `How AWS authorizes this request for ${request.action.slice(0, 100)} is not modelled here: ${why}.`,
    how: 'Test it with a real request. An explicit Deny that applies is reported all the same.',
  };
}

function whyNotModelled(request: AccessRequest, authorities: Authorities): string | null {
  const action = lowerAscii(request.action);
  if (!/^[a-z\d-]+:[a-z\d]+$/u.test(action)) return 'it names no single action of a service';
  const authorization = authorizationOf(request);
  if (authorization === 'not-modelled')
    return action.startsWith('sts:')
      ? 'of AWS STS only sts:AssumeRole on the ARN of a role is'
      : 'its resource is not one that a bucket policy or key policy covers';
  const isForeign =
    request.principal.kind === 'role-session' &&
    (request.resourceAccount === null || sameText(request.resourceAccount, request.principal.account) === false);
  if (authorization === 'identity-only')
    return isForeign && request.resourceAccount !== null ? 'it has no resource that another account could own' : null;
  const service = action.slice(0, action.indexOf(':'));
  if (service === 'kms' && isForeign && !acrossAccounts.has(action))
    return 'KMS offers it only to callers in the account that owns the key';
  const expected = policyOfService[service];
  const { resource } = authorities;
  if (expected === undefined)
    return isForeign || resource.state !== 'absent'
      ? 'it may depend on a policy of a kind that is not known here'
      : null;
  return resource.state === 'known' && resource.value.kind !== expected
    ? `its resource is given a policy of another kind (${resource.value.kind})`
    : null;
}
