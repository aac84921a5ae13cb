/** States, read into instances: what is there, as of the last refresh. */
import { isAccountId } from '../../../basics/aws-names.js';
import type { JsonObject } from '../../shape.js';
import { attributesOf, isSecret, secretMark } from '../attributes.js';
import type { Instance, ProviderPlace, Value, ValueMap } from '../model.js';
import { elementsAt } from '../plan/plan-json.js';
import { ownArn, type PlaceOptions, ProviderPlaces } from '../plan/provider-places.js';
import { derivedValues } from '../resources/derived.js';
import { isObject } from '../../shape.js';
import { partsOf } from '../../../estate/arn.js';
import { type StateInstance, instancesOf } from './state-resources.js';

export interface StateOptions extends PlaceOptions {
  /** In front of addresses, where there are several states. */
  readonly prefix: string;
  /** In front of pointers. */
  readonly origin: string;
}

export function readState(state: JsonObject, options: StateOptions): readonly Instance[] {
  const found = instancesOf(state);
  const expected = expectedAccounts(found);
  const all = found.map((instance) => ({ ...instance, providerKey: keyOf(instance, expected) }));
  const places = new ProviderPlaces({}, () => undefined, {
    ...options,
    unknownName: (key) => `${options.prefix}${nameOfProvider(key, all)}`,
    areApart: true,
  });
  for (const { parts, providerKey, values } of all) {
    const type = `${parts.mode === 'data' ? 'data.' : ''}${parts.type}`;
    places.learn({ providerKey, type, values });
  }
  for (const { parts, providerKey, values } of all) {
    const account = parts.type === 'aws_s3_bucket' ? expected.get(values['bucket']) : undefined;
    if (account !== undefined) places.learnAccount(providerKey, account);
  }
  shareOwners(all, places);
  const owners = ownerPlaces(all, places);
  return all.flatMap((instance) => {
    const attributes = attributesOf(instance.parts.mode, instance.parts.type);
    if (attributes === null) return [];
    return [instanceOf(instance, attributes, placeIn(instance, places, owners), options)];
  });
}

/** Places of roles and keys by their name or id; null where two have the same. */
type OwnerPlaces = ReadonlyMap<string, ProviderPlace | null>;

function ownerPlaces(
  all: readonly (StateInstance & { readonly providerKey: string })[],
  places: ProviderPlaces,
): OwnerPlaces {
  const found = new Map<string, ProviderPlace | null>();
  for (const { parts, providerKey, values } of all) {
    const id = parts.type === 'aws_iam_role' ? values['name'] : values['key_id'];
    const isOwner = /^aws_(?:iam_role|kms_(?:replica_)?(?:external_)?key)$/u.test(parts.type);
    if (!isOwner || typeof id !== 'string') continue;
    const name = `${parts.type === 'aws_iam_role' ? 'role' : 'key'} ${id}`;
    found.set(name, found.has(name) ? null : placeOf(places.of(providerKey), parts.type, values));
  }
  return found;
}

/** What has no ARN of its own is in the account of what it belongs to, where its provider does not say. */
function placeIn(
  { parts, providerKey, values }: StateInstance & { readonly providerKey: string },
  places: ProviderPlaces,
  owners: OwnerPlaces,
): ProviderPlace {
  const place = placeOf(places.of(providerKey), parts.type, values);
  if (isAccountId(place.account)) return place;
  const [role, key] = [values['role'] ?? values['role_name'], values['key_id']];
  const owner = typeof role === 'string' ? owners.get(`role ${role}`) : owners.get(`key ${String(key)}`);
  return owner ?? place;
}

/** `provider.aws.west`; a shown state tells of no alias, and providers in it are numbered. */
function nameOfProvider(key: string, all: readonly { readonly providerKey: string }[]): string {
  const alias = /provider\["[^"]*\/(?<name>[^"/]+)"\](?<alias>\.[\w-]+)?/u.exec(key)?.groups;
  if (alias !== undefined) return `provider.${alias['name'] ?? 'aws'}${alias['alias'] ?? ''}`;
  return `provider.aws, number ${[...new Set(all.map(({ providerKey }) => providerKey))].indexOf(key) + 1}`;
}

/** A shown state does not tell a provider's alias: what an instance says itself tells such providers apart. */
function keyOf({ providerKey, parts, values }: StateInstance, expected: ReadonlyMap<unknown, string>): string {
  if (providerKey.includes('provider[')) return providerKey;
  const arn = ownArn(values);
  const ofBucket = parts.type === 'aws_s3_bucket' ? expected.get(values['bucket']) : undefined;
  const account =
    ofBucket ?? (arn?.account || (parts.type === 'aws_caller_identity' ? String(values['account_id']) : ''));
  const owner = ownerOf(parts.type, values);
  return `${providerKey} ${account || (owner ?? '')}`;
}

/** The canonical id of a bucket's owner: buckets of one owner are in one account. */
function ownerOf(type: string, values: JsonObject): string | null {
  if (type !== 'aws_s3_bucket') return null;
  const grant = elementsAt(values, 'grant').find(
    (entry) =>
      isObject(entry) && entry['type'] === 'CanonicalUser' && elementsAt(entry, 'permissions').includes('FULL_CONTROL'),
  );
  return isObject(grant) && typeof grant['id'] === 'string' && grant['id'] !== '' ? grant['id'] : null;
}

/**
 * The account of one provider is that of another whose buckets have the same owner; and a bucket is in the account of its replication
 * role, which S3 takes from no other, and in the one that S3 was told to expect.
 */
function shareOwners(all: readonly (StateInstance & { readonly providerKey: string })[], places: ProviderPlaces): void {
  const accounts = new Map<string, string>();
  const owners = all.flatMap(({ providerKey, parts, values }) => {
    const owner = ownerOf(parts.type, values);
    return owner === null ? [] : [{ providerKey, owner }];
  });
  for (const { providerKey, owner } of owners) {
    const { account } = places.of(providerKey);
    if (isAccountId(account)) accounts.set(owner, account);
  }
  const roles = roleAccounts(all);
  for (const { parts, values } of all) {
    const owner = ownerOf(parts.type, values);
    const account = owner === null ? undefined : roles.get(values['bucket']);
    if (owner !== null && account !== undefined && !accounts.has(owner)) accounts.set(owner, account);
  }
  for (const { providerKey, owner } of owners) {
    const account = accounts.get(owner);
    if (account !== undefined) places.learnAccount(providerKey, account);
  }
}

function roleOf(type: string, values: JsonObject): unknown {
  if (type === 'aws_s3_bucket_replication_configuration') return values['role'];
  const [inline] = type === 'aws_s3_bucket' ? elementsAt(values, 'replication_configuration') : [];
  return isObject(inline) ? inline['role'] : undefined;
}

/** By the name of the bucket that replicates. */
function roleAccounts(all: readonly StateInstance[]): ReadonlyMap<unknown, string> {
  return new Map(
    all.flatMap(({ parts, values }) => {
      const role = roleOf(parts.type, values);
      const account = typeof role === 'string' ? partsOf(role)?.account : undefined;
      return account !== undefined && isAccountId(account) ? [[values['bucket'], account] as const] : [];
    }),
  );
}

/** By the name of a bucket: S3 refuses a request that expects another owner, so that it would not be in the state. */
function expectedAccounts(all: readonly StateInstance[]): ReadonlyMap<unknown, string> {
  return new Map(
    all.flatMap(({ parts, values }) => {
      const account = parts.type.startsWith('aws_s3_bucket_') ? values['expected_bucket_owner'] : null;
      return typeof account === 'string' && isAccountId(account) ? [[values['bucket'], account] as const] : [];
    }),
  );
}

function instanceOf(
  { address, parts, values, pointer }: StateInstance,
  attributes: readonly string[],
  place: ProviderPlace,
  { prefix, origin }: StateOptions,
): Instance {
  const { mode, type, name } = parts;
  const read: Record<string, Value> = {};
  for (const attribute of attributes) {
    const value = Object.hasOwn(values, attribute) ? values[attribute] : undefined;
    if (isSecret(attribute)) read[attribute] = secretMark(value);
    else if (value !== undefined) read[attribute] = value as Value;
  }
  const known: ValueMap = read;
  const face = { address: `${prefix}${address}`, mode, type, place };
  return {
    ...face,
    name,
    values: derivedValues({ ...face, values: known }),
    isNew: false,
    isSet: () => null,
    origin: `${origin}${pointer}`,
  };
}

/** What it says itself counts more than its provider. */
function placeOf(place: ProviderPlace, type: string, values: JsonObject): ProviderPlace {
  const arn = ownArn(values);
  const own = type === 'aws_s3_bucket' ? (values['bucket_region'] ?? values['region']) : arn?.region;
  return {
    account: arn?.account || place.account,
    region: typeof own === 'string' && own !== '' ? own : place.region,
    partition: arn?.partition ?? place.partition,
  };
}
