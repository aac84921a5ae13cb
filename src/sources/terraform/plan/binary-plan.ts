/**
 * What `terraform plan -out` writes: a ZIP archive with the plan in a form that only Terraform reads, and the exact source of every
 * module, which is what it is good for here. Source: Terraform, package planfile; measured with 1.11.
 */
import { InputFile } from '../../input-file.js';
import { isObject, type JsonObject } from '../../shape.js';
import { type ZipEntry, zipEntries } from './zip.js';

const limits = { entry: 20_000_000, all: 100_000_000 };

const cache = new WeakMap<InputFile, readonly ZipEntry[] | null>();

function entriesOf(file: InputFile): readonly ZipEntry[] | null {
  const { bytes } = file;
  if (bytes === null || bytes[0] !== 0x50 || bytes[1] !== 0x4b) return null;
  let entries = cache.get(file);
  if (entries === undefined) cache.set(file, (entries = zipEntries(bytes)));
  return entries;
}

export function isBinaryPlan(file: InputFile): boolean {
  return entriesOf(file)?.some(({ name }) => name === 'tfplan') === true;
}

/**
 * The sources in it, called as they were in their folders, and `.terraform/modules/modules.json`, which says where the modules are.
 * Templates that a source reads from other files are not among them.
 */
export function sourcesIn(file: InputFile): readonly InputFile[] {
  const entries = entriesOf(file) ?? [];
  let left = limits.all;
  const textOf = (entry: ZipEntry): string | null => {
    const bytes = entry.read(Math.min(left, limits.entry));
    if (bytes === null) return null;
    left -= bytes.length;
    return new TextDecoder().decode(bytes);
  };
  const manifest = entries.find(({ name }) => name === 'tfconfig/modules.json');
  const modules = manifest === undefined ? [] : modulesIn(textOf(manifest) ?? '');
  const folders = new Map(modules.map(({ Key, Dir }) => [Key, Dir]));
  const sources = entries.flatMap((entry) => {
    const [, key, name] = /^tfconfig\/m-(?<key>[^/]*)\/(?<name>[^/]+)$/u.exec(entry.name) ?? [];
    const folder = key === undefined ? undefined : folders.get(key);
    if (folder === undefined || name === undefined) return [];
    const text = textOf(entry);
    return text === null ? [] : [fileIn(folder, name, text)];
  });
  const listed = JSON.stringify({ Modules: modules });
  return [...sources, fileIn('.terraform/modules', 'modules.json', listed)];
}

/** Of the state in it, as of the plan: what data sources read. Null where there is none. */
export function stateIn(file: InputFile): JsonObject | null {
  const bytes = entriesOf(file)
    ?.find(({ name }) => name === 'tfstate')
    ?.read(limits.entry);
  const value =
    bytes === undefined || bytes === null ? null : InputFile.ofText('tfstate', new TextDecoder().decode(bytes)).json;
  return isObject(value?.value) ? value.value : null;
}

interface Module {
  readonly Key: string;
  readonly Source?: string;
  readonly Dir: string;
}

function modulesIn(text: string): readonly Module[] {
  const { json } = InputFile.ofText('modules.json', text);
  const list = json !== null && Array.isArray(json.value) ? (json.value as readonly unknown[]) : [];
  return list.flatMap((entry) => {
    if (!isObject(entry) || typeof entry['Key'] !== 'string' || typeof entry['Dir'] !== 'string') return [];
    const source = typeof entry['Source'] === 'string' ? { Source: entry['Source'] } : {};
    return [{ Key: entry['Key'], ...source, Dir: entry['Dir'] }];
  });
}

function fileIn(folder: string, name: string, text: string): InputFile {
  const path = folder === '.' ? name : `${folder.replace(/\/$/u, '')}/${name}`;
  return new InputFile({ name: path, given: '.', text, bytes: null });
}
