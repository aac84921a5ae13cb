/** The files of a claim: parsed, placed, nested stacks found among them. */
import { dirname, join, normalize } from 'node:path/posix';
import type { ReadingFault, ReadOptions } from '../adapter.js';
import type { InputFile } from '../input-file.js';
import { placed, type Source } from './placing.js';
import { literalTexts } from './literal-texts.js';
import { memberOf, scalarText } from './node.js';
import type { FindNested } from './stacks.js';
import { parseTemplate, type Template } from './template.js';
import { templateFacts, type CaseFacts } from './template-facts.js';

export interface ReadTemplates {
  readonly faults: readonly ReadingFault[];
  readonly cases: readonly CaseFacts[];
  readonly notes: readonly string[];
}

export function readTemplates(files: readonly InputFile[], options: ReadOptions): ReadTemplates {
  const faults: ReadingFault[] = [];
  const templates = new Map<string, Template>();
  for (const { name, text } of files) {
    const parsed = parseTemplate(name, text ?? '');
    for (const { message, offset } of parsed.faults)
      faults.push({ message, place: { file: name, address: '', ...parsed.text.lineOf(offset) } });
    if (parsed.template !== null) templates.set(plain(name), parsed.template);
  }
  if (faults.length > 0) return { faults, cases: [], notes: [] };
  const children = nestedFiles(templates);
  const sources = files.flatMap(({ name }): readonly Source[] => {
    const template = templates.get(plain(name));
    return template === undefined || children.has(plain(name)) ? [] : [{ name, template }];
  });
  const find: FindNested = (stack, resource, url) => {
    const asset = scalarText(memberOf(memberOf(resource.node, 'Metadata'), 'aws:asset:path'));
    for (const path of [asset, url]) {
      const found = path === null ? undefined : templates.get(localPath(stack.template.text.name, path));
      if (found !== undefined) return found;
    }
    return null;
  };
  return { faults, ...templateFacts(placed(sources.length === 0 ? allOf(files, templates) : sources, options), find) };
}

/** Templates that hold each other in a circle are looked at as if none were nested. */
function allOf(files: readonly InputFile[], templates: ReadonlyMap<string, Template>): readonly Source[] {
  return files.flatMap(({ name }) => {
    const template = templates.get(plain(name));
    return template === undefined ? [] : [{ name, template }];
  });
}

function plain(name: string): string {
  return normalize(name.replaceAll('\\', '/'));
}

/** Beside the template that names it. Nothing is opened: only what was given, or found in a folder that was given, is looked through. */
function localPath(from: string, path: string): string {
  return normalize(join(dirname(plain(from)), path));
}

function nestedFiles(templates: ReadonlyMap<string, Template>): ReadonlySet<string> {
  const nested = new Set<string>();
  for (const [name, template] of templates) {
    for (const { type, node, properties } of template.resources.values()) {
      if (type !== 'AWS::CloudFormation::Stack') continue;
      const paths = [
        ...literalTexts(memberOf(properties, 'TemplateURL')),
        ...literalTexts(memberOf(memberOf(node, 'Metadata'), 'aws:asset:path')),
      ];
      for (const path of paths) if (templates.has(localPath(name, path))) nested.add(localPath(name, path));
    }
  }
  return nested;
}
