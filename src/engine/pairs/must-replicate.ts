import type { Bucket } from '../../estate/model.js';
import { matchesGlob, parseGlob } from '../../policy/strings/index.js';
import type { MustReplicate } from '../shapes/model.js';

/** Whether a demand of the configuration is about a bucket. Tags that were not read match nothing: `unreadTags` says so. */
export function mustReplicate({ bucket: pattern, tag }: MustReplicate, bucket: Bucket): boolean {
  if (pattern !== null && !matchesGlob(parseGlob(pattern), bucket.name)) return false;
  if (tag === null) return pattern !== null;
  if (bucket.tags.state !== 'known') return false;
  return bucket.tags.value.some(({ Key, Value }) => Key === tag.key && (tag.value === null || tag.value === Value));
}
