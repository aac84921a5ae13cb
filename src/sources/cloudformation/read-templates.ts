/** The files of a claim: parsed, placed, nested stacks found among them. */
import { resolve } from 'node:path';
import { dirname, join, normalize } from 'node:path/posix';
import type { ReadingFault, ReadOptions } from '../adapter.js';
import type { InputFile } from '../input-file.js';
import { Deployed } from './answers/deployed.js';
import { isStackAnswer, isTemplateAnswer } from './answers/recognise.js';
import { assembliesIn, type Assembly, isManifest, isMetadata, plainName } from './cdk/assembly.js';
import { CodePlaces } from './cdk/code-places.js';
import { placed } from './placing.js';
import type { FindNested } from './nested.js';
import type { Source } from './source.js';
import { literalTexts } from './template/literal-texts.js';
import { isNesting, templateProperty } from './template/nesting-types.js';
import { memberOf, scalarText } from './template/node.js';
import { parseTemplate, parseTemplateAnswer, type Template } from './template/template.js';
import { templateFacts, type CaseFacts } from './template-facts.js';

export interface ReadTemplates {
  readonly faults: readonly ReadingFault[];
  readonly cases: readonly CaseFacts[];
  readonly notes: readonly string[];
  readonly places: CodePlaces;
}

export function readTemplates(files: readonly InputFile[], options: ReadOptions): ReadTemplates {
  const answers = files.filter(isStackAnswer);
  const { templates, faults } = parsed(
    files.filter((file) => !isManifest(file) && !isMetadata(file) && !answers.includes(file)),
  );
  const deployed = new Deployed(answers);
  const assemblies = assembliesIn(files, resolve('.'));
  const places = new CodePlaces(assemblies, templates);
  if (faults.length > 0) return { faults, cases: [], notes: [], places };
  const sources = withDeployed(rootsOf(files, templates, assemblies), deployed);
  const find: FindNested = (stack, resource, url) => {
    const { name } = stack.template.text;
    const asset = scalarText(memberOf(memberOf(resource.node, 'Metadata'), 'aws:asset:path'));
    for (const path of [asset, places.nestedTemplate(name, resource.id), url]) {
      const found = path === null ? undefined : templates.get(localPath(name, path));
      if (found !== undefined) return found;
    }
    return null;
  };
  const { cases, notes } = templateFacts(
    placed(sources.length === 0 ? allOf(files, templates) : sources, options),
    find,
    deployed,
    assemblies.flatMap((each) => each.unseen),
  );
  return { faults, cases, notes: [...assemblies.flatMap((each) => each.notes), ...notes], places };
}

type Templates = ReadonlyMap<string, Template>;

function parsed(files: readonly InputFile[]): {
  readonly templates: Templates;
  readonly faults: readonly ReadingFault[];
} {
  const faults: ReadingFault[] = [];
  const templates = new Map<string, Template>();
  for (const file of files) {
    const { name, text } = file;
    const parse = isTemplateAnswer(file) ? parseTemplateAnswer : parseTemplate;
    const { template, faults: found, text: places } = parse(name, text ?? '');
    for (const { message, offset } of found)
      faults.push({ message, place: { file: name, address: '', ...places.lineOf(offset) } });
    if (template !== null) templates.set(plainName(name), template);
  }
  return { templates, faults };
}

/** Stacks that no other one makes. Of an assembly those that its manifest names: others are templates of nested stacks, or assets. */
function rootsOf(
  files: readonly InputFile[],
  templates: Templates,
  assemblies: readonly Assembly[],
): readonly Source[] {
  const children = nestedFiles(templates);
  const stated = new Map(
    assemblies.flatMap(({ stacks }) => stacks.map((stack) => [stack.file, stack.stated] as const)),
  );
  return files.flatMap(({ name }): readonly Source[] => {
    const template = templates.get(plainName(name));
    if (template === undefined) return [];
    const stack = stated.get(name);
    if (stack !== undefined) return [{ name, template, stated: stack }];
    const isOfAssembly = assemblies.some(({ folder }) => folder === '.' || plainName(name).startsWith(`${folder}/`));
    return isOfAssembly || children.has(plainName(name)) ? [] : [{ name, template }];
  });
}

/** Of a stack that was found to be deployed, with what AWS says of it. */
function withDeployed(sources: readonly Source[], deployed: Deployed): readonly Source[] {
  return sources.map((source) => {
    const stated = deployed.statedOf(source.name, source.template, sources.length === 1);
    return stated === null ? source : { ...source, stated: { ...stated, ...source.stated } };
  });
}

/** Templates that hold each other in a circle are looked at as if none were nested. */
function allOf(files: readonly InputFile[], templates: ReadonlyMap<string, Template>): readonly Source[] {
  return files.flatMap(({ name }) => {
    const template = templates.get(plainName(name));
    return template === undefined ? [] : [{ name, template }];
  });
}

/** Beside the template that names it. Nothing is opened: only what was given, or found in a folder that was given, is looked through. */
function localPath(from: string, path: string): string {
  return normalize(join(dirname(plainName(from)), path));
}

function nestedFiles(templates: ReadonlyMap<string, Template>): ReadonlySet<string> {
  const nested = new Set<string>();
  for (const [name, template] of templates) {
    for (const resource of template.resources.values()) {
      if (!isNesting(resource)) continue;
      const { node, properties } = resource;
      const paths = [
        ...literalTexts(memberOf(properties, templateProperty(resource))),
        ...literalTexts(memberOf(memberOf(node, 'Metadata'), 'aws:asset:path')),
      ];
      for (const path of paths) if (templates.has(localPath(name, path))) nested.add(localPath(name, path));
    }
  }
  return nested;
}
