import { valueOf } from '../../estate/fact.js';
import type { Bucket } from '../../estate/model.js';

/** Region of a bucket; null = not known. */
export function regionName({ region }: Bucket): string | null {
  return valueOf(region) ?? null;
}
