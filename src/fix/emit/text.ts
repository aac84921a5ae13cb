/** A fix for people, on a terminal. */
import { withShortArns } from '../../report/short-arn.js';
import pc from 'picocolors';
import { terminalBlock, terminalText, messageLimit } from '../../reporters/escape/terminal.js';
import type { Afterwards, FixCase, FixPatch, FixReport, Remaining } from '../model.js';
import { ownerText, partsOf, type Part } from '../owners.js';
import { diffLines } from './diff.js';
import { caseWords, otherPatches } from './cases.js';
import { byHandWords, changeWords, documentWords, placeWords, verdictWords } from './words.js';

export interface TextOptions {
  readonly color: boolean;
}

type Colors = ReturnType<typeof pc.createColors>;

export function fixText(fix: FixReport, { color }: TextOptions): string {
  const colors = pc.createColors(color);
  const blocks = [
    headline(fix, colors),
    ...partsOf(fix.patches).map((part) => partText(part, colors)),
    ...(fix.cases ?? []).flatMap((each) => caseBlocks(each, fix, colors)),
    ...(fix.harden === undefined ? [] : hardenBlocks(fix.harden, colors)),
    ...(fix.remaining.length === 0 ? [] : [remainingText(fix.remaining, colors)]),
    ...(fix.afterwards.length === 0 ? [] : [afterwardsText(fix.afterwards, colors)]),
    ...fix.notices.map((notice) => terminalText(notice, messageLimit)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function headline(fix: FixReport, colors: Colors): string {
  const { patches, verified, proof, remaining } = fix;
  const words = verdictWords(fix);
  if (patches.length === 0) return verified && remaining.length === 0 ? colors.green(words) : words;
  const decisions = patches.filter(({ decision }) => decision).length;
  const lines = [
    words,
    verified
      ? colors.green(
          'Proved: audited again with all of them, nothing is allowed beyond the need, none can be left out.',
        )
      : colors.red('Not proved for all: see what remains.'),
    ...(decisions === 0 ? [] : [colors.yellow(`${decisions} of them an owner has to decide first.`)]),
    ...proof.beyondNeed.map(({ why }) => colors.red(terminalText(`More than needed: ${why}`, messageLimit))),
  ];
  return lines.join('\n');
}

function partText(part: Part, colors: Colors): string {
  const waiting =
    part.waitsFor.length === 0
      ? []
      : [`Waits for: ${part.waitsFor.map((patch) => terminalText(documentWords(patch), messageLimit)).join(', ')}`];
  return [colors.bold(ownerText(part)), ...waiting, ...part.patches.map((patch) => patchText(patch, colors))].join(
    '\n\n',
  );
}

function patchText(patch: FixPatch, colors: Colors): string {
  const title = `Step ${patch.step}: ${documentWords(patch)}`;
  const marks = [
    ...(patch.decision ? [colors.yellow('to decide')] : []),
    ...(patch.narrows ? [colors.yellow('takes access away')] : []),
  ];
  const size = patch.size === null ? [] : [`${patch.size.is} of ${patch.size.limit} ${patch.size.unit}`];
  const whys = patch.changes.flatMap(({ why }) => why);
  return [
    [colors.bold(terminalText(title, messageLimit)), ...marks].join('  '),
    ...[...new Set(patch.changes.map(changeWords))].map((words) => `   ${terminalText(words, messageLimit)}`),
    ...[...new Set(whys)].slice(0, 6).map((why) => colors.dim(`   ${terminalText(withShortArns(why), messageLimit)}`)),
    ...(whys.length > 6 ? [colors.dim(`   and ${whys.length - 6} more`)] : []),
    ...diffLines(patch.previous, patch.document).map(({ mark, text }) => lineText(mark, text, colors)),
    ...placeLines(patch).map((line) => colors.dim(`   ${terminalText(line, messageLimit)}`)),
    colors.dim(`   audited: ${patch.before}${size.length === 0 ? '' : `, then ${size.join('')}`}`),
  ].join('\n');
}

function placeLines(patch: FixPatch): readonly string[] {
  const place = placeWords(patch);
  if (place === null) return [];
  const byHand = byHandWords(patch);
  return [
    patch.edits === undefined ? `stands at ${place}` : `stands at ${place}: \`--format patch\` edits it there`,
    ...(byHand === null ? [] : [byHand]),
  ];
}

function lineText(mark: string, text: string, colors: Colors): string {
  const line = `   ${mark} ${terminalBlock(text)}`;
  if (mark === '+') return colors.green(line);
  if (mark === '-') return colors.red(line);
  return mark === '@' ? colors.cyan(line) : line;
}

function hardenBlocks(patches: readonly FixPatch[], colors: Colors): readonly string[] {
  if (patches.length === 0) return ['Nothing is too broad.'];
  return [
    colors.bold('Afterwards, once the changes above have proved themselves: take away what is too broad.'),
    ...partsOf(patches).map((part) => partText(part, colors)),
  ];
}

/** What a case takes beside what was shown. */
function caseBlocks(
  { when, patches, remaining, verified }: FixCase,
  fix: FixReport,
  colors: Colors,
): readonly string[] {
  const own = otherPatches(patches, fix);
  const words = `When ${terminalText(when, messageLimit)}: ${caseWords(patches, own, verified)}`;
  return [
    colors.bold(words),
    ...partsOf(own).map((part) => partText(part, colors)),
    ...(verified || remaining.length === 0 ? [] : [remainingText(remaining, colors)]),
  ];
}

function remainingText(remaining: readonly Remaining[], colors: Colors): string {
  return [
    colors.bold('What remains'),
    ...remaining.flatMap(({ level, rule, message, why, help }) => [
      `${level === 'error' ? colors.red(level) : colors.yellow(level)} ${rule}`,
      `   ${terminalText(message, messageLimit)}`,
      `   ${terminalText(why, messageLimit)}`,
      ...(help === '' ? [] : [colors.dim(`   ${terminalBlock(help).replaceAll('\n', '\n   ')}`)]),
    ]),
  ].join('\n');
}

function afterwardsText(afterwards: readonly Afterwards[], colors: Colors): string {
  return [
    colors.bold('Afterwards'),
    ...afterwards.flatMap(({ bucket, text, commands }) => [
      `${terminalText(bucket, messageLimit)}: ${terminalText(text, messageLimit)}`,
      ...commands.map((command) => `   ${terminalBlock(command)}`),
    ]),
  ].join('\n');
}
