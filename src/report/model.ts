/** The report, format `replint-report/1`: what every reporter, the library and the Action are given. Plain data, sorted. */
import type { EntryEvidence } from './evidence.js';
import type { Explanation } from './explanation.js';
import type { Patch } from './patch.js';
import type { Aspect, BucketRef, Level, Location, ObjectClass, Remedy, Verdict } from './values.js';

export * from './values.js';

/** What an audit says. */
export interface Report {
  readonly format: 'replint-report/1';
  readonly tool: { readonly name: 'replint'; readonly version: string };
  readonly input: ReportInput;
  readonly summary: ReportSummary;
  readonly replication: readonly ReplicationEntry[];
  readonly findings: readonly Finding[];
  /** What to change, sorted by id. One may serve several findings. */
  readonly patches: readonly Patch[];
  /** What the reader must know about the run itself: expired suppressions, cut output, pseudo locations. */
  readonly notices?: readonly string[];
  /** The walk of requests for all objects of a source bucket, where it was asked for; sorted by bucket. */
  readonly explanations?: readonly Explanation[];
}

/** What was audited. */
export interface ReportInput {
  /** `live`, or the form of the input, such as `snapshot` or `cloudformation`; `mixed` = several. */
  readonly kind: string;
  /** Account ids, sorted. */
  readonly accounts: readonly string[];
  /** RFC 3339; the oldest of the inputs; null = unknown. */
  readonly collectedAt: string | null;
  /** Names of the inputs, as given. */
  readonly files?: readonly string[];
  /** The configuration file that held, as given or as found from the working directory; left out where there is none. */
  readonly configuration?: string;
  readonly read?: WhatWasRead;
  /** Fingerprints of findings about accounts that were not, or not wholly, collected. */
  readonly gaps?: readonly string[];
}

/** What the judgement rests on. */
export interface WhatWasRead {
  /** Buckets of which anything is known, destinations included. */
  readonly buckets: number;
  /** Those among them whose replication configuration was never asked for: whether they replicate is not known. */
  readonly notAsked: number;
  /** Of these, those that may be sources: no replication rule names them as its destination, and they were not given for their policies alone. Sorted. */
  readonly mayReplicate?: readonly string[];
  /** Of the buckets, sorted. */
  readonly regions: readonly string[];
  /** API calls, pages counted singly; left out where no live account was read. */
  readonly calls?: number;
  /** ARNs of the principals that read live accounts, sorted. */
  readonly principals?: readonly string[];
}

/** The report in numbers. */
export interface ReportSummary {
  readonly sourceBuckets: number;
  readonly replicationRules: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Unsuppressed findings. */
  readonly findings: Readonly<Record<Level, number>>;
  readonly suppressed: number;
  readonly incomplete: boolean;
}

/** One entry a replication rule and destination; or one for a bucket whose replication configuration is unreadable. */
export interface ReplicationEntry {
  readonly source: BucketRef;
  readonly destination: BucketRef | null;
  readonly replicationRule: {
    readonly id: string | null;
    readonly index: number;
    readonly priority: number | null;
    readonly status: string;
  } | null;
  readonly role: string | null;
  /** KMS keys that objects are encrypted with, ARNs or as configured; left out where the configuration could not be read. */
  readonly keys?: { readonly source: readonly string[]; readonly replica: readonly string[] };
  readonly verdict: Verdict;
  /** Fingerprints of the findings that explain the verdict. */
  readonly because: readonly string[];
  /** An object key that does not replicate, where some do and some do not. */
  readonly counterexample: string | null;
  /** All keys that do not replicate, where some do and a few prefixes say which; left out where they do not. */
  readonly failing?: FailingKeys;
  readonly assumptions: readonly string[];
  /** Ids of disputed request rows that are not allowed, such as `A-42`. */
  readonly disputed: readonly string[];
  readonly byObjectClass: Readonly<Record<ObjectClass, Verdict>>;
  readonly aspects: Readonly<Record<Aspect, Verdict>>;
  /** One plain sentence a line: what does not arrive. */
  readonly impact: readonly string[];
  /** Where conditions of the code have no value: the verdict in each case, null where the rule is not there; left out where all agree. */
  readonly cases?: readonly { readonly when: string; readonly verdict: Verdict | null }[];
  /** What S3 said itself, where evidence was given. */
  readonly evidence?: EntryEvidence;
  /** Replication status seen on real object versions, where it was collected. */
  readonly observed?: {
    readonly versions: number;
    readonly byStatus: Readonly<Record<string, number>>;
    readonly agrees: boolean | null;
    readonly message: string;
  };
}

/** Of the keys that the replication rule selects. */
export interface FailingKeys {
  /** `outside`: all that begin with none of the prefixes. `below`: all that begin with one of them. */
  readonly are: 'outside' | 'below';
  readonly prefixes: readonly string[];
}

/** Something that is wrong (`problem`), or that could not be judged (`unknown`). */
export interface Finding {
  readonly rule: string;
  readonly level: Level;
  readonly kind: 'problem' | 'unknown';
  /** The fault and where, without ARNs: at most 120 characters, no full stop. */
  readonly headline: string;
  /** The whole of it, in one text. */
  readonly message: string;
  /** What is wrong, as sentences. */
  readonly why: string;
  /** What follows, as sentences; null where nothing does beyond it. */
  readonly effect: string | null;
  readonly help: string;
  readonly account: string | null;
  readonly region: string | null;
  /** ARN of what is wrong. */
  readonly resource: string;
  readonly sourceBucket: string | null;
  readonly replicationRule: string | null;
  readonly permission: MissingPermission | null;
  /** S3's own failure reason codes that this predicts. */
  readonly failureReasons: readonly string[];
  readonly location: Location | null;
  /** Where conditions of the code have no value: the cases in which it is found; left out where it is in all. */
  readonly when?: readonly string[];
  /** 32 hex digits; the same when messages, order and line numbers change. */
  readonly fingerprint: string;
  /** Shared by findings that miss in one document for one rule, and are read as one; null for one that stands alone. */
  readonly group: string | null;
  /** Ids of the report's patches that mend it, sorted; none where no change of a document or setting does. */
  readonly patches: readonly string[];
  readonly suppressed: SuppressedBy | null;
}

/** Why a finding does not count. */
export interface SuppressedBy {
  /** A suppression of the configuration, or an earlier report. Reports of earlier versions do not say. */
  readonly kind?: 'configuration' | 'baseline';
  readonly reason: string;
  readonly expires: string | null;
  readonly owner: string | null;
}

/** The permission whose absence, or denial, a finding is about. */
export interface MissingPermission {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly cause: CauseName;
  readonly policies: readonly ReportPolicy[];
  /** `SOURCEBUCKET/KEY`, or null where no key is involved. */
  readonly counterexample: string | null;
  /** Whether every key that the replication rule selects is concerned. */
  readonly keys?: 'all' | 'some';
  /** Why, as the end of a sentence without a full stop. */
  readonly reason?: string;
  /** What happens without it, as sentences. */
  readonly consequence?: string;
  readonly remedy?: Remedy;
}

/** A policy, or a statement of it, that decides about a missing permission. */
export interface ReportPolicy {
  readonly kind: string;
  readonly name: string;
  /** `Statement[3]`, or null where the whole document is meant. */
  readonly statement: string | null;
  readonly sid?: string | null;
  readonly effect: 'allow' | 'deny' | 'near-miss' | 'none' | 'unreadable';
}

/** Why a permission is missing. */
export type CauseName =
  | 'explicit-deny'
  | 'permissions-boundary'
  | 'session-policy'
  | 'service-control-policy'
  | 'resource-control-policy'
  | 'key-policy-does-not-allow'
  | 'resource-policy-missing'
  | 'block-public-access'
  | 'key-state'
  | 'wrong-principal'
  | 'wrong-resource'
  | 'condition-not-met'
  | 'no-statement'
  | 'unreadable'
  | 'undocumented'
  | 'too-complex';
