/**
 * Queries of AWS Config's language. Only texts that need no quoting are put into one.
 * Source: AWS Config Developer Guide, "Querying the current configuration state": an expression holds 4,096 characters, `SELECT *` has
 * no configuration, and `LIKE` knows a wildcard at the end.
 */

const selection = 'SELECT *, configuration, supplementaryConfiguration, tags WHERE';
const longest = 4_000;

/** Buckets that replicate: of a replication configuration only the role can be searched for. */
export const sourceBuckets = `${selection} resourceType = 'AWS::S3::Bucket' AND supplementaryConfiguration.BucketReplicationConfiguration.roleARN LIKE 'arn:%'`;

/**
 * Names of all buckets that are recorded, without what is recorded of them.
 * @param accounts - of these; in parts, whose pages need not wait for each other. Empty = of all, in one
 */
export function bucketNames(accounts: readonly string[]): readonly string[] {
  const start = "SELECT resourceId, accountId WHERE resourceType = 'AWS::S3::Bucket'";
  if (accounts.length === 0) return [start];
  return Array.from({ length: Math.ceil(accounts.length / accountsAtOnce) }, (_, index) => {
    const some = accounts.slice(index * accountsAtOnce, (index + 1) * accountsAtOnce);
    return `${start} AND accountId IN (${some.map((id) => `'${id}'`).join(',')})`;
  });
}

/** Ids that an expression has room for. */
const accountsAtOnce = 200;

export const accountBlocks = `${selection} resourceType = 'AWS::S3::AccountPublicAccessBlock'`;

/** As many expressions as the texts take; what cannot stand in one is left out. */
export function expressionsFor(type: string, member: 'resourceId' | 'arn', texts: Iterable<string>): readonly string[] {
  const start = `${selection} resourceType = '${type}' AND ${member} IN (`;
  const expressions: string[] = [];
  let list = '';
  for (const text of [...new Set(texts)].sort()) {
    if (!/^[\w.:/+=,@-]{1,2000}$/u.test(text)) continue;
    const quoted = `'${text}'`;
    if (list !== '' && start.length + list.length + quoted.length + 2 > longest) {
      expressions.push(`${start}${list})`);
      list = '';
    }
    list += list === '' ? quoted : `,${quoted}`;
  }
  if (list !== '') expressions.push(`${start}${list})`);
  return expressions;
}
