/**
 * Resources of the provider `awscc` in the words of the provider `aws`. They have the members of CloudFormation in snake case, as objects
 * where `aws` has blocks. Source: the provider's documentation, generated from CloudFormation's resource schemas.
 */
import { type Instance, Unknown, type Value, type ValueMap } from '../model.js';
import { elementsOf, isMap, isUnset } from '../values.js';

type Translate = (instance: Instance) => readonly Instance[];

/** The same place and age, as another type; what is not set stays away. */
function as(instance: Instance, type: string, values: Readonly<Record<string, Value | undefined>>): Instance {
  const set = Object.entries(values).filter((entry): entry is [string, Value] => entry[1] !== undefined);
  return {
    ...faceOf(instance),
    type,
    values: Object.fromEntries(set),
    isSet: (argument) => set.some(([name]) => name === argument),
  };
}

/** An instance may be of a class, whose members a spread does not copy. */
function faceOf({ address, mode, name, place, isNew, origin }: Instance): Omit<Instance, 'type' | 'values' | 'isSet'> {
  return { address, mode, name, place, isNew, ...(origin === undefined ? {} : { origin }) };
}

function memberOf(value: Value | undefined, ...names: readonly string[]): Value | undefined {
  let found = value;
  for (const name of names) found = isMap(found) ? found[name] : found instanceof Unknown ? found : undefined;
  return found;
}

/** Each element, translated; an unknown list stays unknown. */
function each(value: Value | undefined, translate: (element: ValueMap) => ValueMap): Value | undefined {
  const elements = elementsOf(value);
  if (elements instanceof Unknown) return elements;
  return isUnset(value) ? undefined : elements.map((element) => (isMap(element) ? translate(element) : element));
}

function tagsOf(value: Value | undefined): Value {
  const elements = elementsOf(value);
  if (elements instanceof Unknown) return elements;
  return Object.fromEntries(
    elements.flatMap((tag) => (isMap(tag) && typeof tag['key'] === 'string' ? [[tag['key'], tag['value'] ?? '']] : [])),
  );
}

function replicationRule(rule: ValueMap): ValueMap {
  const { filter } = rule;
  if (!isMap(filter)) return rule;
  const and = filter['and'];
  return {
    ...rule,
    filter: {
      prefix: filter['prefix'] ?? null,
      tag: filter['tag_filter'] ?? null,
      and: isMap(and) ? { prefix: and['prefix'] ?? null, tags: tagsOf(and['tag_filters']) } : (and ?? null),
    },
  };
}

function encryptionRule(rule: ValueMap): ValueMap {
  return { ...rule, apply_server_side_encryption_by_default: rule['server_side_encryption_by_default'] ?? null };
}

function bucket(instance: Instance): readonly Instance[] {
  const { values } = instance;
  const name = values['bucket_name'];
  const encryption = memberOf(values['bucket_encryption'], 'server_side_encryption_configuration');
  const replication = values['replication_configuration'];
  const block = values['public_access_block_configuration'];
  const ownership = memberOf(values['ownership_controls'], 'rules');
  const separate = (
    type: string,
    value: Value | undefined,
    more: Readonly<Record<string, Value | undefined>>,
  ): readonly Instance[] => (isUnset(value) ? [] : [as(instance, type, { bucket: name, ...more })]);
  return [
    as(instance, 'aws_s3_bucket', {
      bucket: name,
      arn: values['arn'],
      object_lock_enabled: values['object_lock_enabled'],
    }),
    ...separate('aws_s3_bucket_versioning', values['versioning_configuration'], {
      versioning_configuration: values['versioning_configuration'],
    }),
    ...separate('aws_s3_bucket_server_side_encryption_configuration', encryption, {
      rule: each(encryption, encryptionRule),
    }),
    ...separate('aws_s3_bucket_replication_configuration', replication, {
      role: memberOf(replication, 'role'),
      rule: each(memberOf(replication, 'rules'), replicationRule),
    }),
    ...separate('aws_s3_bucket_ownership_controls', ownership, { rule: ownership }),
    ...separate('aws_s3_bucket_public_access_block', block, isMap(block) ? block : { block_public_policy: block }),
  ];
}

function role(instance: Instance): readonly Instance[] {
  const { values } = instance;
  const name = values['role_name'];
  const policies = elementsOf(values['policies']);
  const attached = elementsOf(values['managed_policy_arns']);
  const policy = (document: Value): Instance =>
    as(instance, 'aws_iam_role_policy', {
      role: document instanceof Unknown ? document : name,
      name: memberOf(document, 'policy_name'),
      policy: memberOf(document, 'policy_document'),
    });
  const attachment = (arn: Value): Instance =>
    as(instance, 'aws_iam_role_policy_attachment', { role: name, policy_arn: arn });
  return [
    as(instance, 'aws_iam_role', {
      name,
      arn: values['arn'],
      path: values['path'],
      unique_id: values['role_id'],
      assume_role_policy: values['assume_role_policy_document'],
      permissions_boundary: values['permissions_boundary'],
    }),
    ...(policies instanceof Unknown ? [policy(policies)] : policies.map(policy)),
    ...(attached instanceof Unknown ? [attachment(attached)] : attached.map(attachment)),
  ];
}

function managedPolicy(instance: Instance): readonly Instance[] {
  const { values } = instance;
  const arn = values['policy_arn'] ?? values['arn'];
  const roles = elementsOf(values['roles']);
  const attachment = (name: Value): Instance =>
    as(instance, 'aws_iam_role_policy_attachment', { role: name, policy_arn: arn });
  return [
    as(instance, 'aws_iam_policy', { arn, name: values['managed_policy_name'], policy: values['policy_document'] }),
    ...(roles instanceof Unknown ? [attachment(roles)] : roles.map(attachment)),
  ];
}

function key(instance: Instance): readonly Instance[] {
  const { values, type } = instance;
  const isReplica = type === 'awscc_kms_replica_key';
  return [
    as(instance, isReplica ? 'aws_kms_replica_key' : 'aws_kms_key', {
      arn: values['arn'],
      key_id: values['key_id'],
      policy: values['key_policy'],
      [isReplica ? 'enabled' : 'is_enabled']: values['enabled'],
      multi_region: values['multi_region'],
      customer_master_key_spec: values['key_spec'],
      key_usage: values['key_usage'],
      primary_key_arn: values['primary_key_arn'],
    }),
  ];
}

function organizationPolicy(instance: Instance): readonly Instance[] {
  const { values } = instance;
  const id = values['policy_id'] ?? values['id'];
  const targets = elementsOf(values['target_ids']);
  const attachment = (target: Value): Instance =>
    as(instance, 'aws_organizations_policy_attachment', { policy_id: id, target_id: target });
  return [
    as(instance, 'aws_organizations_policy', { ...values, id }),
    ...(targets instanceof Unknown ? [attachment(targets)] : targets.map(attachment)),
  ];
}

const translations: Readonly<Record<string, Translate>> = {
  awscc_s3_bucket: bucket,
  awscc_s3_bucket_policy: (instance) => [
    as(instance, 'aws_s3_bucket_policy', {
      bucket: instance.values['bucket'],
      policy: instance.values['policy_document'],
    }),
  ],
  awscc_iam_role: role,
  awscc_iam_role_policy: (instance) => [
    as(instance, 'aws_iam_role_policy', {
      role: instance.values['role_name'],
      name: instance.values['policy_name'],
      policy: instance.values['policy_document'],
    }),
  ],
  awscc_iam_managed_policy: managedPolicy,
  awscc_kms_key: key,
  awscc_kms_replica_key: key,
  awscc_organizations_policy: organizationPolicy,
  awscc_kms_alias: (instance) => [
    as(instance, 'aws_kms_alias', {
      name: instance.values['alias_name'],
      arn: instance.values['arn'],
      target_key_id: instance.values['target_key_id'],
    }),
  ],
};

/** The instance itself, or what it is in the words of the provider `aws`. */
export function inWordsOfAws(instance: Instance): readonly Instance[] {
  const translate = instance.type.startsWith('awscc_') && Object.hasOwn(translations, instance.type);
  return translate ? (translations[instance.type]?.(instance) ?? []) : [instance];
}
