/** Writes a file whole or not at all: beside its place first, then moved there. Devices and pipes are written through. */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ExpectedError } from '../basics/expected-error.js';
import { codeOf } from '../basics/file-fault.js';
import { destinationOf, fault, type Destination, type Kept } from './destination.js';

/** The file could not be written. */
export class OutputError extends ExpectedError {
  override readonly name = 'OutputError';
}

const reasons = new Map([
  ['EACCES', 'writing there is not permitted (EACCES)'],
  ['EISDIR', 'it is a folder (EISDIR)'],
  ['ELOOP', 'its links lead in a circle (ELOOP)'],
  ['ENOENT', 'there is no such folder (ENOENT)'],
  ['ENOSPC', 'the disk is full (ENOSPC)'],
  ['ENOTDIR', 'a part of the path is not a folder (ENOTDIR)'],
  ['ENXIO', 'nobody is there to read it (ENXIO)'],
  ['EPERM', 'writing there is not permitted (EPERM)'],
  ['EROFS', 'the file system is read-only (EROFS)'],
]);

function outputError(path: string, error: unknown): OutputError {
  const code = codeOf(error) || 'unknown fault';
  return new OutputError(
    `Cannot write ${path}: ${reasons.get(code) ?? code}.`,
    'Name a file in a folder that can be written.',
    { cause: error },
  );
}

/** Folders that are missing will be made. */
async function nearestThere(folder: string): Promise<string> {
  const isMissing = await stat(folder).then(
    () => false,
    (error: unknown) => codeOf(error) === 'ENOENT',
  );
  return isMissing && dirname(folder) !== folder ? nearestThere(dirname(folder)) : folder;
}

/**
 * To be asked before long work whose result is to be written.
 * @throws OutputError where the file could not be written anyway
 */
export async function ensureWritable(path: string): Promise<void> {
  try {
    const destination = await destinationOf(path);
    if (destination.kind === 'stream') return;
    if (destination.before !== null) await access(destination.path, constants.W_OK);
    const folder = await nearestThere(dirname(destination.path));
    if (!(await stat(folder)).isDirectory()) throw fault('ENOTDIR');
    await access(folder, constants.W_OK);
  } catch (error) {
    throw outputError(path, error);
  }
}

/** Pieces can be asked for again. */
export type Contents = string | Uint8Array | Iterable<string>;

export interface WriteOptions {
  /** Permission bits of a file that was not there before; what the process's mask leaves of 0666 by default. */
  readonly mode?: number;
}

/**
 * Folders that are missing on the way are made. A file that is there keeps its mode and owner, a link stays a link, and a device or
 * pipe is written through.
 * @throws OutputError; nothing half-written is left behind
 */
export async function writeWhole(path: string, contents: Contents, { mode = 0o666 }: WriteOptions = {}): Promise<void> {
  try {
    const destination = await destinationOf(path);
    if (destination.kind === 'stream') await writeThrough(destination.path, contents);
    else await replace(destination, contents, mode);
  } catch (error) {
    // A reader that has seen enough is not an error, as on standard output.
    if (codeOf(error) === 'EPIPE') return;
    throw outputError(path, error);
  }
}

/** The process's own streams keep the order of what else is written to them. */
async function writeThrough(path: string, contents: Contents): Promise<void> {
  const own = { '/dev/stdout': process.stdout, '/dev/stderr': process.stderr }[path];
  if (own !== undefined) {
    await writePieces(own, contents);
    return;
  }
  const handle = await open(path, constants.O_WRONLY | constants.O_APPEND);
  try {
    for (const piece of piecesOf(contents)) await handle.writeFile(piece);
  } finally {
    await handle.close();
  }
}

/** One piece after the other, as fast as they are taken. */
export async function writePieces(stream: NodeJS.WriteStream, contents: Contents): Promise<void> {
  for (const piece of piecesOf(contents)) {
    await new Promise<void>((resolve, reject) => {
      stream.write(piece, (error) => (error ? reject(error) : resolve()));
    });
  }
}

function piecesOf(contents: Contents): Iterable<string | Uint8Array> {
  return typeof contents === 'string' || contents instanceof Uint8Array ? [contents] : contents;
}

async function replace(
  { path, before }: Destination & { readonly kind: 'file' },
  contents: Contents,
  mode: number,
): Promise<void> {
  if (before !== null) await access(path, constants.W_OK);
  await mkdir(dirname(path), { recursive: true });
  const beside = join(dirname(path), `.replint-${randomUUID().slice(0, 8)}.tmp`);
  let keepsOwner = true;
  try {
    const handle = await open(beside, 'wx', before?.mode ?? mode);
    try {
      for (const piece of piecesOf(contents)) await handle.writeFile(piece);
      await handle.sync();
      keepsOwner = before === null || (await keep(handle, before));
    } finally {
      await handle.close();
    }
    if (keepsOwner) await rename(beside, path);
    else {
      // Somebody else's file, which we are allowed to write: it stays theirs. That there is room for all of it has been seen.
      await writeFile(path, contents);
      await rm(beside, { force: true });
    }
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** The owner first: giving a file away takes bits off its mode. False = it cannot be given away. */
async function keep(handle: FileHandle, { mode, uid, gid }: Kept): Promise<boolean> {
  const own = await handle.stat();
  if (own.uid !== uid || own.gid !== gid) {
    const isGiven = await handle.chown(uid, gid).then(
      () => true,
      () => false,
    );
    if (!isGiven) return false;
  }
  await handle.chmod(mode);
  return true;
}
