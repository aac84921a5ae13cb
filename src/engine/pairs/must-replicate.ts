import { shortList } from '../../basics/short-list.js';
import type { Bucket, Estate } from '../../estate/model.js';
import { matchesGlob, parseGlob } from '../../policy/strings/index.js';
import type { MustReplicate } from '../shapes/model.js';

/** Whether a demand of the configuration is about a bucket. Tags that were not read match nothing: `unreadTags` says so. */
export function mustReplicate({ bucket: pattern, tag }: MustReplicate, bucket: Bucket): boolean {
  if (pattern !== null && !matchesGlob(parseGlob(pattern), bucket.name)) return false;
  if (tag === null) return pattern !== null;
  if (bucket.tags.state !== 'known') return false;
  return bucket.tags.value.some(({ Key, Value }) => Key === tag.key && (tag.value === null || tag.value === Value));
}

/** Buckets of which it is not known whether they must replicate, as notices. Buckets whose own settings nobody asked for are none. */
export function unreadTags(estate: Estate, demands: readonly MustReplicate[]): readonly string[] {
  const byTag = demands.filter(({ tag }) => tag !== null);
  if (byTag.length === 0) return [];
  const unread = [...estate.buckets.values()]
    .filter(({ replication, tags }) => isAnswered(replication.state) && !isAnswered(tags.state))
    .map(({ name }) => name)
    .sort();
  if (unread.length === 0) return [];
  return [
    `Tags were not read (${shortList(unread, 3)}), so whether mustReplicate by tag is about these buckets is not known. \`replint collect --tags\` reads tags, with s3:GetBucketTagging.`,
  ];
}

function isAnswered(state: Bucket['tags']['state']): boolean {
  return state === 'known' || state === 'absent';
}
