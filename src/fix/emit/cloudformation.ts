/** A fix as pieces of CloudFormation, to be put where the document is managed today. YAML. */
import { visible } from '../../reporters/escape/visible.js';
import { yamlText } from '../../reporters/text/yaml.js';
import type { FixPatch, FixReport } from '../model.js';
import { ownerText, partsOf } from '../owners.js';
import { resourceName } from './folder-names.js';
import { inCloudFormation } from './resources.js';
import { linesOf, titleLines } from './words.js';

export function fixCloudFormation({ patches }: FixReport): string {
  const parts = partsOf(patches).map((part) => [comment(ownerText(part)), ...part.patches.map(snippet)].join('\n'));
  return [
    '# Pieces to put where each document is managed today: a second resource for one of them would fight the first.',
    'Resources:',
    ...parts,
    '',
  ].join('\n');
}

function comment(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `  # ${visible(line)}`.trimEnd())
    .join('\n');
}

function snippet(patch: FixPatch): string {
  const code = inCloudFormation(patch);
  const title = [
    ...titleLines(patch),
    ...(code === null || code.isWhole ? [] : ['In the resource that is there:']),
  ].join('\n');
  if (code === null) return `${comment(title)}\n${comment(linesOf(patch.document))}`;
  const id = resourceName(patch);
  const text = yamlText({ [id]: { Type: code.type, Properties: code.members } });
  return `${comment(title)}\n${text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')}`;
}
