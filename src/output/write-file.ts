/** Writes a file whole or not at all: beside its place first, then moved there. */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ExpectedError } from '../basics/expected-error.js';

/** The file could not be written. */
export class OutputError extends ExpectedError {
  override readonly name = 'OutputError';
}

const reasons = new Map([
  ['EACCES', 'writing there is not permitted (EACCES)'],
  ['EISDIR', 'it is a folder (EISDIR)'],
  ['ENOENT', 'there is no such folder (ENOENT)'],
  ['ENOSPC', 'the disk is full (ENOSPC)'],
  ['ENOTDIR', 'a part of the path is no folder (ENOTDIR)'],
  ['EROFS', 'the file system is read-only (EROFS)'],
]);

function outputError(path: string, error: unknown): OutputError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
  return new OutputError(
    `Cannot write ${path}: ${reasons.get(code) ?? code}.`,
    'Name a file in a folder that can be written.',
    { cause: error },
  );
}

function fault(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** Folders that are missing will be made. */
async function nearestThere(folder: string): Promise<string> {
  const isMissing = await stat(folder).then(
    () => false,
    (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT',
  );
  return isMissing && dirname(folder) !== folder ? nearestThere(dirname(folder)) : folder;
}

/**
 * To be asked before long work whose result is to be written.
 * @throws OutputError where the file could not be written anyway
 */
export async function ensureWritable(path: string): Promise<void> {
  try {
    const before = await stat(path).catch(() => null);
    if (before?.isDirectory() === true) throw fault('EISDIR');
    const folder = await nearestThere(dirname(resolve(path)));
    if (!(await stat(folder)).isDirectory()) throw fault('ENOTDIR');
    await access(folder, constants.W_OK);
  } catch (error) {
    throw outputError(path, error);
  }
}

/**
 * Folders that are missing on the way are made.
 * @throws OutputError; nothing half-written is left behind
 */
export async function writeWhole(path: string, contents: string | Uint8Array): Promise<void> {
  const beside = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(beside, contents);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw outputError(path, error);
  }
}
