/** Jobs of S3 Batch Operations. */
import type { Origin } from './fact.js';

/** A job of S3 Batch Operations that replicates objects. */
export interface BatchJob {
  readonly id: string;
  /** Of the account whose job it is. */
  readonly account: string;
  readonly roleArn: string;
  /** Bucket whose objects are replicated; null = the manifest says it. */
  readonly source: string | null;
  /** Which of its keys a generated manifest lists: a list each for beginnings, ends and parts, of which one fits. */
  readonly keyNames: KeyNames;
  /** The manifest that is read; null = S3 generates one. */
  readonly manifest: GivenManifest | null;
  /** Where a generated manifest is kept; null = nowhere. */
  readonly manifestOutput: { readonly bucket: string; readonly prefix: string; readonly key: string | null } | null;
  /** Null = none is written. */
  readonly report: { readonly bucket: string; readonly prefix: string } | null;
  readonly origin: Origin;
}

/** An empty list leaves it open. */
export interface KeyNames {
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  readonly parts: readonly string[];
}

/** A list of objects that was there before the job. */
export interface GivenManifest {
  readonly arn: string;
  readonly hasVersion: boolean;
  /** It is a report of S3 Inventory: a `manifest.json` with data files beside it. */
  readonly isInventory: boolean;
}
