/**
 * S3's own behaviour as data: which requests it makes for a replication rule, with whose authority, and where that is known from.
 * Knows the estate's shapes, no policies.
 */
import type { Bucket, ReplicationConfiguration, ReplicationRule } from '../estate/model.js';
import type { Exclusion } from './configuration/selection.js';
import type { RequestPrincipalName, Target } from './targets.js';
import type { Aspect, ObjectClass } from './vocabulary.js';

/**
 * Grade of the evidence behind a fact, as in the reference: AWS documentation, recorded real behaviour, emulator only, inference,
 * nothing decisive.
 */
export type EvidenceGrade = 'documented' | 'recorded' | 'emulated' | 'inferred' | 'unverified';

export type Requirement =
  /** Without it the aspect fails. */
  | 'required'
  /** AWS's own documents disagree: never makes a verdict fail, is listed and warned about. */
  | 'disputed'
  /** Harmless to grant, not needed. */
  | 'optional';

/** Who calls, and with what kind of context: the table of context keys has one column a kind of call. */
export type CallKind = 'assume-role' | 's3' | 'kms';

/** Encryption context `aws:s3:arn` that a KMS request carries. */
export type EncryptionContextForm = 'object-arn' | 'bucket-arn';

/** What the rows' conditions look at: facts of one replication rule with its two buckets, each possibly unknown (`null`). */
export interface PairFacts {
  readonly schema: 'V1' | 'V2';
  readonly crossAccount: boolean | null;
  readonly deleteMarkers: boolean;
  readonly ownerOverride: boolean;
  readonly replicaModifications: boolean;
  readonly replicatesKms: boolean;
  /** Object Lock on the source bucket. */
  readonly objectLock: boolean | null;
  readonly sourceBucketKey: boolean | null;
  readonly destinationBucketKey: boolean | null;
  readonly replicaKeyConfigured: boolean;
  readonly replicaKeyIsAwsManaged: boolean | null;
  /** Object Ownership of the destination bucket is BucketOwnerEnforced. Missing = not known. */
  readonly destinationOwnerEnforced?: boolean | null;
  /** Default encryption of the destination bucket is SSE-KMS or DSSE-KMS. */
  readonly destinationDefaultIsKms: boolean | null;
}

export interface Alternative {
  /** Of the question, for an answer of the owner's: `A-12b`. */
  readonly id: string;
  readonly action: string;
  readonly objectClasses: readonly ObjectClass[];
  /** Whether it still does where the row's own action is explicitly denied, which AWS does not say. */
  readonly ifOtherDenied: { readonly what: string; readonly how: string };
}

/** One row of the request table. */
export interface RequestRow {
  /** As in the reference, `A-12`; a letter is added where a row is split. */
  readonly id: string;
  /** Rows are read in this order, whichever file they stand in: an object's way, with gaps for rows to come. */
  readonly order: number;
  /** What S3 does with it, as a short phrase: `read the object version`. */
  readonly title: string;
  /** When S3 makes the request, in words; the page for people shows it. */
  readonly when: string;
  /** True = made, false = not made, null = cannot be told from what is known. */
  readonly applies: (facts: PairFacts) => boolean | null;
  /** Facts that `applies` looks at: where it gives null, one of them is null, or `undocumented` says why. */
  readonly looksAt: readonly (keyof PairFacts)[];
  /** Where `applies` gives null although all facts are known: what AWS does not document, and the test that would settle it. */
  readonly undocumented?: (facts: PairFacts) => { readonly what: string; readonly how: string } | null;
  readonly principal: RequestPrincipalName;
  readonly callKind: CallKind;
  readonly action: string;
  /** Another action that does as well for some classes (GetObjectVersion for SSE-S3). */
  readonly alternatives: readonly Alternative[];
  readonly target: Target;
  readonly requirement: Requirement;
  /** `no-deny` = only an explicit Deny matters, a missing Allow does not (ReplicateTags). */
  readonly needs: 'allow' | 'no-deny';
  readonly objectClasses: readonly ObjectClass[];
  readonly aspect: Aspect;
  /** The object itself ends FAILED without it: the row counts for the aspect `objects` too, and so for the verdict. */
  readonly alsoObjects?: true;
  /** KMS rows: the forms for the class, in order; both when settings leave it open. Empty elsewhere. */
  readonly encryptionContext: (
    facts: PairFacts,
    objectClass: ObjectClass,
  ) => {
    /** Forms that today's settings imply. More than one: every one may occur, one of them is enough to not be an error. */
    readonly expected: readonly EncryptionContextForm[];
    /** The other form, that older or newer objects may carry. */
    readonly other: readonly EncryptionContextForm[];
  };
  /** S3's failure reason codes that appear when it is missing. */
  readonly failureReasons: readonly string[];
  /** What does not arrive, as a sentence. */
  readonly ifMissing: string;
  /** Id of the rule that reports what the role's side (or, for KMS, any side) lacks. `null` = none reports it. */
  readonly rule: string | null;
  /** In a sentence, where no rule does and somebody may miss it. */
  readonly whyNone: string | null;
  readonly grade: EvidenceGrade;
  /** URLs. */
  readonly sources: readonly string[];
  readonly dispute: string | null;
  /** False: listed for people, not derived into requests (batch rows). */
  readonly derived: boolean;
}

/** A numbered row for which S3 makes no request of its own: said to people, nothing is derived from it. */
export interface RequestNote {
  readonly id: string;
  readonly title: string;
  readonly when: string;
  /** Why there is no request, and where the needs stand instead. */
  readonly text: string;
  readonly grade: EvidenceGrade;
  readonly sources: readonly string[];
}

/** One replication rule of one source bucket, with what the estate knows of the destination. */
export interface ReplicationSetup {
  readonly source: Bucket;
  readonly configuration: ReplicationConfiguration;
  readonly rule: ReplicationRule;
  readonly index: number;
  /** `null` = destination bucket is not in the estate. */
  readonly destination: Bucket | null;
  readonly destinationName: string;
}

/** The object keys and tags that a replication rule selects. */
export interface Selection {
  readonly prefix: string;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  /** What the rule's own filter leaves out. */
  readonly without: Exclusion;
  /** Keys that rules of higher priority take for the same destination, whatever the tags of the object. */
  readonly taken: readonly KeyRegion[];
  /** No object is left: its own filter contradicts itself, or other rules take them all. */
  readonly isEmpty: boolean;
}

/** Keys that begin with a prefix and with none of some others. */
export interface KeyRegion {
  readonly prefix: string;
  readonly without: readonly string[];
}

/** Value of a condition key in S3's own calls; the engine fills in names of the estate. */
export type ContextSpec =
  | { readonly is: 'absent' }
  | { readonly is: 'text'; readonly value: string }
  | {
      readonly is: 'one-of';
      /** Keys of one name are in their first alternative together, in their second, and so on. */
      readonly together?: string;
      readonly alternatives: readonly ContextSpec[];
      readonly question: { readonly what: string; readonly how: string };
    }
  | {
      readonly is: 'unknown';
      readonly mayBeAbsent: boolean;
      readonly never?: readonly ContextNever[];
      readonly question: { readonly what: string; readonly how: string };
    }
  /** Filled from the estate: see the engine's context builder for each name. */
  | { readonly is: 'estate'; readonly fact: EstateContextFact };

/** Values that S3's call certainly does not have, such as a customer's VPC endpoint. */
export type ContextNever = 'customer-network';

export type EstateContextFact =
  | 'role-arn'
  | 'role-account'
  | 'role-organization-id'
  | 'role-organization-paths'
  | 'role-user-id'
  | 'role-tag'
  | 'resource-account'
  | 'resource-organization-id'
  | 'resource-organization-paths'
  | 'resource-tag'
  /** Region of the resource the request is made on; `source-region` is always the source bucket's. */
  | 'request-region'
  | 'source-region'
  | 'via-service'
  | 'encryption-context'
  | 'encryption-context-keys'
  | 'key-aliases'
  | 'key-origin'
  | 'key-spec'
  | 'key-usage'
  | 'key-multi-region'
  | 'key-multi-region-type'
  /** By object class; absent for SSE-C. */
  | 'replica-encryption'
  | 'replica-kms-key-id'
  /** `AES256` for SSE-C, else absent. */
  | 'replica-customer-algorithm'
  | 'source-bucket-arn'
  | 'source-account'
  | 'object-tag'
  | 'any-address-of-aws'
  | 'recent-time'
  | 'now';

/** One row of the table of condition keys. A key that ends in `/*` or `:*` is a family (`aws:PrincipalTag/*`). */
export interface ContextKeyRow {
  readonly key: string;
  readonly callKinds: Readonly<Record<CallKind, ContextSpec>>;
  /** The only actions whose requests carry the key: for every other action it is absent. Missing = all actions of that kind of call. */
  readonly actions?: readonly string[];
  readonly grade: EvidenceGrade;
  readonly sources: readonly string[];
  /** Why, for people. */
  readonly note: string | null;
}
