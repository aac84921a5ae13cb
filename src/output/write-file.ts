/** Writes a file whole or not at all: beside its place first, then moved there. */
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ExpectedError } from '../expected-error.js';

/** The file could not be written. */
export class OutputError extends ExpectedError {
  override readonly name = 'OutputError';
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
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
    throw new OutputError(`Cannot write ${path}: ${reason}.`, 'Name a file in a folder that can be written.', {
      cause: error,
    });
  }
}
