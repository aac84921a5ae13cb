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

/** Makes text from AWS or a file harmless where it is shown. */
export type Escape = (text: string) => string;

function findingLine(finding: FindingChange): string {
  return `${placeText(finding)}${finding.level} ${finding.rule}: ${finding.message}`;
}

const pairLines = function* (word: string, pair: PairChange): Iterable<string> {
  yield `${word} ${pairText(pair)}: ${verdictText(pair)}`;
  const parts = partTexts(pair);
  if (parts.length > 0) yield `  ${parts.join(', ')}`;
  if (pair.failureReasons.length > 0) yield `  S3 is going to fail with: ${pair.failureReasons.join(', ')}`;
  for (const finding of pair.because) {
    yield `  ${findingLine(finding)}`;
    const policies = policiesText(finding);
    if (policies !== '') yield `    in ${policies}`;
  }
  for (const change of pair.changes) yield `  changed: ${changeText(change)}`;
};

const section = function* (title: string, lines: readonly string[]): Iterable<string> {
  if (lines.length === 0) return;
  yield '';
  yield title;
  for (const line of lines) yield `  ${line}`;
};

const linesOf = function* (diff: Diff): Iterable<string> {
  yield headline(diff);
  yield `From ${sideText(diff.old)} to ${sideText(diff.new)}.`;
  for (const text of unreadTexts(diff)) yield text;
  for (const text of noticeTexts(diff)) yield text;
  const groups = [
    ['BROKE', diff.broke],
    ['FIXED', diff.mended],
    ['CHANGED', diff.otherwise],
  ] as const;
  for (const [word, pairs] of groups) {
    for (const pair of pairs) {
      yield '';
      yield* pairLines(word, pair);
    }
  }
  yield* section('New findings:', otherFindings(diff).map(findingLine));
  yield* section('Findings that are gone:', diff.goneFindings.map(findingLine));
  yield* section('Also changed:', otherChanges(diff).map(changeText));
  if (diff.changes === null && diff.broke.length > 0) {
    yield '';
    yield 'Compare the snapshots instead of the reports to see which statement changed.';
  }
};

/** The drift as text for people. Every line is made harmless as a whole: no name can begin a line of its own. */
export function renderText(diff: Diff, escape: Escape): string {
  return `${[...linesOf(diff)].map(escape).join('\n')}\n`;
}
