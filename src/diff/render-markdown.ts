import type { Diff, FindingChange, PairChange } from './model.js';
import {
  changeText,
  headline,
  noticeTexts,
  otherChanges,
  otherFindings,
  pairText,
  partTexts,
  placeText,
  policiesText,
  sideText,
  unreadTexts,
  verdictText,
} from './diff-words.js';
import type { Escape } from './render-text.js';

const mostItems = 200;
/** A comment takes 65,536 characters. */
const mostCharacters = 60_000;

/** What fits. What is left out is at the end, where it weighs least, and is counted. */
const fitting = function* (lines: readonly string[]): Iterable<string> {
  let size = 0;
  for (const [index, line] of lines.entries()) {
    size += line.length + 1;
    if (size > mostCharacters) {
      yield* ['', `Cut at ${mostCharacters} characters: ${lines.length - index} lines are left out here.`];
      return;
    }
    yield line;
  }
};

const list = function* (lines: readonly string[]): Iterable<string> {
  for (const line of lines.slice(0, mostItems)) yield `- ${line}`;
  if (lines.length > mostItems) yield `- and ${lines.length - mostItems} more`;
};

/** The drift as Markdown, for a step summary, a comment or a notification. */
export function renderMarkdown(diff: Diff, escape: Escape): string {
  const findingLine = (finding: FindingChange): string =>
    `${escape(placeText(finding))}**${finding.level}** ${escape(finding.rule)}: ${escape(finding.message)}`;

  const pairLines = function* (pair: PairChange): Iterable<string> {
    yield `- ${escape(pairText(pair))}: **${escape(verdictText(pair))}**`;
    for (const part of partTexts(pair)) yield `  - ${escape(part)}`;
    if (pair.failureReasons.length > 0) yield `  - S3 is going to fail with: ${escape(pair.failureReasons.join(', '))}`;
    for (const finding of pair.because) {
      const policies = policiesText(finding);
      yield `  - ${findingLine(finding)}${policies === '' ? '' : ` (in ${escape(policies)})`}`;
    }
    for (const change of pair.changes) yield `  - changed: ${escape(changeText(change))}`;
  };

  const section = function* (title: string, lines: Iterable<string>): Iterable<string> {
    const all = [...lines];
    if (all.length > 0) yield* ['', `## ${title}`, '', ...all];
  };

  const pairs = function* (changes: readonly PairChange[]): Iterable<string> {
    for (const pair of changes.slice(0, mostItems)) yield* pairLines(pair);
    if (changes.length > mostItems) yield `- and ${changes.length - mostItems} more`;
  };

  const lines = [
    '# Replication drift',
    '',
    headline(diff),
    '',
    `From ${escape(sideText(diff.old))} to ${escape(sideText(diff.new))}.`,
    ...unreadTexts(diff).flatMap((text) => ['', `> ❓ ${escape(text)}`]),
    ...noticeTexts(diff).flatMap((text) => ['', `> ${escape(text)}`]),
    ...section('Broke', pairs(diff.broke)),
    ...section('Fixed', pairs(diff.mended)),
    ...section('Changed', pairs(diff.otherwise)),
    ...section('New findings', list(otherFindings(diff).map(findingLine))),
    ...section('Findings that are gone', list(diff.goneFindings.map(findingLine))),
    ...section('Also changed', list(otherChanges(diff).map((change) => escape(changeText(change))))),
  ];
  return `${[...fitting(lines)].join('\n')}\n`;
}
