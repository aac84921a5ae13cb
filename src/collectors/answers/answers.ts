/**
 * Where answers come from, as far as a collection cares: it asks for one read of one thing, and gets what AWS says and where that is from.
 * The SDK is one way to answer (`sdk/`).
 */
import type { jobStatuses, ReadName } from '../../sources/read-operations.js';
import type { Json } from '../json.js';

interface OfBucket {
  readonly Bucket: string;
}
interface OfRole {
  readonly RoleName: string;
}
interface OfKey {
  readonly KeyId: string;
}
interface Paged {
  readonly Marker?: string;
}
interface WithToken {
  readonly NextToken?: string;
}

/** What names the thing that is asked about, and the page: AWS's own parameters, in its spelling. */
interface Particulars {
  readonly ListBuckets: { readonly MaxBuckets: number; readonly ContinuationToken?: string };
  readonly HeadBucket: OfBucket & { readonly ExpectedBucketOwner?: string };
  readonly ListObjectVersions: OfBucket & {
    readonly MaxKeys: number;
    readonly Prefix?: string;
    readonly KeyMarker?: string;
    readonly VersionIdMarker?: string;
  };
  readonly HeadObject: OfBucket & { readonly Key: string; readonly VersionId: string };
  readonly GetObjectTagging: OfBucket & { readonly Key: string; readonly VersionId: string };
  readonly GetAccountPublicAccessBlock: { readonly AccountId: string };
  readonly GetAccountAuthorizationDetails: Paged & {
    readonly Filter: readonly ('Role' | 'LocalManagedPolicy')[];
    readonly MaxItems: number;
  };
  readonly GetRole: OfRole;
  readonly ListRolePolicies: OfRole & Paged;
  readonly ListAttachedRolePolicies: OfRole & Paged;
  readonly GetRolePolicy: OfRole & { readonly PolicyName: string };
  readonly GetPolicy: { readonly PolicyArn: string };
  readonly GetPolicyVersion: { readonly PolicyArn: string; readonly VersionId: string };
  readonly DescribeKey: OfKey;
  readonly GetKeyPolicy: OfKey & { readonly PolicyName: 'default' };
  readonly 'GetKeyPolicy:AWS_RAM': OfKey & { readonly PolicyName: 'AWS_RAM' };
  readonly ListGrants: OfKey & Paged & { readonly Limit: number };
  readonly ListResourceTags: OfKey & Paged;
  readonly ListAliases: Paged & { readonly Limit: number };
  readonly DescribeOrganization: object;
  readonly ListAccounts: WithToken;
  readonly ListRoots: WithToken;
  readonly ListParents: WithToken & { readonly ChildId: string };
  readonly ListPoliciesForTarget: WithToken & {
    readonly TargetId: string;
    readonly Filter: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
  };
  readonly DescribePolicy: { readonly PolicyId: string };
  readonly ListJobs: WithToken & {
    readonly AccountId: string;
    readonly JobStatuses: typeof jobStatuses;
    readonly MaxResults: number;
  };
  readonly DescribeJob: { readonly AccountId: string; readonly JobId: string };
  readonly GetCallerIdentity: object;
  readonly AssumeRole: { readonly RoleArn: string; readonly RoleSessionName: string; readonly ExternalId?: string };
}

/** All other reads are about a bucket, and take its name alone. */
export type ParametersOf<N extends ReadName> = N extends keyof Particulars ? Particulars[N] : OfBucket;

/** What is asked about. `region`: where it is; without it, that of the first calls. */
export type Subject<N extends ReadName> = ParametersOf<N> & { readonly region?: string };

export interface Provenance {
  readonly by: 'sdk';
  /** Account whose credentials were used. */
  readonly account: string;
  /** The answer is no older: when the run began, RFC 3339. */
  readonly asOf: string;
}

export interface Answer {
  /** As AWS spells it. A call that failed is an error entry. */
  readonly json: Json;
  readonly provenance: Provenance;
  /** Where the bucket is that was asked about: S3 says so also where it refuses to answer. */
  readonly bucketRegion: string | null;
}

export interface Identity {
  readonly id: string;
  readonly partition: string;
  /** Region of calls that belong to no bucket and no key. */
  readonly region: string;
  /** The role that was taken; null = the credentials at hand. */
  readonly roleArn: string | null;
  /** ARN of who reads, where it is known and not the role. */
  readonly caller?: string | null;
}

export interface Answers {
  readonly identity: Identity;
  /** Of all answers. */
  readonly provenance: Provenance;
  /** Why no read works any more, where the credentials ended during the run. */
  readonly ended: { readonly code: string; readonly message: string } | null;
  /** @throws {Interrupted} when the run was ended early or the credentials ended */
  read<N extends ReadName>(operation: N, subject: Subject<N>): Promise<Answer>;
  close(): void;
}

/** What follows from an answer, in its place. */
export function derived(answer: Answer, json: Json): Answer {
  return { ...answer, json };
}
