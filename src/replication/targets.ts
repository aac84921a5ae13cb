/** What S3's requests are made on, and by whom: one entry each, which says all that differs between them. */

export type Target =
  | 'role'
  | 'source-bucket'
  | 'source-objects'
  | 'destination-bucket'
  | 'destination-objects'
  | 'source-key'
  | 'replica-key'
  | 'destination-default-key'
  | 'batch-job'
  | 'batch-files'
  | 'batch-key';

export interface TargetTraits {
  /** Where it lies. `job`: in rows that are not derived only, since no replication rule names it. */
  readonly place: 'role' | 'source' | 'destination' | 'job';
  /** Whose document or setting has to change for a request on it. */
  readonly owner: 'source' | 'destination' | 'key';
  /** Kind of the policy that hangs on it; null = none. */
  readonly policyKind: 'trust' | 'bucket' | 'key' | null;
  readonly subject: 'role' | 'bucket' | 'objects' | 'key' | 'job';
  /** For people, as in "on the source bucket". */
  readonly words: string;
  /** S3 asks for it before it looks at any object, so for a delete marker as well, which has no data. */
  readonly isBeforeData: boolean;
}

const bucketOf = { policyKind: 'bucket', subject: 'bucket', isBeforeData: false } as const;
const objectsOf = { policyKind: 'bucket', subject: 'objects', isBeforeData: false } as const;
const keyOf = { owner: 'key', policyKind: 'key', subject: 'key', isBeforeData: false } as const;

export const targets: Readonly<Record<Target, TargetTraits>> = {
  role: { place: 'role', owner: 'source', policyKind: 'trust', subject: 'role', words: 'role', isBeforeData: true },
  'source-bucket': { ...bucketOf, place: 'source', owner: 'source', words: 'source bucket', isBeforeData: true },
  'source-objects': { ...objectsOf, place: 'source', owner: 'source', words: 'source objects' },
  'destination-bucket': { ...bucketOf, place: 'destination', owner: 'destination', words: 'destination bucket' },
  'destination-objects': { ...objectsOf, place: 'destination', owner: 'destination', words: 'destination objects' },
  'source-key': { ...keyOf, place: 'source', words: 'source key' },
  // The rule's `ReplicaKmsKeyID`.
  'replica-key': { ...keyOf, place: 'destination', words: 'replica key' },
  // The key of the destination bucket's default encryption, whatever the rule names.
  'destination-default-key': { ...keyOf, place: 'destination', words: 'destination default key' },
  'batch-job': {
    place: 'job',
    owner: 'source',
    policyKind: null,
    subject: 'job',
    words: 'batch job',
    isBeforeData: false,
  },
  // A job's manifest and report, and the key of the manifest.
  'batch-files': { ...objectsOf, place: 'job', owner: 'source', words: 'batch files' },
  'batch-key': { ...keyOf, place: 'job', words: 'batch key' },
};

export type RequestPrincipalName =
  's3.amazonaws.com' | 'batchoperations.s3.amazonaws.com' | 'role' | 'batch-job-role' | 'batch-job-creator';

export interface PrincipalTraits {
  /** A service takes a role under its own name; everyone else asks with the authority of their policies. */
  readonly kind: 'service' | 'identity';
  /** Whose request it is: live replication's, or a Batch Replication job's. */
  readonly of: 'replication' | 'job';
  /** For people; a service by its name. */
  readonly words: string;
}

export const principals: Readonly<Record<RequestPrincipalName, PrincipalTraits>> = {
  's3.amazonaws.com': { kind: 'service', of: 'replication', words: 's3.amazonaws.com' },
  'batchoperations.s3.amazonaws.com': { kind: 'service', of: 'job', words: 'batchoperations.s3.amazonaws.com' },
  // The replication role's session.
  role: { kind: 'identity', of: 'replication', words: 'the role' },
  'batch-job-role': { kind: 'identity', of: 'job', words: "the job's role" },
  'batch-job-creator': { kind: 'identity', of: 'job', words: 'the creator of the job' },
};
