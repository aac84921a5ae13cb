/** Functions that read files. Only files below the folder that was given are there. */
import { join } from 'node:path/posix';
import { Unknown, type Value } from '../../model.js';
import { isMap } from '../../values.js';
import { plainPath, type SourceFiles } from '../configuration.js';
import type { Names } from '../hcl/evaluate.js';
import { templateFile } from './template-file.js';

/** The module that calls, and where it and the root module lie. */
export interface FileCaller extends Names {
  readonly rootFolder: string;
  readonly config: { readonly folder: string };
  readonly context: { readonly files: SourceFiles; readonly parse: Parameters<typeof templateFile>[2] };
}

/** Null = not one of these functions. */
export function fileFunction(name: string, given: readonly Value[], caller: FileCaller): Value | null {
  if (name === 'templatefile') return templateOf(given, caller);
  if (name === 'file') return textOfFile(given[0] ?? null, caller);
  if (name === 'fileexists') {
    const [path = null] = given;
    const isThere = typeof path === 'string' && caller.context.files.texts.has(pathOf(path, caller));
    // Not all files of a folder are read.
    return isThere || new Unknown('fileexists()', 'the file is not among those that were given');
  }
  return name === 'templatestring' || name === 'fileset' || name.startsWith('file')
    ? new Unknown(`${name}()`, 'it reads files')
    : null;
}

function pathOf(path: string, { config, rootFolder }: FileCaller): string {
  return plainPath(path.startsWith(config.folder) || path.startsWith('/') ? path : join(rootFolder, path));
}

function textOfFile(path: Value, caller: FileCaller): Value {
  if (typeof path !== 'string') return new Unknown('file()', 'its path is not known');
  return (
    caller.context.files.texts.get(pathOf(path, caller)) ??
    new Unknown(`file(${JSON.stringify(path)})`, 'the file is not below the folder that was given')
  );
}

function templateOf([path = null, variables = null]: readonly Value[], caller: FileCaller): Value {
  const text = textOfFile(path, caller);
  if (typeof text !== 'string' || typeof path !== 'string') return text;
  if (!isMap(variables)) return new Unknown('templatefile()', 'its variables are not known');
  return templateFile(pathOf(path, caller), text, caller.context.parse, {
    names: caller,
    locals: new Map(Object.entries(variables)),
    element: undefined,
  });
}
