/** A change of code, compared with what is there: what it breaks comes first. */
import { counted } from '../basics/counted.js';
import { changeText, pairText, placeText, verdictText } from './diff-words.js';
import type { Diff, PairChange } from './model.js';
import type { Escape } from './render-text.js';

const mostPairs = 20;
const mostChanges = 5;

/** `This change breaks 1 replication rule and fixes 2` */
export function changeHeadline({ broke, mended }: Diff): string {
  const rules = (changes: readonly PairChange[]): string => counted(changes.length, 'replication rule');
  if (broke.length === 0)
    return mended.length === 0 ? 'This change breaks no replication rule' : `This change fixes ${rules(mended)}`;
  return `This change breaks ${rules(broke)}${mended.length === 0 ? '' : ` and fixes ${mended.length}`}`;
}

/** For the beginning of a comment. */
export function renderChange(diff: Diff, escape: Escape): string {
  return [`## ${changeHeadline(diff)}`, ...listOf('Broken', diff.broke), ...listOf('Fixed', diff.mended)].join('\n\n');

  function* listOf(title: string, pairs: readonly PairChange[]): Iterable<string> {
    if (pairs.length === 0) return;
    const lines = pairs.slice(0, mostPairs).flatMap((pair) => [...linesOf(pair)]);
    const left = pairs.length - mostPairs;
    yield [`**${title}**`, '', ...lines, ...(left > 0 ? [`- and ${left} more`] : [])].join('\n');
  }

  function* linesOf(pair: PairChange): Iterable<string> {
    yield `- ${escape(pairText(pair))}: **${escape(verdictText(pair))}**`;
    for (const finding of pair.because.slice(0, mostChanges))
      yield `  - ${escape(placeText(finding))}${escape(finding.message)}`;
    for (const change of pair.changes.slice(0, mostChanges)) yield `  - changed: ${escape(changeText(change))}`;
  }
}

/** A line that was changed, and what that does. */
export interface ChangedLine {
  readonly level: 'error' | 'notice';
  readonly title: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Each line once; what broke first. Where no change has a place, the finding that explains it is shown. */
export function changedLines({ broke, mended }: Diff): readonly ChangedLine[] {
  const lines = new Map<string, ChangedLine>();
  const add = (pair: PairChange, level: ChangedLine['level'], title: string): void => {
    const changes = pair.changes.filter(hasLine);
    const places = changes.length > 0 ? changes : pair.because.filter(hasLine);
    for (const each of places) {
      const { file, line, column } = each.location;
      const key = `${file} ${line}`;
      const what = 'details' in each ? `${each.name} ${each.what}${detailText(each.details)}` : each.message;
      const text = `${pairText(pair)}: ${verdictText(pair)}. ${what}`;
      const before = lines.get(key);
      if (before === undefined) lines.set(key, { level, title, file, line: line ?? 1, column: column ?? 1, text });
      else if (before.level === level && !before.text.includes(text))
        lines.set(key, { ...before, text: `${before.text}\n${text}` });
    }
  };
  for (const pair of broke) add(pair, 'error', 'This change breaks replication');
  for (const pair of mended) add(pair, 'notice', 'This change fixes replication');
  return [...lines.values()];
}

function detailText(details: readonly string[]): string {
  return details.length === 0 ? '' : `: ${details.join(', ')}`;
}

function hasLine<T extends { readonly location?: { readonly line: number | null } }>(
  one: T,
): one is T & { readonly location: NonNullable<T['location']> } {
  return one.location !== undefined && one.location.line !== null;
}
