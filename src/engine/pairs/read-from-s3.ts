import type { PairBase } from '../shapes/subjects.js';

/** The configuration came from S3 in this very run: whatever stands in it, S3 accepted it. */
export function isReadFromS3({ estate, origin }: Pick<PairBase, 'estate' | 'origin'>): boolean {
  return estate.sources[origin.source]?.kind === 'live';
}
