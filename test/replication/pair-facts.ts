import type { PairFacts } from '../../src/replication/model.js';

/** Facts of a plain V2 rule within one account, with what a test changes. */
export function facts(changes: Partial<PairFacts> = {}): PairFacts {
  return {
    schema: 'V2',
    crossAccount: false,
    deleteMarkers: false,
    ownerOverride: false,
    replicaModifications: false,
    replicatesKms: false,
    objectLock: false,
    sourceBucketKey: false,
    destinationBucketKey: false,
    replicaKeyConfigured: false,
    replicaKeyIsAwsManaged: null,
    destinationDefaultIsKms: false,
    destinationOwnerEnforced: false,
    ...changes,
  };
}
