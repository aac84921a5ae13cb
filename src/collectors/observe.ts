/** Replication status of the newest object versions of a bucket. Reads no object data. */
import { HeadObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import type { AccountReader } from './account-reader.js';
import { type Json, type JsonObject, errorCodeOf, listAt, memberAt, textAt } from './json.js';
import { type BucketWork, regionOf } from './s3.js';

const longestPage = 1_000;
/** Pages of one prefix, and prefixes of one bucket, that are listed. */
const mostPages = 5;
const mostPrefixes = 10;

interface Version {
  readonly Key: string;
  readonly VersionId: string;
  readonly modified: string;
}

interface PageMarker {
  readonly KeyMarker?: string;
  readonly VersionIdMarker?: string;
}

function versionsOn(page: Json): readonly Version[] {
  return (
    listAt(page, 'Versions')
      .map((version) => ({
        Key: textAt(version, 'Key') ?? '',
        VersionId: textAt(version, 'VersionId') ?? '',
        modified: textAt(version, 'LastModified') ?? '',
      }))
      // Versions from before versioning was switched on are called `null` and never replicated by live replication.
      .filter(({ Key, VersionId }) => Key !== '' && VersionId !== '' && VersionId !== 'null')
  );
}

function newestFirst(left: Version, right: Version): number {
  return left.modified > right.modified ? -1 : left.modified < right.modified ? 1 : 0;
}

function refusal(Operation: string, answer: Json): JsonObject {
  return { Operation, Error: memberAt(answer, 'Error') };
}

/**
 * Versions come in the order of their keys, not of their age. Under each prefix that replicates a few pages are listed, and of these the
 * newest `count` are looked at: in a large bucket, a sample. An object that cannot be looked at (one under a customer-provided key, say) is
 * left out; where none can, the answer is the refusal.
 * @param prefixes - of the object keys that replicate
 */
export function readObserved(
  reader: AccountReader,
  bucket: BucketWork,
  prefixes: readonly string[],
  count: number,
): Promise<Json> {
  return bucket.entry.read('ObservedReplication', async () => {
    const region = await regionOf(reader, bucket);
    const found: Version[] = [];
    for (const Prefix of prefixes.slice(0, mostPrefixes)) {
      let marker: PageMarker | null = {};
      for (let pages = 0; marker !== null && pages < mostPages; pages += 1) {
        const input = { Bucket: bucket.name, MaxKeys: longestPage, ...(Prefix === '' ? {} : { Prefix }), ...marker };
        const page: Json = await reader.ask('s3', region, 'ListObjectVersions', (client) =>
          client.send(new ListObjectVersionsCommand(input)),
        );
        if (errorCodeOf(page) !== undefined) return refusal('ListObjectVersions', page);
        found.push(...versionsOn(page));
        marker = markerAfter(page);
      }
    }
    const heads = await Promise.all(
      found
        .sort(newestFirst)
        .slice(0, count)
        .map(async ({ Key, VersionId }) => ({
          Key,
          VersionId,
          answer: await reader.ask('s3', region, 'HeadObject', (client) =>
            client.send(new HeadObjectCommand({ Bucket: bucket.name, Key, VersionId })),
          ),
        })),
    );
    const seen = heads.filter(({ answer }) => errorCodeOf(answer) === undefined);
    const refused = heads.find(({ answer }) => !['NotFound', undefined].includes(errorCodeOf(answer)));
    if (seen.length === 0 && refused !== undefined) return refusal('HeadObject', refused.answer);
    return {
      Versions: seen.map(({ Key, VersionId, answer }) => ({
        Key,
        VersionId,
        ReplicationStatus: textAt(answer, 'ReplicationStatus') ?? null,
      })),
    };
  });
}

function markerAfter(page: Json): PageMarker | null {
  const KeyMarker = textAt(page, 'NextKeyMarker');
  const VersionIdMarker = textAt(page, 'NextVersionIdMarker');
  if (memberAt(page, 'IsTruncated') !== true || KeyMarker === undefined) return null;
  return { KeyMarker, ...(VersionIdMarker === undefined ? {} : { VersionIdMarker }) };
}
