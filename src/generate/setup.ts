/** A set-up as things to make: keys, buckets, roles. Policies are filled in from what replication needs. */
import { accountOfArn, bucketArn, keyArn, roleArn } from '../estate/arn.js';
import { partitionOfRegion } from '../estate/partitions.js';
import { hash } from 'node:crypto';
import { InvalidIntent, type BucketIntent, type Intent } from './intent.js';
import { ruleOf } from './replication-rule.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export interface KeySetup {
  /** Name for code: `source`, `replica`; unique. */
  readonly label: string;
  /** Of a new key it stands for the one that KMS will choose. */
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly isNew: boolean;
  /** A replica has its primary's id. */
  readonly multiRegion: 'no' | 'primary' | 'replica';
  /** Of the primary, where this is a replica. */
  readonly primary: string | null;
  /** Statements beside the one for the account. */
  readonly statements: readonly JsonObject[];
}

export interface BucketSetup {
  readonly label: string;
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** Null = SSE-S3. */
  readonly key: KeySetup | null;
  readonly bucketKey: boolean;
  readonly objectLock: boolean;
  /** Statements of its policy; empty = it needs none. */
  readonly statements: readonly JsonObject[];
  readonly replication: JsonObject | null;
  readonly role: RoleSetup | null;
  /** Is told of every object that could not be replicated; null = the bucket does not replicate. */
  readonly topic: TopicSetup | null;
}

export interface TopicSetup {
  readonly arn: string;
  readonly name: string;
}

export interface RoleSetup {
  readonly label: string;
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly service: 's3.amazonaws.com' | 'batchoperations.s3.amazonaws.com';
  /** The bucket that it replicates from. */
  readonly bucket: string;
  readonly policy: JsonObject;
}

export interface Setup {
  readonly partition: string;
  readonly keys: readonly KeySetup[];
  readonly buckets: readonly BucketSetup[];
  readonly roles: readonly RoleSetup[];
}

interface Direction {
  readonly from: BucketIntent;
  readonly to: BucketIntent;
  readonly intent: Intent;
}

/** @throws InvalidIntent where intents contradict each other */
export function setupOf(intents: readonly Intent[]): Setup {
  const directions = intents.flatMap((intent): readonly Direction[] => [
    { from: intent.source, to: intent.destination, intent },
    ...(intent.twoWay ? [{ from: intent.destination, to: intent.source, intent }] : []),
  ]);
  const partitions = new Set(directions.map(({ from }) => partitionOfRegion(from.region) ?? 'aws'));
  if (partitions.size > 1)
    throw new InvalidIntent(
      'The Regions are in different partitions: S3 does not replicate between them.',
      'Choose Regions of one partition, such as aws.',
    );
  const [partition = 'aws'] = partitions;
  const keys = keysOf(directions, partition);
  const roles = rolesOf(directions, partition);
  return {
    partition,
    keys: [...keys.values()],
    roles: [...roles.values()],
    buckets: bucketsOf(directions, { partition, keys, roles }),
  };
}

interface Parts {
  readonly partition: string;
  readonly keys: ReadonlyMap<string, KeySetup>;
  readonly roles: ReadonlyMap<string, RoleSetup>;
}

function labelled(used: Map<string, string>, wanted: string, id: string): string {
  const before = used.get(id);
  if (before !== undefined) return before;
  const names = new Set(used.values());
  let label = wanted;
  for (let number = 2; names.has(label); number += 1) label = `${wanted}${number}`;
  used.set(id, label);
  return label;
}

// ---- keys ---------------------------------------------------------------------------------------------------------

/** Each bucket has one key; buckets that name the same ARN share it. */
function keyId({ bucket, key }: BucketIntent): string {
  return key?.state === 'there' ? key.arn : bucket;
}

function keysOf(directions: readonly Direction[], partition: string): ReadonlyMap<string, KeySetup> {
  const keys = new Map<string, KeySetup>();
  const labels = new Map<string, string>();
  for (const { from, to, intent } of directions) {
    for (const side of [from, to]) {
      if (side.key === null || keys.has(keyId(side))) continue;
      const isSource = side.bucket === intent.source.bucket;
      const label = labelled(labels, isSource ? 'source' : 'replica', keyId(side));
      keys.set(keyId(side), keySetup(side, { label, intent, partition, isSource }));
    }
  }
  return keys;
}

/** 32 hex digits that are the same in every run: KMS chooses the real ones. */
function standingId(bucket: string): string {
  return hash('sha256', `key of ${bucket}`).slice(0, 32);
}

function dashed(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}

function keySetup(
  { bucket, account, region, key }: BucketIntent,
  facts: { readonly label: string; readonly intent: Intent; readonly partition: string; readonly isSource: boolean },
): KeySetup {
  const { label, intent, partition, isSource } = facts;
  const isMultiRegion = key?.state === 'new' && key.multiRegion;
  const multiRegion = isMultiRegion ? (isSource ? 'primary' : 'replica') : 'no';
  const id = isMultiRegion ? `mrk-${standingId(intent.source.bucket)}` : dashed(standingId(bucket));
  const arn = key?.state === 'there' ? key.arn : keyArn({ partition, region, account }, id);
  return {
    label,
    arn,
    account: accountOfArn(arn) ?? account,
    region,
    isNew: key?.state === 'new',
    multiRegion,
    primary: multiRegion === 'replica' ? intent.source.bucket : null,
    statements: [],
  };
}

// ---- roles --------------------------------------------------------------------------------------------------------

function rolesOf(directions: readonly Direction[], partition: string): ReadonlyMap<string, RoleSetup> {
  const roles = new Map<string, RoleSetup>();
  const labels = new Map<string, string>();
  const add = (id: string, wanted: string, facts: Omit<RoleSetup, 'label' | 'policy' | 'arn'>): void => {
    if (roles.has(id)) return;
    const label = labelled(labels, wanted, id);
    const arn = roleArn(partition, facts.account, facts.name);
    const twin = [...roles.values()].find((role) => role.arn === arn);
    if (twin !== undefined)
      throw new InvalidIntent(
        `Two buckets would share the role ${facts.name}.`,
        'Give each a name of its own with `role`.',
      );
    roles.set(id, { label, arn, policy: {}, ...facts });
  };
  for (const { from, intent } of directions) {
    const isForward = from.bucket === intent.source.bucket;
    const name = (isForward ? intent.roleName : null) ?? roleNameOf('s3-replication', from.bucket);
    add(from.bucket, 'replication', { name, account: from.account, service: 's3.amazonaws.com', bucket: from.bucket });
    if (intent.batch && isForward)
      add(`batch ${from.bucket}`, 'batch', {
        name: roleNameOf('s3-batch-replication', from.bucket),
        account: from.account,
        service: 'batchoperations.s3.amazonaws.com',
        bucket: from.bucket,
      });
  }
  return roles;
}

/** Names of roles have at most 64 characters. */
function roleNameOf(stem: string, bucket: string): string {
  return shortened(`${stem}-${bucket}`, 64);
}

/** Cut names end in a digest, so that two stay two. */
function shortened(name: string, most: number): string {
  return name.length <= most ? name : `${name.slice(0, most - 9)}-${hash('sha256', name).slice(0, 8)}`;
}

// ---- buckets ------------------------------------------------------------------------------------------------------

function bucketsOf(directions: readonly Direction[], parts: Parts): readonly BucketSetup[] {
  const buckets = new Map<string, BucketSetup>();
  const labels = new Map<string, string>();
  for (const { from, to, intent } of directions)
    for (const side of [from, to]) {
      const isSource = side.bucket === intent.source.bucket;
      const made = bucketSetup(side, intent, parts, () =>
        labelled(labels, isSource ? 'source' : 'destination', side.bucket),
      );
      const before = buckets.get(side.bucket);
      if (before !== undefined && !isSameBucket(before, made))
        throw new InvalidIntent(
          `Bucket ${side.bucket} is wanted in two ways: its account, Region, key, Bucket Key and Object Lock must be the same everywhere.`,
          'Make what is said about it agree.',
        );
      buckets.set(side.bucket, before ?? made);
    }
  return [...buckets.values()].map((bucket) => {
    const own = directions.filter(({ from }) => from.bucket === bucket.name);
    return own.length === 0 ? bucket : { ...bucket, ...replicationOf(bucket, own, parts) };
  });
}

function isSameBucket(one: BucketSetup, other: BucketSetup): boolean {
  const facts = ({ account, region, key, bucketKey, objectLock }: BucketSetup): string =>
    JSON.stringify([account, region, key?.arn ?? null, bucketKey, objectLock]);
  return facts(one) === facts(other);
}

function bucketSetup(
  side: BucketIntent,
  { bucketKey, objectLock }: Intent,
  { partition, keys }: Parts,
  label: () => string,
): BucketSetup {
  const { bucket: name, account, region, key } = side;
  return {
    label: label(),
    name,
    arn: bucketArn({ partition, name }),
    account,
    region,
    key: keys.get(keyId(side)) ?? null,
    bucketKey: bucketKey && key !== null,
    objectLock,
    statements: [],
    replication: null,
    role: null,
    topic: null,
  };
}

function replicationOf(
  bucket: BucketSetup,
  directions: readonly Direction[],
  { partition, keys, roles }: Parts,
): Pick<BucketSetup, 'replication' | 'role' | 'topic'> {
  const role = roles.get(bucket.name) ?? null;
  const ids = new Map<string, string>();
  const rules = directions.map(({ to, intent }, index) =>
    ruleOf(to, intent, {
      id: labelled(ids, `to-${to.bucket}`, String(index)),
      priority: index + 1,
      arn: bucketArn({ partition, name: to.bucket }),
      key: to.key === null ? null : (keys.get(keyId(to)) ?? null),
      isReverse: to.bucket === intent.source.bucket,
    }),
  );
  const { account, region } = bucket;
  const name = shortened(`replication-failures-${bucket.name.replaceAll('.', '-')}`, 256);
  const topic = { name, arn: `arn:${partition}:sns:${region}:${account}:${name}` };
  return { role, topic, replication: { Role: role?.arn ?? '', Rules: rules } };
}
