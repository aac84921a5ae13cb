/** A row a replication rule: verdict, from where to where, what does not arrive. */
import Table from 'cli-table3';
import type { ReplicationEntry } from '../../report/model.js';
import { terminalName, terminalText } from '../escape/terminal.js';
import { counted } from '../../basics/counted.js';
import { displayWidth } from '../text/display-width.js';
import { withShortArns } from '../../report/short-arn.js';
import { wrap } from '../text/wrap.js';
import type { ReportView } from '../view/by-source-bucket.js';
import { outcomeText } from '../view/outcome.js';
import { hanging } from './hanging.js';
import { paintVerdict, type Canvas } from './paint.js';

/** The longest verdict, and two blanks. */
const verdictWidth = 12;
/** Healthy rows beyond this many are counted, not shown: nobody is paged for them. */
const mostHealthy = 20;
/** Columns that an outcome needs beside its path; with fewer it stands below. */
const leastOutcome = 44;

interface Row {
  readonly entry: ReplicationEntry;
  readonly path: string;
  readonly outcome: string;
}

export function overview({ sourceBuckets }: ReportView, canvas: Canvas): readonly string[] {
  const { colors, width, detail } = canvas;
  const rows = sourceBuckets.flatMap(({ pairs }) =>
    pairs.map(({ entry }): Row => ({
      entry,
      path: pathText(entry, pairs.length > 1),
      outcome: terminalText(withShortArns(outcomeText(entry, { annotations: detail === 'verbose' })), 400),
    })),
  );
  if (rows.length === 0) return [];
  const healthy = rows.filter(({ entry }) => isHealthy(entry));
  const left = new Set(detail === 'verbose' ? [] : healthy.slice(mostHealthy));
  const shown = rows.filter((row) => !left.has(row));
  const pathWidth = shown.reduce((most, { path }) => Math.max(most, displayWidth(path)), 0);
  const beside = width - verdictWidth - pathWidth - 2 >= leastOutcome;
  const lines = beside ? besideLines(shown, pathWidth, canvas) : shown.flatMap((row) => belowLines(row, canvas));
  return left.size === 0
    ? lines
    : [...lines, ...wrap(colors.dim(`… and ${counted(left.size, 'more replication rule')} without a fault.`), width)];
}

function markOf({ verdict }: ReplicationEntry, { colors }: Canvas): string {
  return `${paintVerdict(verdict, colors)}${' '.repeat(verdictWidth - verdict.length)}`;
}

const edges = ['top', 'bottom', 'left', 'mid', 'right', 'middle'] as const;
const noLines = Object.fromEntries(
  edges.flatMap((edge) => ['', '-mid', '-left', '-right'].map((part) => [`${edge}${part}`, ''] as const)),
);

/** The library's work on a table grows with the square of its rows. Widths are fixed, so that parts look like the whole. */
const rowsOfPart = 200;

function besideLines(rows: readonly Row[], pathWidth: number, canvas: Canvas): readonly string[] {
  const parts = Array.from({ length: Math.ceil(rows.length / rowsOfPart) }, (_, part) =>
    rows.slice(part * rowsOfPart, (part + 1) * rowsOfPart),
  );
  return parts.flatMap((part) => linesOfPart(part, pathWidth, canvas));
}

/** Three columns without lines; an outcome that is too long goes on below itself. */
function linesOfPart(rows: readonly Row[], pathWidth: number, canvas: Canvas): readonly string[] {
  const table = new Table({
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    colWidths: [verdictWidth, pathWidth + 2, canvas.width - verdictWidth - pathWidth - 2],
    wordWrap: true,
  });
  for (const { entry, path, outcome } of rows) table.push([paintVerdict(entry.verdict, canvas.colors), path, outcome]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

function belowLines({ entry, path, outcome }: Row, canvas: Canvas): readonly string[] {
  const { width, colors } = canvas;
  const blank = ' '.repeat(verdictWidth);
  // In a row where nothing fails, what does not come along is not worth a line of its own.
  const oneLine = `${path}  ${outcome}`;
  if (displayWidth(oneLine) <= width - verdictWidth)
    return [`${markOf(entry, canvas)}${path}  ${colors.dim(outcome)}`.trimEnd()];
  return [
    ...hanging(markOf(entry, canvas), path, width, { markWidth: verdictWidth }),
    ...hanging(blank, outcome, width, { paint: colors.dim }),
  ];
}

function isHealthy({ verdict, impact }: ReplicationEntry): boolean {
  return verdict === 'replicates' && impact.length === 0;
}

/** The ID of the replication rule tells apart what the buckets do not. */
function pathText({ source, destination, replicationRule }: ReplicationEntry, needsRule: boolean): string {
  const path = `${terminalName(source.bucket)} → ${terminalName(destination?.bucket ?? 'not known')}`;
  if (replicationRule === null || !needsRule) return path;
  const { id, index } = replicationRule;
  return `${path} (rule ${id === null ? `number ${index + 1}` : terminalText(id, 40)})`;
}
