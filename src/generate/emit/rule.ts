/** A replication rule as `setup.ts` makes it. */
export interface Rule {
  readonly ID: string;
  readonly Priority: number;
  readonly Filter: { readonly Prefix: string };
  readonly DeleteMarkerReplication: { readonly Status: string };
  readonly SourceSelectionCriteria?: {
    readonly SseKmsEncryptedObjects?: object;
    readonly ReplicaModifications?: object;
  };
  readonly Destination: {
    readonly Bucket: string;
    readonly Account?: string;
    readonly EncryptionConfiguration?: { readonly ReplicaKmsKeyID?: string };
    readonly ReplicationTime?: object;
    readonly Metrics?: object;
  };
}
