/** Names and ARNs that the answers themselves hold: file names are compared with these before they are believed. */
import { bucketOfArn, partsOf } from '../../../estate/arn.js';
import { isObject, type JsonObject } from '../../shape.js';
import type { Piece } from '../pieces.js';

export interface KnownNames {
  readonly buckets: ReadonlySet<string>;
  /** Role ARNs, by the role's name. */
  readonly roles: ReadonlyMap<string, ReadonlySet<string>>;
  /** Managed policies' ARNs. */
  readonly policies: ReadonlySet<string>;
  /** Key ARNs, by the key's id. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
  /** Accounts that rules name as the owner of a destination, by bucket. */
  readonly destinationAccounts: ReadonlyMap<string, string>;
}

interface Gathered {
  readonly buckets: Set<string>;
  readonly roles: Map<string, Set<string>>;
  readonly policies: Set<string>;
  readonly keys: Map<string, Set<string>>;
  readonly destinationAccounts: Map<string, string>;
}

export function namesIn(pieces: readonly Piece[]): KnownNames {
  const names: Gathered = {
    buckets: new Set(),
    roles: new Map(),
    policies: new Set(),
    keys: new Map(),
    destinationAccounts: new Map(),
  };
  for (const { value, options, error } of pieces) {
    addNames(value, names);
    for (const arn of arnsOf(error?.message ?? '')) addArn(arn, names);
    const bucket = options.get('bucket');
    if (bucket !== undefined) names.buckets.add(bucket);
    for (const option of ['policy-arn', 'key-id']) addArn(options.get(option) ?? '', names);
  }
  return names;
}

/** In the message of an error, the resource that was asked for; not whoever asked. */
export function arnsOf(message: string): readonly string[] {
  return [...message.matchAll(/(?:resource: "?|Key '|policy |^|\s)(arn:aws[\w:/+=,.@*-]+)/gu)].flatMap(
    ([, arn]) => arn ?? [],
  );
}

/** No recursion into policy documents: their ARNs are patterns, and name what need not exist. */
function addNames(value: JsonObject, names: Gathered): void {
  const configuration = value['ReplicationConfiguration'];
  if (isObject(configuration)) addReplication(configuration, names);
  for (const list of ['RoleDetailList', 'Policies', 'AttachedPolicies', 'Grants', 'Aliases'])
    for (const item of listAt(value, list)) addMembers(item, names);
  for (const member of ['Role', 'Policy', 'KeyMetadata']) if (isObject(value[member])) addMembers(value[member], names);
  for (const bucket of listAt(value, 'Buckets')) {
    const { Name: name } = bucket;
    if (typeof name === 'string') names.buckets.add(name);
  }
  const encryption = value['ServerSideEncryptionConfiguration'];
  if (isObject(encryption))
    for (const rule of listAt(encryption, 'Rules')) {
      const byDefault = rule['ApplyServerSideEncryptionByDefault'];
      if (isObject(byDefault)) addArn(byDefault['KMSMasterKeyID'], names);
    }
}

function addMembers(item: JsonObject, names: Gathered): void {
  for (const member of ['Arn', 'PolicyArn', 'AliasArn', 'KeyId']) addArn(item[member], names);
  const { PermissionsBoundary: boundary } = item;
  if (isObject(boundary)) addArn(boundary['PermissionsBoundaryArn'], names);
  for (const attached of listAt(item, 'AttachedManagedPolicies')) addArn(attached['PolicyArn'], names);
}

function addReplication(configuration: JsonObject, names: Gathered): void {
  addArn(configuration['Role'], names);
  for (const rule of listAt(configuration, 'Rules')) {
    const { Destination: destination } = rule;
    if (!isObject(destination)) continue;
    const { Bucket: bucket, Account: account, EncryptionConfiguration: encryption } = destination;
    addArn(bucket, names);
    const name = typeof bucket === 'string' ? bucketOfArn(bucket)?.name : undefined;
    if (name !== undefined && typeof account === 'string') names.destinationAccounts.set(name, account);
    if (isObject(encryption)) addArn(encryption['ReplicaKmsKeyID'], names);
  }
}

function listAt(value: JsonObject, name: string): readonly JsonObject[] {
  const list = value[name];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function addArn(arn: unknown, names: Gathered): void {
  if (typeof arn !== 'string') return;
  const parts = partsOf(arn);
  if (parts === null) return;
  const { service, resource } = parts;
  if (service === 's3') {
    const bucket = bucketOfArn(arn);
    if (bucket !== null && !/[*?]/u.test(bucket.name)) names.buckets.add(bucket.name);
  } else if (service === 'iam' && resource.startsWith('role/')) {
    addTo(names.roles, resource.slice(resource.lastIndexOf('/') + 1), arn);
  } else if (service === 'iam' && resource.startsWith('policy/')) {
    names.policies.add(arn);
  } else if (service === 'kms' && resource.startsWith('key/')) {
    addTo(names.keys, resource.slice('key/'.length), arn);
  }
}

function addTo(map: Map<string, Set<string>>, name: string, arn: string): void {
  const arns = map.get(name) ?? new Set();
  map.set(name, arns.add(arn));
}
