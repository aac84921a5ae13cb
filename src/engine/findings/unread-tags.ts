import { shortList } from '../../basics/short-list.js';
import type { Bucket, Estate } from '../../estate/model.js';
import type { MustReplicate } from '../shapes/model.js';

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
