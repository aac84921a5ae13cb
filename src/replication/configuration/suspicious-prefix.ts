/**
 * Prefixes that S3 accepts and that can hardly be meant: a prefix is compared character by character, and is the beginning of an object
 * key. Source: S3 User Guide, "Replication configuration file elements", "Troubleshooting replication".
 */
export type PrefixSuspicion = 'star' | 'slash' | 'arn' | 'bucket';

export function suspicionOf(prefix: string, bucketName: string): PrefixSuspicion | null {
  if (prefix.startsWith('arn:')) return 'arn';
  if (prefix.startsWith('/')) return 'slash';
  if (prefix.includes('*')) return 'star';
  return prefix === bucketName || prefix.startsWith(`${bucketName}/`) || prefix.startsWith('s3://') ? 'bucket' : null;
}
