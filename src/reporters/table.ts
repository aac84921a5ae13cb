/** For people at a terminal: what does not replicate, why, and what to do, source bucket by source bucket. */
import pc from 'picocolors';
import { groupBy } from '../basics/group-by.js';
import type { Finding, Level, Report } from '../report/model.js';
import { messageLimit, terminalText } from './escape/terminal.js';
import type { Reporter } from './reporter.js';
import { findingBlocks } from './table/findings.js';
import { NoteCollector } from './table/notes.js';
import { observedLines } from './table/observed.js';
import { overview } from './table/overview.js';
import type { Canvas } from './table/paint.js';
import { pairLines } from './table/pairs.js';
import { readingLines } from './table/reading.js';
import { counted } from './text/counted.js';
import { wrap } from './text/wrap.js';
import { bySourceBucket, type SourceBucketView } from './view/by-source-bucket.js';
import { bySeverity, isOpen } from './view/finding-order.js';
import { gapFindings } from './view/reading.js';

const narrowest = 40;
/** Prose in longer lines is hard to read. */
const widest = 120;

const table: Reporter = (report, { color, width, workingDirectory, failOn }) => {
  const colors = pc.createColors(color);
  const canvas: Canvas = { colors, width: Math.min(widest, Math.max(narrowest, width)), workingDirectory };
  const view = bySourceBucket(report);
  const notes = new NoteCollector();
  const lines: string[] = [
    ...readingLines(report, canvas),
    ...overview(view, { ...canvas, width: Math.max(narrowest, Math.min(width, 160)) }),
    '',
  ];
  for (const bucket of view.sourceBuckets) lines.push(...bucketLines(bucket, canvas, notes));
  const gaps = gapFindings(report);
  const elsewhere = bySeverity(view.elsewhere.filter((finding) => isOpen(finding) && !gaps.includes(finding)));
  const loud = elsewhere.filter(({ level }) => level !== 'note');
  for (const finding of elsewhere) if (finding.level === 'note') notes.add(finding);
  if (loud.length > 0)
    lines.push(colors.bold('Roles, keys and policies'), '', ...findingBlocks(byResource(loud), canvas, '  '));
  lines.push(...observedLines(view.sourceBuckets, canvas), ...notes.lines(canvas));
  for (const notice of report.notices ?? [])
    lines.push(...wrap(`Notice: ${terminalText(notice, messageLimit)}`, canvas.width));
  lines.push(...summaryLines(report, canvas, failOn));
  return `${lines.join('\n')}\n`;
};

export default table;

/** What is about one role or policy stands together, and the worst of them decides where. */
function byResource(findings: readonly Finding[]): readonly Finding[] {
  return [...groupBy(findings, ({ resource }) => resource).values()].flat();
}

function bucketLines({ pairs, findings }: SourceBucketView, canvas: Canvas, notes: NoteCollector): readonly string[] {
  const lines: string[] = pairs.flatMap((pair) => pairLines(pair, canvas, notes));
  const open = bySeverity(findings.filter(isOpen));
  for (const finding of open) if (finding.level === 'note') notes.add(finding);
  return [
    ...lines,
    ...findingBlocks(
      open.filter(({ level }) => level !== 'note'),
      canvas,
      '  ',
    ),
  ];
}

function summaryLines({ summary }: Report, { colors, width }: Canvas, failOn: Level | 'never'): readonly string[] {
  const verdicts = Object.entries(summary.verdicts)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(', ');
  const { error, warning, note } = summary.findings;
  const parts = [
    `${counted(summary.replicationRules, 'replication rule')} of ${counted(summary.sourceBuckets, 'source bucket')}: ${verdicts === '' ? 'none' : verdicts}.`,
    `${counted(error, 'error')}, ${counted(warning, 'warning')}, ${counted(note, 'note')}${summary.suppressed === 0 ? '' : `, ${summary.suppressed} suppressed`}.`,
  ];
  if (summary.incomplete)
    parts.push('Incomplete: some verdicts are unknown; the findings marked unknown say what would settle them.');
  if (failOn !== 'error')
    parts.push(failOn === 'never' ? 'No finding fails this run.' : `Findings from level ${failOn} fail this run.`);
  return parts.flatMap((part) => wrap(part, width)).map((line) => colors.bold(line));
}
