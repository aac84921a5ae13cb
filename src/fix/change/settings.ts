/** Settings of buckets and keys in the facts: where each stands, and what AWS would answer once it is set. */
import type { Bucket, Estate } from '../../estate/model.js';
import type { Patch } from '../../report/patch.js';
import { bucketOf, operationPointer } from './places.js';

export interface SettingPlace {
  /** Of the setting itself, as the operation that sets it takes it. */
  readonly pointer: string;
  /** What is laid over it. */
  readonly change: Readonly<Record<string, unknown>>;
}

interface BucketSetting {
  readonly operation: string;
  /** Members between the answer and what is set. */
  readonly path: string;
  readonly factOf: (bucket: Bucket) => Parameters<typeof operationPointer>[1];
}

/** By `SettingName`. */
const bucketSettings: Readonly<Record<string, BucketSetting>> = {
  versioning: { operation: 'GetBucketVersioning', path: '', factOf: ({ versioning }) => versioning },
  'object-lock': {
    operation: 'GetObjectLockConfiguration',
    path: '/ObjectLockConfiguration',
    factOf: ({ objectLock }) => objectLock,
  },
  'ownership-controls': {
    operation: 'GetBucketOwnershipControls',
    path: '/OwnershipControls',
    factOf: ({ ownership }) => ownership,
  },
  'request-payment': {
    operation: 'GetBucketRequestPayment',
    path: '',
    factOf: ({ requestPayment }) => requestPayment,
  },
  'public-access-block': {
    operation: 'GetPublicAccessBlock',
    path: '/PublicAccessBlockConfiguration',
    factOf: ({ publicAccessBlock }) => publicAccessBlock,
  },
};

/** Null where the bucket or key is not in the estate. */
export function settingPlace(estate: Estate, { target, value }: Pick<Patch, 'target' | 'value'>): SettingPlace | null {
  if (value === null) return null;
  if (target.name === 'key-state') {
    const metadata = estate.kmsKeys.get(target.resource)?.metadata;
    if (metadata?.state !== 'known') return null;
    // A key that is to be used again is not waiting for its deletion.
    return { pointer: metadata.origin.pointer, change: { ...value, Enabled: true, DeletionDate: null } };
  }
  const setting = bucketSettings[target.name ?? ''];
  const bucket = bucketOf(estate, target.resource);
  if (setting === undefined || bucket === null) return null;
  const answer = operationPointer(bucket, setting.factOf(bucket), setting.operation);
  return answer === null ? null : { pointer: `${answer}${setting.path}`, change: value };
}

/** The replication configuration of a bucket, or one of its rules. */
export function configurationPlace(
  estate: Estate,
  { target, value }: Pick<Patch, 'target' | 'value'>,
): SettingPlace | null {
  const replication = bucketOf(estate, target.resource)?.replication;
  if (replication?.state !== 'known' || value === null) return null;
  const rule = target.part === null ? '' : `/Rules/${indexOf(target.part)}`;
  return { pointer: `${replication.origin.pointer}${rule}`, change: value };
}

/** `Statement[3]`, `Rules[0]`. */
export function indexOf(part: string): number {
  return Number(/\[(\d+)\]/u.exec(part)?.[1] ?? -1);
}
