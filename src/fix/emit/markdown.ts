/** A fix for a ticket or a pull request: folded for each owner. GitHub's Markdown. */
import { markdownBlock, markdownText } from '../../reporters/escape/markdown.js';
import type { FixPatch, FixReport } from '../model.js';
import { ownerText, partsOf, type Part } from '../owners.js';
import { diffLines } from './diff.js';
import { caseWords, otherPatches } from './cases.js';
import { byHandWords, changeWords, documentWords, placeWords, verdictWords } from './words.js';

const messageLimit = 1_000;
const mostWhys = 3;

function text(value: string): string {
  return markdownText(value, messageLimit);
}

export function fixMarkdown(fix: FixReport): string {
  const { patches, harden, remaining, afterwards, verified } = fix;
  const blocks = [
    '## Replication: what to change',
    verdictWords(fix),
    ...(patches.length > 0
      ? [
          verified
            ? 'Proved: audited again with all of them, nothing is allowed beyond the need, none can be left out.'
            : 'Not proved for all: see what remains.',
        ]
      : []),
    ...partsOf(patches).map((part) => partBlock(part)),
    ...(fix.cases ?? []).flatMap((each) => {
      const own = otherPatches(each.patches, fix);
      return [
        `**When ${text(each.when)}:** ${caseWords(each.patches, own, each.verified)}`,
        ...partsOf(own).map((part) => partBlock(part)),
      ];
    }),
    ...(harden === undefined || harden.length === 0
      ? []
      : ['### Later: what is too broad', ...partsOf(harden).map((part) => partBlock(part))]),
    ...(remaining.length === 0
      ? []
      : [
          '### What remains',
          remaining.map(({ rule, message, why }) => `- \`${rule}\`: ${text(message)} ${text(why)}`).join('\n'),
        ]),
    ...(afterwards.length === 0
      ? []
      : [
          folded(
            'Afterwards',
            afterwards
              .map(
                (each) => `${text(`${each.bucket}: ${each.text}`)}\n\n${markdownBlock(each.commands.join('\n'), 'sh')}`,
              )
              .join('\n\n'),
          ),
        ]),
  ];
  return `${fitting(blocks).join('\n\n')}\n`;
}

/** GitHub takes comments of 65,536 characters. */
const mostCharacters = 60_000;

/** Whole blocks, in their order, as far as they fit: half of a folded one would swallow what comes after it. */
function fitting(blocks: readonly string[]): readonly string[] {
  const shown: string[] = [];
  let length = 0;
  for (const block of blocks) {
    if (length + block.length + 2 > mostCharacters) continue;
    shown.push(block);
    length += block.length + 2;
  }
  const left = blocks.length - shown.length;
  if (left === 0) return shown;
  return [
    ...shown,
    `${left} more part${left === 1 ? ' is' : 's are'} too long for a comment: see the folder or \`--format text\`.`,
  ];
}

function folded(title: string, body: string): string {
  return `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`;
}

function partBlock(part: Part): string {
  const waits =
    part.waitsFor.length === 0
      ? []
      : [`Waits for ${part.waitsFor.map((patch) => text(documentWords(patch))).join(', ')}.`];
  const count = `${part.patches.length} change${part.patches.length === 1 ? '' : 's'}`;
  return folded(`${text(ownerText(part))}: ${count}`, [...waits, ...part.patches.map(patchBlock)].join('\n\n'));
}

function patchBlock(patch: FixPatch): string {
  const whys = [...new Set(patch.changes.flatMap(({ why }) => why))];
  const place = placeWords(patch);
  const lines = diffLines(patch.previous, patch.document).map(({ mark, text: line }) =>
    mark === '@' ? `@@ ${line} @@` : `${mark}${line}`,
  );
  return [
    `**Step ${patch.step}: ${text(documentWords(patch))}**${patch.decision ? ' – its owner has to decide' : ''}: ${[...new Set(patch.changes.map(changeWords))].map(text).join(', ')}`,
    ...whys.slice(0, mostWhys).map((why) => `> ${text(why)}`),
    ...(whys.length > mostWhys ? [`> and ${whys.length - mostWhys} more`] : []),
    ...(place === null ? [] : [`At ${text([place, byHandWords(patch) ?? []].flat().join('. '))}`]),
    markdownBlock(lines.join('\n'), 'diff'),
  ].join('\n\n');
}
