/**
 * What the engine hands to rules: replication pairs with every request decided, roles with what they need and may do, buckets, keys
 * and policies as they are used.
 */
import type { Origin } from '../../estate/fact.js';
import type {
  Account,
  Bucket,
  Estate,
  KmsKey,
  ReplicationConfiguration,
  ReplicationRule,
  Role,
} from '../../estate/model.js';
import type { Decision, PolicyInForce, Unanswered } from '../../policy/model.js';
import type { Budget, StringSet } from '../../policy/strings/index.js';
import type { EncryptionContextForm, PairFacts, RequestRow, Selection } from '../../replication/model.js';
import type { Unfamiliar } from '../../replication/configuration/unfamiliar.js';
import type { Aspect, ObjectClass, Verdict } from '../../report/model.js';

/** One replication rule with its two buckets: what most rules look at. */
export interface Pair extends PairBase {
  /** Every request of the table that applies, decided. */
  readonly requests: RequestsOfPair;
  readonly verdicts: Verdicts;
  /** KMS objects are passed over although the source bucket encrypts with KMS: how it would be if they were selected. Else null. */
  readonly ifKmsSelected: IfKmsSelected | null;
}

/** A pair without what has to be decided. */
export interface PairBase {
  readonly estate: Estate;
  /** Config's trusted accounts and organizations. */
  readonly settings: EngineSettings;
  readonly source: Bucket;
  readonly destination: Destination;
  readonly role: RoleReference;
  readonly configuration: ReplicationConfiguration;
  readonly replicationRule: ReplicationRule;
  readonly index: number;
  /** ID, or null where AWS gave none. */
  readonly id: string | null;
  readonly enabled: boolean;
  /** Where this replication rule stands in the input. */
  readonly origin: Origin;
  readonly selected: SelectedObjects;
  readonly facts: PairFacts;
  readonly kms: PairKeys;
  /** Services that the source bucket's policy lets write its objects, perhaps under keys of their own. */
  readonly storedBy: readonly string[];
  /** Class that the source bucket's default encryption produces, or the owner's word on what services store; null = not known. */
  readonly defaultClass: ObjectClass | null;
  /** Members and values of the rule that this program does not know. */
  readonly unfamiliar: readonly Unfamiliar[];
}

/** What a replication rule takes, beside the other rules of its bucket. */
export interface SelectedObjects {
  readonly selection: Selection;
  /** The keys that the rule selects, after rules of higher priority took theirs. */
  readonly keys: StringSet;
  /** Where the rule selects the class at all. */
  readonly selectsClass: (objectClass: ObjectClass) => boolean;
  /** Shadowed by a rule of higher priority to the same destination. */
  readonly shadowedBy: RuleNamed | null;
  /** Others of higher priority take the rest of its objects. */
  readonly isShadowShared: boolean;
  /** A rule of higher priority, of which it is not known what it takes, has the same destination. */
  readonly mayBeTakenBy: RuleNamed | null;
}

export interface RuleNamed {
  readonly id: string | null;
  readonly index: number;
}

/** The KMS keys of a pair. */
export interface PairKeys {
  readonly sourceKeys: readonly KeyReference[];
  /** The key that the rule names in ReplicaKmsKeyID. */
  readonly replicaKey: KeyReference | null;
  /** With UseSourceMultiRegionKey: what stands for each source key at the destination; null = not asked for. */
  readonly relatedKeys: readonly RelatedKey[] | null;
  /** All keys that replicas are encrypted with, as far as known. */
  readonly replicaKeys: readonly KeyReference[];
}

export interface Verdicts {
  readonly whole: Verdict;
  readonly byObjectClass: Readonly<Record<ObjectClass, Verdict>>;
  readonly aspects: Readonly<Record<Aspect, Verdict>>;
  /** A key of the default class that certainly does not arrive. */
  readonly counterexample: string | null;
  /** Selects KMS objects, the source bucket's settings name no key of theirs, and the role can decrypt with none of the Region. */
  readonly decryptsNothing: boolean;
}

export interface IfKmsSelected {
  /** The same pair with KMS objects selected. Its replica key is the configured one, else the destination bucket's own, else null. */
  readonly pair: Pair;
  /** Rules whose preconditions are certainly not met for objects of the default class. */
  readonly broken: readonly string[];
}

export interface Destination {
  readonly name: string;
  readonly partition: string;
  /** Owner as far as known: the estate's, else null. `Destination.Account` is only a claim. */
  readonly account: string | null;
  readonly claimedAccount: string | null;
  readonly region: string | null;
  /** `null` = not in the estate. */
  readonly bucket: Bucket | null;
}

export interface RoleReference {
  /** As configured; null where the configuration has none. */
  readonly arn: string | null;
  readonly account: string | null;
  readonly role: Role | null;
  /** ARN of the role of that name, where it has another path: the role that is named does not exist then. */
  readonly elsewhere: string | null;
}

export interface KeyReference {
  /** As configured. */
  readonly configured: string | null;
  /** Key ARN where it could be resolved. */
  readonly arn: string | null;
  readonly kmsKey: KmsKey | null;
  readonly isAlias: boolean;
  /** The account's `aws/s3` key. */
  readonly isAwsManaged: boolean | null;
  readonly account: string | null;
  readonly region: string | null;
}

/** A source key, and what stands for it at the destination. */
export type RelatedKey =
  | { readonly state: 'found'; readonly source: KeyReference; readonly key: KeyReference }
  /** A single-Region key, or an AWS managed one: there are no related keys. */
  | { readonly state: 'single-region'; readonly source: KeyReference }
  /** A multi-Region key that has no replica in the Region of the destination. */
  | { readonly state: 'not-replicated'; readonly source: KeyReference; readonly region: string }
  | { readonly state: 'open'; readonly source: KeyReference; readonly question: Unanswered };

/**
 * The requests of a pair, decided. Most are allowed, and nobody looks at these one by one: they are put together when something does. All
 * lists are in S3's order.
 */
export interface RequestsOfPair {
  /** Those that are not allowed for every object, or that S3 may not make at all. */
  readonly remarkable: readonly DecidedRequest[];
  /** Parts of an object that S3 may not ask anything for. */
  readonly uncertainAspects: ReadonlySet<Aspect>;
  /** Whether an answer holds only as long as no organization policy denies: of any request, and of one that is required. */
  readonly assumesOrganizationPolicies: boolean;
  readonly requiredAssumesOrganizationPolicies: boolean;
  /** Those of some rows and classes of objects, allowed or not. */
  of(isWanted: (row: RequestRow, objectClass: ObjectClass) => boolean): readonly DecidedRequest[];
}

export interface DecidedRequest {
  readonly row: RequestRow;
  /** The action that was decided (the row's, or an alternative). */
  readonly action: string;
  readonly objectClass: ObjectClass;
  /** For KMS rows: which form of the encryption context this request carries, and whether today's settings imply it. */
  readonly contextForm: { readonly form: EncryptionContextForm; readonly expected: boolean } | null;
  readonly key: KeyReference | null;
  /** Role ARN, or the service principal for AssumeRole. */
  readonly principal: string;
  /** ARN, with `*` for the object key. */
  readonly resource: string;
  readonly resourceAccount: string | null;
  readonly resourceRegion: string | null;
  readonly decision: Decision;
  /** False: whether S3 makes the request at all cannot be told from what is known. */
  readonly isCertain: boolean;
}

/** A role with all replication rules that use it. */
export interface RoleUse {
  readonly estate: Estate;
  readonly arn: string;
  readonly role: Role;
  readonly account: Account | null;
  /** Enabled and disabled. */
  readonly pairs: readonly Pair[];
  readonly identityPolicies: readonly ParsedPolicy[];
  readonly trustPolicy: ParsedPolicy | null;
  /** Null = none, or not known. */
  readonly permissionsBoundary: ParsedPolicy | null;
  /** What the rules that use the role need: required, disputed and optional rows, disabled rules too. */
  readonly needed: readonly NeededAccess[];
  readonly settings: EngineSettings;
}

export interface NeededAccess {
  readonly action: string;
  /** ARNs. */
  readonly resources: StringSet;
  /** For people: `arn:aws:s3:::orders/*`. */
  readonly resourceText: string;
  readonly row: RequestRow;
  readonly pair: Pair;
}

/** A policy document of the estate: the same object for decisions, explanations and rules. */
export interface ParsedPolicy extends PolicyInForce {
  /** Where it is clear what the policy belongs to: its own name, or `bucket policy`. */
  readonly shortName: string;
  readonly origin: Origin;
}

/** A bucket that replicates, or is replicated to. */
export interface BucketUse {
  readonly estate: Estate;
  readonly bucket: Bucket;
  readonly outgoing: readonly Pair[];
  readonly incoming: readonly Pair[];
  readonly policy: ParsedPolicy | null;
  readonly settings: EngineSettings;
}

/** A KMS key that some replication rule reads or writes with. */
export interface KeyUse {
  readonly estate: Estate;
  readonly arn: string;
  readonly kmsKey: KmsKey;
  readonly asSource: readonly Pair[];
  readonly asReplica: readonly Pair[];
  readonly policy: ParsedPolicy | null;
  readonly settings: EngineSettings;
}

/** Any policy that has a say in some replication rule: for rules about the policy text itself. */
export interface PolicyUse {
  readonly estate: Estate;
  readonly policy: ParsedPolicy;
  /** ARN of the role, bucket or key it depends on, or the account id of an organization policy. */
  readonly attachedTo: string;
  readonly account: string | null;
  readonly region: string | null;
  readonly pairs: readonly Pair[];
  readonly settings: EngineSettings;
}

export interface EngineSettings {
  readonly trustedAccounts: readonly string[];
  readonly trustedOrganizations: readonly string[];
  readonly requireOrganization: boolean;
  /** Source key ARNs by source bucket, where the configuration names them. */
  readonly sourceKeys: ReadonlyMap<string, readonly string[]>;
  /** The owner's answers to undocumented questions, by `Unanswered.id`. */
  readonly settled: ReadonlyMap<string, string>;
  readonly mustReplicate: readonly MustReplicate[];
  /** ISO 8601, for policies that hold from or until a date; null = not known, which leaves such conditions open. */
  readonly now: string | null;
  /** Shared by all questions about sets; none = each on its own. */
  readonly budget?: Budget;
}

export interface MustReplicate {
  /** Bucket name pattern with `*` and `?`, or null. */
  readonly bucket: string | null;
  readonly tag: { readonly key: string; readonly value: string | null } | null;
  readonly toRegions: readonly string[];
  readonly toAccounts: readonly string[];
  readonly reason: string | null;
}

/** The whole estate, for rules that look across. */
export interface EstateUse {
  readonly estate: Estate;
  readonly pairs: readonly Pair[];
  readonly roles: readonly RoleUse[];
  readonly buckets: readonly BucketUse[];
  readonly kmsKeys: readonly KeyUse[];
  readonly settings: EngineSettings;
}

export interface Subjects {
  readonly pair: Pair;
  readonly role: RoleUse;
  readonly bucket: BucketUse;
  readonly key: KeyUse;
  readonly policy: PolicyUse;
  readonly estate: EstateUse;
}
