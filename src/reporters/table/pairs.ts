/** One replication rule with what was found about it: verdict, path, places, findings. */
import { capital } from '../../basics/capital.js';
import type { BucketRef, Finding, ReplicationEntry } from '../../report/model.js';
import { terminalName, terminalText } from '../escape/terminal.js';
import type { PairView } from '../view/by-source-bucket.js';
import { bySeverity, isOpen } from '../view/finding-order.js';
import { failingText } from '../view/outcome.js';
import { findingBlocks } from './findings.js';
import { hanging } from './hanging.js';
import type { NoteCollector } from './notes.js';
import { paintVerdict, type Canvas } from './paint.js';

/** @param isAlone whether the bucket has no other replication rule */
export function pairLines(
  { entry, findings }: PairView,
  isAlone: boolean,
  canvas: Canvas,
  notes: NoteCollector,
): readonly string[] {
  const open = bySeverity(findings.filter(isOpen));
  const worthABlock = open.filter((finding) => isWorthABlock(finding, entry, canvas));
  for (const finding of open) if (!worthABlock.includes(finding)) notes.add(finding);
  if (worthABlock.length === 0) return [];
  const blocks = findingBlocks(worthABlock, canvas);
  return canvas.detail === 'compact' ? blocks : [...titleLines(entry, isAlone, canvas), ...blocks];
}

/** What an unknown verdict waits for is worth as much as an error. */
function isWorthABlock({ level, kind }: Finding, { verdict }: ReplicationEntry, { detail }: Canvas): boolean {
  return level !== 'note' || detail === 'verbose' || (verdict === 'unknown' && kind === 'unknown');
}

/** The verdict first, so that the names can be as long as they like. */
function titleLines(entry: ReplicationEntry, isAlone: boolean, { colors, width, detail }: Canvas): readonly string[] {
  const { source, destination, verdict } = entry;
  const markWidth = verdict.length + 2;
  const blank = ' '.repeat(markWidth);
  const path = `${terminalName(source.bucket)} → ${terminalName(destination?.bucket ?? 'not known')}`;
  // What tells rules and places apart is worth a line where there is something to tell apart.
  const details =
    detail === 'verbose' || !isAlone ? [ruleText(entry), `${placeText(source)} → ${placeText(destination)}`] : [];
  return [
    ...hanging(`${paintVerdict(verdict, colors)}  `, path, width, { markWidth, paint: colors.bold }),
    ...(details.length === 0
      ? []
      : hanging(blank, details.filter((text) => text !== '').join(' · '), width, { paint: colors.dim })),
    ...(verdict === 'partly' ? hanging(blank, `${capital(terminalText(failingText(entry), 400))} fail.`, width) : []),
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
