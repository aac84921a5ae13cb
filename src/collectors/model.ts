/** What a collection is told, and what it gives back. */
import type { Json, JsonObject } from './json.js';

export interface Shard {
  /** 1-based. */
  readonly index: number;
  readonly count: number;
}

/** An account to read, and how to get in. Without `roleArn`: with the credentials at hand. */
export interface AccountTarget {
  /** Twelve digits; null = whatever account the credentials belong to. */
  readonly id: string | null;
  readonly roleArn: string | null;
  readonly externalId: string | null;
}

/** Which accounts are read, with whose credentials, and how much of them; every part has a default. */
export interface CollectOptions {
  readonly profile?: string;
  /** Region of the first calls; the buckets' own Regions are found out. */
  readonly region?: string;
  /** Role ARNs, one for each account. */
  readonly assumeRole?: readonly string[];
  readonly externalId?: string;
  /** Parsed content of the accounts file. */
  readonly accounts?: unknown;
  /** Name of the role to take in every account of the organization. */
  readonly organizationRole?: string;
  /** API calls at once, over all accounts (default 50). */
  readonly concurrency?: number;
  /** Only these source buckets, and where they replicate to. */
  readonly buckets?: readonly string[];
  /** Read these as destinations too: buckets that accounts outside of this run replicate to. */
  readonly destinations?: readonly string[];
  /** Read these too: ARNs of keys, and of aliases, that accounts outside of this run lead to. */
  readonly keys?: readonly string[];
  /** Read these too: ARNs of replication roles that accounts outside of this run name. */
  readonly roles?: readonly string[];
  /** False = nothing but what `destinations`, `keys` and `roles` name is read. */
  readonly sweep?: boolean;
  /** Newest object versions of each source bucket whose replication status is read; 0 = none. */
  readonly observe?: number;
  /** Buckets that are known not to replicate: they are not asked, unless others lead to them. */
  readonly passed?: readonly string[];
  /** Name of an aggregator of AWS Config that is asked first. */
  readonly configAggregator?: string;
  /** An object whose newest version is looked at. */
  readonly object?: { readonly bucket: string; readonly key: string };
  /** Read the tags of all buckets. */
  readonly bucketTags?: boolean;
  /** Only this part of the buckets, by a hash of their names. The snapshots of all parts, joined, are the whole. */
  readonly shard?: Shard;
  /** An earlier snapshot to continue: its answers are kept, its gaps are filled. */
  readonly resume?: Json;
  /** Give back a snapshot although no account could be read: it says why. */
  readonly allowNone?: boolean;
  /** Ends the run early; what was read by then is given back. */
  readonly signal?: AbortSignal;
  /** Seconds after which the run is ended, and what was read by then given back. */
  readonly timeout?: number;
  /** Given from time to time what was read so far, as a snapshot that says it is incomplete. The next one waits for it. */
  readonly onCheckpoint?: (snapshot: JsonObject) => Promise<void>;
  readonly onProgress?: (progress: Progress) => void;
  /** Told of every call when it has its answer, or none. */
  readonly onCall?: (call: CallRecord) => void;
  /** For tests and embedders: everything the run takes from outside. */
  readonly environment?: Partial<CollectEnvironment>;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export type CredentialSource = () => Promise<Credentials>;

export interface CollectEnvironment {
  /** In place of the SDK's default chain. */
  readonly credentials: CredentialSource | null;
  /** In place of the endpoints that the SDK finds (AWS_ENDPOINT_URL works without this). */
  readonly endpoint: string | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** @throws the signal's reason when it is aborted */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** From 0 up to 1, for the jitter of retries. */
  readonly random: () => number;
  /** Most attempts for one call. */
  readonly attempts: number;
  /** Milliseconds until a silent connection counts as dead. */
  readonly timeout: number;
  /** Milliseconds until an answer that is not complete counts as none, however lively its connection. */
  readonly answerTimeout: number;
  /** Milliseconds after which a call is not tried again, waiting for its turn not counted. */
  readonly callTimeout: number;
  /** Milliseconds between two checkpoints. */
  readonly checkpointGap: number;
}

export interface Progress {
  readonly accounts: { readonly done: number; readonly total: number };
  /** Buckets whose replication configuration was asked for. */
  readonly buckets: { readonly done: number; readonly total: number };
  readonly calls: number;
  readonly retries: number;
  /** Calls that wait for their turn or for an answer. */
  readonly open: number;
  /** Seconds that the open calls will take at the speed so far; null = too early to say. */
  readonly secondsLeft: number | null;
}

/** Code of the problem of a run that somebody ended. */
export const interruptedCode = 'Interrupted';

export interface CollectProblem {
  /**
   * `account` = this account could not be read at all; `unreadable` = one answer is missing; `credentials` = the account's credentials
   * ended during the run; `interrupted` = the run was ended early.
   */
  readonly kind: 'account' | 'unreadable' | 'credentials' | 'interrupted';
  readonly account: string | null;
  /** API operation, or null. */
  readonly operation: string | null;
  /** IAM action that allows the operation, or null. */
  readonly action: string | null;
  /** Bucket name, ARN or account id that was asked about. */
  readonly subject: string | null;
  readonly code: string;
  readonly message: string;
  /** False where a verdict can be reached without it, as with the policies of an organization. */
  readonly isNeeded: boolean;
}

/** What replication leads to in accounts that the run does not read: names and ARNs, sorted. */
export interface Outward {
  readonly buckets: readonly string[];
  readonly keys: readonly string[];
  readonly roles: readonly string[];
}

export interface CallStatistics {
  /** Calls, pages counted singly, retries not counted. */
  readonly total: number;
  readonly retries: number;
  readonly throttled: number;
  /** Calls by `service:Operation`, sorted. */
  readonly byOperation: Readonly<Record<string, number>>;
  readonly milliseconds: number;
}

/** A call, for whoever wants to see what is asked. */
export interface CallRecord {
  /** `s3:GetBucketPolicy`. */
  readonly operation: string;
  readonly region: string;
  /** Empty before it is known. */
  readonly account: string;
  /** AWS's own parameters: what was asked about, and the page. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** AWS's code for why there is no answer; null = answered. */
  readonly code: string | null;
  /** From the first attempt to the last answer, waiting included. */
  readonly milliseconds: number;
}

/** What a collection gives back: a snapshot, and what could not be read. */
export interface CollectResult {
  /** Of format `replint-snapshot/1`. */
  readonly snapshot: JsonObject;
  /** Nothing that a verdict may need is missing, as far as the credentials reach. */
  readonly complete: boolean;
  readonly outward: Outward;
  readonly problems: readonly CollectProblem[];
  readonly calls: CallStatistics;
  /** ARNs of who read, sorted. */
  readonly principals: readonly string[];
}
