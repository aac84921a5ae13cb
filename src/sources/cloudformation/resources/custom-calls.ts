/**
 * Calls that custom resources make when they are deployed: what they set is not known from the template.
 * Source: AWS CDK, `AwsCustomResource` (type Custom::AWS; Create and Update hold the call as JSON).
 */
import { holdsOpenValue, nameStandIns } from '../../../basics/stand-in.js';
import { isObject, type JsonObject } from '../../shape.js';
import type { RawBucket, RawKmsKey } from '../../snapshot/snapshot-shape.js';
import { openAnswer } from '../../terraform/resources/answers.js';
import { Unknown, type Value } from '../../terraform/model.js';
import { textOf } from '../../terraform/values.js';
import type { BucketsByName } from './buckets.js';
import { resourcesIn } from '../template/resources-of.js';
import { maySetUpReplication, speaksOfReplication } from '../template/sets-up-replication.js';
import { isCustomResource, type Resource } from '../template/template.js';
import { sayUnseen } from '../unseen-parts.js';
import { textsIn } from '../values/texts-in.js';
import { declared, type Declared, type Facts } from './facts.js';
import type { Roles } from './roles.js';

/** The type of the CDK's `AwsCustomResource`. */
const cdkCall = 'Custom::AWS';

interface Call {
  readonly service: string;
  readonly action: string;
  /** Name or ARN of what it changes; null = not known. */
  readonly target: string | null;
  readonly address: string;
  readonly resource: Resource;
}

const bucketFacts: Readonly<Record<string, keyof RawBucket>> = {
  putBucketReplication: 'GetBucketReplication',
  deleteBucketReplication: 'GetBucketReplication',
  putBucketVersioning: 'GetBucketVersioning',
  putBucketPolicy: 'GetBucketPolicy',
  deleteBucketPolicy: 'GetBucketPolicy',
  putBucketEncryption: 'GetBucketEncryption',
  deleteBucketEncryption: 'GetBucketEncryption',
  putBucketOwnershipControls: 'GetBucketOwnershipControls',
  deleteBucketOwnershipControls: 'GetBucketOwnershipControls',
  putPublicAccessBlock: 'GetPublicAccessBlock',
  deletePublicAccessBlock: 'GetPublicAccessBlock',
  putObjectLockConfiguration: 'GetObjectLockConfiguration',
  putBucketTagging: 'GetBucketTagging',
  deleteBucketTagging: 'GetBucketTagging',
  putBucketRequestPayment: 'GetBucketRequestPayment',
};

const keyFacts: Readonly<Record<string, keyof RawKmsKey>> = {
  putKeyPolicy: 'GetKeyPolicy',
  createGrant: 'ListGrants',
  retireGrant: 'ListGrants',
  revokeGrant: 'ListGrants',
  disableKey: 'DescribeKey',
  enableKey: 'DescribeKey',
  scheduleKeyDeletion: 'DescribeKey',
};

const roleCalls = new Set([
  'putRolePolicy',
  'deleteRolePolicy',
  'attachRolePolicy',
  'detachRolePolicy',
  'putRolePermissionsBoundary',
  'deleteRolePermissionsBoundary',
  'updateAssumeRolePolicy',
]);

/**
 * After all buckets, keys and roles, before the roles are finished.
 * @returns addresses of the custom resources whose calls are known, or of which a finding will tell
 */
export function applyCustomCalls(facts: Facts, byName: BucketsByName, roles: Roles): ReadonlySet<string> {
  const known = new Set<string>();
  for (const call of callsIn(facts)) {
    if (replicatesElsewhere(call, byName)) {
      sayUnseen(facts.scope, call.resource, `${call.address} (${call.resource.type})`);
      known.add(call.address);
      continue;
    }
    if (!applyToBuckets(call, byName) && !applyToKeys(call, facts) && !applyToRoles(call, facts, roles)) continue;
    const { address, action, target } = call;
    known.add(address);
    facts.scope.notes.say(
      `${address} is a custom resource that calls ${action}${target === null ? '' : ` on ${nameStandIns(target)}`}: what it sets is known only after deployment. Set it in the template, or add a snapshot of the account.`,
    );
  }
  for (const one of otherCustomResources(facts)) {
    const { address, resource } = one;
    if (leaveReplicationOpen(one, byName) || !maySetUpReplication(resource)) continue;
    sayUnseen(facts.scope, resource, `${address} (${resource.type})`);
    known.add(address);
  }
  return known;
}

/** Custom resources of people's own: what they do is code. */
function otherCustomResources(facts: Facts): readonly Declared[] {
  const own = [...resourcesIn(facts.scope).values()].filter((each) => isCustomResource(each) && each.type !== cdkCall);
  return declared(facts, [...new Set(own.map(({ type }) => type))]).filter(({ resource }) =>
    speaksOfReplication(resource),
  );
}

/** Of a bucket that no template has, nothing would tell. */
function replicatesElsewhere(call: Call, byName: BucketsByName): boolean {
  const isReplication = call.service === 's3' && call.action === 'putBucketReplication';
  return isReplication && ![...byName.keys()].some((name) => mayMean(call, name));
}

/** A bucket that it names, and for which the template has no replication, may get it from there. False = there is none. */
function leaveReplicationOpen({ properties, address }: Declared, byName: BucketsByName): boolean {
  const named = new Set(textsIn(properties).map((text) => text.replace(/^arn:[^:]*:s3:::/u, '')));
  let isAny = false;
  for (const [name, { draft }] of byName) {
    const isNone = 'Error' in ((draft.GetBucketReplication ?? {}) as object);
    if (!isNone || !named.has(name)) continue;
    isAny = true;
    (draft as Record<string, unknown>)['GetBucketReplication'] = openAnswer(
      new Unknown(address, 'this custom resource may set it'),
    );
  }
  return isAny;
}

function openedBy({ address, action }: Call): Unknown {
  return new Unknown(address, `this custom resource calls ${action}`);
}

/** Whether what a resource is called may be what the call names: an open value in either may be anything. */
function mayMean({ target }: Call, ...names: readonly string[]): boolean {
  return target === null || holdsOpenValue(target) || names.some((name) => name === target || holdsOpenValue(name));
}

function applyToBuckets(call: Call, byName: BucketsByName): boolean {
  const fact = call.service === 's3' ? bucketFacts[call.action] : undefined;
  if (fact === undefined) return false;
  for (const [name, { draft }] of byName)
    if (mayMean(call, name)) (draft as Record<string, unknown>)[fact] = openAnswer(openedBy(call));
  return true;
}

function applyToKeys(call: Call, { drafts, scope }: Facts): boolean {
  const fact = call.service === 'kms' ? keyFacts[call.action] : undefined;
  if (fact === undefined) return false;
  for (const key of drafts.accountOf(scope.stack.placement).keys) {
    const arn = key.Arn ?? '';
    if (mayMean(call, arn, arn.slice(arn.lastIndexOf('/') + 1)))
      (key as Record<string, unknown>)[fact] = openAnswer(openedBy(call));
  }
  return true;
}

function applyToRoles(call: Call, { scope }: Facts, roles: Roles): boolean {
  if (call.service !== 'iam' || !roleCalls.has(call.action)) return false;
  roles.leaveOpen(scope.stack.placement.account, openedBy(call), (name) => mayMean(call, name));
  return true;
}

const targetNames = ['Bucket', 'KeyId', 'RoleName'];

function callsIn(facts: Facts): readonly Call[] {
  const calls = new Map<string, Call>();
  for (const { properties, address, resource } of declared(facts, [cdkCall])) {
    for (const when of ['Create', 'Update']) {
      const call = callOf(properties[when], address, resource);
      if (call !== null) calls.set(JSON.stringify([call.action, call.target, address]), call);
    }
  }
  return [...calls.values()];
}

function callOf(value: Value | undefined, address: string, resource: Resource): Call | null {
  const call = objectIn(value);
  const service = textIn(call, 'service');
  const action = textIn(call, 'action');
  if (call === null || service === null || action === null) return null;
  const parameters = isObject(call['parameters']) ? call['parameters'] : {};
  return {
    service: service.replace(/^.*client-/u, '').toLowerCase(),
    action: `${action.slice(0, 1).toLowerCase()}${action.slice(1)}`.replace(/Command$/u, ''),
    target: targetNames.map((name) => textIn(parameters, name)).find((each) => each !== null) ?? null,
    address,
    resource,
  };
}

/** The call is JSON in a text, in which names may be put together. */
function objectIn(value: Value | undefined): JsonObject | null {
  const text = value === undefined || value instanceof Unknown ? null : textOf(value);
  if (text === null) return isObject(value) ? value : null;
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function textIn(object: JsonObject | null, name: string): string | null {
  const value = object?.[name];
  return typeof value === 'string' ? value : null;
}
