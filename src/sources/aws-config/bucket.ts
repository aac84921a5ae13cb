/**
 * An item of type AWS::S3::Bucket as the answers that S3 would give. What Config does not record is left out; what has a shape that
 * nobody documents is an error in place of the answer.
 */
import { capital } from '../../basics/capital.js';
import { isObject, type JsonObject } from '../shape.js';
import type { ConfigItem } from './items.js';
import { textOf } from './items.js';
import { replicationOf, unknownShape } from './replication.js';

const absent = (Code: string): JsonObject => ({ Error: { Code, Message: 'AWS Config records none.' } });

export function bucketAnswers({ supplementary, configuration, region, tags }: ConfigItem): JsonObject {
  const { BucketPolicy: policy, BucketVersioningConfiguration: versioning } = supplementary;
  // These two stand in every item that was recorded whole: only then does a part that is missing mean that there is none.
  const isWhole = policy !== undefined && versioning !== undefined;
  const there = textOf(configuration['region']) ?? (region === 'global' ? null : region);
  return {
    ...(there === null ? {} : { BucketRegion: there }),
    ...named('GetBucketVersioning', versioning, versioningOf),
    ...namedOrAbsent(
      'GetBucketReplication',
      supplementary['BucketReplicationConfiguration'],
      replicationOf,
      isWhole ? 'ReplicationConfigurationNotFoundError' : null,
    ),
    ...named('GetBucketEncryption', supplementary['ServerSideEncryptionConfiguration'], encryptionOf),
    ...named('GetBucketPolicy', policy, policyOf),
    ...named('GetPublicAccessBlock', supplementary['PublicAccessBlockConfiguration'], publicAccessBlockOf),
    ...namedOrAbsent(
      'GetObjectLockConfiguration',
      supplementary['ObjectLockConfiguration'],
      objectLockOf,
      isWhole ? 'ObjectLockConfigurationNotFoundError' : null,
    ),
    ...named('GetBucketRequestPayment', supplementary['IsRequesterPaysEnabled'], payerOf),
    ...named(
      'GetBucketTagging',
      supplementary['BucketTaggingConfiguration'] ?? (Array.isArray(tags) ? tags : undefined),
      tagsOf,
    ),
  };
}

type Read = (part: unknown) => JsonObject;

function named(operation: string, part: unknown, read: Read): JsonObject {
  return part === undefined || part === null ? {} : { [operation]: read(part) };
}

/** @param code - what a part that is missing means; null where it means nothing */
function namedOrAbsent(operation: string, part: unknown, read: Read, code: string | null): JsonObject {
  const isThere = part !== undefined && part !== null && !(isObject(part) && Object.keys(part).length === 0);
  if (isThere) return { [operation]: read(part) };
  return code === null ? {} : { [operation]: absent(code) };
}

function versioningOf(part: unknown): JsonObject {
  const status = isObject(part) ? part['status'] : undefined;
  if (status === 'Off') return {};
  return status === 'Enabled' || status === 'Suspended' ? { Status: status } : unknownShape('versioning');
}

function policyOf(part: unknown): JsonObject {
  const text = isObject(part) ? part['policyText'] : undefined;
  if (text === undefined || text === null || text === '') return absent('NoSuchBucketPolicy');
  return typeof text === 'string' || isObject(text) ? { Policy: text } : unknownShape('policy');
}

function encryptionOf(part: unknown): JsonObject {
  const rules = isObject(part) && Array.isArray(part['rules']) ? (part['rules'] as readonly unknown[]) : null;
  if (rules === null || rules.length === 0 || !rules.every(isObject)) return unknownShape('encryption');
  const Rules = rules.map((rule) => {
    const { applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled: bucketKey } = rule;
    const algorithm = isObject(byDefault) ? textOf(byDefault['sseAlgorithm']) : null;
    const key = isObject(byDefault) ? textOf(byDefault['kmsMasterKeyID']) : null;
    return {
      ...(algorithm === null
        ? {}
        : {
            ApplyServerSideEncryptionByDefault: {
              SSEAlgorithm: algorithm,
              ...(key === null ? {} : { KMSMasterKeyID: key }),
            },
          }),
      ...(typeof bucketKey === 'boolean' ? { BucketKeyEnabled: bucketKey } : {}),
    };
  });
  return { ServerSideEncryptionConfiguration: { Rules } };
}

export function publicAccessBlockOf(part: unknown): JsonObject {
  if (!isObject(part)) return unknownShape('Block Public Access');
  const flags = Object.entries(part).flatMap(([name, value]) =>
    typeof value === 'boolean' ? [[capital(name), value] as const] : [],
  );
  return flags.length === 4
    ? { PublicAccessBlockConfiguration: Object.fromEntries(flags) }
    : unknownShape('Block Public Access');
}

function objectLockOf(part: unknown): JsonObject {
  const enabled = isObject(part) ? part['objectLockEnabled'] : undefined;
  if (enabled !== 'Enabled') return unknownShape('Object Lock');
  return { ObjectLockConfiguration: { ObjectLockEnabled: enabled } };
}

function payerOf(part: unknown): JsonObject {
  if (part === true || part === 'true') return { Payer: 'Requester' };
  return part === false || part === 'false' ? { Payer: 'BucketOwner' } : unknownShape('request payment');
}

function tagsOf(part: unknown): JsonObject {
  if (Array.isArray(part)) {
    const TagSet = (part as readonly unknown[])
      .filter(isObject)
      .map(({ key, value }) => ({ Key: String(key), Value: typeof value === 'string' ? value : '' }));
    return { TagSet };
  }
  const sets = isObject(part) && Array.isArray(part['tagSets']) ? (part['tagSets'] as readonly unknown[]) : null;
  const [first] = sets ?? [];
  const tags = isObject(first) && isObject(first['tags']) ? first['tags'] : null;
  if (tags === null) return sets?.length === 0 ? { TagSet: [] } : unknownShape('tags');
  return {
    TagSet: Object.entries(tags).map(([Key, Value]) => ({ Key, Value: typeof Value === 'string' ? Value : '' })),
  };
}
