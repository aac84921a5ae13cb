/** Links that lead out of a folder: whoever may put files there must not reach what lies elsewhere. */
import { lstat, readlink, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';

const mostLinks = 40;

/**
 * Whether a path that lies in the folder by its name leads out of it by a link. A path that names a place elsewhere does not: whoever
 * gave it meant it.
 * @param path need not exist
 */
export async function leavesByLink(path: string, folder: string): Promise<boolean> {
  const named = resolve(folder, path);
  if (!isIn(named, resolve(folder))) return false;
  return !isIn(await realPlace(named, mostLinks), await realpath(folder));
}

function isIn(path: string, folder: string): boolean {
  const below = relative(folder, path);
  return !isAbsolute(below) && below !== '..' && !below.startsWith(`..${sep}`);
}

/** Behind all links, of a path whose end is not there yet, too. */
async function realPlace(path: string, links: number): Promise<string> {
  const real = await realpath(path).catch(() => null);
  if (real !== null || dirname(path) === path || links === 0) return real ?? path;
  const isLink = await lstat(path).then(
    (there) => there.isSymbolicLink(),
    () => false,
  );
  if (isLink) return realPlace(resolve(dirname(path), await readlink(path)), links - 1);
  return resolve(await realPlace(dirname(path), links), path.slice(dirname(path).length).replace(/^[/\\]+/u, ''));
}
