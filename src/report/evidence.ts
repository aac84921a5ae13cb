/** What S3 said itself, summed up: counts and times, never the events themselves, so that any number of them fits in memory. */

/** Of a denial's text: the kind of policy that AWS says denied, or that lacks a statement. */
export type DenyingPolicy =
  | 'identity'
  | 'resource'
  | 'permissions-boundary'
  | 'session'
  | 'service-control'
  | 'resource-control'
  | 'vpc-endpoint'
  | 'block-public-access'
  | 'sse-c-blocked';

export interface Denial {
  /** Policy action, such as `s3:ReplicateObject`. */
  readonly action: string;
  readonly policy: DenyingPolicy;
  /** An explicit Deny, rather than a missing Allow. */
  readonly isExplicit: boolean;
  /** ARN of the policy, where AWS names it. */
  readonly arn: string | null;
  readonly count: number;
  /** RFC 3339. */
  readonly last: string | null;
}

/** Sums over what was said about one source bucket, replication rule and destination, as far as they are named. */
export interface EvidenceTally {
  /** Source bucket; null = only the destination is known, as in CloudTrail. */
  readonly bucket: string | null;
  readonly destination: string | null;
  readonly replicationRule: string | null;
  /** Role ARN or `AROA…` id, where it is named. */
  readonly role: string | null;
  /** RFC 3339, of the first and last statement; null = no times. */
  readonly from: string | null;
  readonly to: string | null;
  readonly completed: number;
  readonly failed: number;
  /** Operations that were late, or that S3 lost sight of. */
  readonly missed: number;
  /** By S3's failure reason code; a few others are kept as they are written. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly lastFailure: string | null;
  readonly lastCompleted: string | null;
  readonly lastFailedKey: string | null;
  readonly denials: readonly Denial[];
}

/** A change of what decides: the newest of each thing. */
export interface ChangeEvent {
  /** Bucket name, role name, role ARN or key ARN. */
  readonly subject: string;
  /** API operation. */
  readonly operation: string;
  /** RFC 3339. */
  readonly time: string;
}

export interface S3Evidence {
  readonly tallies: readonly EvidenceTally[];
  readonly changes: readonly ChangeEvent[];
  /** What was read, and what not, as sentences. */
  readonly notices: readonly string[];
}

/** Beside a verdict. */
export interface EntryEvidence {
  readonly from: string | null;
  readonly to: string | null;
  readonly completed: number;
  readonly failed: number;
  readonly missed: number;
  readonly reasons: Readonly<Record<string, number>>;
  readonly lastFailure: string | null;
  readonly lastFailedKey: string | null;
  readonly denials: readonly Denial[];
  /** Null = it neither confirms nor contradicts. */
  readonly agrees: boolean | null;
  readonly message: string;
}
