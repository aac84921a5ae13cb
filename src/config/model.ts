/** The configuration, read and checked: what `replint.config.{yaml,yml,json}` says. */
import type { MustReplicate } from '../engine/model.js';
import type { Level } from '../report/model.js';

export interface Config {
  /** Path of the file; null = there is none, everything stands at its default. */
  readonly file: string | null;
  /** By rule id. */
  readonly severity: ReadonlyMap<string, Level | 'off'>;
  readonly suppressions: readonly Suppression[];
  /** Account ids. */
  readonly trustedAccounts: readonly string[];
  /** Organization ids. */
  readonly trustedOrganizations: readonly string[];
  readonly mustReplicate: readonly MustReplicate[];
  /** Key ARNs by source bucket. */
  readonly sourceKeys: ReadonlyMap<string, readonly string[]>;
  /** The owner's answers to questions that AWS's documentation leaves open, by question id. */
  readonly settled: ReadonlyMap<string, string>;
  /** Defaults of command-line options; null = not set. */
  readonly failOn: Level | 'never' | null;
  readonly requireOrganization: boolean | null;
  readonly allowIncomplete: boolean | null;
}

/** A finding is suppressed where every pattern that is not null matches it. Patterns know `*` and `?`. */
export interface Suppression {
  readonly rule: string | null;
  readonly sourceBucket: string | null;
  readonly replicationRule: string | null;
  /** Role ARN, path and name, or name. */
  readonly role: string | null;
  readonly account: string | null;
  readonly region: string | null;
  readonly fingerprint: string | null;
  readonly reason: string;
  readonly owner: string;
  /** Last day on which it holds, `YYYY-MM-DD`; null = it does not expire. */
  readonly expires: string | null;
  /** 1-based line in the file, for notices; null = not from a file. */
  readonly line: number | null;
}

/** No file, nothing set. */
export const emptyConfig: Config = {
  file: null,
  severity: new Map(),
  suppressions: [],
  trustedAccounts: [],
  trustedOrganizations: [],
  mustReplicate: [],
  sourceKeys: new Map(),
  settled: new Map(),
  failOn: null,
  requireOrganization: null,
  allowIncomplete: null,
};
