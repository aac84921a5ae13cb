import type { ReplicationEntry, Report, Verdict } from '../../report/model.js';
import { markdownText } from '../escape/markdown.js';
import { counted } from '../../basics/counted.js';
import { bySourceBucket } from '../view/by-source-bucket.js';
import { seenOf } from '../view/seen.js';

const icons: Readonly<Record<Verdict, string>> = {
  replicates: '✅',
  partly: '❌',
  fails: '❌',
  skipped: '⚠️',
  disabled: '⏸️',
  unknown: '❓',
};

/** Most characters of a cell, before they are escaped. */
const maxCell = 300;

/** A row for each replication rule and destination, worst first. At most `limit` characters: what is left out is counted. */
export function verdictTable(report: Report, limit: number): string {
  const entries = bySourceBucket(report).sourceBuckets.flatMap(({ pairs }) => pairs.map(({ entry }) => entry));
  const isObserved = entries.some((entry) => seenOf(entry).length > 0);
  const heads = ['verdict', 'source', 'destination', 'replication rule', 'what does not arrive'];
  if (isObserved) heads.push('observed');
  const lines = [`| ${heads.join(' | ')} |`, `| ${heads.map(() => '---').join(' | ')} |`];
  let size = 0;
  let rows = 0;
  for (const entry of entries) {
    const row = rowOf(entry, isObserved);
    if (size + row.length > limit) break;
    size += row.length;
    rows += 1;
    lines.push(row);
  }
  if (rows < entries.length) {
    const left = entries.length - rows;
    lines.push('', `${counted(left, 'further replication rule')} left out here, none of them in a worse state.`);
  }
  return lines.join('\n');
}

function rowOf(entry: ReplicationEntry, isObserved: boolean): string {
  const { source, destination, replicationRule, verdict, impact } = entry;
  const cells = [
    source.bucket,
    destination?.bucket ?? 'not known',
    replicationRule === null ? '' : (replicationRule.id ?? `number ${replicationRule.index + 1}`),
    impact.join(' '),
    ...(isObserved
      ? [
          seenOf(entry)
            .map(({ message }) => message)
            .join(' '),
        ]
      : []),
  ];
  return `| ${icons[verdict]} ${verdict} | ${cells.map((cell) => markdownText(cell, maxCell)).join(' | ')} |`;
}
