/** A fix as pieces of Terraform, to be put where the document is managed today. */
import { visible } from '../../reporters/escape/visible.js';
import { block, blockText, Expression, valueText, type Block, type Value } from '../../reporters/text/hcl.js';
import type { FixPatch, FixReport } from '../model.js';
import { ownerText, partsOf } from '../owners.js';
import { documentFileName } from './folder-names.js';
import { Encoded, inTerraform } from './resources.js';
import { linesOf, titleLines } from './words.js';

export function fixTerraform({ patches }: FixReport): string {
  const parts = partsOf(patches).map((part) => [comment(ownerText(part)), ...part.patches.map(snippet)].join('\n\n'));
  return `${['# Pieces to put where each document is managed today: a second resource for one of them would fight the first.', ...parts].join('\n\n')}\n`;
}

function comment(text: string): string {
  return text
    .split('\n')
    .map((line) => `# ${visible(line)}`.trimEnd())
    .join('\n');
}

function snippet(patch: FixPatch): string {
  const code = inTerraform(patch);
  const title = titleLines(patch).join('\n');
  if (code === null) return `${comment(title)}\n${comment(changesText(patch))}`;
  const values = Object.fromEntries(
    Object.entries(code.values).map(([name, value]): readonly [string, Value] => [
      name,
      value instanceof Encoded ? new Expression(`jsonencode(${valueText(value.value as Value, '  ')})`) : value,
    ]),
  );
  const inside: readonly Block[] = code.block === null ? [] : [block(...code.block)];
  const label = documentFileName(patch).replace(/[^A-Za-z0-9_]+/gu, '_');
  const text = blockText(block(`resource "${code.type}" "${label}"`, values, inside));
  return `${comment(title)}\n${code.isWhole ? '' : `${comment('In the resource that is there:')}\n`}${text.trimEnd()}`;
}

/** What is laid over the configuration or setting, or the document where a policy is taken off. */
function changesText({ changes, document, operation }: FixPatch): string {
  if (operation === 'remove-statement') return 'Take this policy off.';
  return changes
    .map(({ part, value }) => `${part ?? 'The whole'}: lay this over it\n${linesOf(value)}`)
    .join('\n')
    .concat(changes.length === 0 ? linesOf(document) : '')
    .trimEnd();
}
