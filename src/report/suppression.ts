/** What a configuration says about findings: which do not count, and which count more or less. */
import type { Level } from './model.js';

export interface SuppressionSettings {
  /** Path of the configuration file; null = there is none, everything stands at its default. */
  readonly file: string | null;
  /** By rule id. */
  readonly severity: ReadonlyMap<string, Level | 'off'>;
  readonly suppressions: readonly Suppression[];
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
