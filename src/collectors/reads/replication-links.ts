/** What a bucket's replication configuration leads to. */
import { type Json, isJsonObject, listAt, memberAt, textAt } from '../json.js';

export interface ReplicationLinks {
  /** ARN as configured; null = none. */
  readonly role: string | null;
  /** Names of destination buckets that are ordinary buckets, sorted. */
  readonly destinations: readonly string[];
  /** By destination: replica keys as configured. */
  readonly replicaKeys: readonly { readonly destination: string; readonly key: string }[];
  /** Destinations whose replicas are encrypted with the related multi-Region key of the source's. */
  readonly toRelatedKeys: readonly string[];
  /** Some rule reports its failures as events. */
  readonly hasMetrics: boolean;
  /** Of the object keys that enabled rules select; one that begins with another of them is left out. */
  readonly prefixes: readonly string[];
}

/** Names that S3 gives buckets, old ones in us-east-1 included. Anything else would be sent elsewhere by the SDK. */
const bucketName = /^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/;

/** Endings of directory buckets, and of aliases of access points and the like: the SDK sends these to other services. */
const otherKinds = /(?:--x-s3|--xa-s3|-s3alias|--ol-s3|\.mrap|--table-s3)$/;

/** `arn:aws:s3:::name` or the bare name, as old configurations have it. */
export function bucketNameOf(configured: string): string | null {
  const name = configured.startsWith('arn:') ? (/^arn:[a-z-]+:s3:::(.*)$/.exec(configured)?.[1] ?? '') : configured;
  return bucketName.test(name) && !otherKinds.test(name) ? name : null;
}

function prefixOf(rule: Json): string {
  return textAt(rule, 'Filter', 'Prefix') ?? textAt(rule, 'Filter', 'And', 'Prefix') ?? textAt(rule, 'Prefix') ?? '';
}

function prefixesOf(rules: readonly Json[]): readonly string[] {
  const found = new Set(rules.filter((rule) => textAt(rule, 'Status') === 'Enabled').map(prefixOf));
  const wide: string[] = [];
  // Sorted, those that begin with one stand right behind it.
  for (const prefix of [...found].sort()) {
    const last = wide.at(-1);
    if (last === undefined || !prefix.startsWith(last)) wide.push(prefix);
  }
  return wide;
}

/** @returns null where the bucket does not replicate, or its configuration is not known */
export function replicationLinksOf(answer: Json | undefined): ReplicationLinks | null {
  const configuration = memberAt(answer, 'ReplicationConfiguration');
  if (!isJsonObject(configuration)) return null;
  const rules = listAt(configuration, 'Rules');
  const replicaKeys = new Map<string, { destination: string; key: string }>();
  const destinations = new Set<string>();
  const toRelatedKeys = new Set<string>();
  for (const rule of rules) {
    const destination = bucketNameOf(textAt(rule, 'Destination', 'Bucket') ?? '');
    if (destination === null) continue;
    destinations.add(destination);
    const key = textAt(rule, 'Destination', 'EncryptionConfiguration', 'ReplicaKmsKeyID') ?? '';
    if (textAt(rule, 'Destination', 'EncryptionConfiguration', 'UseSourceMultiRegionKey', 'Status') === 'Enabled')
      toRelatedKeys.add(destination);
    if (key !== '') replicaKeys.set(`${destination} ${key}`, { destination, key });
  }
  return {
    role: textAt(configuration, 'Role') ?? null,
    destinations: [...destinations].sort(),
    replicaKeys: [...replicaKeys.values()],
    toRelatedKeys: [...toRelatedKeys].sort(),
    prefixes: prefixesOf(rules),
    hasMetrics: rules.some((rule) => textAt(rule, 'Destination', 'Metrics', 'Status') === 'Enabled'),
  };
}

/** The default encryption's key: as configured, null = the AWS managed key, undefined = not KMS or not known. */
export function defaultKeyOf(answer: Json | undefined): string | null | undefined {
  for (const rule of listAt(answer, 'ServerSideEncryptionConfiguration', 'Rules')) {
    const algorithm = textAt(rule, 'ApplyServerSideEncryptionByDefault', 'SSEAlgorithm');
    if (algorithm?.startsWith('aws:kms') === true) {
      return textAt(rule, 'ApplyServerSideEncryptionByDefault', 'KMSMasterKeyID') ?? null;
    }
  }
  return undefined;
}
