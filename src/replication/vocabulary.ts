/** How an object is encrypted, as far as replication cares. */
export const objectClasses = ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'] as const;
export type ObjectClass = (typeof objectClasses)[number];

/** What of an object may arrive or not. The report has a verdict for each. */
export const aspects = [
  'objects',
  'tags',
  'deleteMarkers',
  'objectLock',
  'ownerOverride',
  'replicaModifications',
  'annotations',
] as const;
export type Aspect = (typeof aspects)[number];
