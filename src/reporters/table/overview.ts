/** One row a replication rule: verdict, from where to where, what does not arrive. */
import Table from 'cli-table3';
import type { ReplicationEntry } from '../../report/model.js';
import { terminalName, terminalText } from '../escape/terminal.js';
import { counted } from '../text/counted.js';
import { displayWidth } from '../text/display-width.js';
import { wrap } from '../text/wrap.js';
import type { ReportView } from '../view/by-source-bucket.js';
import { paintVerdict, type Canvas } from './paint.js';

const verdictWidth = 12;
/** Healthy rows beyond this many are counted, not shown: nobody is paged for them. */
const mostHealthy = 20;

export function overview({ sourceBuckets }: ReportView, { colors, width }: Canvas): readonly string[] {
  const entries = sourceBuckets.flatMap(({ pairs }) => pairs.map(({ entry }) => entry));
  if (entries.length === 0) return [];
  const healthy = entries.filter(isHealthy);
  const left = new Set(healthy.length > mostHealthy ? healthy.slice(mostHealthy) : []);
  const rows = entries.filter((entry) => !left.has(entry)).map((entry) => ({ entry, path: pathText(entry) }));
  const rest = Math.max(20, width - verdictWidth - 4);
  const widest = Math.max(...rows.map(({ path }) => displayWidth(path)));
  const pathWidth = Math.max(14, Math.min(widest + 2, Math.floor(rest * 0.5)));
  const impactWidth = rest - pathWidth;
  const table = new Table({
    head: ['verdict', 'replication', 'what does not arrive'],
    colWidths: [verdictWidth, pathWidth, impactWidth],
    style: { head: [], border: [], compact: true, 'padding-left': 1, 'padding-right': 1 },
  });
  for (const { entry, path } of rows) {
    const impact = entry.impact.map((line) => terminalText(line, 400)).join(' ');
    table.push([
      paintVerdict(entry.verdict, colors),
      wrap(path, pathWidth - 2).join('\n'),
      wrap(impact === '' ? '–' : impact, impactWidth - 2).join('\n'),
    ]);
  }
  const lines = table.toString().split('\n');
  return left.size === 0
    ? lines
    : [...lines, ...wrap(`… and ${counted(left.size, 'more replication rule')} without a fault.`, width)];
}

function isHealthy({ verdict, impact }: ReplicationEntry): boolean {
  return verdict === 'replicates' && impact.length === 0;
}

function pathText({ source, destination, replicationRule }: ReplicationEntry): string {
  const path = `${terminalName(source.bucket)} → ${terminalName(destination?.bucket ?? 'not known')}`;
  if (replicationRule === null) return path;
  const { id, index } = replicationRule;
  return `${path} (rule ${id === null ? `number ${index + 1}` : terminalText(id, 40)})`;
}
