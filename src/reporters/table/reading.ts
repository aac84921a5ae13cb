/** The head of the table: what could not be read, before anything else, and what was. */
import type { Report } from '../../report/model.js';
import { messageLimit, terminalText } from '../escape/terminal.js';
import { wrap } from '../text/wrap.js';
import { gapFindings, nothingReplicatesText, readingText } from '../view/reading.js';
import { placeText } from './findings.js';
import { hanging } from './hanging.js';
import type { Canvas } from './paint.js';

export function readingLines(report: Report, canvas: Canvas): readonly string[] {
  const { colors, width } = canvas;
  const gaps = gapFindings(report);
  const advice = [...new Set(gaps.map(({ help }) => help))];
  const unread = [
    ...gaps.flatMap(({ message, location }) => [
      ...hanging('? ', terminalText(message, messageLimit), width),
      ...(location === null ? [] : hanging('  ', placeText(location, canvas), width, { paint: colors.dim })),
    ]),
    ...advice.flatMap((help) => hanging('→ ', terminalText(help, messageLimit), width)),
  ];
  const nothing = nothingReplicatesText(report);
  return [
    ...(unread.length === 0 ? [] : [colors.bold(colors.yellow('NOT READ')), ...unread, '']),
    ...wrap(terminalText(readingText(report), messageLimit), width).map((line) => colors.dim(line)),
    ...(nothing === null ? [] : ['', ...wrap(nothing, width).map((line) => colors.bold(line))]),
  ];
}
