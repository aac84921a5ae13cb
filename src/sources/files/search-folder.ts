/** The files below a folder, in the order of their names. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { codeOf, fileFault } from '../../basics/file-fault.js';
import { UnreadableInput } from './decode.js';

export const mostFiles = 100_000;
export const deepest = 12;

/** What others put there: history, packages, plugins. */
const passedOver = new Set(['.git', '.hg', '.svn', 'node_modules']);

interface Search {
  readonly top: string;
  /** `top` without symbolic links, with a separator at the end. */
  readonly realTop: string;
  readonly files: string[];
  /** Real paths of the folders on the way, against circles of links. */
  readonly seen: Set<string>;
}

/**
 * @throws UnreadableInput where there are too many files or levels, and for a symbolic link that leads out of the folder: what is read
 * is what was named
 */
export async function filesBelow(top: string): Promise<readonly string[]> {
  const real = await realpath(top);
  const search: Search = {
    top,
    realTop: real.endsWith(sep) ? real : `${real}${sep}`,
    files: [],
    seen: new Set([real]),
  };
  await searchFolder(top, 1, search);
  return search.files;
}

async function searchFolder(folder: string, depth: number, search: Search): Promise<void> {
  if (depth > deepest)
    throw new UnreadableInput(`${search.top} has more than ${deepest} levels of folders: ${folder}.`, nameLess);
  const entries = await listing(folder);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    const isPassedOver =
      passedOver.has(entry.name) || (entry.name === 'providers' && folder.endsWith(`${sep}.terraform`));
    if (isPassedOver) continue;
    const kind = entry.isSymbolicLink() ? await kindOfTarget(path, search) : kindOf(entry);
    if (kind === 'folder') await searchFolder(path, depth + 1, search);
    else if (kind === 'file') addFile(path, search);
  }
}

const nameLess = 'Name the folders that hold the inputs.';

function addFile(path: string, { top, files }: Search): void {
  files.push(path);
  if (files.length > mostFiles)
    throw new UnreadableInput(`${top} holds more than ${mostFiles.toLocaleString('en')} files.`, nameLess);
}

interface Kinds {
  isDirectory(): boolean;
  isFile(): boolean;
}

/** Devices, pipes and sockets that are met on the way are none of the inputs. */
function kindOf(entry: Kinds): 'file' | 'folder' | null {
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : null;
}

async function kindOfTarget(path: string, { realTop, seen }: Search): Promise<'file' | 'folder' | null> {
  try {
    const target = await realpath(path);
    if (!`${target}${sep}`.startsWith(realTop))
      throw new UnreadableInput(
        `${path} is a symbolic link that leads out of the folder that was given.`,
        'Give the folder or file that it leads to as an input of its own, or a folder that holds both.',
      );
    const kind = kindOf(await stat(path));
    // What a link leads to inside of the folder is met where it stands.
    if (kind === 'folder' || seen.has(target)) return null;
    return kind;
  } catch (error) {
    // A link that leads nowhere is no file.
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ELOOP') return null;
    throw error;
  }
}

async function listing(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw new UnreadableInput(`Cannot read ${folder}: ${fileFault(error)}.`, nameLess, { cause: error });
  }
}
