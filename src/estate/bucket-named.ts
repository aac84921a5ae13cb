import { nameStandIns } from '../basics/stand-in.js';
import type { Estate } from './model.js';

/** The name of a bucket as the estate has it: people know one that has no name yet by its address in the code. */
export function bucketNamed({ buckets }: Pick<Estate, 'buckets'>, name: string): string {
  if (buckets.has(name)) return name;
  for (const each of buckets.keys()) if (nameStandIns(each) === name) return each;
  return name;
}
