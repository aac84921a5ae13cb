/** Replication status of the newest object versions of a bucket. Reads no object data. */
import { type Answer, type Answers, derived } from '../answers/answers.js';
import type { BucketEntry } from '../entries/bucket-entry.js';
import { type Json, type JsonObject, errorCodeOf, listAt, memberAt, textAt } from '../json.js';
import { regionOf } from './buckets.js';

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

function refusal(Operation: string, answer: Answer): Answer {
  const json: JsonObject = { Operation, Error: memberAt(answer.json, 'Error') };
  return derived(answer, json);
}

interface Listing {
  readonly region: string;
  readonly Bucket: string;
}

/** Versions under one prefix, on the first few pages; or the answer that refuses them. */
async function versionsUnder(
  answers: Answers,
  listing: Listing,
  Prefix: string,
): Promise<{ readonly versions: readonly Version[]; readonly answer: Answer }> {
  const versions: Version[] = [];
  let marker: PageMarker = {};
  for (let pages = 1; ; pages += 1) {
    const answer = await answers.read('ListObjectVersions', {
      ...listing,
      MaxKeys: longestPage,
      ...(Prefix === '' ? {} : { Prefix }),
      ...marker,
    });
    for (const version of versionsOn(answer.json)) versions.push(version);
    const next = markerAfter(answer.json);
    if (next === null || pages === mostPages) return { versions, answer };
    marker = next;
  }
}

/**
 * Versions come in the order of their keys, not of their age. Under each prefix that replicates a few pages are listed, and of these the
 * newest `count` are looked at: in a large bucket, a sample. An object that cannot be looked at (one under a customer-provided key, say) is
 * left out; where none can, the answer is the refusal.
 * @param prefixes - of the object keys that replicate
 */
export function readObserved(
  answers: Answers,
  bucket: BucketEntry,
  prefixes: readonly string[],
  count: number,
): Promise<Json> {
  return bucket.entry.read('ObservedReplication', async () => {
    const listing = { region: await regionOf(answers, bucket), Bucket: bucket.name };
    const found: Version[] = [];
    for (const prefix of prefixes.slice(0, mostPrefixes)) {
      const { versions, answer } = await versionsUnder(answers, listing, prefix);
      if (errorCodeOf(answer.json) !== undefined) return refusal('ListObjectVersions', answer);
      for (const version of versions) found.push(version);
    }
    const newest = found.sort(newestFirst).slice(0, count);
    const heads = await Promise.all(
      newest.map(async ({ Key, VersionId }) => ({
        Key,
        VersionId,
        answer: await answers.read('HeadObject', { ...listing, Key, VersionId }),
      })),
    );
    const seen = heads.filter(({ answer }) => errorCodeOf(answer.json) === undefined);
    const refused = heads.find(({ answer }) => !['NotFound', undefined].includes(errorCodeOf(answer.json)));
    if (seen.length === 0 && refused !== undefined) return refusal('HeadObject', refused.answer);
    const Versions = seen.map(({ Key, VersionId, answer }) => ({
      Key,
      VersionId,
      ReplicationStatus: textAt(answer.json, 'ReplicationStatus') ?? null,
    }));
    return { json: { Versions }, provenance: answers.provenance, bucketRegion: null };
  });
}

function markerAfter(page: Json): PageMarker | null {
  const KeyMarker = textAt(page, 'NextKeyMarker');
  const VersionIdMarker = textAt(page, 'NextVersionIdMarker');
  if (memberAt(page, 'IsTruncated') !== true || KeyMarker === undefined) return null;
  return { KeyMarker, ...(VersionIdMarker === undefined ? {} : { VersionIdMarker }) };
}
