/**
 * What resources say about a bucket, as S3 would answer. Block by block: arguments of provider 4 to 6, and of `aws_s3_bucket` itself
 * (provider 3, deprecated since, and the attributes that repeat them).
 */
import type { Failed, RawBucket } from '../../../snapshot/snapshot-shape.js';
import { type Instance, Unknown, type Value, type ValueMap } from '../../model.js';
import { blockOf, elementsOf, flagOf, isMap, isUnset, textOf } from '../../values.js';
import { documentOf, none } from '../answers.js';
import type { Setting } from '../settings.js';

type Answer<Name extends keyof RawBucket> = Exclude<NonNullable<RawBucket[Name]>, Failed> & object;

const text = (value: Value | undefined, address: string): string | null | Unknown =>
  value instanceof Unknown
    ? value
    : value !== null && typeof value === 'object'
      ? new Unknown(address, '')
      : textOf(value);

const versioning: Setting<Answer<'GetBucketVersioning'>> = {
  types: ['aws_s3_bucket_versioning'],
  read: ({ values, address }) => {
    const block = blockOf(values['versioning_configuration']);
    if (block instanceof Unknown) return block;
    const status = text(block?.['status'], `${address}.versioning_configuration`);
    if (status instanceof Unknown) return status;
    // `Disabled` sends nothing: it is only taken for a bucket on which versioning was never enabled.
    return status === 'Enabled' || status === 'Suspended' ? { Status: status } : {};
  },
  own: ['versioning'],
  readOwn: (value, owner) => {
    const block = blockOf(value);
    if (block instanceof Unknown) return block;
    if (block === null) return null;
    const isEnabled = flagOf(block['enabled']);
    if (isEnabled instanceof Unknown) return isEnabled;
    if (isEnabled === true) return { Status: 'Enabled' };
    // Never enabled, or suspended: of one that is there nobody can tell, and neither replicates.
    return owner.isNew ? {} : { Status: 'Suspended' };
  },
  // The provider suspends it.
  fallback: (_owner, isRemoved) => (isRemoved ? { Status: 'Suspended' as const } : {}),
  isMirrored: true,
};

function encryptionAnswer(rules: Value | undefined): Answer<'GetBucketEncryption'> | Unknown | null {
  const rule = blockOf(rules);
  if (rule instanceof Unknown || rule === null) return rule;
  const byDefault = blockOf(rule['apply_server_side_encryption_by_default']);
  if (byDefault instanceof Unknown) return byDefault;
  const algorithm = byDefault?.['sse_algorithm'];
  const hasBucketKey = flagOf(rule['bucket_key_enabled']);
  const blocked = elementsOf(rule['blocked_encryption_types']);
  if (algorithm instanceof Unknown) return algorithm;
  if (hasBucketKey instanceof Unknown) return hasBucketKey;
  const kmsKey = textOf(byDefault?.['kms_master_key_id']);
  const applied = {
    SSEAlgorithm: textOf(algorithm) ?? 'AES256',
    ...(kmsKey === null ? {} : { KMSMasterKeyID: kmsKey }),
  };
  return {
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: applied,
          BucketKeyEnabled: hasBucketKey ?? false,
          ...(blocked instanceof Unknown || blocked.length === 0
            ? {}
            : { BlockedEncryptionTypes: { EncryptionType: blocked.flatMap((type) => textOf(type) ?? []) } }),
        },
      ],
    },
  };
}

const sseS3 = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false };
const defaultEncryption = { ServerSideEncryptionConfiguration: { Rules: [sseS3] } };

const encryption: Setting<Answer<'GetBucketEncryption'>> = {
  types: ['aws_s3_bucket_server_side_encryption_configuration'],
  read: ({ values }) => encryptionAnswer(values['rule']) ?? defaultEncryption,
  own: ['server_side_encryption_configuration'],
  readOwn: (value) => {
    const block = blockOf(value);
    return block === null || block instanceof Unknown ? block : encryptionAnswer(block['rule']);
  },
  fallback: () => defaultEncryption,
  isMirrored: true,
};

const noPolicy = none('NoSuchBucketPolicy');

function policyAnswer(value: Value | undefined, address: string): Answer<'GetBucketPolicy'> | Unknown | null {
  const document = documentOf(value, address, 'resource');
  return document === null || document instanceof Unknown ? document : { Policy: document };
}

const policy: Setting<Answer<'GetBucketPolicy'>> = {
  types: ['aws_s3_bucket_policy'],
  read: ({ values, address }) => policyAnswer(values['policy'], `${address}.policy`) ?? noPolicy,
  own: ['policy'],
  readOwn: (value, { address }) => policyAnswer(value, `${address}.policy`),
  fallback: () => noPolicy,
  isMirrored: true,
};

function ownershipAnswer(ownership: string): Answer<'GetBucketOwnershipControls'> | Unknown {
  return isOwnership(ownership)
    ? { OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] } }
    : new Unknown(ownership, 'it is not an object ownership');
}

function isOwnership(value: string): value is 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter' {
  return value === 'BucketOwnerEnforced' || value === 'BucketOwnerPreferred' || value === 'ObjectWriter';
}

const enforced = { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] } };

const ownership: Setting<Answer<'GetBucketOwnershipControls'>> = {
  types: ['aws_s3_bucket_ownership_controls'],
  read: ({ values, address }) => {
    const rule = blockOf(values['rule']);
    const value = isMap(rule ?? undefined) ? (rule as ValueMap)['object_ownership'] : rule;
    if (value instanceof Unknown) return value;
    return ownershipAnswer(textOf(value) ?? address);
  },
  own: [],
  fallback: (_owner, isRemoved) => (isRemoved ? none('OwnershipControlsNotFoundError') : enforced),
  isMirrored: false,
};

const locked: Answer<'GetObjectLockConfiguration'> = { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } };
const notLocked = none('ObjectLockConfigurationNotFoundError');

const objectLock: Setting<Answer<'GetObjectLockConfiguration'>> = {
  types: ['aws_s3_bucket_object_lock_configuration'],
  read: ({ values: { object_lock_enabled: enabled } }) => (enabled instanceof Unknown ? enabled : locked),
  own: ['object_lock_enabled', 'object_lock_configuration'],
  readOwn: (value, _owner, argument) => {
    if (value instanceof Unknown) return value;
    if (argument === 'object_lock_enabled') return flagOf(value) === true ? locked : null;
    const block = blockOf(value);
    if (block === null || block instanceof Unknown) return block;
    const isEnabled = block['object_lock_enabled'];
    return isEnabled instanceof Unknown ? isEnabled : textOf(isEnabled) === 'Enabled' ? locked : null;
  },
  // Without the resource the bucket stays locked: Object Lock cannot be switched off.
  fallback: (_owner, isRemoved) => (isRemoved ? locked : notLocked),
  isMirrored: true,
};

const switches = {
  block_public_acls: 'BlockPublicAcls',
  ignore_public_acls: 'IgnorePublicAcls',
  block_public_policy: 'BlockPublicPolicy',
  restrict_public_buckets: 'RestrictPublicBuckets',
} as const;

/** Of a bucket or an account: a switch that is not set is off, as soon as the resource is there. */
export function publicAccessBlockAnswer({ values }: Instance): Answer<'GetPublicAccessBlock'> | Unknown {
  const configuration: Record<string, boolean> = {};
  for (const [argument, member] of Object.entries(switches)) {
    const isOn = flagOf(values[argument]);
    if (isOn instanceof Unknown) return isOn;
    configuration[member] = isOn ?? false;
  }
  return { PublicAccessBlockConfiguration: configuration };
}

const allOn = Object.fromEntries(Object.values(switches).map((member) => [member, true]));

const publicAccessBlock: Setting<Answer<'GetPublicAccessBlock'>> = {
  types: ['aws_s3_bucket_public_access_block'],
  read: publicAccessBlockAnswer,
  own: [],
  // Deleting the resource leaves none behind; a new bucket has all four switches on.
  fallback: (_owner, isRemoved) =>
    isRemoved ? none('NoSuchPublicAccessBlockConfiguration') : { PublicAccessBlockConfiguration: allOn },
  isMirrored: false,
};

const requestPayment: Setting<Answer<'GetBucketRequestPayment'>> = {
  types: ['aws_s3_bucket_request_payment_configuration'],
  read: ({ values: { payer } }) => payerAnswer(payer),
  own: ['request_payer'],
  readOwn: (value) => (isUnset(value) ? null : payerAnswer(value)),
  fallback: () => ({ Payer: 'BucketOwner' as const }),
  isMirrored: true,
};

function payerAnswer(payer: Value | undefined): Answer<'GetBucketRequestPayment'> | Unknown {
  if (payer instanceof Unknown) return payer;
  return { Payer: textOf(payer) === 'Requester' ? 'Requester' : 'BucketOwner' };
}

/** By the operation that answers. Replication has a file of its own. */
export const bucketSettings = {
  GetBucketVersioning: versioning,
  GetBucketEncryption: encryption,
  GetBucketPolicy: policy,
  GetBucketOwnershipControls: ownership,
  GetObjectLockConfiguration: objectLock,
  GetPublicAccessBlock: publicAccessBlock,
  GetBucketRequestPayment: requestPayment,
} as const;
