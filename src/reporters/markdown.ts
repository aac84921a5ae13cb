/** For GitHub's step summary and pull-request comments: the verdicts in a table, findings folded, capped in size. */
import type { Finding, Report } from '../engine/report.js';
import { markdownBlock, markdownText } from './escape/markdown.js';
import type { Reporter } from './reporter.js';
import { counted } from './text/counted.js';
import { helpParts } from './text/help-parts.js';
import { bySeverity, isOpen } from './view/finding-order.js';

/** A comment takes 65,536 characters; the rest is for what other steps add. */
const maxCharacters = 60_000;

const markdown: Reporter = (report) => {
  const head = headOf(report);
  const findings = bySeverity(report.findings.filter(isOpen));
  const parts: string[] = [];
  let size = head.length;
  for (const finding of findings) {
    const part = findingPart(finding);
    if (size + part.length > maxCharacters) break;
    size += part.length;
    parts.push(part);
  }
  const left = findings.length - parts.length;
  const more =
    left === 0
      ? ''
      : `\n${counted(left, 'finding')} left out: this report is cut at ${maxCharacters} characters. The JSON report holds all.\n`;
  return `${head}${parts.join('')}${more}`;
};

export default markdown;

const icons = { replicates: '✅', partly: '❌', fails: '❌', skipped: '⚠️', disabled: '⏸️', unknown: '❓' } as const;
const maxRows = 200;

function headOf({ summary, replication, notices }: Report): string {
  const { error, warning, note } = summary.findings;
  const lines = [
    '## S3 replication',
    '',
    `${counted(summary.replicationRules, 'replication rule')}: ${counted(error, 'error')}, ${counted(warning, 'warning')}, ${counted(note, 'note')}, ${summary.suppressed} suppressed.${summary.incomplete ? ' Incomplete: some verdicts are unknown.' : ''}`,
    '',
    '| verdict | source | destination | replication rule | what does not arrive |',
    '| --- | --- | --- | --- | --- |',
  ];
  for (const entry of replication.slice(0, maxRows)) {
    const cells = [
      entry.source.bucket,
      entry.destination?.bucket ?? 'not known',
      entry.replicationRule?.id ?? '',
      entry.impact.join(' '),
    ];
    lines.push(
      `| ${icons[entry.verdict]} ${entry.verdict} | ${cells.map((cell) => markdownText(cell, 300)).join(' | ')} |`,
    );
  }
  if (replication.length > maxRows)
    lines.push('', `${replication.length - maxRows} further replication rules are left out here.`);
  for (const notice of notices ?? []) lines.push('', `> ${markdownText(notice, 500)}`);
  return `${lines.join('\n')}\n\n`;
}

function findingPart({ level, kind, rule, message, help }: Finding): string {
  const body = helpParts(help).map((part) =>
    part.kind === 'code'
      ? markdownBlock(part.text)
      : part.text
          .split('\n')
          .map((line) => markdownText(line, 2000))
          .join('\n'),
  );
  const label = kind === 'unknown' ? 'unknown' : level;
  return `<details><summary>${label}: ${markdownText(rule, 100)}</summary>\n\n${markdownText(message, 2000)}\n\n${body.join('\n\n')}\n\n</details>\n\n`;
}
