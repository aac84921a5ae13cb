/** KMS keys, their policies, grants and aliases. */
import { hasStandIn } from '../../../basics/stand-in.js';
import { keyArn, partsOf, rootArn } from '../../../estate/arn.js';
import type { Failed, RawKmsKey } from '../../snapshot/snapshot-shape.js';
import { type Instance, Unknown, type Value } from '../model.js';
import { flagOf, isMap, textOf } from '../values.js';
import { documentOf, openAnswer } from './answers.js';
import type { Draft, Drafts } from './drafts.js';
import { type Instances, knownText } from './instances.js';
import { closedList, grantsOf, speaksOfGrants } from './key-grants.js';
import { aliasNaming, idIn, keyTypes, nameOfOwner, naming } from './key-naming.js';
import { type Setting, settingOf } from './settings.js';
import type { Spots } from './spots.js';

type Described = Extract<NonNullable<RawKmsKey['DescribeKey']>, { readonly KeyMetadata: unknown }>['KeyMetadata'];

export function addKeys(drafts: Drafts, instances: Instances, spots: Spots): void {
  const context = { instances, naming, spots };
  for (const instance of keyTypes.flatMap((type) => instances.ofType(type))) {
    const arn = textOf(instance.values['arn']);
    const name = nameOfOwner(instance);
    if (arn === null || name === null) continue;
    const key: Draft<RawKmsKey> = { Arn: arn, DescribeKey: spots.mark(describe(instance), instance) };
    const answer = settingOf({ name, instance }, policySetting, context);
    if (answer !== undefined) key.GetKeyPolicy = answer;
    if (speaksOfGrants(name, instance, instances)) key.ListGrants = grantsOf({ name, arn, instance }, instances, spots);
    const aliases = aliasesOf(name, instances);
    if (aliases !== undefined) key.ListAliases = aliases;
    drafts.accountOf(instance.place).keys.push(spots.mark(key, instance));
  }
  addNamedOnly(drafts, instances, spots);
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
  const document = documentOf(value, `${owner.address}.policy`, 'resource');
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

/** Keys that the code only names: it sets their policy, or makes and retires grants. */
function addNamedOnly(drafts: Drafts, instances: Instances, spots: Spots): void {
  const owned = new Set(keyTypes.flatMap((type) => instances.ofType(type)).map(nameOfOwner));
  const gone = new Set(keyTypes.flatMap((type) => instances.removedOfType(type)).map(nameOfOwner));
  const done = new Set<string>();
  for (const type of ['aws_kms_key_policy', 'aws_kms_grant']) {
    for (const names of [instances.namesIn(type, naming), instances.removedNamesIn(type, naming)]) {
      for (const [name, [by]] of names) {
        if (by === undefined || done.has(name) || owned.has(name) || gone.has(name)) continue;
        done.add(name);
        const key = namedOnly(name, by, instances, spots);
        if (key !== null) drafts.accountOf(by.place).keys.push(spots.mark(key, by));
      }
    }
  }
}

function namedOnly(name: string, by: Instance, instances: Instances, spots: Spots): RawKmsKey | null {
  const text = knownText(by, 'key_id');
  if (text === null || hasStandIn(text)) return null;
  const arn = text.startsWith('arn:') ? text : keyArn(by.place, text);
  const policy = settingOf({ name, instance: null }, policySetting, { instances, naming, spots });
  const { found, open } = instances.separate('aws_kms_grant', name, naming);
  const isGranted = open !== null || found.length > 0 || instances.removed('aws_kms_grant', name, naming).length > 0;
  // Others may have been granted as well: only over a whole list they are known.
  const isListed = isGranted && typeof instances.estate.existing?.grants(arn)?.length === 'number';
  return {
    Arn: arn,
    ...(policy === undefined ? {} : { GetKeyPolicy: policy }),
    ...(isListed ? { ListGrants: grantsOf({ name, arn, instance: { ...by, isNew: false } }, instances, spots) } : {}),
  };
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
  for (const instance of keyTypes.flatMap((type) => instances.removedOfType(type))) {
    const arn = knownText(instance, 'arn');
    const described = arn === null ? null : describe(instance);
    if (arn === null || described === null || !('KeyMetadata' in described)) continue;
    const { KeyMetadata } = described;
    const pending = { KeyMetadata: { ...KeyMetadata, KeyState: 'PendingDeletion', Enabled: false } };
    const key = { Arn: arn, DescribeKey: spots.mark(pending, instance) };
    drafts.accountOf(instance.place).keys.push(spots.mark(key, instance));
  }
}
