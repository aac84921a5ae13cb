/** For GitHub's step summary and pull-request comments: the verdicts in a table, findings folded, capped in size. */
import { joined } from '../report/joined.js';
import type { Finding, Report } from '../report/model.js';
import { markdownText } from './escape/markdown.js';
import { fold, foldedFinding, findingLine, placeOf, suppressedLine } from './markdown/finding.js';
import { verdictTable } from './markdown/verdict-table.js';
import type { Reporter } from './reporter.js';
import { counted } from '../basics/counted.js';
import { bySeverity, isOpen } from './view/finding-order.js';
import { incompleteText } from './view/incomplete.js';
import { gapFindings, nothingReplicatesText, readingText } from './view/reading.js';

/** A comment takes 65,536 characters; the rest is for what other steps add. */
const maxCharacters = 60_000;
const maxTableCharacters = 25_000;
const maxListCharacters = 10_000;
const maxNotices = 20;
const maxUnread = 20;

const markdown: Reporter = (report, { workingDirectory, lead }) => {
  const open = joined(bySeverity(report.findings.filter(isOpen)));
  const loud = open.filter(({ worst }) => !isNote(worst));
  const notes = open.filter(({ worst }) => isNote(worst));
  const suppressed = report.findings.filter((finding) => !isOpen(finding));

  const head = [
    ...(lead === undefined ? [] : [lead]),
    ...headOf(report, workingDirectory),
    nothingReplicatesText(report) ?? verdictTable(report, maxTableCharacters),
  ].join('\n\n');
  const tail = [...listOf(notes, 'note', findingLine), ...listOf(suppressed, 'suppressed finding', suppressedLine)];
  let size = [head, ...tail].join('\n\n').length;
  const parts: string[] = [];
  for (const each of loud) {
    const part = foldedFinding(each, workingDirectory);
    if (size + part.length + 2 > maxCharacters) break;
    size += part.length + 2;
    parts.push(part);
  }
  const left = loud.length - parts.length;
  const cut = `${counted(left, 'finding')} left out: this report is cut at ${maxCharacters} characters. The JSON report holds all.`;
  return `${[head, ...parts, ...(left === 0 ? [] : [cut]), ...tail].join('\n\n')}\n`;
};

export default markdown;

/** Worth a line. What is unknown is worth more: it may hide a failure. */
function isNote({ level, kind }: Finding): boolean {
  return level === 'note' && kind === 'problem';
}

function* headOf(report: Report, workingDirectory: string): Iterable<string> {
  const { summary, notices = [] } = report;
  const { sourceBuckets, replicationRules, verdicts, findings, suppressed } = summary;
  const named = Object.entries(verdicts).flatMap(([verdict, count]) => (count === 0 ? [] : [`${count} ${verdict}`]));
  yield '## S3 replication';
  const unread = gapFindings(report);
  if (unread.length > 0) yield unreadText(unread, workingDirectory);
  yield [
    `${counted(replicationRules, 'replication rule')} of ${counted(sourceBuckets, 'source bucket')}: **${named.join(', ') || 'none'}**.`,
    `${counted(findings.error, 'error')}, ${counted(findings.warning, 'warning')}, ${counted(findings.note, 'note')}${suppressed === 0 ? '' : `, ${suppressed} suppressed`}.`,
  ].join(' ');
  const incomplete = incompleteText(summary);
  if (incomplete !== null) yield `> ❓ ${incomplete}`;
  yield markdownText(readingText(report), 1000);
  for (const notice of notices.slice(0, maxNotices)) yield `> ⚠️ ${markdownText(notice, 500)}`;
  if (notices.length > maxNotices) yield `> ⚠️ and ${notices.length - maxNotices} more`;
}

/** Open to the eye: a verdict about what nobody could see is worth nothing. */
function unreadText(findings: readonly Finding[], workingDirectory: string): string {
  const lines = findings
    .slice(0, maxUnread)
    .map((finding) => `> - ${[markdownText(finding.message, 500), ...placeOf(finding, workingDirectory)].join(' · ')}`);
  if (findings.length > maxUnread) lines.push(`> - and ${findings.length - maxUnread} more`);
  return ['> ❓ **Not read**', '>', ...lines].join('\n');
}

/** What is worth a line each, folded together. */
function listOf<T>(findings: readonly T[], word: string, lineOf: (finding: T) => string): readonly string[] {
  if (findings.length === 0) return [];
  const lines: string[] = [];
  let size = 0;
  for (const finding of findings) {
    const line = `- ${lineOf(finding)}`;
    if (size + line.length > maxListCharacters) break;
    size += line.length;
    lines.push(line);
  }
  if (lines.length < findings.length) lines.push(`- and ${findings.length - lines.length} more, left out here`);
  return [fold(counted(findings.length, word), lines.join('\n'))];
}
