/** One replication rule with what was found about it: verdict, path, places, findings. */
import type { BucketRef, ReplicationEntry } from '../../report/model.js';
import { terminalName, terminalText } from '../escape/terminal.js';
import { wrap } from '../text/wrap.js';
import type { PairView } from '../view/by-source-bucket.js';
import { bySeverity, isOpen } from '../view/finding-order.js';
import { findingBlocks } from './findings.js';
import type { NoteCollector } from './notes.js';
import { paintVerdict, type Canvas } from './paint.js';

export function pairLines({ entry, findings }: PairView, canvas: Canvas, notes: NoteCollector): readonly string[] {
  const open = bySeverity(findings.filter(isOpen));
  const loud = open.filter(({ level }) => level !== 'note');
  const unknown = entry.verdict === 'unknown' ? open.filter(({ kind }) => kind === 'unknown') : [];
  for (const finding of open) if (finding.level === 'note' && !unknown.includes(finding)) notes.add(finding);
  if (loud.length === 0 && unknown.length === 0) return [];
  return [...titleLines(entry, canvas), '', ...findingBlocks([...loud, ...unknown], canvas, '  ')];
}

/** The verdict first, so that the names can be as long as they like. */
function titleLines(entry: ReplicationEntry, { colors, width }: Canvas): readonly string[] {
  const { source, destination, verdict, counterexample } = entry;
  const hanging = ' '.repeat(verdict.length + 2);
  const path = `${terminalName(source.bucket)} → ${terminalName(destination?.bucket ?? 'not known')}`;
  const details = [ruleText(entry), `${placeText(source)} → ${placeText(destination)}`];
  const inner = width - hanging.length;
  return [
    ...wrap(path, inner).map(
      (line, index) => `${index === 0 ? `${paintVerdict(verdict, colors)}  ` : hanging}${colors.bold(line)}`,
    ),
    ...wrap(details.filter((text) => text !== '').join(' · '), inner).map((line) => `${hanging}${colors.dim(line)}`),
    ...(counterexample === null
      ? []
      : wrap(`For example ${terminalText(counterexample, 300)} does not replicate.`, inner).map(
          (line) => `${hanging}${line}`,
        )),
  ];
}

function ruleText({ replicationRule }: ReplicationEntry): string {
  if (replicationRule === null) return '';
  const { id, index } = replicationRule;
  return id === null ? `replication rule number ${index + 1}` : `replication rule "${terminalName(id)}"`;
}

function placeText(bucket: BucketRef | null): string {
  return `${terminalName(bucket?.account ?? 'account not known')} ${terminalName(bucket?.region ?? 'Region not known')}`;
}
