/** The object on the table: what a live account says about its newest version, and the story that follows from it. */
import type { ExplainedRule, ExplainedVersion, Explanation } from './report/explanation.js';
import type { ObjectClass } from './report/model.js';
import type { RawSnapshot } from './sources/snapshot/snapshot-shape.js';

type Json = Readonly<Record<string, unknown>>;

/** What was read of it; without a story. Null where the inputs hold nothing of it. */
export function versionIn(
  facts: readonly RawSnapshot[],
  bucket: string,
  key: string,
): Omit<ExplainedVersion, 'story'> | null {
  const observed = facts
    .flatMap(({ accounts }) => accounts)
    .flatMap(({ buckets = [] }) => buckets)
    .filter(({ Name }) => Name === bucket)
    .map((entry) => objectAt(entry as unknown as Json, 'ObservedObject'))
    .find((each) => each !== null && each['Key'] === key);
  if (observed === undefined || observed === null || observed['Error'] !== undefined) return null;
  const version = objectAt(observed, 'Version');
  const head = objectAt(observed, 'HeadObject') ?? {};
  const isMissing = head['Error'] !== undefined;
  const tags = objectAt(observed, 'GetObjectTagging');
  return {
    versionId: version === null ? null : (textAt(version, 'VersionId') ?? 'null'),
    isDeleteMarker: observed['IsDeleteMarker'] === true,
    lastModified: textAt(version, 'LastModified'),
    objectClass: classOf(head),
    kmsKey: textAt(head, 'SSEKMSKeyId'),
    bucketKey: isMissing || classOf(head) !== 'SSE-KMS' ? null : head['BucketKeyEnabled'] === true,
    storageClass: isMissing ? textAt(version, 'StorageClass') : (textAt(head, 'StorageClass') ?? 'STANDARD'),
    replicationStatus: textAt(head, 'ReplicationStatus'),
    tags: tags === null || !Array.isArray(tags['TagSet']) ? null : tagsOf(tags['TagSet']),
    lock: lockOf(head),
  };
}

/** An object under a key of the customer's cannot be looked at without the key: S3 refuses with a bad request. */
function classOf(head: Json): ObjectClass | null {
  const failed = objectAt(head, 'Error');
  if (failed !== null)
    return /^(?:400|BadRequest|InvalidRequest)$/u.test(textAt(failed, 'Code') ?? '') ? 'SSE-C' : null;
  if (textAt(head, 'SSECustomerAlgorithm') !== null) return 'SSE-C';
  switch (textAt(head, 'ServerSideEncryption')) {
    case 'aws:kms':
      return 'SSE-KMS';
    case 'aws:kms:dsse':
      return 'DSSE-KMS';
    case 'AES256':
      return 'SSE-S3';
    default:
      return null;
  }
}

function lockOf(head: Json): string | null {
  const mode = textAt(head, 'ObjectLockMode');
  const until = textAt(head, 'ObjectLockRetainUntilDate');
  const parts = [
    ...(mode === null ? [] : [`${mode} until ${until ?? 'a time that is not said'}`]),
    ...(textAt(head, 'ObjectLockLegalHoldStatus') === 'ON' ? ['legal hold'] : []),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}

/** The explanation with the object's story in front. */
export function withStory(explanation: Explanation, version: Omit<ExplainedVersion, 'story'> | null): Explanation {
  if (version === null) return explanation;
  const story = storyOf(explanation, version);
  return { ...explanation, object: { ...version, story } };
}

function storyOf(
  { bucket, key, replicationRules }: Explanation,
  version: Omit<ExplainedVersion, 'story'>,
): readonly string[] {
  const name = `s3://${bucket}/${key ?? ''}`;
  if (version.versionId === null) return [`${name} does not exist: what follows is about an object of that name.`];
  if (version.isDeleteMarker)
    return [
      `${name} is deleted: its newest version ${version.versionId} is a delete marker of ${version.lastModified ?? 'an unknown time'}.`,
    ];
  const taking = replicationRules.filter((rule) => rule.notSelected === null && hasTags(rule, version));
  return [
    whatItIs(name, version),
    statusText(version),
    todayText(taking, replicationRules),
    adviceFor(version, taking),
  ];
}

function whatItIs(name: string, version: Omit<ExplainedVersion, 'story'>): string {
  const { versionId, lastModified, objectClass, kmsKey, bucketKey, storageClass, lock } = version;
  const key = kmsKey === null ? '' : ` under ${kmsKey}${bucketKey === true ? ' with an S3 Bucket Key' : ''}`;
  const parts = [
    `${objectClass ?? 'encryption not known'}${key}`,
    ...(storageClass === null ? [] : [`storage class ${storageClass}`]),
    ...(lock === null ? [] : [`Object Lock: ${lock}`]),
  ];
  return `${name}, version ${versionId ?? ''}${lastModified === null ? '' : ` of ${lastModified}`}: ${parts.join(', ')}.`;
}

function statusText({ replicationStatus }: Omit<ExplainedVersion, 'story'>): string {
  switch (replicationStatus) {
    case 'COMPLETED':
    case 'COMPLETE':
      return 'S3 says that it was replicated (COMPLETED).';
    case 'FAILED':
      return 'S3 says that its replication failed (FAILED), which does not say by which rule.';
    case 'PENDING':
      return 'S3 says that its replication is under way (PENDING).';
    case 'REPLICA':
      return 'It is a replica itself (REPLICA): live replication does not take it further.';
    case null:
      return 'S3 gives it no replication status: no rule took it when it was written.';
    default:
      return `S3 gives it the replication status ${replicationStatus}.`;
  }
}

function todayText(taking: readonly ExplainedRule[], all: readonly ExplainedRule[]): string {
  if (taking.length === 0) return `Of ${all.length} replication rules, none would take it today.`;
  const named = taking.map(
    ({ replicationRule, destination, verdict }) =>
      `${replicationRule.id ?? `number ${replicationRule.index + 1}`} to ${destination.bucket} (${verdict})`,
  );
  return `Today it is for ${named.join(', ')}.`;
}

const archived = new Set(['GLACIER', 'DEEP_ARCHIVE']);

function adviceFor(version: Omit<ExplainedVersion, 'story'>, taking: readonly ExplainedRule[]): string {
  const { replicationStatus: status, storageClass } = version;
  if (storageClass !== null && archived.has(storageClass))
    return 'To do: it is archived, and archived objects are not replicated: restore it and copy it, or leave it.';
  if (status === 'COMPLETED' || status === 'COMPLETE') return 'To do: nothing, for this version.';
  if (status === 'REPLICA')
    return 'To do: nothing. A copy of a replica in a third bucket takes a rule at the first source, or S3 Batch Replication.';
  if (taking.length === 0) return 'To do: nothing, unless a rule is meant to take it.';
  const isReady = taking.every(({ verdict }) => verdict === 'replicates');
  if (status === 'PENDING' && isReady)
    return 'To do: wait; what stays PENDING for hours waits for the destination or its key.';
  if (!isReady) return 'To do: see to what stands in the way below, then replicate it with S3 Batch Replication.';
  return 'To do: replicate it with S3 Batch Replication, or copy it over itself: live replication does not come back to it.';
}

/** Tags that the rule asks for, `key=value`; what could not be read is not held against it. */
function hasTags({ tags }: ExplainedRule, version: Omit<ExplainedVersion, 'story'>): boolean {
  const own = version.tags === null ? null : new Set(version.tags.map(({ Key, Value }) => `${Key}=${Value}`));
  return own === null || tags.every((tag) => own.has(tag));
}

function tagsOf(tags: readonly unknown[]): readonly { readonly Key: string; readonly Value: string }[] {
  return tags.flatMap((tag) => {
    const { Key, Value } = (typeof tag === 'object' && tag !== null ? tag : {}) as Json;
    return typeof Key === 'string' && typeof Value === 'string' ? [{ Key, Value }] : [];
  });
}

function objectAt(value: Json, name: string): Json | null {
  const member = value[name];
  return typeof member === 'object' && member !== null && !Array.isArray(member) ? (member as Json) : null;
}

function textAt(value: Json | null, name: string): string | null {
  const text = value?.[name];
  return typeof text === 'string' && text !== '' ? text : null;
}
