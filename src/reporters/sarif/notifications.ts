/** What the reader of a SARIF file must know about the run: what was left out, what is not known, which places are made up. */
import type { Notification } from 'sarif';
import type { Finding, Report } from '../../report/model.js';
import { sarifText } from '../escape/sarif.js';
import type { ReporterOptions } from '../reporter.js';
import { counted } from '../../basics/counted.js';
import { locationOf } from './location.js';
import { isBelow } from '../view/file-name.js';
import { incompleteText } from '../view/incomplete.js';
import { gapFindings, nothingReplicatesText, readingText } from '../view/reading.js';

const maxNotices = 1000;
const maxText = 2000;

function note(text: string, level: Notification['level'] = 'note'): Notification {
  return {
    level,
    message: { text: sarifText(text, maxText) },
  };
}

export function* notificationsOf(
  report: Report,
  shown: readonly Finding[],
  { workingDirectory }: ReporterOptions,
): Iterable<Notification> {
  const total = report.findings.length;
  if (shown.length < total) {
    yield note(
      `${counted(total - shown.length, 'finding')} of ${total} left out: code scanning takes 25,000 a run and 10 MB a packed file.`,
      'warning',
    );
  }
  for (const gap of gapFindings(report)) {
    const place = gap.location === null ? {} : { locations: [locationOf(gap, { workingDirectory })] };
    yield { ...note(gap.message, 'error'), ...place };
  }
  const nothing = nothingReplicatesText(report);
  if (nothing !== null) yield note(nothing, (report.input.gaps ?? []).length > 0 ? 'warning' : 'note');
  const incomplete = incompleteText(report.summary);
  if (incomplete !== null) yield note(incomplete, 'warning');
  if (shown.some(({ location }) => location === null)) {
    yield note(
      'Findings without a place in a file stand at a path made of account, Region and bucket; commit an inventory (`replint inventory`) to give them a line.',
    );
  }
  yield note(readingText(report));
  const files = new Set(shown.flatMap(({ location }) => (location === null ? [] : [location.file])));
  if ([...files].some((file) => !isBelow(file, workingDirectory))) {
    yield note(
      'Inputs outside of the folder that replint was run in are named by their base name alone: code scanning cannot show their lines.',
    );
  }
  const notices = report.notices ?? [];
  for (const text of notices.slice(0, maxNotices)) yield note(text, 'warning');
  if (notices.length > maxNotices) yield note(`${notices.length - maxNotices} further notices left out.`, 'warning');
}
