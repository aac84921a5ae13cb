/** What a bucket's replication configuration leads to. */
import { type Json, isJsonObject, listAt, memberAt, textAt } from './json.js';

export interface ReplicationLinks {
  /** ARN as configured; null = none. */
  readonly role: string | null;
  /** Names of destination buckets that are ordinary buckets, sorted. */
  readonly destinations: readonly string[];
  /** By destination: replica keys as configured. */
  readonly replicaKeys: readonly { readonly destination: string; readonly key: string }[];
  /** Some rule reports its failures as events. */
  readonly hasMetrics: boolean;
}

/** Names that S3 gives buckets, old ones in us-east-1 included. Anything else would be sent elsewhere by the SDK. */
const bucketName = /^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/;

/** `arn:aws:s3:::name` or the bare name, as old configurations have it. */
export const bucketNameOf = (configured: string): string | null => {
  const name = configured.startsWith('arn:') ? (/^arn:[a-z-]+:s3:::(.*)$/.exec(configured)?.[1] ?? '') : configured;
  return bucketName.test(name) ? name : null;
};

/** @returns null where the bucket does not replicate, or its configuration is not known */
export const replicationLinksOf = (answer: Json | undefined): ReplicationLinks | null => {
  const configuration = memberAt(answer, 'ReplicationConfiguration');
  if (!isJsonObject(configuration)) return null;
  const rules = listAt(configuration, 'Rules');
  const replicaKeys = new Map<string, { destination: string; key: string }>();
  const destinations = new Set<string>();
  for (const rule of rules) {
    const destination = bucketNameOf(textAt(rule, 'Destination', 'Bucket') ?? '');
    if (destination === null) continue;
    destinations.add(destination);
    const key = textAt(rule, 'Destination', 'EncryptionConfiguration', 'ReplicaKmsKeyID') ?? '';
    if (key !== '') replicaKeys.set(`${destination} ${key}`, { destination, key });
  }
  return {
    role: textAt(configuration, 'Role') ?? null,
    destinations: [...destinations].sort(),
    replicaKeys: [...replicaKeys.values()],
    hasMetrics: rules.some((rule) => textAt(rule, 'Destination', 'Metrics', 'Status') === 'Enabled'),
  };
};

/** The default encryption's key: as configured, null = the AWS managed key, undefined = not KMS or not known. */
export const defaultKeyOf = (answer: Json | undefined): string | null | undefined => {
  for (const rule of listAt(answer, 'ServerSideEncryptionConfiguration', 'Rules')) {
    const algorithm = textAt(rule, 'ApplyServerSideEncryptionByDefault', 'SSEAlgorithm');
    if (algorithm?.startsWith('aws:kms') === true) {
      return textAt(rule, 'ApplyServerSideEncryptionByDefault', 'KMSMasterKeyID') ?? null;
    }
  }
  return undefined;
};
