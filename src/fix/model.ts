/** What a fix is, format `replint-fix/1`: patches, proved; what remains; what comes afterwards. Plain data, sorted. */
import type { FileEdit } from '../reporters/reporter.js';
import type { PatchOperation, PatchOwner, PatchTarget } from '../report/patch.js';
import type { Level, Verdict } from '../report/model.js';

/** A JSON object whose members are AWS's. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** All that a fix says. */
export interface FixReport {
  readonly format: 'replint-fix/1';
  readonly tool: { readonly name: 'replint'; readonly version: string };
  readonly input: { readonly kind: string; readonly files: readonly string[]; readonly collectedAt: string | null };
  /** The estate with all patches applied was audited again, and every pair below replicates. */
  readonly verified: boolean;
  readonly proof: Proof;
  readonly pairs: readonly FixedPair[];
  /** In the order in which they are to be made. */
  readonly patches: readonly FixPatch[];
  /** `--harden`: what is too broad, as patches to apply after the others have proved themselves. Left out where not asked for. */
  readonly harden?: readonly FixPatch[];
  /** Where conditions of the code have no value: the fix of each case. All else is that of the case that takes most. */
  readonly cases?: readonly FixCase[];
  readonly remaining: readonly Remaining[];
  readonly afterwards: readonly Afterwards[];
  readonly notices: readonly string[];
}

/** The fix of one case. */
export interface FixCase {
  /** Goes on after "when": `UseCustomerKey is yes`. */
  readonly when: string;
  readonly verified: boolean;
  readonly pairs: readonly FixedPair[];
  readonly patches: readonly FixPatch[];
  readonly remaining: readonly Remaining[];
}

/** What was checked of the patches together. */
export interface Proof {
  /** Problems that the patched estate has and the audited one had not; empty where the fix is one. */
  readonly newFindings: readonly string[];
  /** Ids of patches for which the comparison of policies found access beyond the need, with the witness. */
  readonly beyondNeed: readonly Beyond[];
  /** Ids of patches whose policies could not be compared exactly. */
  readonly notCompared: readonly Beyond[];
  /** Patches that were suggested and left out, since all holds without them. */
  readonly leftOut: number;
  /** Of the second set, where it was asked for. */
  readonly harden?: HardenProof;
}

/** What was checked of the second set: what fails is not in it. */
export interface HardenProof {
  /** Audited again with both sets, every verdict, class and aspect is what it was with the first. */
  readonly verdictsKept: boolean;
  /** Problems that the second set uncovers; empty where it is one. */
  readonly newFindings: readonly string[];
  /** Patches whose policies could not be compared with those before. All others allow nothing that they did not. */
  readonly notCompared: readonly string[];
  /** Suggested patches that would have taken a verdict away, or given something. */
  readonly leftOut: number;
}

/** A patch and what a comparison of its policies found, as a text: principal, action, resource, conditions. */
export interface Beyond {
  readonly patch: string;
  readonly why: string;
}

/** One enabled replication rule and destination, before and after. */
export interface FixedPair {
  readonly source: string;
  readonly destination: string | null;
  readonly replicationRule: string | null;
  readonly index: number;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** One change of one document or setting. */
export interface FixPatch {
  /** 16 hex digits: the same as long as the place is. */
  readonly id: string;
  readonly account: string | null;
  readonly owner: PatchOwner;
  readonly target: PatchTarget;
  readonly operation: PatchOperation;
  /** By `operation`, as in a report's patches; of several changes at once it is the whole document (`set`). */
  readonly value: JsonObject;
  /** The new document or setting, whole. */
  readonly document: JsonObject;
  /** What was audited, whole; null = there was none. */
  readonly previous: JsonObject | null;
  /** `sha256:` and the digest of `previous` as `jq -S -c .` prints it; `absent` where there was none. */
  readonly before: string;
  /** Single changes, in words. */
  readonly changes: readonly Change[];
  /** Fingerprints of the findings that it mends. */
  readonly mends: readonly string[];
  /** An owner must decide first. */
  readonly decision: boolean;
  /** Takes access away. */
  readonly narrows: boolean;
  /** Place in the order, 1 first: patches of one step can be made in any order. */
  readonly step: number;
  /** Ids of the patches that have to be in place before. */
  readonly waitsFor: readonly string[];
  /** What makes the patch, as commands of the AWS CLI that stop where the document has changed; none for what is only in code. */
  readonly commands: readonly string[];
  /** More than the document itself: a policy to create and to attach. */
  readonly policy: PolicyToEdit | null;
  /** Characters or bytes as AWS counts them, against its limit; null where there is none. */
  readonly size: Size | null;
  /** Where the document stands in the input, or what it depends on; left out for live accounts. */
  readonly place?: FilePlace;
  /** The same change as edits of the files of the input; left out where the text does not say it plainly. */
  readonly edits?: readonly FileEdit[];
  /** Why there are none, where code says it in a way that is not edited; goes on after "here it is": `the value of var.policy`. */
  readonly byHand?: string;
}

/** A place that a person edits. 1-based, columns in UTF-16 code units. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** As the file calls it: a JSON pointer, a logical id, an address. */
  readonly address: string;
}

export type { FileEdit };

/** Which policy of a role, or of the organization, a patch changes or makes. */
export interface PolicyToEdit {
  readonly kind: 'inline' | 'managed' | 'organization';
  /** Of a managed policy, or of one of the organization, where it is known. */
  readonly arn: string | null;
  readonly isNew: boolean;
}

/** How long a document is. */
export interface Size {
  readonly is: number;
  readonly limit: number;
  readonly unit: 'characters without white space' | 'characters' | 'bytes';
}

/** One of the changes that a patch makes at once. */
export interface Change {
  readonly operation: PatchOperation;
  readonly part: string | null;
  readonly value: JsonObject;
  readonly why: readonly string[];
  readonly decision: boolean;
}

/** Typed reasons; `why` says them as a sentence. */
export const remainingReasons = [
  'no-change-helps',
  'value-needed',
  'evidence-missing',
  'not-proved',
  'too-long',
  'narrowing',
] as const;
/** Why something stays as it is. */
export type RemainingReason = (typeof remainingReasons)[number];

/** What no change of configuration mends, or nobody but an owner can choose. */
export interface Remaining {
  readonly fingerprint: string;
  readonly rule: string;
  readonly level: Level;
  readonly reason: RemainingReason;
  readonly why: string;
  readonly message: string;
  readonly help: string;
  readonly account: string | null;
  readonly resource: string;
}

/** What to do when the fix is in place. */
export interface Afterwards {
  readonly what: 'test-object' | 'batch-replication' | 'leftovers';
  readonly account: string | null;
  readonly region: string | null;
  readonly bucket: string;
  readonly text: string;
  readonly documents: Readonly<Record<string, JsonObject>>;
  readonly commands: readonly string[];
}
