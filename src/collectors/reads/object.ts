/** The newest version of one object: what S3 says about it. Reads no object data. */
import { type Answers, derived } from '../answers/answers.js';
import type { BucketEntry } from '../entries/bucket-entry.js';
import { type Json, type JsonObject, errorCodeOf, isJsonObject, listAt, memberAt, textAt } from '../json.js';
import { regionOf } from './buckets.js';

/** Keys that begin like this one come after it: its own versions are on the first page. */
const longestPage = 10;

export function readObject(answers: Answers, bucket: BucketEntry, key: string): Promise<Json> {
  return bucket.entry.read('ObservedObject', async () => {
    const place = { region: await regionOf(answers, bucket), Bucket: bucket.name };
    const listed = await answers.read('ListObjectVersions', { ...place, MaxKeys: longestPage, Prefix: key });
    if (errorCodeOf(listed.json) !== undefined)
      return derived(listed, { Key: key, Operation: 'ListObjectVersions', Error: memberAt(listed.json, 'Error') });
    const newest = newestOf(listed.json, key);
    if (newest === null) return derived(listed, { Key: key, Version: null });
    const VersionId = textAt(newest.version, 'VersionId') ?? 'null';
    if (newest.isDeleteMarker) return derived(listed, { Key: key, Version: newest.version, IsDeleteMarker: true });
    const version = { ...place, Key: key, VersionId };
    const [head, tags] = await Promise.all([
      answers.read('HeadObject', version),
      answers.read('GetObjectTagging', version),
    ]);
    return derived(listed, {
      Key: key,
      Version: newest.version,
      HeadObject: head.json,
      GetObjectTagging: tags.json,
    });
  });
}

interface Newest {
  readonly version: JsonObject;
  readonly isDeleteMarker: boolean;
}

function newestOf(listed: Json, key: string): Newest | null {
  const latest = (name: 'Versions' | 'DeleteMarkers'): JsonObject | null =>
    listAt(listed, name)
      .filter(isJsonObject)
      .find((version) => textAt(version, 'Key') === key && memberAt(version, 'IsLatest') === true) ?? null;
  const version = latest('Versions');
  if (version !== null) return { version, isDeleteMarker: false };
  const marker = latest('DeleteMarkers');
  return marker === null ? null : { version: marker, isDeleteMarker: true };
}
