/** Which files beside a plan or state are its source, and what evaluates them. */
import type { InputFile } from '../input-file.js';
import { isObject } from '../shape.js';
import type { OpenSource } from './knowledge.js';
import { isBinaryPlan, sourcesIn } from './plan/binary-plan.js';

/** The parser of HCL is loaded where there is a source. */
export const openSource: OpenSource = async (files, knowledge, names) => {
  const opened = await import('./source/open-source.js');
  return opened.openSource(files, knowledge, names);
};

const sourceName = /\.(?:tf|tofu)(?:\.json)?$|\.tfvars(?:\.json)?$|(?:^|\/)\.terraform\/modules\/modules\.json$/u;

/** What a source may read with `file` and `templatefile`. */
const templateName = /\.(?:tftpl|tpl|tmpl|json|ya?ml)$/u;

/** Files that a plan is made from: sources, variables, the list of modules, and what templates may read of a folder that has sources. */
export function sourcesAmong(files: readonly InputFile[]): readonly InputFile[] {
  const sources = files.filter((file) => sourceName.test(file.name) || isBinaryPlan(file));
  const folders = new Set(sources.filter(({ isNamed }) => !isNamed).map(({ given }) => given));
  const templates = files.filter(
    (file) =>
      !file.isNamed &&
      folders.has(file.given) &&
      templateName.test(file.name) &&
      !sources.includes(file) &&
      !isInput(file),
  );
  return [...sources, ...templates];
}

/** A file of another form of input is that input, wherever it stands. */
function isInput({ json }: InputFile): boolean {
  const value = json?.value;
  return (
    isObject(value) &&
    ['format', 'format_version', 'terraform_version', 'Resources', 'artifacts'].some((name) =>
      Object.hasOwn(value, name),
    )
  );
}

/** As they are in folders: a binary plan is opened, unless the folder itself is given, which has templates, too. */
export function openedSources(files: readonly InputFile[]): readonly InputFile[] {
  const plain = files.filter((file) => !isBinaryPlan(file));
  return plain.some(({ name }) => /\.(?:tf|tofu)(?:\.json)?$/u.test(name))
    ? plain
    : files.flatMap((file) => (isBinaryPlan(file) ? sourcesIn(file) : [file]));
}

/** Of several plans each has the sources below its own folder; a single one has all. */
export function sourcesFor(
  plan: InputFile,
  plans: readonly InputFile[],
  sources: readonly InputFile[],
): readonly InputFile[] {
  if (plans.length === 1) return sources;
  const own = folderOf(plan.name);
  const others = plans.map(({ name }) => folderOf(name)).filter((folder) => folder !== own && folder.startsWith(own));
  return sources.filter(({ name }) => name.startsWith(own) && !others.some((folder) => name.startsWith(folder)));
}

/** With a slash behind it; empty for the working directory. */
function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/') + 1);
}
