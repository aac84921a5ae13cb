/** For people at a terminal: verdicts in an overview, then what is wrong and what to do, the worst and the next step last. */
import pc from 'picocolors';
import { groupBy } from '../basics/group-by.js';
import type { Finding, Report } from '../report/model.js';
import { messageLimit, terminalText } from './escape/terminal.js';
import type { Reporter } from './reporter.js';
import { closingLines } from './table/closing.js';
import { findingBlocks } from './table/findings.js';
import { NoteCollector } from './table/notes.js';
import { observedLines } from './table/observed.js';
import { overview } from './table/overview.js';
import type { Canvas } from './table/paint.js';
import { pairLines } from './table/pairs.js';
import { readingLines } from './table/reading.js';
import { wrap } from './text/wrap.js';
import { bySourceBucket, type ReportView, type SourceBucketView } from './view/by-source-bucket.js';
import { bySeverity, isOpen } from './view/finding-order.js';
import { titlesOf } from './view/titles.js';
import { gapFindings } from './view/reading.js';

const narrowest = 40;
/** Prose in longer lines is hard to read. */
const widest = 120;
/** Rows are read one by one, however long they are. */
const widestRow = 200;

const table: Reporter = (report, options) => {
  const { width, workingDirectory, detail = 'normal', rules } = options;
  const colors = pc.createColors(options.color);
  const columns = Math.max(narrowest, Math.min(width, widest));
  const canvas: Canvas = { colors, width: columns, workingDirectory, detail, titles: titlesOf(rules) };
  const view = bySourceBucket(report);
  const rows = overview(view, { ...canvas, width: Math.max(narrowest, Math.min(width, widestRow)) });
  const parts = [
    readingLines(report, canvas),
    rows,
    detail === 'summary' ? [] : withoutLastBlank(findingLines(report, view, canvas)),
    (report.notices ?? []).flatMap((notice) => wrap(`Notice: ${terminalText(notice, messageLimit)}`, columns)),
    closingLines(report, view, canvas, options),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')}`;
};

export default table;

function withoutLastBlank(lines: readonly string[]): readonly string[] {
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** Errors and warnings, bucket by bucket, then those of roles and policies; notes at the end. */
function findingLines(report: Report, view: ReportView, canvas: Canvas): readonly string[] {
  const notes = new NoteCollector();
  const lines = view.sourceBuckets.flatMap((bucket) => bucketLines(bucket, canvas, notes));
  const gaps = gapFindings(report);
  const elsewhere = bySeverity(view.elsewhere.filter((finding) => isOpen(finding) && !gaps.includes(finding)));
  const shown = worthABlock(elsewhere, canvas, notes);
  if (shown.length > 0) {
    const blocks = findingBlocks(byResource(shown), canvas);
    for (const each of canvas.detail === 'compact'
      ? blocks
      : [canvas.colors.bold('Roles, keys and policies'), ...blocks])
      lines.push(each);
  }
  if (canvas.detail === 'compact' && lines.length > 0) lines.push('');
  for (const each of observedLines(view.sourceBuckets, canvas)) lines.push(each);
  return [...lines, ...notes.lines(canvas)];
}

/** What is about one role or policy stands together, and the worst of them decides where. */
function byResource(findings: readonly Finding[]): readonly Finding[] {
  return [...groupBy(findings, ({ resource }) => resource).values()].flat();
}

function bucketLines({ pairs, findings }: SourceBucketView, canvas: Canvas, notes: NoteCollector): readonly string[] {
  const open = bySeverity(findings.filter(isOpen));
  return [
    ...pairs.flatMap((pair) => pairLines(pair, pairs.length === 1, canvas, notes)),
    ...findingBlocks(worthABlock(open, canvas, notes), canvas),
  ];
}

/** Notes go to the end, where they take a line each; all of them are shown whole to those who ask. */
function worthABlock(findings: readonly Finding[], { detail }: Canvas, notes: NoteCollector): readonly Finding[] {
  if (detail === 'verbose') return findings;
  for (const finding of findings) if (finding.level === 'note') notes.add(finding);
  return findings.filter(({ level }) => level !== 'note');
}
