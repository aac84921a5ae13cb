/** The folders of a source as modules: what their files declare, merged as Terraform merges them. */
import { basename, dirname, join, normalize } from 'node:path/posix';
import type { InputFile } from '../../input-file.js';
import type { At, Attribute, Block, Body } from './hcl/ast.js';
import { readJsonBody } from './hcl/json-body.js';
import type { ParseHcl } from './hcl/parse.js';

export interface ModuleConfig {
  readonly folder: string;
  readonly variables: ReadonlyMap<string, Block>;
  readonly locals: ReadonlyMap<string, Attribute>;
  readonly outputs: ReadonlyMap<string, Block>;
  readonly calls: ReadonlyMap<string, Block>;
  /** `aws_s3_bucket.b`, `data.aws_iam_policy_document.d` */
  readonly resources: ReadonlyMap<string, Block>;
  readonly providers: readonly Block[];
  /** Where its state is kept: `backend "s3"`, or the `cloud` block; null = nothing says it. */
  readonly backend: Block | null;
  /** Values of variables in `terraform.tfvars` and `*.auto.tfvars`, in their order. */
  readonly values: readonly Body[];
}

export interface SourceFiles {
  readonly modules: ReadonlyMap<string, ModuleConfig>;
  /** Other files below the folder, by their paths, for `file()` and `templatefile()`. */
  readonly texts: ReadonlyMap<string, string>;
  /** Folders of initialised modules, by their keys: `a.b`. */
  readonly installed: ReadonlyMap<string, string>;
  readonly faults: readonly At[];
}

export function plainPath(name: string): string {
  return normalize(name.replaceAll('\\', '/'));
}

export function isSourceFile(name: string): boolean {
  return /\.(?:tf|tofu)(?:\.json)?$/u.test(name);
}

function isValuesFile(name: string): boolean {
  return /\.tfvars(?:\.json)?$/u.test(name);
}

export function readSourceFiles(files: readonly InputFile[], parse: ParseHcl): SourceFiles {
  const byFolder = new Map<string, InputFile[]>();
  const texts = new Map<string, string>();
  let installed: ReadonlyMap<string, string> = new Map();
  for (const file of files) {
    const path = plainPath(file.name);
    if (file.text === null) continue;
    texts.set(path, file.text);
    if (path.endsWith('.terraform/modules/modules.json'))
      installed = new Map([...installed, ...installedModules(file, path)]);
    if (!isSourceFile(path) && !isValuesFile(path)) continue;
    const folder = dirname(path);
    const inFolder = byFolder.get(folder);
    if (inFolder === undefined) byFolder.set(folder, [file]);
    else inFolder.push(file);
  }
  const faults: At[] = [];
  const modules = new Map<string, ModuleConfig>();
  for (const [folder, inFolder] of byFolder)
    modules.set(folder, moduleOf(folder, withoutTwins(inFolder), parse, faults));
  return { modules, texts, installed, faults };
}

/** A `.tofu` file takes the place of the `.tf` file of its name. */
function withoutTwins(files: readonly InputFile[]): readonly InputFile[] {
  const tofu = new Set(
    files.filter(({ name }) => /\.tofu(?:\.json)?$/u.test(name)).map(({ name }) => name.replace(/\.tofu/u, '.tf')),
  );
  return files.filter(({ name }) => !tofu.has(name));
}

function installedModules({ json }: InputFile, path: string): readonly (readonly [string, string])[] {
  const root = dirname(dirname(dirname(path)));
  const list = (json?.value as { readonly Modules?: unknown } | undefined)?.Modules;
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: { readonly Key?: unknown; readonly Dir?: unknown }) =>
    typeof each.Key === 'string' && each.Key !== '' && typeof each.Dir === 'string'
      ? [[each.Key, join(root, each.Dir)] as const]
      : [],
  );
}

function isOverride(name: string): boolean {
  return /(?:^|_)override\.(?:tf|tofu)(?:\.json)?$/u.test(basename(name));
}

function bodyOf(file: InputFile, parse: ParseHcl, faults: At[]): Body {
  const name = plainPath(file.name);
  const parsed = name.endsWith('.json')
    ? readJsonBody(file.name, file.text ?? '', parse, isValuesFile(name))
    : parse(file.name, file.text ?? '');
  for (const fault of parsed.faults) faults.push(fault);
  return parsed.body;
}

function moduleOf(folder: string, files: readonly InputFile[], parse: ParseHcl, faults: At[]): ModuleConfig {
  const config = {
    folder,
    variables: new Map<string, Block>(),
    locals: new Map<string, Attribute>(),
    outputs: new Map<string, Block>(),
    calls: new Map<string, Block>(),
    resources: new Map<string, Block>(),
    providers: [] as Block[],
    backend: null as Block | null,
    values: [] as Body[],
  };
  const inOrder = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const sources = inOrder.filter(({ name }) => isSourceFile(name));
  for (const file of [
    ...sources.filter(({ name }) => !isOverride(name)),
    ...sources.filter(({ name }) => isOverride(name)),
  ])
    addBlocks(config, bodyOf(file, parse, faults).blocks, isOverride(file.name));
  const named = (test: RegExp): readonly InputFile[] => inOrder.filter(({ name }) => test.test(plainPath(name)));
  for (const file of [
    ...named(/(?:^|\/)terraform\.tfvars$/u),
    ...named(/(?:^|\/)terraform\.tfvars\.json$/u),
    ...named(/\.auto\.tfvars(?:\.json)?$/u),
  ])
    config.values.push(bodyOf(file, parse, faults));
  return config;
}

interface Adding {
  readonly variables: Map<string, Block>;
  readonly locals: Map<string, Attribute>;
  readonly outputs: Map<string, Block>;
  readonly calls: Map<string, Block>;
  readonly resources: Map<string, Block>;
  readonly providers: Block[];
  backend: Block | null;
}

function addBlocks(config: Adding, blocks: readonly Block[], overrides: boolean): void {
  for (const block of blocks) {
    const [first = '', second = ''] = block.labels;
    if (block.type === 'locals')
      for (const [name, attribute] of block.body.attributes) config.locals.set(name, attribute);
    else if (block.type === 'provider') config.providers.push(block);
    else if (block.type === 'terraform') config.backend = backendIn(block) ?? config.backend;
    else if (block.type === 'variable') add(config.variables, first, block, overrides);
    else if (block.type === 'output') add(config.outputs, first, block, overrides);
    else if (block.type === 'module') add(config.calls, first, block, overrides);
    else if (block.type === 'resource') add(config.resources, `${first}.${second}`, block, overrides);
    else if (block.type === 'data') add(config.resources, `data.${first}.${second}`, block, overrides);
  }
}

function backendIn(block: Block): Block | undefined {
  const { attributes, blocks } = block.body;
  const found = blocks.find(({ type }) => type === 'backend' || type === 'cloud');
  // In JSON syntax which one it is is not read.
  return found ?? (attributes.has('backend') || attributes.has('cloud') ? block : undefined);
}

/** An override replaces arguments, and all nested blocks of a type. */
function add(to: Map<string, Block>, name: string, block: Block, overrides: boolean): void {
  const before = to.get(name);
  if (before === undefined || !overrides) {
    to.set(name, block);
    return;
  }
  const types = new Set(block.body.blocks.map(({ type }) => type));
  to.set(name, {
    ...before,
    body: {
      attributes: new Map([...before.body.attributes, ...block.body.attributes]),
      blocks: [...before.body.blocks.filter(({ type }) => !types.has(type)), ...block.body.blocks],
    },
  });
}
