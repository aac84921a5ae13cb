/** Where a path that somebody gave for an output really leads: a file, a new file, or something that is written through. */
import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { codeOf } from '../basics/file-fault.js';

export type Destination =
  /** Written through as it is: a device, a pipe, a socket, or a descriptor of this process. */
  | { readonly kind: 'stream'; readonly path: string }
  /** Behind all links. `before` is what the file that is there keeps. */
  | { readonly kind: 'file'; readonly path: string; readonly before: Kept | null };

/** What a file keeps when its contents are replaced. */
export interface Kept {
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** `/dev/stdout` and the like: even where they lead to a file, that is somebody's open file, and no place for another one. */
const descriptors = /^\/(?:dev\/(?:fd\/\d+|std(?:out|err))|proc\/(?:self|\d+)\/fd\/\d+)$/u;

/** Links in a row, after which Linux gives up, too. */
const mostLinks = 40;

export function fault(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

/** @throws an error with a `code`: EISDIR for a folder, ELOOP for links in a circle */
export async function destinationOf(path: string): Promise<Destination> {
  let current = resolve(path);
  for (let links = 0; links < mostLinks; links += 1) {
    if (descriptors.test(current)) return { kind: 'stream', path: current };
    const there = await lstat(current).catch(nothing);
    if (there === null) return { kind: 'file', path: current, before: null };
    if (!there.isSymbolicLink()) return kindOf(current, there);
    // A link to what is not there yet names the file that is to be made.
    current = resolve(dirname(current), await readlink(current));
  }
  throw fault('ELOOP');
}

/** A file by one name alone: folders on the way can be links, too, and those that are missing are yet to be made. */
export async function trueName(path: string): Promise<string> {
  const folder = dirname(path);
  if (folder === path) return path;
  const known = await realpath(folder).catch(() => null);
  return join(known ?? (await trueName(folder)), basename(path));
}

function kindOf(path: string, there: Awaited<ReturnType<typeof stat>>): Destination {
  if (there.isDirectory()) throw fault('EISDIR');
  if (!there.isFile()) return { kind: 'stream', path };
  const mode = Number(there.mode) & 0o7777;
  return { kind: 'file', path, before: { mode, uid: Number(there.uid), gid: Number(there.gid) } };
}

function nothing(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}
