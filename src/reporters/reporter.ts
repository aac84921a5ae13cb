import type { Control } from '../report/controls/index.js';
import type { HistoryPoint } from './view/history.js';
import type { Report } from '../report/model.js';

/** Facts about a rule that reports show: derived from the rules themselves. */
export interface RuleFacts {
  readonly id: string;
  readonly level: 'error' | 'warning' | 'note';
  /** The healthy condition, as a sentence without a full stop. */
  readonly title: string;
  readonly why: string;
  readonly sources: readonly string[];
  /** Requirements of standards that the rule bears on. */
  readonly controls: readonly Control[];
}

/** How much a report for people says: verdicts only, a line a finding, findings whole and notes in a line, or everything. */
export type Detail = 'summary' | 'compact' | 'normal' | 'verbose';

/** One stretch of a file of the input and what takes its place. 1-based, columns in UTF-16 code units, ends exclusive. */
export interface FileEdit {
  readonly file: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** Edits that fix a finding. */
export interface SuggestedFix {
  readonly text: string;
  readonly edits: readonly FileEdit[];
}

export interface ReporterOptions {
  /** By the finding's fingerprint, where somebody worked them out. */
  readonly fixes?: ReadonlyMap<string, SuggestedFix>;
  readonly rules: readonly RuleFacts[];
  /** Markdown that a comment leads with: what a change breaks. */
  readonly lead?: string;
  /** ANSI colour; only ever true for a terminal. */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Absolute path that locations are made relative to. */
  readonly workingDirectory: string;
  /** `normal` where it is left out. */
  readonly detail?: Detail;
  /** Whether the walk of requests was asked for, in every format that can hold it. */
  readonly explainAll?: boolean;
  /** How the command was started, for commands to type next; `replint` where it is left out. */
  readonly command?: string;
  /** Inputs, as the next command has to name them; none = live accounts. Left out: there is no next command, as in the Action. */
  readonly inputs?: readonly string[];
  /** Options that the next command has to repeat, as words for a shell; null = it cannot be printed. */
  readonly repeated?: readonly string[] | null;
  /** Earlier runs over the same estate and this one, the oldest first, where somebody keeps them. */
  readonly history?: readonly HistoryPoint[];
  /** RFC 3339: the time of the report, for formats that ask when something was seen and inputs that do not say. */
  readonly now?: string;
  /** Lowest level that fails the run; reports say which findings count. */
  readonly failOn: 'error' | 'warning' | 'note' | 'never';
}

/** A reporter turns a report into text, deterministically. It does no IO and decides nothing. */
export type Reporter = (report: Report, options: ReporterOptions) => string;
