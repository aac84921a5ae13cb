/** Workflow annotations: `::error file=…,line=…::message`. GitHub shows ten of each level a step. */
import { joined, type Joined } from '../report/joined.js';
import type { Level, Report } from '../report/model.js';
import type { Reporter } from './reporter.js';
import { findingText } from './text/finding-text.js';
import { annotationText, type Annotation } from './text/annotation.js';
import { counted } from '../basics/counted.js';
import { isOpen } from './view/finding-order.js';
import { gapFindings, nothingReplicatesText, readingText } from './view/reading.js';
import { incompleteText } from './view/incomplete.js';

const maxOfLevel = 10;
const commands: Readonly<Record<Level, Annotation['command']>> = { error: 'error', warning: 'warning', note: 'notice' };

const github: Reporter = (report, { workingDirectory }) => {
  const gaps = new Set(gapFindings(report));
  const open = joined(report.findings.filter((finding) => isOpen(finding) && !gaps.has(finding)));
  const lines = [...ofLevel('error'), ...ofLevel('warning'), ...ofLevel('note')];
  return lines.map((line) => `${line}\n`).join('');

  function* ofLevel(level: Level): Iterable<string> {
    const all = [
      ...(level === 'warning' ? aboutTheRun(report, workingDirectory) : []),
      ...(level === 'note' ? [ofRun('notice', readingText(report))] : []),
      ...open.filter(({ worst }) => worst.level === level).map((each) => annotation(each, workingDirectory)),
    ];
    const shown = all.length <= maxOfLevel ? all.length : maxOfLevel - 1;
    yield* all.slice(0, shown);
    if (shown < all.length) {
      const left = counted(all.length - shown, `more ${commands[level]}`);
      yield ofRun(commands[level], `${left}: GitHub shows ${maxOfLevel} of a level. The reports hold all.`);
    }
  }
};

export default github;

/** What is not complete, and what the configuration has to be told: expired suppressions, for one. */
function aboutTheRun(report: Report, workingDirectory: string): readonly string[] {
  const unread = gapFindings(report).map(({ message, help, location: place }) =>
    annotationText({ command: 'warning', title: 'replint', place, text: `${message}\n${help}` }, workingDirectory),
  );
  const nothing = unread.length === 0 ? null : nothingReplicatesText(report);
  const others = [nothing, incompleteText(report.summary), ...(report.notices ?? [])];
  return [...unread, ...others.filter((text) => text !== null).map((text) => ofRun('warning', text))];
}

function ofRun(command: Annotation['command'], text: string): string {
  return annotationText({ command, title: 'replint', text }, '');
}

function annotation(each: Joined, workingDirectory: string): string {
  const { level, location, rule } = each.worst;
  return annotationText(
    { command: commands[level], title: rule, place: location, text: findingText(each) },
    workingDirectory,
  );
}
