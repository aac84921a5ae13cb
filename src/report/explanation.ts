/** What `explain` gives, format `replint-explanation/1`: plain data. docs/explain.md describes it for users. */
import type { BucketRef, Location, ObjectClass, Remedy, Verdict } from './values.js';

/** The walk through every request that S3 makes, a part for each replication rule of the bucket. */
export interface Explanation {
  readonly format: 'replint-explanation/1';
  readonly bucket: string;
  /** Null = every object that the replication rules select. */
  readonly key: string | null;
  readonly replicationRules: readonly ExplainedRule[];
  /** Of a live account: the object as it is. */
  readonly object?: ExplainedVersion;
}

/** The newest version of the object that was asked about. */
export interface ExplainedVersion {
  /** Null = there is none. */
  readonly versionId: string | null;
  readonly isDeleteMarker: boolean;
  /** RFC 3339, or as S3 writes it. */
  readonly lastModified: string | null;
  readonly objectClass: ObjectClass | null;
  /** Key that it is encrypted under. */
  readonly kmsKey: string | null;
  readonly bucketKey: boolean | null;
  readonly storageClass: string | null;
  /** As S3 says; null = it has none. */
  readonly replicationStatus: string | null;
  /** Null = could not be read. */
  readonly tags: readonly { readonly Key: string; readonly Value: string }[] | null;
  readonly lock: string | null;
  /** What it is, what became of it, and what to do. */
  readonly story: readonly string[];
}

/** One replication rule: what it does with the object, and every request that this takes. */
export interface ExplainedRule {
  readonly replicationRule: { readonly id: string | null; readonly index: number; readonly status: string };
  readonly source: BucketRef;
  readonly destination: BucketRef;
  readonly role: string | null;
  /** Null where neither the command nor the bucket's default encryption says. */
  readonly objectClass: ObjectClass | null;
  /** Whether that is what the bucket's default encryption produces. */
  readonly isDefaultClass: boolean;
  /** Tags, `key=value`, that the object must carry besides; whether it does is not looked at. */
  readonly tags: readonly string[];
  /** Why the replication rule passes the object over, as a sentence; null = it selects it. */
  readonly notSelected: string | null;
  /** The same as data. */
  readonly passedOver: PassedOver | null;
  readonly verdict: Verdict;
  /** The outcome in one or two plain sentences. */
  readonly summary: string;
  /** Where the verdict is unknown: every question that keeps it open, each once. */
  readonly open: readonly OpenPoint[];
  /** What S3 said itself, as a sentence, with `--evidence`. */
  readonly said?: string;
  /** With `--bucket-key`. */
  readonly whatIf: WhatIf | null;
  /** What must be so before any request. */
  readonly settings: readonly ExplainedSetting[];
  readonly requests: readonly ExplainedRequest[];
}

/** Why a replication rule passes the object over. */
export type PassedOver =
  | { readonly why: 'disabled' }
  /** The key does not begin with the prefix that the rule selects. */
  | { readonly why: 'prefix'; readonly prefix: string }
  /** The filter of the rule leaves the key out. */
  | { readonly why: 'excluded'; readonly prefix: string }
  /** A rule of higher priority with the same destination takes the object. */
  | { readonly why: 'taken' }
  /** The rule does not select objects of this encryption. */
  | { readonly why: 'class'; readonly objectClass: ObjectClass };

/** What switching S3 Bucket Keys on or off would do. */
export interface WhatIf {
  readonly bucketKey: 'on' | 'off';
  /** As the settings are in the input. */
  readonly verdictToday: Verdict;
  /** What the change does, as a sentence. */
  readonly sentence: string;
}

/** A setting that has to be so, before any request is made. */
export interface ExplainedSetting {
  /** The rule that reports it where it is not so. */
  readonly rule: string;
  /** The healthy condition. */
  readonly title: string;
  readonly state: 'met' | 'broken' | 'unknown';
  /** What would settle it, where it is unknown. */
  readonly open: OpenPoint | null;
}

/** Something that is not known, and how to find out. */
export interface OpenPoint {
  readonly what: string;
  readonly how: string;
}

/** One request of S3, with its decision and what decides it. */
export interface ExplainedRequest {
  /** From 1: required requests first, then disputed and optional ones, each in S3's order. */
  readonly step: number;
  /** Row of the request table, `A-12`. */
  readonly id: string;
  readonly title: string;
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly requirement: 'required' | 'disputed' | 'optional';
  /** What depends on it: the object itself, or a part of it such as its tags. */
  readonly aspect: string;
  /** False: whether S3 makes the request, or makes it so, cannot be told from what is known. */
  readonly isCertain: boolean;
  /** `aws:s3:arn` of the encryption context; null where there is none. */
  readonly encryptionContext: 'bucket ARN' | 'object ARN' | null;
  readonly outcome: 'allowed' | 'denied' | 'partly' | 'unknown';
  /** A key of the bucket that is denied, where some are. */
  readonly counterexample: string | null;
  /** Statements that allow it. */
  readonly allowedBy: readonly QuotedStatement[];
  /** Each policy that stands in the way. */
  readonly denials: readonly ExplainedDenial[];
  /** What would settle an unknown. */
  readonly open: readonly OpenPoint[];
  /** What stands beside the decision without changing it, as sentences. */
  readonly doubts: readonly string[];
  /** What happens without it, as sentences. */
  readonly ifMissing: string;
}

/** One policy that stands in the way of a request, and what to change. */
export interface ExplainedDenial {
  /** As the end of a sentence; names the nearest statement and what does not fit. */
  readonly reason: string;
  readonly statements: readonly QuotedStatement[];
  readonly remedy: Remedy;
}

/** A condition of a Deny, and what of S3's request meets it. */
export interface ExplainedCondition {
  /** As written: `aws:SourceVpce`. */
  readonly key: string;
  /** `StringNotEquals aws:SourceVpce "vpce-1"` */
  readonly test: string;
  /** Null = not known: the Deny applies either way. */
  readonly isCarried: boolean | null;
  /** What the request carries; empty where it carries nothing, or nobody knows. */
  readonly actual: string;
  /** Why, where something is known of the key in S3's requests: a sentence. */
  readonly why: string | null;
}

/** A statement of a policy that has a say in a decision. */
export interface QuotedStatement {
  /** `statement "ReadSource" (Statement[1]) of identity-based policy "replication"`. */
  readonly name: string;
  readonly effect: 'allow' | 'deny' | 'near-miss' | 'none';
  /** Of a Deny: what makes it apply. Empty for one without conditions, and for all others. */
  readonly conditions: readonly ExplainedCondition[];
  /** The statement as it stands in the policy; null where the input does not hold it. */
  readonly statement: unknown;
  /** Null for live input, and for what is not from the input. */
  readonly location: Location | null;
}
