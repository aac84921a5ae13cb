/** The head of the table: what could not be read, before anything else, and what was. */
import type { Report } from '../../report/model.js';
import { messageLimit, terminalText } from '../escape/terminal.js';
import { wrap } from '../text/wrap.js';
import { gapFindings, nothingReplicatesText, readingText } from '../view/reading.js';
import { hanging } from './hanging.js';
import type { Canvas } from './paint.js';

export function readingLines(report: Report, { colors, width }: Canvas): readonly string[] {
  const gaps = gapFindings(report);
  const advice = [...new Set(gaps.map(({ help }) => help))];
  const unread = [
    ...gaps.flatMap(({ message }) => hanging('? ', terminalText(message, messageLimit), width)),
    ...advice.flatMap((help) => hanging('→ ', terminalText(help, messageLimit), width)),
  ];
  const nothing = nothingReplicatesText(report);
  return [
    ...(unread.length === 0 ? [] : [colors.bold(colors.yellow('NOT READ')), ...unread, '']),
    ...wrap(terminalText(readingText(report), messageLimit), width).map((line) => colors.dim(line)),
    ...(nothing === null ? [] : ['', ...wrap(nothing, width).map((line) => colors.bold(line))]),
  ];
}
