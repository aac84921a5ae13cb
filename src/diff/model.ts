/** What changed between two audits, format `replint-diff/1`. Plain data, sorted. */
import type { BucketRef, Level, Location, ReportPolicy, Verdict } from '../report/model.js';

/** What changed between two audits. */
export interface Diff {
  readonly format: 'replint-diff/1';
  readonly old: DiffSide;
  readonly new: DiffSide;
  /** Whether something got worse: the exit code is then 1. */
  readonly gotWorse: boolean;
  readonly broke: readonly PairChange[];
  readonly mended: readonly PairChange[];
  /** Neither better nor worse: switched off, removed while it failed, an aspect that is no longer asked for. */
  readonly otherwise: readonly PairChange[];
  readonly newFindings: readonly FindingChange[];
  readonly goneFindings: readonly FindingChange[];
  /** What changed in the configuration; null where only reports were compared, which do not hold it. */
  readonly changes: readonly EstateChange[] | null;
}

/** One of the two audits. */
export interface DiffSide {
  readonly name: string;
  readonly collectedAt: string | null;
  /** What could not be read there, as sentences: what is missing may only not have been seen. Left out where all was. */
  readonly unread?: readonly string[];
  /** How it was read, as sentences: what was assumed, and what is not known. Left out where there is nothing to say. */
  readonly notices?: readonly string[];
}

/** One replication rule and destination whose verdicts changed. */
export interface PairChange {
  readonly source: BucketRef;
  readonly destination: BucketRef | null;
  readonly replicationRule: string | null;
  readonly role: string | null;
  /** null = the replication rule is not there. */
  readonly old: Verdict | null;
  readonly new: Verdict | null;
  /** Aspects and object classes whose verdict changed. */
  readonly parts: readonly { readonly name: string; readonly old: Verdict; readonly new: Verdict }[];
  /** The S3 failure reason codes that are predicted. */
  readonly failureReasons: readonly string[];
  /** Findings that explain the new verdict. */
  readonly because: readonly FindingChange[];
  /** Changes of the configuration that touch this pair; empty where it is not known. */
  readonly changes: readonly EstateChange[];
}

/** A finding that came, went, or explains a verdict. */
export interface FindingChange {
  readonly rule: string;
  readonly level: Level;
  readonly kind: 'problem' | 'unknown';
  readonly message: string;
  readonly sourceBucket: string | null;
  readonly replicationRule: string | null;
  readonly resource: string;
  readonly fingerprint: string;
  readonly policies: readonly ReportPolicy[];
  /** Where it stands in the later audit's input, or the earlier one's where it is gone; left out where that has no place. */
  readonly location?: Location;
}

/** A change of the configuration: a policy, a statement of it, or a setting. */
export interface EstateChange {
  /** ARN of the role, bucket or key; the account id for what belongs to an account. */
  readonly resource: string;
  readonly what: 'added' | 'removed' | 'changed';
  /** Name of the policy, or of the setting. */
  readonly name: string;
  /** `Statement[2]`, its place in the new policy (in the old one where it was removed); null = the policy or setting as a whole. */
  readonly statement: string | null;
  readonly sid: string | null;
  /** What exactly, as phrases: `Action loses kms:Encrypt`. */
  readonly details: readonly string[];
  /** What a person edits in the later audit's input; left out where that has no place. */
  readonly location?: Location;
}
