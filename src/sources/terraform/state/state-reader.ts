/** States, read into instances: what is there, as of the last refresh. */
import type { JsonObject } from '../../shape.js';
import { attributesOf, isSecret } from '../attributes.js';
import type { Instance, ProviderPlace, Value, ValueMap } from '../model.js';
import { elementsAt } from '../plan/plan-json.js';
import { type PlaceOptions, ProviderPlaces } from '../plan/provider-places.js';
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
  const all = instancesOf(state).map((instance) => ({ ...instance, providerKey: keyOf(instance) }));
  const places = new ProviderPlaces({}, () => undefined, {
    ...options,
    unknownName: options.prefix || 'state',
    areApart: true,
  });
  for (const { parts, providerKey, values } of all) {
    const type = `${parts.mode === 'data' ? 'data.' : ''}${parts.type}`;
    places.learn({ providerKey, type, values });
  }
  shareOwners(all, places);
  return all.flatMap((instance) => {
    const attributes = attributesOf(instance.parts.mode, instance.parts.type);
    return attributes === null ? [] : [instanceOf(instance, attributes, places, options)];
  });
}

/** A shown state does not tell a provider's alias: what an instance says itself tells such providers apart. */
function keyOf({ providerKey, parts, values }: StateInstance): string {
  if (providerKey.includes('provider[')) return providerKey;
  const arn = typeof values['arn'] === 'string' ? partsOf(values['arn']) : null;
  const account = arn?.account || (parts.type === 'aws_caller_identity' ? String(values['account_id']) : '');
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

/** The account of one provider is that of another whose buckets have the same owner. */
function shareOwners(all: readonly (StateInstance & { readonly providerKey: string })[], places: ProviderPlaces): void {
  const accounts = new Map<string, string>();
  const owners = all.flatMap(({ providerKey, parts, values }) => {
    const owner = ownerOf(parts.type, values);
    return owner === null ? [] : [{ providerKey, owner }];
  });
  for (const { providerKey, owner } of owners) {
    const { account } = places.of(providerKey);
    if (/^\d{12}$/u.test(account)) accounts.set(owner, account);
  }
  for (const { providerKey, owner } of owners) {
    const account = accounts.get(owner);
    if (account !== undefined) places.learnAccount(providerKey, account);
  }
}

function instanceOf(
  { address, parts, providerKey, values, pointer }: StateInstance,
  attributes: readonly string[],
  places: ProviderPlaces,
  { prefix, origin }: StateOptions,
): Instance {
  const { mode, type, name } = parts;
  const place = placeOf(places.of(providerKey), type, values);
  const read: Record<string, Value> = {};
  for (const attribute of attributes) {
    const value = Object.hasOwn(values, attribute) ? values[attribute] : undefined;
    if (isSecret(attribute)) read[attribute] = value === null || value === undefined || value === '' ? null : 'set';
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
  const arn = typeof values['arn'] === 'string' ? partsOf(values['arn']) : null;
  const own = type === 'aws_s3_bucket' ? (values['bucket_region'] ?? values['region']) : arn?.region;
  return {
    account: arn?.account || place.account,
    region: typeof own === 'string' && own !== '' ? own : place.region,
    partition: arn?.partition ?? place.partition,
  };
}
