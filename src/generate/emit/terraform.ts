/** A set-up as Terraform: one file for each account and Region, a provider for each, and references that keep the order. */
import { keyPolicyOf, policyName, topicPolicyOf, trustOf, failureEvent } from '../facts.js';
import { InvalidIntent } from '../intent.js';
import type { BucketSetup, JsonObject, KeySetup, RoleSetup, Setup } from '../setup.js';
import type { OutputFile } from './output-file.js';
import {
  beginningWith,
  block,
  blockText,
  Expression,
  valueText,
  type Block,
  type Value,
} from '../../reporters/text/hcl.js';
import { namesOf, withReferences } from './references.js';
import type { Rule } from './rule.js';
import { withTopic } from './with-topic.js';

/** Versions whose arguments are used here. */
const providerVersion = '>= 5.0';

interface Place {
  readonly account: string;
  readonly region: string;
}

/** @throws InvalidIntent for what the provider has no argument for */
export function terraformFiles(setup: Setup): readonly OutputFile[] {
  if (JSON.stringify(setup.buckets).includes('UseSourceMultiRegionKey'))
    throw new InvalidIntent(
      "Terraform's AWS provider has no argument for UseSourceMultiRegionKey.",
      'Use `--format aws-cli`, or name the key with --replica-key.',
    );
  const writer = new Writer(setup);
  return [
    { path: 'providers.tf', text: writer.providers(), isProgram: false },
    ...writer.aliases.map(([alias, place]) => ({
      path: `${alias}.tf`,
      text: writer.resourcesOf(place),
      isProgram: false,
    })),
  ];
}

function placeId({ account, region }: Place): string {
  return `${account} ${region}`;
}

class Writer {
  readonly aliases: readonly (readonly [string, Place])[];
  readonly #setup: Setup;
  readonly #names;

  constructor(setup: Setup) {
    this.#setup = setup;
    const places = new Map<string, readonly [string, Place]>();
    for (const { label, account, region } of [...setup.buckets, ...setup.keys.filter(({ isNew }) => isNew)]) {
      const id = placeId({ account, region });
      if (!places.has(id)) places.set(id, [label, { account, region }]);
    }
    this.aliases = [...places.values()];
    this.#names = namesOf(setup, (kind, label) => this.#reference(kind, label));
  }

  #reference(kind: 'bucket' | 'key' | 'role', label: string): Expression {
    const types = { bucket: 'aws_s3_bucket', key: this.#keyType(label), role: 'aws_iam_role' };
    return new Expression(`${types[kind]}.${label}.arn`);
  }

  #keyType(label: string): string {
    const key = this.#setup.keys.find((each) => each.label === label);
    return key?.multiRegion === 'replica' ? 'aws_kms_replica_key' : 'aws_kms_key';
  }

  #provider(place: Place): Expression {
    const found = this.aliases.find(([, each]) => placeId(each) === placeId(place));
    return new Expression(`aws.${found?.[0] ?? 'source'}`);
  }

  /** A role is made by whichever provider serves its account. */
  #providerOfAccount(account: string): Expression {
    const found = this.aliases.find(([, place]) => place.account === account);
    return new Expression(`aws.${found?.[0] ?? 'source'}`);
  }

  #json(value: JsonObject): Expression {
    return new Expression(`jsonencode(${valueText(this.#value(value), '  ')})`);
  }

  #value(value: unknown): Value {
    return withReferences(value, this.#names, beginningWith) as Value;
  }

  providers(): string {
    const required = block('terraform', { required_version: '>= 1.5' }, [
      block('required_providers', { aws: { source: 'hashicorp/aws', version: providerVersion } }),
    ]);
    const providers = this.aliases.map(([alias, { account, region }]) =>
      block('provider "aws"', { alias, region, allowed_account_ids: [account] }),
    );
    return [required, ...providers].map((each) => blockText(each)).join('\n');
  }

  resourcesOf(place: Place): string {
    const isHere = (each: Place): boolean => placeId(each) === placeId(place);
    const { buckets, keys, roles } = this.#setup;
    // A role has no Region: it stands with the bucket that it replicates from.
    const here = buckets.filter(isHere);
    const blocks = [
      ...roles.filter(({ bucket }) => here.some(({ name }) => name === bucket)).flatMap((role) => this.#role(role)),
      ...keys.filter((key) => key.isNew && isHere(key)).map((key) => this.#key(key)),
      ...here.flatMap((bucket) => this.#bucket(bucket)),
    ];
    const statements = keys.filter((key) => !key.isNew && isHere(key) && key.statements.length > 0);
    const comments = statements.map((key) => this.#keyStatements(key));
    return [...blocks.map((each) => blockText(each)), ...comments].join('\n');
  }

  #role(role: RoleSetup): readonly Block[] {
    const provider = this.#providerOfAccount(role.account);
    return [
      block(`resource "aws_iam_role" "${role.label}"`, {
        provider,
        name: role.name,
        assume_role_policy: this.#json(trustOf(role)),
      }),
      block(`resource "aws_iam_role_policy" "${role.label}"`, {
        provider,
        name: policyName(role),
        role: new Expression(`aws_iam_role.${role.label}.name`),
        policy: this.#json(role.policy),
      }),
    ];
  }

  #key(key: KeySetup): Block {
    const common = { provider: this.#provider(key), description: `S3 objects (${key.label})` };
    if (key.multiRegion === 'replica') {
      const primary = this.#setup.keys.find(({ multiRegion }) => multiRegion === 'primary');
      return block(`resource "aws_kms_replica_key" "${key.label}"`, {
        ...common,
        primary_key_arn: new Expression(`aws_kms_key.${primary?.label ?? 'source'}.arn`),
        policy: this.#json(keyPolicyOf(key)),
      });
    }
    return block(`resource "aws_kms_key" "${key.label}"`, {
      ...common,
      enable_key_rotation: true,
      ...(key.multiRegion === 'primary' ? { multi_region: true } : {}),
      policy: this.#json(keyPolicyOf(key)),
    });
  }

  /** The policy of a key that stands already has other statements: its owner adds these. */
  #keyStatements(key: KeySetup): string {
    return blockText(
      block(`output "statements_for_key_${key.label}"`, {
        description: `To be added to the key policy of ${key.arn}`,
        value: this.#json({ Statement: key.statements }),
      }),
    );
  }

  #bucket(bucket: BucketSetup): readonly Block[] {
    const { label, name } = bucket;
    const provider = this.#provider(bucket);
    const id = new Expression(`aws_s3_bucket.${label}.id`);
    const of = (type: string, values: Readonly<Record<string, Value>>, blocks: readonly Block[] = []): Block =>
      block(`resource "${type}" "${label}"`, { provider, bucket: id, ...values }, blocks);
    return [
      block(`resource "aws_s3_bucket" "${label}"`, {
        provider,
        bucket: name,
        ...(bucket.objectLock ? { object_lock_enabled: true } : {}),
      }),
      of('aws_s3_bucket_versioning', {}, [block('versioning_configuration', { status: 'Enabled' })]),
      of('aws_s3_bucket_server_side_encryption_configuration', {}, [this.#encryption(bucket)]),
      of('aws_s3_bucket_ownership_controls', {}, [block('rule', { object_ownership: 'BucketOwnerEnforced' })]),
      of('aws_s3_bucket_public_access_block', {
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      }),
      ...(bucket.statements.length === 0
        ? []
        : [
            of('aws_s3_bucket_policy', { policy: this.#json({ Version: '2012-10-17', Statement: bucket.statements }) }),
          ]),
      ...(bucket.replication === null ? [] : [this.#replication(bucket), ...this.#notification(bucket)]),
    ];
  }

  #encryption({ key, bucketKey }: BucketSetup): Block {
    const values =
      key === null
        ? { sse_algorithm: 'AES256' }
        : { sse_algorithm: 'aws:kms', kms_master_key_id: this.#value(key.arn) };
    return block('rule', { bucket_key_enabled: bucketKey }, [block('apply_server_side_encryption_by_default', values)]);
  }

  #replication(bucket: BucketSetup): Block {
    const { Rules: rules } = bucket.replication as { readonly Rules: readonly Rule[] };
    const destinations = rules.flatMap(({ Destination: { Bucket } }) =>
      this.#setup.buckets.filter(({ arn }) => arn === Bucket),
    );
    const orderedBehind = [
      ...new Set([bucket, ...destinations].map(({ label }) => `aws_s3_bucket_versioning.${label}`)),
      `aws_iam_role_policy.${bucket.role?.label ?? 'replication'}`,
      ...destinations
        .filter(({ statements }) => statements.length > 0)
        .map(({ label }) => `aws_s3_bucket_policy.${label}`),
    ];
    return block(
      `resource "aws_s3_bucket_replication_configuration" "${bucket.label}"`,
      {
        provider: this.#provider(bucket),
        bucket: new Expression(`aws_s3_bucket.${bucket.label}.id`),
        role: new Expression(`aws_iam_role.${bucket.role?.label ?? 'replication'}.arn`),
        // S3 asks both buckets for versioning when it is given the configuration.
        depends_on: [...new Set(orderedBehind)].map((name) => new Expression(name)),
      },
      rules.map((rule) => this.#rule(rule)),
    );
  }

  #rule(rule: Rule): Block {
    const {
      ID,
      Priority,
      Filter,
      DeleteMarkerReplication,
      SourceSelectionCriteria: selection = {},
      Destination,
    } = rule;
    const criteria = [
      ...(selection.SseKmsEncryptedObjects === undefined
        ? []
        : [block('sse_kms_encrypted_objects', { status: 'Enabled' })]),
      ...(selection.ReplicaModifications === undefined ? [] : [block('replica_modifications', { status: 'Enabled' })]),
    ];
    return block('rule', { id: ID, priority: Priority, status: 'Enabled' }, [
      block('filter', { prefix: Filter.Prefix }),
      block('delete_marker_replication', { status: DeleteMarkerReplication.Status }),
      ...(criteria.length === 0 ? [] : [block('source_selection_criteria', {}, criteria)]),
      this.#destination(Destination),
    ]);
  }

  #destination({
    Bucket,
    Account,
    EncryptionConfiguration: encryption,
    ReplicationTime: time,
    Metrics: metrics,
  }: Rule['Destination']): Block {
    const minutes = (name: string): readonly Block[] => [block(name, { minutes: 15 })];
    return block(
      'destination',
      { bucket: this.#value(Bucket), ...(Account === undefined ? {} : { account: Account }) },
      [
        ...(Account === undefined ? [] : [block('access_control_translation', { owner: 'Destination' })]),
        ...(encryption?.ReplicaKmsKeyID === undefined
          ? []
          : [block('encryption_configuration', { replica_kms_key_id: this.#value(encryption.ReplicaKmsKeyID) })]),
        ...(time === undefined ? [] : [block('replication_time', { status: 'Enabled' }, minutes('time'))]),
        ...(metrics === undefined
          ? []
          : [block('metrics', { status: 'Enabled' }, time === undefined ? [] : minutes('event_threshold'))]),
      ],
    );
  }

  /** Failures are told to a topic; who listens to it is for its owner to say. */
  #notification(bucket: BucketSetup): readonly Block[] {
    const provider = this.#provider(bucket);
    const arn = new Expression(`aws_sns_topic.${bucket.label}.arn`);
    const policy = withTopic(topicPolicyOf(bucket), bucket.topic?.arn ?? '', arn);
    return [
      block(`resource "aws_sns_topic" "${bucket.label}"`, { provider, name: bucket.topic?.name ?? '' }),
      block(`resource "aws_sns_topic_policy" "${bucket.label}"`, {
        provider,
        arn,
        policy: new Expression(`jsonencode(${valueText(this.#value(policy), '  ')})`),
      }),
      block(
        `resource "aws_s3_bucket_notification" "${bucket.label}"`,
        {
          provider,
          bucket: new Expression(`aws_s3_bucket.${bucket.label}.id`),
          depends_on: [new Expression(`aws_sns_topic_policy.${bucket.label}`)],
        },
        [block('topic', { topic_arn: arn, events: [failureEvent] })],
      ),
    ];
  }
}
