/** Everything as files: the fix as data, and for each owner a folder with each new document and what was there. */
import type { Fixed } from '../fix.js';
import type { FixReport } from '../model.js';
import { partName, partsOf, type Part } from '../owners.js';
import { afterwardsScript } from './aws-cli/afterwards.js';
import { script, type Commands } from './aws-cli/script.js';
import { commandsOf } from './index.js';
import { fixJson } from './json.js';
import { documentFileName } from './folder-names.js';
import { fixMarkdown } from './markdown.js';
import { fixPatch } from './patch.js';
import { fixTerraform } from './terraform.js';
import { fixCloudFormation } from './cloudformation.js';
import { fixText } from './text.js';
import { linesOf } from './words.js';

export interface OutputFile {
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** A script that is to be run. */
  readonly isProgram: boolean;
}

function file(path: string, text: string, isProgram = false): OutputFile {
  return { path, text, isProgram };
}

export function filesOf(fixed: Fixed): readonly OutputFile[] {
  const { report: fix } = fixed;
  const commands = commandsOf(fixed);
  return [
    file('fix.json', fixJson(fix)),
    file('fix.txt', fixText(fix, { color: false })),
    file('fix.md', fixMarkdown(fix)),
    ...(fixed.files === undefined || fixed.files.size === 0 ? [] : [file('fix.patch', fixPatch(fixed))]),
    ...partsOf(fix.patches).flatMap((part) => filesOfPart(part, fix, commands)),
    ...partsOf(fix.harden ?? []).flatMap((part) =>
      filesOfPart(part, fix, commands).map((each) => ({ ...each, path: `harden/${each.path}` })),
    ),
    ...(fix.afterwards.length === 0 ? [] : [file('afterwards.sh', afterwardsScript(fix.afterwards), true)]),
  ];
}

function filesOfPart(part: Part, fix: FixReport, commands: Commands): readonly OutputFile[] {
  const { harden: _, ...first } = fix;
  const own = { ...first, patches: part.patches, remaining: [], afterwards: [], notices: [] };
  return [
    file(`${partName(part)}/README.txt`, fixText(own, { color: false })),
    file(`${partName(part)}/apply.sh`, script(part.patches, commands), true),
    file(`${partName(part)}/fix.tf.txt`, fixTerraform(own)),
    file(`${partName(part)}/fix.cloudformation.yaml`, fixCloudFormation(own)),
    ...documentFiles(part),
  ];
}

function documentFiles(part: Part): readonly OutputFile[] {
  return part.patches.flatMap((patch) => {
    const name = `${partName(part)}/${patch.step}-${documentFileName(patch)}`;
    return [
      file(`${name}.json`, linesOf(patch.document)),
      ...(patch.previous === null ? [] : [file(`${name}.before.json`, linesOf(patch.previous))]),
    ];
  });
}
