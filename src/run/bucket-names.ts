import { parseObjectName } from '../basics/aws-names.js';
import { UsageError } from '../basics/usage-error.js';

/**
 * Names of buckets that were given as names, `s3://NAME` or ARNs.
 * @throws UsageError for what is none of them, or names an object
 */
export function bucketNames(given: readonly string[]): readonly string[] {
  return given.map((text) => {
    const name = parseObjectName(text);
    if (name !== null && name.key === null) return name.bucket;
    throw new UsageError(
      `${JSON.stringify(text.slice(0, 200))} is not the name of a bucket.`,
      'Write its name, s3://NAME, or arn:aws:s3:::NAME.',
    );
  });
}
