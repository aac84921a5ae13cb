/** What real object versions show, where it was looked at: beside the verdict, agreement too. */
import type { ReplicationEntry } from '../../report/model.js';
import { messageLimit, terminalName, terminalText } from '../escape/terminal.js';
import { wrap } from '../text/wrap.js';
import type { SourceBucketView } from '../view/by-source-bucket.js';
import { seenOf, type Seen } from '../view/seen.js';
import { paintVerdict, type Canvas } from './paint.js';

export function observedLines(sourceBuckets: readonly SourceBucketView[], canvas: Canvas): readonly string[] {
  const lines = sourceBuckets
    .flatMap(({ pairs }) => pairs)
    .flatMap(({ entry }) => seenOf(entry).flatMap((seen) => linesOf(entry, seen, canvas)));
  return lines.length === 0 ? [] : [canvas.colors.bold('Observed'), '', ...lines, ''];
}

function linesOf(
  { source, destination, replicationRule, verdict }: ReplicationEntry,
  { agrees, message }: Seen,
  { colors, width }: Canvas,
): readonly string[] {
  const hanging = ' '.repeat(verdict.length + 4);
  const id = replicationRule?.id ?? `number ${(replicationRule?.index ?? 0) + 1}`;
  const path = `${terminalName(source.bucket)} → ${terminalName(destination?.bucket ?? 'not known')} (rule ${terminalName(id)})`;
  const paint = agrees === null ? colors.dim : agrees ? colors.green : colors.red;
  const inner = width - hanging.length;
  return [
    ...wrap(path, inner).map(
      (line, index) => `${index === 0 ? `  ${paintVerdict(verdict, colors)}  ` : hanging}${line}`,
    ),
    ...wrap(terminalText(message, messageLimit), inner).map((line) => `${hanging}${paint(line)}`),
  ];
}
