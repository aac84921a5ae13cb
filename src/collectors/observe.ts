/** Replication status of the newest object versions of a bucket. Reads no object data. */
import { HeadObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import type { AccountReader } from './account-reader.js';
import { type Json, errorCodeOf, listAt, memberAt, textAt } from './json.js';
import { type BucketWork, regionOf } from './s3.js';

const longestPage = 1_000;

/**
 * One page of versions is listed, in the order of keys, and of these the newest `count` are looked at: newest of what a single listing shows,
 * which in a large bucket is a sample.
 */
export const readObserved = (reader: AccountReader, bucket: BucketWork, count: number): Promise<Json> =>
  bucket.entry.read('ObservedReplication', async () => {
    const region = await regionOf(reader, bucket);
    const listing = await reader.ask('s3', region, 'ListObjectVersions', (client) =>
      client.send(new ListObjectVersionsCommand({ Bucket: bucket.name, MaxKeys: longestPage })),
    );
    if (errorCodeOf(listing) !== undefined) return listing;
    const versions = listAt(listing, 'Versions')
      .map((version) => ({
        Key: textAt(version, 'Key') ?? '',
        VersionId: textAt(version, 'VersionId') ?? '',
        modified: textAt(version, 'LastModified') ?? '',
      }))
      // Versions from before versioning was switched on are called `null` and never replicated by live replication.
      .filter(({ Key, VersionId }) => Key !== '' && VersionId !== '' && VersionId !== 'null')
      .sort((left, right) => (left.modified > right.modified ? -1 : left.modified < right.modified ? 1 : 0))
      .slice(0, count);
    const heads = await Promise.all(
      versions.map(async ({ Key, VersionId }) => ({
        Key,
        VersionId,
        answer: await reader.ask('s3', region, 'HeadObject', (client) =>
          client.send(new HeadObjectCommand({ Bucket: bucket.name, Key, VersionId })),
        ),
      })),
    );
    const failed = heads.find(({ answer }) => errorCodeOf(answer) !== undefined && errorCodeOf(answer) !== 'NotFound');
    if (failed !== undefined) return { Error: memberAt(failed.answer, 'Error') };
    return {
      Versions: heads
        .filter(({ answer }) => errorCodeOf(answer) === undefined)
        .map(({ Key, VersionId, answer }) => ({
          Key,
          VersionId,
          ReplicationStatus: textAt(answer, 'ReplicationStatus') ?? null,
        })),
    };
  });
