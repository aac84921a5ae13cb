/** Files of a folder, each written whole. */
import { join } from 'node:path';
import { writeWhole } from './write-file.js';

export interface FileToWrite {
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** A script that is to be run. */
  readonly isProgram: boolean;
}

/** @throws OutputError for the first that cannot be written */
export async function writeFiles(folder: string, files: readonly FileToWrite[]): Promise<void> {
  for (const { path, text, isProgram } of files)
    await writeWhole(join(folder, path), text, { mode: isProgram ? 0o755 : 0o644 });
}
