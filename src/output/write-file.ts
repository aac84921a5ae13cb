/** Writes a file whole or not at all: beside its place first, then moved there. */
import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { ExpectedError } from '../expected-error.js';

/** The file could not be written. */
export class OutputError extends ExpectedError {
  override readonly name = 'OutputError';
}

/** @throws OutputError; nothing half-written is left behind */
export async function writeWhole(path: string, contents: string | Uint8Array): Promise<void> {
  const beside = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    await writeFile(beside, contents);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
    throw new OutputError(
      `Cannot write ${path}: ${reason}.`,
      'Name a file in a folder that exists and can be written.',
      { cause: error },
    );
  }
}
