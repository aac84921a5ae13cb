/** The configuration, read and checked: what `replint.config.{yaml,yml,json}` says. */
import type { MustReplicate } from '../engine/model.js';
import type { Level } from '../report/model.js';
import type { SuppressionSettings } from '../report/suppression.js';

/** What a configuration file says, checked. `emptyConfig` is the one that says nothing. */
export interface Config extends SuppressionSettings {
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
