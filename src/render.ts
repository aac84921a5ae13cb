/** The reporters, for the library: data in, text out. */
import { renderMarkdown } from './diff/render-markdown.js';
import { renderText } from './diff/render-text.js';
import type { Diff } from './diff/model.js';
import type { Explanation } from './report/explanation.js';
import type { Report } from './report/model.js';
import { jsonText } from './reporters/escape/json.js';
import { markdownText } from './reporters/escape/markdown.js';
import { messageLimit, terminalText } from './reporters/escape/terminal.js';
import { explanationMarkdown } from './reporters/explanation/markdown.js';
import { explanationText } from './reporters/explanation/text.js';
import { loadReporter, type ReporterName } from './reporters/index.js';
import type { ReporterOptions } from './reporters/reporter.js';
import { ruleFacts } from './rule-facts.js';

/** How a text looks; every part has a default. */
export interface RenderOptions {
  /** ANSI colour: no. */
  readonly color?: boolean;
  /** Columns: 100. */
  readonly width?: number;
  /** Folder that the names of files are made relative to: `/`. */
  readonly workingDirectory?: string;
}

/** `RenderOptions`, and what only reports of an audit know. */
export interface RenderReportOptions extends RenderOptions {
  /** Lowest level that fails the run: `error`. */
  readonly failOn?: ReporterOptions['failOn'];
  /** How much the table says: `normal`. */
  readonly detail?: ReporterOptions['detail'];
}

function lookOf({ color = false, width = 100, workingDirectory = '/' }: RenderOptions) {
  return { color, width, workingDirectory };
}

/**
 * A report as text: what `--format` writes. Text from AWS or from a file is made harmless for the format.
 * @param format one of `reporterNames`
 */
export async function renderReport(
  report: Report,
  format: ReporterName,
  options: RenderReportOptions = {},
): Promise<string> {
  const render = await loadReporter(format);
  const { failOn = 'error', detail = 'normal' } = options;
  return render(report, { ...lookOf(options), rules: ruleFacts, failOn, detail });
}

/** An explanation as text: what `replint explain --format` prints. */
export function renderExplanation(
  explanation: Explanation,
  format: 'text' | 'markdown' | 'json',
  options: RenderOptions & {
    /** Also what S3 can do without: no. */
    readonly all?: boolean;
  } = {},
): string {
  if (format === 'json') return jsonText(explanation);
  const look = lookOf(options);
  return format === 'markdown'
    ? explanationMarkdown(explanation, look.workingDirectory)
    : explanationText(explanation, { ...look, all: options.all ?? false });
}

/** A comparison as text: what `replint diff --format` prints. */
export function renderDiff(diff: Diff, format: 'text' | 'markdown' | 'json'): string {
  if (format === 'json') return jsonText(diff);
  return format === 'markdown'
    ? renderMarkdown(diff, (text) => markdownText(text, messageLimit))
    : renderText(diff, (line) => terminalText(line, messageLimit));
}
