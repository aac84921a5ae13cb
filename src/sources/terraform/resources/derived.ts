/**
 * Attributes that the provider computes and that follow from others, or are stand-ins: names, ids, ARNs. A known attribute stays.
 * Source: the provider's documentation, "Attribute Reference" of each resource; measured with provider 5.100.
 */
import { bucketArn, keyArn, kmsArn, partsOf, policyArn, roleArn } from '../../../estate/arn.js';
import { type Instance, Unknown, type Value, type ValueMap } from '../model.js';
import { standIn, openText } from '../../../basics/stand-in.js';
import { flagOf, isUnset, textOf } from '../values.js';
import { policyDocumentJson } from './roles/policy-document.js';

/** What an instance is derived from; `values` without what is neither set nor known. */
export type Underived = Pick<Instance, 'address' | 'mode' | 'type' | 'values' | 'place'>;

type Derive = (instance: Underived) => ValueMap;

/** The name as given, a stand-in behind the given prefix, or a stand-in. */
function nameOf({ address, values }: Underived, kind: 'bucket' | 'role' | 'policy', argument = 'name'): string {
  const given = textOf(values[argument]);
  return given ?? (textOf(values[`${argument}_prefix`]) ?? '') + standIn(kind, address);
}

function bucket(instance: Underived): ValueMap {
  const { partition, region } = instance.place;
  const name = nameOf(instance, 'bucket', 'bucket');
  const suffix = dnsSuffixOf(partition);
  return {
    bucket: name,
    id: name,
    arn: bucketArn({ partition, name }),
    region,
    bucket_region: region,
    bucket_domain_name: `${name}.s3.${suffix}`,
    bucket_regional_domain_name: `${name}.s3.${region}.${suffix}`,
  };
}

/** Separate arguments of a bucket have its name as their id, with the expected owner behind it. */
function ofBucket({ values }: Underived): ValueMap {
  const name = textOf(values['bucket']);
  if (name === null) return {};
  const owner = textOf(values['expected_bucket_owner']);
  return { bucket: name, id: owner === null ? name : `${name},${owner}` };
}

function pathAndName({ values }: Underived, name: string): string {
  return `${(textOf(values['path']) ?? '/').replace(/^\//u, '')}${name}`;
}

function role(instance: Underived): ValueMap {
  const { partition, account } = instance.place;
  const name = nameOf(instance, 'role');
  return {
    name,
    id: name,
    arn: roleArn(partition, account, pathAndName(instance, name)),
    unique_id: standIn('text', `${instance.address}.unique_id`),
  };
}

function managedPolicy(instance: Underived): ValueMap {
  const { partition, account } = instance.place;
  const name = nameOf(instance, 'policy');
  const arn = policyArn(partition, account, pathAndName(instance, name));
  return { name, arn, id: arn, policy_id: standIn('text', `${instance.address}.policy_id`) };
}

function rolePolicy(instance: Underived): ValueMap {
  const name = nameOf(instance, 'policy');
  const roleName = textOf(instance.values['role']);
  return roleName === null ? { name } : { name, id: `${roleName}:${name}` };
}

function key(instance: Underived): ValueMap {
  const known = textOf(instance.values['key_id']) ?? textOf(instance.values['id']);
  const isMultiRegion = flagOf(instance.values['multi_region']);
  const id =
    known ??
    (isMultiRegion instanceof Unknown
      ? openText(`${instance.address}.key_id`)
      : standIn(isMultiRegion === true ? 'mrk-key' : 'key', instance.address));
  return { key_id: id, id, arn: keyArn(instance.place, id) };
}

/** A replica has its primary's id, in another Region. */
function replicaKey(instance: Underived): ValueMap {
  const primary = textOf(instance.values['primary_key_arn']);
  const resource = primary === null ? null : partsOf(primary)?.resource;
  const id =
    textOf(instance.values['key_id']) ??
    (resource?.startsWith('key/') === true
      ? resource.slice('key/'.length)
      : openText(`${instance.address}.primary_key_arn`));
  return { key_id: id, id, arn: keyArn(instance.place, id), multi_region: true };
}

function alias(instance: Underived): ValueMap {
  const { values, place, address } = instance;
  const name =
    textOf(values['name']) ?? `${textOf(values['name_prefix']) ?? 'alias/'}${standIn('text', `${address}.name`)}`;
  const target = textOf(values['target_key_id']);
  const targetArn =
    target === null ? {} : { target_key_arn: target.startsWith('arn:') ? target : keyArn(place, target) };
  return { name, id: name, arn: kmsArn(place, name), ...targetArn };
}

const suffixes: Readonly<Record<string, string>> = { 'aws-cn': 'amazonaws.com.cn' };

function dnsSuffixOf(partition: string): string {
  return suffixes[partition] ?? 'amazonaws.com';
}

function callerIdentity({ place: { account } }: Underived): ValueMap {
  return { account_id: account, id: account };
}

function region({ values, place }: Underived): ValueMap {
  const name = textOf(values['name']) ?? textOf(values['region']) ?? place.region;
  return { name, id: name, region: name };
}

function partition({ place }: Underived): ValueMap {
  const suffix = dnsSuffixOf(place.partition);
  return {
    partition: place.partition,
    id: place.partition,
    dns_suffix: suffix,
    reverse_dns_prefix: suffix.split('.').reverse().join('.'),
  };
}

function dataBucket({ values, place }: Underived): ValueMap {
  const name = textOf(values['bucket']);
  return name === null ? {} : { id: name, arn: bucketArn({ partition: place.partition, name }) };
}

function dataRole({ values, place }: Underived): ValueMap {
  const name = textOf(values['name']);
  return name === null ? {} : { id: name, arn: openText(`role ${name} of ${place.account}`) };
}

function document({ address, values }: Underived): ValueMap {
  const json = policyDocumentJson(values, address);
  return { json, minified_json: json };
}

/** AWS makes up the id. */
function withOwnId({ address }: Underived): ValueMap {
  return { id: standIn('text', `${address}.id`) };
}

function newAccount({ address }: Underived): ValueMap {
  return { id: standIn('account', address) };
}

/** It is made by its management account. */
function organization({ address, place }: Underived): ValueMap {
  return { master_account_id: place.account, roots: [{ id: standIn('text', `${address}.roots`) }] };
}

/** Names and ARNs of `awscc`, by those of `aws`. */
function inOtherWords(derive: Derive, names: Readonly<Record<string, string>>): Derive {
  return (instance) => {
    const given = Object.fromEntries(
      Object.entries(names).flatMap(([aws, awscc]) => {
        const value = instance.values[awscc];
        return value === undefined ? [] : [[aws, value]];
      }),
    );
    const derived = derive({ ...instance, values: { ...instance.values, ...given } });
    return Object.fromEntries(Object.entries(derived).map(([name, value]) => [names[name] ?? name, value]));
  };
}

const managed: Readonly<Record<string, Derive>> = {
  awscc_s3_bucket: inOtherWords(bucket, { bucket: 'bucket_name' }),
  awscc_iam_role: inOtherWords(role, { name: 'role_name', unique_id: 'role_id' }),
  awscc_iam_managed_policy: inOtherWords(managedPolicy, { name: 'managed_policy_name', arn: 'policy_arn' }),
  awscc_kms_key: key,
  awscc_kms_replica_key: replicaKey,
  awscc_kms_alias: inOtherWords(alias, { name: 'alias_name' }),
  awscc_organizations_policy: ({ address }) => ({ policy_id: standIn('text', `${address}.id`) }),
  aws_organizations_policy: withOwnId,
  aws_organizations_organizational_unit: withOwnId,
  aws_organizations_account: newAccount,
  aws_organizations_organization: organization,
  aws_s3_bucket: bucket,
  aws_iam_role: role,
  aws_iam_policy: managedPolicy,
  aws_iam_role_policy: rolePolicy,
  aws_kms_key: key,
  aws_kms_external_key: key,
  aws_kms_replica_key: replicaKey,
  aws_kms_replica_external_key: replicaKey,
  aws_kms_alias: alias,
};

const data: Readonly<Record<string, Derive>> = {
  aws_caller_identity: callerIdentity,
  aws_region: region,
  aws_partition: partition,
  aws_s3_bucket: dataBucket,
  aws_iam_role: dataRole,
  aws_iam_policy_document: document,
};

function deriveOf({ mode, type }: Underived): Derive | null {
  const table = mode === 'managed' ? managed : data;
  if (Object.hasOwn(table, type)) return table[type] ?? null;
  return mode === 'managed' && type.startsWith('aws_s3_bucket_') ? ofBucket : null;
}

/** The instance's values with what follows from them. Neither a known value nor a part of one is changed. */
export function derivedValues(instance: Underived): ValueMap {
  const derive = deriveOf(instance);
  if (derive === null) return instance.values;
  const derived = Object.entries(derive(instance)).filter(
    ([name]) => isUnset(instance.values[name]) || instance.values[name] instanceof Unknown,
  );
  return derived.length === 0 ? instance.values : { ...instance.values, ...Object.fromEntries<Value>(derived) };
}
