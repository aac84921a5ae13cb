/** A finding in Markdown: folded with all that is known of it, or in a line. */
import type { Finding } from '../../report/model.js';
import { markdownBlock, markdownText } from '../escape/markdown.js';
import { helpParts } from '../text/help-parts.js';
import { fileName } from '../view/file-name.js';
import { rulePage } from '../view/rule-page.js';

const maxName = 200;
const maxText = 2000;

/** The title is HTML already. */
export function fold(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

export function foldedFinding(finding: Finding, workingDirectory: string): string {
  const { level, kind, rule, message, help, failureReasons, location } = finding;
  const facts = [
    ...(failureReasons.length > 0 && kind === 'problem'
      ? [`S3 reports: ${markdownText(failureReasons.slice(0, 3).join(', '), maxName)}`]
      : []),
    ...(location === null ? [] : [placeOf(fileName(location.file, workingDirectory), location.line)]),
    `[about this rule](${rulePage(rule)})`,
  ];
  const title = `<b>${kind === 'unknown' ? 'unknown' : level}</b> ${markdownText(rule, maxName)}: ${subjectOf(finding)}`;
  return fold(title, [markdownText(message, maxText), ...helpOf(help), facts.join(' · ')].join('\n\n'));
}

export function findingLine({ rule, message }: Finding): string {
  return `[${markdownText(rule, maxName)}](${rulePage(rule)}): ${markdownText(message, 500)}`;
}

export function suppressedLine(finding: Finding): string {
  const { rule, level, suppressed } = finding;
  const { reason, owner, expires } = suppressed ?? { reason: '', owner: null, expires: null };
  const why = [
    markdownText(reason, 300),
    ...(owner === null ? [] : [`owner ${markdownText(owner, maxName)}`]),
    ...(expires === null ? [] : [`until ${markdownText(expires, maxName)}`]),
  ];
  return `${level} ${markdownText(rule, maxName)}: ${subjectOf(finding)} (${why.join(', ')})`;
}

/** What a reader knows the finding by: the replication rule, else the resource. */
function subjectOf({ sourceBucket, replicationRule, resource }: Finding): string {
  if (sourceBucket === null) return markdownText(resource, maxName);
  const rule = replicationRule === null ? '' : `, replication rule ${markdownText(replicationRule, maxName)}`;
  return `${markdownText(sourceBucket, maxName)}${rule}`;
}

function placeOf(file: string, line: number | null): string {
  return markdownText(line === null ? file : `${file}:${line}`, maxName);
}

function helpOf(help: string): readonly string[] {
  return helpParts(help).map(({ kind, text }) =>
    kind === 'code'
      ? markdownBlock(text)
      : text
          .split('\n')
          .map((line) => markdownText(line, maxText))
          .join('\n'),
  );
}
