/** What changes in a document, line by line, with a little of what stays around it. */
import { structuredPatch } from 'diff';
import { linesOf } from './words.js';

export interface DiffLine {
  readonly mark: '+' | '-' | ' ' | '@';
  readonly text: string;
}

const around = 3;

export function diffLines(before: unknown, after: unknown): readonly DiffLine[] {
  const { hunks } = structuredPatch('', '', linesOf(before), linesOf(after), '', '', { context: around });
  return hunks.flatMap(({ lines, oldStart, newStart }) => [
    { mark: '@' as const, text: `line ${oldStart} → ${newStart}` },
    ...lines.flatMap((line): readonly DiffLine[] => {
      const mark = line[0];
      // `\ No newline at end of file`.
      return mark === '+' || mark === '-' || mark === ' ' ? [{ mark, text: line.slice(1) }] : [];
    }),
  ]);
}
