/** The message that people get: plain text, harmless, short enough to be read in a mail. */
import { headline } from '../../diff/diff-words.js';
import type { Diff } from '../../diff/model.js';
import { renderText } from '../../diff/render-text.js';
import type { Report } from '../../report/model.js';
import { messageLimit, terminalText } from '../../reporters/escape/terminal.js';
import type { Unread } from '../unread.js';

export interface Notice {
  /** For SNS: ASCII, no line breaks, at most 100 characters. */
  readonly subject: string;
  readonly message: string;
}

/** SNS takes 256 KB, and the state machine as much for all it passes on. People take less. */
const mostBytes = 30_000;
const mostUnread = 50;

function inert(text: string): string {
  return terminalText(text, messageLimit);
}

function subjectOf(text: string): string {
  return `replint: ${text.replace(/[^ -~]/gu, '?')}`.slice(0, 100);
}

function count(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : 's'}`;
}

function unreadLines(unread: readonly Unread[]): readonly string[] {
  if (unread.length === 0) return [];
  const lines = unread.slice(0, mostUnread).map(({ account, reason }) => inert(`  ${account}: ${reason}`));
  const more = unread.length > mostUnread ? [`  and ${unread.length - mostUnread} more`] : [];
  return [
    `${count(unread.length, 'account')} could not be read, and ${unread.length === 1 ? 'counts' : 'count'} as last known:`,
    ...lines,
    ...more,
    '',
  ];
}

/** Whole lines, and a word on how many were left out. */
function capped(lines: readonly string[], footer: readonly string[]): string {
  const end = footer.join('\n');
  let room = mostBytes - Buffer.byteLength(end) - 200;
  const kept: string[] = [];
  for (const line of lines) {
    room -= Buffer.byteLength(line) + 1;
    if (room < 0) break;
    kept.push(line);
  }
  const cut = lines.length - kept.length;
  return [...kept, ...(cut === 0 ? [] : ['', `… ${count(cut, 'more line')}: see the files below.`]), end].join('\n');
}

function footerOf(place: string): readonly string[] {
  return ['', `Report and drift: ${place}`, ''];
}

export interface News {
  readonly diff: Diff;
  readonly unread: readonly Unread[];
  readonly unreadBefore: readonly Unread[];
  /** URI of the run's reports. */
  readonly place: string;
}

function isSame(a: readonly Unread[], b: readonly Unread[]): boolean {
  return JSON.stringify(a.map(({ account }) => account)) === JSON.stringify(b.map(({ account }) => account));
}

/** null where nothing happened that changes a verdict, a finding, or what can be read. */
export function noticeOf({ diff, unread, unreadBefore, place }: News): Notice | null {
  const { broke, mended, otherwise, newFindings, goneFindings } = diff;
  const hasDrift = [broke, mended, otherwise, newFindings, goneFindings].some((changes) => changes.length > 0);
  if (!hasDrift && isSame(unread, unreadBefore)) return null;
  const readAgain = unreadBefore.filter(({ account }) => !unread.some((one) => one.account === account));
  const accessWords = [
    ...(unread.length === 0 ? [] : [`${count(unread.length, 'account')} could not be read`]),
    ...(readAgain.length === 0 ? [] : [`${count(readAgain.length, 'account')} can be read again`]),
  ].join(', ');
  const lines = [
    ...unreadLines(unread),
    ...(readAgain.length === 0 ? [] : [`Read again: ${readAgain.map(({ account }) => account).join(', ')}`, '']),
    ...renderText(diff, inert).trimEnd().split('\n'),
  ];
  return {
    subject: subjectOf(hasDrift ? headline(diff) : accessWords),
    message: capped(lines, footerOf(place)),
  };
}

const verdictsShown = ['replicates', 'partly', 'fails', 'unknown', 'skipped', 'disabled'] as const;

/** Of the first run, which has nothing to be compared with. */
export function firstNotice(report: Report, unread: readonly Unread[], place: string): Notice {
  const { summary, replication } = report;
  const counts = verdictsShown.flatMap((verdict) =>
    summary.verdicts[verdict] === 0 ? [] : [`  ${verdict}: ${summary.verdicts[verdict]}`],
  );
  const bad = replication.filter(({ verdict }) => verdict === 'fails' || verdict === 'partly');
  const lines = [
    'This is the first report. From now on a message comes only when something has changed.',
    '',
    `${count(summary.replicationRules, 'replication rule')} in ${count(summary.sourceBuckets, 'source bucket')}:`,
    ...counts,
    `Findings: ${count(summary.findings.error, 'error')}, ${count(summary.findings.warning, 'warning')}, ${count(summary.findings.note, 'note')}.`,
    '',
    ...unreadLines(unread),
    ...(bad.length === 0 ? [] : ['Does not replicate, or not everything:']),
    ...bad.map(({ source, destination, replicationRule, verdict }) =>
      inert(
        `  ${source.bucket} → ${destination?.bucket ?? 'destination not known'}, replication rule ${JSON.stringify(replicationRule?.id ?? '')}: ${verdict}`,
      ),
    ),
  ];
  return {
    subject: subjectOf(
      `first report: ${count(summary.replicationRules, 'replication rule')}, ${bad.length} in trouble`,
    ),
    message: capped(lines, footerOf(place)),
  };
}
