/** KMS keys, their policies, grants and aliases. */
import { partsOf, rootArn } from '../../../estate/arn.js';
import type { Failed, RawKmsKey } from '../../snapshot/snapshot-shape.js';
import { type Instance, Unknown, type Value } from '../model.js';
import { elementsOf, flagOf, isMap, isUnset, textOf } from '../values.js';
import { documentOf, openAnswer } from './answers.js';
import type { Draft, Drafts } from './drafts.js';
import { type Instances, type Naming, knownText } from './instances.js';
import { type Setting, settingOf } from './settings.js';
import type { Spots } from './spots.js';

type Described = Extract<NonNullable<RawKmsKey['DescribeKey']>, { readonly KeyMetadata: unknown }>['KeyMetadata'];
type Grant = Readonly<Record<string, unknown>>;

const types = ['aws_kms_key', 'aws_kms_external_key', 'aws_kms_replica_key', 'aws_kms_replica_external_key'];

/** A key may be named by its id or by its ARN. */
function idIn(text: string): string {
  const resource = partsOf(text)?.resource;
  return resource?.startsWith('key/') === true ? resource.slice('key/'.length) : text;
}

/** Related multi-Region keys share their id: the place tells them apart. */
function nameOf({ place }: Instance, id: string, region = place.region): string {
  return `${place.partition} ${place.account} ${region} ${id}`;
}

function nameIn(separate: Instance, argument: string): string | null {
  const text = knownText(separate, argument);
  if (text === null) return null;
  const parts = partsOf(text);
  return nameOf(separate, idIn(text), parts === null ? separate.place.region : parts.region);
}

const nameOfOwner = (owner: Instance): string | null => {
  const id = textOf(owner.values['key_id']);
  return id === null ? null : nameOf(owner, id);
};

const naming: Naming = { owners: types, nameOfOwner, nameIn: (separate) => nameIn(separate, 'key_id') };
const aliasNaming: Naming = { owners: types, nameOfOwner, nameIn: (separate) => nameIn(separate, 'target_key_id') };

export function addKeys(drafts: Drafts, instances: Instances, spots: Spots): void {
  const context = { instances, naming, spots };
  for (const instance of types.flatMap((type) => instances.ofType(type))) {
    const arn = textOf(instance.values['arn']);
    const name = nameOfOwner(instance);
    if (arn === null || name === null) continue;
    const key: Draft<RawKmsKey> = { Arn: arn, DescribeKey: spots.mark(describe(instance), instance) };
    const answer = settingOf({ name, instance }, policySetting, context);
    if (answer !== undefined) key.GetKeyPolicy = answer;
    if (speaksOfGrants(name, instance, instances)) key.ListGrants = grantsOf(name, instance, instances, spots);
    const aliases = aliasesOf(name, instances);
    if (aliases !== undefined) key.ListAliases = aliases;
    drafts.accountOf(instance.place).keys.push(spots.mark(key, instance));
  }
  addDataKeys(drafts, instances, spots);
  addRemoved(drafts, instances, spots);
  addAliases(drafts, instances);
}

const disabled = 'Disabled';

function stateOf({ type, values }: Instance): string | Unknown {
  const enabled = flagOf(values[type === 'aws_kms_key' ? 'is_enabled' : 'enabled']);
  if (enabled instanceof Unknown) return enabled;
  const isExternal = type.includes('external');
  const state = textOf(values['key_state'] instanceof Unknown ? null : values['key_state']);
  // The key material itself is a secret: only whether there is any counts.
  if (isExternal && (state === 'PendingImport' || (state === null && values['key_material_base64'] === null)))
    return 'PendingImport';
  return enabled === false ? disabled : (state ?? 'Enabled');
}

function describe(instance: Instance): { readonly KeyMetadata: Described } | Failed {
  const { type, values, place } = instance;
  const state = stateOf(instance);
  if (state instanceof Unknown) return openAnswer(state);
  const id = textOf(values['key_id']) ?? '';
  const isReplica = type.includes('replica');
  const isMultiRegion = isReplica ? true : flagOf(values['multi_region']);
  if (isMultiRegion instanceof Unknown) return openAnswer(isMultiRegion);
  const spec = textOf(values['customer_master_key_spec']) ?? 'SYMMETRIC_DEFAULT';
  const primary = isReplica ? textOf(values['primary_key_arn']) : null;
  const primaryRegion = primary === null ? place.region : partsOf(primary)?.region;
  const related = {
    MultiRegionKeyType: isReplica ? 'REPLICA' : 'PRIMARY',
    PrimaryKey: primaryRegion === undefined ? {} : { Region: primaryRegion },
  };
  return {
    KeyMetadata: {
      KeyId: id,
      Arn: textOf(values['arn']) ?? '',
      KeyState: state,
      Enabled: state === 'Enabled',
      KeyUsage: textOf(values['key_usage']) ?? 'ENCRYPT_DECRYPT',
      KeySpec: spec,
      KeyManager: 'CUSTOMER',
      Origin: type.includes('external') ? 'EXTERNAL' : 'AWS_KMS',
      MultiRegion: isMultiRegion ?? false,
      ...(isMultiRegion === true ? { MultiRegionConfiguration: related } : {}),
    },
  };
}

/** Source: KMS Developer Guide, "Default key policy" (created with the API). */
function defaultPolicy({ place: { partition, account } }: Instance): { readonly Policy: string } {
  const statement = {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: rootArn(partition, account) },
    Action: 'kms:*',
    Resource: '*',
  };
  return { Policy: JSON.stringify({ Version: '2012-10-17', Id: 'key-default-1', Statement: [statement] }) };
}

function policyAnswer(value: Value | undefined, owner: Instance): { readonly Policy: string } | Unknown | null {
  const document = documentOf(value, `${owner.address}.policy`);
  return document === null || document instanceof Unknown ? document : { Policy: document };
}

const policySetting: Setting<{ readonly Policy: string }> = {
  types: ['aws_kms_key_policy'],
  read: (separate) => policyAnswer(separate.values['policy'], separate) ?? defaultPolicy(separate),
  own: ['policy'],
  readOwn: policyAnswer,
  fallback: defaultPolicy,
  isMirrored: true,
};

/** A change that touches no grant of a key leaves them as they are. */
function speaksOfGrants(name: string, key: Instance, instances: Instances): boolean {
  if (key.isNew || instances.estate.isChange !== true) return true;
  const { found, open } = instances.separate('aws_kms_grant', name, naming);
  const removed = instances.removed('aws_kms_grant', name, naming);
  return open !== null || removed.length > 0 || found.some(({ isNew }) => isNew);
}

/**
 * The grants in the code. Those that services make for themselves are for other principals, so that a key of the code is taken to have
 * no others.
 */
function grantsOf(
  name: string,
  key: Instance,
  instances: Instances,
  spots: Spots,
): NonNullable<RawKmsKey['ListGrants']> {
  const { found, open } = instances.separate('aws_kms_grant', name, naming);
  if (open !== null) return spots.mark(openAnswer(new Unknown(open.address, 'its key is not known')), open);
  const grants: Grant[] = [];
  for (const instance of found) {
    const grant = grantOf(instance);
    if (grant instanceof Unknown) return spots.mark(openAnswer(grant), instance);
    grants.push(spots.mark(grant, instance));
  }
  return spots.mark({ Grants: grants }, key);
}

function grantOf({ values, address }: Instance): Grant | Unknown {
  const operations = elementsOf(values['operations']);
  const [constraints] = closedList(values['constraints']) ?? [];
  if (operations instanceof Unknown) return operations;
  if (values['constraints'] instanceof Unknown) return values['constraints'];
  const subset = isMap(constraints) ? constraints['encryption_context_subset'] : undefined;
  const equals = isMap(constraints) ? constraints['encryption_context_equals'] : undefined;
  return {
    GrantId: address,
    GranteePrincipal: textOf(values['grantee_principal']) ?? '',
    Operations: operations.flatMap((operation) => textOf(operation) ?? []),
    ...(isUnset(subset) && isUnset(equals)
      ? {}
      : {
          Constraints: { ...context('EncryptionContextSubset', subset), ...context('EncryptionContextEquals', equals) },
        }),
  };
}

function closedList(value: Value | undefined): readonly Value[] | null {
  const elements = elementsOf(value);
  return elements instanceof Unknown ? null : elements;
}

function context(member: string, value: Value | undefined): Readonly<Record<string, Readonly<Record<string, string>>>> {
  if (!isMap(value) || Object.keys(value).length === 0) return {};
  return { [member]: Object.fromEntries(Object.entries(value).map(([key, text]) => [key, textOf(text) ?? ''])) };
}

function aliasesOf(name: string, instances: Instances): RawKmsKey['ListAliases'] {
  const { found, open } = instances.separate('aws_kms_alias', name, aliasNaming);
  if (open !== null) return undefined;
  const Aliases = found.flatMap((alias) => aliasOf(alias) ?? []);
  return { Aliases };
}

function aliasOf(alias: Instance): { AliasName: string; AliasArn: string; TargetKeyId: string } | null {
  const name = textOf(alias.values['name']);
  const arn = textOf(alias.values['arn']);
  const target = textOf(alias.values['target_key_id']) ?? textOf(alias.values['target_key_arn']);
  return name === null || arn === null || target === null
    ? null
    : { AliasName: name, AliasArn: arn, TargetKeyId: idIn(target) };
}

/** Also aliases of keys that are not made here, and those that are looked up. */
function addAliases(drafts: Drafts, instances: Instances): void {
  for (const alias of [...instances.ofType('aws_kms_alias'), ...instances.ofType('data.aws_kms_alias')]) {
    const entry = aliasOf(alias);
    if (entry !== null) drafts.accountOf(alias.place).aliases.push(entry);
  }
}

/** Keys that the code looks up: without a policy. */
function addDataKeys(drafts: Drafts, instances: Instances, spots: Spots): void {
  for (const instance of instances.ofType('data.aws_kms_key')) {
    const { values, place } = instance;
    const arn = knownText(instance, 'arn');
    const parts = arn === null ? null : partsOf(arn);
    const state = knownText(instance, 'key_state');
    if (arn === null || parts === null || !parts.resource.startsWith('key/')) continue;
    const isMultiRegion = flagOf(values['multi_region']);
    const [related] = closedList(values['multi_region_configuration']) ?? [];
    const type = isMap(related) ? textOf(related['multi_region_key_type']) : null;
    const metadata = {
      KeyId: idIn(arn),
      Arn: arn,
      ...(state === null ? {} : { KeyState: state, Enabled: state === 'Enabled' }),
      ...text('KeyUsage', values['key_usage']),
      ...text('KeySpec', values['key_spec'] ?? values['customer_master_key_spec']),
      ...text('KeyManager', values['key_manager']),
      ...text('Origin', values['origin']),
      ...(typeof isMultiRegion === 'boolean' ? { MultiRegion: isMultiRegion } : {}),
      ...(type === null ? {} : { MultiRegionConfiguration: { MultiRegionKeyType: type } }),
    };
    const key = { Arn: arn, DescribeKey: spots.mark({ KeyMetadata: metadata }, instance) };
    drafts.accountOf({ ...place, account: parts.account }).keys.push(spots.mark(key, instance));
  }
}

function text<Name extends string>(name: Name, value: Value | undefined): { readonly [N in Name]?: string } {
  const known = value instanceof Unknown ? null : textOf(value);
  return known === null ? {} : ({ [name]: known } as { readonly [N in Name]: string });
}

/** A key that is deleted waits for its deletion, and cannot be used. */
function addRemoved(drafts: Drafts, instances: Instances, spots: Spots): void {
  for (const instance of types.flatMap((type) => instances.removedOfType(type))) {
    const arn = knownText(instance, 'arn');
    const described = arn === null ? null : describe(instance);
    if (arn === null || described === null || !('KeyMetadata' in described)) continue;
    const { KeyMetadata } = described;
    const pending = { KeyMetadata: { ...KeyMetadata, KeyState: 'PendingDeletion', Enabled: false } };
    const key = { Arn: arn, DescribeKey: spots.mark(pending, instance) };
    drafts.accountOf(instance.place).keys.push(spots.mark(key, instance));
  }
}
