/** Settings of buckets and keys, and rules of replication, as arguments of Terraform's resources. */
import { partsOf as arnParts } from '../../../estate/arn.js';
import type { FixPatch, JsonObject } from '../../model.js';
import type { OverBlock } from './blocks.js';

/** A resource that holds the setting, which argument names what it is of, and what is laid over it. */
export interface SettingCode {
  readonly type: string;
  /** Null: it is the resource itself. */
  readonly holder: 'bucket' | null;
  readonly values: OverBlock;
  /** Whether a resource of its own can be added. */
  readonly canBeNew: boolean;
}

/** Null where Terraform has no plain argument for it. */
export function settingCode({ target, document }: FixPatch): SettingCode | null {
  const ofBucket = (type: string, values: OverBlock): SettingCode => ({
    type,
    holder: 'bucket',
    values,
    canBeNew: true,
  });
  switch (target.name) {
    case 'versioning':
      return ofBucket('aws_s3_bucket_versioning', { versioning_configuration: { status: text(document['Status']) } });
    case 'ownership-controls': {
      const [rule] = (document['Rules'] ?? []) as readonly JsonObject[];
      return ofBucket('aws_s3_bucket_ownership_controls', {
        rule: { object_ownership: text(rule?.['ObjectOwnership']) },
      });
    }
    case 'public-access-block':
      return ofBucket('aws_s3_bucket_public_access_block', inBlocks(document) ?? {});
    case 'request-payment':
      return ofBucket('aws_s3_bucket_request_payment_configuration', { payer: text(document['Payer']) });
    case 'object-lock':
      return ofBucket('aws_s3_bucket_object_lock_configuration', {});
    case 'key-state':
      return { type: 'aws_kms_key', holder: null, values: { is_enabled: true }, canBeNew: false };
    default:
      return null;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function bucketNameOf({ target }: FixPatch): string {
  return arnParts(target.resource)?.resource ?? target.resource;
}

const spelledOtherwise: Readonly<Record<string, string>> = { ID: 'id', ReplicaKmsKeyID: 'replica_kms_key_id' };

/** Members of AWS's JSON as arguments and blocks; null where one has no plain place: a list, a member that goes. */
export function inBlocks(value: JsonObject): OverBlock | null {
  const members: Record<string, OverBlock[string]> = {};
  for (const [name, member] of Object.entries(value)) {
    const own = spelledOtherwise[name] ?? name.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, '_').toLowerCase();
    const inner =
      typeof member !== 'object'
        ? (member as string | number | boolean)
        : member === null || Array.isArray(member)
          ? null
          : inBlocks(member as JsonObject);
    if (inner === null) return null;
    members[own] = inner;
  }
  return members;
}
