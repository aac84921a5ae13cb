import type { Report } from '../report/model.js';

/** Facts about a rule that reports show: derived from the rules themselves. */
export interface RuleFacts {
  readonly id: string;
  readonly level: 'error' | 'warning' | 'note';
  /** The healthy condition, as a sentence without a full stop. */
  readonly title: string;
  readonly why: string;
  readonly sources: readonly string[];
}

export interface ReporterOptions {
  readonly rules: readonly RuleFacts[];
  /** ANSI colour; only ever true for a terminal. */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Absolute path that locations are made relative to. */
  readonly workingDirectory: string;
  /** Lowest level that fails the run; reports say which findings count. */
  readonly failOn: 'error' | 'warning' | 'note' | 'never';
}

/** A reporter turns a report into text, deterministically. It does no IO and decides nothing. */
export type Reporter = (report: Report, options: ReporterOptions) => string;
