/**
 * The estate: the typed picture of what is there. Shapes inside facts keep AWS's spelling; everything else is ours.
 * Built by the snapshot reader (and by later readers); read by the engine; never changed after it is built.
 */
import type { Fact, Missing, Origin } from './fact.js';
import type { BatchJob } from './batch-job.js';

export interface Source {
  /** Name for people: the path as given, `-` for standard input, `live` for a live account. */
  readonly name: string;
  /** `live`, or the form of the input: `snapshot`, `cloudformation`, … as its adapter is called. */
  readonly kind: string;
  /** RFC 3339, or null where the input does not say. */
  readonly collectedAt: string | null;
  /** It is a change that is laid over the other sources. */
  readonly isChange?: boolean;
}

export interface Estate {
  readonly sources: readonly Source[];
  readonly accounts: ReadonlyMap<string, Account>;
  /** By bucket name. Bucket names are unique in a partition; one name in two partitions is refused by the reader. */
  readonly buckets: ReadonlyMap<string, Bucket>;
  /** By role ARN. */
  readonly roles: ReadonlyMap<string, Role>;
  /** By key ARN. */
  readonly kmsKeys: ReadonlyMap<string, KmsKey>;
  /** Alias ARN → key ARN, from every `ListAliases` answer. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Batch Replication jobs, as DescribeJob answers about them; not those that are over. */
  readonly jobs: readonly BatchJob[];
  /** What lists of jobs say. */
  readonly jobLists: JobLists;
  /** Where a collection had no access to a whole account, or ended early, and code that makes nobody knows what: buckets that replicate may be missing. */
  readonly gaps: readonly Gap[];
  /** Why something of which no source speaks is missing, by the operation that would answer. */
  readonly unlisted: (operation: string) => Missing;
}

export interface JobLists {
  /** `ACCOUNT REGION` of every list that was read; `ACCOUNT` alone where it does not say the Region. */
  readonly read: ReadonlySet<string>;
  /** Jobs that replicate objects and are not over, of which no DescribeJob answer is there. */
  readonly undescribed: readonly { readonly id: string; readonly account: string; readonly region: string | null }[];
}

export interface Gap {
  /** An account of which not everything was listed; or code: what makes replication or settings nobody knows how often, or is missing. */
  readonly kind: 'account' | 'instances' | 'settings' | 'code';
  /** Null = all accounts of the source. */
  readonly account: string | null;
  /** Of code, the address of what is not known. */
  readonly code: string;
  readonly message: string;
  readonly origin: Origin;
}

export interface Account {
  readonly id: string;
  readonly partition: string;
  /** Absent = the account is in no organization. */
  readonly organization: Fact<Organization>;
  /** The account's own Block Public Access (S3 Control). */
  readonly publicAccessBlock: Fact<PublicAccessBlock>;
  /** Whether all roles were asked for in one call: a role that is in no list was then refused, not forgotten. */
  readonly authorizationDetails: Fact<null>;
  readonly origin: Origin;
}

export interface Organization {
  readonly id: string;
  readonly isManagementAccount: boolean | null;
  /** One entry a level: root first, the account itself last. An empty list = read, nothing attached or type switched off. */
  readonly serviceControlPolicies: Fact<readonly PolicyLevel[]>;
  readonly resourceControlPolicies: Fact<readonly PolicyLevel[]>;
}

export interface PolicyLevel {
  /** Root, OU or account id. */
  readonly target: string;
  readonly policies: Fact<readonly NamedPolicy[]>;
}

/** A policy document as AWS gave it: parsed JSON, and the text where there was one (a text can hold a name twice, JSON cannot). */
export interface PolicyText {
  readonly json: unknown;
  readonly text: string | null;
}

export interface NamedPolicy {
  readonly kind: 'inline' | 'managed' | 'service-control' | 'resource-control';
  readonly name: string;
  readonly arn: string | null;
  readonly document: Fact<PolicyText>;
}

export interface Bucket {
  readonly name: string;
  /** Owner account id; null = not known. */
  readonly account: string | null;
  readonly partition: string;
  readonly region: Fact<string>;
  /** `absent` = AWS says there is no such bucket. */
  readonly exists: Fact<true>;
  readonly versioning: Fact<{ readonly Status?: 'Enabled' | 'Suspended'; readonly MFADelete?: string }>;
  readonly replication: Fact<ReplicationConfiguration>;
  readonly encryption: Fact<ServerSideEncryption>;
  readonly policy: Fact<PolicyText>;
  readonly ownership: Fact<'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter'>;
  readonly objectLock: Fact<{ readonly ObjectLockEnabled?: string }>;
  readonly publicAccessBlock: Fact<PublicAccessBlock>;
  readonly tags: Fact<readonly Tag[]>;
  readonly requestPayment: Fact<'BucketOwner' | 'Requester'>;
  readonly abac: Fact<boolean>;
  readonly notification: Fact<NotificationSummary>;
  readonly lifecycle: Fact<unknown>;
  /**
   * Names of buckets whose versioning the same infrastructure code enables without an order behind which the replication configuration of
   * this bucket is put; missing for everything that is there already.
   */
  readonly unorderedVersioning: Fact<readonly string[]>;
  /** Replication status of recent object versions, where it was observed. */
  readonly observed: Fact<ObservedReplication>;
  readonly origin: Origin | null;
}

export interface NotificationSummary {
  /** All event types that some destination of the bucket receives, such as `s3:Replication:*`. */
  readonly events: readonly string[];
  readonly eventBridge: boolean;
}

export interface ObservedReplication {
  /** Newest object versions that were looked at. */
  readonly versions: readonly { readonly key: string; readonly versionId: string; readonly status: string | null }[];
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface PublicAccessBlock {
  readonly BlockPublicAcls?: boolean;
  readonly IgnorePublicAcls?: boolean;
  readonly BlockPublicPolicy?: boolean;
  readonly RestrictPublicBuckets?: boolean;
}

export interface ServerSideEncryption {
  readonly algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse' | string;
  /** As configured: key ARN, key id, alias name or alias ARN; null = the account's `aws/s3`. */
  readonly kmsKeyId: string | null;
  readonly bucketKeyEnabled: boolean;
  readonly blocksSseC: boolean | null;
}

/** As `GetBucketReplication` answers. */
export interface ReplicationConfiguration {
  readonly Role?: string;
  readonly Rules: readonly ReplicationRule[];
}

export interface ReplicationRule {
  readonly ID?: string;
  readonly Priority?: number;
  readonly Status?: string;
  /** V1 schema. */
  readonly Prefix?: string;
  /** Its presence, even empty, makes the configuration V2. */
  readonly Filter?: ReplicationRuleFilter;
  readonly DeleteMarkerReplication?: { readonly Status?: string };
  readonly ExistingObjectReplication?: { readonly Status?: string };
  readonly SourceSelectionCriteria?: {
    readonly SseKmsEncryptedObjects?: { readonly Status?: string };
    readonly ReplicaModifications?: { readonly Status?: string };
  };
  readonly Destination: ReplicationDestination;
}

export interface ReplicationRuleFilter {
  readonly Prefix?: string;
  readonly Tag?: Tag;
  readonly And?: { readonly Prefix?: string; readonly Tags?: readonly Tag[]; readonly Not?: ReplicationRuleNot };
  readonly Not?: ReplicationRuleNot;
}

/** What a rule leaves out: exactly one of the three. */
export interface ReplicationRuleNot {
  readonly Prefix?: string;
  readonly Tag?: Tag;
  readonly Or?: { readonly Prefixes?: readonly string[]; readonly Tags?: readonly Tag[] };
}

export interface ReplicationDestination {
  readonly Bucket: string;
  readonly Account?: string;
  readonly StorageClass?: string;
  readonly AccessControlTranslation?: { readonly Owner?: string };
  readonly EncryptionConfiguration?: {
    readonly ReplicaKmsKeyID?: string;
    /** The replica is encrypted under the multi-Region key in the destination Region that is related to the source's. */
    readonly UseSourceMultiRegionKey?: { readonly Status?: string };
  };
  readonly ReplicationTime?: { readonly Status?: string; readonly Time?: { readonly Minutes?: number } };
  readonly Metrics?: { readonly Status?: string; readonly EventThreshold?: { readonly Minutes?: number } };
}

export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  /** `AROA…`; null = not known. */
  readonly id: string | null;
  readonly account: string;
  readonly exists: Fact<true>;
  readonly trustPolicy: Fact<PolicyText>;
  /** Inline and attached managed policies together. A managed policy whose document is not there is listed with a missing document. */
  readonly identityPolicies: Fact<readonly NamedPolicy[]>;
  /** Absent = the role has no permissions boundary. */
  readonly permissionsBoundary: Fact<NamedPolicy>;
  readonly tags: Fact<readonly Tag[]>;
  readonly origin: Origin | null;
}

export interface KmsKey {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly keyId: string;
  /** As `DescribeKey` answers; absent = AWS says there is no such key. */
  readonly metadata: Fact<KeyMetadata>;
  readonly policy: Fact<PolicyText>;
  /** Its second policy, `AWS_RAM`, where it is shared through Resource Access Manager; absent = it is not, as far as anything says. */
  readonly sharedPolicy: Fact<PolicyText>;
  readonly grants: Fact<readonly KmsGrant[]>;
  /** Alias names, such as `alias/logs`. */
  readonly aliases: Fact<readonly string[]>;
  readonly tags: Fact<readonly { readonly TagKey: string; readonly TagValue: string }[]>;
  readonly origin: Origin | null;
}

export interface KeyMetadata {
  readonly Arn?: string;
  readonly KeyId: string;
  readonly KeyState?: string;
  readonly Enabled?: boolean;
  readonly KeyUsage?: string;
  readonly KeySpec?: string;
  readonly CustomerMasterKeySpec?: string;
  readonly KeyManager?: string;
  readonly Origin?: string;
  readonly MultiRegion?: boolean;
  readonly MultiRegionConfiguration?: {
    readonly MultiRegionKeyType?: string;
    readonly PrimaryKey?: { readonly Region?: string };
    readonly ReplicaKeys?: readonly { readonly Region?: string }[];
  };
}

export interface KmsGrant {
  readonly GrantId?: string;
  readonly Name?: string;
  readonly GranteePrincipal?: string;
  readonly GranteeServicePrincipal?: string;
  readonly RetiringPrincipal?: string;
  readonly IssuingAccount?: string;
  readonly Operations?: readonly string[];
  readonly Constraints?: {
    readonly EncryptionContextSubset?: Readonly<Record<string, string>>;
    readonly EncryptionContextEquals?: Readonly<Record<string, string>>;
    readonly SourceArn?: string;
  };
}
