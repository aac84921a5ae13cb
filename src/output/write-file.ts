/** Writes files whole, and all of them or none: beside their places first, then moved there. Devices and pipes are written through. */
import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ExpectedError } from '../basics/expected-error.js';
import { codeOf } from '../basics/file-fault.js';
import { destinationOf, fault, trueName, type Destination } from './destination.js';
import { type Contents, piecesOf, StagedFile } from './staged.js';

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

/**
 * The same for a folder of files.
 * @throws OutputError where nothing could be written into it
 */
export async function ensureFolder(path: string): Promise<void> {
  await unlessRefused(path, async () => {
    const folder = await nearestThere(resolve(path));
    if (!(await stat(folder)).isDirectory()) throw fault('ENOTDIR');
    await access(folder, constants.W_OK);
  });
}

export interface WriteOptions {
  /** Permission bits of a file that was not there before; what the process's mask leaves of 0666 by default. */
  readonly mode?: number;
}

/** One of several files that are written together. */
export interface FileToWrite extends WriteOptions {
  readonly path: string;
  /** Made when its turn comes: not all of them have to be held at once. */
  readonly contents: () => Contents | Promise<Contents>;
}

/**
 * Folders that are missing on the way are made. A file that is there keeps its mode and owner, a link stays a link, and a device or
 * pipe is written through.
 * @throws OutputError; nothing half-written is left behind
 */
export async function writeWhole(path: string, contents: Contents, options: WriteOptions = {}): Promise<void> {
  await writeTogether([{ path, contents: () => contents, ...options }]);
}

/**
 * All or none: no file is in its place before each of them is written whole. What is written through devices and pipes cannot be taken
 * back, and goes when only the moving is left.
 * @throws OutputError for the first that cannot be written; the others are then as they were
 */
export async function writeTogether(files: readonly FileToWrite[]): Promise<void> {
  const staged: { readonly path: string; readonly file: StagedFile }[] = [];
  try {
    const through = await stageAll(files, staged);
    for (const { path, contents } of through) {
      const made = await contents();
      await unlessRefused(path, () => writeThrough(path, made));
    }
    for (const [index, { path, file }] of staged.entries())
      await unlessRefused(path, () => file.moveIn(index === staged.length - 1));
  } catch (error) {
    // The last one that was moved goes back first: two may have made the same folder.
    for (const { file } of staged.toReversed()) await file.undo().catch(() => undefined);
    throw error;
  }
  for (const { file } of staged) await file.cleanUp().catch(() => undefined);
}

/** @returns what is written through */
async function stageAll(
  files: readonly FileToWrite[],
  staged: { readonly path: string; readonly file: StagedFile }[],
): Promise<readonly FileToWrite[]> {
  const places = await placesOf(files);
  const through: FileToWrite[] = [];
  for (const [index, one] of files.entries()) {
    const place = places[index];
    if (place === undefined || place.kind === 'stream') {
      through.push({ ...one, path: place?.path ?? one.path });
      continue;
    }
    const file = new StagedFile(place);
    staged.push({ path: one.path, file });
    const contents = await one.contents();
    await unlessRefused(one.path, () => file.stage(contents, one.mode ?? 0o666));
  }
  return through;
}

/** Where they lead. @throws OutputError also where two of them lead to the same file, by whatever name */
async function placesOf(files: readonly FileToWrite[]): Promise<readonly Destination[]> {
  const places: Destination[] = [];
  const taken = new Set<string>();
  for (const { path } of files) {
    const place = await unlessRefused(path, () => destinationOf(path));
    places.push(place);
    if (place.kind === 'stream') continue;
    const name = await trueName(place.path);
    if (taken.has(name))
      throw new OutputError(
        `Cannot write ${path}: another output leads to the same file.`,
        'Give each a file of its own.',
      );
    taken.add(name);
  }
  return places;
}

async function unlessRefused<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw outputError(path, error);
  }
}

/** The process's own streams keep the order of what else is written to them. A reader that has seen enough is not an error. */
async function writeThrough(path: string, contents: Contents): Promise<void> {
  const own = { '/dev/stdout': process.stdout, '/dev/stderr': process.stderr }[path];
  try {
    if (own === undefined) await appendTo(path, contents);
    else await writePieces(own, contents);
  } catch (error) {
    if (codeOf(error) !== 'EPIPE') throw error;
  }
}

async function appendTo(path: string, contents: Contents): Promise<void> {
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
